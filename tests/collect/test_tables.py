"""Tables of turns, surveys, cases and the guide."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from qda.collect.cases_file import read_cases
from qda.collect.guide_file import read_guide
from qda.collect.importer import File
from qda.collect.importers.table import read_table
from qda.collect.sheets import read_book
from qda.model.errors import InputError
from qda.model.records import Kind


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv(text: str, name: str = "a.csv", encoding: str = "utf-8") -> File:
    return File(name=name, data=text.encode(encoding))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters_are_found(sign: str) -> None:
    grid = read_book(csv(f"a{sign}b\n1{sign}“dua, tiga”\n")).grids[0] if sign != "," else read_book(
        csv('a,b\n1,"dua; tiga"\n')).grids[0]  # fmt: skip
    assert grid.columns == ("a", "b")
    assert len(grid.rows[0]) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    assert read_book(csv("nama,teks\nAndré,“ya”\n", encoding=encoding)).grids[0].rows == (("André", "“ya”"),)


def test_workbook_cells_as_text() -> None:
    rows: list[list[object]] = [
        ["a", "b", "c", "d", "e"],
        [None] * 5,
        [1.0, dt.date(2024, 5, 12), True, 2.5, "007"],
    ]
    grid = read_book(File(name="a.xlsx", data=workbook(Lembar=rows, kosong=[]))).grids[0]
    assert grid.rows == (("1", "2024-05-12", "TRUE", "2.5", "007"),)
    assert grid.place(0) == "row 3"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"a,b\n"), ("a.csv", b""), ("a.xlsx", b"a,b\n1,2"), ("a.xlsx", b"PK\x03\x04rusak"), ("a.xls", b"a,b"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ],
)  # fmt: skip
def test_unusable_tables_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(InputError) as fault:
        read_book(File(name=name, data=data))
    assert fault.value.mend


def test_one_row_a_turn_in_a_workbook() -> None:
    rows: list[list[object]] = [
        ["Source", "Speaker", "Text", "Question", "Start_time", "Date", "Kind"],
        ["W1", "P", "Apa?", "k1", "0:05", dt.date(2024, 5, 12), "focus-group"],
        ["W1", None, "(hening)", None, 7, None, None],
        ["W2", "P", "Siapa?", "k2", None, None, None],
    ]
    first, second = read_table(File(name="a.xlsx", data=workbook(s=rows)))
    assert (first.name, first.kind, first.date) == ("W1", Kind.FOCUS_GROUP, "2024-05-12")
    assert first.text == "P: Apa?\n(hening)\n"
    turns = first.turns or ()
    assert [(t.label, t.question, t.start_time) for t in turns] == [("P", "k1", 5.0), (None, None, 7.0)]
    assert (second.name, second.kind) == ("W2", None)


def test_one_column_a_question() -> None:
    head = "Responden,Usia,Apa yang paling Anda sukai?,Ceritakan kegiatan Anda sehari-hari,\n"
    text = head + "R1,30,Rasanya,Menjahit,lebih\n,31,,x,\n"
    first, second = read_table(csv(text, "angket.csv"))
    assert (first.name, second.name) == ("angket - R1", "angket - 3")
    assert first.metadata == (("Responden", "R1"), ("Usia", "30"))
    assert [(t.label, t.question) for t in first.turns or ()] == [
        ("Pertanyaan", "q1"),
        ("R1", "q1"),
        ("Pertanyaan", "q2"),
        ("R1", "q2"),
    ]
    assert [(t.label, t.question) for t in second.turns or ()] == [
        ("Pertanyaan", "q1"),
        ("Pertanyaan", "q2"),
        ("3", "q2"),
    ]
    assert first.question_texts[0] == ("q1", "Apa yang paling Anda sukai?")


def test_a_table_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="No column holds text") as fault:
        read_table(csv("a,b\n1,2\n"))
    assert "source, speaker, text" in fault.value.mend


def test_cases() -> None:
    text = (
        "name;aliases;Role;group;same_as;depends_on;unspecified\n"
        "Bu Endang;N;Pemilik;pemilik;;;\n"
        "Pak Tono; Tono ; kepala ;;Bu Endang;Entah; mungkin\n"
        "bu endang;;;;;;\n;x;;;;;\n"
        "Para perajin;N;;;;Pak Tono;ya\n"
    )
    table = read_cases(csv(text))
    endang, tono, perajin = table.rows
    assert (endang.name, endang.aliases, dict(endang.attributes)) == (
        "Bu Endang",
        ("N",),
        {"role": "Pemilik", "group": "pemilik"},
    )
    assert (tono.same_as, tono.depends_on, tono.unspecified) == ("Bu Endang", ("Entah",), False)
    assert (perajin.unspecified, perajin.depends_on) == (True, ("Pak Tono",))
    assert "group" not in dict(tono.attributes)
    said = [(problem.place, problem.fatal) for problem in table.problems]
    assert said == [("row 3", False), ("row 4", True), ("row 5", True), ("", False), ("row 3", False)]
    assert "“n” is a name of several cases: Bu Endang, Para perajin" in table.problems[3].what


def test_cases_without_names_are_refused() -> None:
    with pytest.raises(InputError, match="no column “name”"):
        read_cases(csv("peran,umur\nx,3\n"))


def test_guide_in_yaml_with_lines_of_faults() -> None:
    text = (
        "questions:\n"
        "  - id: k1\n    text: Apa itu?\n    codes: [a/b, /c/]\n"
        "  - text: Siapa?\n    kode: x\n    codes: tunggal\n"
        "  - id: k1\n    text: Lagi?\n"
        "  - id: k4\n"
        "  - Hanya teks?\n"
    )
    guide = read_guide(File(name="g.yaml", data=text.encode()))
    assert [(q.key, q.text, q.codes) for q in guide.questions] == [
        ("k1", "Apa itu?", ("a/b", "c")),
        ("2", "Siapa?", ("tunggal",)),
        ("5", "Hanya teks?", ()),
    ]
    places = {problem.place: problem.fatal for problem in guide.problems}
    assert places == {"line 6": False, "line 8": True, "line 10": True}


def test_guide_as_a_table() -> None:
    guide = read_guide(csv("id,text,codes\nk1,Apa?,a; b/c\n,Siapa?,\n"))
    assert [(q.key, q.codes) for q in guide.questions] == [("k1", ("a", "b/c")), ("2", ())]


@pytest.mark.parametrize(
    ("text", "says"),
    [("a: [1\nb", "not valid YAML"), ("a: 1\na: 2\n", "not valid YAML"), ("x: 1\n", "no list"), ("[]", "no questions")],
)
def test_unusable_guides_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_guide(File(name="g.yaml", data=text.encode()))


def test_the_real_survey_workbook(shared: Path) -> None:
    path = shared / "data" / "sqaa" / "survey-answers.xlsx"
    drafts = read_table(File(name=path.name, data=path.read_bytes()))
    assert len(drafts) >= 14
    assert all(draft.kind is Kind.SURVEY and draft.question_texts for draft in drafts)
