"""From the codings of a study to the evidence for one finding (method §4.4 steps 1–3). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qda.model.condition import parse_condition
from qda.model.condition_tree import Value
from qda.model.evidence import Axis, Dependency, DependencyKind, Evidence, EvidenceUnit, Exclusion
from qda.model.wording import _, in_language
from qda.verify.asked import Giver, count_asked, group_on
from qda.verify.copies import Authorship, Written, written
from qda.verify.facts import RESEARCHER, Coded, Person, StudyFacts
from qda.verify.finding import EvidenceQuery, FindingSpec
from qda.verify.prompting import Questions

_SIGNS = {"+": (1,), "-": (-1,), "0": (0,), "±": (1, -1)}
FEW_TRAITS = 3
_NO_TRAIT = ("n", "attribution", "technique", "related_to")  # attributes that tell the program something
_HEARD_FROM = re.compile(r"^\s*(?:from|dari|hearsay from|kata)\s*:?\s+(?P<who>[^;\n]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selection:
    """The codings that count, and how many do not, by reason."""

    kept: tuple[Coded, ...]
    excluded: tuple[Exclusion, ...]


def gather_evidence(facts: StudyFacts, finding: FindingSpec, axis: Axis = Axis.GROUP) -> Evidence:
    """The evidence for and against a finding.

    Interviewers' turns and quarantined spans are never evidence, other people's turns that are not informants' only
    where the coding names the informant.
    A coding without a stance is read as the finding's `unstated` says; a mixed one is two units.

    Args:
        facts: The study.
        finding: What is claimed, with its evidence query and scope.
        axis: What is compared: source groups, techniques, periods or coders.
    """
    in_scope, ignored = scope_of(facts, finding)
    selection = _select(facts, finding.evidence, axis, in_scope)
    questions = Questions(facts)
    units, givers = [], []
    for coded, words in zip(selection.kept, written(facts, selection.kept), strict=True):
        own = list(_units(facts, finding, axis, coded, words, led=questions.led(coded)))
        units += own
        if own[0].technique != "A":
            givers.append(Giver(informant=coded.informant, source=coded.source, group=own[0].group))
    asking = count_asked(facts, finding.evidence.codes, axis, givers, in_scope)
    return Evidence(
        finding=finding.key,
        axis=axis,
        units=tuple(units),
        asked=asking.counts,
        dependencies=tuple(_dependencies(facts, selection.kept)),
        excluded=selection.excluded,
        assumptions=(*asking.assumptions, *ignored, *_unstated(finding, selection.kept)),
        agreement=finding.agreement,
        look_alikes=_look_alikes(facts, selection.kept),
    )


def values_of_coding(facts: StudyFacts, coded: Coded) -> dict[str, Value]:
    """What a condition can ask of a coding."""
    return {
        **facts.values_of(coded.informant, coded.source),
        "code": (coded.code,),
        "coder": coded.coder,
        "round": coded.round,
        "stance": coded.stance,
        "basis": coded.basis,
        "magnitude": coded.magnitude,
        "slot": coded.slot,
        "question": coded.question,
        "technique": coded.technique,
        "origin": coded.origin,
        "prompted": coded.prompted,
    }


def covers(path: str, code: str) -> bool:
    """Whether a code is this one or lies below it."""
    return code == path or code.startswith(f"{path}/")


def scope_of(facts: StudyFacts, finding: FindingSpec) -> tuple[Callable[[str, str], bool], list[str]]:
    """Whether an informant in a source lies within the finding's scope, and which parts of it select nothing."""
    if not finding.scope and not finding.scope_condition:
        return _everything, []
    known = [(name, wanted) for name, wanted in finding.scope if facts.has_value(name)]
    condition = parse_condition(finding.scope_condition) if finding.scope_condition else None

    def in_scope(informant: str, source: str) -> bool:
        values = facts.values_of(informant, source)
        fits = all(
            str(values.get(name) or "").casefold() in {each.casefold() for each in wanted} for name, wanted in known
        )
        return fits and (condition is None or condition.holds(values))

    ignored = [
        _("No source or case states “{name}”, so that part of the scope selects nothing.").format(name=name)
        for name, _wanted in finding.scope
        if not facts.has_value(name)
    ]
    return in_scope, ignored


def _everything(_informant: str, _source: str) -> bool:
    return True


def _select(facts: StudyFacts, query: EvidenceQuery, axis: Axis, in_scope: Callable[[str, str], bool]) -> _Selection:
    where = parse_condition(query.where) if query.where else None
    kept: list[Coded] = []
    left: dict[str, int] = {}
    for coded in facts.coded_below(query.codes):
        reason = _unfit(coded) or _unplaced(facts, axis, coded)
        if reason is None and not _wanted(facts, query, coded):
            continue
        if reason is None and where is not None and not where.holds(values_of_coding(facts, coded)):
            continue
        if reason is None and coded.technique != "A" and not in_scope(coded.informant, coded.source):
            reason = _("outside the finding's scope")
        if reason is None:
            kept.append(coded)
        else:
            left[reason] = left.get(reason, 0) + 1
    return _Selection(kept=tuple(kept), excluded=tuple(Exclusion(reason=why, codings=n) for why, n in left.items()))


def _unfit(coded: Coded) -> str | None:
    if coded.quarantined:
        return _("in quarantined passages")
    if not coded.beside:
        return None
    return _("in turns of the interviewer") if coded.role == "interviewer" else _("in turns of nobody interviewed")


def _unplaced(facts: StudyFacts, axis: Axis, coded: Coded) -> str | None:
    place = facts.places[coded.source]
    if axis is Axis.TIME and coded.technique != "A" and not (place.period or place.date):
        return _("of no known period or date")
    return None


def _wanted(facts: StudyFacts, query: EvidenceQuery, coded: Coded) -> bool:
    group = facts.group_of(coded.informant, coded.source)
    filters = (
        (query.informants, coded.informant),
        (query.sources, coded.source),
        (query.groups, group),
        (query.techniques, coded.technique),
        (query.basis, coded.basis),
    )
    if any(allowed and value not in allowed for allowed, value in filters):
        return False
    return not query.memo or query.memo.casefold() in (coded.memo or "").casefold()


def _units(
    facts: StudyFacts, finding: FindingSpec, axis: Axis, coded: Coded, words: Written, *, led: bool
) -> Iterator[EvidenceUnit]:
    query, place = finding.evidence, facts.places[coded.source]
    if words.authorship is Authorship.YES:
        coded = replace(coded, informant=in_language(RESEARCHER, facts.language), technique="A")
    person = facts.people.get(coded.informant)
    flip = -1 if query.stance == "-" else 1
    signs = _SIGNS[coded.stance] if coded.stance else ((flip,) if query.unstated == "+" else (0,))
    group = coded.coder if axis is Axis.CODER else group_on(facts, axis, coded.informant, coded.source, coded.technique)
    told = _HEARD_FROM.match(coded.memo or "") if coded.basis == "hearsay" else None
    for sign in signs:
        yield EvidenceUnit(
            informant=coded.informant,
            group=group or "",
            technique=coded.technique,
            stance=sign * flip,
            subcode=_subcode(query.codes, coded.code),
            cluster=words.cluster,
            similar=words.similar,
            coding=coded.id,
            basis=coded.basis,
            date=place.date,
            prompted=led or None if coded.prompted is None else coded.prompted,
            unspecified=person is not None and person.unspecified,
            design_level=person is not None and person.design_level,
            hearsay_from=_person_named(facts, told.group("who").strip()) if told else None,
            coder=coded.coder,
            post_hoc=_post_hoc(finding, coded),
            source=coded.source,
            author_text=words.author_text,
            foreign=facts.foreign_line(coded.source, coded.start, coded.end),
        )


def _subcode(codes: Sequence[str], code: str) -> str | None:
    """The part of the finding a coding speaks to: the code below the finding's code, or which of its codes it is."""
    path = max((path for path in codes if covers(path, code)), key=len)
    if code != path:
        return code
    return code if len(codes) > 1 else None


def _person_named(facts: StudyFacts, name: str) -> str:
    wanted = name.rstrip(". ").casefold()
    return next((known for known in facts.people if known.casefold() == wanted), name)


def _post_hoc(finding: FindingSpec, coded: Coded) -> bool:
    later = bool(finding.imported_at) and coded.at > finding.imported_at
    return later and coded.origin == "hand" and coded.coder == finding.imported_by


def _unstated(finding: FindingSpec, kept: Iterable[Coded]) -> list[str]:
    n = sum(coded.stance is None for coded in kept)
    if not n:
        return []
    if finding.evidence.unstated == "0":
        return [_("Codings without a stance are read as mentions: {n}.").format(n=n)]
    return [_("Codings without a stance are read as speaking for the finding: {n}.").format(n=n)]


def _look_alikes(facts: StudyFacts, kept: Iterable[Coded]) -> tuple[tuple[str, str], ...]:
    """Two informants, and only two in the whole study, whose attributes are the same, three of them or more.

    Where three or more people share all their attributes, these do not tell persons apart and give no hint.
    """
    alike: dict[frozenset[tuple[str, str]], list[Person]] = {}
    for person in facts.people.values():
        own = frozenset((name, text.casefold()) for name, text in person.attributes.items() if name not in _NO_TRAIT)
        if len(own) >= FEW_TRAITS and person.stands_for == 1 and not (person.unspecified or person.design_level):
            alike.setdefault(own, []).append(person)
    telling = {coded.informant for coded in kept if coded.technique != "A"}
    pairs = []
    for same in alike.values():
        if len(same) == 2 and {person.name for person in same} <= telling and not _linked(*same):
            one, other = sorted(person.name for person in same)
            pairs.append((one, other))
    return tuple(sorted(pairs))


def _linked(one: Person, other: Person) -> bool:
    return any(
        b.name == a.same_as or b.name in a.depends_on or b.name in a.related_to for a, b in ((one, other), (other, one))
    )


def _dependencies(facts: StudyFacts, kept: Sequence[Coded]) -> list[Dependency]:
    found: list[Dependency] = []
    for person in facts.people.values():
        if person.same_as:
            found.append(Dependency(informant=person.name, others=(person.same_as,), kind=DependencyKind.SAME_PERSON))
        found += [Dependency(informant=person.name, others=(other,)) for other in person.depends_on]
        found += [
            Dependency(informant=person.name, others=(other,), kind=DependencyKind.RELATED)
            for other in person.related_to
        ]
    return found + _of_sources(facts, kept)


def _of_sources(facts: StudyFacts, kept: Sequence[Coded]) -> list[Dependency]:
    """Documents that copy a source or were made from some count with what they come from."""
    speakers: dict[str, list[str]] = {}
    for heard in facts.heard:
        speakers.setdefault(heard.source, []).append(heard.informant)
    found = []
    for name in sorted({coded.source for coded in kept}):
        place = facts.places[name]
        parents = ((place.copy_of,) if place.copy_of else ()) + place.derived_from
        others = tuple(dict.fromkeys(who for parent in parents for who in speakers.get(parent, [parent])))
        kind = DependencyKind.COPY if place.copy_of else DependencyKind.DERIVED
        for informant in speakers.get(name, [name]):
            rest = tuple(other for other in others if other != informant)
            if rest and (informant == name or informant not in others):
                found.append(Dependency(informant=informant, others=rest, kind=kind))
    return found
