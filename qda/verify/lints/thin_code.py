"""Codes that only one informant, or only one coder, has a coding of."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.wording import N_, _, plural
from qda.verify.facts import Coded, StudyFacts
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "thin-code"
_INFORMANTS = 4  # in the study, from which on one informant is few
_CODINGS = 5  # of one code, from which on one coder's share tells something
_SHOWN = 8


@lint(NAME, N_("Codes that rest on one informant or one coder"), topic=Topic.CODEBOOK)
def thin_code(desk: Desk) -> Iterable[Defect]:
    """Codes with one informant in a study of four or more; codes of one coder where several coded the same sources.

    A code counts with all below it. The researcher's own words count for no informant.
    """
    facts = desk.facts
    own = {c.code.path: [x for x in facts.coded_below([c.code.path]) if _counts(x)] for c in desk.codes}
    everyone = {_one_name(facts, coded) for codings in own.values() for coded in codings}
    parents = {c.code.parent for c in desk.codes}
    if len(everyone) >= _INFORMANTS:
        thin = tuple(
            path
            for path, codings in own.items()
            if path not in parents and len({_one_name(facts, coded) for coded in codings}) == 1
        )
        if thin:
            yield Defect(
                lint=NAME,
                severity=Severity.HINT,
                kind=PlaceKind.CODE,
                name=thin[0] if len(thin) == 1 else "",
                about="informant",
                items=thin,
                what=plural(
                    "{n} code rests on one informant of {all}: {names}.",
                    "{n} codes rest on one informant of {all}: {names}.",
                    len(thin),
                ).format(n=len(thin), all=len(everyone), names=_some(thin)),
                mend=_("Look for others who say it (qda find), or present it as one voice."),
                confidence=_("Certain; one voice may still be the one that matters."),
            )
    yield from _one_coder(desk, parents)


def _one_coder(desk: Desk, parents: set[str | None]) -> Iterable[Defect]:
    hands = [x for x in desk.facts.codings if x.origin == "hand" and not x.quarantined]
    coders: dict[str, set[str]] = {}
    for coded in hands:
        coders.setdefault(coded.source, set()).add(coded.coder)
    shared = {source for source, who in coders.items() if len(who) > 1}
    by_code: dict[str, list[Coded]] = {}
    for coded in hands:
        if coded.source in shared:
            by_code.setdefault(coded.code, []).append(coded)
    alone = tuple(
        code
        for code, codings in sorted(by_code.items())
        if code not in parents and len(codings) >= _CODINGS and len({coded.coder for coded in codings}) == 1
    )
    if alone:
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            kind=PlaceKind.CODE,
            name=alone[0] if len(alone) == 1 else "",
            about="coder",
            items=alone,
            what=plural(
                "{n} code is used by one coder only, in sources that several coded: {names}.",
                "{n} codes are used by one coder only, in sources that several coded: {names}.",
                len(alone),
            ).format(n=len(alone), names=_some(alone)),
            mend=_("Talk about when to use them, and say it in “include” and “exclude”."),
            confidence=_("Certain; the other coders may have had another task."),
        )


def _counts(coded: Coded) -> bool:
    return not coded.quarantined and coded.technique != "A" and coded.role in (None, "informant")


def _one_name(facts: StudyFacts, coded: Coded) -> str:
    person = facts.people.get(coded.informant)
    return person.same_as if person is not None and person.same_as else coded.informant


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown
