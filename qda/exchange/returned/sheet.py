"""One worksheet that came back: its marks, and where in it the rows and columns of its matrix stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from qda.exchange.returned.cells import Grid, address
from qda.exchange.returned.marks import (
    UNCHECKED,
    BesideMark,
    BoxMark,
    BoxRowMark,
    ColumnMark,
    LabelMark,
    RowMark,
    SheetMark,
    check,
    decoded,
    label_check,
)
from qda.exchange.writers.workbook.rows import letter
from qda.model.problem import Problem
from qda.model.wording import _


@dataclass(kw_only=True)
class Layout:
    """Where everything of a marked worksheet stands; rows and columns from 0.

    Attributes:
        head: The hidden row; key_column: the hidden column.
        columns: Of each column mark, the worksheet columns that carry it (several where somebody copied one).
        labels: Worksheet columns of the row labels.
        known: Every worksheet column that is of the matrix.
        rows: Marked rows of the matrix.
        boxes: First rows of the text below it.
        box_ends: Of each of these, its last row.
    """

    grid: Grid
    mark: SheetMark
    head: int
    key_column: int
    columns: dict[int, list[tuple[int, ColumnMark]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[int, int] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    rows: list[tuple[int, RowMark]] = field(default_factory=list)
    boxes: list[tuple[int, BoxMark]] = field(default_factory=list)
    box_ends: dict[int, int] = field(default_factory=dict)

    def label_of(self, row: int) -> list[object]:
        """The row labels as they stand now."""
        return [self.grid.at(row, column) for _at, column in sorted(self.labels.items())]

    @property
    def first_label(self) -> int:
        """The leftmost worksheet column of row labels; that of the keys where none is left."""
        return min(self.labels.values(), default=self.key_column)

    def named(self, row: int) -> str:
        """The row labels as they stand now, in one."""
        return " / ".join(str(label) for label in self.label_of(row) if str(label).strip())

    def named_cell(self, row: int, column: int) -> str:
        """Row and column of a cell of the matrix by the labels that stand there now; "" where it has none."""
        labels = (self.named(row) if row in self.marked else "", self.heading(column))
        return " · ".join(label for label in labels if label)

    def heading(self, column: int) -> str:
        """The heading of a column of the matrix as it was exported; "" of any other, or where it was changed."""
        heads = {mark.head for places in self.columns.values() for at, mark in places if at == column}
        first = min(self.marked, default=0)
        above = (self.grid.at(row, column) for row in range(first - 1, max(0, first - 8) - 1, -1))
        return next((str(value) for value in above if value != "" and label_check([value]) in heads), "")

    @cached_property
    def marked(self) -> frozenset[int]:
        """Worksheet rows that are of the matrix."""
        return frozenset(row for row, _mark in self.rows)

    def place(self, row: int, column: int) -> str:
        """A cell in words."""
        return _("sheet {sheet}, cell {cell}").format(sheet=self.grid.name, cell=address(row, column))


def laid_out(grid: Grid, file: str) -> Layout | Problem | None:
    """The layout of a worksheet; None where it carries no mark; a fault where its marks are not whole."""
    marks = [
        (row, column, decoded(value))
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and value.startswith("qda:")
    ]
    if not marks:
        return None
    sheets = [(row, column, mark) for row, column, mark in marks if isinstance(mark, SheetMark)]
    if len(sheets) != 1:
        return _broken(grid, file, several=len(sheets) > 1)
    head, key_column, sheet = sheets[0]
    across = any(row == head and isinstance(mark, RowMark) for row, _column, mark in marks)
    if across and any(column == key_column and isinstance(mark, ColumnMark) for _row, column, mark in marks):
        return _turned(grid, file)
    layout = Layout(grid=grid, mark=sheet, head=head, key_column=key_column)
    layout.known.add(key_column)
    for row, column, mark in marks:
        if row == head and isinstance(mark, ColumnMark | LabelMark | BesideMark):
            layout.known.add(column)
            if isinstance(mark, ColumnMark):
                layout.columns[mark.at].append((column, mark))
            elif isinstance(mark, LabelMark):
                layout.labels[mark.at] = column
        elif column == key_column and isinstance(mark, RowMark):
            layout.rows.append((row, mark))
        elif column == key_column and isinstance(mark, BoxMark):
            layout.boxes.append((row, mark))
            layout.box_ends[row] = row
        elif column == key_column and isinstance(mark, BoxRowMark) and layout.boxes:
            layout.box_ends[layout.boxes[-1][0]] = row
    return layout


def _broken(grid: Grid, file: str, *, several: bool) -> Problem:
    what = (
        _("The sheet holds the marks of several matrices; nothing in it can be placed.")
        if several
        else _("The hidden column or row that says what each cell is was deleted; nothing in it can be placed.")
    )
    mend = (
        _("Copy each matrix into a sheet of its own.")
        if several
        else _("Undo that, or copy the texts into a new workbook.")
    )
    return Problem(file=file, place=_("sheet {sheet}").format(sheet=grid.name), what=what, mend=mend, fatal=True)


def _turned(grid: Grid, file: str) -> Problem:
    return Problem(
        file=file,
        place=_("sheet {sheet}").format(sheet=grid.name),
        what=_("Rows and columns were exchanged; nothing in the sheet can be placed."),
        mend=_("Exchange them back, or copy the texts into a new workbook."),
        fatal=True,
    )


def strangers(layout: Layout, file: str) -> Iterator[Problem]:
    """What people put into rows and columns of their own between those of the matrix: it has no place in the study."""
    if not layout.rows:
        return
    grid, marked = layout.grid, {row for row, _mark in layout.rows}
    first, last = min(marked), max(marked)
    if layout.boxes:
        last = max(last, min(row for row, _mark in layout.boxes) - 1)
    for row in range(first, last + 1):
        held = [c for c in sorted(layout.known - {layout.key_column}) if str(grid.at(row, c)).strip()]
        if row in marked or not held or all((row, c) in grid.covered for c in held):
            continue
        if str(grid.at(row, layout.key_column)).strip():
            what = _("The hidden key of this row was changed; nothing in the row can be placed.")
            yield Problem(file=file, place=layout.place(row, held[0]), what=what, mend=_("Undo that."), fatal=True)
        else:
            yield Problem(
                file=file,
                place=layout.place(row, held[0]),
                what=_("This row was inserted: it is no row of the matrix, and what it holds is left out."),
            )
    for column in inserted_columns(layout):
        place = _("sheet {sheet}, column {column}").format(sheet=grid.name, column=letter(column + 1))
        if str(grid.at(layout.head, column)).strip():
            what = _("The hidden key of this column was changed; nothing in the column can be placed.")
            yield Problem(file=file, place=place, what=what, mend=_("Undo that."), fatal=True)
            continue
        yield Problem(
            file=file,
            place=place,
            what=_("This column was inserted: it is no column of the matrix, and what it holds is left out."),
        )


def inserted_columns(layout: Layout) -> list[int]:
    """Worksheet columns that are none of the matrix and hold something in its rows."""
    rows = [layout.grid.rows[row] for row, _mark in layout.rows]
    width = max(map(len, rows), default=0)
    return [
        column
        for column in range(width)
        if column not in layout.known and any(len(row) > column and str(row[column]).strip() for row in rows)
    ]


def misplaced_rows(layout: Layout) -> dict[int, str]:
    """Rows whose labels or computed cells are those of another row, as after a sort of some columns; why, in words."""
    return {**_computed_elsewhere(layout), **_labelled_elsewhere(layout)}


def _labelled_elsewhere(layout: Layout) -> dict[int, str]:
    own: dict[str, set[str]] = defaultdict(set)
    for _row, mark in layout.rows:
        own[mark.label].add(mark.key)
    found = {}
    for row, mark in layout.rows:
        if len(layout.labels) == 0:
            break
        now = label_check(layout.label_of(row))
        others = own.get(now, set())
        if now != mark.label and others and mark.key not in others:
            found[row] = _(
                "“{label}” stands here in the place of another row: cells were sorted or moved without the rest of "
                "their row."
            ).format(label=layout.named(row))
    return found


def _computed_elsewhere(layout: Layout) -> dict[int, str]:
    """Rows that hold, cell for cell, what was computed for another row that does not hold it any more."""
    now = {row: _checks_now(layout, row, mark) for row, mark in layout.rows if mark.checks}
    marks = {row: mark for row, mark in layout.rows if mark.checks}
    moved = {row for row in marks if now[row] != marks[row].checks}
    left: dict[str, set[str]] = defaultdict(set)
    for row in moved:
        left[marks[row].checks].add(marks[row].key)
    return {
        row: _(
            "Beside “{label}” stands what was computed for another row: cells were sorted or moved without the rest "
            "of their row."
        ).format(label=layout.named(row))
        for row in moved
        if left.get(now[row], set()) - {marks[row].key}
    }


def _checks_now(layout: Layout, row: int, mark: RowMark) -> str:
    """The checks of a row as its computed cells stand now; of a column that is gone, what it was."""
    found = []
    for at in range(len(mark.checks) // 2):
        places = layout.columns.get(at, ())
        stood = mark.check_of(at)
        found.append(stood if stood == UNCHECKED or not places else check(cell_value(layout.grid, row, places[0][0])))
    return "".join(found)


def cell_value(grid: Grid, row: int, column: int) -> str | int | float | None:
    """A computed cell as its check takes it."""
    value = grid.at(row, column)
    return None if value == "" else value if isinstance(value, int | float) else str(value)


def misplaced_columns(layout: Layout) -> set[int]:
    """Worksheet columns whose heading is that of another column: somebody moved cells without the hidden row."""
    if not layout.rows:
        return set()
    own: dict[str, set[int]] = defaultdict(set)
    for at, places in layout.columns.items():
        for _column, mark in places:
            own[mark.head].add(at)
    first = min(row for row, _mark in layout.rows)
    found = set()
    for at, places in layout.columns.items():
        for column, mark in places:
            heads = {label_check([layout.grid.at(row, column)]) for row in range(max(0, first - 8), first)}
            if mark.head not in heads and any(own.get(head, {at}) - {at} for head in heads):
                found.add(column)
    return found
