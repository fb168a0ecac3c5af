"""What people typed into a workbook comes back as they see it; computed cells stay as they are.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from qda.model.wording import use_language
from tests.workbooks import (
    ANI,
    BUDI,
    DODO,
    LONG,
    RATING,
    SUMMARY,
    desk_row,
    desk_sheet,
    edited,
    exported,
    first,
    put,
    read,
    taken,
    told,
    type_text,
)


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
    assert text.named == "Utara / Ani · Summary"
    [below] = read(edited(exported(), put(D13="x"))).texts
    assert below.named == "below the matrix"


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
        "meja.xlsx, sheet Peran dan harga, cell G8 (Utara / Ani · Rating): The cell holds a formula without a result. "
        "Open and save the workbook in Excel or LibreOffice, or type the result."
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


def test_edits_of_computed_cells_and_labels_are_told_and_not_taken() -> None:
    returned = read(edited(exported(), put(D8="9/9", I9="bicara", E10=LONG + " ", B11="Dedi", G8="2")))
    assert taken(returned) == {(ANI, RATING): "2"}
    assert told(returned) == [
        "meja.xlsx, sheet Peran dan harga, cell A11: The row’s label was changed; it stays as it is. Rename the code "
        "or the case in the study.",
        "meja.xlsx, sheet Peran dan harga, cell D8 (Utara / Ani · Passages): This cell is computed from codings and "
        "stays as it is. Change the coding.",
        "meja.xlsx, sheet Peran dan harga, cell I9 (Utara / Budi · Later): This cell is computed from codings and "
        "stays as it is. Change the coding.",
    ]


def test_many_computed_cells_are_counted() -> None:
    rows = tuple(desk_row(n, f"Orang {n}", "") for n in range(40))
    change = put(**{f"C{n}": "0" for n in range(8, 8 + 40)})
    returned = read(edited(exported(desk_sheet(*rows)), change))
    assert len(returned.problems) == 21
    assert "20 more computed cells" in told(returned)[-1]


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
