"""COREQ 12 and 16: how many were interviewed, and who they are, where a report says that interviews were held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _
from qda.verify.facts import StudyFacts
from qda.verify.lint_numbers import numbers, stated_informants
from qda.verify.lint_prose import Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint
from qda.verify.lints.stated_number import registered_informants

NAME = "sample-unreported"
_ASKED = re.compile(r"\b(?:(?:me|di)?wawancara\w*|mewawancarai|interview(?:s|ed)?|focus groups?|fgd)\b", re.IGNORECASE)


@lint(NAME, N_("Number or roles of the informants that are reported nowhere"), topic=Topic.PEOPLE, of_texts=True)
def sample_unreported(desk: Desk) -> Iterable[Defect]:
    """A report that tells of interviews and states no number; cases without a role or group."""
    for prose in desk.reports:
        yield from _number(prose)
    if not desk.manuscript:
        yield from _roles(desk.facts)


def _number(prose: Prose) -> Iterator[Defect]:
    telling = [
        (sentence, found)
        for sentence in prose.own()
        if (found := _ASKED.search(prose.flat, sentence.start, sentence.end)) is not None
    ]
    if not telling or stated_informants(prose):
        return
    if any(number.value > 1 for sentence, _found in telling for number in numbers(sentence.words)):
        return
    first = telling[0][0]
    yield Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about="number",
        what=_("The report tells of interviews, but nowhere how many people were asked and who they are."),
        mend=_("State number, roles and choice of the informants (COREQ 10, 12 and 16)."),
        confidence=_("No number was found beside a word for informants; a number in a table or a picture is not seen."),
        passages=(prose.passage(first.start, first.end),),
    )


def _roles(facts: StudyFacts) -> Iterator[Defect]:
    people = [p for p in facts.people.values() if p.name not in facts.interviewers and not p.unspecified]
    without = [p.name for p in people if not p.group]
    if without:
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            about="roles",
            items=tuple(without),
            what=_("{n} of {all} cases have neither a role nor a group.").format(n=len(without), all=len(people)),
            mend=_("Fill in the column “role” or “group” of the cases table (COREQ 16), then: qda cases import FILE."),
            confidence=_("Certain."),
        )
    if not registered_informants(facts) and facts.heard:
        heard = {one.informant for one in facts.heard}
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            about="cases",
            what=_("{n} informants speak in the transcripts, but no case says who they are.").format(n=len(heard)),
            mend=_("Write a cases table with name, role and group, then: qda cases import FILE."),
            confidence=_("Certain."),
        )
