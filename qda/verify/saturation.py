"""`qda saturation`: when new codes became rare over the interviews, and how many may still be unheard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.model.errors import InputError, NotFoundError
from qda.model.first_heard import Counted, gathered
from qda.model.ids import Id
from qda.model.natural import natural
from qda.model.records import Kind
from qda.model.same_people import one_person
from qda.model.wording import _
from qda.stats.richness import Coverage, Richness, chao2, incidence_coverage
from qda.stats.saturation import (
    BASE,
    RUN,
    THRESHOLD,
    Orders,
    Saturation,
    Step,
    new_codes,
    over_orders,
    saturation,
)
from qda.store import frames
from qda.store.study import Study
from qda.verify.facts import Coded, Place, StudyFacts, study_facts

if TYPE_CHECKING:
    from qda.stats.saturation import Incidence

GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationOptions:
    """The criterion and what it is applied to.

    Attributes:
        kinds: Kinds of sources that count as interviews; the researcher's own prose cannot.
        unit: PEOPLE: whoever was heard before counts, with all they say, to the first interview with them; SOURCES:
            each source is one, whoever speaks.
        by: Property of informants or sources that makes the groups; `group` is attribute group, else role.
        orders: Random orders drawn, from 1.
        seed: Seed of the draw.
    """

    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD
    kinds: tuple[Kind, ...] = (Kind.INTERVIEW,)
    by: str = GROUP
    orders: int = 1000
    seed: int = 1
    unit: Counted = Counted.PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedInterviews:
    """Interviews in order, and the informants' codings in them.

    Attributes:
        interviews: Name and date of each interview with at least one counted coding of its own.
        codings: What is counted, by source and place.
        counted: The interview to which each coding counts.
        again: Interviews that bring no new people, each with those to which its codings count.
        uncoded: Interviews without a counted coding: missing, not without new codes.
        copies: Interviews that copy another one.
    """

    interviews: tuple[tuple[str, str | None], ...]
    codings: tuple[Coded, ...]
    uncoded: tuple[str, ...]
    copies: tuple[str, ...]
    counted: Mapping[Id, str]
    again: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewLine:
    """One interview in its place.

    Attributes:
        new: Codes no earlier interview has.
        cumulative: Different codes up to here.
        step: The run that ends here; None in the base, and where the criterion is undefined.
        saturated: Whether the criterion is met here.
        evidence: Codings of the new codes.
    """

    interview: str
    date: str | None
    new: int
    cumulative: int
    step: Step | None
    saturated: bool
    evidence: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The criterion within one group: only its own informants, in its own interviews."""

    group: str
    interviews: int
    codes: int
    result: Saturation
    orders: Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySaturation:
    """All that `qda saturation` says.

    Attributes:
        again: Interviews that bring no new people, each with those to which what is said in them counts.
        ungrouped: Informants without a value of the property that makes the groups.
        synthetic: Whether any source of the study was made up.
    """

    options: SaturationOptions
    lines: tuple[InterviewLine, ...]
    result: Saturation
    orders: Orders
    groups: tuple[GroupLine, ...]
    richness: Richness
    coverage: Coverage
    uncoded: tuple[str, ...]
    copies: tuple[str, ...]
    ungrouped: tuple[str, ...]
    synthetic: bool
    again: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def undated(self) -> tuple[str, ...]:
        """Interviews without a date; they come last, by name."""
        return tuple(line.interview for line in self.lines if line.date is None)


def study_saturation(study: Study, options: SaturationOptions) -> StudySaturation:
    """Read the study and apply the criterion.

    Raises:
        InputError: the researcher's own prose is asked for.
        NotFoundError: no source of these kinds has a coding that counts, or nothing has the property `by`.
    """
    material = frames.material(study)
    return saturation_of(study_facts(material), options, synthetic=material.synthetic)


def saturation_of(facts: StudyFacts, options: SaturationOptions, *, synthetic: bool) -> StudySaturation:
    """The same from facts at hand. Pure.

    Raises:
        InputError: the researcher's own prose is asked for.
        NotFoundError: no source of these kinds has a coding that counts, or nothing has the property `by`.
    """
    if Kind.AUTHOR in options.kinds:
        raise InputError(
            _("The researcher's own prose is no interview."), mend=_("Choose other kinds of sources with --kind.")
        )
    if options.by != GROUP and not facts.has_value(options.by):
        raise NotFoundError(
            _("No informant and no source has the property “{name}”.").format(name=options.by),
            mend=_("Choose an attribute of the cases table, or leave --by out."),
        )
    coded = coded_interviews(facts, options.kinds, options.unit)
    if not coded.interviews:
        raise NotFoundError(
            _("No source of the kind {kinds} has a coding of an informant's words.").format(
                kinds=", ".join(options.kinds)
            ),
            mend=_("Code some first, or choose other kinds of sources with --kind."),
        )
    names = [name for name, _date in coded.interviews]
    incidence = _incidence(coded, coded.codings, names)
    result, orders = _judged(incidence, options)
    groups, ungrouped = _groups(facts, coded, options)
    return StudySaturation(
        options=options,
        lines=_lines(coded, incidence, result),
        result=result,
        orders=orders,
        groups=groups,
        richness=chao2(incidence),
        coverage=incidence_coverage(incidence),
        uncoded=coded.uncoded,
        copies=coded.copies,
        ungrouped=ungrouped,
        synthetic=synthetic,
        again=coded.again,
    )


def coded_interviews(facts: StudyFacts, kinds: Sequence[Kind], unit: Counted = Counted.PEOPLE) -> CodedInterviews:
    """The interviews by date, then name (those without a date last), and the codings that count in them. Pure.

    What counts: codings outside quarantine in informants' turns, or of words that a hand gave to a case; in sources
    in which nobody speaks, all outside quarantine.
    """
    places = [place for place in facts.places.values() if place.kind in kinds]
    copies = {place.name for place in places if place.copy_of in facts.places}
    wanted = {place.name: place for place in places if place.name not in copies}
    codings = [one for one in facts.codings if one.source in wanted and _counts(one, wanted[one.source], facts)]
    have = {one.source for one in codings}
    ordered = sorted(wanted.values(), key=lambda place: (place.date is None, place.date or "", natural(place.name)))
    same = one_person({name: person.same_as for name, person in facts.people.items()})
    said: dict[str, list[tuple[str, Coded]]] = {}
    for one in codings:
        said.setdefault(one.source, []).append((same.get(one.informant, one.informant), one))
    found = gathered([place.name for place in ordered], said, unit)
    counted = {one.id: name for name, mine in found.items() for one in mine}
    return CodedInterviews(
        interviews=tuple((place.name, place.date) for place in ordered if place.name in found),
        counted=counted,
        again=tuple(
            (place.name, tuple(dict.fromkeys(counted[one.id] for _who, one in said[place.name])))
            for place in ordered
            if place.name in have and place.name not in found
        ),
        codings=tuple(sorted(codings, key=lambda one: (one.source, one.start, one.end, one.code, one.id))),
        uncoded=tuple(sorted(wanted.keys() - have)),
        copies=tuple(sorted(copies)),
    )


def _counts(one: Coded, place: Place, facts: StudyFacts) -> bool:
    if one.quarantined:
        return False
    if one.role is None:
        return not place.speaks or one.informant in facts.people
    return one.role == "informant"


def _incidence(coded: CodedInterviews, codings: Sequence[Coded], names: Sequence[str]) -> Incidence:
    """Interviews × codes, codes by path."""
    import numpy as np

    codes = {code: i for i, code in enumerate(sorted({one.code for one in codings}))}
    rows = {name: i for i, name in enumerate(names)}
    found = np.zeros((len(rows), len(codes)), dtype=np.bool_)
    for one in codings:
        found[rows[coded.counted[one.id]], codes[one.code]] = True
    return found


def _judged(incidence: Incidence, options: SaturationOptions) -> tuple[Saturation, Orders]:
    base, run, threshold = options.base, options.run, options.threshold
    return (
        saturation(new_codes(incidence), base=base, run=run, threshold=threshold),
        over_orders(incidence, base=base, run=run, threshold=threshold, orders=options.orders, seed=options.seed),
    )


def _lines(coded: CodedInterviews, incidence: Incidence, result: Saturation) -> tuple[InterviewLine, ...]:
    ending: Mapping[int, Step] = {step.last: step for step in result.steps}
    inside: dict[str, list[Coded]] = {}
    for one in coded.codings:
        inside.setdefault(coded.counted[one.id], []).append(one)
    seen: set[str] = set()
    lines, total = [], 0
    for place, ((name, date), new) in enumerate(zip(coded.interviews, new_codes(incidence).tolist(), strict=True), 1):
        total += new
        lines.append(
            InterviewLine(
                interview=name,
                date=date,
                new=new,
                cumulative=total,
                step=ending.get(place),
                saturated=place == result.at,
                evidence=tuple(one.id for one in inside[name] if one.code not in seen),
            )
        )
        seen.update(one.code for one in inside[name])
    return tuple(lines)


def _groups(
    facts: StudyFacts, coded: CodedInterviews, options: SaturationOptions
) -> tuple[tuple[GroupLine, ...], tuple[str, ...]]:
    """A line for each group in the order of its name, and the informants without one."""
    members: dict[str, list[Coded]] = {}
    ungrouped = set()
    for one in coded.codings:
        group = _group(facts, one, options.by)
        if group is None:
            ungrouped.add(one.informant)
        else:
            members.setdefault(group, []).append(one)
    lines = []
    for group in sorted(members):
        own = members[group]
        have = {coded.counted[one.id] for one in own}
        incidence = _incidence(coded, own, [name for name, _date in coded.interviews if name in have])
        result, orders = _judged(incidence, options)
        lines.append(
            GroupLine(group=group, interviews=len(incidence), codes=incidence.shape[1], result=result, orders=orders)
        )
    return tuple(lines), tuple(sorted(ungrouped))


def _group(facts: StudyFacts, one: Coded, by: str) -> str | None:
    if by != GROUP:
        value = facts.values_of(one.informant, one.source).get(by)
        return None if value in (None, "") else str(value)
    person = facts.people.get(one.informant)
    if person is not None:
        return person.group
    group = facts.group_of(one.informant, one.source)
    return None if group == one.informant else group
