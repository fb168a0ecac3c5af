"""Workbooks that LibreOffice itself opened, edited and saved. The addresses are those of `test_read`."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from qda.exchange.returned.cells import is_ours
from tests.libreoffice import NEEDS_LIBREOFFICE, Calc
from tests.workbooks import desk_row, desk_sheet, exported, read, taken, told

pytestmark = NEEDS_LIBREOFFICE
ANI, BUDI, CICI, DODO = (f"case:{name}" for name in ("ani", "budi", "cici", "dodo"))


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Calc:
    return Calc.begun(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The workbook of two matrices, the second of another display."""
    path = tmp_path / "meja.xlsx"
    path.write_bytes(exported(desk_sheet(), desk_sheet(view="other", title="Lain")))
    return path


def test_saving_it_changes_nothing(calc: Calc, desk: Path, tmp_path: Path) -> None:
    for name in ("sama.xlsx", "sama.ods"):
        data = calc.edit(desk, tmp_path / name, [])
        assert is_ours(tmp_path / name)
        returned = read(data, name)
        assert (returned.texts, returned.problems) == ((), ())


def test_long_texts_and_odd_letters_stay(calc: Calc, tmp_path: Path) -> None:
    """Formula-like text, escapes, blanks within, letters beyond the first plane, and a text over two rows."""
    rows = (
        desk_row(1, "Ani", "", summary="=1+1 _x0041_ <b>&amp;</b>  dua   spasi\n\n\tbaris 😀"),
        desk_row(2, "Budi", "", rating="1-2", summary="".join(f"kata{n} " for n in range(5_000))),
    )
    source = tmp_path / "panjang.xlsx"
    source.write_bytes(exported(desk_sheet(*rows, analysis="'kutip\n- butir")))
    returned = read(calc.edit(source, tmp_path / "lagi.xlsx", []))
    assert (returned.texts, returned.problems) == ((), ())


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_sorted_inserted_renamed_hidden_and_edited(calc: Calc, desk: Path, tmp_path: Path, ending: str) -> None:
    """Rows sorted by the passages downwards; a row and two columns inserted; a sheet renamed, another deleted."""
    data = calc.edit(
        desk,
        tmp_path / f"hasil{ending}",
        [
            'SortRows s.getCellRangeByName("A8:I11"), 3, False',
            's.Rows.insertByIndex(9, 1)',
            's.Columns.insertByIndex(1, 1)',
            's.Columns.insertByIndex(7, 1)',
            's.getCellRangeByName("C10").String = "tambahan"',
            's.getCellRangeByName("J8").String = "Dodo baru" & Chr(10) & "baris dua"',
            's.getCellRangeByName("I12").Value = 3',
            's.getCellRangeByName("J12").Formula = "=1+2"',
            's.getCellRangeByName("J9").String = ""',
            's.getCellRangeByName("E14").String = "Di bawah."',
            's.Columns.getByIndex(5).IsVisible = False',
            's.Rows.getByIndex(8).IsVisible = False',
            's.Name = "Rapat Senin"',
            'book.Sheets.removeByName("Lain")',
        ],
    )  # fmt: skip
    returned = read(data, f"hasil{ending}")
    assert taken(returned) == {
        (DODO, "summary"): "Dodo baru\nbaris dua",
        (ANI, "rating"): "3",
        (ANI, "summary"): "3",
        ("", ""): "Di bawah.",
    }
    assert [line.split(": ", 1)[1][:22] for line in told(returned)] == ["This row was inserted:"]


def test_a_moved_column_takes_its_key_along(calc: Calc, desk: Path, tmp_path: Path) -> None:
    data = calc.edit(
        desk,
        tmp_path / "pindah.xlsx",
        [
            "s.Columns.insertByIndex(3, 1)",
            's.moveRange(s.getCellRangeByName("D1").CellAddress, s.getCellRangeByName("I1:I11").RangeAddress)',
            "s.Columns.removeByIndex(8, 1)",
            's.getCellRangeByName("D8").String = "Ringkas"',
        ],
    )
    returned = read(data)
    assert taken(returned) == {(ANI, "summary"): "Ringkas"}
    assert returned.problems == ()


def test_a_duplicated_sheet_and_a_copied_row(calc: Calc, desk: Path, tmp_path: Path) -> None:
    data = calc.edit(
        desk,
        tmp_path / "salin.xlsx",
        [
            'book.Sheets.copyByName("Peran dan harga", "Salinan", 1)',
            'book.Sheets.getByName("Salinan").getCellRangeByName("H8").String = "dari salinan"',
            's.getCellRangeByName("H8").String = "dari asli"',
            'book.Sheets.getByName("Salinan").getCellRangeByName("G10").String = "4"',
            "t = book.Sheets.getByName(\"Lain\")",
            "t.Rows.insertByIndex(8, 1)",
            't.copyRange(t.getCellRangeByName("A9").CellAddress, t.getCellRangeByName("A8:I8").RangeAddress)',
            't.getCellRangeByName("G9").String = "5"',
        ],
    )  # fmt: skip
    returned = read(data)
    assert taken(returned) == {(CICI, "rating"): "4"}
    assert [line.split(" with another text")[0] for line in told(returned)] == [
        "meja.xlsx, sheet Peran dan harga, cell H8 (Utara / Ani · Summary): The same cell stands here and in sheet "
        "Salinan, cell H8",
        "meja.xlsx, sheet Lain, cell G8 (Utara / Ani · Rating): The same cell stands here and in sheet Lain, cell G9",
    ]


def test_a_deleted_key_column_is_refused_and_merged_cells_are_told(calc: Calc, desk: Path, tmp_path: Path) -> None:
    data = calc.edit(
        desk,
        tmp_path / "hapus.xlsx",
        [
            "s.Columns.removeByIndex(2, 1)",
            's.getCellRangeByName("G8").String = "hilang"',
            't = book.Sheets.getByName("Lain")',
            't.getCellRangeByName("H8:H9").merge(True)',
            't.getCellRangeByName("H8").String = "keduanya"',
        ],
    )
    returned = read(data)
    assert taken(returned) == {(ANI, "summary"): "keduanya"}
    assert "was deleted; nothing in it can be placed" in told(returned)[0]


def test_what_is_hidden_stays_hidden_and_the_workbook_stays_ours(calc: Calc, desk: Path, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(calc.edit(desk, tmp_path / "sama.xlsx", []))).worksheets[0]
    assert sheet.column_dimensions["C"].hidden
    assert sheet.row_dimensions[6].hidden
    assert sheet["H8"].fill.fgColor.rgb == "FFFFF6DC"
    assert sheet["H8"].number_format == "@"


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_an_error_takes_no_text_out_and_a_percentage_is_one(
    calc: Calc, desk: Path, tmp_path: Path, ending: str
) -> None:
    """Dodo's summary, which the study holds, becomes a formula that cannot be worked out; Ani's rating is 50 %."""
    data = calc.edit(
        desk,
        tmp_path / f"galat{ending}",
        [
            's.getCellRangeByName("H8").Formula = "=A8 & ""!"""',
            's.getCellRangeByName("H11").Formula = "=1/0"',
            's.getCellRangeByName("H9").Formula = "=TIDAKADA(1)"',
            "Dim none As New com.sun.star.lang.Locale",
            's.getCellRangeByName("G8").NumberFormat = book.NumberFormats.queryKey("0%", none, False)',
            's.getCellRangeByName("G8").Value = 0.5',
        ],
    )
    returned = read(data, f"galat{ending}")
    assert taken(returned) == {(ANI, "summary"): "Utara!", (ANI, "rating"): "50%"}
    assert sorted(line.split(", ")[2].split()[1].strip(":") for line in told(returned)) == ["H11", "H9"]
    assert all(problem.fatal for problem in returned.problems)
