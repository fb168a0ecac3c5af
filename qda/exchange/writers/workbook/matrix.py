"""A matrix as a worksheet: headings that stay, cells that lead to their quotations, rules below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qda.exchange.front_matter import after, before, shown, synthetic_mark
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.layout import Part, Plan
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.rows import Field, height_for, letter, row_xml
from qda.exchange.writers.workbook.styles import Styles, level
from qda.model.sheet import Cell, Row, Sheet
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE_WIDTH = 110.0  # characters that a merged line of text spans at least
PAGE_WIDTH = 170.0  # characters across a landscape page at readable size
SAMPLE = 2_000  # rows looked at to find a column's width


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Measures of a worksheet: width of each column, lead columns first, and how many a line of text spans."""

    widths: tuple[float, ...]
    span: int
    across: float


def write_part(part: Part, plan: Plan, styles: Styles, worksheet: Worksheet, limits: Limits, *, last: bool) -> Content:
    """Set the worksheet up and give its rows and links; `last` says whether the rules stand below this part."""
    frame = _frame(part)
    links = _links(part, plan, limits)
    _set_up(part, worksheet, frame, last=last)
    linked = frozenset(link.cell for link in links)
    return Content(rows=_rows(part, styles, frame, linked, limits, last=last), links=links)


def _frame(part: Part) -> Frame:
    sheet = part.sheet
    groups = [max((len(row.group) for row in sheet.rows), default=0)] if part.lead == 2 else []
    leads = [*groups, max([len(sheet.corner), *(len(row.label) for row in sheet.rows)])]
    widths = [min(36.0, max(12.0, length + 2.0)) for length in leads]
    widths += [_width(sheet, c) for c in range(len(sheet.columns))]
    span, across = 0, 0.0
    while across < LINE_WIDTH:
        across += widths[span] if span < len(widths) else 9.0
        span += 1
    return Frame(widths=tuple(widths), span=span, across=across)


def _width(sheet: Sheet, c: int) -> float:
    """Numbers and words narrow, sentences wide; never narrower than the heading's longest word."""
    longest = max((len(line) for row in sheet.rows[:SAMPLE] for line in shown(row.cells[c]).split("\n")), default=0)
    word = max((len(word) for word in sheet.columns[c].label.split()), default=0)
    body = 44.0 if longest > 60 else 28.0 if longest > 24 else longest + 2.0
    return min(44.0, max(body, min(word + 3.0, 22.0), 9.0))


def _set_up(part: Part, worksheet: Worksheet, frame: Frame, *, last: bool) -> None:
    for k, width in enumerate(frame.widths, start=1):
        worksheet.column_dimensions[letter(k)].width = width
    first = letter(part.lead + 1)
    heads = part.top - (1 if any(column.group for column in part.sheet.columns) else 0)
    worksheet.freeze_panes = f"{first}{part.top + 1}"
    worksheet.print_title_rows = f"{heads}:{part.top}"
    worksheet.print_title_cols = f"A:{letter(part.lead)}"
    if part.at:
        worksheet.auto_filter.ref = f"A{part.top}:{letter(len(frame.widths))}{part.end}"
    for row in range(1, 2 + len(before(part.sheet))):
        _merge(worksheet, row, 1, frame.span)
    for begin, size in _groups(part):
        _merge(worksheet, heads, begin, size)
    if last:
        row = part.end + 2
        for section in after(part.sheet):
            for n in range(row, row + 1 + len(section.lines)):
                _merge(worksheet, n, 1, frame.span)
            row += 1 + len(section.lines)
    pages = max(1, round(sum(frame.widths) / PAGE_WIDTH))
    page_setup(worksheet, pages)


def _merge(worksheet: Worksheet, row: int, first: int, size: int) -> None:
    """Merge cells of a row; `merge_cells` would make a cell object of each."""
    worksheet.merged_cells.add(f"{letter(first)}{row}:{letter(first + size - 1)}{row}")


def page_setup(worksheet: Worksheet, pages: int) -> None:
    """Landscape A4, so many pages wide and as many long as it takes, numbered."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth = pages
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.6
    footer = worksheet.oddFooter
    if footer is not None:
        footer.center.text = "&A   &P / &N"


def _groups(part: Part) -> Iterator[tuple[int, int]]:
    """First column and size of each heading that neighbours share."""
    column = part.lead + 1
    for group, members in groupby(part.sheet.columns, lambda c: c.group):
        size = len(list(members))
        if group and size > 1:
            yield column, size
        column += size


def _links(part: Part, plan: Plan, limits: Limits) -> list[Link]:
    """From every filled cell to its quotations; from every row to its first where Excel cannot hold that many."""
    cells = [(at, c, cell) for at, row in zip(part.at, part.sheet.rows[part.first : part.last], strict=True)
             for c, cell in enumerate(row.cells) if cell.evidence in plan.by_evidence]
    if len(cells) <= limits.links:
        return [_link(plan, f"{letter(part.lead + c + 1)}{at}", cell) for at, c, cell in cells]
    first: dict[int, Cell] = {}
    for at, _c, cell in cells:
        first.setdefault(at, cell)
    return [_link(plan, f"{letter(part.lead)}{at}", cell) for at, cell in list(first.items())[: limits.links]]


def _link(plan: Plan, address: str, cell: Cell) -> Link:
    block = plan.blocks[plan.by_evidence[cell.evidence]]
    name = plan.quotation_names[block.sheet].replace("'", "''")
    n = len(block.codings)
    return Link(cell=address, location=f"'{name}'!A{block.row}:D{block.last}",
                tip=plural("{n} quotation", "{n} quotations", n).format(n=n))


def _rows(
    part: Part, styles: Styles, frame: Frame, linked: frozenset[str], limits: Limits, *, last: bool,
) -> Iterator[str]:
    sheet, quoted = part.sheet, styles.quoted
    yield row_xml(1, [Field(value=sheet.title, style=styles.title)], quoted, 22.0, fixed=True)
    for n, line in enumerate(before(sheet), start=2):
        style = styles.mark if line == synthetic_mark() else styles.line
        tall = height_for([(line, frame.across)])
        yield row_xml(n, [Field(value=line, style=style)], quoted, tall, fixed=True)
    yield from _heads(part, styles, frame)
    for at, height, row in zip(part.at, part.heights, sheet.rows[part.first : part.last], strict=True):
        yield from _row(part, styles, frame, linked, limits, at, height, row)
    if not last:
        return
    number = part.end + 2
    for section in after(sheet):
        yield row_xml(number, [Field(value=section.heading, style=styles.heading)], quoted)
        for line in section.lines:
            number += 1
            tall = height_for([(line, frame.across)])
            yield row_xml(number, [Field(value=line, style=styles.line)], quoted, tall, fixed=True)
        number += 1


def _heads(part: Part, styles: Styles, frame: Frame) -> Iterator[str]:
    sheet = part.sheet
    if any(column.group for column in sheet.columns):
        lead = [Field(value=None, style=styles.head)] * part.lead
        shown_before = [None, *(column.group for column in sheet.columns)]
        groups = [Field(value=column.group if column.group != shown_before[c] else None,
                        style=styles.group if column.group else styles.head)
                  for c, column in enumerate(sheet.columns)]
        yield row_xml(part.top - 1, [*lead, *groups], styles.quoted)
    corner = [Field(value=_("Group"), style=styles.head)] if part.lead == 2 else []
    labels = [sheet.corner, *(column.label for column in sheet.columns)]
    tall = height_for(zip(labels, frame.widths[part.lead - 1 :], strict=True))
    yield row_xml(part.top, [*corner, *(Field(value=label, style=styles.head) for label in labels)], styles.quoted,
                  tall or 18.0, fixed=True)


def _row(part: Part, styles: Styles, frame: Frame, linked: frozenset[str], limits: Limits, at: int, height: int,
         row: Row) -> Iterator[str]:
    lead = [Field(value=row.group, style=styles.label)] if part.lead == 2 else []
    fields = [*lead, Field(value=row.label, style=styles.label)]
    fields += [_field(cell, styles, f"{letter(part.lead + c + 1)}{at}" in linked) for c, cell in enumerate(row.cells)]
    for n in range(height):
        now = fields if height == 1 else _piece(fields, n, limits, styles)
        texts = [(str(f.value), w) for f, w in zip(now, frame.widths, strict=True) if isinstance(f.value, str)]
        yield row_xml(at + n, now, styles.quoted, height_for(texts))


def _piece(fields: list[Field], n: int, limits: Limits, styles: Styles) -> list[Field]:
    """The n-th worksheet row of a matrix row whose texts do not fit one cell."""
    found = []
    for field in fields:
        pieces = split_text(field.value, limits.text) if isinstance(field.value, str) else [field.value]
        found.append(Field(value=pieces[n] if n < len(pieces) else None, style=field.style))
    if n and found[0].value is None:
        found[0] = Field(value=_("(continued)"), style=styles.label)
    return found


def _field(cell: Cell, styles: Styles, linked: bool) -> Field:
    shade = level(cell.strength)
    if cell.empty is not None:
        return Field(value=cell.empty.word, style=styles.empty)
    if isinstance(cell.value, float):
        return Field(value=cell.value, style=styles.share[shade])
    if isinstance(cell.value, int):
        style = (styles.linked_number if linked else styles.number)[shade]
        return Field(value=cell.value if cell.of is None else shown(cell), style=style)
    return Field(value=cell.value, style=(styles.linked if linked else styles.text)[shade])
