"""Codebooks: read with the place of every fault, written so that they read back."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.condense.codebook import Codebook
from qda.condense.codebook_check import advice
from qda.condense.codebook_diff import diff
from qda.condense.codebook_file import codebook_sheet, read_codebook, write_codebook
from qda.model.errors import InputError
from qda.model.ids import Id, new_ids
from qda.model.problem import Problem
from qda.model.records import SLOTS, Code, Rule

WHOLE = """\
codebook: coba
title: {id: Percobaan, en: Trial}
source: Buatan sendiri
language: id
version: 1.10
codes:
  - name: bina-manusia
    label: {id: Bina manusia, en: Human development}
    brief: Menambah kemampuan orang
    definition: >-
      Upaya yang menambah kemampuan.
      Satuan: satu kalimat.
    include: [Pelatihan, "Magang; juga di luar kota"]
    exclude: [Bantuan alat]
    typical: "Kami dilatih tiga hari: siang dan malam."
    close_but_no: '"Kami diberi alat." → bina-usaha'
    method: descriptive
    cycle: 1
    origin: a-priori
    stance: {"+": ada, "-": tidak ada}
    slots: [actor, process]
    scale: [0, 1, 2]
    color: "#7a1f1f"
    ref: no
    match:
      - pelatihan
      - "=KUB"
      - +latih
      - ~pengrajin
      - /Rp\\.? ?[\\d.]+/
      - {all: [bantuan, alat], within: 5}
      - {any: [+latih, +bina], not: [belum, tidak]}
    codes:
      - name: pelatihan
        match: [2023, no]
  - name: bina-usaha
"""


def read(text: str | bytes, file: str = "kode.yaml") -> Codebook:
    return read_codebook(file, text.encode() if isinstance(text, str) else text, new_ids(0))


def substance(book: Codebook) -> list[tuple[object, ...]]:
    """Everything but ids and places in the file."""
    bare = [dataclasses.replace(code, id=Id(b""), rules=()) for code in book.codes]
    rules = [[(rule.kind, rule.pattern) for rule in code.rules] for code in book.codes]
    return list(zip(bare, rules, strict=True))


def test_every_key_arrives() -> None:
    book = read(WHOLE)
    assert book.problems == ()
    assert (book.name, book.version, book.title) == ("coba", "1.10", (("id", "Percobaan"), ("en", "Trial")))
    top, _sub, other = book.codes
    assert [code.path for code in book.codes] == ["bina-manusia", "bina-manusia/pelatihan", "bina-usaha"]
    assert [code.position for code in book.codes] == [0, 1, 2]
    assert top.label == (("id", "Bina manusia"), ("en", "Human development"))
    assert top.definition == "Upaya yang menambah kemampuan. Satuan: satu kalimat."
    assert top.include == ("Pelatihan", "Magang; juga di luar kota")
    assert top.stance == (("+", "ada"), ("-", "tidak ada"))
    assert (top.cycle, top.slots, top.scale, top.color) == (1, ("actor", "process"), ("0", "1", "2"), "#7a1f1f")
    assert [rule.kind for rule in top.rules] == ["word", "word", "word", "word", "regex", "all", "any"]
    assert top.rules[0].at == "line 26"
    assert other.rules == ()


def test_no_and_numbers_stay_what_was_typed() -> None:
    top, sub, _other = read(WHOLE).codes
    assert top.ref == "no"
    assert [json.loads(rule.pattern) for rule in sub.rules] == ["2023", "no"]


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ("codes:\n  - name: a\n  - name: b\n  - name: a\n", "line 4", "“a” already stands on line 2", "another name"),
        ("codes:\n  - name: a\n    matches: [x]\n", "line 3", "no key “matches”", "Did you mean “match”?"),
        ("codes:\n  - name: a\n    brief: x\n    brief: y\n", "line 4", "already stands on line 3", "Keep one"),
        ("codes:\n  - name: a\n    match: [x, /(/]\n", "line 3", "cannot be read", "Put \\"),
        ("codes:\n  - name: a\n    match:\n      - x\n      - /(a+)+b/\n", "line 5", "would run forever", "repeat"),
        ("codes:\n  - name: a\n    match:\n      - /abc\n", "line 4", "no closing slash", "/…/"),
        ("codes:\n  - name: a\n    match:\n      - {all: [x], withn: 3}\n", "line 4", "no key “withn”", "“within”"),
        (
            "codes:\n  - name: a\n    match:\n      - {all: [x], within: many}\n",
            "line 4",
            "number of words",
            "within: 5",
        ),
        (
            "codes:\n  - name: a\n    match:\n      - {tokens: [{LEMMA: go}]}\n",
            "line 4",
            "trained spaCy model",
            "tokens",
        ),
        ("codes:\n  - name: a\n    match:\n      - {word: x}\n", "line 4", "not a match rule", "Rules look like"),
        ("codes:\n  - name: a\n    match: ['...']\n", "line 3", "holds no word", "Write a word"),
        ("codes:\n  - name: a\n    slots: [actors]\n", "line 3", "no slot “actors”", "“actor”"),
        ("codes:\n  - name: a\n    stance: {good: x}\n", "line 3", "no stance “good”", "+, -"),
        ("codes:\n  - name: a\n    cycle: 3\n", "line 3", "1 or 2", "Write 1 or 2"),
        ("codes:\n  - name: a/b\n", "line 2", "holds “/”", "under “codes”"),
        ("codes:\n  - label: x\n", "line 2", "no name", "Add “name"),
        ("codes:\n  - name: a\n    include: [x\n", "line 4", "not valid YAML", "single quotes"),
        ("codebook: x\n", "", "no list of codes", "codes:"),
        ("- a\n- b\n", "", "no list of codes", "codes:"),
        ("codes:\n  a: b\n", "line 2", "must be a list", "- name"),
    ],
)
def test_a_fault_is_named_with_line_and_mend(text: str, line: str, what: str, mend: str) -> None:
    faults = [problem for problem in read(text).problems if problem.fatal]
    assert len(faults) == 1, faults
    assert (faults[0].file, faults[0].place) == ("kode.yaml", line)
    assert what in faults[0].what
    assert mend in faults[0].mend


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (f"codes:\n  - name: a\n    brief: {'kata ' * 13}\n", "line 3", "13 words"),
        ("codes:\n  - name: a\n    color: #7a1f1f\n", "line 3", "“color” is empty"),
        ("codes:\n  - name: a b\n", "line 2", "holds a space"),
        (
            "codes:\n  - name: a\n    definition: Sama saja.\n  - name: b\n    definition: sama  saja.\n",
            "line 4",
            "same def",
        ),
        ("codes:\n  - name: a\n    match:\n      - /x*/\n", "line 4", "matches nothing at all"),
        ("codes:\n  - name: a\n    match:\n      - ~kub\n", "line 4", "5 letters"),
        ("codes:\n  - name: a\n    match: [x, x]\n", "line 3", "stands here twice"),
    ],
)
def test_a_warning_leaves_the_codebook_usable(text: str, line: str, what: str) -> None:
    book = read(text)
    assert book.fatal == ()
    assert [problem.place for problem in book.problems] == [line]
    assert what in book.problems[0].what
    assert book.problems[0].mend
    assert book.codes


def test_a_rule_that_spacy_refuses_is_named() -> None:
    faults = read("codes:\n  - name: a\n    match:\n      - {tokens: [{LOWR: x}]}\n").fatal
    assert "spaCy refuses" in faults[0].what
    assert read("codes:\n  - name: a\n    match:\n      - {tokens: [{LOWER: rp}, {LIKE_NUM: true}]}\n").problems == ()


@pytest.mark.parametrize(
    ("file", "data", "what"),
    [
        ("kode.yaml", b"", "empty"),
        ("kode.yaml", b"codes:\0\0", "no text file"),
        ("kode.docx", b"x", "not “.docx”"),
        ("kode.xlsx", b"PK not a workbook", "no workbook"),
        ("kode.csv", b"\n\n", "empty"),
        ("kode.csv", b"satu,dua\n1,2\n", "no header row"),
    ],
)
def test_a_file_that_is_no_codebook_is_refused(file: str, data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as fault:
        read(data, file)
    assert file in str(fault.value)


@pytest.mark.parametrize(
    "text",
    [
        "codes: " + "[" * 5000,
        "codes: [{name: a, match: [{all: [x], within: " + "9" * 5000 + "}]}]",
        "codes: [{name: a, match: [{tokens: [{LENGTH: .inf}]}]}]",
        "codes: [\x07]",
        "codes: []\n---\ncodes: []",
        "codes:\n\t- name: a",
        "codes: [{name: a, match: [{any: {x: y}}]}]",
        "codes: [{name: [a]}]",
    ],
)
def test_strange_files_get_a_problem_and_no_crash(text: str) -> None:
    book = read(text)
    assert book.fatal
    assert all(problem.mend for problem in book.fatal)


def test_a_protected_workbook_is_named_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(InputError, match="password"):
        read(data, "kode.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_codebooks_are_read_however_they_were_saved(encoding: str) -> None:
    text = "codes:\r\n  - name: a\r\n    definition: Naïf – “usaha”.\r\n"
    assert read(text.encode(encoding)).codes[0].definition == "Naïf – “usaha”."
    table = "path,definition\ra,Naïf\r"
    assert read(table.encode(encoding), "kode.csv").codes[0].definition == "Naïf"


def test_a_yaml_that_refers_to_itself_ends() -> None:
    book = read("codes:\n  - name: a\n    include: &x [*x]\n")
    assert any("too large or refers to itself" in problem.what for problem in book.fatal)


def test_parents_that_run_in_a_circle_are_named() -> None:
    book = read("name,parent\na,b\nb,c\nc,a\nd,\n", "kode.csv")
    assert [code.path for code in book.codes] == ["d"]
    assert "a → b → c → a" in book.fatal[0].what
    assert book.fatal[0].place == "row 2"


def test_a_table_is_read_with_parents_below_their_children() -> None:
    text = (
        "name;parent;label.id;include;match\nsub;top;Sub;satu; pelatihan\n"
        + 'top;;Top;"a; b";"pelatihan\n""=KUB""\n{all: [alat, bantuan], within: 3}"\n'
    )
    book = read(text.replace("satu; p", "satu;p"), "kode.csv")
    assert book.problems == ()
    assert [code.path for code in book.codes] == ["top", "top/sub"]
    assert book.codes[0].include == ("a", "b")
    assert [json.loads(rule.pattern) for rule in book.codes[0].rules] == [
        "pelatihan",
        "=KUB",
        {"all": ["alat", "bantuan"], "within": 3},
    ]


def test_a_missing_parent_row_is_made_and_said() -> None:
    book = read("path,brief\na/b,x\n", "kode.csv")
    assert [code.path for code in book.codes] == ["a", "a/b"]
    assert "no row of its own" in book.problems[0].what


def test_unknown_columns_are_named() -> None:
    book = read("path,defnition\na,x\n", "kode.csv")
    assert "“defnition”" in book.fatal[0].what
    assert "“definition”" in book.fatal[0].mend


def test_a_rule_that_the_spreadsheet_took_for_a_formula_is_named() -> None:
    book = read("path,match\na,#NAME?\n", "kode.csv")
    assert "took it for a formula" in book.fatal[0].what
    assert "apostrophe" in book.fatal[0].mend


def test_the_ready_made_codebooks_are_without_fault(root: Path) -> None:
    files = sorted((root / "codebooks").glob("*.yaml"))
    assert files
    for file in files:
        assert read(file.read_bytes(), file.name).problems == (), file.name


@pytest.mark.parametrize("ending", [".yaml", ".csv"])
def test_what_is_written_reads_back(ending: str) -> None:
    book = read(WHOLE)
    assert substance(read(write_codebook(book, ending), f"kode{ending}")) == substance(book)


def test_a_workbook_reads_back_below_its_title() -> None:
    from openpyxl import Workbook

    book = read(WHOLE)
    sheet = codebook_sheet(book)
    grid = Workbook()
    assert grid.active is not None
    grid.active.append([sheet.title])
    grid.active.append([])
    grid.active.append([sheet.corner, *(column.label for column in sheet.columns)])
    for row in sheet.rows:
        grid.active.append([row.label, *(cell.value for cell in row.cells)])
        for cell in grid.active[grid.active.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    out = io.BytesIO()
    grid.save(out)
    back = read(out.getvalue(), "kode.xlsx")
    assert back.problems == ()
    assert substance(back) == substance(book)


text = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
    .map(lambda value: " ".join(value.split()))
    .filter(bool)
)
word = st.text("abcdefghijklmno", min_size=1, max_size=12)
rule = st.one_of(
    word,
    word.map("={}".format),
    word.map("+{}".format),
    st.tuples(word, word).map(" ".join),
    st.builds(lambda a, n: {"all": a, "within": n}, st.lists(word, min_size=2, max_size=3), st.integers(1, 30)),
    st.builds(lambda a, b: {"any": a, "not": b}, st.lists(word, min_size=1), st.lists(word, min_size=1)),
)


@st.composite
def books(draw: st.DrawFn) -> Codebook:
    ids = new_ids(0)
    codes: list[Code] = []
    for position, name in enumerate(draw(st.lists(word, min_size=1, max_size=5, unique=True))):
        parent = draw(st.sampled_from([None, *(code.path for code in codes)]))
        patterns = dict.fromkeys(json.dumps(r, sort_keys=True) for r in draw(st.lists(rule, max_size=3)))
        kinds = {
            p: next((k for k in ("all", "any") if isinstance(json.loads(p), dict) and k in json.loads(p)), "word")
            for p in patterns
        }
        codes.append(
            Code(
                id=next(ids),
                path=f"{parent}/{name}" if parent else name,
                position=position,
                definition=draw(text | st.just("")),
                label=tuple((language, draw(text)) for language in draw(st.sampled_from([(), ("id",), ("en", "id")]))),
                typical=draw(text | st.just("")),
                include=tuple(draw(st.lists(text, max_size=3))),
                ref=draw(text | st.just("")),
                cycle=draw(st.sampled_from([None, 1, 2])),
                slots=tuple(draw(st.lists(st.sampled_from(SLOTS), unique=True))),
                stance=tuple((sign, draw(text)) for sign in draw(st.sampled_from([(), ("+",), ("+", "-")]))),
                rules=tuple(Rule(id=next(ids), kind=kinds[p], pattern=p) for p in patterns),
            )
        )
    ordered = sorted(codes, key=lambda code: [c.position for part in _ups(code.path) for c in codes if c.path == part])
    return Codebook(name="coba", codes=tuple(dataclasses.replace(c, position=n) for n, c in enumerate(ordered)))


def _ups(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


@given(books())
@settings(max_examples=25, deadline=None)
def test_any_codebook_survives_yaml(book: Codebook) -> None:
    back = read(write_codebook(book, ".yaml"))
    assert back.fatal == ()
    assert substance(back) == substance(book)


def test_two_codebooks_differ_in_what_was_changed() -> None:
    old = read(WHOLE)
    text = (
        WHOLE.replace("brief: Menambah kemampuan orang", "brief: Menambah daya orang")
        .replace("  - name: bina-usaha\n", "  - name: lain\n")
        .replace("      - name: pelatihan", "      - name: latihan")
    )
    changes = diff(old, read(text))
    assert [(c.kind, c.path, c.key) for c in changes] == [
        ("changed", "bina-manusia", "brief"),
        ("moved", "bina-manusia/latihan", ""),
        ("added", "lain", ""),
        ("removed", "bina-usaha", ""),
    ]
    assert diff(old, old) == ()


def test_advice_names_what_a_code_lacks() -> None:
    book = read("codes:\n  - name: a\n    match: [x]\n    close_but_no: 'y → tidak-ada'\n  - name: b\n    match: [x]\n")
    found = {(problem.place, problem.what) for problem in advice(book)}
    assert ("a", "There is no definition.") in found
    assert ("b", "There is no brief definition.") in found
    assert ("a", "It points to “tidak-ada”, which is no code here.") in found
    assert any("stands under several codes: a, b" in what for _place, what in found)
    assert all(isinstance(problem, Problem) and not problem.fatal for problem in advice(book))
