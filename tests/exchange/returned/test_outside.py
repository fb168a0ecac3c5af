"""What people write into a workbook where nothing is taken in is told, cell by cell; the yellow cells come in.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qda.exchange.writers.workbook.limits import EXCEL
from tests.workbooks import ANI, SUMMARY, desk_row, desk_sheet, edited, exported, put, read, taken, told

LEFT_OUT = "No text is taken from this cell: it is none of those that are yours to write. Write into yellow cells."
FOR_READING = "This sheet is for reading: what was written here is left out."


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A1", "Judul baru"),
        ("B2", "Catatan di kepala"),
        ("H7", "Ringkasan saya"),
        ("A13", "Teks analitik Bu Rini"),
        ("D19", "tepat di bawah kotak"),
        ("A60", "jauh di bawah"),
        ("L3", "kanan atas"),
    ],
)
def test_what_stands_around_the_matrix_is_told(cell: str, text: str) -> None:
    def edit(book: Workbook) -> None:
        sheet = book.worksheets[0]
        for merged in [m for m in sheet.merged_cells.ranges if m.min_row < 4]:
            sheet.unmerge_cells(str(merged))
        sheet[cell], sheet["H8"] = text, "Mahal."

    returned = read(edited(exported(), edit))
    assert taken(returned) == {(ANI, SUMMARY): "Mahal."}
    assert told(returned) == [f"meja.xlsx, sheet Peran dan harga, cell {cell}: {LEFT_OUT}"]
    assert not returned.problems[0].fatal


def test_many_such_cells_are_counted() -> None:
    returned = read(edited(exported(), put(**{f"L{row}": row for row in range(30, 60)})))
    assert len(told(returned)) == 21
    assert told(returned)[-1] == (
        "meja.xlsx, sheet Peran dan harga: 10 more cells that are not yours to write were filled; they are left out."
    )


@pytest.mark.parametrize("sheet", ["Quotations", "Decisions", "Provenance"])
@pytest.mark.parametrize(("row", "column"), [(3, 3), (3, 40), (90, 1)])
def test_sheets_for_reading_say_that_they_do_not_come_back(sheet: str, row: int, column: int) -> None:
    def edit(book: Workbook) -> None:
        book[sheet].cell(row, column).value = "Ini bukan maksudnya."
        book[sheet].title = "Lain"
        book.worksheets[0]["H8"] = "Mahal."

    returned = read(edited(exported(), edit))
    assert taken(returned) == {(ANI, SUMMARY): "Mahal."}
    [line] = told(returned)
    assert line.startswith(f"meja.xlsx, sheet Lain, row {row}: {FOR_READING}")
    assert not returned.problems[0].fatal


def test_sorting_and_deleting_rows_of_quotations_is_no_edit() -> None:
    data = exported(desk_sheet(*(desk_row(n, f"Orang {n}", "") for n in range(3))))

    def edit(book: Workbook) -> None:
        sheet = book["Quotations"]
        sheet.insert_cols(2)
        sheet.move_range("A3:Z3", rows=5)
        sheet.delete_rows(4)

    assert told(read(edited(data, edit))) == []


def test_long_quotations_with_numbers_and_odd_letters_are_no_edit() -> None:
    """A text longer than a cell, split in the sheet of quotations; control characters; a memo like a formula."""
    sheet = desk_sheet()
    long = "kata = \x07 \r\n\t" * 30
    quoted = tuple(replace(quotation, text=long, memo="-1") for quotation in sheet.quotations)
    data = exported(replace(sheet, quotations=quoted), limits=replace(EXCEL, text=300))
    assert openpyxl.load_workbook(io.BytesIO(data))["Quotations"].max_row > 4
    assert told(read(data)) == []
    assert told(read(edited(data, lambda _book: None))) == []


def test_a_sheet_of_ones_own_is_left_out_and_told() -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Kosong")
        book.create_sheet("Corat-coret")["B2"] = "hitungan"

    [line] = told(read(edited(exported(), edit)))
    assert line == "meja.xlsx, sheet Corat-coret: This sheet is your own; what it holds is left out."


def test_too_many_quotations_to_check_are_not_taken_for_a_sheet_of_ones_own() -> None:
    data = exported(limits=replace(EXCEL, checked=3))
    assert told(read(edited(data, lambda book: book["Quotations"].__setitem__("D3", "lain")))) == []
