"""What files for people say of themselves is said as people say it, and breadths are those of what is printed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from docx.shared import Pt
from openpyxl.workbook import Workbook

from qda.exchange.network_tables import network_sheets
from qda.exchange.origin_told import origin_told
from qda.exchange.sheet_document import sheet_document
from qda.exchange.table_columns import breadth
from qda.exchange.writers.csv import write_csv
from qda.exchange.writers.docx import write_docx
from qda.exchange.writers.xlsx import write_xlsx
from qda.model.document import Note, Table
from qda.model.network import Layout, Network, Node
from qda.model.output import Output
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import forget_language, use_language

ISO = re.compile(r"\d{4}-\d\d-\d\dT")


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    use_language("id")
    yield
    forget_language()


def workbook(output: Output) -> Workbook:
    file = io.BytesIO()
    write_xlsx(output, file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def test_no_time_of_programs_and_no_code_of_a_language_in_the_provenance_of_a_workbook(output: Output) -> None:
    told = {str(row[0]): str(row[1]) for row in workbook(output).worksheets[-1].iter_rows(values_only=True) if row[1]}
    assert not any(ISO.search(value) for value in told.values())
    assert told["Keadaan studi"].startswith("20 November 2026, ")
    assert told["Bahasa"] not in ("id", "en")


def test_data_files_keep_the_time_that_programs_read(output: Output) -> None:
    file = io.BytesIO()
    write_csv(output, file)
    assert "2026-11-20T10:00:00Z" in file.getvalue().decode()
    assert "2026-11-20T10:00:00Z" not in dict(origin_told(output.provenance)).values()


def test_a_minus_on_the_sheet_of_quotations_is_as_wide_as_a_plus(make: Any, matrix: Sheet) -> None:
    against = replace(matrix, quotations=tuple(replace(one, stance="-") for one in matrix.quotations))
    sheet = workbook(make.output_of(against)).worksheets[1]
    heads = [cell.value for cell in sheet[2]]
    assert {sheet.cell(row, heads.index("Sikap") + 1).value for row in range(3, sheet.max_row + 1)} == {"−"}


def test_a_column_of_squares_is_broad_enough_for_all_of_them(make: Any, matrix: Sheet) -> None:
    bars = replace(
        matrix, columns=(Column(label="Bar"),), rows=(Row(label="a", cells=(Cell(value="■" * 4 + "□" * 6),)),)
    )
    letters = replace(bars, rows=(Row(label="a", cells=(Cell(value="x" * 10),)),))
    wide, narrow = (workbook(make.output_of(s)).worksheets[0].column_dimensions["B"].width for s in (bars, letters))
    assert wide >= 20 > narrow
    assert breadth("■□") == 4
    assert breadth("café") == 4


def test_what_the_numbers_of_quotations_are_is_said_before_them(output: Output) -> None:
    """Behind a table that fills its page it would stand alone on the next."""
    last = sheet_document(output).sections[-1].blocks
    assert isinstance(last[-1], Table)
    assert not last[-1].source
    assert isinstance(last[-2], Note)


def test_attributes_head_their_columns_in_the_readers_language_and_their_decimals_too() -> None:
    node = Node(key="a", label="A", kind="actor", attributes=(("role", "petani"), ("luas_lahan", "0.5")))
    network = Network(kind="k", title="T", reading="", layout=Layout.FORCE, nodes=(node,), edges=())
    _edges, nodes = network_sheets(network)
    assert [column.label for column in nodes.columns][-2:] == ["Peran", "luas_lahan"]
    assert [cell.value for cell in nodes.rows[0].cells][-2:] == ["petani", "0,5"]


def test_in_word_no_heading_stands_without_its_table_and_no_page_without_a_word(output: Output) -> None:
    """The note goes with the caption; the paragraph that Word wants behind a table is as low as a line is broad."""
    file = io.BytesIO()
    write_docx(output, file)
    body = docx.Document(io.BytesIO(file.getvalue())).paragraphs
    note = next(one for one in body if one.style is not None and one.style.name == "Note To Author")
    assert note.paragraph_format.keep_with_next
    assert not body[-1].text
    assert body[-1].paragraph_format.line_spacing == Pt(1)
