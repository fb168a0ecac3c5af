"""What is larger than Excel holds, or written as Excel does not take it, never makes it repair the workbook."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.exchange.writers.xlsx import write_workbook
from qda.model.errors import InputError
from qda.model.output import Output
from qda.model.sheet import Cell, CodeNote, Column, Row, Sheet
from tests.office import excel_faults, schema_faults
from tests.workbooks import desk_row, desk_sheet, output_of, quotation, read

LONG = "kata " * 8_000  # 40,000 characters


def written(output: Output, limits: Limits = EXCEL) -> bytes:
    file = io.BytesIO()
    write_workbook(output, file, limits)
    return file.getvalue()


def held(data: bytes) -> list[str]:
    """Every text of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=False)
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


@pytest.mark.parametrize(
    "title",
    [
        "😀" * 40,  # each two units of the 31 that Excel counts
        "x" * 30 + "😀",
        "History",
        "HISTORY ",
        "'",
        "''a''",
        "[:*?/\\]",
        "a\ufffeb\ud83dc",
        "tab\there\nline",
        "",
        "Quotations",
        "x" * 300,
    ],
)
def test_any_title_gives_a_sheet_that_excel_opens(title: str) -> None:
    """Twice in one workbook, with its quotations and decisions."""
    sheet = desk_sheet(title=title)
    data = written(output_of(sheet, replace(sheet, title=title.upper()), replace(sheet, title=title.lower())))
    assert excel_faults(data) == []
    assert read(data).texts == ()
    assert read(data).problems == ()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, False, 1e300, 1e-300])
def test_numbers_that_a_cell_cannot_hold(value: Any) -> None:
    row = desk_row(1, "Ani", "")
    cells = (Cell(value=value), *row.cells[1:])
    assert excel_faults(written(output_of(desk_sheet(replace(row, cells=cells))))) == []


def test_long_texts_anywhere_are_whole_and_within_a_cell() -> None:
    """Title, reading, headings, labels, attributes, source are cut; rules, definition and memo go on in a row below."""
    sheet = desk_sheet(replace(desk_row(1, f"L {LONG}", f"G {LONG}"), key="ani"))
    long = replace(
        sheet,
        title=f"T {LONG}",
        reading=f"R {LONG}",
        corner=f"K {LONG}",
        columns=tuple(replace(c, label=f"C {n} {LONG}", group=f"H {LONG}") for n, c in enumerate(sheet.columns)),
        decision_rules=(f"D {LONG}",),
        codes=(CodeNote(path="harga", label=f"B {LONG}", definition=f"N {LONG}"),),
        quotations=tuple(
            replace(quotation(n, "x"), memo=f"M {LONG}", source=f"S {LONG}", attributes=(("a", f"A {LONG}"),))
            for n in (1, 2)
        ),
    )
    data = written(output_of(long, title=f"U {LONG}"))
    assert excel_faults(data) == []
    texts = held(data)
    whole = "".join(texts)
    for mark in ("L", "G", "T", "R", "D", "B", "N", "M", "S", "A"):
        assert f"{mark} kata" in whole, mark
    for mark in ("D", "N", "M"):
        begun = texts.index(next(text for text in texts if text.startswith(f"{mark} kata") and "…" not in text[-1:]))
        rest = next(text for text in texts[begun + 1 :] if set(text.split()) == {"kata"})
        assert f"{texts[begun]}{rest}" == f"{mark} {LONG}", mark


def test_long_properties_of_the_file_are_cut_where_excel_stops() -> None:
    output = output_of(desk_sheet(), title="Studi " * 100)
    output = replace(output, provenance=replace(output.provenance, command="qda display " + "--where x=y " * 100))
    assert excel_faults(written(output)) == []


def test_a_rule_for_every_row_finds_room_below_the_last() -> None:
    """As many lines below the matrix as there are, where its rows fill the sheet to the end."""
    rows = tuple(desk_row(n, f"Orang {n}", "") for n in range(100))
    sheet = replace(desk_sheet(*rows), decision_rules=tuple(f"Aturan {n}." for n in range(60)))
    for most in range(170, 190):
        data = written(output_of(sheet), replace(EXCEL, rows=most))
        for worksheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
            assert worksheet.max_row <= most, (worksheet.title, most)


def test_the_widest_matrix_that_excel_holds() -> None:
    """16,384 columns with the label and the hidden one; one more is refused before anything is written."""
    n = EXCEL.columns - 2
    sheet = Sheet(
        kind="k",
        title="Lebar",
        reading="",
        corner="c",
        columns=tuple(Column(label=f"k{c}", key=str(c)) for c in range(n)),
        rows=(Row(label="r", key="r", cells=tuple(Cell(value=c) for c in range(n))),),
        view="k",
    )
    data = written(output_of(sheet))
    assert excel_faults(data) == []
    assert (read(data).texts, read(data).problems) == ((), ())
    rows = (Row(label="r", cells=(Cell(value=0),) * (n + 1)),)
    wider = replace(sheet, columns=(*sheet.columns, Column(label="more", key="more")), rows=rows)
    with pytest.raises(InputError, match="more than Excel holds"):
        written(output_of(wider))


def test_control_characters_stay_within_the_rules_of_xml() -> None:
    odd = "".join(map(chr, (*range(32), 127, 0xFFFE, 0xFFFF, 0xD800, 0x1F600))) + "_x0041_"
    sheet = replace(
        desk_sheet(desk_row(1, odd, odd, summary=odd), title=odd, analysis=odd),
        reading=odd,
        decision_rules=(odd,),
        codes=(CodeNote(path=odd, label=odd, definition=odd),),
        quotations=(replace(quotation(1, odd), before=odd, after=odd, memo=odd), quotation(2, "x")),
    )
    data = written(output_of(sheet, title=odd))
    assert excel_faults(data) == []
    assert schema_faults(data, ".xlsx") == []
    assert (read(data).texts, read(data).problems) == ((), ())


@pytest.mark.parametrize("start", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "'=1", "＝1"])
def test_what_looks_like_a_formula_is_text_everywhere(start: str) -> None:
    sheet = replace(
        desk_sheet(desk_row(1, start, start, summary=start), title=start, analysis=start),
        reading=start,
        corner=start,
        columns=tuple(replace(c, label=f"{start}{n}", group=start) for n, c in enumerate(desk_sheet().columns)),
        decision_rules=(start,),
        codes=(CodeNote(path=start, label=start, definition=start),),
        quotations=(replace(quotation(1, start), memo=start, source=start), quotation(2, "x")),
    )
    data = written(output_of(sheet, title=start))
    assert excel_faults(data) == []
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert (read(data).texts, read(data).problems) == ((), ())
