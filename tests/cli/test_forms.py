"""Forms from the shell: filled in from a study, written into, and given what they read besides the frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import BOOK, FINDINGS, TALK, Qda

PLAN = """\
study: coba
language: en
sources: [wawancara.txt]
codebook: kode.yaml
coding: [{auto: codebook}]
findings: temuan.yaml
displays:
  - {kind: interim-summary, to: ringkasan.json}
  - {kind: vignette, to: kisah.json}
"""


def cells(found: Any, column: str = "From the data") -> dict[str, Any]:
    """One column of a form by the labels of its rows."""
    [sheet] = found["sheets"]
    [n] = [n for n, each in enumerate(sheet["columns"]) if each["label"] == column]
    return {row["label"]: row["cells"][n]["value"] for row in sheet["rows"]}


def test_a_poem_is_held_against_the_transcript(small: Path, qda: Qda) -> None:
    """The study's texts are read for it: “baik sekali” is said, “apa kabar” is the interviewer’s."""
    done = qda("write", "poetic-display", "--row", "*/poem", "--column", "poem", "baik sekali\nApa kabar\nbaik saja")
    assert done.status == 0, done.err
    whose = cells(qda("display", "poetic-display", "--json").json, "Whose words")
    assert whose["stanza 1, line 1"].startswith("✓ [wawancara:2")
    assert whose["stanza 1, line 2"].startswith("✗ the interviewer’s words: [wawancara:1")
    assert whose["stanza 1, line 3"].startswith("✗ nobody’s words")


def test_the_versions_of_findings_are_the_steps(small: Path, qda: Qda) -> None:
    """One version is no sequence; a second one, reworded, is."""
    steps = cells(qda("display", "sequential-analyses", "--json").json, "Revised propositions")
    assert list(steps) == ["wawancara"]
    Path("temuan.yaml").write_text(FINDINGS.replace("Pelatihan ada.", "Pelatihan memang ada."), encoding="utf-8")
    assert qda("finding", "import", "temuan.yaml").status == 0
    steps = cells(qda("display", "sequential-analyses", "--json").json, "Revised propositions")
    assert list(steps.values()) == [
        "new: ada: Pelatihan ada.",
        "reworded: ada: “Pelatihan ada.” → “Pelatihan memang ada.”",
    ]
    found = cells(qda("display", "sequential-analyses", "--json").json, "Findings so far")
    assert list(found.values()) == ["ada: +1", None]


def test_a_decision_of_a_meeting_stands_in_the_audit_trail(small: Path, qda: Qda) -> None:
    case = "N (wawancara)"
    for column, text in (("decision", "Tanya lagi."), ("dissent", "Semua setuju.")):
        done = qda("write", "case-analysis-meeting", "--row", f"{case}/themes", "--column", column, text)
        assert done.status == 0, done.err
    assert qda("export", "audit", "--as", "audit").status == 0
    [page] = Path("audit").glob("*/decisions.md")
    assert f"| {case}/themes | Tanya lagi. | Semua setuju. |" in page.read_text(encoding="utf-8")
    qda("write", "case-analysis-meeting", "--row", f"{case}/themes", "--column", "dissent", "--remove")
    assert qda("export", "audit", "--as", "audit").status == 0
    assert f"| {case}/themes | Tanya lagi. | nothing is written yet |" in page.read_text(encoding="utf-8")


def test_dissent_without_a_decision_stands_in_the_audit_trail_as_open(small: Path, qda: Qda) -> None:
    """Also where it is all that a meeting left; the gap is named, and goes when something is decided."""
    row = "N (wawancara)/codebook"
    assert qda("write", "case-analysis-meeting", "--row", row, "--column", "dissent", "Budi tidak.").status == 0
    shown = qda("display", "case-analysis-meeting").out
    assert "Dissent is written, and nothing is decided: N (wawancara): Changes to the codebook." in shown
    assert qda("export", "audit", "--as", "audit").status == 0
    [page] = Path("audit").glob("*/decisions.md")
    assert f"| {row} | open: nothing is decided | Budi tidak. |" in page.read_text(encoding="utf-8")
    index = next(Path("audit").glob("4-*/README.md")).read_text(encoding="utf-8")
    assert f"Dissent is written, and nothing is decided: {row}." in index
    qda("write", "case-analysis-meeting", "--row", row, "--column", "decision", "Dipecah.")
    assert qda("export", "audit", "--as", "audit").status == 0
    assert "nothing is decided" not in next(Path("audit").glob("4-*/README.md")).read_text(encoding="utf-8")


def test_a_plan_gives_forms_what_they_read(qda: Qda) -> None:
    """Verdicts for the summary; texts and answers for the vignette, which does without both."""
    for name, text in (
        ("wawancara.txt", TALK),
        ("kode.yaml", BOOK),
        ("temuan.yaml", FINDINGS),
        ("study.yaml", PLAN),
    ):
        Path(name).write_text(text, encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status in (0, 1, 3), done.err
    summary = cells(json.loads(Path("ringkasan.json").read_text(encoding="utf-8")))
    assert summary["ada: Pelatihan ada."].endswith("+1")
    story = cells(json.loads(Path("kisah.json").read_text(encoding="utf-8")))
    assert story["Who tells of it"].startswith("N (wawancara)")
