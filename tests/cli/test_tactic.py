"""`qda tactic` and `qda verify --profile`: run, answered, recorded, re-run; nothing that was not applied is hidden."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Qda

HARGA = "representativeness", "harga"
BECAUSE = ("--answer", "supports", "--because", "Kelompok lain mengatakan hal yang sama.")


def profile(qda: Qda, key: str) -> dict[str, str]:
    (found,) = qda("verify", "--profile", key, "--json").json
    return {row["tactic"]: row["status"] for row in found["tactics"]}


def test_all_26_are_listed_with_what_they_ask(small: Path, qda: Qda) -> None:
    listed = qda("tactic", "--json").json
    assert [each["number"] for each in listed] == [*(f"G{n}" for n in range(1, 14)), *(f"V{n}" for n in range(1, 14))]
    assert all(each["question"] or each["number"] in ("V6", "V11") for each in listed)
    assert "what it asks you" in qda("tactic").out


def test_the_profile_shows_all_thirteen_and_what_was_not_applied(batankrajan: Path, qda: Qda) -> None:
    assert set(profile(qda, "harga").values()) == {"not_applied"}
    done = qda("verify", "--profile", "harga")
    assert done.status == 0
    assert done.out.count("not applied") == 14  # thirteen lines and the count
    assert "13 of 13 tactics were not applied." in done.out


def test_a_run_waits_for_its_answer_and_the_answer_is_kept(
    batankrajan: Path, qda: Qda, state: Callable[[], str]
) -> None:
    first = qda("tactic", *HARGA)
    assert (first.status, "waits for your answer" in first.out) == (3, True)
    assert profile(qda, "harga")["representativeness"] == "awaiting_human"
    before = state()
    answered = qda("tactic", *HARGA, *BECAUSE)
    assert (answered.status, "Kelompok lain mengatakan hal yang sama." in answered.out) == (0, True)
    assert profile(qda, "harga")["representativeness"] == "supports"
    assert state() != before
    qda("undo")
    assert state() == before
    assert profile(qda, "harga")["representativeness"] == "awaiting_human"


def test_meaning_can_be_looked_for_before_there_are_findings(small: Path, qda: Qda) -> None:
    (small / "kosong.yaml").write_text("[]\n", encoding="utf-8")
    qda("finding", "import", "kosong.yaml")
    assert qda("finding", "list", "--json").json == []
    runs = qda("tactic", "meaning", "--json").json
    assert {"patterns", "counting"} <= {run["tactic"] for run in runs}
    assert {run["finding"] for run in runs} == {None}
    assert qda("tactic", "tests").status == 2


def test_the_journal_says_what_was_answered(batankrajan: Path, qda: Qda) -> None:
    qda("tactic", *HARGA, *BECAUSE)
    assert qda("log", "--json").json[0]["what"] == "answer to representativeness of harga: supports"
    qda("tactic", "counting", "--answer", "weakens", "--because", "terlalu sedikit")
    assert qda("log", "--json").json[0]["what"] == "answer to counting: weakens"


def test_a_second_run_on_the_same_evidence_changes_nothing(batankrajan: Path, qda: Qda) -> None:
    qda("tactic", *HARGA)
    entries = len(qda("log", "--json").json)
    qda("tactic", *HARGA)
    assert len(qda("log", "--json").json) == entries


def test_an_answer_given_on_other_evidence_counts_as_open(batankrajan: Path, qda: Qda) -> None:
    qda("tactic", *HARGA, *BECAUSE)
    gone = qda("quotes", "bina-usaha/bahan-baku/harga-memberatkan", "--json").json[0]
    assert qda("code", "remove", gone["coding"]).status == 0
    assert profile(qda, "harga")["representativeness"] == "awaiting_human"
    assert "was given on other evidence and counts as open" in qda("tactic", *HARGA).out


def test_options_are_kept_with_the_run_and_used_again(batankrajan: Path, qda: Qda) -> None:
    assert '"max_share": 0.1' in qda("tactic", *HARGA, "--max-share", "0.1").out
    (run,) = qda("tactic", *HARGA, "--json").json
    assert (run["parameters"], run["machine"]["holds"]) == ('{"max_share": 0.1}', False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("tactic", "representativenes", "harga"), "Choose one of"),
        (("tactic", *HARGA, "--answer", "perhaps", "--because", "x"), "Choose one of: supports, weakens, refutes"),
        (("tactic", *HARGA, "--answer", "supports"), "--because"),
        (("tactic", *HARGA, "--max-shar", "1"), "--max-share"),
        (("tactic", "representativeness", "hargaa"), "Did you mean “harga”?"),
        (("tactic", "tests", "harga", *BECAUSE), "An answer belongs to one tactic."),
        (("tactic", "counting", "harga"), "about the whole study"),
        (("tactic", "negative-evidence", "harga", "--item", "zz", "--answer", "read"), "asks nothing about “zz”"),
        (("tactic", "--answers", "none.xlsx"), "no such file"),
        (("tactic", *HARGA, "--because", "sudah dicek"), "go with --answer"),
        (("tactic", "negative-evidence", "harga", "--item", "zz"), "go with --answer"),
        (("tactic", *HARGA, "--answers", "jawab.csv"), "give it alone"),
        (("tactic", "--ask", "tanya.csv", *BECAUSE), "one at a time"),
        (("tactic", "representativeness", "--strata", "group", "harga"), "“harga” is a finding"),
        (
            ("tactic", *HARGA, "--max-share", "nan"),
            "“nan” does not fit the option “--max-share”. Write a number, such as 0.5.",
        ),
        (("tactic", *HARGA, "--max-share", "0,4"), "Write 0.4"),
        (("verify", "--profile", "--junit", "hasil.xml"), "--profile"),
        (("tactic", "--ask", "tanya.html"), ".xlsx and .csv"),
        (("verify", "--profile", "--strict"), "--profile"),
        (("verify", "--profile", "--min-groups", "3"), "--profile"),
    ],
)
def test_what_does_not_fit_is_said(batankrajan: Path, qda: Qda, typed: tuple[str, ...], said: str) -> None:
    done = qda(*typed)
    assert done.status == 2
    assert said in done.err


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_questions_go_out_on_a_sheet_and_the_answers_come_back(batankrajan: Path, qda: Qda, ending: str) -> None:
    qda("tactic", "negative-evidence", "harga")
    assert qda("tactic", "--ask", f"tanya.{ending}").status == 0
    filled = answer_all(Path(f"tanya.{ending}"), {"negative-evidence": ("irrelevant", "dibaca")})
    assert filled
    done = qda("tactic", "--answers", f"tanya.{ending}")
    assert (done.status, done.out) == (0, f"{filled} answers taken in.\n")
    assert profile(qda, "harga")["negative-evidence"] == "supports"
    assert qda("tactic", "--answers", f"tanya.{ending}").out == "0 answers taken in.\n"


def test_a_sheet_that_answers_the_items_and_the_whole_is_settled_at_once(batankrajan: Path, qda: Qda) -> None:
    qda("tactic", "negative-evidence", "pelatihan-merata")
    qda("tactic", "--ask", "tanya.csv")
    lines = Path("tanya.csv").read_text(encoding="utf-8-sig").splitlines()
    head, *rows = csv.reader(lines[next(n for n, line in enumerate(lines) if line.startswith("finding,tactic")) :])
    rows = [row for row in rows if len(row) == len(head)]
    for row in rows:
        row[head.index("answer")] = row[head.index("answers it takes")].split(",")[0]
        row[head.index("why")] = "dibaca"
    assert {bool(row[head.index("item")]) for row in rows} == {True, False}
    with Path("jawab.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])
    assert qda("tactic", "--answers", "jawab.csv").out == f"{len(rows)} answers taken in.\n"
    assert profile(qda, "pelatihan-merata")["negative-evidence"] != "awaiting_human"
    assert qda("tactic", "--answers", "jawab.csv").out == "0 answers taken in.\n"


def test_a_row_that_fits_nothing_is_named_and_the_rest_is_taken(batankrajan: Path, qda: Qda) -> None:
    qda("tactic", *HARGA)
    Path("jawab.csv").write_text(
        "temuan,taktik,butir,jawaban,alasan\n"
        "harga,representativeness,,mendukung,sudah cukup\n"
        "harga,representativeness,,entah,tidak tahu\n"
        "lain,representativeness,,supports,x\n",
        encoding="utf-8",
    )
    done = qda("tactic", "--answers", "jawab.csv")
    assert (done.status, done.out) == (2, "1 answer taken in.\n")
    assert "row 3" in done.said[0]
    assert "was not applied to “lain”" in done.said[1]


def test_a_finding_may_demand_a_tactic(batankrajan: Path, qda: Qda) -> None:
    Path("t.yaml").write_text(
        "- id: harga\n  statement: Harga naik.\n  evidence: {codes: [bina-usaha/bahan-baku/harga-memberatkan]}\n"
        "  assert: [tactic: representativeness]\n",
        encoding="utf-8",
    )
    qda("finding", "import", "t.yaml")
    first = qda("verify", "harga")
    assert (first.status, "was not applied yet. Type: qda tactic representativeness harga" in first.out) == (3, True)
    qda("tactic", *HARGA, *BECAUSE)
    assert qda("verify", "harga").status == 0
    qda("tactic", *HARGA, "--answer", "weakens", "--because", "hanya satu dusun")
    assert qda("verify", "harga").status == 1


def test_deleting_one_supporting_coding_fails_the_finding_in_junit(batankrajan: Path, qda: Qda) -> None:
    assert qda("verify", "simpan-pinjam", "rukun", "--junit", "hasil.xml").status == 1
    before = Xml.parse("hasil.xml").getroot()
    assert before.attrib["failures"] != "0"
    assert any(case.attrib["classname"] == "rukun" for case in before.iter("testcase"))
    one = qda("verify", "harga", "--junit", "hasil.xml")
    assert (one.status, Xml.parse("hasil.xml").getroot().attrib["failures"]) == (0, "0")
    for quote in qda("quotes", "bina-usaha/bahan-baku/harga-memberatkan", "--json").json[:6]:
        qda("code", "remove", quote["coding"])
    assert qda("verify", "harga", "--junit", "hasil.xml").status == 1
    root = Xml.parse("hasil.xml").getroot()
    assert int(root.attrib["failures"]) == len(list(root.iter("failure"))) > 0


def test_the_verification_is_a_table_for_a_supervisor(batankrajan: Path, qda: Qda) -> None:
    qda("verify", "--to", "verifikasi.xlsx")
    book = openpyxl.load_workbook("verifikasi.xlsx")
    text = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "Kenaikan harga perak memberatkan usaha." in text
    assert "Waived by peneliti on 2024-04-12" in text
    assert "SYNTHETIC" in text


def answer_all(file: Path, given: dict[str, tuple[str, str]]) -> int:
    """Fill the rows of these tactics, as a human would in a spreadsheet; how many."""
    if file.suffix == ".csv":
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("finding,tactic"))
        head, *rows = csv.reader(lines[at:])
        filled = [fill(head, row, given) for row in rows if len(row) == len(head)]
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([head, *(row for row, _done in filled)])
        return sum(done for _row, done in filled)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    done = 0
    head: list[str] = []
    for cells in sheet.iter_rows():
        texts = [str(cell.value or "") for cell in cells]
        if "tactic" in texts:
            head = texts
        elif head:
            row, filled_in = fill(head, list(texts), given)
            for cell, text in zip(cells, row, strict=True):
                if filled_in and head[cell.column - 1] in ("answer", "why"):
                    cell.value = text
            done += filled_in
    book.save(file)
    return done


def fill(head: list[str], row: list[str], given: dict[str, tuple[str, str]]) -> tuple[list[str], bool]:
    wanted = given.get(row[head.index("tactic")])
    if wanted is None:
        return row, False
    row[head.index("answer")], row[head.index("why")] = wanted
    return row, True


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("tactic representativeness harga --max-share 0.3", "--to"),
        ("tactic representativeness harga --max-share 0.3", "--ask"),
        ("verify harga rukun --strict --tolerance 0.1", "--to"),
        ("verify --profile harga", "--to"),
        ("triangulate --by technique harga --min-groups 3", "--to"),
    ],
)
def test_a_file_says_what_to_type_to_get_it_again(batankrajan: Path, qda: Qda, typed: str, file: str) -> None:
    command, *rest = typed.split()
    assert qda(command, *rest, file, "a.csv").status in (0, 1, 3)
    assert f"# Command: qda {typed}" in Path("a.csv").read_text(encoding="utf-8-sig")
