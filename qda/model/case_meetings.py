"""What the form of a case analysis meeting calls its columns, in every language: the audit trail looks there too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qda.model.desk_records import Written

MEETING = "case-analysis-meeting"
DISCUSSION, DECISION, DISSENT = "discussion", "decision", "dissent"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDecision:
    """What a meeting decided, or left open: dissent with which nothing is decided.

    Attributes:
        item: Key of the form's row: the case and the item of the agenda.
        decision: "" where nothing was decided.
        dissent: "" where nothing was written on it.
        by: Who wrote the decision last, the dissent where there is none.
        at: When it was written last; UTC, ISO-8601.
    """

    item: str
    decision: str
    dissent: str
    by: str
    at: str


def decisions_in(written: Iterable[Written]) -> tuple[MeetingDecision, ...]:
    """The decisions that meetings wrote into their forms, and dissent without one, oldest first."""
    mine = [one for one in written if one.view.split(" ", 1)[0] == MEETING]
    dissent = {(one.view, one.row): one.text for one in mine if one.column == DISSENT}
    found = [
        MeetingDecision(
            item=one.row, decision=one.text, dissent=dissent.get((one.view, one.row), ""), by=one.by, at=one.at
        )
        for one in mine
        if one.column == DECISION
    ]
    decided = {(one.view, one.row) for one in mine if one.column == DECISION}
    found += [
        MeetingDecision(item=one.row, decision="", dissent=one.text, by=one.by, at=one.at)
        for one in mine
        if one.column == DISSENT and (one.view, one.row) not in decided
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.item, one.decision)))
