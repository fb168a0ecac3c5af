"""`qda lint` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qda

METHOD = "II. METODE\n\nWawancara dilakukan dengan 7 informan, yaitu lurah, dua petani, dan seorang pengepul.\n"


def test_the_complete_example_has_hints_only(batankrajan: Path, qda: Qda) -> None:
    done = qda("lint")
    assert done.status == 0
    assert "0 errors, 0 warnings" in done.out
    assert "a human must read" in done.out
    assert done.err == ""


def test_a_defect_is_told_with_its_words_and_what_to_do(tmp_path: Path, qda: Qda) -> None:
    qda("init", "coba")
    Path("laporan.txt").write_text(METHOD, encoding="utf-8")
    qda("import", "laporan.txt", "--kind", "author")
    done = qda("lint")
    assert done.status == 1
    assert "laporan:3: 7 informants are stated, but the list that follows adds up to 4 (1 + 2 + 1)." in done.out
    shown = qda("lint", "--json", "--only", "stated-number").json
    assert shown["counts"] == {"error": 0, "warning": 1, "hint": 0, "accepted": 0}
    [defect] = shown["defects"]
    [passage] = defect["passages"]
    assert METHOD[passage["start"] : passage["end"]] == passage["text"]


def test_a_defect_is_accepted_reopened_and_undone(tmp_path: Path, qda: Qda) -> None:
    qda("init", "coba")
    Path("laporan.txt").write_text(METHOD, encoding="utf-8")
    qda("import", "laporan.txt", "--kind", "author")
    [defect] = qda("lint", "--json").json["defects"]
    assert qda("lint", "--accept", defect["id"]).status == 2
    assert qda("lint", "--accept", defect["id"], "--because", "daftar itu contoh").status == 0
    done = qda("lint")
    assert done.status == 0
    assert "daftar itu contoh" in done.out
    assert qda("lint", "--json").json["defects"][0]["accepted"]["why"] == "daftar itu contoh"
    assert "accepted" in qda("log").out
    assert qda("undo").status == 0
    assert qda("lint").status == 1
    assert qda("redo").status == 0
    assert qda("lint", "--reopen", defect["id"]).status == 0
    assert qda("lint").status == 1


def test_a_report_beside_the_study_is_judged_and_not_taken_in(batankrajan: Path, qda: Qda) -> None:
    before = qda("status", "--json").json["hash"]
    Path("bab.txt").write_text(METHOD, encoding="utf-8")
    done = qda("lint", "--report", "bab.txt")
    assert done.status == 1
    assert "bab.txt:3: 7 informants are stated, but the list" in done.out
    assert "The codebook" not in done.out
    assert qda("status", "--json").json["hash"] == before


@pytest.mark.parametrize("ending", ["docx", "md"])
def test_a_report_may_be_a_word_file(small: Path, qda: Qda, ending: str) -> None:
    name = f"bab.{ending}"
    if ending == "docx":
        from docx import Document

        document = Document()
        for line in METHOD.split("\n\n"):
            document.add_paragraph(line.strip())
        document.save(name)
    else:
        Path(name).write_text(METHOD, encoding="utf-8")
    assert "adds up to 4" in qda("lint", "--report", name).out


def test_it_goes_into_a_sheet(batankrajan: Path, qda: Qda) -> None:
    done = qda("lint", "--to", "cacat.csv")
    assert done.status == 0
    text = Path("cacat.csv").read_text(encoding="utf-8-sig")
    assert all(defect["id"] in text for defect in qda("lint", "--json").json["defects"])
    first = Path("cacat.csv").read_bytes()
    qda("lint", "--to", "cacat.csv")
    assert Path("cacat.csv").read_bytes() == first


@pytest.mark.parametrize(
    "given",
    [
        ("--only", "nothing"),
        ("--report", "nothing.txt"),
        ("--because", "x"),
        ("--accept", "00000000", "--because", "x"),
        ("--reopen", "00000000"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(small: Path, qda: Qda, given: tuple[str, ...]) -> None:
    done = qda("lint", *given)
    assert done.status not in (0, 1)
    assert len(done.said) == 1
