"""Two sheets for those who read the workbook without the study: what was decided, and what the codes mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qda.exchange.front_matter import rules
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.layout import Part
from qda.exchange.writers.workbook.matrix import page_setup
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.reading import hide_mark, with_mark
from qda.exchange.writers.workbook.rows import Field, height_for, letter
from qda.model.code_words import method_word
from qda.model.output import Output
from qda.model.wording import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = 2  # the row of headings
_DECISIONS = (30.0, 20.0, 100.0)
_CODES = (34.0, 28.0, 80.0, 20.0, 12.0)


def decisions_sheet(desk: Desk, worksheet: Worksheet) -> Content:
    """Each matrix with what had to hold for an entry, what was left out, and how to read it."""
    lines = [
        (part, kind, piece)  # a text longer than a cell goes on in the row below
        for part in desk.plan.parts
        if part.first == 0
        for kind, sentence in _decisions(part)
        for piece in split_text(sentence)
    ]
    heads = (_("Matrix"), _("Kind"), _("Decision"))
    links = [
        Link(cell=f"A{n}", location=f"'{part.name.replace(chr(39), chr(39) * 2)}'!A1")
        for n, (part, *_rest) in enumerate(lines, HEAD + 1)
    ]
    rows = [(part.name, kind, sentence) for part, kind, sentence in lines]
    return Content(rows=_rows(desk, worksheet, _("Decisions"), heads, _DECISIONS, rows, linked=True), links=links)


def codebook_sheet(output: Output, desk: Desk, worksheet: Worksheet) -> Content:
    """The codes that the matrices rest on, each with its meaning and how many of the quotations carry it."""
    codes = {code.path: code for sheet in output.sheets for code in sheet.codes}
    used = Counter(quotation.code for quotation in desk.plan.quotations.values())
    heads = (_("Code"), _("Label"), _("Definition"), _("Method"), _("Quotations"))
    rows = [
        (code.path, code.label, piece, method_word(code.method), used[code.path])
        for code in codes.values()
        for piece in split_text(code.definition)
    ]
    return Content(rows=_rows(desk, worksheet, _("Codebook"), heads, _CODES, rows, linked=False))


def _decisions(part: Part) -> Iterator[tuple[str, str]]:
    sheet = part.sheet
    for kind, text in ((_("Reading"), sheet.reading), (_("Counts"), sheet.counts)):
        if text:
            yield kind, text
    for section in rules(sheet):
        yield from ((section.heading, line) for line in section.lines)


def _rows(
    desk: Desk,
    worksheet: Worksheet,
    title: str,
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Sequence[Sequence[str | int]],
    *,
    linked: bool,
) -> Iterator[str]:
    """Set the worksheet up as a table with a head that stays; its rows, the first column leading somewhere."""
    for k, width in enumerate(widths, start=1):
        worksheet.column_dimensions[letter(k)].width = width
    worksheet.freeze_panes = f"A{HEAD + 1}"
    worksheet.print_title_rows = f"{HEAD}:{HEAD}"
    worksheet.auto_filter.ref = f"A{HEAD}:{letter(len(heads))}{HEAD + max(1, len(rows))}"
    page_setup(worksheet, 1)
    hide_mark(worksheet, desk, len(heads))
    return _written(desk, title, heads, widths, rows, linked=linked)


def _written(
    desk: Desk,
    title: str,
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Sequence[Sequence[str | int]],
    *,
    linked: bool,
) -> Iterator[str]:
    styles, pen = desk.styles, desk.pen
    every: list[Sequence[object]] = [(title,), heads, *rows]
    head = with_mark([Field(value=title, style=styles.title)], desk, len(heads), every, len(every))
    yield pen.row(1, head, 22.0, fixed=True)
    yield pen.row(HEAD, [Field(value=head, style=styles.head) for head in heads], 18.0, fixed=True)
    for number, row in enumerate(rows, HEAD + 1):
        fields = [
            Field(
                value=value,
                style=styles.link if linked and not at else styles.whole if isinstance(value, int) else styles.wrapped,
            )
            for at, value in enumerate(row)
        ]
        texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
        yield pen.row(number, fields, height_for(texts))
