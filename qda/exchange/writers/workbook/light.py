"""Large matrices: numbers that lead to the quotations instead of words in every cell."""

from __future__ import annotations

from dataclasses import replace

from qda.exchange.writers.workbook.limits import Limits
from qda.model.output import Output
from qda.model.sheet import Cell, Sheet
from qda.model.wording import _


def lightened(output: Output, limits: Limits) -> Output:
    """The output, its matrices of more than `limits.texts` cells with words showing how many codings those rest on.

    The words stand on the sheet of quotations, where each cell leads; the matrix says so. Numbers and what the
    researcher wrote stay; a list of quotations stays as it is.
    """
    sheets = tuple(_light(sheet, limits) for sheet in output.sheets)
    return output if sheets == output.sheets else replace(output, sheets=sheets)


def _light(sheet: Sheet, limits: Limits) -> Sheet:
    if sheet.kind == "quotations" or len(sheet.rows) * len(sheet.columns) <= limits.texts:
        return sheet
    n = sum(_is_words(cell) for row in sheet.rows for cell in row.cells)
    if n <= limits.texts:
        return sheet
    rows = tuple(replace(row, cells=tuple(map(_number, row.cells))) for row in sheet.rows)
    told = _(
        "{n} cells hold words of informants, more than a spreadsheet bears: each shows how many quotations it has "
        "and leads to them."
    ).format(n=n)
    return replace(sheet, rows=rows, counts=f"{sheet.counts} {told}".strip())


def _is_words(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(cell.evidence) and not cell.for_people


def _number(cell: Cell) -> Cell:
    return replace(cell, value=len(cell.evidence)) if _is_words(cell) else cell
