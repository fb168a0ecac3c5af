"""From a study's frames and facts to what the report counts: sources, informants, questions, codes, coders. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.records import Code, Kind, Origin, Question
from qda.report.account import CodeAccount, CoderAccount, InformantAccount, QuestionAccount, Refusal, SourceAccount
from qda.store.sources import StoredSource
from qda.verify.facts import BY_THEMSELVES, Coded, Person, StudyFacts

REFUSED = ("refused", "menolak")
_YES, _NO = frozenset({"yes", "ya", "y", "true", "1"}), frozenset({"no", "tidak", "n", "t", "false", "0", "-"})
_TECHNICAL = frozenset({"n", "attribution", "related_to", "technique", "catatan", "note", "notes"})


def sources_of(
    listed: Sequence[StoredSource], facts: StudyFacts, minutes: Mapping[str, float]
) -> tuple[SourceAccount, ...]:
    """The sources by kind in the order of `Kind`, then date, then name."""
    speaking: dict[str, list[str]] = {}
    for heard in facts.heard:
        speaking.setdefault(heard.source, []).append(heard.informant)
    order = list(Kind)
    found = [
        SourceAccount(
            name=one.name,
            kind=one.kind,
            date=one.date,
            period=one.period,
            place=one.place,
            site=one.site,
            words=one.words,
            informants=tuple(speaking.get(one.name, ())),
            minutes=minutes.get(one.name),
            copy_of=one.copy_of,
            derived_from=one.derived_from,
            synthetic=one.synthetic,
            metadata=one.metadata,
        )
        for one in listed
    ]
    return tuple(sorted(found, key=lambda s: (order.index(s.kind), s.date is None, s.date or "", natural(s.name))))


def minutes_of(material: Material) -> dict[str, float]:
    """By source, the length from the first time stamp to the last, in minutes; only where two are known."""
    turns = material.turns
    found: dict[str, tuple[float, float]] = {}
    columns = (turns[name].tolist() for name in ("source", "start_time", "end_time"))
    for source, begin, end in zip(*columns, strict=True):
        for time in (begin, end):
            if time == time and time is not None:  # NaN is not itself
                low, high = found.get(source, (time, time))
                found[source] = (min(low, time), max(high, time))
    return {source: (high - low) / 60 for source, (low, high) in found.items() if high > low}


def informants_of(facts: StudyFacts, order: Sequence[str]) -> tuple[InformantAccount, ...]:
    """Everybody who speaks or is quoted, each person once, in the order of the cases table, then by name."""
    named = {name: _same(name, facts.people) for name in {*facts.people, *(h.informant for h in facts.heard)}}
    sources: dict[str, list[str]] = {}
    asked: dict[str, set[str]] = {}
    codings: dict[str, int] = {}
    spoken: set[str] = set()
    for heard in facts.heard:
        who = named[heard.informant]
        spoken.add(who)
        sources.setdefault(who, []).append(heard.source)
        asked.setdefault(who, set()).update(heard.questions)
    for coded in facts.codings:
        if coded.technique == "A" or coded.beside or coded.informant == coded.source:
            continue
        who = named.get(coded.informant, coded.informant)
        codings[who] = codings.get(who, 0) + 1
        sources.setdefault(who, []).append(coded.source)
    texts = {place.name for place in facts.places.values() if not place.speaks}
    rank = {name: i for i, name in enumerate(order)}
    questions = list(facts.targets)
    return tuple(
        InformantAccount(
            name=who,
            group=_person(facts, who).group if who in facts.people else None,
            attributes=_shown(facts.people[who].attributes) if who in facts.people else (),
            sources=tuple(dict.fromkeys(sources[who])),
            asked=tuple(key for key in questions if key in asked.get(who, ())),
            codings=codings.get(who, 0),
            quoted_only=who not in spoken,
            stands_for=_person(facts, who).stands_for if who in facts.people else 1,
        )
        for who in sorted(sources, key=lambda name: (rank.get(name, len(rank)), name))
        if who not in texts and not (who in facts.people and facts.people[who].unspecified)
    )


def refusals_of(people: Iterable[Person]) -> tuple[Refusal, ...] | None:
    """Who refused, by the attribute `refused` (or `menolak`): its value is the reason, or a bare yes or no."""
    told = [(person.name, value) for person in people if (value := _first(person.attributes, REFUSED))]
    if not told:
        return None
    return tuple(
        Refusal(name=name, why="" if value.casefold() in _YES else value)
        for name, value in told
        if value.casefold() not in _NO
    )


def unheard_of(facts: StudyFacts, informants: Sequence[InformantAccount]) -> tuple[str, ...]:
    """Cases who neither speak nor are quoted; other names of one person, and texts, are none."""
    known = {one.name for one in informants} | set(facts.places) | facts.interviewers
    refused = {one.name for one in refusals_of(facts.people.values()) or ()}
    return tuple(
        person.name
        for person in facts.people.values()
        if person.name not in known | refused and not person.same_as and not person.unspecified
    )


def questions_of(
    guide: Iterable[Question], informants: Sequence[InformantAccount], kinds: Mapping[str, Kind]
) -> tuple[QuestionAccount, ...]:
    """The guide's questions with how many of those interviewed, group by group, each was put to."""
    interviewed = [one for one in informants if any(kinds.get(s) in _INTERVIEWED for s in one.sources)]
    groups = list(dict.fromkeys(one.group or "" for one in interviewed))
    return tuple(
        QuestionAccount(
            key=question.key,
            text=question.text,
            groups=tuple(
                (
                    name,
                    sum(question.key in one.asked for one in interviewed if (one.group or "") == name),
                    sum((one.group or "") == name for one in interviewed),
                )
                for name in groups
            ),
        )
        for question in guide
    )


def codes_of(codes: Sequence[Code], facts: StudyFacts) -> tuple[CodeAccount, ...]:
    """The codes in the codebook's order; each counts what lies below it too, the researcher's own prose left out."""
    people: dict[str, set[str]] = {}
    texts: dict[str, set[str]] = {}
    numbers: dict[str, int] = {}
    for coded in facts.codings:
        if coded.quarantined or coded.technique == "A" or coded.beside:
            continue
        alone = coded.informant == coded.source
        who = _same(coded.informant, facts.people)
        steps = coded.code.split("/")
        for depth in range(1, len(steps) + 1):
            path = "/".join(steps[:depth])
            (texts if alone else people).setdefault(path, set()).add(who)
            numbers[path] = numbers.get(path, 0) + 1
    return tuple(
        CodeAccount(
            code=code,
            informants=len(people.get(code.path, ())),
            texts=len(texts.get(code.path, ())),
            codings=numbers.get(code.path, 0),
        )
        for code in codes
    )


def coders_of(codings: Sequence[Coded]) -> tuple[CoderAccount, ...]:
    """Who coded what in which round, people before rules."""
    found: dict[tuple[str, str, str], list[Coded]] = {}
    for coded in codings:
        found.setdefault((coded.origin, coded.round, coded.coder), []).append(coded)
    order = [origin.value for origin in Origin]
    return tuple(
        CoderAccount(
            coder=coder,
            round=round_,
            origin=Origin(origin),
            codings=len(own),
            sources=len({coded.source for coded in own}),
            first=min(coded.at for coded in own)[:10],
            last=max(coded.at for coded in own)[:10],
        )
        for (origin, round_, coder), own in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0]))
    )


def groups_of(facts: StudyFacts) -> tuple[str, ...]:
    """The source groups: those of the cases table in its order, then those that sources make by themselves."""
    named = [person.group for person in facts.people.values() if person.group]
    alone = [
        facts.group_of(place.name, place.name)
        for place in facts.places.values()
        if place.kind in BY_THEMSELVES and not place.speaks
    ]
    return tuple(dict.fromkeys((*named, *alone)))


_INTERVIEWED = (Kind.INTERVIEW, Kind.FOCUS_GROUP, Kind.SURVEY)


def _same(name: str, people: Mapping[str, Person]) -> str:
    """The name under which a person is counted."""
    seen = {name}
    while name in people and (other := people[name].same_as) is not None and other not in seen:
        seen.add(other)
        name = other
    return name


def _person(facts: StudyFacts, name: str) -> Person:
    return facts.people[name]


def _shown(attributes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    hidden = {*_TECHNICAL, *REFUSED}
    return tuple((name, str(value)) for name, value in attributes.items() if name not in hidden)


def _first(attributes: Mapping[str, str], names: Sequence[str]) -> str:
    return next((attributes[name].strip() for name in names if attributes.get(name, "").strip()), "")
