"""The people behind a finding's evidence: who says it, in how many passages, from which standing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qda.model.evidence import EvidenceUnit
from qda.model.ids import Id
from qda.model.wording import N_
from qda.verify.asked import asked_places, one_name
from qda.verify.evidence import scope_of
from qda.verify.facts import Coded, StudyFacts
from qda.verify.finding import FindingSpec
from qda.verify.tactic import Ground
from qda.verify.witnesses import AUTHOR

STANCES = {(True, True): "mixed", (True, False): "+", (False, True): "-", (False, False): "m"}
STANCE_WORDS = {"+": N_("for it"), "-": N_("against it"), "mixed": N_("both"), "m": N_("mentions it only")}
HIGH = ("tinggi", "high", "elite", "elit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One person (or source in which nobody speaks) in the evidence, under one name.

    Attributes:
        stance: "+", "-", "mixed" or "m" (mentions it only).
        passages: Different places coded; two codes on the same words are one.
        codings: Sorted by source and place.
    """

    name: str
    group: str
    stance: str
    passages: int
    units: tuple[EvidenceUnit, ...]
    codings: tuple[Coded, ...]

    @property
    def ids(self) -> tuple[Id, ...]:
        """Of the codings."""
        return tuple(coded.id for coded in self.codings)


def voices(ground: Ground, units: Iterable[EvidenceUnit] | None = None) -> tuple[Voice, ...]:
    """Who is in the finding's evidence, those with most passages first; the researcher's own assertions are nobody's.

    Args:
        ground: With a finding and its evidence.
        units: Only these units; all of the evidence where None.
    """
    finding, evidence = ground.finding, ground.evidence
    if finding is None or evidence is None:
        return ()
    codings = {coded.id: coded for coded in ground.facts.coded_below(finding.evidence.codes)}
    own: dict[str, list[EvidenceUnit]] = {}
    for unit in evidence.units if units is None else units:
        if unit.technique != AUTHOR:
            own.setdefault(one_name(ground.facts, unit.informant), []).append(unit)
    found = [_voice(name, members, codings) for name, members in own.items()]
    return tuple(sorted(found, key=lambda voice: (-voice.passages, voice.name)))


def supporting(ground: Ground) -> tuple[Voice, ...]:
    """Who speaks for the finding, with those passages alone that do."""
    units = () if ground.evidence is None else ground.evidence.units
    return voices(ground, [unit for unit in units if unit.stance > 0])


def _voice(name: str, units: Sequence[EvidenceUnit], codings: dict[Id, Coded]) -> Voice:
    ids = dict.fromkeys(unit.coding for unit in units if unit.coding in codings)
    own = sorted((codings[i] for i in ids if i is not None), key=lambda c: (c.source, c.start, c.end, c.code, c.id))
    signs = {unit.stance for unit in units}
    return Voice(
        name=name,
        group=units[0].group,
        stance=STANCES[(1 in signs, -1 in signs)],
        passages=len({(coded.source, coded.start, coded.end) for coded in own}) or len(units),
        units=tuple(units),
        codings=tuple(own),
    )


def of_high_standing(facts: StudyFacts, name: str, words: Sequence[str], attribute: str) -> bool | None:
    """Whether a person is of high standing: the attribute says so, else a word of the role; None if neither is known.

    Args:
        facts: The study.
        name: The person.
        words: Words of roles that give standing, in small letters.
        attribute: Attribute of cases in which the researcher says it (tinggi, high).
    """
    person = facts.people.get(name)
    if person is None:
        return None
    stated = person.attributes.get(attribute, "").strip().casefold()
    if stated:
        return stated in HIGH
    role = person.attributes.get("role", "").casefold()
    return None if not role else any(word in role.split() for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the sample in the finding's scope.

    Attributes:
        asked: People (or sources by themselves) asked about the finding.
        telling: Those of them who speak for it.
    """

    attribute: str
    value: str
    asked: int
    telling: int


def strata(ground: Ground, finding: FindingSpec, attribute: str) -> tuple[Stratum, ...]:
    """The values of an attribute among the cases and the asked who lie in the finding's scope, by name.

    Whoever gives evidence was asked. A case that speaks nowhere is in scope unless an attribute of it says otherwise.
    """
    facts, evidence = ground.facts, ground.evidence
    in_scope, _ignored = scope_of(facts, finding)
    telling = {voice.name for voice in supporting(ground)}
    asked: dict[str, set[str]] = {}
    places = [(i, s) for i, s in asked_places(facts, finding.evidence.codes) if in_scope(i, s)]
    units = evidence.units if evidence else ()
    places += [(u.informant, u.source) for u in units if u.technique != AUTHOR and u.source]
    for informant, source in places:
        value = facts.values_of(informant, source).get(attribute)
        if value not in (None, ""):
            asked.setdefault(str(value), set()).add(one_name(facts, informant))
    for value in _registered(facts, finding, attribute, in_scope):
        asked.setdefault(value, set())
    return tuple(
        Stratum(attribute=attribute, value=value, asked=len(asked[value]), telling=len(asked[value] & telling))
        for value in sorted(asked)
    )


def _registered(
    facts: StudyFacts, finding: FindingSpec, attribute: str, in_scope: Callable[[str, str], bool]
) -> list[str]:
    """Values of the attribute among the cases that may lie in scope."""
    where: dict[str, set[str]] = {}
    for heard in facts.heard:
        where.setdefault(heard.informant, set()).add(heard.source)
    wanted = {name: {each.casefold() for each in values} for name, values in finding.scope}
    found = []
    for person in facts.people.values():
        value = person.group if attribute == "group" else person.attributes.get(attribute)
        if not value or person.name in facts.interviewers:
            continue
        known = where.get(person.name, {person.name} if person.name in facts.places else set())
        if known and not any(in_scope(person.name, source) for source in known):
            continue
        fits = (person.attributes.get(name, "").casefold() in {"", *values} for name, values in wanted.items())
        if known or all(fits):
            found.append(value)
    return found
