"""Findings, or a whole study, that rest on the word of one group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _, plural
from qda.verify.facts import StudyFacts
from qda.verify.finding import FindingSpec
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "single-group"


@lint(NAME, N_("Findings that rest on one group alone"), topic=Topic.EVIDENCE)
def single_group(desk: Desk) -> Iterable[Defect]:
    """A study in which only one group was asked; else the findings whose informants all belong to one group.

    Observations and documents are no group that was asked; what the researcher says counts nowhere.
    """
    groups = _asked_groups(desk.facts)
    if len(groups) == 1:
        yield _of_study(desk, *groups)
    elif len(groups) > 1:
        yield from _of_findings(desk)


def _asked_groups(facts: StudyFacts) -> list[str]:
    """Groups of the informants who were asked: cases of an interview, focus group or survey, or without a technique."""
    found = {
        person.group
        for person in facts.people.values()
        if person.group and person.technique not in ("O", "D", "A") and person.name not in facts.interviewers
    }  # fmt: skip
    return sorted(found)


def _of_study(desk: Desk, group: str) -> Defect:
    keys = tuple(finding.key for finding in desk.findings)
    return Defect(
        lint=NAME,
        severity=Severity.WARNING,
        about=group,
        items=keys,
        what=_("Only one group was asked ({group}): whatever is claimed of anybody else is told by it alone.").format(
            group=group
        ),
        mend=_("Ask those who are spoken of, or confine every finding to what this group tells."),
        confidence=_("Certain, as far as the cases table names the groups."),
    )


def _of_findings(desk: Desk) -> Iterator[Defect]:
    alone: dict[str, list[str]] = {}
    for finding in desk.findings:
        groups = _groups_of(finding, desk.facts)
        if len(groups) == 1:
            alone.setdefault(groups.pop(), []).append(finding.key)
    if not alone:
        return
    keys = tuple(key for group in sorted(alone) for key in alone[group])
    told = "; ".join(f"{group} ({', '.join(alone[group])})" for group in sorted(alone))
    yield Defect(
        lint=NAME,
        severity=Severity.HINT,
        kind=PlaceKind.FINDING,
        name=keys[0] if len(keys) == 1 else "",
        about=" ".join(sorted(alone)),
        items=keys,
        what=plural(
            "{n} of {all} findings rests on one group alone: {groups}.",
            "{n} of {all} findings rest on one group alone: {groups}.",
            len(keys),
        ).format(n=len(keys), all=len(desk.findings), groups=told),
        mend=_("Look for another group's word on them, or write them as what this group says."),
        confidence=_("Certain by the codings; qda triangulate tells whether the witnesses agree."),
    )


def _groups_of(finding: FindingSpec, facts: StudyFacts) -> set[str]:
    query = finding.evidence
    return {
        facts.group_of(coded.informant, coded.source)
        for coded in facts.coded_below(query.codes)
        if coded.technique != "A"
        and not coded.quarantined
        and coded.role in (None, "informant")
        and (not query.memo or query.memo in (coded.memo or ""))
    }
