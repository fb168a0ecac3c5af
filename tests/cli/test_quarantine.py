from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Qda


def test_a_quarantined_passage_is_no_evidence_and_undo_takes_it_back(
    small: Path, qda: Qda, state: Callable[[], str]
) -> None:
    def witnesses() -> int:
        return int(qda("triangulate", "--json").json[0]["witnesses"])

    before, command = state(), ("source", "quarantine", "wawancara", "--quote", "Pelatihan ada", "--why", "uji")
    assert witnesses() == 1
    assert "It would be: wawancara, line 2" in qda(*command, "--dry-run").out
    assert state() == before
    done = qda(*command)
    assert (done.status, done.err) == (0, "")
    assert witnesses() == 0
    assert "already" in qda(*command).out
    assert qda("undo").status == 0
    assert (witnesses(), state()) == (1, before)


def test_words_that_are_not_there_are_answered(small: Path, qda: Qda) -> None:
    done = qda("source", "quarantine", "wawancara", "--quote", "tiada", "--why", "uji")
    assert done.status == 2
    assert "occurs 0 times" in done.said[-1]
    assert qda("source", "quarantine", "wawancara", "--quote", "Pelatihan").status == 2
