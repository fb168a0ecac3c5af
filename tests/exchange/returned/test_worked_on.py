"""What comes back from a workbook that was sorted, cut, copied and moved: every edit, or a clear refusal.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qda.exchange.returned.cells import is_ours
from qda.model.errors import InputError
from tests.workbooks import (
    ANI,
    CICI,
    RATING,
    SUMMARY,
    desk_sheet,
    edited,
    exported,
    first,
    move_rows,
    put,
    read,
    taken,
    told,
    type_text,
)


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
        "“Utara / Budi” stands here in the place of another row: cells were sorted or moved without the rest of their "
        "row. Sort whole rows, or by the filter’s arrows; then import again.",
        "“Utara / Ani” stands here in the place of another row: cells were sorted or moved without the rest of their "
        "row. Sort whole rows, or by the filter’s arrows; then import again.",
    ]


def test_a_sort_that_leaves_the_labels_behind_is_refused() -> None:
    """Passages, words and summaries of Ani and Budi changed places under their labels; Cici's summary is new."""

    def work(sheet: Worksheet) -> None:
        sheet["H8"], sheet["H10"] = "Ani mahal.", "Cici murah."
        move_rows(sheet, [9, 8, 10, 11], "DEFGHI")

    returned = read(edited(exported(), first(work)))
    assert taken(returned) == {(CICI, SUMMARY): "Cici murah."}
    assert [line.split(": ", 1)[1] for line in told(returned)] == [
        f"Beside “Utara / {name}” stands what was computed for another row: cells were sorted or moved without the "
        "rest of their row. Sort whole rows, or by the filter’s arrows; then import again."
        for name in ("Ani", "Budi")
    ]


def test_one_computed_cell_typed_like_another_row_s_moves_nothing() -> None:
    """Budi's number typed beside Ani: his own row is whole, so nothing was moved."""
    returned = read(edited(exported(), put(D8="2/9", H8="Mahal.")))
    assert taken(returned) == {(ANI, SUMMARY): "Mahal."}
    assert "computed from codings" in told(returned)[0]


def shift(row: int, first: str, by: int) -> Callable[[Worksheet], None]:
    """As “Insert cells, shift right” and “Delete cells, shift left” do with one row from a column on."""

    def work(sheet: Worksheet) -> None:
        columns = "DEFGHIJ"[max(0, "DEFGHI".index(first)) :]
        stood = [sheet[f"{c}{row}"].value for c in columns]
        moved = [None, *stood[:-1]] if by > 0 else [*stood[1:], None]
        for c, value in zip(columns, moved, strict=True):
            type_text(sheet[f"{c}{row}"], value)

    return work


@pytest.mark.parametrize("first_column", ["D", "E", "G"])
@pytest.mark.parametrize("by", [1, -1])
def test_cells_shifted_within_one_row_are_refused(first_column: str, by: int) -> None:
    """Budi's rating would become his summary, or a computed word his rating; the other rows come in."""

    def work(sheet: Worksheet) -> None:
        shift(9, first_column, by)(sheet)
        sheet["H10"] = "Cici murah."

    returned = read(edited(exported(), first(work)))
    assert taken(returned) == {(CICI, SUMMARY): "Cici murah."}
    assert [p.fatal for p in returned.problems if "cells were inserted into the row or taken out of it" in p.what] == [
        True
    ]


def test_a_row_emptied_to_its_end_takes_no_text_out() -> None:
    """Labels, numbers and texts cleared, the hidden key left: as where the row is deleted."""

    def clear(sheet: Worksheet) -> None:
        for c in "ABDEFGHI":
            sheet[f"{c}9"] = None

    returned = read(edited(exported(), first(clear)))
    assert returned.texts == ()
    assert ["was emptied" in line for line in told(returned)] == [True]
    assert not returned.problems[0].fatal


@pytest.mark.parametrize(
    ("key", "typed", "what"),
    [
        ("C9", "Catatan", "The hidden key of this row was changed"),
        ("C9", 'qda:r["case:budi"', "The hidden key of this row was changed"),
        ("H6", "Catatan", "The hidden key of this column was changed"),
    ],
)
def test_what_stands_at_a_key_that_was_typed_over_is_refused(key: str, typed: str, what: str) -> None:
    """A search and replace over the whole book reaches hidden cells too."""

    def work(sheet: Worksheet) -> None:
        sheet[key], sheet["H9"], sheet["G8"] = typed, "Yakin.", "4"

    returned = read(edited(exported(), first(work)))
    assert taken(returned) == {(ANI, RATING): "4"}
    assert [(what in problem.what, problem.fatal) for problem in returned.problems] == [(True, True)]


def test_rows_and_columns_that_changed_places_are_refused() -> None:
    def transpose(sheet: Worksheet) -> None:
        stood = {(c.column, c.row): c.value for row in sheet["A5:I11"] for c in row}
        sheet.merged_cells.ranges.clear()
        sheet.delete_rows(1, 60)
        for (row, column), value in stood.items():
            type_text(sheet.cell(row, column), value)

    returned = read(edited(exported(), first(transpose)))
    assert returned.texts == ()
    assert ["exchanged" in line for line in told(returned)] == [True]
    assert returned.problems[0].fatal


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
        "meja.xlsx, sheet Peran dan harga, cell H8 (Utara / Ani · Summary): The same cell stands here and in sheet "
        "Peran dan harga Copy, cell H8 with another text; neither is taken. Delete the copy, or "
        "write the same into both."
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
        ("c.xlsx", exported(replace(desk_sheet(), view="")), True),
        ("d.xlsx", b"PK no", False),
        ("e.docx", exported(), False),
    ):
        (tmp_path / name).write_bytes(data)
        assert is_ours(tmp_path / name) is ours, name
    with pytest.raises(InputError, match="damaged"):
        read(b"PK no")


def test_a_workbook_without_cells_to_write_in_is_known_as_such(tmp_path: Path) -> None:
    """As of a network or a plot: no source of words, and nothing in it comes back; what was changed is told."""

    def change(book: Workbook) -> None:
        del book.custom_doc_props["qda-study"]
        book["Quotations"]["D3"] = "Lain"

    path = tmp_path / "meja.xlsx"
    path.write_bytes(edited(exported(replace(desk_sheet(), view="")), change))
    assert is_ours(path)
    returned = read(path.read_bytes())
    assert returned.texts == ()
    assert [problem.what for problem in returned.problems] == [
        "This sheet is for reading: what was written here is left out.",
        "Nothing in this workbook is yours to write: it is for reading.",
    ]
    assert not any(problem.fatal for problem in returned.problems)


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


def loosen(sheet: Worksheet, row: int) -> None:
    """Take the merged cells from a row on apart, as spreadsheets do where rows are put in or taken out."""
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row >= row]:
        sheet.unmerge_cells(str(merged))


def test_a_box_of_which_rows_were_deleted_takes_nothing_from_below_it() -> None:
    def cut(sheet: Worksheet) -> None:
        loosen(sheet, 13)
        sheet["D13"] = "Satu."
        sheet.delete_rows(15, 4)

    assert taken(read(edited(exported(), first(cut)))) == {("", ""): "Satu."}


def test_a_box_into_which_rows_were_inserted_is_read_to_its_end() -> None:
    def insert(sheet: Worksheet) -> None:
        loosen(sheet, 13)
        sheet["D13"], sheet["D18"] = "Satu.", "Tiga."
        sheet.insert_rows(15, 3)
        sheet["D16"] = "Dua."

    assert taken(read(edited(exported(), first(insert)))) == {("", ""): "Satu.\nDua.\nTiga."}


def test_what_stands_left_of_the_box_is_none_of_its_text() -> None:
    returned = read(edited(exported(), put(A13="Teks analitik Bu Rini", D13="Satu.")))
    assert taken(returned) == {("", ""): "Satu."}
