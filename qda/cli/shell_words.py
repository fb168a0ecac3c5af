"""What the command line libraries say themselves: usage errors, headings, the help option, in the user's language.

typer (0.26–0.28, with the click it carries) asks gettext for few of its sentences and has the rest in English in its
code; argparse asks for all. The sentences are marked here, so that they are in the catalogue; those that typer never
asks for are recognised by their form and said anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from qda.model.wording import N_, _

_ASKED_FOR_BY_TYPER = (
    N_("Aborted!"),
    N_("Arguments"),
    N_("Commands"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("Options"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
    N_("(dynamic)"),
)
_ASKED_FOR_BY_ARGPARSE = (  # in the help of a plug-in's options, which is all that argparse does here
    N_("usage: "),
    N_("options"),
)
# The longer form first: a sentence is said by the first that fits it whole.
_NEVER_ASKED_FOR = (
    N_("No such option: {name} (Possible options: {names})"),
    N_("No such option: {name}"),
    N_("{message}. Did you mean {names}?"),
    N_("Missing argument {name}. Choose from:{choices}"),
    N_("Missing argument {name}."),
    N_("Missing option {name}. Choose from:{choices}"),
    N_("Missing option {name}."),
    N_("Invalid value for {name}: {message}"),
    N_("Invalid value: {message}"),
    N_("{value} is not a valid int."),
    N_("{value} is not a valid int range."),
    N_("{value} is not a valid float."),
    N_("{value} is not a valid float range."),
    N_("{value} is not in the range {range}."),
    N_("{value} is not one of {choices}."),
    N_("Option {name} requires an argument."),
    N_("Option {name} requires {n} arguments."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({arguments})"),
)
_PART_OF_SENTENCE = "message"
# What typer shows to the user as a fault of the call: the base of its BadParameter, whatever package holds it.
_Fault: type[Exception] = typer.BadParameter.__mro__[2]


def said_anew(sentence: str) -> str:
    """A sentence of typer's in the current language; any other as it is."""
    for known in _NEVER_ASKED_FOR:
        parts = re.split(r"\{(\w+)\}", known)
        form = "".join(f"(?P<{part}>.+?)" if here % 2 else re.escape(part) for here, part in enumerate(parts))
        found = re.fullmatch(form, sentence, re.DOTALL)
        if found:
            values = found.groupdict()
            if _PART_OF_SENTENCE in values:
                values[_PART_OF_SENTENCE] = said_anew(values[_PART_OF_SENTENCE])
            return _(known).format(**values)
    return sentence


class _Worded:
    """The parts of a command's help that typer has in English only."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class WordedCommand(_Worded, TyperCommand):
    """A command whose help is wholly in the user's language."""


class WordedGroup(_Worded, TyperGroup):
    """A group of commands whose help and usage errors are wholly in the user's language."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and say what is wrong with the call.

        Raises:
            SystemExit: when done, with the exit status; 2 where the call is wrong.
        """
        try:
            status = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except _Fault as fault:
            if not standalone_mode:
                raise
            _say(fault)
            status = getattr(fault, "exit_code", 2)
        except typer.Abort:
            if not standalone_mode:
                raise
            typer.echo(_("Aborted!"), err=True)
            status = 1
        if not standalone_mode:
            return status
        sys.exit(status if isinstance(status, int) else 0)


def _say(fault: Any) -> None:
    sentence, context = fault.format_message(), getattr(fault, "ctx", None)
    if context is None or sentence == context.get_help():  # a group alone on its line shows its help
        typer.echo(sentence if context else _("Error: {message}").format(message=said_anew(sentence)), err=True)
        return
    typer.echo(context.get_usage(), err=True)
    hint = _("Try '{command} {option}' for help.")
    typer.echo(
        hint.format(command=context.command_path, option=(context.help_option_names or ["--help"])[-1]) + "\n", err=True
    )
    typer.echo(_("Error: {message}").format(message=said_anew(sentence)), err=True)
