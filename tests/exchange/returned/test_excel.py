"""Workbooks as Excel saves them (tests/excel.py): the edited cells come back, the rest stays, nothing is misplaced.

In the workbook of tests/workbooks.py the matrix begins in row 8: A group, B case, C hidden keys, D passages, E words,
F link, G rating, H summary, I later. The box below it is D13.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qda.exchange.returned.cells import is_ours, is_untouched
from qda.model.errors import InputError
from tests.excel import Typed, saved_by_excel
from tests.office import excel_faults, schema_faults
from tests.workbooks import (
    ANI,
    BUDI,
    CICI,
    DODO,
    RATING,
    SUMMARY,
    desk_row,
    desk_sheet,
    edited,
    exported,
    read,
    taken,
    told,
)

WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"strict": True},
    {"threads": ("H8", "D8", "H10")},
    {"hidden_by_filter": (9, 10)},
)


def with_prefix(data: bytes) -> bytes:
    """As programs built on Microsoft's SDK write: a prefix before every element."""
    main = b'="http://schemas.openxmlformats.org/spreadsheetml'

    def prefixed(name: str, raw: bytes) -> bytes:
        if not re.match(r"xl/(worksheets/|workbook|styles|shared)", name):
            return raw
        return re.sub(rb"<(/?)(\w+)([ >/])", rb"<\1x:\2\3", raw).replace(b"xmlns" + main, b"xmlns:x" + main)

    return remade(data, prefixed)


def remade(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_the_helper_makes_what_excel_would_open() -> None:
    for way in WAYS:
        data = saved_by_excel(exported(), {"H8": Typed(formula='A8&"!"', text="Utara!")}, **way)
        assert b"inlineStr" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
        if not way.get("strict"):
            assert schema_faults(data, ".xlsx") == []
            assert [fault for fault in excel_faults(data) if "formula" not in fault] == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(way) or "plain")
def test_what_excel_saved_untouched_brings_nothing_back(way: dict[str, Any], tmp_path: Path) -> None:
    """A text over two rows, texts like formulas and escapes, rich text, a phonetic reading, and the box."""
    rows = (
        desk_row(1, "Ani", "", summary="=1+1 _x0041_ <b>&amp;</b>  dua   spasi\n\n\tbaris 😀 \x07"),
        desk_row(2, "Budi", "", rating="1-2", summary="".join(f"kata{n} " for n in range(5_000))),
    )
    path = tmp_path / "meja.xlsx"
    for data in (exported(), exported(desk_sheet(*rows, analysis="'kutip\n- butir"))):
        path.write_bytes(saved_by_excel(data, **({**way, "threads": ()} if len(rows) == 2 else way)))
        assert is_ours(path)
        assert not is_untouched(path)
        returned = read(path.read_bytes())
        assert (returned.texts, returned.problems) == ((), ())


@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(way) or "plain")
def test_exactly_what_was_typed_in_excel_comes_back(way: dict[str, Any]) -> None:
    """Text, a number, several looks, a formula with its result, an emptied cell; none of a formula that failed."""
    typed = {
        "H8": Typed(text="Mahal\nsekali"),
        "G8": Typed(number="3"),
        "H9": Typed(),
        "G9": Typed(formula='A8&"x"', text="Utarax"),
        "H10": Typed(runs=("biasa ", "tebal", " lagi")),
        "G10": Typed(formula="1+1"),
        "H11": Typed(formula="NANTI()", error="#NAME?"),
        "G11": Typed(number="2.5"),
    }
    returned = read(saved_by_excel(exported(), typed, **way))
    assert taken(returned) == {
        (ANI, SUMMARY): "Mahal\nsekali",
        (ANI, RATING): "3",
        (BUDI, SUMMARY): "",
        (BUDI, RATING): "Utarax",
        (CICI, SUMMARY): "biasa tebal lagi",
        (DODO, RATING): "2.5",
    }
    assert [(problem.place.split(", ")[1][:8].strip(), problem.what) for problem in returned.problems] == [
        ("cell G10", "The cell holds a formula without a result."),
        ("cell H11", "The cell shows an error, #NAME?."),
    ]
    assert all(problem.fatal for problem in returned.problems)


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        (Typed(text='=A1&"x"'), '=A1&"x"'),  # in a cell formatted as text Excel keeps what looks like a formula
        (Typed(text="a_x000D_\nb"), "a\nb"),
        (Typed(text="a\r\nb"), "a\nb"),
        (Typed(text="'tis"), "'tis"),
        (Typed(text="+62 812"), "+62 812"),
        (Typed(text="_x005F_x0041_"), "_x0041_"),
        (Typed(text="x" * 32_767), "x" * 32_767),
    ],
)
def test_odd_texts_from_excel(typed: Typed, back: str) -> None:
    assert taken(read(saved_by_excel(exported(), {"H8": typed}))) == {(ANI, SUMMARY): back}


def test_computed_cells_and_labels_typed_over_in_excel_are_told_and_not_taken() -> None:
    typed = {"D8": Typed(number="9"), "I9": Typed(text="bicara"), "B11": Typed(text="Dedi"), "G8": Typed(text="2")}
    returned = read(saved_by_excel(exported(), typed))
    assert taken(returned) == {(ANI, RATING): "2"}
    assert [re.findall("cell ([A-Z]+[0-9]+)", line)[0] for line in told(returned)] == ["A11", "D8", "I9"]


def test_a_sheet_copied_and_moved_within_the_book() -> None:
    """“Peran dan harga (2)” stands before the first, with comments and looks; only it was written into."""

    def copy(book: Workbook) -> None:
        other = book.copy_worksheet(book.worksheets[0])
        other.title = "Peran dan harga (2)"
        other["H8"] = "dari salinan"
        book.move_sheet(other, -10)

    returned = read(saved_by_excel(edited(exported(), copy)))
    assert taken(returned) == {(ANI, SUMMARY): "dari salinan"}
    assert returned.problems == ()


def test_a_sorted_filter_with_hidden_rows() -> None:
    """Rows stand in another order by the filter's arrows, two of them hidden; a text in one of these counts too."""

    def sort(book: Workbook) -> None:
        sheet = book.worksheets[0]
        stood = {row: [cell.value for cell in sheet[row]] for row in range(8, 12)}
        for to, source in zip(range(8, 12), (11, 10, 9, 8), strict=True):
            for cell, value in zip(sheet[to], stood[source], strict=True):
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type

    data = saved_by_excel(
        edited(exported(), sort), {"H9": Typed(text="Cici"), "H8": Typed(text="Dodo")}, hidden_by_filter=(9, 10)
    )
    returned = read(data)
    assert taken(returned) == {(CICI, SUMMARY): "Cici", (DODO, SUMMARY): "Dodo"}
    assert returned.problems == ()


def test_a_program_that_drops_names_properties_and_what_is_hidden(tmp_path: Path) -> None:
    """As an export of Google Sheets or WPS: no property of the file, no defined names, rules, filters; all in sight."""

    def strip(book: Workbook) -> None:
        while book.custom_doc_props.names:
            del book.custom_doc_props[book.custom_doc_props.names[0]]
        for sheet in book.worksheets:
            sheet.auto_filter.ref = None
            sheet.print_title_rows = sheet.print_title_cols = None
            sheet.conditional_formatting = type(sheet.conditional_formatting)()
            for column in sheet.column_dimensions.values():
                column.hidden = False
            for row in sheet.row_dimensions.values():
                row.hidden = False
        book.worksheets[0]["H8"] = "Dari Google"

    path = tmp_path / "meja.xlsx"
    path.write_bytes(saved_by_excel(edited(exported(), strip)))
    assert is_ours(path)
    returned = read(path.read_bytes())
    assert taken(returned) == {(ANI, SUMMARY): "Dari Google"}
    assert returned.problems == ()


def test_elements_with_prefixes_and_dates_of_the_strict_kind() -> None:
    typed = {"H8": Typed(text="Halo"), "H11": Typed(formula="1/0", error="#DIV/0!")}
    returned = read(with_prefix(saved_by_excel(exported(), typed)))
    assert taken(returned) == {(ANI, SUMMARY): "Halo"}
    assert "The cell shows an error, #DIV/0!." in told(returned)[0]
    strict = saved_by_excel(exported(), {"H8": Typed(number="45352")}, strict=True)
    dated = remade(
        strict,
        lambda _name, raw: re.sub(
            rb'<c r="H8" s="(\d+)"><v>45352</v>', rb'<c r="H8" s="\1" t="d"><v>2024-03-01T00:00:00</v>', raw
        ),
    )
    assert dated != strict
    assert taken(read(dated)) == {(ANI, SUMMARY): "2024-03-01"}


def test_a_percentage_is_one_also_in_a_strict_workbook() -> None:
    def half(book: Workbook) -> None:
        book.worksheets[0]["G8"] = 0.5
        book.worksheets[0]["G8"].number_format = "0.0%"

    assert taken(read(saved_by_excel(edited(exported(), half), strict=True))) == {(ANI, RATING): "50%"}


def test_a_workbook_behind_a_password_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 992
    with pytest.raises(InputError, match="protected by a password"):
        read(data)


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".fods"])
def test_our_workbook_in_a_format_that_does_not_come_back_is_known_and_refused(ending: str, tmp_path: Path) -> None:
    """It is no source of words either: its sheets must not come in as transcripts."""
    sign = 'qda:s["0123'
    path = tmp_path / f"meja{ending}"
    if ending == ".xlsb":
        with zipfile.ZipFile(path, "w") as package:
            raw = struct.pack("<I", len(sign)) + sign.encode("utf-16-le")
            package.writestr("xl/sharedStrings.bin", raw)
    else:
        path.write_bytes(b"\xd0\xcf\x11\xe0" + sign.encode() if ending == ".xls" else f"<x>{sign}</x>".encode())
    assert is_ours(path)
    with pytest.raises(InputError, match="is not read back"):
        read(path.read_bytes(), path.name)
    path.write_bytes(b"\xd0\xcf\x11\xe0 something else")
    assert not is_ours(path)


def test_a_workbook_by_another_ending_is_read_for_what_it_is() -> None:
    typed = saved_by_excel(exported(), {"H8": Typed(text="x"), "H11": Typed(formula="1/0", error="#DIV/0!")})
    returned = read(typed, "meja.ods")
    assert taken(returned) == {(ANI, SUMMARY): "x"}
    assert "#DIV/0!" in told(returned)[0]


def test_excel_keeps_what_a_yellow_cell_looks_like() -> None:
    """So that a second person still sees where to write."""
    sheet = openpyxl.load_workbook(io.BytesIO(saved_by_excel(exported(), {"H8": Typed(text="x")}))).worksheets[0]
    assert (sheet["H8"].fill.fgColor.rgb, sheet["H8"].number_format) == ("00FFF6DC", "@")
    assert sheet.column_dimensions["C"].hidden
    assert sheet.row_dimensions[6].hidden
