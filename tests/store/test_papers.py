"""What lies beside the frames, as the study's own journal has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.model.ids import new_id
from qda.model.records import Finding, Kind, Source, Technique
from qda.store import journal, notes, sources
from qda.store.papers import papers
from qda.store.sources import NewSource
from qda.store.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study.create(tmp_path / "s.qda", title="S", who="ana")


def found(key: str, statement: str, body: str = "{}", position: int = 0) -> Finding:
    return Finding(id=new_id(), key=key, statement=statement, body=body, position=position)


def save(study: Study, *findings: Finding) -> None:
    with study.command("findings import"):
        notes.save_findings(study, findings)


def test_the_versions_of_findings_come_out_of_the_journal(study: Study) -> None:
    """Added, moved (no change), reworded, its tests revised, taken out; a change that was undone never was."""
    save(study, found("a", "One."))
    save(study, found("b", "Two.", position=0), found("a", "One.", position=1))
    save(study, found("b", "Two.", position=0), found("a", "One, rather.", position=1))
    save(study, found("b", "Two.", '{"assert": []}', 0), found("a", "One, rather.", position=1))
    save(study, found("a", "One, rather."))
    save(study, found("a", "Never."))
    journal.undo(study)
    changes = papers(study, ("changes",)).changes
    assert [(c.finding, c.kind, c.before, c.after) for c in changes] == [
        ("a", "added", "", "One."),
        ("b", "added", "", "Two."),
        ("a", "reworded", "One.", "One, rather."),
        ("b", "revised", "Two.", "Two."),
        ("b", "removed", "Two.", ""),
    ]
    assert {c.by for c in changes} == {"ana"}
    assert sorted(c.seq for c in changes) == [c.seq for c in changes]


def test_only_what_is_asked_for_is_read(study: Study) -> None:
    with study.command("import"):
        sources.add(
            study,
            NewSource(
                source=Source(
                    id=new_id(), name="W1", kind=Kind.INTERVIEW, technique=Technique.INTERVIEW, text="We wait.\n"
                ),
                speakers=(),
                turns=(),
                words=2,
            ),
        )
    assert [(one.source, one.text) for one in papers(study, ("texts",)).texts] == [("W1", "We wait.\n")]
    assert papers(study, ("verdicts",)).texts == ()
