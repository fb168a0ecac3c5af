"""Word and HTML: opened again, the same bytes, nothing of people's words taken for markup."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from qda.exchange.documents.document_writer import check_ending, save_document
from qda.exchange.documents.docx import docx_bytes
from qda.exchange.documents.docx_table import column_widths
from qda.exchange.documents.html import html_bytes
from qda.model.document import (
    BulletList,
    Document,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Section,
    Table,
    TableColumn,
    TableRow,
)
from qda.model.errors import InputError
from qda.model.output import Provenance

NASTY = 'a < b & "c" </td><script>alert(1)</script> \x07 ]]> {x} “ñ” 𝔘'


def cell(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


TABLE = Table(
    key="t",
    number="Table 1",
    caption="Kutipan <b>",
    columns=(
        TableColumn(label="Name", width=2.0),
        TableColumn(label="n", right=True, group="numbers"),
        TableColumn(label="share", right=True, group="numbers"),
    ),
    rows=(
        TableRow(group="dinas (2)"),
        TableRow(cells=(cell(NASTY), cell("1"), cell("0.5")), indent=2),
        TableRow(cells=((Run(text="two\nlines", bold=True),), cell("2"), (Run(text="–", italic=True),))),
    ),
    source="Counted people.",
)
DOCUMENT = Document(
    title="Methods",
    subtitle=NASTY,
    preface=(Paragraph(runs=cell("Preface.")),),
    sections=(
        Section(
            blocks=(
                Heading(text="First", number="1"),
                Paragraph(runs=(Run(text="Plain "), Run(text="bold", bold=True), Run(text=NASTY, italic=True))),
                Note(runs=cell("Not reported: gender.")),
                BulletList(items=(cell("one"), cell(NASTY))),
                Heading(text="Below", number="1.1", level=2),
                Quote(text=NASTY, reference="Sari, sari:3"),
            )
        ),
        Section(blocks=(Heading(text="Wide", number="Appendix A."), TABLE), landscape=True, page=True),
        Section(blocks=(Heading(text="Last", number="Appendix B."), Paragraph(runs=cell("End."))), page=True),
    ),
    contents="Contents",
    language="id",
    provenance=Provenance(
        study="s", command="qda report", date="2024-05-06T07:08:09Z", study_hash="0123456789abcdef", version="9"
    ),
    mark="SYNTHETIC EXAMPLE",
)
SEEN = NASTY.replace("\x07", "\u2407")


@pytest.fixture(scope="module")
def opened() -> Any:
    """The document, written and opened again."""
    return docx.Document(io.BytesIO(docx_bytes(DOCUMENT)))


def test_word_holds_every_block_in_its_style(opened: Any) -> None:
    found = [(p.style.name, p.text) for p in opened.paragraphs]
    assert ("Title", "Methods") in found
    assert ("Subtitle", SEEN) in found
    assert ("Synthetic Mark", "SYNTHETIC EXAMPLE") in found
    assert ("Heading 1", "1 First") in found
    assert ("Heading 2", "1.1 Below") in found
    assert ("Body Text", f"Plain bold{SEEN}") in found
    assert ("Note To Author", "Not reported: gender.") in found
    assert ("List Bullet", SEEN) in found
    assert ("Quote", f"“{SEEN}” (Sari, sari:3)") in found
    assert ("Caption", "Table 1. Kutipan <b>") in found
    assert ("Table Source", "Counted people.") in found


def test_word_tables_have_repeated_heads_groups_and_every_cell(opened: Any) -> None:
    [table] = opened.tables
    rows = [[c.text for c in row.cells] for row in table.rows]
    assert rows == [
        ["", "numbers", "numbers"],
        ["Name", "n", "share"],
        ["dinas (2)"] * 3,
        [SEEN, "1", "0.5"],
        ["two\nlines", "2", "–"],
    ]
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    caption = table._tbl.getprevious()
    assert "Kutipan" in "".join(caption.itertext())


def test_word_pages_are_a_thesis(opened: Any) -> None:
    pages = [
        (
            s.orientation,
            round(s.left_margin.mm),
            round(s.top_margin.mm),
            round(s.right_margin.mm),
            round(s.page_width.mm),
        )
        for s in opened.sections
    ]
    upright, wide = (WD_ORIENT.PORTRAIT, 40, 30, 30, 210), (WD_ORIENT.LANDSCAPE, 30, 40, 30, 297)
    assert pages == [upright, upright, wide, upright]
    assert opened.styles["Body Text"].font.name == "Times New Roman"
    assert opened.styles["Body Text"].font.size.pt == 12
    assert opened.styles["Body Text"].paragraph_format.line_spacing == 1.5
    assert opened.sections[2].header.paragraphs[0].text == "SYNTHETIC EXAMPLE"
    assert "PAGE" in opened.sections[0].footer._element.xml


def test_contents_stand_there_and_lead_to_their_headings(opened: Any) -> None:
    entries = [p for p in opened.paragraphs if p.style.name.startswith("TOC")]
    assert [p._p.findall(qn("w:hyperlink"))[0].findall(f".//{qn('w:t')}")[0].text for p in entries] == [
        "1 First",
        "1.1 Below",
        "Appendix A. Wide",
        "Appendix B. Last",
    ]
    anchors = [p._p.find(qn("w:hyperlink")).get(qn("w:anchor")) for p in entries]
    marks = [mark.get(qn("w:name")) for mark in opened.element.body.iter(qn("w:bookmarkStart"))]
    assert anchors == marks
    assert all(f"PAGEREF {anchor}" in p._p.xml for anchor, p in zip(anchors, entries, strict=True))


def test_the_same_document_is_the_same_bytes() -> None:
    first = docx_bytes(DOCUMENT)
    assert docx_bytes(DOCUMENT) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core) == ["2024-05-06T07:08:09Z"] * 2
    assert html_bytes(DOCUMENT) == html_bytes(DOCUMENT)


def test_html_makes_markup_of_people_harmless() -> None:
    page = html_bytes(DOCUMENT).decode("utf-8")
    assert "<script" not in page
    assert "&lt;/td&gt;&lt;script&gt;" in page
    assert "\x07" not in page
    assert "src=" not in page
    assert "http" not in page
    odd = html_bytes(replace(DOCUMENT, mark='a"</style>\\')).decode("utf-8")
    assert 'content:"a\\000022\\00003c/style\\00003e\\00005c"' in odd
    assert odd.count("</style>") == 1


def test_html_is_well_formed_and_marked() -> None:
    page = html_bytes(DOCUMENT).decode("utf-8")
    reader = _Balanced()
    reader.feed(page)
    assert reader.open == []
    assert page.startswith('<!DOCTYPE html>\n<html lang="id">')
    assert '<div class="mark">SYNTHETIC EXAMPLE</div>' in page
    assert '@top-center{content:"SYNTHETIC EXAMPLE"' in page
    assert '<p class="subtitle">' in page
    assert '<th colspan="2">numbers</th>' in page
    assert '<th colspan="3">dinas (2)</th>' in page
    assert [target for target in re.findall(r'href="#(\w+)"', page) if f'id="{target}"' not in page] == []


def test_columns_fill_the_line_and_break_no_word_that_fits() -> None:
    table = Table(
        key="t",
        caption="c",
        columns=(TableColumn(label="a", width=9.0), TableColumn(label="undetermined", width=0.1)),
        rows=(),
    )
    widths = column_widths(table, 140.0, 2.0)
    assert sum(widths) == pytest.approx(140.0)
    assert widths[1] >= 24.0
    narrow = Table(key="t", caption="c", columns=tuple(TableColumn(label="undetermined") for _n in range(20)), rows=())
    assert sum(column_widths(narrow, 140.0, 2.0)) == pytest.approx(140.0)


def test_a_short_head_over_numbers_is_not_broken_by_the_room_beside_them() -> None:
    columns = (TableColumn(label="a", width=100.0), TableColumn(label="k*", width=1.0, right=True))
    table = Table(key="t", number="", caption="", columns=columns, rows=(), source="")
    assert column_widths(table, 140.0, 2.0)[1] >= 2.6 + 2.0 + 2 * 2.0


def test_a_file_that_would_be_the_same_is_left_as_it_lies(tmp_path: Path) -> None:
    for name in ("a.docx", "a.html"):
        assert save_document(DOCUMENT, tmp_path / name)
        assert not save_document(DOCUMENT, tmp_path / name)


@pytest.mark.parametrize("name", ["a.pdf", "a.odt", "a"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"Use one of: \.docx, \.html, \.htm"):
        check_ending(Path(name))


def test_a_row_must_fit_its_table() -> None:
    with pytest.raises(ValueError, match="t: a row has 1 cells, 2 columns"):
        Table(
            key="t",
            caption="",
            columns=(TableColumn(label="a"), TableColumn(label="b")),
            rows=(TableRow(cells=(cell("x"),)),),
        )


class _Balanced(HTMLParser):
    """Remembers which elements are open."""

    VOID = ("meta", "br", "col")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (the base's)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
