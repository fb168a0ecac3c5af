"""What comes back from a workbook after people have worked on it: every edit, nothing else, and clear refusals.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qda.exchange.returned.cells import is_ours
from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.model.errors import InputError
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import use_language
from tests.workbooks import LONG, desk_row, desk_sheet, edited, exported, read, taken, told

ANI, BUDI, CICI, DODO = (f"case:{name}" for name in ("ani", "budi", "cici", "dodo"))
RATING, SUMMARY = "rating", "summary"


def first(edit: Callable[[Worksheet], object]) -> Callable[[Workbook], object]:
    return lambda book: edit(book.worksheets[0])


def put(**cells: object) -> Callable[[Workbook], None]:
    """Types into cells of the first sheet."""

    def edit(book: Workbook) -> None:
        for address, value in cells.items():
            book.worksheets[0][address] = value

    return edit


def type_text(cell: Any, value: object) -> None:
    """As a spreadsheet keeps what it was given as text, also where it begins like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def move_rows(sheet: Worksheet, order: list[int], columns: str = "ABCDEFGHI") -> None:
    """Put the four rows of the matrix into another order, in these columns: what a sort does."""
    stood = {row: [sheet[f"{c}{row}"].value for c in columns] for row in range(8, 12)}
    for to, source in zip(range(8, 12), order, strict=True):
        for c, value in zip(columns, stood[source], strict=True):
            type_text(sheet[f"{c}{to}"], value)


def test_an_untouched_workbook_brings_nothing_back() -> None:
    for data in (exported(), edited(exported(), lambda _book: None)):
        assert read(data) == replace(read(data), texts=(), problems=())


def test_exactly_the_edited_cells_come_back() -> None:
    """A new text, a changed one, one taken out, the text below; the word that asks for one is none in any language."""
    edit = put(
        G8="4", H8="Terlalu mahal.", H9="Yakin.", H11=None, G10="to be written", H10=" Perlu ditulis ", D13="Ya."
    )
    assert taken(read(edited(exported(), edit))) == {
        (ANI, RATING): "4",
        (ANI, SUMMARY): "Terlalu mahal.",
        (BUDI, SUMMARY): "Yakin.",
        (DODO, SUMMARY): "",
        ("", ""): "Ya.",
    }


def test_a_text_knows_where_it_stood() -> None:
    [text] = read(edited(exported(), put(H8="x"))).texts
    assert (text.where, text.matrix, text.title) == ("sheet Peran dan harga, cell H8", "Peran dan harga", "Harga")
    assert text.place.view == "role-ordered --by desa"


def test_the_marks_are_hidden_and_the_cells_open_and_as_typed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported())).worksheets[0]
    assert sheet.column_dimensions["C"].hidden
    assert sheet.row_dimensions[6].hidden
    assert not sheet.protection.sheet
    for address in ("G8", "H9", "D13"):
        cell = sheet[address]
        assert (cell.number_format, cell.protection.locked, cell.fill.fgColor.rgb) == ("@", False, "00FFF6DC")
    assert sheet["E8"].fill.fgColor.rgb != "00FFF6DC"
    assert sheet.auto_filter.ref == "A7:I11", "a sort by the filter's arrows takes the hidden column along"
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"A13:B18", "G5:H5"}
    assert not [merged for merged in sheet.merged_cells.ranges if merged.min_row <= 11 and merged.max_row >= 7]


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        (3, "3"),
        (3.0, "3"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (dt.date(2024, 3, 1), "2024-03-01"),
        (dt.datetime(2024, 3, 1, 9, 30), "2024-03-01 09:30"),
        (dt.time(9, 30), "09:30"),
        ("satu\n\n  dua", "satu\n\n  dua"),
        ("satu_x000D_\ndua", "satu\ndua"),  # as Excel keeps a line end of Windows
        ("  tepi  ", "tepi"),
        (CellRichText("biasa ", TextBlock(InlineFont(b=True), "tebal")), "biasa tebal"),
    ],
)
def test_what_is_typed_comes_back_as_people_see_it(typed: object, back: str) -> None:
    assert taken(read(edited(exported(), put(H8=typed)))) == {(ANI, SUMMARY): back}


def test_a_decimal_mark_is_that_of_the_workbooks_language() -> None:
    use_language("id")
    data = exported()
    use_language("en")

    def half(sheet: Worksheet) -> None:
        sheet["G8"], sheet["H8"] = 2.5, 0.5
        sheet["H8"].number_format = "0%"

    assert taken(read(edited(data, first(half)))) == {(ANI, RATING): "2,5", (ANI, SUMMARY): "50%"}


def test_a_formula_gives_its_result_or_is_refused() -> None:
    data = edited(exported(), put(G8="=1+2"))
    returned = read(data)
    assert returned.texts == ()
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell G8: The cell holds a formula without a result. Open and save the "
        "workbook in Excel or LibreOffice, or type the result."
    ]
    assert taken(read(with_result(data, "3"))) == {(ANI, RATING): "3"}
    assert "The cell shows an error, #N/A." in told(read(edited(exported(), put(G8="#N/A"))))[0]


def with_result(data: bytes, value: str) -> bytes:
    """The workbook with the result that a spreadsheet program keeps beside a formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, re.sub(rb"</f><v>?\s*/?>?(</v>)?", b"</f><v>" + value.encode() + b"</v>", raw))
    return out.getvalue()


def test_sorted_rows_keep_their_texts() -> None:
    def work(sheet: Worksheet) -> None:
        move_rows(sheet, [10, 11, 8, 9])
        sheet["H10"] = "Ani lagi"

    returned = read(edited(exported(), first(work)))
    assert taken(returned) == {(ANI, SUMMARY): "Ani lagi"}
    assert returned.problems == ()


def test_a_sort_that_leaves_the_hidden_column_behind_is_refused() -> None:
    """Labels and texts moved, keys did not: nothing is taken into the wrong row."""
    returned = read(edited(exported(), first(lambda sheet: move_rows(sheet, [9, 8, 10, 11], "ABDEFGHI"))))
    assert returned.texts == ()
    assert [line.split(": ", 1)[1] for line in told(returned)] == [
        "The row’s labels are those of “case:budi”: it was sorted or moved without its hidden column. Sort whole rows, "
        "or by the filter’s arrows; then import again.",
        "The row’s labels are those of “case:ani”: it was sorted or moved without its hidden column. Sort whole rows, "
        "or by the filter’s arrows; then import again.",
    ]


def test_inserted_rows_and_columns_move_nothing_and_are_told_where_they_hold_something() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.insert_cols(8)  # before the summaries
        sheet.insert_rows(9)
        sheet.insert_rows(1, 2)
        sheet["B11"], sheet["H10"] = "Catatan", "hitungan saya"
        sheet["I10"] = "Ani"

    returned = read(edited(exported(), first(work)))
    assert taken(returned) == {(ANI, SUMMARY): "Ani"}
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell B11: This row was inserted: it is no row of the matrix, and what it "
        "holds is left out.",
        "meja.xlsx, sheet Peran dan harga, column H: This column was inserted: it is no column of the matrix, and what "
        "it holds is left out.",
    ]
    assert not any(problem.fatal for problem in returned.problems)


def test_moved_and_hidden_columns_filtered_rows_and_renamed_sheets() -> None:
    def work(sheet: Worksheet) -> None:
        for row in range(5, 12):  # ratings and summaries change places, key and all
            a, b = sheet[f"G{row}"].value, sheet[f"H{row}"].value
            if row != 5:
                type_text(sheet[f"G{row}"], b)
                type_text(sheet[f"H{row}"], a)
        sheet["H10"] = "5"
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[10].hidden = True
        sheet.title = "Punya Bu Rini"

    def edit(book: Workbook) -> None:
        work(book.worksheets[0])
        book.move_sheet(book.worksheets[0], 2)

    returned = read(edited(exported(), edit))
    assert taken(returned) == {(CICI, RATING): "5"}
    assert returned.problems == ()
    assert returned.texts[0].where == "sheet Punya Bu Rini, cell H10"


def test_cells_moved_without_the_hidden_row_are_refused() -> None:
    def work(sheet: Worksheet) -> None:
        for row in range(7, 12):
            a, b = sheet[f"G{row}"].value, sheet[f"H{row}"].value
            type_text(sheet[f"G{row}"], b)
            type_text(sheet[f"H{row}"], a)

    returned = read(edited(exported(), first(work)))
    assert returned.texts == ()
    assert sum("moved without the hidden row" in line for line in told(returned)) == 2


def test_a_deleted_row_column_or_sheet_takes_nothing_out() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.delete_rows(9)
        sheet.delete_cols(7)
        sheet["G8"] = "tetap"

    assert taken(read(edited(exported(), first(work)))) == {(ANI, SUMMARY): "tetap"}
    two = exported(desk_sheet(), desk_sheet(view="other", title="Lain"))

    def drop(book: Workbook) -> None:
        del book["Lain"]
        book.worksheets[0]["G8"] = "1"

    returned = read(edited(two, drop))
    assert taken(returned) == {(ANI, RATING): "1"}
    assert returned.problems == ()


def test_of_a_duplicated_sheet_the_edited_one_counts_and_two_edits_are_a_conflict() -> None:
    def copy(book: Workbook) -> Worksheet:
        other = book.copy_worksheet(book.worksheets[0])
        other["H8"] = "dari salinan"
        return other

    assert taken(read(edited(exported(), copy))) == {(ANI, SUMMARY): "dari salinan"}

    def both(book: Workbook) -> None:
        copy(book)["G8"] = "1"
        book.worksheets[0]["H8"] = "dari asli"

    returned = read(edited(exported(), both))
    assert taken(returned) == {(ANI, RATING): "1"}
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell H8: The same cell stands here and in sheet Peran dan harga Copy, cell "
        "H8 with another text; neither is taken. Delete the copy, or write the same into both."
    ]


def test_a_copied_row_is_refused_where_the_copies_differ() -> None:
    def copy(sheet: Worksheet) -> None:
        sheet.insert_rows(9)
        for c in "ABCDEFGHI":
            sheet[f"{c}9"] = sheet[f"{c}8"].value
        sheet["H9"] = "salinan"

    returned = read(edited(exported(), first(copy)))
    assert returned.texts == ()
    assert ["cell H8" in line and "cell H9" in line for line in told(returned)] == [True]


@pytest.mark.parametrize(
    ("cut", "what"),
    [
        (lambda sheet: sheet.delete_cols(3), "The hidden column or row that says what each cell is was deleted"),
        (lambda sheet: sheet.delete_rows(6), "The hidden column or row that says what each cell is was deleted"),
    ],
)
def test_a_workbook_without_its_keys_is_refused_clearly(cut: Callable[[Worksheet], None], what: str) -> None:
    def work(sheet: Worksheet) -> None:
        cut(sheet)
        sheet["G8"] = "hilang"

    returned = read(edited(exported(), first(work)))
    assert returned.texts == ()
    assert [problem.fatal for problem in returned.problems] == [True]
    assert what in told(returned)[0]


def test_a_workbook_that_lost_all_its_keys_is_known_by_its_property(tmp_path: Path) -> None:
    def strip(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.delete_cols(3)
        sheet.delete_rows(6)

    path = tmp_path / "meja.xlsx"
    path.write_bytes(edited(exported(), strip))
    assert is_ours(path)
    assert "nothing can be placed" in told(read(path.read_bytes()))[0]


def test_our_workbooks_are_known_with_and_without_the_property(tmp_path: Path) -> None:
    def dropped(book: Workbook) -> None:
        while book.custom_doc_props.names:
            del book.custom_doc_props[book.custom_doc_props.names[0]]

    for name, data, ours in (
        ("a.xlsx", exported(), True),
        ("b.xlsx", edited(exported(), dropped), True),
        ("c.xlsx", exported(replace(desk_sheet(), view="")), False),
        ("d.xlsx", b"PK no", False),
        ("e.docx", exported(), False),
    ):
        (tmp_path / name).write_bytes(data)
        assert is_ours(tmp_path / name) is ours, name
    with pytest.raises(InputError, match="damaged"):
        read(b"PK no")


def test_edits_of_computed_cells_and_labels_are_told_and_not_taken() -> None:
    returned = read(edited(exported(), put(D8="9/9", I9="bicara", E10=LONG + " ", B11="Dedi", G8="2")))
    assert taken(returned) == {(ANI, RATING): "2"}
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell A11: The row’s label was changed; it stays as it is. Rename the code "
        "or the case in the study.",
        "meja.xlsx, sheet Peran dan harga, cell D8: This cell is computed from codings and stays as it is. Change the "
        "coding.",
        "meja.xlsx, sheet Peran dan harga, cell I9: This cell is computed from codings and stays as it is. Change the "
        "coding.",
    ]


def test_many_computed_cells_are_counted() -> None:
    rows = tuple(desk_row(n, f"Orang {n}", "") for n in range(40))
    change = put(**{f"C{n}": "0" for n in range(8, 8 + 40)})
    returned = read(edited(exported(desk_sheet(*rows)), change))
    assert len(returned.problems) == 21
    assert "20 more computed cells" in told(returned)[-1]


def test_merged_cells_lose_nothing_of_the_study() -> None:
    """Only the upper left of merged cells keeps its text; the others are not read as taken out."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("H8:H9")
        sheet["H8"] = "keduanya"

    returned = read(edited(exported(), first(merge)))
    assert taken(returned) == {(ANI, SUMMARY): "keduanya"}
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell H9: The cell was merged with H8, and what it held is gone from the "
        "sheet; it is left as it was."
    ]


def test_the_box_may_be_split_and_written_on_several_lines() -> None:
    def split(sheet: Worksheet) -> None:
        sheet.unmerge_cells(
            "D13:" + str(next(m for m in sheet.merged_cells.ranges if m.min_row == 13 and m.min_col == 4)).split(":")[1]
        )
        sheet["D13"], sheet["D14"], sheet["E15"] = "Satu.", "Dua.", "Tiga."

    assert taken(read(edited(exported(), first(split)))) == {("", ""): "Satu.\nDua.\nTiga."}


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


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and not text.strip().startswith(("#", "qda:")))


@given(
    edits=st.dictionaries(st.tuples(st.integers(0, 7), st.sampled_from([RATING, SUMMARY])), TEXTS, max_size=6),
    order=st.permutations(range(8)),
    blank_rows=st.lists(st.integers(0, 8), max_size=2),
    blank_columns=st.lists(st.integers(1, 9), max_size=2),
    below=st.one_of(st.none(), TEXTS),
)
@settings(max_examples=40, deadline=None)
def test_any_edits_and_sorts_bring_back_exactly_the_edited_cells(
    edits: dict[tuple[int, str], str],
    order: list[int],
    blank_rows: list[int],
    blank_columns: list[int],
    below: str | None,
) -> None:
    rows = tuple(desk_row(n, f"Orang {n}", "AB"[n % 2], summary="lama" if n % 3 == 0 else "") for n in range(8))

    def work(sheet: Worksheet) -> None:
        at = {RATING: "G", SUMMARY: "H"}
        for (row, column), text in edits.items():
            type_text(sheet[f"{at[column]}{8 + row}"], text)
        if below is not None:
            type_text(sheet["D17"], below)
        stood = [[cell.value for cell in sheet[8 + n]] for n in range(8)]
        for to, source in enumerate(order):
            for cell, value in zip(sheet[8 + to], stood[source], strict=True):
                if cell.column <= 9:
                    type_text(cell, value)
        sheet.merged_cells.ranges.clear()
        for row in blank_rows:
            sheet.insert_rows(8 + row)
        for column in blank_columns:
            sheet.insert_cols(column)

    returned = read(edited(exported(desk_sheet(*rows)), first(work)))
    want: dict[tuple[str, str], Any] = {
        (f"case:orang {row}", column): text.strip()
        for (row, column), text in edits.items()
        if text.strip() != ("lama" if column == SUMMARY and row % 3 == 0 else "")
    }
    if below is not None:
        want["", ""] = below.strip()
    assert taken(returned) == want
    assert returned.problems == ()


def test_limits_know_how_many_texts_a_spreadsheet_bears() -> None:
    assert Limits().texts == 100_000
