"""`qda finding import`: faults that would pass unseen are said, and take away only what they spoil."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import FINDINGS, Qda

ENTRY = "- {{id: {0}, statement: s, evidence: {{codes: [kabar]}}, {1}}}\n"
DECIDED = "how: error, who: Ani, when: 2024-05-01, why: y"


def imported(folder: Path, qda: Qda, text: str) -> list[str]:
    (folder / "temuan.yaml").write_text(text, encoding="utf-8")
    done = qda("finding", "import", "temuan.yaml")
    assert done.status == (2 if any(line.startswith("Not taken in") for line in done.said) else 0)
    return done.said


def test_findings_that_are_each_others_ground_are_not_taken_in(small: Path, qda: Qda) -> None:
    circle = ENTRY.format("satu", "depends_on: [dua]") + ENTRY.format("dua", "depends_on: [satu]")
    (said,) = imported(small, qda, FINDINGS + circle + ENTRY.format("tiga", "depends_on: [ada]"))
    assert said == (
        "Not taken in: temuan.yaml, line 2: “depends_on” runs in a circle: satu → dua → satu. Take one step out."
    )
    assert [each["id"] for each in qda("finding", "list", "--json").json] == ["ada", "tiga"]


def test_a_resolution_names_a_witness_of_the_study(small: Path, qda: Qda) -> None:
    assert "N (wawancara)" in qda("triangulate", "--json").out
    text = ENTRY.format("satu", f"resolved: [{{informant: N (wawancara), {DECIDED}}}]")
    assert imported(small, qda, FINDINGS + text) == []
    (said,) = imported(small, qda, FINDINGS + text.replace("N (", "M ("))
    assert said.startswith("Note: temuan.yaml, line 2: “resolved” of “satu” names “M (wawancara)”, ")
    assert said.endswith("Did you mean “N (wawancara)”?")
    assert [each["id"] for each in qda("finding", "list", "--json").json] == ["ada", "satu"]


def test_answers_of_a_finding_that_went_are_told_of_and_come_back(small: Path, qda: Qda) -> None:
    answer = ("--answer", "supports", "--because", "Sudah dibaca semua.")
    assert qda("tactic", "representativeness", "ada", *answer).status == 0
    before = qda("verify", "--profile", "ada", "--json").json
    renamed = FINDINGS.replace("id: ada", "id: lain")
    (said,) = imported(small, qda, renamed)
    assert said == (
        "Note: temuan.yaml: 1 answer to tactics belongs to “ada”, which is no longer there; it comes back with it."
    )
    assert imported(small, qda, renamed) == []
    assert imported(small, qda, FINDINGS) == []
    assert qda("verify", "--profile", "ada", "--json").json == before


def test_a_file_and_json_are_both_given(small: Path, qda: Qda) -> None:
    for command in (("lint",), ("verify", "--profile"), ("verify",)):
        plain = qda(*command, "--json")
        both = qda(*command, "--json", "--to", "hasil.csv")
        assert (both.status, both.json) == (plain.status, plain.json)
        assert Path("hasil.csv").stat().st_size
        Path("hasil.csv").unlink()


def test_verify_says_which_files_it_wrote(small: Path, qda: Qda) -> None:
    done = qda("verify", "--to", "hasil.csv", "--junit", "hasil.xml")
    assert done.out.splitlines()[-2:] == ["hasil.xml written: 1 findings.", "hasil.csv written: 1 findings."]
    assert "written" not in qda("verify").out
