"""Displays in Word, opened again: tables, captions that are counted, the quotations behind the cells."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from qda.exchange.quotation_numbers import quotation_numbers, span_text, spans_of
from qda.exchange.sheet_document import MOST_QUOTATIONS, sheet_document, source_line
from qda.exchange.table_columns import page_pieces, shared_out, wish
from qda.exchange.writers.docx import write_docx
from qda.model.document import plain
from qda.model.errors import InputError
from qda.model.network import Edge, Network, Node
from qda.model.numbering import Numbering
from qda.model.output import Output
from qda.model.records import Kind
from qda.model.sheet import Cell, Column, Empty, Row, Sheet


def written(output: Output) -> bytes:
    file = io.BytesIO()
    write_docx(output, file)
    return file.getvalue()


def opened(output: Output) -> Any:
    return docx.Document(io.BytesIO(written(output)))


def texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_display_is_a_captioned_table_on_a_landscape_page(output: Output) -> None:
    file = opened(output)
    assert {section.orientation for section in file.sections} == {WD_ORIENT.LANDSCAPE}
    matrix, quotations = file.tables
    assert texts(matrix) == [
        ["", "People", "People", ""],
        ["Informant", "n", "words", "share"],
        ["East"] * 4,
        ["Darmo", "2/5 [1, 2]", "“first line”\nsecond, <b>bold</b> & “more” [3]", "0.667 [1]"],
        ["West"] * 4,
        ["=Sari()", "silent", "not asked", "7 [4]"],
        ["Joko", "nothing coded", "not stated", "–"],
    ]
    assert texts(quotations)[0] == ["No.", "Quotation", "Reference", "Code", "Stance"]
    assert texts(quotations)[2] == ["2", "“+62 is the number”", "[W1:2 · craftsman]", "people/training", "+"]
    captions = [p.text for p in file.paragraphs if p.style.name == "Caption"]
    assert captions == ["Table 1. Role-ordered: a/b [test]", "Table 2. Quotations behind the cells"]


def test_heads_come_again_and_no_row_is_torn(output: Output) -> None:
    matrix = opened(output).tables[0]
    marks = [row._tr.trPr for row in matrix.rows]
    assert [mark.find(qn("w:tblHeader")) is not None for mark in marks] == [True, True, *([False] * 5)]
    assert all(mark.find(qn("w:cantSplit")) is not None for mark in marks)
    shared = matrix.rows[0]._tr.tc_lst[1]
    assert shared.tcPr.find(qn("w:gridSpan")).get(qn("w:val")) == "2", "the shared heading is one cell"


def test_only_a_row_taller_than_a_page_may_be_torn(make: Any, matrix: Sheet) -> None:
    long = Row(label="long", cells=(Cell(value="word " * 2_000), Cell(value=1), Cell(value=1)))
    table = opened(make.output_of(replace(matrix, rows=(*matrix.rows, long)))).tables[0]
    assert table.rows[-1]._tr.trPr is None
    assert table.rows[-2]._tr.trPr is not None


def test_rules_source_and_the_mark_stand_with_the_table(output: Output) -> None:
    file = opened(output)
    source = [p.text for p in file.paragraphs if p.style.name == "Table Source"]
    assert source[0] == "Source: study “Batik & <Sukamaju>”, processed by the researcher, 2026."
    below = [p.text for p in file.paragraphs if p.style.name == "Table Note"]
    reading = "How to read it: Read across. Numbers count informants. "
    assert below[0] == f"{reading}Numbers in brackets are those of the quotations at the end."
    assert below[1:4] == ["Decision rules: Only informants.", "Filters: 1 coding left out.", "Notes: A note."]
    assert below[-1].startswith(
        "Made with: qda 0.1.0, study “Batik & <Sukamaju>”, state of 20 November 2026, 10:00 UTC"
    )
    assert below[-1].endswith("qda display role-ordered --to matrix.xlsx. Coders: 2")
    assert next(p.text for p in file.paragraphs if p.style.name == "Synthetic Mark").startswith("SYNTHETIC EXAMPLE")
    assert file.sections[0].header.paragraphs[0].text.startswith("SYNTHETIC EXAMPLE")


def test_the_source_names_the_kinds_of_material(output: Output) -> None:
    kinds = (Kind.INTERVIEW, Kind.OBSERVATION, Kind.DOCUMENT)
    origin = replace(output.provenance, kinds=kinds)
    assert source_line(origin) == "Source: interviews, observations, and documents, processed by the researcher, 2026."
    alone = replace(output.provenance, kinds=(Kind.INTERVIEW,))
    assert source_line(alone) == "Source: interviews, processed by the researcher, 2026."


def fields(output: Output) -> list[str]:
    xml = zipfile.ZipFile(io.BytesIO(written(output))).read("word/document.xml").decode()
    return re.findall(r"<w:instrText[^>]*> (SEQ[^<]*?) <", xml)


def captions(output: Output) -> list[str]:
    return [p.text for p in opened(output).paragraphs if p.style.name == "Caption"]


def test_a_chapter_stands_before_a_number_that_word_counts(make: Any, matrix: Sheet) -> None:
    output = replace(make.output_of(matrix, matrix), numbering=Numbering(chapter="4"))
    assert captions(output) == [
        "Table 4.1 Role-ordered: a/b [test]",
        "Table 4.2 Role-ordered: a/b [test]",
        "Quotations behind the cells",
    ]
    assert fields(output) == [r"SEQ Table \* ARABIC \s 1"] * 2, "counted anew in each chapter of the thesis"


def test_the_first_number_is_set_and_the_next_ones_follow(make: Any, matrix: Sheet) -> None:
    output = replace(make.output_of(matrix, matrix), numbering=Numbering(chapter="IV", first=3))
    assert [words.split()[1] for words in captions(output)[:2]] == ["IV.3", "IV.4"]
    assert fields(output) == [r"SEQ Table \* ARABIC \r 3", r"SEQ Table \* ARABIC \s 1"]


def test_one_matrix_takes_one_number_and_its_quotations_name_it(make: Any, matrix: Sheet) -> None:
    output = replace(make.output_of(matrix), numbering=Numbering(chapter="4", first=2))
    headings = [p.text for p in opened(output).paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Quotations behind Table 4.2"]
    wide_one = replace(make.output_of(wide(make)), numbering=Numbering(chapter="4", first=2))
    assert {words.split()[1] for words in captions(wide_one)[:-1]} == {"4.2"}
    assert set(fields(wide_one)) == {r"SEQ Table \* ARABIC \r 2", r"SEQ Table \c \* ARABIC"}


def network(synthetic: bool = False) -> Network:
    nodes = (Node(key="a", label="Pelatihan", kind="code"), Node(key="b", label="Penjualan", kind="code"))
    edge = Edge(start="a", end="b", type="causes", inferred=True)
    return Network(
        kind="causal-network", title="Jaringan", reading="Ikuti panah.", nodes=nodes, edges=(edge,), synthetic=synthetic
    )


def test_a_network_is_a_numbered_picture_with_its_numbers_as_tables(make: Any) -> None:
    pytest.importorskip("resvg_py")
    output = replace(make.output_of(), networks=(network(synthetic=True),), numbering=Numbering(chapter="4", first=2))
    file = opened(output)
    assert len(file.inline_shapes) == 1
    assert file.inline_shapes[0].width <= file.sections[0].page_width - file.sections[0].left_margin * 2
    assert captions(output) == ["Figure 4.2 Jaringan", "Jaringan: edges", "Jaringan: nodes"]
    assert fields(output) == [r"SEQ Figure \* ARABIC \r 2"]
    body = [element.tag for element in file.element.body]
    assert body.index(qn("w:tbl")) > next(
        n for n, p in enumerate(file.element.body) if p.findall(f".//{qn('w:drawing')}")
    )
    picture = next(p for p in file.paragraphs if p.style.name == "Picture")
    assert picture.paragraph_format.keep_with_next or picture.style.paragraph_format.keep_with_next
    assert 'descr="Ikuti panah."' in picture._p.xml
    assert file.sections[0].header.paragraphs[0].text.startswith("SYNTHETIC EXAMPLE")
    assert written(output) == written(output)


def test_the_rules_of_a_picture_are_printed_once_and_its_tables_follow_on_its_page(make: Any) -> None:
    output = replace(make.output_of(), networks=(replace(network(), decision_rules=("Only what was said.",)),))
    file = opened(output)
    below = [p.text for p in file.paragraphs if p.style.name == "Table Note"]
    assert sum("Only what was said." in text for text in below) == 1
    assert sum(text.startswith("Made with") for text in below) == 1
    assert sum(text.startswith("Its numbers: The tables that follow") for text in below) == 1
    assert not any(section.page for section in sheet_document(output).sections)


def test_quotations_follow_the_table_but_in_a_thesis_they_have_a_page_of_their_own(make: Any, matrix: Sheet) -> None:
    output = make.output_of(matrix)
    assert [section.page for section in sheet_document(output).sections] == [False, False]
    thesis = replace(output, numbering=Numbering(chapter="4"))
    assert [section.page for section in sheet_document(thesis).sections] == [False, True]


def test_without_the_library_of_pictures_the_tables_are_numbered(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    output = replace(make.output_of(), networks=(network(),), numbering=Numbering(chapter="4"))
    assert captions(output) == ["Table 4.1 Jaringan: edges", "Table 4.2 Jaringan: nodes"]
    assert len(opened(output).inline_shapes) == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_shows_the_same_numbers(make: Any, matrix: Sheet, tmp_path: Path) -> None:
    output = replace(make.output_of(matrix, wide(make)), numbering=Numbering(chapter="4", first=3))
    (tmp_path / "x.docx").write_bytes(written(output))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, "txt:Text", "x.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=240)
    seen = re.findall(r"Table (4\.\d+)(?= Role| Wide)", (tmp_path / "x.txt").read_text(encoding="utf-8-sig"))
    assert seen == ["4.3", *["4.4"] * 6]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler is not here")
def test_every_row_of_every_piece_is_on_paper(make: Any, tmp_path: Path) -> None:
    """LibreOffice loses rows where a head finds no room for the first of them, so heads stay with it."""
    columns = tuple(Column(label=f"heading of column {c} in several lines of words") for c in range(22))
    for n in (12, 16, 20):
        rows = tuple(Row(label=f"row{r}end", cells=tuple(Cell(value=r) for _c in columns)) for r in range(n))
        sheet = Sheet(kind="k", title="T", reading="", corner="who", columns=columns, rows=rows)
        (tmp_path / f"x{n}.docx").write_bytes(written(make.output_of(sheet)))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, *sorted(tmp_path.glob("*.docx"))], cwd=tmp_path, check=True, capture_output=True, timeout=240
    )
    for n in (12, 16, 20):
        command = ["pdftotext", "-layout", str(tmp_path / f"x{n}.pdf"), "-"]
        seen = re.findall(r"row\d+end", subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert {seen.count(f"row{r}end") for r in range(n)} == {2}, n


def test_the_last_row_is_never_alone_on_a_page(output: Output) -> None:
    rows = opened(output).tables[0].rows
    kept = [bool(row._tr.findall(f".//{qn('w:keepNext')}")) for row in rows]
    assert kept[-2:] == [True, True], "with the row above and the source below"
    assert kept[:2] == [True, True], "and the heads stay with the first"


def test_the_first_row_is_never_alone_on_a_page(make: Any, matrix: Sheet) -> None:
    rows = tuple(Row(label=f"r{k}", cells=(Cell(value=k),) * 3) for k in range(6))
    found = opened(make.output_of(replace(matrix, rows=rows))).tables[0].rows
    kept = [bool(row._tr.findall(f".//{qn('w:keepNext')}")) for row in found]
    assert kept == [True, True, True, True, False, False, True, True], "heads, then the first two, then the last two"
    tall = tuple(replace(row, cells=(Cell(value="word\n" * 8), *row.cells[1:])) for row in rows)
    found = opened(make.output_of(replace(matrix, rows=tall))).tables[0].rows
    kept = [bool(row._tr.findall(f".//{qn('w:keepNext')}")) for row in found]
    assert kept[2:4] == [False, False], "or half a page would be empty"


def test_nothing_claims_to_be_synthetic_where_nothing_is(make: Any, matrix: Sheet) -> None:
    file = opened(make.output_of(replace(matrix, synthetic=False)))
    assert "SYNTHETIC" not in "".join(p.text for p in (*file.paragraphs, *file.sections[0].header.paragraphs))
    assert file.sections[0].header.paragraphs[0].text == "Batik & <Sukamaju>"


def wide(make: Any, n: int = 30) -> Sheet:
    """One row with a sentence in each of n columns."""
    cells = tuple(Cell(value="a sentence that needs a good deal of room", evidence=(make.coding(k),)) for k in range(n))
    columns = tuple(Column(label=f"c{k}") for k in range(n))
    quotes = tuple(make.quotation(k, f"words {k}") for k in range(n))
    return Sheet(
        kind="k",
        title="Wide",
        reading="",
        corner="who",
        columns=columns,
        rows=(Row(label="r", cells=cells),),
        quotations=quotes,
    )


def test_a_wide_matrix_goes_on_under_the_same_number(make: Any) -> None:
    output = make.output_of(wide(make))
    *pieces, quotations = opened(output).tables
    assert len(pieces) == 6
    assert [head for piece in pieces for head in texts(piece)[0][1:]] == [f"c{k}" for k in range(30)]
    assert {texts(piece)[1][0] for piece in pieces} == {"r"}
    assert len(quotations.rows) == 31
    captions = [p.text for p in opened(output).paragraphs if p.style.name == "Caption"]
    assert captions[:2] == ["Table 1. Wide", "Table 1. Wide (continued)"]
    assert captions[-1].startswith("Table 2.")
    xml = zipfile.ZipFile(io.BytesIO(written(output))).read("word/document.xml").decode()
    assert xml.count(r" SEQ Table \* ARABIC ") == 2, "the matrix and the quotations are counted"
    assert xml.count(r" SEQ Table \c \* ARABIC ") == 5, "what goes on repeats the number"


@pytest.mark.parametrize(("widths", "room"), [([10.0] * 7, 30.0), ([50.0], 30.0), ([5.0, 40.0, 5.0, 5.0], 41.0)])
def test_pieces_hold_every_column_once_and_fit(widths: list[float], room: float) -> None:
    found = page_pieces(widths, room)
    assert [c for first, last in found for c in range(first, last)] == list(range(len(widths)))
    assert all(sum(widths[first:last]) <= room or last - first == 1 for first, last in found)
    assert page_pieces([], room) == [(0, 0)]


def test_pieces_are_even() -> None:
    assert page_pieces([10.0] * 7, 40.0) == [(0, 4), (4, 7)]
    assert page_pieces([10.0] * 8, 70.0) == [(0, 4), (4, 8)]


def test_pieces_leave_columns_under_one_heading_together_where_that_needs_no_more_tables() -> None:
    groups = ["East", "East", "West", "West", "North", "North"]
    assert page_pieces([10.0] * 6, 40.0) == [(0, 3), (3, 6)]
    assert page_pieces([10.0] * 6, 40.0, groups) == [(0, 4), (4, 6)]
    assert page_pieces([10.0] * 6, 30.0, groups) == [(0, 3), (3, 6)], "three tables instead of two"
    assert page_pieces([10.0] * 6, 15.0, groups) == page_pieces([10.0] * 6, 15.0), "no heading fits"


def test_a_line_is_shared_so_that_no_column_is_much_taller_than_its_neighbours() -> None:
    """Ten words beside ten words are as wide; a phrase keeps its line; where there is room nothing is broken."""
    long, phrase = "sentence in a cell " * 10, "never together"
    narrow, word, same = shared_out([wish("a", [text], to_write=False) for text in (long, phrase, long)], 180.0)
    assert narrow == pytest.approx(same)
    assert narrow + word + same <= 180.0
    assert word >= 15.0
    found = shared_out([wish("a", [text], to_write=False) for text in ("x" * 40, phrase)], 200.0)
    assert found[1] > len(phrase) * 1.6


def test_spans_of_numbers() -> None:
    assert [span_text(*span) for span in spans_of([1, 2, 3, 5, 8, 9])] == ["1–3", "5", "8, 9"]
    assert list(spans_of([])) == []


def test_a_cell_with_scattered_quotations_says_how_many(make: Any) -> None:
    sheet = wide(make, 20)
    scattered = Row(label="s", cells=(Cell(value=1, evidence=tuple(make.coding(k) for k in range(0, 20, 2))),) * 20)
    numbers = quotation_numbers(make.output_of(replace(sheet, rows=(*sheet.rows, scattered))))
    assert numbers.printed(scattered.cells[0]) == "[1, 3, 5, 7, 9, 11 … 10 in all]"
    assert numbers.printed(Cell(value=1, evidence=(make.coding(99),))) == ""


def test_the_same_display_gives_the_same_bytes(make: Any, output: Output, matrix: Sheet) -> None:
    assert written(output) == written(make.output_of(replace(matrix)))


def test_words_around_a_quotation_leave_it_bold(make: Any, matrix: Sheet) -> None:
    quotes = (replace(matrix.quotations[0], before="Yes. ", after=" Twice."), *matrix.quotations[1:])
    cell = opened(make.output_of(replace(matrix, quotations=quotes))).tables[1].rows[1].cells[1]
    assert cell.text == "“Yes. We were trained. Twice.”"
    assert [run.text for run in cell.paragraphs[0].runs if run.bold] == ["We were trained."]


def test_a_row_that_rests_on_the_same_quotations_all_along_names_them_once(make: Any, matrix: Sheet) -> None:
    """Beside its label, which leaves its numbers in line; a row without any is no exception, another row's would be."""
    same = (make.coding(1), make.coding(2))
    rows = (
        Row(label="a", cells=(Cell(value=1, evidence=same), Cell(value="b", evidence=same), Cell(value=0.5))),
        Row(label="c", cells=(Cell(value=12), Cell(value="d"), Cell(value=1.5))),
    )
    sheet = replace(matrix, rows=rows)
    (table, *_rest) = sheet_document(make.output_of(sheet)).tables()
    assert [plain(cell) for cell in table.rows[0].cells] == ["a [1, 2]", "1", "b", "0.5"]
    assert [column.right for column in table.columns] == [False, True, False, True]
    other = Row(label="e", cells=(Cell(value=1, evidence=same), Cell(value="f", evidence=same[:1]), Cell(value=2)))
    (table, *_rest) = sheet_document(make.output_of(replace(sheet, rows=(*rows, other)))).tables()
    assert [plain(cell) for cell in table.rows[0].cells] == ["a", "1 [1, 2]", "b [1, 2]", "0.5"]


def test_a_stance_is_printed_with_a_minus_as_wide_as_a_plus(make: Any, matrix: Sheet) -> None:
    quotes = (replace(matrix.quotations[0], stance="-"), *matrix.quotations[1:])
    quotations = opened(make.output_of(replace(matrix, quotations=quotes))).tables[1]
    assert [row[-1] for row in texts(quotations)[1:3]] == ["−", "+"]


def test_numbers_stand_in_line_where_nothing_stands_behind_them(make: Any, matrix: Sheet) -> None:
    rows = tuple(
        Row(label=label, cells=(Cell(value=n, evidence=(make.coding(1),)), Cell(value=n), Cell(value="a" * n)))
        for n, label in ((1, "a"), (12, "b"))
    )
    (table, *_rest) = sheet_document(make.output_of(replace(matrix, rows=rows))).tables()
    assert [column.right for column in table.columns] == [False, False, True, False]


def test_a_column_to_write_in_is_broad_and_its_open_rows_have_room_for_a_hand(make: Any, matrix: Sheet) -> None:
    """Columns to write in are alike; a row whose text is written already is as tall as its words."""
    sentence = Cell(value="A sentence that is long enough for a column of its own.")
    open_, done = Cell(empty=Empty.TO_WRITE), Cell(value="Yes.", written_by="ani")
    columns = tuple(Column(label=label) for label in ("Data", "Said", "Decision", "Dissent"))
    rows = (
        Row(label="a", cells=(sentence, open_, done, open_)),
        Row(label="b", cells=(sentence, done, done, done)),
    )
    table = opened(make.output_of(replace(matrix, columns=columns, rows=rows, quotations=()))).tables[0]
    _data, *others = [cell.width.mm for cell in table.rows[1].cells[1:]]
    assert abs(others[0] - others[2]) < 1
    assert others[0] > 40
    tall = [row.height.mm if row.height else 0 for row in table.rows]
    assert tall[0] == tall[2] == 0
    assert 14 <= tall[1] <= 20


def test_a_column_of_stances_only_where_there_are_any(make: Any, matrix: Sheet) -> None:
    quotes = tuple(replace(quotation, stance="") for quotation in matrix.quotations)
    quotations = opened(make.output_of(replace(matrix, quotations=quotes))).tables[1]
    assert texts(quotations)[0] == ["No.", "Quotation", "Reference", "Code"]


def test_too_large_a_matrix_is_refused_and_too_many_quotations_are_announced(make: Any, matrix: Sheet) -> None:
    many = replace(matrix, rows=matrix.rows * 2_500)
    with pytest.raises(InputError, match=r"\.html"):
        sheet_document(make.output_of(many))
    n = MOST_QUOTATIONS + 1
    evidence = tuple(make.coding(k) for k in range(n))
    cells = (Cell(value=n, evidence=evidence), Cell(value=1), Cell(value=1))
    quotes = tuple(make.quotation(k, "w") for k in range(n))
    file = opened(make.output_of(replace(matrix, rows=(Row(label="r", cells=cells),), quotations=quotes)))
    assert len(file.tables) == 1
    assert texts(file.tables[0])[2][1] == str(n), "no numbers that lead nowhere"
    assert any("2001 quotations stand behind the cells" in p.text for p in file.paragraphs)


def test_a_list_of_quotations_is_not_repeated(make: Any, matrix: Sheet) -> None:
    assert len(opened(make.output_of(replace(matrix, kind="quotations"))).tables) == 1
