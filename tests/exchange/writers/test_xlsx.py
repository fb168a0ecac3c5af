"""The workbook, read back by openpyxl: cells, looks, links, limits."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.exchange.writers.workbook.rows import fitting, lines_of
from qda.exchange.writers.workbook.styles import SHADES, level
from qda.exchange.writers.xlsx import write_workbook, write_xlsx
from qda.model.errors import InputError
from qda.model.output import Output
from qda.model.sheet import Cell, CodeNote, Column, Empty, Row, Sheet


def written(output: Output, limits: Limits = EXCEL) -> bytes:
    file = io.BytesIO()
    write_workbook(output, file, limits)
    return file.getvalue()


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_cells_of_the_matrix(output: Output) -> None:
    book = read(written(output))
    assert book.sheetnames == ["Role-ordered a b test", "Quotations", "Decisions", "Provenance"]
    sheet = book.worksheets[0]
    found = values(sheet)
    assert found[0][0] == "Role-ordered: a/b [test]"
    assert str(found[1][0]).startswith("SYNTHETIC EXAMPLE")
    assert [row[0] for row in found[2:4]] == ["Read across.", "Numbers count informants."]
    assert found[5][:6] == [None, None, "People", None, None, None]
    assert found[6][:6] == ["Group", "Informant", "n", "words", "→", "share"]
    long = "“first line”\nsecond, <b>bold</b> & “more”"
    assert found[7][:6] == ["East", "Darmo", "2/5", long, 1, 0.667]
    assert found[8][:6] == ["West", "=Sari()", "silent", "not asked", None, 7]
    assert found[9][:6] == ["West", "Joko", "nothing coded", "not stated", None, "–"]
    below = [row[0] for row in found[11:]]
    assert below == [
        *("Decision rules", "Only informants.", "Filters", "1 coding left out.", "Notes", "A note."),
        *("Described in", "Somebody (2014)"),
    ]


def test_looks_and_page(output: Output) -> None:
    sheet = read(written(output)).worksheets[0]
    assert sheet.freeze_panes == "C8"
    assert sheet.print_title_rows == "$6:$7"
    assert sheet.auto_filter.ref == "A7:F10"
    assert "C6:E6" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet["D8"].alignment.wrap_text
    assert sheet["C8"].fill.fgColor.rgb == f"00{SHADES[1]}"
    assert sheet["D8"].fill.fgColor.rgb == f"00{SHADES[4]}"
    assert sheet["C9"].fill.fill_type is None
    assert sheet["C9"].font.italic
    assert sheet["F8"].number_format == "0.00"
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["C"].width


def test_shades_darken_evenly_so_that_grey_print_keeps_their_order() -> None:
    grey = [0.3 * int(s[:2], 16) + 0.59 * int(s[2:4], 16) + 0.11 * int(s[4:], 16) for s in SHADES]
    assert all(a - b > 12 for a, b in pairwise(grey))
    assert [level(x) for x in (None, 0, 0.01, 0.2, 0.21, 1, 1.5)] == [0, 0, 1, 1, 2, 5, 5]


def test_each_cell_leads_to_its_quotations_and_they_lead_back(output: Output) -> None:
    book = read(written(output))
    matrix, quotations = book.worksheets[:2]
    links = {cell.coordinate: cell.hyperlink.location for row in matrix.iter_rows() for cell in row if cell.hyperlink}
    assert links == {
        "C8": "'Quotations'!A3:D4",
        "E8": "'Quotations'!A5:D5",
        "F8": "'Quotations'!A6:D6",
        "F9": "'Quotations'!A7:D7",
    }
    rows = values(quotations)
    assert rows[1][:7] == ["Cell", "Row", "Column", "Quotation", "Source", "Line", "Speaker"]
    assert rows[1][-2:] == ["Role", "Site"]
    assert rows[2][:10] == [
        *("C8", "Darmo", "n", "We were trained.", "W1", 1, "N", "Darmo", "business", "people/training"),
    ]
    assert [row[3] for row in rows[2:]][1] == "+62 is the number"
    back = [quotations.cell(row, 1).hyperlink.location for row in range(3, 8)]
    assert back == [f"'Role-ordered a b test'!{cell}" for cell in ("C8", "C8", "D8", "F8", "F9")]
    assert quotations.freeze_panes == "E3"


def test_no_text_is_a_formula(output: Output) -> None:
    book = read(written(output))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@"]
    assert len(risky) >= 5
    assert all(cell.data_type == "s" for cell in risky)
    assert all(cell.quotePrefix for cell in risky), "Excel must not turn it into a formula when somebody edits it"
    parts = zipfile.ZipFile(io.BytesIO(written(output)))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_hidden_characters_are_shown_and_escapes_kept(output: Output) -> None:
    data = written(output)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()
    assert "␇ a bell and _x005F_x0041_" in xml


def test_the_same_output_gives_the_same_bytes_dated_by_the_study(make: Any, output: Output, matrix: Sheet) -> None:
    data = written(output)
    assert data == written(make.output_of(replace(matrix)))
    properties = read(data).properties
    assert properties.created is not None
    assert properties.modified is not None
    assert properties.created.isoformat() == properties.modified.isoformat() == "2026-11-20T10:00:00"
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_provenance(output: Output) -> None:
    rows = dict(row[:2] for row in values(read(written(output)).worksheets[-1]))
    assert rows["Study"] == "Batik & <Sukamaju>"
    assert rows["Command"] == "qda display role-ordered --to matrix.xlsx"
    assert rows["State of the study"] == "20 November 2026, 10:00 UTC"
    assert rows["Study hash"] == "abc123"
    assert rows["Coders"] == "2"
    assert rows["silent"] == "asked, and nothing was said"
    assert "Limits of Excel" not in rows
    assert str(rows["Material"]).startswith("SYNTHETIC")


def test_several_matrices_have_their_own_names_and_quotations(make: Any, matrix: Sheet) -> None:
    book = read(written(make.output_of(matrix, replace(matrix, title=matrix.title.upper()))))
    assert book.sheetnames == [
        *("Role-ordered a b test", "ROLE-ORDERED A B TEST (2)"),
        *("Quotations", "Decisions", "Provenance"),
    ]
    back = {cell.hyperlink.location for cell in book["Quotations"]["A"] if cell.hyperlink}
    assert back >= {"'Role-ordered a b test'!C8", "'ROLE-ORDERED A B TEST (2)'!C8"}
    assert book["Quotations"]["A3"].value == "Role-ordered a b test C8"


def test_decisions_of_all_matrices_stand_on_one_sheet(make: Any, matrix: Sheet) -> None:
    sheet = read(written(make.output_of(matrix, replace(matrix, title="Other", decision_rules=()))))["Decisions"]
    rows = values(sheet)
    assert rows[1] == ["Matrix", "Kind", "Decision"]
    assert rows[2:8] == [
        ["Role-ordered a b test", "Reading", "Read across."],
        ["Role-ordered a b test", "Counts", "Numbers count informants."],
        ["Role-ordered a b test", "Decision rules", "Only informants."],
        ["Role-ordered a b test", "Filters", "1 coding left out."],
        ["Role-ordered a b test", "Notes", "A note."],
        ["Role-ordered a b test", "Described in", "Somebody (2014)"],
    ]
    assert {row[0] for row in rows[8:]} == {"Other"}
    assert sheet["A9"].hyperlink is not None
    assert sheet["A9"].hyperlink.location == "'Other'!A1"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    bare = replace(matrix, decision_rules=())
    assert "Decisions" not in read(written(make.output_of(bare))).sheetnames, "a list has no rules"


def test_codes_are_explained_once_with_their_quotations_counted(make: Any, matrix: Sheet) -> None:
    codes = (
        CodeNote(path="people", label="People"),
        CodeNote(path="people/training", label="=Training", definition="Taking part.", method="descriptive"),
    )
    explained = replace(matrix, codes=codes)
    book = read(written(make.output_of(explained, explained)))
    assert book.sheetnames[-3:] == ["Decisions", "Codebook", "Provenance"]
    assert values(book["Codebook"])[1:] == [
        ["Code", "Label", "Definition", "Method", "Quotations"],
        ["people", "People", None, None, 0],
        ["people/training", "=Training", "Taking part.", "descriptive", 4],
    ]


def test_coded_words_are_bold_within_what_stands_around_them(make: Any, matrix: Sheet) -> None:
    quotes = (
        replace(matrix.quotations[0], before="=Yes. ", after=" <Twice>."),
        replace(matrix.quotations[1], before="x" * 40_000),
        *matrix.quotations[2:],
    )
    data = written(make.output_of(replace(matrix, quotations=quotes)))
    sheet = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)["Quotations"]
    assert str(sheet["D3"].value) == "=Yes. We were trained. <Twice>."
    plain, bold, rest = sheet["D3"].value
    assert (str(plain), bold.text, str(rest)) == ("=Yes. ", "We were trained.", " <Twice>.")
    assert bold.font.b
    assert sheet["D3"].quotePrefix
    assert sheet["D4"].value == "+62 is the number", "where there is no room the words stand alone"


def test_what_the_researcher_is_to_write_has_a_colour_of_its_own(make: Any, matrix: Sheet) -> None:
    row = Row(label="r", cells=(Cell(empty=Empty.TO_WRITE), Cell(empty=Empty.SILENT), Cell(value=1, strength=1.0)))
    sheet = read(written(make.output_of(replace(matrix, rows=(row,))))).worksheets[0]
    assert [sheet[cell].value for cell in ("B8", "C8", "D8")] == ["to be written", "silent", 1]
    assert sheet["B8"].fill.fgColor.rgb == "00FFF6DC"
    assert sheet["C8"].fill.fill_type is None


def test_names_that_excel_refuses(make: Any, matrix: Sheet) -> None:
    titles = ["'quoted'", "", "x" * 40, "x" * 35, "Quotations", "a:b*c?"]
    names = read(written(make.output_of(*(replace(matrix, title=title) for title in titles)))).sheetnames
    assert names[:6] == ["quoted", "Sheet", "x" * 30 + "…", "x" * 26 + "… (2)", "Quotations (2)", "a b c"]


def small(make: Any, n: int, text: str = "word") -> Sheet:
    """n rows of one cell, each with a quotation."""
    rows = tuple(Row(label=f"r{k}", cells=(Cell(value=1, evidence=(make.coding(k),)),)) for k in range(n))
    quotes = tuple(make.quotation(k, f"{text} {k}") for k in range(n))
    return Sheet(
        kind="k", title="Many", reading="", corner="c", columns=(Column(label="x"),), rows=rows, quotations=quotes
    )


def test_long_text_goes_on_in_the_row_below_and_says_so(make: Any) -> None:
    words = "".join(f"word{n} " for n in range(30)).strip()
    sheet = small(make, 2)
    long = replace(
        sheet,
        rows=(Row(label="r0", cells=(Cell(value=words, evidence=(make.coding(0),)),)), sheet.rows[1]),
        quotations=(make.quotation(0, words), sheet.quotations[1]),
    )
    book = read(written(make.output_of(long), Limits(text=100)))
    matrix, quotations, provenance = book.worksheets
    assert "".join(matrix.cell(row, 2).value for row in (4, 5, 6)) == words
    assert [matrix.cell(row, 1).value for row in (4, 5, 6, 7)] == ["r0", "(continued)", "(continued)", "r1"]
    assert "".join(quotations.cell(row, 4).value for row in (3, 4, 5)) == words
    assert [quotations.cell(row, 5).value for row in (3, 4, 5)] == ["W1"] * 3, "a filter must not lose the rest"
    assert matrix["B7"].hyperlink is None
    assert matrix["C7"].hyperlink.location == "'Quotations'!A6:D6"
    said = [row[1] for row in values(provenance) if row[0] == "Limits of Excel"]
    assert said == ["2 texts are longer than an Excel cell and go on in the rows below."]


def test_text_at_the_real_limit_is_not_cut(make: Any) -> None:
    words = "ä😀b " * 20_000  # 100,000 UTF-16 units
    book = read(written(make.output_of(replace(small(make, 1), quotations=(make.quotation(0, words),)))))
    pieces = [row[3] for row in values(book.worksheets[1])[2:]]
    assert "".join(map(str, pieces)) == words
    assert max(len(str(piece).encode("utf-16-le")) // 2 for piece in pieces) <= 32_767


def test_rows_beyond_a_sheet_go_on_on_the_next(make: Any) -> None:
    book = read(written(make.output_of(small(make, 50)), Limits(rows=60)))
    assert book.sheetnames == ["Many", "Many (2)", "Many (3)", "Quotations", "Provenance"]
    labels = [row[0] for sheet in book.worksheets[:3] for row in values(sheet) if str(row[0]).startswith("r")]
    assert labels == [f"r{n}" for n in range(50)]
    book = read(written(make.output_of(small(make, 50)), Limits(rows=45)))
    assert book.sheetnames[-3:] == ["Quotations", "Quotations (2)", "Provenance"]
    texts = [row[3] for name in ("Quotations", "Quotations (2)") for row in values(book[name])[2:]]
    assert texts == [f"word {n}" for n in range(50)]
    last = [
        row
        for sheet in book.worksheets[:-3]
        for row in sheet.iter_rows()
        for c in row
        if c.value == "r49"
        for row in [row]
    ]
    assert last[0][1].hyperlink.location == "'Quotations (2)'!A9:D9"
    said = [row[1] for row in values(book["Provenance"]) if row[0] == "Limits of Excel"]
    assert len(said) == 2


def test_more_cells_than_links_lead_by_their_row(make: Any) -> None:
    wide = Sheet(
        kind="k",
        title="Wide",
        reading="",
        corner="c",
        columns=(Column(label="x"), Column(label="y")),
        rows=tuple(
            Row(
                label=f"r{k}",
                cells=(
                    Cell(value=1, evidence=(make.coding(2 * k),)),
                    Cell(value=1, evidence=(make.coding(2 * k + 1),)),
                ),
            )
            for k in range(5)
        ),
        quotations=tuple(make.quotation(k, f"word {k}") for k in range(10)),
    )
    book = read(written(make.output_of(wide), Limits(links=6)))
    matrix, quotations, provenance = book.worksheets
    assert [matrix.cell(row, 1).hyperlink.location for row in (4, 5)] == ["'Quotations'!A3:D3", "'Quotations'!A5:D5"]
    assert matrix["B4"].hyperlink is None
    assert sum(cell.hyperlink is not None for cell in quotations["A"]) == 6
    assert [quotations.cell(row, 1).value for row in (3, 4)] == ["B4", "C4"]
    said = [row[1] for row in values(provenance) if row[0] == "Limits of Excel"]
    assert len(said) == 2


def test_too_many_columns_is_an_error_that_says_what_to_do(make: Any, matrix: Sheet) -> None:
    with pytest.raises(InputError, match=r"\.csv"):
        written(make.output_of(matrix), Limits(columns=4))


def test_the_list_of_quotations_is_not_repeated(make: Any, matrix: Sheet) -> None:
    list_of_them = replace(matrix, kind="quotations", title="Quotations")
    assert read(written(make.output_of(list_of_them))).sheetnames == ["Quotations", "Decisions", "Provenance"]


def test_the_heading_of_a_single_narrow_column_has_room(make: Any) -> None:
    sheet = small(make, 1)
    columns = tuple(replace(c, group="Concept and approach of the event not clear") for c in sheet.columns)
    worksheet = read(written(make.output_of(replace(sheet, columns=columns)))).worksheets[0]
    (head,) = [row[1] for row in worksheet.iter_rows() if row[1].value == columns[0].group]
    assert head.alignment.wrap_text
    assert worksheet.row_dimensions[head.row].height > 2 * 13.5


def test_a_long_row_label_has_room_beside_a_short_quotation(make: Any) -> None:
    sheet = small(make, 1)
    row = replace(sheet.rows[0], label="support: the office supports the trade with tools and with loans")
    book = read(written(make.output_of(replace(sheet, rows=(row,)))))
    tall = book["Quotations"].row_dimensions[3].height
    assert tall is not None
    assert tall >= 4 * 13.5  # 64 letters in a column of 20
    assert book["Quotations"]["E3"].alignment.wrap_text


def test_reads_back_in_calamine_and_pandas(output: Output) -> None:
    import pandas as pd

    frame = pd.read_excel(io.BytesIO(written(output)), sheet_name="Quotations", header=1, engine="calamine")
    assert frame["Quotation"].tolist()[:2] == ["We were trained.", "+62 is the number"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_reads_back_every_feature(output: Output, tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    with source.open("wb") as file:
        write_xlsx(output, file)
    again = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(again), str(source)], check=True, capture_output=True, timeout=120)
    ours, theirs = openpyxl.load_workbook(source), openpyxl.load_workbook(again / "in.xlsx")
    assert ours.sheetnames == theirs.sheetnames
    for mine, other in zip(ours.worksheets, theirs.worksheets, strict=True):
        seen = {c.coordinate: c.value for row in other.iter_rows() for c in row if c.value is not None}
        want = {c.coordinate: c.value for row in mine.iter_rows() for c in row if c.value is not None}
        assert {k: str(v).replace("_x005F_", "_") for k, v in want.items()} == {k: str(v) for k, v in seen.items()}
        # Frozen panes belong to a window; LibreOffice without one drops them also from openpyxl's own workbooks.
        assert {str(r) for r in mine.merged_cells.ranges} == {str(r) for r in other.merged_cells.ranges}
        links = {c.coordinate for row in mine.iter_rows() for c in row if c.hyperlink}
        assert links <= {c.coordinate for row in other.iter_rows() for c in row if c.hyperlink}
        assert mine.print_title_rows == other.print_title_rows


def test_lines_are_counted_as_words_break_them() -> None:
    """Twelve letters fit a column of twelve; a word that is longer is broken; blank lines count."""
    assert lines_of("one two", 12.0) == 1
    assert lines_of("Pertama bergabung pada", 13.0) == 3, "no two of the words fit one line"
    assert lines_of("x" * 30, 12.0) == 3
    assert lines_of("a\n\nb", 12.0) == 3
    assert lines_of("word " * 2_000, 40.0) >= 10_000 // fitting(40.0)


def test_reasons_stand_where_the_words_of_their_column_begin(make: Any, matrix: Sheet) -> None:
    rows = (
        Row(label="a", cells=(Cell(value="yes"), Cell(value=3), Cell(value=5.0))),
        Row(label="b", cells=(Cell(empty=Empty.SILENT),) * 3),
    )
    sheet = read(written(make.output_of(replace(matrix, rows=rows)))).worksheets[0]
    assert [sheet[cell].alignment.horizontal for cell in ("B8", "B9", "C8", "C9", "D8", "D9")] == [
        *(None, None),
        *("center", "center", "center", "center"),
    ]


def test_numbers_of_a_column_have_the_decimals_that_they_need(make: Any, matrix: Sheet) -> None:
    rows = tuple(
        Row(label=label, cells=(Cell(value=a), Cell(value=b), Cell(value=c)))
        for label, a, b, c in (("a", 5.0, 1.2, 0.667), ("b", 8.0, 3.0, 1.0))
    )
    sheet = read(written(make.output_of(replace(matrix, rows=rows)))).worksheets[0]
    assert [sheet[cell].number_format for cell in ("B8", "C8", "D8", "D9")] == ["0", "0.0", "0.00", "0.00"]


def test_a_matrix_and_its_rules_are_printed_on_one_page_where_they_can_be_read(make: Any, matrix: Sheet) -> None:
    def setup(n: int) -> Any:
        rows = tuple(replace(matrix.rows[1], label=f"r{k}", group="") for k in range(n))
        return read(written(make.output_of(replace(matrix, rows=rows)))).worksheets[0].page_setup

    assert (setup(3).fitToWidth, setup(3).fitToHeight) == (1, 1)
    assert setup(40).fitToHeight == 1, "a little smaller"
    assert not setup(100).fitToHeight, "or it could not be read"


def test_columns_give_way_for_a_matrix_to_fit_one_page(make: Any, matrix: Sheet) -> None:
    """Six columns of sentences are broader than a page; a word is broken nowhere, a column of counts stays narrow."""
    sentence = Cell(value="a sentence of several words that goes on and on, beyond one line of its column", evidence=())
    columns = (Column(label="n"), *(Column(label=f"column {k}") for k in range(6)))
    rows = tuple(Row(label=label, cells=(Cell(value=1), *(sentence,) * 6)) for label in "ab")
    sheet = read(written(make.output_of(replace(matrix, columns=columns, rows=rows)))).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) <= 210
    assert widths[1] == 9
    assert len(set(widths[2:])) == 1
    assert sheet.page_setup.fitToWidth == 1


def test_the_box_below_is_as_broad_as_the_matrix(make: Any, matrix: Sheet) -> None:
    sentence = Cell(value="a sentence of several words that goes on and on, beyond one line of its column")
    sheet = replace(matrix, view="v", columns=matrix.columns, rows=(Row(label="a", cells=(sentence,) * 3),))
    found = read(written(make.output_of(sheet))).worksheets[0]
    assert any(str(merged).startswith("C") and ":E" in str(merged) for merged in found.merged_cells.ranges)


def test_names_of_worksheets_are_cut_between_words_and_keep_what_tells_them_apart(make: Any, matrix: Sheet) -> None:
    titles = ["Model prediksi sebab-akibat: Pendapatan: hubungan", "Model prediksi sebab-akibat: Pendapatan: simpul"]
    titles += ["Matriks dampak menurut urutan kasus", "Rantai sebab-akibat: simpul"]
    names = read(written(make.output_of(*(replace(matrix, title=title) for title in titles)))).sheetnames
    assert names[:4] == [
        *("Model prediksi… hubungan", "Model prediksi… simpul"),
        *("Matriks dampak menurut urutan…", "Rantai sebab-akibat simpul"),
    ]
    assert all(len(name) <= 31 for name in names)


def test_quotations_on_paper_are_what_a_line_holds_and_say_who_coded_in_words(output: Output) -> None:
    sheet = read(written(output))["Quotations"]
    assert sheet.print_area == "'Quotations'!$A$1:$K$7"
    heads = [cell.value for cell in sheet[2]]
    assert heads[:11][-1] == "Stance"
    assert sheet.cell(row=3, column=heads.index("Origin") + 1).value == "by hand"
    assert heads[-2:] == ["Role", "Site"]


def test_a_share_of_people_whom_nobody_asked_is_no_number(make: Any, matrix: Sheet) -> None:
    """A mean of the column would take it for a share of 1."""
    evidence = matrix.rows[0].cells[0].evidence
    cells = (
        Cell(value=1.0, of=1, evidence=evidence, unasked=True),
        Cell(value=1, of=1, evidence=evidence, unasked=True),
        Cell(value=0.4, of=5, evidence=evidence, strength=0.4),
    )
    rows = (Row(label="Darmo", cells=cells),)
    file = io.BytesIO()
    write_xlsx(make.output_of(replace(matrix, rows=rows)), file)
    book = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
    [line] = [[c.value for c in row] for row in book.worksheets[0].iter_rows() if "Darmo" in [c.value for c in row]]
    assert [value for value in line if value is not None][1:4] == ["1*", "1/1*", 0.4]
