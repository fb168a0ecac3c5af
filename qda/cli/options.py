"""Flags of a plug-in, made from the fields of its options: `max_quotes: int = 3` is `--max-quotes 3`."""

from __future__ import annotations

import argparse
import dataclasses
import math
import typing
from collections.abc import Sequence
from typing import Any

import typer

from qda.display.settings import flag, made, other_names, refuse, value_kind
from qda.model.errors import InputError
from qda.model.wording import _
from qda.registry import Plugin


def from_flags(plugin: Plugin, arguments: Sequence[str]) -> Any:
    """The plug-in's options as typed; None where it has none.

    Raises:
        InputError: a flag is unknown or its value does not fit or is out of range.
    """
    if plugin.options is None:
        if arguments:
            refuse(plugin, arguments[0])
        return None
    parser = _parser(plugin)
    if {"-h", "--help"} & set(arguments):
        typer.echo(parser.format_help())
        raise typer.Exit
    given, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        refuse(plugin, unknown[0])
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(given).items()}
    return made(plugin, values, parser.prog)


def _parser(plugin: Plugin) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"qda {plugin.group.rstrip('s')} {plugin.name}",
        description=_(plugin.summary),
        epilog=_("Besides: --to FILE writes to a file, whose ending picks the writer; --json prints JSON."),
        add_help=False,
        allow_abbrev=False,
    )
    hints = typing.get_type_hints(plugin.options)
    for field in dataclasses.fields(plugin.options):  # type: ignore[arg-type]
        flags = [flag(name) for name in (field.name, *other_names(field))]
        parser.add_argument(*flags, dest=field.name, default=argparse.SUPPRESS, **_taking(field, hints))
    return parser


def _taking(field: dataclasses.Field[Any], hints: dict[str, Any]) -> dict[str, Any]:
    kind, several = value_kind(hints[field.name])
    help_text = _(field.metadata["help"]).replace("%", "%%") if field.metadata.get("help") else ""
    if kind is bool:
        return {"action": argparse.BooleanOptionalAction, "help": help_text}
    taking: dict[str, Any] = {
        "type": _decimal if kind is float else kind,
        "help": help_text,
        "metavar": field.name.upper().replace("_", "-"),
    }
    if field.metadata.get("choices"):
        taking |= {"choices": list(field.metadata["choices"]), "metavar": None}
    return taking | ({"nargs": "+", "action": "extend"} if several else {})


def _decimal(text: str) -> float:
    """A number with a point; what is none, or infinite, is refused.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        found = float(text)
    except ValueError:
        with_point = text.replace(",", ".", 1)
        if not with_point.replace(".", "", 1).isdecimal():
            raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text)) from None
        told = _("“{text}” is no number. Write {mended}").format(text=text, mended=with_point)
        raise argparse.ArgumentTypeError(told) from None
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text))
    return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> typing.NoReturn:
        """Say it as every other fault of the call.

        Raises:
            InputError: always.
        """
        raise InputError(message, where=self.prog)
