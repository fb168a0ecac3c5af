"""Numbers for the quotations behind a file's cells: `[1–3, 7]` in a cell, the words once at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qda.exchange.front_matter import all_quotations
from qda.model.ids import Id
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.sheet import Cell
from qda.model.wording import _

MOST_SPANS = 6  # spans of numbers that a cell prints


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell: its sheet's, row's and column's index, from 0."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuotationNumbers:
    """Each quotation once, numbered from 1 in the order in which the cells, row by row, first rest on it.

    Attributes:
        listed: The quotations in that order.
        places: The cell that first rests on each, in the same order.
        number: A coding's number.
    """

    listed: tuple[Quotation, ...]
    places: tuple[Place, ...]
    number: dict[Id, int]

    def of(self, cell: Cell) -> list[int]:
        """The numbers behind a cell, ascending; none where its quotations are not in the file."""
        return sorted({self.number[coding] for coding in cell.evidence if coding in self.number})

    def printed(self, cell: Cell) -> str:
        """`[1–3, 7]`; the first of them and how many there are where they are many; "" where there are none."""
        numbers = self.of(cell)
        if not numbers:
            return ""
        spans = list(spans_of(numbers))
        told = ", ".join(span_text(first, last) for first, last in spans[:MOST_SPANS])
        if len(spans) <= MOST_SPANS:
            return f"[{told}]"
        return "[" + _("{numbers} … {n} in all").format(numbers=told, n=len(numbers)) + "]"


def quotation_numbers(output: Output) -> QuotationNumbers:
    """Number the quotations of an output; sheets whose rows are quotations themselves are left out."""
    have = all_quotations(output)
    number: dict[Id, int] = {}
    listed: list[Quotation] = []
    places: list[Place] = []
    for place, cell in _cells(output):
        for coding in cell.evidence:
            if coding not in number and coding in have:
                listed.append(have[coding])
                places.append(place)
                number[coding] = len(listed)
    return QuotationNumbers(listed=tuple(listed), places=tuple(places), number=number)


def spans_of(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours among ascending numbers."""
    first = last = None
    for n in numbers:
        if first is None or last is None:
            first = last = n
        elif n == last + 1:
            last = n
        else:
            yield first, last
            first = last = n
    if first is not None and last is not None:
        yield first, last


def span_text(first: int, last: int) -> str:
    """`7` or `1–3`; `1, 2` for two."""
    return str(first) if first == last else f"{first}, {last}" if last == first + 1 else f"{first}–{last}"


def _cells(output: Output) -> Iterator[tuple[Place, Cell]]:
    for s, sheet in enumerate(output.sheets):
        if sheet.kind == "quotations":
            continue
        for r, row in enumerate(sheet.rows):
            for c, cell in enumerate(row.cells):
                if cell.evidence:
                    yield Place(sheet=s, row=r, column=c), cell
