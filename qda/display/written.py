"""What researchers wrote into a display: where it belongs, and how it stands there again."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qda.display.typed import words_of
from qda.model.desk_records import Written
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import plural

_LOOKS = frozenset({"order", "quotes"})  # options that change how a display looks, not what its cells are about


def view_of(kind: str, options: Any) -> str:
    """The arrangement that a text belongs to: the display, and those of its options that say what it is about.

    Two builds of a display share what was written into them where these are equal; the order of the rows and the
    number of quotations do not matter, nor do options that only pick what stands there (`picks` in their metadata).
    """
    fields = dataclasses.fields(options) if options is not None else ()
    looks = {field.name for field in fields if field.name in _LOOKS or field.metadata.get("picks")}
    return shlex.join([kind, *words_of(options, looks)])


def row_key(row: Row) -> str:
    """The name of a row in every language: its key, or group and label where they are that."""
    return row.own_key


def column_key(column: Column) -> str:
    """The name of a column in every language: its key, or group and heading where they are that."""
    return column.own_key


def filled(sheet: Sheet, view: str, written: Sequence[Written]) -> Sheet:
    """The matrix with the texts of its view in the cells that are the researcher's, and below it.

    A text whose row or column is not there now is left out, which a note says; it stays in the study.
    """
    texts = {(each.row, each.column): each for each in written if each.view == view}
    if not texts:
        return replace(sheet, view=view)
    below = texts.pop(("", ""), None)
    rows = tuple(replace(row, cells=tuple(_cells(row, sheet.columns, texts))) for row in sheet.rows)
    lost = len(texts) - sum(bool(cell.written_by) for row in rows for cell in row.cells)
    told = plural(
        "{n} text that was written here has lost its place; see: qda write --list",
        "{n} texts that were written here have lost their places; see: qda write --list",
        lost,
    ).format(n=lost)
    return replace(
        sheet,
        view=view,
        rows=rows,
        notes=(*sheet.notes, *([told] if lost else [])),
        analysis=below.text if below else "",
        analysis_by=below.by if below else "",
    )


def _cells(row: Row, columns: Iterable[Column], texts: Mapping[tuple[str, str], Written]) -> Iterable[Cell]:
    name = row_key(row)
    for cell, column in zip(row.cells, columns, strict=True):
        text = texts.get((name, column_key(column))) if cell.for_people else None
        yield replace(cell, value=text.text, empty=None, written_by=text.by) if text else cell
