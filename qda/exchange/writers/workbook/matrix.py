"""A matrix as a worksheet: headings that stay, cells that lead to their quotations, rules below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from qda.exchange.front_matter import rules, shown, synthetic_mark
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.desk_cells import head_lines
from qda.exchange.writers.workbook.frame import Frame, fits_one_page, frame_of, tears_box
from qda.exchange.writers.workbook.layout import Part, Plan
from qda.exchange.writers.workbook.marked import (
    BESIDE,
    KEY_HEAD,
    Marker,
    box_end,
    box_places,
    box_rows,
    ignored,
    set_up_marks,
    writable,
)
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.rows import Field, height_for, letter
from qda.exchange.writers.workbook.styles import Styles, level
from qda.model.sheet import Cell, Row
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FADED = "A6ACB3"


def write_part(number: int, desk: Desk, worksheet: Worksheet, *, last: bool) -> Content:
    """Set up the worksheet of a part, by its number in the plan, and give its rows and links.

    `last` says whether the rules stand below this part.
    """
    part = desk.plan.parts[number]
    frame = frame_of(part)
    links = _links(part, number, desk)
    _set_up(part, worksheet, frame, last=last)
    linked = frozenset(link.cell for link in links)
    marker = Marker(part, desk.output) if part.marked else None
    ranges = writable(part, marker.people, box_end(part, frame.widths)) if marker else []
    if ranges:
        set_up_marks(part, worksheet, ranges)
    rows = _rows(part, desk, frame, linked, marker, last=last)
    return Content(rows=rows, links=links, end=ignored(ranges) if ranges else "")


def _set_up(part: Part, worksheet: Worksheet, frame: Frame, *, last: bool) -> None:
    for k, width in enumerate(frame.widths, start=1):
        worksheet.column_dimensions[letter(k)].width = width or 8.0
    first = letter(part.lead + 1)
    heads = part.group_row if any(column.group for column in part.sheet.columns) else part.top
    worksheet.freeze_panes = f"{first}{part.top + 1}"
    worksheet.print_title_rows = f"{heads}:{part.top}"
    worksheet.print_title_cols = f"A:{letter(part.lead)}"
    if part.at:
        worksheet.auto_filter.ref = f"A{part.top}:{letter(part.width)}{part.end}"
    if part.labels == 2 and part.at:
        _fade_repeated(worksheet, part)
    for row in range(1, 2 + len(head_lines(part.sheet))):
        _merge(worksheet, row, frame.begin, frame.span)
    for begin, size in _groups(part):
        _merge(worksheet, heads, begin, size)
    for row, height, _text in box_places(part):
        worksheet.merged_cells.add(f"A{row}:{letter(part.labels)}{row + height - 1}")
        end = letter(box_end(part, frame.widths))
        worksheet.merged_cells.add(f"{letter(part.lead + 1)}{row}:{end}{row + height - 1}")
    if last:
        row = part.below
        for section in rules(part.sheet):
            for n in range(row, row + 1 + len(section.lines)):
                _merge(worksheet, n, frame.begin, frame.span)
            row += 1 + len(section.lines)
    whole = last and not part.first and frame.pages == 1 and fits_one_page(part, frame)
    page_setup(worksheet, frame.pages, whole=whole)
    if not whole and frame.pages == 1 and tears_box(part, frame):
        _break_before_box(worksheet, part)


def _break_before_box(worksheet: Worksheet, part: Part) -> None:
    """Begin a page with the row before the box, so that repeated headings do not look like those of the box."""
    from openpyxl.worksheet.pagebreak import Break

    worksheet.row_breaks.append(Break(id=part.end))


def _fade_repeated(worksheet: Worksheet, part: Part) -> None:
    """Let a group's name stand out where the group begins, in whatever order; merged cells could not be sorted."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font

    first = part.top + 1
    look = Font(bold=False, color=_FADED)
    rule = FormulaRule(formula=[f"$A{first}=$A{first - 1}"], font=look)  # type: ignore[no-untyped-call]
    worksheet.conditional_formatting.add(f"A{first}:A{part.end}", rule)


def _merge(worksheet: Worksheet, row: int, first: int, size: int) -> None:
    """Merge cells of a row; `merge_cells` would make a cell object of each."""
    worksheet.merged_cells.add(f"{letter(first)}{row}:{letter(first + size - 1)}{row}")


def page_setup(worksheet: Worksheet, pages: int, *, whole: bool = False) -> None:
    """Landscape A4, so many pages wide and as many long as it takes, or one where it is `whole`, numbered."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth = pages
    worksheet.page_setup.fitToHeight = int(whole)
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.7
    worksheet.page_margins.footer = 0.3
    footer = worksheet.oddFooter
    if footer is not None:
        footer.center.text = "&A   &P / &N"


def _groups(part: Part) -> Iterator[tuple[int, int]]:
    """First column and size of each heading that neighbours share."""
    c = 0
    for group, members in groupby(part.sheet.columns, lambda column: column.group):
        n = len(list(members))
        begin, end = part.columns[c], part.columns[c + n - 1]
        size = end - begin + 1 + (end + 1 in part.beside)
        if group and size > 1:
            yield begin, size
        c += n


def _links(part: Part, number: int, desk: Desk) -> list[Link]:
    """From every filled cell to its quotations; from every row to its first where Excel cannot hold that many."""
    plan, limits = desk.plan, desk.limits
    cells = [
        (at, c, cell)
        for at, row in zip(part.at, part.sheet.rows[part.first : part.last], strict=True)
        for c, cell in enumerate(row.cells)
        if (number, cell.evidence) in plan.by_evidence
    ]
    if len(cells) <= limits.links:
        return [_link(plan, number, part.link_address(c, at), cell) for at, c, cell in cells]
    first: dict[int, Cell] = {}
    for at, _c, cell in cells:
        first.setdefault(at, cell)
    return [_link(plan, number, f"{letter(part.labels)}{at}", cell) for at, cell in list(first.items())[: limits.links]]


def _link(plan: Plan, number: int, address: str, cell: Cell) -> Link:
    block = plan.blocks[plan.by_evidence[number, cell.evidence]]
    name = plan.quotation_names[block.sheet].replace("'", "''")
    n = len(block.codings)
    return Link(
        cell=address,
        location=f"'{name}'!A{block.row}:D{block.last}",
        tip=plural("{n} quotation", "{n} quotations", n).format(n=n),
    )


def _rows(
    part: Part, desk: Desk, frame: Frame, linked: frozenset[str], marker: Marker | None, *, last: bool
) -> Iterator[str]:
    sheet, styles, pen = part.sheet, desk.styles, desk.pen
    blank = [Field(value=None, style=styles.line)] * (frame.begin - 1)
    yield pen.row(1, [*blank, Field(value=sheet.title, style=styles.title)], 22.0, fixed=True)
    for n, line in enumerate(head_lines(sheet), start=2):
        style = styles.mark if line == synthetic_mark() else styles.line
        tall = height_for([(line, frame.across)])
        yield pen.row(n, [*blank, Field(value=line, style=style)], tall, fixed=True)
    yield from _heads(part, desk, frame, marker)
    for at, height, row in zip(part.at, part.heights, sheet.rows[part.first : part.last], strict=True):
        yield from _row(part, desk, frame, linked, marker, at, height, row)
    if not last:
        return
    yield from box_rows(part, desk, box_end(part, frame.widths))
    number = part.below
    for section in rules(sheet):
        yield pen.row(number, [*blank, Field(value=section.heading, style=styles.heading)])
        for line in section.lines:
            number += 1
            tall = height_for([(line, frame.across)])
            yield pen.row(number, [*blank, Field(value=line, style=styles.line)], tall, fixed=True)
        number += 1


def _heads(part: Part, desk: Desk, frame: Frame, marker: Marker | None) -> Iterator[str]:
    sheet, styles, pen = part.sheet, desk.styles, desk.pen
    if any(column.group for column in sheet.columns):
        fields = [Field(value=None, style=styles.head)] * part.width
        before_it = ""
        for c, column in enumerate(sheet.columns):
            style = styles.group if column.group else styles.head
            at = part.columns[c] - 1
            fields[at] = Field(value=column.group if column.group != before_it else None, style=style)
            if at + 2 in part.beside:
                fields[at + 1] = Field(value=None, style=style)
            before_it = column.group
        merged = {begin: sum(frame.widths[begin - 1 : begin - 1 + size]) for begin, size in _groups(part)}
        room = tuple(merged.get(k, width) for k, width in enumerate(frame.widths, start=1))
        tall = height_for(_texts(fields, room))
        yield pen.row(part.group_row, fields, tall, fixed=tall is not None)
    fields = [Field(value=BESIDE, style=styles.head)] * part.width
    fields[: part.labels] = [
        Field(value=label, style=styles.head) for label in ([_("Group")] * (part.labels - 1) + [sheet.corner])
    ]
    if marker is not None:
        yield pen.row(part.top - 1, marker.head(styles.hidden), hidden=True)
        fields[part.labels] = Field(value=KEY_HEAD, style=styles.head)
    for c, column in enumerate(sheet.columns):
        fields[part.columns[c] - 1] = Field(value=column.label, style=styles.head)
    tall = height_for(_texts(fields, frame.widths))
    yield pen.row(part.top, fields, tall or 18.0, fixed=True)


def _texts(fields: list[Field], widths: tuple[float, ...]) -> list[tuple[str, float]]:
    """The texts of a row with the widths they have; what is hidden takes no height."""
    return [(f.value, w) for f, w in zip(fields, widths, strict=True) if isinstance(f.value, str) and w]


def _row(
    part: Part,
    desk: Desk,
    frame: Frame,
    linked: frozenset[str],
    marker: Marker | None,
    at: int,
    height: int,
    row: Row,
) -> Iterator[str]:
    styles = desk.styles
    fields = [Field(value=None, style=styles.empty)] * part.width
    fields[: part.labels] = [Field(value=text, style=styles.label) for text in (row.group, row.label)[-part.labels :]]
    for c, cell in enumerate(row.cells):
        column = part.columns[c]
        beside = column + 1 in part.beside
        on_it = part.link_address(c, at) in linked
        fields[column - 1] = _field(cell, styles, frame, c, linked=on_it and not beside)
        if beside and cell.evidence:
            look = (styles.linked_number if on_it else styles.number)[level(cell.strength)]
            fields[column] = Field(value=len(cell.evidence), style=look)
    for n in range(height):
        now = fields if height == 1 else _piece(fields, n, desk)
        if marker is not None:
            now[part.labels] = Field(value=marker.row(row, now, n), style=styles.hidden)
        yield desk.pen.row(at + n, now, height_for(_texts(now, frame.widths)))


def _piece(fields: list[Field], n: int, desk: Desk) -> list[Field]:
    """The n-th worksheet row of a matrix row whose texts do not fit one cell."""
    found = []
    for field in fields:
        pieces = split_text(field.value, desk.limits.text) if isinstance(field.value, str) else [field.value]
        found.append(Field(value=pieces[n] if n < len(pieces) else None, style=field.style))
    if n and found[0].value is None:
        found[0] = Field(value=_("(continued)"), style=desk.styles.label)
    return found


def _field(cell: Cell, styles: Styles, frame: Frame, c: int, *, linked: bool) -> Field:
    shade = level(cell.strength)
    if cell.for_people:
        return Field(value=shown(cell), style=styles.to_write)
    if cell.empty is not None:
        return Field(value=cell.empty.word, style=styles.aside if frame.words[c] else styles.empty)
    if isinstance(cell.value, float) and not cell.unasked:
        return Field(value=cell.value, style=styles.share[frame.decimals[c]][shade])
    if isinstance(cell.value, int | float):
        style = (styles.linked_number if linked else styles.number)[shade]
        return Field(value=cell.value if cell.of is None else shown(cell), style=style)
    return Field(value=cell.value, style=(styles.linked if linked else styles.text)[shade])
