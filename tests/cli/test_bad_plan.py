"""Plans with faults: said before anything is done, so that no half study is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import BOOK, FINDINGS, TALK, Qda

HEAD = "study: Coba\nsources: [wawancara.txt]\n"
CODED = HEAD + "codebook: kode.yaml\ncoding: [{auto: codebook}]\n"
FAULTS = {
    "": "plan.yaml: A plan is a list of “key: value” lines, such as “study: …”.",
    "language: id\n": "plan.yaml: The plan has no “study:”, the title.",
    "study: x\nlanguage: jv\n": "plan.yaml, line 2: The language is “jv”; it must be id or en.",
    "study: x\nsourcs: [a]\n": "plan.yaml, line 2: Unknown key “sourcs”. Did you mean “sources”?",
    "study: x\nsources: a.txt\n": "plan.yaml, line 2: “sources:” must be a list, one “- …” a line.",
    "study: x\nsources:\n  - {path: a.txt, kind: intervew}\n": "plan.yaml, line 3: “intervew” is no kind of source. ",
    "study: x\n  sources: [\n": "plan.yaml, line 2: This is not valid YAML: ",
    HEAD + "codebook: tiada.yaml\n": "There is no such file. ",
    HEAD + "codebook: kode.yaml\ncoding: [{auto: buku}]\n": "plan.yaml, line 4: Coding is “auto: codebook” or ",
    HEAD + "codebook: kode.yaml\ncoding: [{file: tiada.csv}]\n": "There is no such file. ",
    HEAD + "quarantine: [{source: wawancara, quote: baik, why: 2024-13-01}]\n": "There is no such day as 2024-13-01. ",
    HEAD + "coder: a\x07\n": "This is not valid YAML: ",
    HEAD + "method: {sampling: sengaja}\n": "plan.yaml, line 3: “method:” takes the name of one file.",
    HEAD + "report: [a.docx]\n": "plan.yaml, line 3: “report:” takes the name of one file.",
    HEAD + "verify: mungkin\n": "plan.yaml, line 3: “verify:” takes true or false.",
    HEAD + "findings: tiada.yaml\n": "There is no such file. ",
    HEAD + "cases: tiada.csv\n": "There is no such file. ",
    HEAD + "guide: tiada.yaml\n": "There is no such file. ",
    CODED + "displays: [{kind: matriks, to: x.xlsx}]\n": "There is no “matriks” among the displays. ",
    CODED + "displays: [{kind: checklist, depht: 1, to: x.xlsx}]\n": "plan.yaml, line 5: checklist has no option ",
    CODED + "displays: [{kind: checklist, to: x.pptx}]\n": "No writer for the ending “.pptx”. ",
    CODED + "displays: [{kind: checklist}]\n": "plan.yaml, line 5: A display needs “to:”, the file to write.",
    CODED + "triangulate: {by: warna, to: t.xlsx}\n": "Triangulation is by group, technique, time, coder, not by ",
    CODED + "triangulate: {by: group, to: t.pptx}\n": "No writer for the ending “.pptx”. ",
    HEAD + "quarantine: [{source: wawancara, quote: aik sekali, why: x}]\n": "occurs 2 times in wawancara",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_faulty_plan_leaves_no_study_behind(qda: Qda, tmp_path: Path, text: str) -> None:
    (tmp_path / "wawancara.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = qda("run", "plan.yaml")
    assert done.status == 2
    assert done.said[-1].startswith("Error: ")
    assert FAULTS[text] in done.said[-1]
    assert len(done.said) == 1, done.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_plan_that_is_missing_and_one_that_is_a_folder(qda: Qda) -> None:
    assert qda("run", "tiada.yaml").said == ["Error: tiada.yaml: There is no such plan."]
    (sentence,) = qda("run", ".").said
    assert "This is a folder, not a file." in sentence


def test_a_pattern_that_fits_no_file_is_named_and_the_rest_is_done(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "wawancara.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text("study: Coba\nsources: [catatan/*.txt, wawancara.txt]\n", encoding="utf-8")
    done = qda("run", "plan.yaml")
    assert done.status == 2
    assert done.said == ["Not taken in: catatan/*.txt: No file matches this pattern."]
    assert "Nothing changed" not in done.out
    assert qda("--study", "plan.qda", "status", "--json").json["sources"] == 1


def test_a_finding_that_cannot_be_read_is_not_lost_among_those_that_hold(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "wawancara.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "temuan.yaml").write_text(
        f"{FINDINGS}- {{id: lain, statment: Salah ketik., evidence: {{codes: [kabar]}}}}\n", encoding="utf-8"
    )
    (tmp_path / "plan.yaml").write_text(CODED + "findings: temuan.yaml\n", encoding="utf-8")
    done = qda("run", "plan.yaml")
    assert done.status == 2
    assert done.said == [
        "Not taken in: temuan.yaml, line 2: The key “statment” is not known. Did you mean “statement”?"
    ]


def test_a_plan_mended_goes_on_where_it_stood(qda: Qda, tmp_path: Path) -> None:
    (tmp_path / "wawancara.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "kode.yaml").write_text(BOOK, encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(HEAD, encoding="utf-8")
    assert qda("run", "plan.yaml").status == 0
    before = (tmp_path / "plan.qda").read_bytes()
    plan.write_text(CODED + "findings: tiada.yaml\n", encoding="utf-8")
    assert qda("run", "plan.yaml").status == 2
    assert (tmp_path / "plan.qda").read_bytes() == before
    plan.write_text(CODED, encoding="utf-8")
    assert qda("run", "plan.yaml").status == 0
    assert qda("--study", "plan.qda", "status", "--json").json["codings"] == 1
