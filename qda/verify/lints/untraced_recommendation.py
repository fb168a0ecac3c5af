"""Recommendations that answer no finding (the display is `recommendation-trace`)."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.answers import answered
from qda.model.wording import N_, _, plural
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "untraced-recommendation"
_NAMES = ("saran", "rekomendasi", "anjuran", "recommendation", "recommendations", "suggestion", "suggestions", "advice")


@lint(NAME, N_("Recommendations that answer no finding"), topic=Topic.EVIDENCE)
def untraced_recommendation(desk: Desk) -> Iterable[Defect]:
    """Codes under *saran* (or the like) of which no coding's note says `answers:` with a finding of the study."""
    known = {finding.key for finding in desk.findings}
    roots = [c.code.path for c in desk.codes if c.code.name.casefold() in _NAMES and c.code.status == "active"]
    notes: dict[str, list[str | None]] = {}
    for coded in desk.facts.coded_below(roots):
        notes.setdefault(coded.code, []).append(coded.memo)
    split = {root for root in roots if any(path.startswith(f"{root}/") for path in notes)}
    answers = {
        code: [key for memo in memos for key in answered(memo)] for code, memos in notes.items() if code not in split
    }
    untraced = tuple(code for code, keys in answers.items() if not keys)
    wrong = tuple(f"{code} → {key}" for code, keys in answers.items() for key in keys if key not in known)
    if untraced:
        yield Defect(
            lint=NAME,
            severity=Severity.WARNING,
            kind=PlaceKind.CODE,
            name=untraced[0] if len(untraced) == 1 else "",
            about="untraced",
            items=untraced,
            what=plural(
                "{n} of {all} recommendations answers no finding: {names}.",
                "{n} of {all} recommendations answer no finding: {names}.",
                len(untraced),
            ).format(n=len(untraced), all=len(answers), names=", ".join(untraced)),
            mend=_("Write “answers: FINDING” in the note of its coding, or leave the recommendation out."),
            confidence=_("Certain: no note names a finding. See: qda display recommendation-trace"),
        )
    if wrong:
        yield Defect(
            lint=NAME,
            severity=Severity.ERROR,
            kind=PlaceKind.CODE,
            about="unknown",
            items=wrong,
            what=_("Recommendations answer findings that the study does not have: {names}.").format(
                names=", ".join(wrong)
            ),
            mend=_("Correct the id, or import the finding."),
            confidence=_("Certain."),
        )
