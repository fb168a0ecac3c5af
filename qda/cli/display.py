"""3 · Display: named matrices, search, quotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.find import find
from qda.cli.numbers import Chapter, Number, number_flags, read_numbering
from qda.cli.outputs import Save, give, save_view
from qda.cli.session import Json, print_json_rows, say, session
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from qda.model.plot import Shown
    from qda.model.sheet import Sheet
    from qda.store.study import Study

To = Annotated[
    Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
]


def register(app: typer.Typer) -> None:
    """Add this stage's commands."""
    panel = _("3 Display")
    free = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
    add(app, "display", display, panel, context_settings=free)
    add(app, "find", find, panel)
    add(app, "quotes", quotes, panel)


def display(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("Name of a display, or “list”."))] = "",
    to: To = None,
    in_sentence: Annotated[
        bool, typer.Option("--context", help=_("Show quotations in their sentence, the coded words in bold."))
    ] = False,
    chapter: Chapter = None,
    number: Number = None,
    save: Save = None,
    ready: Annotated[
        bool, typer.Option("--ready", help=_("With “list”: only those for which the study has what they need."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Arrange the study in a named display; `display list` shows them, `display KIND --help` the options of one."""
    from qda import registry
    from qda.cli.display_list import list_displays
    from qda.cli.options import from_flags
    from qda.display.typed import words_of

    if kind in ("", "list", "-h", "--help"):
        if kind in ("-h", "--help"):
            say(_("Usage: qda display KIND [--to FILE] [--json] [options of the display]"))
            say()
        list_displays(context, as_json=as_json, only_ready=ready)
        return
    if ready:
        raise typer.BadParameter(_("It goes with “display list”."), param_hint="--ready")
    plugin = registry.get("displays", kind)
    numbering = read_numbering(chapter, number)
    options = from_flags(plugin, context.args)
    with session(context).open() as study:
        from qda.across import build_display

        made = build_display(study, kind, options)
        typed = _typed(kind, [*context.args, *(["--context"] if in_sentence else []), *number_flags(numbering)])
        if in_sentence:
            made = _in_context(study, made)
        give(study, made, typed, to=to, as_json=as_json, numbering=numbering)
        if save is not None:
            words = [kind, *words_of(options), *(["--context"] if in_sentence else [])]
            save_view(study, save, "display", words)


def quotes(
    context: typer.Context,
    code: Annotated[list[str] | None, typer.Argument(metavar="[CODE]…", help=_("Codes, with all below them."))] = None,
    where: Annotated[str, typer.Option("--where", help=_("Only where this holds, role=pengrajin and stance=+."))] = "",
    to: To = None,
    as_json: Json = False,
) -> None:
    """List coded quotations with speaker, place and attributes."""
    from qda.display.quoted import quoted
    from qda.store.frames import material

    with session(context).open() as study:
        if to is not None:
            _save_quotations(study, tuple(code or ()), where, to)
            return
        found = quoted(material(study), tuple(code or ()), where)
    if as_json:
        from qda.exchange.writers.json import quotation_content

        print_json_rows(quotation_content(quotation) for quotation in found)
        return
    for quotation in found:
        stance = f" ({quotation.stance})" if quotation.stance else ""
        say(f"“{quotation.text}” {quotation.reference} — {quotation.code}{stance}")
    say(plural("{n} quotation", "{n} quotations", len(found)).format(n=len(found)))


def _save_quotations(study: Study, code: tuple[str, ...], where: str, to: Path) -> None:
    from qda import registry
    from qda.display.build import build
    from qda.exchange.output import save_sheets

    options = registry.get("displays", "quotations").options
    assert options is not None
    sheet = build(study, "quotations", options(code=code, where=where))
    command = _typed("quotes", [*code, *(["--where", where] if where else [])], group="")
    save_sheets(study, (sheet,), to, command)
    say(_("{path} written: {n} quotations.").format(path=to, n=len(sheet.quotations)))


def _typed(kind: str, arguments: list[str], group: str = "display") -> str:
    import shlex

    return shlex.join([part for part in ("qda", group, kind, *arguments) if part])


def _in_context(study: Study, made: Shown) -> Sheet:
    from qda.display.context import in_context
    from qda.model.errors import InputError
    from qda.model.sheet import Sheet

    if not isinstance(made, Sheet):
        raise InputError(_("Networks and plots take no context."), mend=_("Leave --context out, or take a matrix."))
    return in_context(study, made)
