"""Where everything goes before anything is written: matrix rows, quotation rows, the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qda.exchange.front_matter import all_quotations, before, shown
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.rows import letter
from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.sheet import Output, Quotation, Sheet
from qda.model.wording import _

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
QUOTATION_HEAD = 2  # rows above the first quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One worksheet of a matrix: some of its rows.

    Attributes:
        first: Index of its first row in the Sheet, `last` of the one after its last.
        top: Rows above the first matrix row.
        at: Worksheet row of each matrix row, 1-based.
        heights: Worksheet rows each matrix row takes; above 1 where a text goes on below.
    """

    sheet: Sheet
    name: str
    first: int
    last: int
    top: int
    at: list[int]
    heights: list[int]

    @property
    def lead(self) -> int:
        """Columns left of the first cell."""
        return 2 if any(row.group for row in self.sheet.rows) else 1

    @property
    def end(self) -> int:
        """The last worksheet row of the matrix."""
        return self.at[-1] + self.heights[-1] - 1 if self.at else self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The quotations behind one cell (or behind several that rest on the same codings).

    Attributes:
        part: Index of the part its first cell is in.
        cell: That cell's address there.
        sheet: Index of the quotation sheet on which it begins.
        row: Worksheet row there.
        last: Last row there of this block.
    """

    part: int
    cell: str
    row_label: str
    column_label: str
    codings: tuple[Id, ...]
    sheet: int
    row: int
    last: int


@dataclass(slots=True, kw_only=True)
class Plan:
    """The whole layout.

    Attributes:
        by_evidence: Number of the block that holds a cell's evidence.
        quotation_rows: Rows of quotations on each quotation sheet.
        split: How many texts went on in a further row.
    """

    parts: list[Part]
    quotations: dict[Id, Quotation]
    blocks: list[Block] = field(default_factory=list)
    by_evidence: dict[tuple[Id, ...], int] = field(default_factory=dict)
    quotation_names: list[str] = field(default_factory=list)
    provenance_name: str = ""
    quotation_rows: int = 0
    split: int = 0


def plan(output: Output, limits: Limits) -> Plan:
    """Lay the workbook out.

    Raises:
        InputError: a matrix has more columns than Excel holds.
    """
    taken: set[str] = set()
    made = Plan(parts=[], quotations=all_quotations(output))
    for sheet in output.sheets:
        if len(sheet.columns) + 2 > limits.columns:
            raise InputError(
                _("“{title}” has {n} columns, more than Excel holds.").format(title=sheet.title, n=len(sheet.columns)),
                mend=_("Choose fewer, exchange rows and columns, or write to .csv or .html."))
        made.parts += _parts(sheet, limits, taken, made)
    made.provenance_name = sheet_name(_("Provenance"), taken)
    _place_quotations(made, limits, taken)
    return made


def sheet_name(title: str, taken: set[str]) -> str:
    r"""A name Excel takes: at most 31 characters, none of `[]:*?/\`, unlike every other; joins `taken`."""
    base = _UNFIT.sub(" ", title).strip("' ") or _("Sheet")
    name, n = base[:31].rstrip("' "), 1
    while name.casefold() in taken:
        n += 1
        tail = f" ({n})"
        name = base[: 31 - len(tail)].rstrip("' ") + tail
    taken.add(name.casefold())
    return name


def pieces_of(text: str, limits: Limits) -> int:
    """How many cells a text fills."""
    return 1 if 2 * len(text) <= limits.text else len(split_text(text, limits.text))


def _parts(sheet: Sheet, limits: Limits, taken: set[str], made: Plan) -> list[Part]:
    top = 2 + len(before(sheet)) + (2 if any(column.group for column in sheet.columns) else 1)
    room = max(1, limits.rows - top - 40)  # the rules below the matrix need rows too
    heights = [max(pieces_of(text, limits) for text in (row.label, *map(shown, row.cells))) for row in sheet.rows]
    made.split += sum(h > 1 for h in heights)
    parts, first = [], 0
    while True:
        last, used = first, 0
        while last < len(heights) and (used + heights[last] <= room or last == first):
            used += heights[last]
            last += 1
        at, row = [], top + 1
        for height in heights[first:last]:
            at.append(row)
            row += height
        parts.append(Part(sheet=sheet, name=sheet_name(sheet.title, taken), first=first, last=last, top=top, at=at,
                          heights=heights[first:last]))
        if last == len(heights):
            return parts
        first = last


def _cells_with_evidence(made: Plan) -> Iterator[tuple[int, str, str, str, tuple[Id, ...]]]:
    for number, part in enumerate(made.parts):
        for at, row in zip(part.at, part.sheet.rows[part.first : part.last], strict=True):
            for c, cell in enumerate(row.cells):
                if cell.evidence:
                    column = part.sheet.columns[c].label
                    yield number, f"{letter(part.lead + c + 1)}{at}", row.label, column, cell.evidence


def _place_quotations(made: Plan, limits: Limits, taken: set[str]) -> None:
    """Give every block its rows; a block goes on on the next sheet where one is full."""
    made.quotation_names = [sheet_name(_("Quotations"), taken)] if made.quotations else []
    tall = {coding: max(pieces_of(q.text, limits), pieces_of(q.memo, limits)) for coding, q in made.quotations.items()}
    made.split += sum(height > 1 for height in tall.values())
    sheet, row = 0, QUOTATION_HEAD + 1
    for number, cell, row_label, column_label, evidence in _cells_with_evidence(made):
        if evidence in made.by_evidence:
            continue
        codings = tuple(coding for coding in evidence if coding in tall)
        if not codings:
            continue
        begin: tuple[int, int] | None = None
        last = row
        for coding in codings:
            if row + tall[coding] - 1 > limits.rows and row > QUOTATION_HEAD + 1:
                sheet, row = sheet + 1, QUOTATION_HEAD + 1
                made.quotation_names.append(sheet_name(_("Quotations"), taken))
            begin = begin or (sheet, row)
            row += tall[coding]
            last = row - 1 if sheet == begin[0] else last
            made.quotation_rows += 1
        if begin is not None:
            made.by_evidence[evidence] = len(made.blocks)
            made.blocks.append(Block(part=number, cell=cell, row_label=row_label, column_label=column_label,
                                     codings=codings, sheet=begin[0], row=begin[1], last=last))
