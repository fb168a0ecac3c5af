"""How a matrix comes out of the printer: nothing is torn over two pages, and no title is cut where a page begins."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from qda.exchange.writers.workbook.limits import EXCEL
from qda.exchange.writers.xlsx import write_workbook
from qda.model.sheet import Cell, Column, Row, Sheet

PAGE = 494.0  # points down a landscape page of A4 between its margins
LINE = 15.0


def first_sheet(make: Any, sheet: Sheet) -> Worksheet:
    file = io.BytesIO()
    write_workbook(make.output_of(sheet), file, EXCEL)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue())).worksheets[0]


def with_rows(matrix: Sheet, n: int) -> Sheet:
    words = Cell(value="two lines of words that somebody said, so that a row is no single line high")
    row = Row(label="", cells=(Cell(value=1), words, Cell(value=2)))
    return replace(matrix, view="v", rows=tuple(replace(row, label=f"r{k}") for k in range(n)))


@pytest.mark.parametrize("n", [*range(1, 30), 150])
def test_the_box_to_write_in_is_never_torn(make: Any, matrix: Sheet, n: int) -> None:
    """All on one page, or the box begins one, or no page ends within it by the heights that are written."""
    sheet = first_sheet(make, with_rows(matrix, n))
    box = next(m for m in sheet.merged_cells.ranges if str(m).startswith("A") and m.max_row - m.min_row > 3)
    breaks = [one.id for one in sheet.row_breaks.brk]
    if sheet.page_setup.fitToHeight or breaks:
        assert breaks in ([], [box.min_row - 2])
        return
    heights = [0.0 if d.hidden else d.height or LINE for d in (sheet.row_dimensions[r] for r in range(1, box.max_row))]
    begin = sum(heights[: box.min_row - 1])
    assert begin // PAGE == sum(heights) // PAGE


def test_some_boxes_begin_a_page(make: Any, matrix: Sheet) -> None:
    found = [len(first_sheet(make, with_rows(matrix, n)).row_breaks.brk) for n in (2, 25, 150)]
    assert found[0] == 0
    assert found[-1] == 1


def test_beside_pages_that_lie_side_by_side_no_title_is_cut(make: Any, matrix: Sheet) -> None:
    """The columns of labels stand on each of the pages: no text begins there that goes on beyond them."""
    columns = tuple(Column(label=f"a column that is called {k}") for k in range(40))
    rows = tuple(Row(label=label, cells=(Cell(value="words that are said"),) * 40) for label in "ab")
    sheet = first_sheet(make, replace(matrix, columns=columns, rows=rows))
    assert sheet.page_setup.fitToWidth > 1
    assert sheet.print_title_cols == "$A:$A"
    labels = {cell.value for cell in sheet["A"]} - {None, "a", "b", matrix.corner}
    assert not labels
    assert sheet["B1"].value == matrix.title
    title = next(m for m in sheet.merged_cells.ranges if m.min_row == 1)
    widths = [sheet.column_dimensions[get_column_letter(k)].width for k in range(1, sheet.max_column + 1)]
    assert sum(widths[: title.max_col]) <= sum(widths) / sheet.page_setup.fitToWidth


def test_on_one_page_the_title_begins_the_sheet(make: Any, matrix: Sheet) -> None:
    assert first_sheet(make, matrix)["A1"].value == matrix.title
