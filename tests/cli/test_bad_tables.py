"""Codebooks, tables of codings and findings with faults: one sentence with file, line and mend; the study stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Qda

State = Callable[[], str]

CODEBOOKS = {
    "ganda.yaml": (
        "codes:\n  - name: a\n    codes:\n      - name: b\n  - name: a\n",
        "line 5: The code “a” already stands on line 2. Give one of them another name, or take it out.",
    ),
    "ganda.csv": (
        "path,label\na,A\na,B\n",
        "row 3: The code “a” already stands on row 2. Give one of them another name, or take it out.",
    ),
    "lingkaran.csv": (
        "name,parent\na,b\nb,a\n",
        "row 2: The parents run in a circle: a → b → a. Empty the “parent” of the topmost code.",
    ),
    "lingkaran.yaml": (
        "codes:\n  - &x\n    name: a\n    codes: [*x]\n",
        "line 2: This code lies below itself. Write its subcodes out, without “*” and “&”.",
    ),
    "regex.yaml": (
        "codes:\n  - name: a\n    match:\n      - /(pelatihan/\n",
        "line 4: The regular expression /(pelatihan/ cannot be read: missing ) at position 10. "
        "Put \\ before ( ) [ ] . ? * + that stand for themselves.",
    ),
    "abadi.yaml": (
        "codes:\n  - name: a\n    match: ['/(a+)+$/']\n",
        "line 3: The regular expression /(a+)+$/ would run forever on some texts. "
        "Do not repeat what repeats itself: write (a)+ instead of (a+)+.",
    ),
    "kunci.yaml": (
        "codes:\n  - name: a\n    defintion: apa saja\n",
        "line 3: There is no key “defintion” here. Did you mean “definition”?",
    ),
    "aturan.yaml": (
        "codes:\n  - name: a\n    match: [{any: [x], wthin: 3}]\n",
        "line 3: A rule has no key “wthin”. Did you mean “within”?",
    ),
    "kolom.csv": ("path,warna\na,merah\n", "header row: There is no column “warna”. Known columns: "),
    "rusak.yaml": ("codes:\n  - name: a\n   label: b\n", "line 3: This is not valid YAML: "),
    "tanpa.yaml": ("codebook: x\n", "There is no list of codes in this file. Write “codes:” and below it "),
    "kosong.yaml": ("", "The file is empty. Write “codes:” and the codes below it."),
    "buku.txt": ("codes: []\n", "A codebook is a .yaml, .xlsx or .csv file, not “.txt”."),
}


@pytest.mark.parametrize("name", CODEBOOKS)
def test_a_faulty_codebook_leaves_the_study_as_it_was(small: Path, qda: Qda, state: State, name: str) -> None:
    text, told = CODEBOOKS[name]
    (small / name).write_text(text, encoding="utf-8")
    before = state()
    done = qda("codebook", "import", name)
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Error: {name}")
    assert told in sentence
    assert state() == before
    checked = qda("codebook", "check", name)
    assert checked.status in (1, 2)
    assert told in checked.said[0]
    assert len(checked.said) == 1


def test_all_faults_of_a_codebook_are_named_at_once(small: Path, qda: Qda) -> None:
    (small / "dua.yaml").write_text("warna: x\ncodes:\n  - name: a\n    inlcude: [x]\n", encoding="utf-8")
    done = qda("codebook", "import", "dua.yaml")
    assert done.said == [
        "Error: dua.yaml: The codebook has 2 faults and was not imported:",
        "dua.yaml, line 1: There is no key “warna” here. Known keys: codebook, title, source, language, version, "
        "codes.",
        "dua.yaml, line 4: There is no key “inlcude” here. Did you mean “include”?",
    ]


CODINGS = {
    "wawancara,999,1010,,kabar": "row 3: The place 999–1010 is not within the text, which has 62 characters. ",
    "wawancara,5,3,,kabar": "row 3: The place 5–3 is not within the text, which has 62 characters. ",
    "wawancara,lima,6,,kabar": "row 3: “start” is a whole number, not “lima”. ",
    "wawancara,,,tidak begitu,kabar": "row 3: “tidak begitu” does not occur in this source. Look for one of its "
    "words with: qda find WORD",
    "wawancara,,,aik sekali,kabar": "row 3: “aik sekali” occurs 2 times: line 2 (from 18), line 2 (from 50). ",
    "wawancara,3,6,halo,kabar": "row 3: At 3–6 (line 1) stands “Apa”, not the quote. ",
    "wawancara,,,Apa,kebar": "row 3: There is no code “kebar”. Perhaps: kabar.",
    "wawncara,,,Apa,kabar": "row 3: There is no source “wawncara”. Perhaps: wawancara.",
    "wawancara,,,,kabar": "row 3: Neither a place nor a quote is given. Fill in “quote”, or “start” and “end”.",
    "wawancara,,,Apa,": "row 3: The cell “code” is empty. Fill it in.",
}


@pytest.mark.parametrize("row", CODINGS)
def test_a_faulty_row_is_left_out_and_the_others_are_in(small: Path, qda: Qda, row: str) -> None:
    (small / "kodean.csv").write_text(
        f"source,start,end,quote,code\nwawancara,,,Apa,kabar\n{row}\nwawancara,,,ya,kabar\n", encoding="utf-8"
    )
    done = qda("code", "import", "kodean.csv")
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Not taken in: kodean.csv, {CODINGS[row]}"), sentence
    assert "2 codings added" in done.out
    assert "1 rows not taken in" in done.out
    assert qda("check").status == 0


TABLES = {
    "kolom.csv": ("source,quote,code,warna\nwawancara,Apa,kabar,merah\n", "“warna”"),
    "kurang.csv": ("start,end,quote\n1,2,x\n", "There is no column “source”."),
    "kosong.csv": ("", "The file is empty. Name the columns in the first row, for example: source, start, end, "),
    "polos.csv": ("halo saja\n", "The file has no header row with the names of columns."),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_codings_that_cannot_be_read(small: Path, qda: Qda, state: State, name: str) -> None:
    text, told = TABLES[name]
    (small / name).write_text(text, encoding="utf-8")
    before = state()
    done = qda("code", "import", name)
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Error: {name}: ")
    assert told in sentence
    assert state() == before


ADDING = {
    ("wawncara", "kabar", "--quote", "Apa"): "There is no source “wawncara”. ",
    ("wawancara", "kebar", "--quote", "Apa"): "There is no code “kebar”. Perhaps: kabar.",
    ("wawancara", "kabar"): "wawancara: No passage is named. Give --quote “…”, or both --start and --end.",
    ("wawancara", "kabar", "--start", "3"): "wawancara: No passage is named. ",
    ("wawancara", "kabar", "--quote", "bukan"): "wawancara: “bukan” does not occur in this source. ",
    ("wawancara", "kabar", "--quote", "aik sekali"): "wawancara: “aik sekali” occurs 2 times: ",
    ("wawancara", "kabar", "--start", "99", "--end", "120"): "wawancara: The place 99–120 is not within the text, ",
    ("wawancara", "kabar", "--quote", "Apa", "--stance", "x"): "“x” is not one of: +, -, 0, ±.",
}


@pytest.mark.parametrize("arguments", ADDING)
def test_coding_by_hand_says_what_does_not_fit(small: Path, qda: Qda, state: State, arguments: tuple[str, ...]) -> None:
    before = state()
    done = qda("code", "add", *arguments)
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Error: {ADDING[arguments]}"), sentence
    assert state() == before


FINDINGS = {
    "- id: x\n  statement: y\n  evidnce: {codes: [kabar]}\n": "line 3: The key “evidnce” is not known. "
    "Did you mean “evidence”?",
    "- id: x\n  statment: y\n  evidence: {codes: [kabar]}\n": "line 2: The key “statment” is not known. "
    "Did you mean “statement”?",
    "- id: x\n  statement: y\n": "line 1: The finding does not say which codes it rests on. "
    "Add “evidence: {codes: [path of a code]}”.",
    "- id: x\n  statement: y\n  evidence: {codes: [kebar]}\n": "line 1: The finding “x” rests on the code “kebar”, "
    "which the codebook does not have. Did you mean “kabar”?",
    "- id: x\n  statement: y\n  evidence: {codes: [kabar]}\n  assert: [witneses >= 2]\n": "line 4: The assertion "
    "“witneses >= 2” cannot be read. Write one of: witnesses >= 2, ",
    '- id: x\n  statement: y\n  evidence: {codes: [kabar]}\n  assert: [{if: "a = (", then: b}]\n': "line 4: ",
    "- id: x\n  statement: y\n  evidence: {codes: [kabar]}\n  hold_out: {site: }\n": "line 4: A value is expected, ",
    "- id: x\n  statement: y\n  evidence: {codes: [kabar]}\n  depends_on: [x]\n": "line 1: The finding “x” names "
    "itself: ",
    "- id: x\n  statement: y\n  evidence: {codes: [kabar]}\n  rivals: [{finding: x}]\n": "line 1: The finding “x” "
    "names itself: ",
    "- id: ada\n  statement: y\n  evidence: {codes: [kabar]}\n- id: ada\n  statement: z\n"
    "  evidence: {codes: [kabar]}\n": "line 4: The finding “ada” stands twice; the first is on line 1. "
    "Give one of them another id.",
}


@pytest.mark.parametrize("text", FINDINGS)
def test_a_faulty_finding_is_named_and_left_out(small: Path, qda: Qda, text: str) -> None:
    (small / "salah.yaml").write_text(text, encoding="utf-8")
    done = qda("finding", "import", "salah.yaml")
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith(f"Not taken in: salah.yaml, {FINDINGS[text]}"), sentence
    assert "x" not in {finding["id"] for finding in qda("finding", "list", "--json").json}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty. "),
        ("id: x\n", "A file of findings is a list of entries that begin with “- id: …”."),
        ("- id: [x\n", "This is not valid YAML: "),
        ("- id: x\n  statement: y\n  written: 2024-02-30\n", "line 3: There is no such day as 2024-02-30. "),
    ],
)
def test_an_unreadable_file_of_findings_takes_none_away(
    small: Path, qda: Qda, state: State, text: str, told: str
) -> None:
    (small / "salah.yaml").write_text(text, encoding="utf-8")
    before = state()
    done = qda("finding", "import", "salah.yaml")
    assert done.status == 2
    (sentence,) = done.said
    assert sentence.startswith("Error: salah.yaml")
    assert told in sentence
    assert state() == before


def test_a_guide_with_a_day_that_no_calendar_has(small: Path, qda: Qda) -> None:
    (small / "pedoman.yaml").write_text("questions:\n  - {text: 2024-02-30, codes: [kabar]}\n", encoding="utf-8")
    done = qda("guide", "import", "pedoman.yaml")
    assert (done.status, done.out) == (2, "")
    assert done.said[0].startswith("Error: pedoman.yaml, line 2: There is no such day as 2024-02-30. ")


def test_a_faulty_entry_does_not_take_away_the_finding_that_stands(small: Path, qda: Qda) -> None:
    before = qda("finding", "list", "--json").json
    (small / "temuan.yaml").write_text("- {id: ada, statment: Lain., evidence: {codes: [kabar]}}\n", encoding="utf-8")
    assert qda("finding", "import", "temuan.yaml").status == 2
    assert qda("finding", "list", "--json").json == before


def test_files_of_an_unknown_kind_of_query_condition_and_display(small: Path, qda: Qda) -> None:
    for arguments, told in (
        (("find", "("), "Error: (▸: An operator lacks a word beside it. "),
        (("quotes", "--where", "role = ("), "Error: "),
        (("display", "matriks"), "Error: There is no “matriks” among the displays. Choose one of: "),
        (("display", "checklist", "--depht", "1"), "Error: checklist has no option “--depht”. "),
        (("display", "checklist", "--to", "x.pptx"), "Error: x.pptx: No writer for the ending “.pptx”. Use one of: "),
        (("triangulate", "tiada"), "Error: There is no finding “tiada”. Did you mean “ada”?"),
        (("verify", "tiada"), "Error: There is no finding “tiada”. Did you mean “ada”?"),
        (("source", "show", "tiada"), "Error: There is no source “tiada”. Sources: wawancara."),
        (("code", "remove"), "Error: Say which codings to take out. Give ids, or --rule, --code, --by, "),
        (("code", "remove", "xyz"), "Error: "),
        (("codebook", "show", "tiada"), "Error: There is no code “tiada”. "),
        (("code", "merge", "tiada", "--into", "kabar"), "Error: There is no code “tiada”. "),
        (("memo", "add", "Catatan", "--about", "code", "--name", "tiada"), "Error: There is no code “tiada”. "),
    ):
        done = qda(*arguments)
        assert done.status == 2, arguments
        assert done.err.startswith(told), (arguments, done.err)
        assert len(done.said) == 1, done.err
    names = qda("display", "matriks").err.partition("Choose one of: ")[2].rstrip(".\n").split(", ")
    assert names == sorted(names)
    assert "case-by-code" in names
