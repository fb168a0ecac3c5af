"""Where everything goes before anything is written: matrix rows, quotation rows, the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qda.exchange.front_matter import all_quotations, rules, shown
from qda.exchange.safe_text import split_text, units, visible
from qda.exchange.writers.workbook.desk_cells import Box, box_of, head_lines, is_desk, people_columns
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.rows import letter
from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Sheet
from qda.model.wording import _

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_KEPT = "history"  # a name that Excel keeps to itself
QUOTATION_HEAD = 2  # rows above the first quotation
MOST_TO_WRITE = 1_800  # columns of people's cells: the marks of a row stand in one cell
_NAME, _ENDING = 31, 14  # letters of a name of a worksheet, and of what stays of its end
LONG = 40  # characters of a text that stands in a narrow column


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One worksheet of a matrix: some of its rows.

    Attributes:
        first: Index of its first row in the Sheet, `last` of the one after its last.
        top: Rows above the first matrix row.
        at: Worksheet row of each matrix row, 1-based.
        heights: Worksheet rows each matrix row takes; above 1 where a text goes on below.
        labels: Columns of row labels; kept, since finding out looks at every row.
        columns: Worksheet column of each column of the Sheet, 1-based.
        beside: Worksheet columns that hold links beside a column of long texts.
        box: Where the researcher's text below the matrix goes; None where none stands on this worksheet.
        marked: Whether a hidden column and a hidden row carry the marks by which an edited workbook is read.
    """

    sheet: Sheet
    name: str
    first: int
    last: int
    top: int
    at: list[int]
    heights: list[int]
    labels: int
    columns: tuple[int, ...]
    beside: frozenset[int]
    box: Box | None
    marked: bool

    @property
    def width(self) -> int:
        """Worksheet columns of the matrix, row labels included."""
        return max([self.lead, *self.columns, *self.beside])

    def address(self, c: int, row: int) -> str:
        """The address of a cell by its column in the Sheet and its worksheet row."""
        return f"{letter(self.columns[c])}{row}"

    def link_address(self, c: int, row: int) -> str:
        """Where the link of that cell stands: on itself, or beside it where its column holds long texts."""
        column = self.columns[c]
        return f"{letter(column + 1 if column + 1 in self.beside else column)}{row}"

    @property
    def lead(self) -> int:
        """Columns left of the first cell."""
        return self.labels + self.marked

    @property
    def group_row(self) -> int:
        """The row of headings that columns share, or where it would be."""
        return self.top - 1 - self.marked

    @property
    def end(self) -> int:
        """The last worksheet row of the matrix."""
        return self.at[-1] + self.heights[-1] - 1 if self.at else self.top

    @property
    def below(self) -> int:
        """The row where what is said below the matrix begins."""
        return self.end + 2 + (self.box.height + 1 if self.box else 0)


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
        by_evidence: Number of the block that holds the evidence of a cell, by part and evidence.
        quotation_rows: Rows of quotations on each quotation sheet.
        quotation_ends: The last row of each quotation sheet.
        decisions_name: Of the sheet of decision rules; "" where no matrix has any.
        codebook_name: Of the sheet of codes; "" where no matrix names any.
        tall: Rows that a quotation takes, where it takes more than one.
        split: How many texts went on in a further row.
    """

    parts: list[Part]
    quotations: dict[Id, Quotation]
    blocks: list[Block] = field(default_factory=list)
    by_evidence: dict[tuple[int, tuple[Id, ...]], int] = field(default_factory=dict)
    quotation_names: list[str] = field(default_factory=list)
    quotation_ends: list[int] = field(default_factory=list)
    provenance_name: str = ""
    decisions_name: str = ""
    codebook_name: str = ""
    quotation_rows: int = 0
    tall: dict[Id, int] = field(default_factory=dict)
    split: int = 0


def plan(output: Output, limits: Limits) -> Plan:
    """Lay the workbook out.

    Raises:
        InputError: a matrix has more columns than Excel holds.
    """
    taken: set[str] = set()
    made = Plan(parts=[], quotations=all_quotations(output))
    made.provenance_name = sheet_name(_("Provenance"), taken)
    if any(sheet.decision_rules for sheet in output.sheets):
        made.decisions_name = sheet_name(_("Decisions"), taken)
    if any(sheet.codes for sheet in output.sheets):
        made.codebook_name = sheet_name(_("Codebook"), taken)
    if any(sheet.quotations and sheet.kind != "quotations" for sheet in output.sheets):
        made.quotation_names = [sheet_name(_("Quotations"), taken)]
    for sheet in output.sheets:
        if 2 * len(sheet.columns) + 3 > limits.columns and _width(sheet) > limits.columns:
            raise InputError(
                _("“{title}” has {n} columns, more than Excel holds.").format(title=sheet.title, n=len(sheet.columns)),
                mend=_("Choose fewer, exchange rows and columns, or write to .csv or .html."),
            )
        if is_desk(sheet) and len(people_columns(sheet)) > MOST_TO_WRITE:
            raise InputError(
                _("“{title}” has more than {n} columns to write in, more than a workbook can take back.").format(
                    title=sheet.title, n=MOST_TO_WRITE
                ),
                mend=_("Choose fewer, or exchange rows and columns."),
            )
        made.parts += _parts(sheet, limits, taken, made)
    _place_quotations(made, limits, taken)
    return made


def sheet_name(title: str, taken: set[str]) -> str:
    r"""A name Excel takes: at most 31 units, none of `[]:*?/\`, unlike every other and its own; joins `taken`.

    A longer title is cut between words; what stands behind its last colon ("…: nodes") tells it from others and stays.
    """
    base = _fit(title) or _("Sheet")
    last = _fit(title.rpartition(": ")[2]) if ": " in title else ""
    ending = f" {last}" if last and len(last) <= _ENDING and len(base) > _NAME else ""
    name, n = _within(base, ending), 1
    while name.casefold() in taken or name.casefold() == _KEPT:
        n += 1
        name = _within(base, f"{ending} ({n})")
    taken.add(name.casefold())
    return name


def _fit(title: str) -> str:
    return " ".join(_UNFIT.sub(" ", visible(title)).split()).strip("' ")


def _within(base: str, ending: str) -> str:
    """A name that Excel does not find too long: it counts a sign like 😀 twice."""
    room = _NAME
    while units(name := _cut(base, room, ending)) > _NAME:
        room -= 1
    return name


def _cut(base: str, room: int, ending: str) -> str:
    """The beginning of a name with its ending, `…` between them where words are left out."""
    if not ending and len(base) <= room:
        return base
    if ending.startswith(" (") and len(base) + len(ending) <= room:
        return base + ending
    head = base[: room - len(ending) - 1]
    between = head.rfind(" ") if base[len(head) : len(head) + 1] != " " else len(head)
    return (head[:between] if between > room // 5 else head).rstrip("' ,;–-") + "…" + ending


def pieces_of(text: str, limits: Limits) -> int:
    """How many cells a text fills."""
    return 1 if 2 * len(text) <= limits.text else len(split_text(text, limits.text))


def _parts(sheet: Sheet, limits: Limits, taken: set[str], made: Plan) -> list[Part]:
    marked = is_desk(sheet)
    top = 2 + len(head_lines(sheet)) + (2 if any(column.group for column in sheet.columns) else 1) + marked
    box = box_of(sheet, limits) if marked else None
    below = max(40, 2 + sum(1 + len(section.lines) for section in rules(sheet)))
    room = max(1, limits.rows - top - below - (box.height if box else 0))
    heights = [
        max(pieces_of(text, limits) for text in (row.group, row.label, *map(shown, row.cells))) for row in sheet.rows
    ]
    made.split += sum(h > 1 for h in heights)
    columns, beside = _columns(sheet)
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
        parts.append(
            Part(
                sheet=sheet,
                name=sheet_name(sheet.title, taken),
                first=first,
                last=last,
                top=top,
                at=at,
                heights=heights[first:last],
                labels=labels_of(sheet),
                columns=columns,
                beside=beside,
                box=box if last == len(heights) else None,
                marked=marked,
            )
        )
        if last == len(heights):
            return parts
        first = last


def labels_of(sheet: Sheet) -> int:
    """Columns of row labels: two where rows stand in groups."""
    return 2 if any(row.group for row in sheet.rows) else 1


def _columns(sheet: Sheet) -> tuple[tuple[int, ...], frozenset[int]]:
    """Worksheet columns, and those for links beside long texts.

    A link on a long text would make every click on it a jump, and LibreOffice shows linked text on one line only.
    """
    column = labels_of(sheet) + is_desk(sheet) + 1
    columns: list[int] = []
    beside: set[int] = set()
    for c in range(len(sheet.columns)):
        columns.append(column)
        if any(row.cells[c].evidence and is_long(row.cells[c]) for row in sheet.rows):
            column += 1
            beside.add(column)
        column += 1
    return tuple(columns), frozenset(beside)


def _width(sheet: Sheet) -> int:
    columns, beside = _columns(sheet)
    return max((*columns, *beside))


def is_long(cell: Cell) -> bool:
    """Whether a cell's text needs more than one line."""
    return isinstance(cell.value, str) and (len(cell.value) > LONG or "\n" in cell.value)


def _cells_with_evidence(made: Plan) -> Iterator[tuple[int, str, str, str, tuple[Id, ...]]]:
    for number, part in enumerate(made.parts):
        if part.sheet.kind == "quotations":  # its rows are the quotations
            continue
        for at, row in zip(part.at, part.sheet.rows[part.first : part.last], strict=True):
            for c, cell in enumerate(row.cells):
                if cell.evidence:
                    column = part.sheet.columns[c].label
                    yield number, part.address(c, at), row.label, column, cell.evidence


def _place_quotations(made: Plan, limits: Limits, taken: set[str]) -> None:
    """Give every block its rows; a block goes on on the next sheet where one is full."""
    made.tall = {
        coding: max(pieces_of(q.text, limits), pieces_of(q.memo, limits))
        for coding, q in made.quotations.items()
        if 2 * max(len(q.text), len(q.memo)) > limits.text
    }
    made.split += sum(height > 1 for height in made.tall.values())
    sheet, row = 0, QUOTATION_HEAD + 1
    for number, cell, row_label, column_label, evidence in _cells_with_evidence(made):
        if (number, evidence) in made.by_evidence:
            continue
        codings = tuple(coding for coding in evidence if coding in made.quotations)
        if not codings:
            continue
        begin: tuple[int, int] | None = None
        last = row
        for coding in codings:
            tall = made.tall.get(coding, 1)
            if row + tall - 1 > limits.rows and row > QUOTATION_HEAD + 1:
                made.quotation_ends.append(row - 1)
                sheet, row = sheet + 1, QUOTATION_HEAD + 1
                made.quotation_names.append(sheet_name(_("Quotations"), taken))
            begin = begin or (sheet, row)
            row += tall
            last = row - 1 if sheet == begin[0] else last
            made.quotation_rows += 1
        if begin is not None:
            made.by_evidence[number, evidence] = len(made.blocks)
            made.blocks.append(
                Block(
                    part=number,
                    cell=cell,
                    row_label=row_label,
                    column_label=column_label,
                    codings=codings,
                    sheet=begin[0],
                    row=begin[1],
                    last=last,
                )
            )
    made.quotation_ends.append(row - 1)
    if not made.blocks:
        made.quotation_names = []
