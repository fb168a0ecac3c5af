"""Excel and Word open what is written without repairing it: held against Microsoft's schema and Excel's own rules."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from qda import registry
from qda.exchange.output import held
from qda.exchange.writer import writer_for
from qda.exchange.writers.workbook.form import Form, form_workbook
from qda.model.wording import use_language
from tests.display.swept import DISPLAYS, drawn
from tests.exchange.writers.test_every_display_written import written
from tests.office import changed, excel_faults, schema_faults
from tests.workbooks import desk_sheet, exported, output_of

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.slow
@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_every_display_is_a_valid_workbook_and_document(plugin: registry.Plugin) -> None:
    try:
        use_language("id")
        made = drawn(plugin)
        book = written(made, ".xlsx")
        assert excel_faults(book) == []
        assert schema_faults(book, ".xlsx") == []
        assert schema_faults(written(made, ".docx"), ".docx") == []
    finally:
        use_language("en")


def test_a_desk_and_a_form_are_valid() -> None:
    form = Form(title="Lembar", heads=("Apa", "Jawaban"), widths=(20.0, 40.0), rows=(("=apa?",), ("",)))
    for data in (exported(), exported(desk_sheet(), desk_sheet()), form_workbook(form, datetime(2026, 11, 20))):
        assert schema_faults(data, ".xlsx") == []
    assert excel_faults(exported(desk_sheet(), desk_sheet())) == []


@pytest.mark.parametrize(
    ("part", "was", "now"),
    [
        (SHEET, '<c r="A5" s="9"/><c r="B5" s="9"/>', '<c r="B5" s="9"/><c r="A5" s="9"/>'),
        (SHEET, '<row r="2"', '<row r="20"'),
        (SHEET, 's="1"', 's="1000"'),
        (SHEET, 't="s"><v>', 't="s"><v>9999'),
        (SHEET, "<v>1</v>", "<v>nan</v>"),
        (SHEET, 'ht="22"', 'ht="900"'),
        (SHEET, "<mergeCells ", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells><mergeCells '),
        (SHEET, 'tooltip="', 'tooltip="' + "x" * 300),
        (SHEET, "location=\"'Quotations'", "location=\"'Elsewhere'"),
        (SHEET, 'dxfId="0"', 'dxfId="7"'),
        ("xl/workbook.xml", 'name="Quotations"', 'name="PERAN DAN HARGA"'),
        ("xl/workbook.xml", 'name="Quotations"', f'name="{"x" * 32}"'),
        ("xl/workbook.xml", 'name="Quotations"', 'name="a/b"'),
        ("xl/workbook.xml", 'name="Quotations"', 'name="History"'),
    ],
)
def test_excels_own_rules_are_held(part: str, was: str, now: str) -> None:
    """Each fault that Excel would repair, and the schema lets pass, is found in a workbook that has it."""
    data = exported()
    assert excel_faults(data) == []
    assert excel_faults(changed(data, part, (was, now))) != []


def test_a_long_command_and_a_long_title_are_cut_in_the_properties_of_a_document() -> None:
    """Which hold 255 letters; the command stands whole in the document's own account."""
    output = output_of(desk_sheet(title="Peran " * 60), title="Studi " * 60)
    command = "qda display role-ordered --where '" + "peran=perajin or " * 30 + "peran=pedagang'"
    stream = io.BytesIO()
    made = replace(output, provenance=replace(output.provenance, command=command))
    writer_for(Path("a.docx"), held(made))(made, stream)
    assert schema_faults(stream.getvalue(), ".docx") == []


def test_repeated_columns_stand_before_repeated_rows_as_excel_writes_them() -> None:
    data = exported(desk_sheet(title="Bu Ani's, 1"), desk_sheet())
    names = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    titles = re.findall(r'name="_xlnm.Print_Titles"[^>]*>([^<]*)<', names)
    assert titles[:2] == [
        "'Bu Ani''s, 1'!$A:$C,'Bu Ani''s, 1'!$5:$7",
        "'Peran dan harga'!$A:$C,'Peran dan harga'!$5:$7",
    ]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [(s.print_title_cols, s.print_title_rows) for s in book.worksheets[:2]] == [("$A:$C", "$5:$7")] * 2


def test_the_schema_is_held() -> None:
    data = exported()
    twice = changed(data, SHEET, ("<pageMargins", "<sheetProtection/><pageMargins"))
    assert schema_faults(twice, ".xlsx") != []
    assert io.BytesIO(twice).read(2) == b"PK"
