"""Runs of tactics, and what humans answered."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.tactic_records import TacticAnswer, TacticRecord
from qda.store.study import Study


def save_run(study: Study, run: TacticRecord) -> None:
    """Keep a run in place of the last one of the same tactic on the same finding."""
    study.write(
        "INSERT INTO tactic_run VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (tactic, finding) DO UPDATE SET parameters = "
        "excluded.parameters, inputs = excluded.inputs, status = excluded.status, value = excluded.value, "
        "who = excluded.who, at = excluded.at",
        run.id, run.tactic, run.finding, run.parameters, run.inputs, run.status, run.value, run.by, run.at,
    )  # fmt: skip


def save_answers(study: Study, answers: Iterable[TacticAnswer]) -> None:
    """Keep answers in place of those given before to the same questions."""
    study.write_many(
        "INSERT INTO tactic_answer VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (tactic, finding, item) DO UPDATE SET "
        "answer = excluded.answer, why = excluded.why, inputs = excluded.inputs, who = excluded.who, at = excluded.at",
        [(a.id, a.tactic, a.finding, a.item, a.answer, a.why, a.inputs, a.by, a.at) for a in answers],
    )


def runs(study: Study) -> list[TacticRecord]:
    """The last run of each tactic on each finding, by finding and tactic."""
    rows = study.rows(
        "SELECT id, tactic, finding, parameters, inputs, status, value, who, at FROM tactic_run "
        "ORDER BY finding, tactic"
    )
    return [
        TacticRecord(
            id=r[0], tactic=r[1], finding=r[2], parameters=r[3], inputs=r[4], status=r[5], value=r[6], by=r[7], at=r[8]
        )
        for r in rows
    ]


def answers(study: Study) -> list[TacticAnswer]:
    """All answers, by finding, tactic and item."""
    rows = study.rows(
        "SELECT id, tactic, finding, item, answer, why, inputs, who, at FROM tactic_answer "
        "ORDER BY finding, tactic, item"
    )
    return [
        TacticAnswer(
            id=r[0], tactic=r[1], finding=r[2], item=r[3], answer=r[4], why=r[5], inputs=r[6], by=r[7], at=r[8]
        )
        for r in rows
    ]
