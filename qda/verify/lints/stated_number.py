"""The stated number of informants against the list behind it, the register of cases, and the report's other numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _
from qda.verify.facts import StudyFacts
from qda.verify.lint_numbers import Stated, stated_informants
from qda.verify.lint_prose import Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "stated-number"


@lint(NAME, N_("A number of informants that the list, the cases or the report itself contradict"), topic=Topic.PEOPLE,
      of_texts=True)  # fmt: skip
def stated_number(desk: Desk) -> Iterable[Defect]:
    """A defect for each list that does not add up, for a number the cases contradict, for two different numbers.

    An item of a list counts as many as it says, else one; nothing is said where an item leaves its number open
    (*beberapa perajin*, *villagers*), or the list is only a choice (*antara lain*).
    """
    for prose in desk.reports:
        found = stated_informants(prose)
        for stated in found:
            yield from _against_list(prose, stated)
        yield from _against_cases(prose, found, desk.facts)
        yield from _against_itself(prose, found)


def _against_list(prose: Prose, stated: Stated) -> Iterator[Defect]:
    counts = [role.number for role in stated.roles]
    if not counts or None in counts:
        return
    least = sum(count or 0 for count in counts)
    if least <= stated.value <= least + stated.most or (stated.most == 0 and least == stated.value):
        return
    sums = " + ".join(str(count) for count in counts)
    yield Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{stated.value}:{least}",
        what=_("{n} informants are stated, but the list that follows adds up to {sum} ({parts}).").format(
            n=stated.value, sum=least, parts=sums
        ),
        mend=_("Correct the number, or name who is missing from the list."),
        confidence=_("Counted: an item without a number counts as one person."),
        passages=(prose.passage(stated.start, stated.roles[-1].end),),
    )


def _against_cases(prose: Prose, found: list[Stated], facts: StudyFacts) -> Iterator[Defect]:
    registered = registered_informants(facts)
    told = {stated.value for stated in found}
    if not registered or not told or registered in told:
        return
    first = found[0]
    yield Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{sorted(told)}:{registered}",
        what=_("{n} informants are stated, but the cases of the study hold {registered}.").format(
            n=first.value, registered=registered
        ),
        mend=_("Add the missing cases (qda cases import), or correct the number."),
        confidence=_(
            "Counted: cases that are observed, documents or unspecified are left out, one person counts once."
        ),
        passages=(prose.passage(first.start, first.end),),
    )


def _against_itself(prose: Prose, found: list[Stated]) -> Iterator[Defect]:
    by_sentence: dict[int, Stated] = {}
    for stated in found:  # of several numbers in one sentence the largest is the whole
        place = next(s.start for s in prose.sentences if s.start <= stated.start < s.end)
        known = by_sentence.get(place)
        by_sentence[place] = stated if known is None or known.value < stated.value else known
    values = sorted({stated.value for stated in by_sentence.values()})
    if len(values) < 2 or values[-1] == sum(values[:-1]):
        return
    shown = {value: next(s for s in by_sentence.values() if s.value == value) for value in values}
    yield Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about="differ",
        what=_("The report states different numbers of informants: {numbers}.").format(
            numbers=", ".join(map(str, values))
        ),
        mend=_("Use one number, or say what each of them counts."),
        confidence=_("The numbers may count different groups of people; read both places."),
        passages=tuple(prose.passage(s.start, s.end) for s in sorted(shown.values(), key=lambda s: s.start)),
    )


def registered_informants(facts: StudyFacts) -> int:
    """Persons among the cases who can have been asked, each once, with those that a case stands for."""
    asked = [
        person
        for person in facts.people.values()
        if person.technique not in ("O", "D", "A")
        and not person.unspecified
        and person.name not in facts.interviewers
        and person.same_as not in facts.people
        and not person.design_level
    ]
    return sum(person.stands_for for person in asked)
