"""Word documents, written here in their XML: what other readers lose or repeat comes in once and in order."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qda.collect.importer import Draft, File
from qda.collect.importers.docx import read_docx
from qda.model.errors import InputError

Make = Callable[..., bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NUMBERING = """<w:numbering XMLNS>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def p(text: str, properties: str = "") -> str:
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{head}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def read(data: bytes, name: str = "a.docx") -> list[Draft]:
    return read_docx(File(name=name, data=data))


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.label, draft.text[turn.start : turn.end]) for turn in draft.turns or ()]


def test_insertions_stay_and_deletions_go(make_docx: Make) -> None:
    body = (
        "<w:p><w:r><w:t>satu </w:t></w:r><w:ins><w:r><w:t>dua</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>tiga</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>empat</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> lima</w:t></w:r></w:moveTo></w:p>"
    )
    assert read(make_docx(body))[0].text == "satu dua lima\n"


def test_breaks_tabs_fields_and_links(make_docx: Make) -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>tautan</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>isian</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    assert read(make_docx(body))[0].text == "a\tb\nc\u2011dtautanisian\n"


def test_two_turns_in_one_paragraph(make_docx: Make) -> None:
    body = "<w:p><w:r><w:t>P: Kapan?</w:t><w:br/><w:t>N: Kemarin.</w:t></w:r></w:p>"
    assert said(read(make_docx(body))[0]) == [("P", "Kapan?"), ("N", "Kemarin.")]


def test_automatic_numbers_are_printed(make_docx: Make) -> None:
    body = (
        item("satu", 4)
        + item("anak", 4, 1)
        + item("anak", 4, 1)
        + item("dua", 4)
        + item("anak", 4, 1)
        + item("tujuh", 5)
        + item("delapan", 5)
        + item("butir", 6)
        + item("", 4)
    )
    lines = read(make_docx(body, numbering=NUMBERING))[0].text.splitlines()
    assert lines == ["1. satu", "1a) anak", "1b) anak", "2. dua", "2a) anak", "7. tujuh", "8. delapan", "• butir", ""]


def test_numbered_turns_are_turns(make_docx: Make) -> None:
    body = item("P: Kapan?", 4) + item("N: Kemarin.", 4)
    assert said(read(make_docx(body, numbering=NUMBERING))[0]) == [("P", "Kapan?"), ("N", "Kemarin.")]


def test_merged_cells_come_once_and_nested_tables_stay(make_docx: Make) -> None:
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        tc(p("lebar"), properties='<w:gridSpan w:val="2"/>') + tc(p("x1")),
        tc(p("tinggi"), properties=merge) + tc(p("y1")) + tc(p("y2")),
        tc(p(""), properties=goes_on) + tc(table(tc(p("dalam")) + tc(p("sini"))), p("")) + tc(p("z2")),
    )
    text = read(make_docx(body))[0].text
    assert text == "lebar\tx1\ntinggi\ty1\ty2\ndalam\tsini\tz2\n"


def test_question_and_answer_table_with_header(make_docx: Make) -> None:
    body = p("DATA SINTETIS") + table(
        tc(p("No")) + tc(p("Pertanyaan")) + tc(p("Jawaban")),
        tc(p("1.")) + tc(p("Apa bahannya?")) + tc(p("Bambu."), p("Kadang rotan.")),
        tc(p("2.")) + tc(p("Berapa lama?")) + tc(p("")),
    )
    (draft,) = read(make_docx(body))
    assert said(draft) == [
        ("Pertanyaan", "1. Apa bahannya?"),
        ("Jawaban", "Bambu.\nKadang rotan."),
        ("Pertanyaan", "2. Berapa lama?"),
    ]
    assert draft.synthetic


def test_question_table_without_header_and_table_of_speakers(make_docx: Make) -> None:
    asked = table(tc(p("Kapan?")) + tc(p("Kemarin.")), tc(p("Di mana?")) + tc(p("Di sini.")))
    assert [label for label, _ in said(read(make_docx(asked))[0])] == ["Pertanyaan", "Jawaban"] * 2
    spoken = table(tc(p("P")) + tc(p("Kapan?")), tc(p("N :")) + tc(p("Kemarin.")), tc(p("P")) + tc(p("Oh.")))
    assert said(read(make_docx(spoken))[0]) == [("P", "Kapan?"), ("N", "Kemarin."), ("P", "Oh.")]


def test_header_table_is_metadata(make_docx: Make) -> None:
    body = table(
        tc(p("Nama")) + tc(p(":")) + tc(p("Bu Asih")), tc(p("Tanggal")) + tc(p(":")) + tc(p("5 Juni 2023"))
    ) + p("Pewawancara: Sejak kapan?")
    (draft,) = read(make_docx(body))
    assert draft.metadata == (("Nama", "Bu Asih"), ("Tanggal", "5 Juni 2023"))
    assert draft.date == "2023-06-05"
    assert said(draft) == [("Pewawancara", "Sejak kapan?")]


def test_notes_and_comments_are_left_out_and_counted(make_docx: Make) -> None:
    body = (
        '<w:p><w:r><w:t>kata</w:t><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    (draft,) = read(make_docx(body))
    assert draft.text == "kata\n"
    assert [problem.what for problem in draft.problems] == ["One footnote was left out.", "2 comments were left out."]


def test_text_boxes_come_once_behind_their_paragraph(make_docx: Make) -> None:
    box = f"<w:txbxContent>{p('dalam kotak')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>luar</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(make_docx(body))[0].text == "luar\ndalam kotak\n"


def test_headings_by_style_are_no_speakers_words(make_docx: Make) -> None:
    styles = (
        '<w:styles XMLNS><w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Anak"><w:name w:val="x"/><w:basedOn w:val="Judul1"/></w:style>'
        "</w:styles>"
    )
    body = p("P: Kapan?") + p("N: Lama.") + p("Bagian dua", '<w:pStyle w:val="Anak"/>') + p("Sekali.") + p("P: Oh.")
    assert said(read(make_docx(body, styles=styles))[0]) == [
        ("P", "Kapan?"),
        ("N", "Lama."),
        ("N", "Sekali."),
        ("P", "Oh."),
    ]


def test_several_interviews_in_one_file(make_docx: Make) -> None:
    def one(name: str, day: int) -> str:
        rows = p(f"Nama: {name}") + p(f"Tanggal: {day} Mei 2024") + p("Tempat: Rumah")
        return p(f"WAWANCARA {day}") + rows + p("P: Apa kerja Bapak?") + p("N: Menganyam.")

    drafts = read(make_docx(one("Pak Adi", 1) + one("Pak Budi", 2) + one("Pak Cipto", 3)), "semua.docx")
    assert [draft.name for draft in drafts] == ["semua - Pak Adi", "semua - Pak Budi", "semua - Pak Cipto"]
    assert [draft.date for draft in drafts] == ["2024-05-01", "2024-05-02", "2024-05-03"]
    assert all(said(draft) == [("P", "Apa kerja Bapak?"), ("N", "Menganyam.")] for draft in drafts)
    assert drafts[1].text.startswith("WAWANCARA 2\n")


def test_python_docx_gives_the_same_paragraphs() -> None:
    document = docx.Document()
    document.add_heading("Judul", 1)
    for text in ("P: Apa?", "N: Itu – “ya”.", "", "tanpa label"):
        document.add_paragraph(text)
    document.add_paragraph("butir", style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    (draft,) = read(buffer.getvalue())
    theirs = [paragraph.text for paragraph in docx.Document(io.BytesIO(buffer.getvalue())).paragraphs]
    assert draft.text.splitlines()[:-1] == theirs[:-1]
    assert draft.text.splitlines()[-1] == "1. butir"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"", "empty"),
        ("a.docx", b"{\\rtf1\\ansi Halo}", "Rich Text"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word"),
        ("a.docx", b"hanya teks", "not that of"),
        ("a.docx", b"%PDF-1.5", "PDF"),
    ],
)
def test_what_is_no_word_document_is_said(name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError) as fault:
        read(data, name)
    assert says in fault.value.what
    assert fault.value.mend


def test_truncated_foreign_and_empty_packages(make_docx: Make, make_zip: Callable[..., bytes]) -> None:
    whole = make_docx(p("P: Apa?"))
    with pytest.raises(InputError, match="damaged or cut off"):
        read(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"word/document\.xml"):
        read(make_zip({"lain.txt": "x"}))
    with pytest.raises(InputError, match="no text"):
        read(make_docx("<w:p/>"))
    with pytest.raises(InputError, match="within the file is damaged"):
        read(make_zip({"word/document.xml": "<w:document"}))


def test_entities_and_bombs_do_nothing(make_zip: Callable[..., bytes], tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("rahasia besar")
    stolen = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "rahasia").as_uri()}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>a&e;b</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "rahasia" not in read(make_zip({"word/document.xml": stolen}))[0].text
    with pytest.raises(InputError, match="unpacks to more"):
        read(make_zip({"word/document.xml": " " * 40_000_000}))
