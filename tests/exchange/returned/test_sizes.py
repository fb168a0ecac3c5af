"""Long texts, large matrices and matrices over several sheets come back too.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.model.errors import InputError
from qda.model.sheet import Cell, Column, Row, Sheet
from tests.workbooks import (
    ANI,
    LONG,
    SUMMARY,
    desk_row,
    desk_sheet,
    edited,
    exported,
    put,
    read,
    taken,
)


def test_a_text_longer_than_a_cell_goes_on_below_and_comes_back_whole() -> None:
    """40,000 characters in a cell of people and in the box: unchanged they bring nothing; changed in one piece, all."""
    text = "".join(f"kata{n} " for n in range(5_000)).strip()
    assert len(text) > 40_000
    data = exported(
        desk_sheet(desk_row(1, "Ani", "", summary=text), desk_row(2, "Budi", "", summary="pendek"), analysis=text)
    )
    assert read(data).texts == ()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    second = [row for row in range(8, 20) if str(sheet[f"B{row}"].value).startswith("qda:r") and sheet[f"G{row}"].value]
    assert len(str(sheet[f"G{second[0]}"].value)) <= 32_767
    returned = read(edited(data, put(**{f"G{second[1]}": "akhir baru"})))
    [back] = taken(returned).values()
    assert back.endswith("akhir baru")
    assert back.startswith("kata0 kata1 ")
    assert returned.problems == ()


def test_small_cells_split_rows_of_computed_text_too() -> None:
    data = exported(desk_sheet(desk_row(1, "Ani", "", summary="a b c " * 9)), limits=replace(EXCEL, text=30))
    assert read(data) == replace(read(data), texts=(), problems=())


def test_a_matrix_over_several_sheets() -> None:
    rows = tuple(desk_row(n, f"Orang {n}", "") for n in range(120))
    data = exported(desk_sheet(*rows), limits=replace(EXCEL, rows=110))
    assert len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames) > 4

    def write(book: Workbook) -> None:
        book.worksheets[0]["F8"], book.worksheets[1]["F9"] = "satu", "dua"

    returned = read(edited(data, write))
    assert sorted(taken(returned).values()) == ["dua", "satu"]
    assert returned.problems == ()


def test_a_large_matrix_without_cells_of_people_carries_no_key_for_each_row() -> None:
    cells = tuple(Cell(value=1) for _n in range(400))
    big = Sheet(
        **{name: getattr(desk_sheet(), name) for name in ("kind", "title", "reading", "corner", "view")},
        columns=tuple(replace(desk_sheet().columns[0], key=str(n), label=str(n)) for n in range(400)),
        rows=tuple(Row(label=str(n), cells=cells) for n in range(251)),
    )
    data = exported(big)
    assert zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").count(b"qda:r[") == 0
    at = 5 + 251 + 3
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    box = next(row for row in range(at - 3, at + 4) if str(sheet[f"B{row}"].value).startswith("qda:a"))
    assert taken(read(edited(data, put(**{f"C{box}": "Semua satu."})))) == {("", ""): "Semua satu."}


def test_words_of_too_many_cells_become_numbers_that_lead_to_the_quotations_and_the_sheet_says_so() -> None:
    data = exported(limits=replace(EXCEL, texts=3))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet[f"E{row}"].value for row in range(9, 13)] == [1, 1, 1, 1], "one line more stands above the matrix"
    assert sheet["E9"].hyperlink.location.startswith("'Quotations'!")
    assert sheet["A3"].value == (
        "4 cells hold words of informants, more than a spreadsheet bears: each shows how many quotations it has and "
        "leads to them."
    )
    assert sheet["G10"].value == "Ragu.\nLalu yakin.", "what the researcher wrote stays"
    assert taken(read(edited(data, put(G9="Baru")))) == {(ANI, SUMMARY): "Baru"}
    assert [openpyxl.load_workbook(io.BytesIO(exported(limits=replace(EXCEL, texts=4)))).worksheets[0]["E8"].value] == [
        LONG
    ]


def test_very_many_columns_to_write_in() -> None:
    """The marks of a row stay within one cell; more columns than that are refused."""

    def wide(n: int) -> Sheet:
        columns = tuple(Column(label=f"k{c}", key=f"kolom nomor {c}") for c in range(n))
        cells = tuple(Cell(value=f"teks {c}", written_by="ani") for c in range(n))
        return replace(desk_sheet(), columns=columns, rows=(Row(label="Ani", key="ani", cells=cells),))

    data = exported(wide(1_800))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert max(len(str(sheet[f"B{row}"].value)) for row in range(1, 9)) <= 32_767
    assert taken(read(edited(data, put(BZ7="baru")))) == {("ani", "kolom nomor 75"): "baru"}
    with pytest.raises(InputError, match="more than 1800 columns"):
        exported(wide(1_801))


def test_limits_know_how_many_texts_a_spreadsheet_bears() -> None:
    assert Limits().texts == 100_000
