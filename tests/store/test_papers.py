"""What lies beside the frames, as the study's own journal has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qda.model.desk_records import Written
from qda.model.ids import new_id
from qda.model.records import Finding, Kind, Source, Technique
from qda.store import journal, notes, sources
from qda.store import written as written_texts
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


def written(study: Study, at: str, row: str, text: str, command: str = "write") -> None:
    study.clock = lambda: at
    with study.command(command):
        written_texts.save(study, [Written(view="v", row=row, column="c", text=text, by=study.who, at=at)])


def test_a_text_began_when_it_was_first_written(study: Study) -> None:
    """Changed twice it began once; taken out and written again it began again; an undone change never was."""
    written(study, "2026-01-01T00:00:00Z", "a", "One.")
    written(study, "2026-01-02T00:00:00Z", "a", "One, rather.")
    written(study, "2026-01-03T00:00:00Z", "b", "Two.")
    written(study, "2026-01-04T00:00:00Z", "b", "")
    written(study, "2026-01-05T00:00:00Z", "b", "Two.")
    written(study, "2026-01-06T00:00:00Z", "d", "Three.")
    journal.undo(study)
    found = papers(study, ("writings",)).beginnings
    assert [(one.row, one.at[:10], one.by) for one in found] == [("a", "2026-01-01", "ana"), ("b", "2026-01-05", "ana")]


def test_a_text_that_follows_what_was_renamed_keeps_its_beginning(study: Study) -> None:
    """In one command it leaves its old place as it is; of two that were put together the earlier one counts."""
    written(study, "2026-01-01T00:00:00Z", "a", "One.")
    written(study, "2026-01-02T00:00:00Z", "b", "Two.")
    kept = Written(view="v", row="z", column="c", text="One.", by="ana", at="2026-01-01T00:00:00Z")
    with study.command("code move"):
        written_texts.save(study, [replace(kept, row="a", text=""), kept])
    both = replace(kept, row="b", text="Two.\n\nOne.", at="2026-01-09T00:00:00Z")
    with study.command("code merge"):
        written_texts.save(study, [replace(kept, text=""), both])
    [one] = papers(study, ("writings",)).beginnings
    assert (one.row, one.at[:10]) == ("b", "2026-01-01")
