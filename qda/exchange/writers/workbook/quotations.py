"""The quotation sheets: every passage behind every cell, in the order of the cells, each leading back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qda.exchange.front_matter import QUOTATION_COLUMNS, attribute_names, quotation_values, synthetic_mark
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.layout import QUOTATION_HEAD, Plan
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.matrix import page_setup
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.rows import Field, cell_xml, height_for, letter, row_xml
from qda.exchange.writers.workbook.styles import Styles
from qda.model.sheet import Quotation
from qda.model.wording import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LEAD = ("Cell", "Row", "Column")
WIDTHS = (9.0, 20.0, 20.0, 70.0, 18.0, 7.0, 14.0, 18.0, 14.0, 26.0, 8.0, 12.0, 8.0, 26.0, 12.0)
_TEXT, _MEMO, _LINE = 3, 13, 5  # columns, from 0, that wrap or hold a number


def quotation_sheets(plan: Plan, styles: Styles, worksheets: list[Worksheet], limits: Limits, *, synthetic: bool) -> (
    list[Content]
):
    """Set the worksheets up and give their rows and links."""
    attributes = attribute_names(plan.quotations)
    where: list[list[tuple[int, int, Quotation]]] = [[] for _worksheet in worksheets]
    _spread(plan, limits, where)
    made = []
    for worksheet, rows in zip(worksheets, where, strict=True):
        end = rows[-1][0] if rows else QUOTATION_HEAD
        _set_up(worksheet, len(attributes), end)
        made.append(Content(rows=_rows(plan, styles, attributes, rows, limits, synthetic=synthetic),
                            links=_links(plan, rows, limits)))
    return made


def _spread(plan: Plan, limits: Limits, where: list[list[tuple[int, int, Quotation]]]) -> None:
    """Row, block and quotation for each sheet, by the same steps as the plan."""
    tall: dict[bytes, int] = {}
    sheet = 0
    row = QUOTATION_HEAD + 1
    for number, block in enumerate(plan.blocks):
        for coding in block.codings:
            quotation = plan.quotations[coding]
            if coding not in tall:
                tall[coding] = max(len(split_text(quotation.text, limits.text)),
                                   len(split_text(quotation.memo, limits.text)))
            if row + tall[coding] - 1 > limits.rows and row > QUOTATION_HEAD + 1:
                sheet, row = sheet + 1, QUOTATION_HEAD + 1
            where[sheet].append((row, number, quotation))
            row += tall[coding]


def _set_up(worksheet: Worksheet, attributes: int, end: int) -> None:
    widths = [*WIDTHS, *([16.0] * attributes)]
    for k, width in enumerate(widths, start=1):
        worksheet.column_dimensions[letter(k)].width = width
    worksheet.freeze_panes = f"E{QUOTATION_HEAD + 1}"
    worksheet.print_title_rows = f"{QUOTATION_HEAD}:{QUOTATION_HEAD}"
    worksheet.auto_filter.ref = f"A{QUOTATION_HEAD}:{letter(len(widths))}{end}"
    page_setup(worksheet, 1)


def _links(plan: Plan, rows: list[tuple[int, int, Quotation]], limits: Limits) -> list[Link]:
    """Back from every row; from the first row of each cell where Excel cannot hold that many."""
    if len(rows) > limits.links:
        first: dict[int, tuple[int, int, Quotation]] = {}
        for row in rows:
            first.setdefault(row[1], row)
        rows = list(first.values())[: limits.links]
    names = [part.name.replace("'", "''") for part in plan.parts]
    return [Link(cell=f"A{row}", location=f"'{names[plan.blocks[number].part]}'!{plan.blocks[number].cell}")
            for row, number, _quotation in rows]


def _rows(
    plan: Plan, styles: Styles, attributes: tuple[str, ...], rows: list[tuple[int, int, Quotation]], limits: Limits, *,
    synthetic: bool,
) -> Iterator[str]:
    quoted = styles.quoted
    title = _("Quotations")
    hint = synthetic_mark() if synthetic else _("Column A leads back to the cell.")
    yield row_xml(1, [Field(value=title, style=styles.title), *([Field(value=None, style=styles.line)] * 2),
                      Field(value=hint, style=styles.mark if synthetic else styles.line)], quoted, 22.0, fixed=True)
    heads = [_(name) for name in (*LEAD, *QUOTATION_COLUMNS)]
    yield row_xml(QUOTATION_HEAD, [Field(value=head, style=styles.head) for head in (*heads, *attributes)], quoted,
                  18.0, fixed=True)
    columns = [letter(k + 1) for k in range(len(heads) + len(attributes))]
    looks = [styles.link, *([styles.plain] * (len(columns) - 1))]
    looks[_TEXT] = looks[_MEMO] = styles.wrapped
    looks[1] = looks[2] = styles.wrapped
    looks[_LINE] = styles.whole
    for row, number, quotation in rows:
        block = plan.blocks[number]
        values = [block.cell, block.row_label, block.column_label, *quotation_values(quotation, attributes)]
        if 2 * max(len(quotation.text), len(quotation.memo)) > limits.text:
            yield from _long(row, values, columns, looks, quoted, limits)
            continue
        cells = "".join([cell_xml(column, row, value, look, quoted)
                         for column, value, look in zip(columns, values, looks, strict=True)])
        yield f"<row r=\"{row}\"{_height(quotation.text, quotation.memo)}>{cells}</row>"


def _height(text: str, memo: str) -> str:
    if len(text) < WIDTHS[_TEXT] and len(memo) < WIDTHS[_MEMO] and "\n" not in text:
        return ""
    tall = height_for([(text, WIDTHS[_TEXT]), (memo, WIDTHS[_MEMO])])
    return f' ht="{tall:g}"' if tall is not None else ""


def _long(row: int, values: list[str | int], columns: list[str], looks: list[int], quoted: dict[int, int],
          limits: Limits) -> Iterator[str]:
    """A quotation that goes on in the rows below; the other columns stand in every one of them."""
    texts = {k: split_text(str(values[k]), limits.text) for k in (_TEXT, _MEMO)}
    for n in range(max(map(len, texts.values()))):
        now = list(values)
        for k, pieces in texts.items():
            now[k] = pieces[n] if n < len(pieces) else ""
        cells = "".join(cell_xml(column, row + n, value, look, quoted)
                        for column, value, look in zip(columns, now, looks, strict=True))
        yield f'<row r="{row + n}">{cells}</row>'
