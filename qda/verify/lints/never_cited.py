"""Informants that are registered, or listed in the method chapter, and never cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _
from qda.verify.facts import Person, StudyFacts
from qda.verify.lint_numbers import ListedRole, stated_informants
from qda.verify.lint_prose import BORROWED, Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "never-cited"
_ROLE_WORDS = 2  # of a listed role that have to come again: “kepala desa” of “kepala desa Sukamaju”


@lint(NAME, N_("Informants that are named but never cited"), topic=Topic.PEOPLE, of_texts=True)
def never_cited(desk: Desk) -> Iterable[Defect]:
    """Cases without a coding, one defect a group; roles of a report's list that it never mentions again."""
    if not desk.manuscript:
        yield from _cases(desk.facts)
    for prose in desk.reports:
        yield from _listed(prose)


def _cases(facts: StudyFacts) -> Iterator[Defect]:
    cited = {_one_name(facts, coded.informant) for coded in facts.codings if not coded.quarantined}
    cited |= {_one_name(facts, coded.source) for coded in facts.codings if not coded.quarantined}
    if not cited:
        return
    groups: dict[str, list[Person]] = {}
    for person in facts.people.values():
        if person.name not in facts.interviewers and not person.unspecified:
            groups.setdefault(person.group or "", []).append(person)
    for group, people in groups.items():
        silent = [person.name for person in people if _one_name(facts, person.name) not in cited]
        if not silent:
            continue
        whole = len(silent) == len(people)
        yield Defect(
            lint=NAME,
            severity=Severity.WARNING,
            kind=PlaceKind.CASE,
            name=silent[0] if len(silent) == 1 else group,
            about=group,
            items=tuple(silent),
            what=(
                _("Nobody of the group “{group}” is ever cited: {names}.")
                if whole and group
                else _("Registered, but never cited: {names}.")
            ).format(group=group, names=", ".join(silent)),
            mend=_("Code what they said, or say in the report why their words are not used."),
            confidence=_("Certain: no coding carries their words."),
        )


def _one_name(facts: StudyFacts, name: str) -> str:
    person = facts.people.get(name)
    return person.same_as if person is not None and person.same_as else name


def _listed(prose: Prose) -> Iterator[Defect]:
    for stated in stated_informants(prose):
        behind = stated.roles[-1].end if stated.roles else stated.end
        rest = " ".join(
            prose.flat[section.start : section.end] if section.start > behind else prose.flat[behind : section.end]
            for section in prose.sections
            if section.end > behind and section.part not in BORROWED
        )
        silent = [role for role in stated.roles if not _comes_again(role, rest)]
        if not silent or len(silent) == len(stated.roles):
            continue  # none comes again: the report gives them other names
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            kind=PlaceKind.SOURCE,
            name=prose.name,
            about="listed",
            items=tuple(role.text for role in silent),
            what=_("Listed among the informants, but not mentioned afterwards: {names}.").format(
                names="; ".join(role.text for role in silent)
            ),
            mend=_("Quote them, or say why they are not quoted."),
            confidence=_("Looked for by the first words of the role; a role told in other words is not recognised."),
            passages=tuple(prose.passage(role.start, role.end) for role in silent),
        )


def _comes_again(role: ListedRole, rest: str) -> bool:
    words = re.findall(r"[^\W\d_]+", re.sub(r"\([^)]*\)", " ", role.text))
    words = [word for word in words if word.casefold() not in ("orang", "seorang", "a", "an", "the", "people", "para")]
    head = r"\s+".join(map(re.escape, words[:_ROLE_WORDS]))
    return not head or re.search(rf"\b{head}\b", rest, re.IGNORECASE) is not None
