"""The mark of a sheet for reading: by it an import can tell what somebody wrote where nothing is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qda.exchange.returned.marks import MOST_ROWS, ReadMark, encoded, row_check
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.rows import Field, letter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def has_marks(desk: Desk) -> bool:
    """Whether the workbook is known when it comes back, be it only to say that nothing in it is anybody's to write."""
    return bool(desk.output.provenance.study_id) or _has_desk(desk)


def _has_desk(desk: Desk) -> bool:
    return any(part.marked for part in desk.plan.parts)


def hide_mark(worksheet: Worksheet, desk: Desk, width: int) -> None:
    """Hide the column behind the table, where the mark stands."""
    if has_marks(desk):
        worksheet.column_dimensions[letter(width + 1)].hidden = True


def with_mark(head: Sequence[Field], desk: Desk, width: int, rows: Iterable[Sequence[object]], n: int) -> list[Field]:
    """The first row of the sheet, with the mark behind the table.

    Args:
        head: Its fields.
        desk: What the workbook is written with.
        width: Columns of the table.
        rows: The values of all rows, this one too; not looked at where they are too many.
        n: How many rows there are.
    """
    if not has_marks(desk):
        return list(head)
    few = n <= MOST_ROWS and n * width <= desk.limits.checked
    mark = ReadMark(checks="".join(map(row_check, rows)) if few else "", desk=_has_desk(desk))
    blank = [Field(value=None, style=desk.styles.line)] * (width - len(head))
    return [*head, *blank, Field(value=encoded(mark), style=desk.styles.hidden)]
