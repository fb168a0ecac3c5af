"""CSV, HTML, Markdown, JSON: each a whole file that says where it comes from and hides nothing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda import registry
from qda.exchange.safe_text import guarded, split_text, starts_formula, unguarded, visible
from qda.exchange.writer import writer_for
from qda.exchange.writers.csv import field
from qda.model.errors import InputError
from qda.model.output import Output
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import use_language

WRITERS = registry.find("writers")


def written(output: Output, ending: str) -> bytes:
    file = io.BytesIO()
    writer_for(Path(f"out{ending}"))(output, file)
    return file.getvalue()


def test_the_ending_picks_the_writer() -> None:
    endings = {ending for plugin in WRITERS for ending in plugin.details.extensions}
    assert endings >= {".xlsx", ".csv", ".html", ".md", ".json"}
    assert writer_for(Path("A.CSV")) is writer_for(Path("b.csv"))
    with pytest.raises(InputError, match=r"\.xlsx"):
        writer_for(Path("a.pdf"))


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".html", ".md", ".json"])
def test_every_file_is_the_same_twice_and_names_origin_and_synthetic(output: Output, ending: str) -> None:
    data = written(output, ending)
    assert data == written(output, ending)
    if ending == ".xlsx":
        return  # read back in its own file
    text = data.decode("utf-8")
    plain = text.replace("\\", "")
    assert "qda display role-ordered --to matrix.xlsx" in plain
    assert "abc123" in text
    assert "made up" in text or '"synthetic": true' in text
    assert "Only informants." in text
    assert "1 coding left out." in text


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".csv", ".html", ".md", ".tex"])
def test_every_file_can_be_written_in_indonesian(output: Output, ending: str) -> None:
    try:
        use_language("id")
        assert written(output, ending)
    finally:
        use_language("en")


def test_csv_reads_back(output: Output) -> None:
    data = written(output, ".csv")
    assert data.startswith(b"\xef\xbb\xbf# Role-ordered: a/b [test]\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    at = next(n for n, row in enumerate(rows) if row[:2] == ["Group", "Informant"])
    assert rows[at - 1] == ["", "", "People", "People", ""]
    assert rows[at : at + 4] == [
        ["Group", "Informant", "n", "words", "share"],
        ["East", "Darmo", "2/5", "“first line”\nsecond, <b>bold</b> & “more”", "0.667"],
        ["West", "'=Sari()", "silent", "not asked", "7"],
        ["West", "Joko", "nothing coded", "not stated", "–"],
    ]
    quotes = next(n for n, row in enumerate(rows) if row == ["# Quotations"])
    assert rows[quotes + 1][:3] == ["Quotation", "Source", "Line"]
    assert [row[0] for row in rows[quotes + 2 : quotes + 6]][1] == "'+62 is the number"
    assert rows[-1] == ["# Coders: 2"]


def test_no_csv_field_starts_a_formula(output: Output) -> None:
    text = written(output, ".csv").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [value for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.text())
def test_any_text_survives_csv_and_starts_no_formula(text: str) -> None:
    seen = visible(text)
    (row,) = csv.reader(io.StringIO(f"{field(text)},end\r\n", newline="")) if field(text) else [["", "end"]]
    assert row[-1] == "end"
    assert unguarded(row[0]) == seen
    assert not starts_formula(row[0])


@given(st.text(), st.integers(2, 40))
def test_split_text_is_the_text_and_fits(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= limit for piece in pieces)
    assert len(pieces) == 1 or all(pieces)


def test_hidden_characters_become_visible() -> None:
    assert visible("a\x00b\x07c\x7fd\r\ne\rf\ud800\uffff\t") == "a␀b␇c␡d\ne\nf��\t"
    assert guarded("'quoted'") == "''quoted'"
    assert guarded("  =1+1") == "'  =1+1"
    assert guarded("plain") == "plain"


def test_markdown_keeps_the_table_in_shape(output: Output) -> None:
    lines = written(output, ".md").decode().splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 5
    assert {line.replace("\\|", "").count("|") for line in table} == {6}
    assert "second, \\<b\\>bold\\</b\\>" in table[2]
    assert "“first line”<br>second" in table[2]


def test_json_keys_are_stable(output: Output) -> None:
    content = json.loads(written(output, ".json"))
    assert list(content) == ["study", "provenance", "sheets"]
    (sheet,) = content["sheets"]
    assert sheet["rows"][0]["cells"][0] == {
        "value": 2,
        "empty": None,
        "of": 5,
        "strength": 0.4,
        "evidence": ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"],
    }
    assert sheet["rows"][1]["cells"][0]["empty"] == "silent"
    assert sheet["quotations"][0]["attributes"] == {"role": "craftsman", "site": "East"}
    assert sheet["quotations"][3]["text"] == "-5 degrees", "JSON holds the words as they are"
    assert content["provenance"]["details"] == {"Coders": "2"}


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".csv", ".html", ".md", ".json", ".tex"])
def test_a_sheet_without_rows_can_be_written(make: Any, matrix: Sheet, ending: str) -> None:
    bare = replace(matrix, rows=(), quotations=(), columns=(), synthetic=False)
    assert written(make.output_of(bare), ending)
    assert written(make.output_of(), ending)


def test_markdown_says_a_heading_once(make: Any, matrix: Sheet) -> None:
    columns = tuple(replace(column, group=column.label if n else "People") for n, column in enumerate(matrix.columns))
    data = written(make.output_of(replace(matrix, columns=columns)), ".md").decode()
    assert f"People: {columns[0].label}" in data
    assert f"{columns[1].label}: {columns[1].label}" not in data


@pytest.fixture
def unasked(matrix: Sheet) -> Sheet:
    """One of one whom nobody asked, as a count and as a share; two of five, and two fifths, of those asked."""
    one, two = matrix.rows[0].cells[0].evidence[:1], matrix.rows[0].cells[0].evidence
    cells = (
        Cell(value=1, of=1, evidence=one, unasked=True),
        Cell(value=1.0, of=1, evidence=one, unasked=True),
        Cell(value=2, of=5, evidence=two, strength=0.4),
        Cell(value=0.4, of=5, evidence=two, strength=0.4),
    )
    columns = tuple(Column(label=label) for label in "abcd")
    return replace(matrix, columns=columns, rows=(Row(label="Darmo", cells=cells),))


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_share_of_people_whom_nobody_asked_is_marked(make: Any, unasked: Sheet, language: str) -> None:
    """A number in a table of data has a point in every language; what is none is text."""
    use_language(language)
    try:
        lines = written(make.output_of(unasked), ".csv").decode().splitlines()
        table = written(make.output_of(unasked), ".md").decode().replace("\\", "")
    finally:
        use_language("en")
    assert "Darmo,1/1*,1*,2/5,0.4" in lines
    assert f"| Darmo | 1/1* | 1* | 2/5 | {'0,4' if language == 'id' else '0.4'} |" in table


def test_json_says_where_nobody_was_asked(make: Any, unasked: Sheet) -> None:
    content = json.loads(written(make.output_of(unasked), ".json"))
    cells = content["sheets"][0]["rows"][0]["cells"]
    assert [cell.get("unasked") for cell in cells] == [True, True, None, None]
    assert [cell["of"] for cell in cells] == [1, 1, 5, 5]
