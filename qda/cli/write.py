"""3 · Display: what the researcher writes into the cells of a display, and below it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli.command import add
from qda.cli.session import DryRun, Json, print_json, print_table, say, session, tell
from qda.model.errors import InputError, NotFoundError
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from qda.desk import WrittenLine
    from qda.display.spots import Spot
    from qda.store.study import Study


def register(app: typer.Typer) -> None:
    """Add the command."""
    free = {"allow_extra_args": True, "ignore_unknown_options": True}
    add(app, "write", write, _("3 Display"), context_settings=free)


def write(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND] [TEXT]", help=_("A display with its options, and the text; “-” reads it from the input.")
        ),
    ] = "",
    row: Annotated[str, typer.Option("--row", help=_("The row: its label, or its key."))] = "",
    column: Annotated[
        str, typer.Option("--column", help=_("The column, likewise; may be left out where only one is yours."))
    ] = "",
    below: Annotated[bool, typer.Option("--below", help=_("The analytic text below the display."))] = False,
    take_out: Annotated[bool, typer.Option("--remove", help=_("Take the text out; undo brings it back."))] = False,
    listed: Annotated[
        bool, typer.Option("--list", help=_("List every text of the study, those whose place is gone too."))
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help=_("With --list: write the texts to a .csv table for a plan.")),
    ] = None,
    as_json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Write into a display what is yours to write: a summary, a rating, an explanation, the analytic text below it.

    `qda write KIND` alone shows which cells are yours and what is written there; `qda write KIND --row R --column C
    TEXT` writes. The display's own options say which arrangement is meant, as in `qda display KIND`.
    """
    if to is not None and (kind or not listed):
        raise InputError(_("--to goes with --list."), where="qda write")
    if listed or not kind:
        _list(context, as_json, to)
        return
    writes = bool(row or column or below)
    if below and (row or column):
        raise InputError(_("A text stands in a cell or below the display: leave out --below, or --row and --column."))
    if (take_out and not writes) or (column and not row):
        raise InputError(_("Which text? Name it with --row and --column, or --below."), where="qda write")
    text, rest = _split(list(context.args), wanted=writes and not take_out)
    from qda import registry
    from qda.cli.options import from_flags
    from qda.display.written import view_of

    plugin = registry.get("displays", kind)
    options = from_flags(plugin, rest)
    view = view_of(kind, options)
    with session(context).open(rehearse=dry_run) as study:
        if not writes:
            _show(study, view, as_json)
            return
        for line in _write(study, view, "" if below else row, "" if below else column, text, below=below):
            tell(line, rehearsed=dry_run)


def _split(arguments: list[str], *, wanted: bool) -> tuple[str, list[str]]:
    """The text among what is left of the call, and the display's options: it stands before them or last.

    Raises:
        InputError: a text is wanted, and there is none.
    """
    if not wanted:
        return "", arguments
    if not arguments:
        raise InputError(
            _("There is no text."), where="qda write", mend=_("Put it at the end, in quotation marks; or --remove.")
        )
    at = 0 if not arguments[0].startswith("--") else len(arguments) - 1
    text = arguments[at]
    if text == "-":
        text = sys.stdin.read()
    return text, arguments[:at] + arguments[at + 1 :]


def _write(study: Study, view: str, row: str, column: str, text: str, *, below: bool) -> list[str]:
    """Write one text; what was done, in lines."""
    from qda.desk import spots_of
    from qda.display.spots import spot_named
    from qda.display.writing import put, told
    from qda.model.desk_records import Written

    found = spots_of(study, view)
    try:
        spot = found[-1] if below else spot_named(found, row, column)
    except NotFoundError:
        gone = _stored(study, view, row, column)
        if gone is None or text.strip():
            raise
        put(study, [gone], "write")
        return [_("Taken out: {place}.").format(place=f"{gone.row} / {gone.column}")]
    new = text.strip()
    if new == spot.text:
        return [_("Nothing to do: {place} says so already.").format(place=spot.named)]
    put(study, [Written(view=view, row=spot.row, column=spot.column, text=new)], "write")
    return [_("{place}: {old} → {new}").format(place=spot.named, old=told(spot.text), new=told(new))]


def _stored(study: Study, view: str, row: str, column: str) -> Any:
    """The text of a place that is gone from the display, emptied, so that it can be taken out."""
    from dataclasses import replace

    from qda.store import written

    same = [t for t in written.texts(study) if t.view == view and t.row == row and column in ("", t.column)]
    return replace(same[0], text="") if len(same) == 1 else None


def _show(study: Study, view: str, as_json: bool) -> None:
    """The places of one display."""
    from qda.desk import spots_of
    from qda.display.spots import shortened

    found = spots_of(study, view)
    if as_json:
        print_json([_spot(view, spot) for spot in found])
        return
    print_table(
        [_("row"), _("column"), _("by"), _("text")],
        [
            (
                _("(below the matrix)") if spot.below else spot.row_label,
                spot.column_label or None,
                spot.by or None,
                shortened(spot.text) if spot.text else None,
            )
            for spot in found
        ],
    )
    n = sum(bool(spot.text) for spot in found)
    say(_("{n} of {all} written.").format(n=n, all=len(found)))


def _spot(view: str, spot: Spot) -> dict[str, Any]:
    return {
        "view": view,
        "row": spot.row,
        "column": spot.column,
        "row_label": spot.row_label,
        "column_label": spot.column_label,
        "below": spot.below,
        "text": spot.text or None,
        "by": spot.by or None,
    }


def _list(context: typer.Context, as_json: bool, to: Path | None) -> None:
    from qda.desk import texts_csv, written_lines
    from qda.display.spots import shortened

    with session(context).open() as study:
        lines = written_lines(study)
    if to is not None:
        from qda.exchange.output import put

        if to.suffix.lower() != ".csv":
            raise InputError(_("The texts are written as .csv only."), where=str(to))
        put(texts_csv(lines), to)
        say(plural("{path} written: {n} text.", "{path} written: {n} texts.", len(lines)).format(path=to, n=len(lines)))
        return
    if as_json:
        print_json([_line(line) for line in lines])
        return
    print_table(
        [_("display"), _("row"), _("column"), _("by"), _("text"), _("place")],
        [
            (
                line.text.view,
                line.row or _("(below the matrix)"),
                line.column or None,
                line.text.by,
                shortened(line.text.text),
                None if line.there else _("gone"),
            )
            for line in lines
        ],
        empty=_("Nothing is written into displays yet. Next: qda write KIND, or qda display KIND --to matrix.xlsx"),
    )
    n = sum(not line.there for line in lines)
    if n:
        say(
            plural(
                "{n} text has lost its place, as a code or a case was renamed or taken out: write it where it belongs "
                "now, then take it out here with --remove.",
                "{n} texts have lost their place, as codes or cases were renamed or taken out: write them where they "
                "belong now, then take them out here with --remove.",
                n,
            ).format(n=n)
        )


def _line(line: WrittenLine) -> dict[str, Any]:
    text = line.text
    return {
        "view": text.view,
        "row": text.row,
        "column": text.column,
        "row_label": line.row,
        "column_label": line.column,
        "text": text.text,
        "by": text.by,
        "at": text.at,
        "there": line.there,
        "why": line.why or None,
    }
