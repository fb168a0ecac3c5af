"""Studies that older versions of the program made open, are as they were, and can be worked on."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qda.store import codings, journal, tactics
from qda.store.check import check
from qda.store.notes import findings_of
from qda.store.study import Study

OLD = Path(__file__).parent / "old"
HASHES = {"2026-11-before-tactics": "ec05ad0b1ea9afbb"}


@pytest.fixture(params=sorted(HASHES))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an old study."""
    return Path(shutil.copy(OLD / f"{request.param}.qda", tmp_path / "lama.qda"))


def test_every_old_study_is_tried() -> None:
    assert {path.stem for path in OLD.glob("*.qda")} == set(HASHES)


def test_it_opens_with_the_same_state_after_a_backup(old: Path, request: pytest.FixtureRequest) -> None:
    with Study.open(old) as study:
        assert journal.study_hash(study) == HASHES[request.node.callspec.params["old"]]
        assert check(study) == []
        assert len(list(codings.listed(study))) == 2
        assert [finding.key for finding in findings_of(study)] == ["pelatihan"]
        assert (tactics.runs(study), tactics.answers(study)) == ([], [])
    (backup,) = old.parent.glob("lama.before-*.qda")
    with closing(sqlite3.connect(backup)) as as_it_was:
        tables = {name for (name,) in as_it_was.execute("SELECT name FROM sqlite_schema")}
    assert "coding" in tables
    assert "tactic_run" not in tables


def test_its_commands_can_still_be_taken_back_and_done_again(old: Path) -> None:
    with Study.open(old) as study:
        before = journal.study_hash(study)
        journal.undo(study)
        assert findings_of(study) == []
        journal.redo(study)
        assert journal.study_hash(study) == before


def test_a_backup_that_is_there_is_not_in_the_way(old: Path) -> None:
    first = shutil.copy(old, old.with_name("again.qda"))
    Study.open(old).close()
    shutil.copy(first, old)
    Study.open(old).close()
    assert len(list(old.parent.glob("lama.before-*.qda"))) == 2
