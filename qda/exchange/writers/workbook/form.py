"""A form as a workbook: questions to the left, room for answers in the last column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qda.exchange.office_package import repacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form asks.

    Attributes:
        title: Name of the worksheet, at most 31 characters.
        heads: Names of the columns; the last is filled in by people.
        widths: Width of each column in characters.
        rows: Texts of all columns but the last.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def form_workbook(form: Form, created: datetime) -> bytes:
    """The workbook; the same form and time give the same bytes.

    Args:
        form: What it asks.
        created: UTC, without a zone.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet(form.title)
    book.properties.created = created
    top, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    heads, answers = PatternFill("solid", fgColor="E9EDF1"), PatternFill("solid", fgColor="FFF9E5")
    rows: Sequence[tuple[str, ...]] = (form.heads, *((*row, "") for row in form.rows))
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(row=number, column=at)
            cell.alignment = top
            cell.data_type = "s"
            cell.value = text or None
            if number == 1:
                cell.font, cell.fill = bold, heads
            elif at == len(form.heads):
                cell.fill = answers
                cell.number_format = "@"
    for at, width in enumerate(form.widths):
        sheet.column_dimensions["ABCDEFGHIJ"[at]].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), created)
