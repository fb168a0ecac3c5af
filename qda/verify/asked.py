"""Who was asked about a finding: what tells silence from never having been asked (method §4.4, `asked[g]`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qda.model.evidence import Axis
from qda.model.wording import _
from qda.verify.facts import AUTHOR, BY_THEMSELVES, StudyFacts

_TECHNIQUES = "WODFS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The counts, and the sentences that say what they take for granted."""

    counts: tuple[tuple[str, int], ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Somebody who gives evidence on the finding, under the group of the axis."""

    informant: str
    source: str
    group: str


def related(code: str, wanted: Iterable[str]) -> bool:
    """Whether a code is one of the wanted, above one or below one."""
    return any(code == path or code.startswith(f"{path}/") or path.startswith(f"{code}/") for path in wanted)


def count_asked(
    facts: StudyFacts,
    codes: Sequence[str],
    axis: Axis,
    givers: Sequence[Giver],
    in_scope: Callable[[str, str], bool],
) -> Asking:
    """How many informants or sources of each group were asked.

    With a guide: those to whom a question was put that targets one of the codes (or a code above or below); where a
    source's turns carry no question, the whole guide was. Without one: all who speak. Observations and documents count
    as sources, each once. Who gives evidence was asked in any case. Of a group that is quoted though none of it speaks
    in any source (a report's informants), all registered cases count.

    Args:
        facts: The study.
        codes: Paths of the finding's codes.
        axis: What is compared.
        givers: Those whose evidence counts.
        in_scope: Whether an informant in a source lies within the finding's scope.
    """
    if axis is Axis.CODER:
        return _by_coder(facts, in_scope)
    places = [(informant, source) for informant, source in asked_places(facts, codes) if in_scope(informant, source)]
    people: dict[str, dict[str, int]] = {}
    if axis is Axis.GROUP:
        people = {group: {} for group in _registered_groups(facts)}
    for informant, source in places:
        group = group_on(facts, axis, informant, source)
        if group is not None:
            people.setdefault(group, {})[one_name(facts, informant)] = _size(facts, informant)
    quoted = {giver.group for giver in givers if not people.get(giver.group)}
    for giver in givers:
        people.setdefault(giver.group, {})[one_name(facts, giver.informant)] = _size(facts, giver.informant)
    assumptions = [_assumption(facts)] if facts.heard else []
    if axis is Axis.GROUP and not facts.guided and quoted:
        people = {
            group: {**own, **(_registered(facts, group) if group in quoted else {})} for group, own in people.items()
        }
        if any(_registered(facts, group) for group in quoted):
            assumptions.append(
                _("Of groups that are quoted but speak in no source, all registered cases count as asked.")
            )
    order = list(people) if axis is Axis.GROUP else sorted(people, key=_rank)
    return Asking(counts=tuple((group, sum(people[group].values())) for group in order), assumptions=tuple(assumptions))


def group_on(facts: StudyFacts, axis: Axis, informant: str, source: str, technique: str = "") -> str | None:
    """Where an informant in a source stands on an axis; None where that is not known."""
    place = facts.places[source]
    match axis:
        case Axis.GROUP:
            return facts.group_of(informant, source)
        case Axis.TECHNIQUE:
            return technique or place.technique
        case Axis.TIME:
            return place.period or place.date
    raise ValueError(f"no group of an informant by {axis}")


def _rank(group: str) -> tuple[int, str]:
    """Techniques in the method's order; periods and dates as they follow one another."""
    return (_TECHNIQUES.find(group) if len(group) == 1 else len(_TECHNIQUES), group)


def asked_places(facts: StudyFacts, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Who was asked about these codes, and in which source; observations and documents stand for themselves."""
    on_topic = {key for key, targets in facts.targets.items() if any(related(target, codes) for target in targets)}
    speaking = [
        (heard.informant, heard.source) for heard in facts.heard if not facts.guided or heard.questions & on_topic
    ]
    standing = [
        (place.name, place.name)
        for place in facts.places.values()
        if not place.speaks and place.kind != AUTHOR and (place.kind in BY_THEMSELVES or not facts.guided)
    ]
    return speaking + standing


def _registered_groups(facts: StudyFacts) -> list[str]:
    groups = [
        person.group for person in facts.people.values() if person.group and person.name not in facts.interviewers
    ]
    return list(dict.fromkeys(groups))


def _registered(facts: StudyFacts, group: str) -> dict[str, int]:
    return {
        one_name(facts, person.name): person.stands_for
        for person in facts.people.values()
        if person.group == group and person.name not in facts.interviewers
    }


def one_name(facts: StudyFacts, informant: str) -> str:
    """One name for all names of a person; `same_as` is followed to its end."""
    seen = {informant}
    while (person := facts.people.get(informant)) is not None and person.same_as and person.same_as not in seen:
        informant = person.same_as
        seen.add(informant)
    return informant


def _size(facts: StudyFacts, informant: str) -> int:
    person = facts.people.get(informant)
    return person.stands_for if person else 1


def _by_coder(facts: StudyFacts, in_scope: Callable[[str, str], bool]) -> Asking:
    people: dict[str, set[str]] = {}
    for coded in facts.codings:
        if in_scope(coded.informant, coded.source):
            people.setdefault(coded.coder, set()).add(coded.informant)
    return Asking(
        counts=tuple((coder, len(people[coder])) for coder in sorted(people)),
        assumptions=(_("A coder counts as asked about everyone whose words the coder has coded at all."),),
    )


def _assumption(facts: StudyFacts) -> str:
    if facts.guided:
        return _(
            "Asked are those to whom a question of the guide was put that targets the codes; where a source’s turns "
            "carry no question, the whole guide counts as put."
        )
    if facts.targets:
        return _("No turn carries a question of the guide, so everyone who speaks counts as asked.")
    return _("Without an interview guide, everyone who speaks counts as asked.")
