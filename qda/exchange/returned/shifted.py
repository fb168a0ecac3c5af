"""Rows that are not whole any more: cells put in or taken out of one row alone, or all of it emptied."""

from __future__ import annotations

from qda.exchange.returned.marks import UNCHECKED, RowMark, check
from qda.exchange.returned.sheet import Layout, cell_value
from qda.model.wording import _

_BLANK = check(None)


def shifted_rows(layout: Layout) -> dict[int, str]:
    """Rows in which what was computed stands in another column now, while its own cell lost it; why, in words."""
    told = _("“{label}”: cells were inserted into the row or taken out of it, so that what follows stands elsewhere.")
    return {
        row: told.format(label=layout.named(row))
        for row, mark in layout.rows
        if mark.checks and _is_shifted(layout, row, mark)
    }


def _is_shifted(layout: Layout, row: int, mark: RowMark) -> bool:
    """Whether a lost value stands in the next column, or beyond the matrix.

    Not further away within it, nor in a computed cell that is whole: the same number twice is no sign of a move. Nor in
    a cell of people while something else was typed over the computed one.
    """
    computed = {
        places[0][0]: mark.check_of(at)
        for at, places in layout.columns.items()
        if places and mark.check_of(at) != UNCHECKED
    }
    people = {column for places in layout.columns.values() for column, _mark in places} - set(computed)
    now = {column: check(cell_value(layout.grid, row, column)) for column in range(len(layout.grid.rows[row]))}
    lost = {column: stood for column, stood in computed.items() if stood not in (now.get(column, _BLANK), _BLANK)}
    beyond = range(max(layout.known) + 1, len(layout.grid.rows[row]))
    for column, stood in lost.items():
        beside = [
            other
            for other in (column - 1, column + 1)
            if other in layout.known
            and (other in lost if other in computed else other not in people or now.get(column, _BLANK) == _BLANK)
        ]
        if any(now.get(other) == stood for other in (*beside, *beyond)):
            return True
    return False


def emptied_rows(layout: Layout) -> set[int]:
    """Rows that hold nothing but their hidden key."""
    shown = layout.known - {layout.key_column}
    return {
        row
        for row, _mark in layout.rows
        if not any(str(layout.grid.at(row, column)).strip() or (row, column) in layout.grid.covered for column in shown)
    }
