"""What is the researcher's in a worksheet: the cells to write in, and the box below the matrix."""

from __future__ import annotations

from dataclasses import dataclass

from qda.exchange.front_matter import before
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.rows import lines_of
from qda.model.sheet import Sheet
from qda.model.wording import _

BOX_WIDTH = 76.0  # characters of a line in the box, at least
_LEAST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The text below a matrix: its pieces, each of which fits a cell, and how many worksheet rows each spans."""

    pieces: tuple[str, ...]
    heights: tuple[int, ...]

    @property
    def height(self) -> int:
        """Worksheet rows of all pieces."""
        return sum(self.heights)


def is_desk(sheet: Sheet) -> bool:
    """Whether what people write into the matrix has a place in the study; a list of quotations has none."""
    return bool(sheet.view) and sheet.kind != "quotations"


def people_columns(sheet: Sheet) -> tuple[int, ...]:
    """The columns in which some cell is the researcher's."""
    found: set[int] = set()
    for row in sheet.rows:
        found.update(c for c, cell in enumerate(row.cells) if cell.for_people)
    return tuple(sorted(found))


def head_lines(sheet: Sheet) -> tuple[str, ...]:
    """What stands between the title and the matrix."""
    if not is_desk(sheet):
        return before(sheet)
    told = _("Yellow cells are yours to write in. Save the workbook, then: qda import FILE")
    return (*before(sheet), told)


def box_of(sheet: Sheet, limits: Limits) -> Box:
    """The box: a text that is longer than a cell goes on in a further one below."""
    pieces = tuple(split_text(sheet.analysis, limits.text))
    return Box(pieces=pieces, heights=tuple(max(_LEAST_ROWS, lines_of(piece, BOX_WIDTH) + 1) for piece in pieces))
