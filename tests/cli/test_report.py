"""`qda report` as it is typed, and the report as a plan makes it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Qda
from tests.report.small_study import write_small_study

METHOD = "sampling: Purposif menurut kedudukan.\nfunding: Biaya sendiri.\n"


@pytest.fixture
def study(tmp_path: Path, qda: Qda) -> Path:
    """The small study's folder, run."""
    write_small_study(tmp_path, plan="method: method.yaml\n")
    (tmp_path / "method.yaml").write_text(METHOD, encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status == 1, done.err  # one finding fails
    return tmp_path


def test_a_plan_writes_its_report_and_a_second_run_nothing(study: Path, qda: Qda) -> None:
    file = study / "hasil" / "laporan.docx"
    before = file.read_bytes()
    again = qda("run", "study.yaml")
    assert "hasil/laporan.docx: as it was" in again.out
    assert "Nothing changed" in again.out
    assert file.read_bytes() == before
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    assert "Purposif menurut kedudukan." in text
    assert "hasil/ringkasan.xlsx" in text


def test_a_plan_is_rehearsed_without_writing(tmp_path: Path, qda: Qda) -> None:
    write_small_study(tmp_path)
    done = qda("run", "--dry-run", "study.yaml")
    assert "It would be: hasil/laporan.docx: written" in done.out
    assert not (tmp_path / "hasil").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [("report: laporan.pdf", "cannot be written with the ending “.pdf”"), ("method: facts.docx", "not as “.docx”")],
)
def test_a_plan_whose_report_cannot_be_written_does_nothing(tmp_path: Path, qda: Qda, line: str, said: str) -> None:
    plan = write_small_study(tmp_path)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("report: hasil/laporan.docx\n", f"{line}\n"), encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status == 2
    assert said in done.err
    assert not (tmp_path / "study.qda").exists()


def test_word_and_html_say_the_same(study: Path, qda: Qda) -> None:
    assert qda("report", "a.docx").out == "a.docx: written\n"
    assert qda("report", "a.docx").out == "a.docx: as it was\n"
    assert qda("report", "a.html").status == 0
    page = (study / "a.html").read_text(encoding="utf-8")
    for heading in ("Trustworthiness of the data", "COREQ checklist", "What was not done"):
        assert heading in page
        assert any(heading in p.text for p in docx.Document("a.docx").paragraphs)


def test_the_report_leaves_the_study_as_it_was(study: Path, qda: Qda) -> None:
    before = qda("status", "--json").json
    entries = len(qda("log", "--json").json)
    assert qda("report", "a.docx").status == 0
    assert qda("status", "--json").json == before
    assert len(qda("log", "--json").json) == entries
    assert study.is_dir()


def test_facts_are_taken_in_and_faults_are_named(study: Path, qda: Qda) -> None:
    (study / "more.yaml").write_text("paradigm: Kritis.\nethic: x\n", encoding="utf-8")
    done = qda("report", "a.docx", "--facts", "more.yaml")
    assert done.status == 2
    assert done.out.splitlines()[0] == "3 facts of the method known, 36 not: 1 new, 0 changed, 0 taken back"
    assert "more.yaml, line 2: Unknown key “ethic”. Did you mean “ethics”?" in done.err
    assert (study / "a.docx").exists()


def test_a_form_asks_only_what_is_missing(study: Path, qda: Qda) -> None:
    done = qda("report", "--form", "form.yaml")
    assert done.out == "form.yaml written: 37 questions. Take the answers in with: qda report --facts form.yaml\n"
    form = (study / "form.yaml").read_text(encoding="utf-8")
    assert "\nsampling:" not in form
    assert "\nsetting:" in form


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "name the report to write"),
        (("a.pdf",), "Use one of: .docx, .html, .htm"),
        (("--form", "a.csv"), "Use one of: .yaml, .yml, .xlsx"),
        (("a.docx", "--facts", "none.yaml"), "There is no such file"),
        (("a.docx", "--plan", "none.yaml"), "There is no such plan"),
    ],
)
def test_a_call_that_cannot_be_carried_out(study: Path, qda: Qda, typed: tuple[str, ...], said: str) -> None:
    done = qda("report", *typed)
    assert done.status == 2
    assert said in done.err
    assert not (study / "a.docx").exists()


def test_displays_of_a_plan_are_shown(study: Path, qda: Qda) -> None:
    assert qda("report", "a.html", "--plan", "study.yaml").status == 0
    page = (study / "a.html").read_text(encoding="utf-8")
    assert "hasil/ringkasan.xlsx" in page
    assert "Role-ordered matrix" not in page
