"""What people wrote into a workbook where nothing is taken in: told cell by cell, so that nobody waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qda.exchange.returned.cells import Grid
from qda.exchange.returned.marks import SIGN, ReadMark, decoded, label_check, row_check
from qda.exchange.returned.sheet import Layout, inserted_columns
from qda.model.problem import Problem
from qda.model.wording import _, plural

MOST_TOLD = 20  # cells, or rows of a sheet for reading, that are named one by one
_DIGITS, _LETTERS = 8, 4  # of a text around the matrix; of a row of a sheet for reading


def outside(layout: Layout, file: str) -> Iterator[Problem]:
    """Cells around the matrix and its box that hold other texts than were exported there."""
    if not layout.mark.around:
        return
    known = _parted(layout.mark.around, _DIGITS)
    found = [
        (row, column)
        for row, column in _around(layout)
        if str(value := layout.grid.at(row, column)).strip()
        and not str(value).startswith(SIGN)
        and label_check([value]) not in known
    ]
    for row, column in found[:MOST_TOLD]:
        yield Problem(
            file=file,
            place=layout.place(row, column),
            what=_("No text is taken from this cell: it is none of those that are yours to write."),
            mend=_("Write into yellow cells."),
        )
    if len(found) > MOST_TOLD:
        yield Problem(
            file=file,
            place=_("sheet {sheet}").format(sheet=layout.grid.name),
            what=plural(
                "{n} more cell that is not yours to write was filled; it is left out.",
                "{n} more cells that are not yours to write were filled; they are left out.",
                len(found) - MOST_TOLD,
            ).format(n=len(found) - MOST_TOLD),
        )


def _around(layout: Layout) -> Iterator[tuple[int, int]]:
    """Every cell that is neither of the matrix or the box, nor told of already as inserted."""
    matrix = {row for row, _mark in layout.rows}
    box = {row for first, end in layout.box_ends.items() for row in range(first, end + 1)}
    within = range(min(matrix, default=0), max(matrix, default=-1) + 1)
    gap = range(within.stop, min(box)) if matrix and box else range(0)
    inserted = inserted_columns(layout)
    labels = set(layout.labels.values())
    for row, values in enumerate(layout.grid.rows):
        for column in range(len(values)):
            if row in matrix or column in inserted or (row in box and column not in labels):
                continue
            if (row in within or row in gap) and column in layout.known:
                continue
            yield row, column


def for_reading(grid: Grid) -> ReadMark | None:
    """The mark of a sheet for reading; None of any other."""
    marks = (decoded(value) for values in grid.rows for value in values if isinstance(value, str))
    return next((mark for mark in marks if isinstance(mark, ReadMark)), None)


def read_only(grid: Grid, mark: ReadMark, file: str) -> Iterator[Problem]:
    """Rows of a sheet for reading that are not as they were exported; rows that are gone say nothing."""
    if not mark.checks:
        return
    left = Counter(mark.checks[n : n + _LETTERS] for n in range(0, len(mark.checks), _LETTERS))
    found = []
    for row, values in enumerate(grid.rows):
        now = row_check(value for value in values if not str(value).startswith(SIGN))
        if now and left[now] > 0:
            left[now] -= 1
        elif now:
            found.append(row)
    for row in found[:MOST_TOLD]:
        yield Problem(
            file=file,
            place=_("sheet {sheet}, row {row}").format(sheet=grid.name, row=row + 1),
            what=_("This sheet is for reading: what was written here is left out."),
            mend=_("Write into yellow cells; on a quotation, write a memo: qda memo add."),
        )
    if len(found) > MOST_TOLD:
        yield Problem(
            file=file,
            place=_("sheet {sheet}").format(sheet=grid.name),
            what=plural(
                "{n} more row was changed; it is left out.",
                "{n} more rows were changed; they are left out.",
                len(found) - MOST_TOLD,
            ).format(n=len(found) - MOST_TOLD),
        )


def of_ones_own(grid: Grid, file: str) -> Iterator[Problem]:
    """A sheet that is none of this program's, where it holds anything."""
    if any(str(value).strip() for values in grid.rows for value in values):
        yield Problem(
            file=file,
            place=_("sheet {sheet}").format(sheet=grid.name),
            what=_("This sheet is your own; what it holds is left out."),
        )


def _parted(checks: str, size: int) -> frozenset[str]:
    return frozenset(checks[n : n + size] for n in range(0, len(checks), size))
