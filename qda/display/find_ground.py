"""What a study gives to a query: its codings, its turns, and what is true of them. Touches the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from qda.display.find_codes import meant
from qda.display.find_ruler import TurnRuler
from qda.display.find_words import Speech, word_places
from qda.display.passages import NO_CODING, POSITION, SOURCE_BITS, Passages, passages, place
from qda.display.queried import NO, UNKNOWN, YES
from qda.language.paragraphs import blocks
from qda.language.query_reader import plain_name
from qda.language.query_tree import OF_CODINGS, Code, Fact, Node, asks_all_codings, leaves
from qda.model.condition_tree import Value
from qda.model.errors import FormulaError
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import TECHNIQUE_OF, Kind, Level, Technique
from qda.model.records import Code as StoredCode
from qda.model.same_people import one_person
from qda.model.wording import _
from qda.store import cases, codebook, sources
from qda.store import passages as stored
from qda.store.sources import LabelledSpan
from qda.store.speaking import SpokenPlaces, rank_of
from qda.store.study import Study

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qda.display.passages import Numbers

    Truth = NDArray[np.int8]

_OFFERED = 12  # values that are named where one fits none
_OF_SOURCES = ("source", "kind", "technique", "date", "period", "place")
_OF_TURNS = ("speaker", "question")
_OF_PEOPLE = ("informant", "case", "site")
_TRUTH = {True: YES, None: UNKNOWN, False: NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """The values of a property, and which of them each row has; the last one is None."""

    which: Numbers
    values: Sequence[Value]


class StudyGround:
    """`queried.Ground` on a study; each part is fetched when it is asked for the first time."""

    def __init__(self, study: Study, query: Node, *, level: Level, only: Id | None) -> None:
        """Make one.

        Args:
            study: The study.
            query: What is going to be asked: it settles what is fetched.
            level: How far forms of words are followed where a term does not say.
            only: The only source to look in; None: all.
        """
        self.study, self.level, self.only = study, level, only
        self.notes: dict[Fact, Problem] = {}
        self._leaves = tuple(leaves(query))
        self._everything = asks_all_codings(query)
        self.names = frozenset(leaf.name for leaf in self._leaves if isinstance(leaf, Fact))
        self.speech = [Speech(study, source) for source in sources.listed(study)]
        self._rank = {one.source.id: number for number, one in enumerate(self.speech)}

    # What there is

    def words(self, node: Node) -> Passages:
        """The places of words."""
        found = word_places(self.study, node, self.level, self.only)
        columns = [(self._rank[each.said.source.id], each.start, each.end) for each in found]
        source, start, end = np.array(columns, dtype=np.int64).reshape(-1, 3).T
        return passages(place(source, start), place(source, end), np.full(len(found), NO_CODING))

    def code(self, code: Code) -> Passages:
        """What is coded with a code, or with one below it."""
        mine = np.fromiter((one.id in self._wanted[code] for one in self.codes), bool, len(self.codes))
        rows = np.flatnonzero(mine[self._coded.code]) if len(self.codes) else np.empty(0, dtype=np.int64)
        return passages(self._coded.start[rows], self._coded.end[rows], rows)

    def codings(self) -> Passages:
        """Every coding."""
        return passages(self._coded.start, self._coded.end, np.arange(len(self._coded.start)))

    def turns(self) -> Passages:
        """Every turn; where nobody speaks, every paragraph."""
        said = np.array(self._spoken, dtype=bool)[self._turns.start >> SOURCE_BITS]
        start, end = [self._turns.start[said]], [self._turns.end[said]]
        for number, one in enumerate(self.speech):
            if not self._spoken[number] and self.only in (None, one.source.id):
                spans = blocks(one.text)
                start.append(place(number, np.array([span.start for span in spans], dtype=np.int64)))
                end.append(place(number, np.array([span.end for span in spans], dtype=np.int64)))
        first, last = np.concatenate(start), np.concatenate(end)
        full = last > first
        if self.only is not None:
            full &= first >> SOURCE_BITS == self._rank[self.only]
        return passages(first[full], last[full], np.full(int(full.sum()), NO_CODING))

    @cached_property
    def ruler(self) -> TurnRuler:
        """What turns and words are counted by."""
        edges = np.searchsorted(self._turns.start, np.arange(len(self.speech) + 1) << SOURCE_BITS)
        starts = [
            (self._turns.start[edges[n] : edges[n + 1]] & POSITION).tolist()
            if self._spoken[n]
            else [span.start for span in blocks(one.text)]
            for n, one in enumerate(self.speech)
        ]
        return TurnRuler(starts, lambda number: self.speech[number].text)

    def coding_ids(self, numbers: Sequence[int]) -> tuple[Id, ...]:
        """Ids of codings."""
        return tuple(self._coded.ids[n] for n in numbers)

    def code_paths(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Paths of the codes of codings, each once, in the order of the codebook."""
        return tuple(self.codes[n].path for n in sorted({int(self._coded.code[n]) for n in numbers}))

    # What is true of it

    def truth(self, fact: Fact, rows: Passages) -> Truth:
        """Whether a fact surely holds of each row.

        Raises:
            FormulaError: nothing in this study has such a property.
        """
        name = self._known(fact)
        found = self._property(name, rows)
        told = [_TRUTH[fact.condition.truth({fact.name: value})] for value in found.values]
        if YES not in told and fact.condition.text.startswith(f"{fact.name}="):
            self.notes[fact] = _unmatched(fact, found.values)
        return np.array(told, dtype=np.int8)[found.which]

    def _known(self, fact: Fact) -> str:
        known = (*OF_CODINGS, *_OF_SOURCES, *_OF_TURNS, *_OF_PEOPLE, *self._attributes)
        name = fact.name if fact.name in known else plain_name(fact.name)
        if name in known:
            return name
        near = get_close_matches(fact.name, known, n=1)
        mend = (
            _("Did you mean “{name}”?").format(name=near[0])
            if near
            else _("Known are: {names}.").format(names=", ".join(dict.fromkeys(known)))
        )
        raise FormulaError(_("There is no “{name}”.").format(name=fact.name), where=str(fact.spot or ""), mend=mend)

    def _property(self, name: str, rows: Passages) -> _Property:
        if name in OF_CODINGS:
            which, values = self._coded.columns[name]
            return _Property(which=np.append(which, len(values) - 1)[rows.coding], values=values)
        if name in _OF_TURNS:
            return _Property(which=self._turn_of(rows), values=[*getattr(self._turns, name), None])
        if name == "technique":
            return self._pairs(rows, self._technique)
        if name in _OF_SOURCES and name not in self._attributes:
            return _Property(which=rows.source, values=[self._of_source(n, name) for n in range(len(self.speech))])
        if name == "site":
            return self._pairs(rows, lambda source, person, _hand: self._site(source, person))
        return _Property(
            which=self._person_of(rows), values=[*(self._of_person(person, name) for person in self._people), None]
        )

    def _pairs(self, rows: Passages, value: Callable[[int, int, bool], Value]) -> _Property:
        """A property that hangs on source and person, and whether the coding names the person."""
        person, named = self._person_of(rows), self._named_of(rows)
        keys, which = np.unique(np.stack([rows.source, person, named]), axis=1, return_inverse=True)
        values = [value(int(source), int(who), bool(by_hand)) for source, who, by_hand in keys.T]
        return _Property(which=np.asarray(which).reshape(-1), values=[*values, None])

    def _of_source(self, number: int, name: str) -> Value:
        source = self.speech[number].source
        return source.name if name == "source" else source.kind.value if name == "kind" else getattr(source, name)

    def _technique(self, source: int, person: int, named: bool) -> Value:
        own = self._of_person(self._people[person], "technique") if named else None
        known = TECHNIQUE_OF[Kind(own)] if isinstance(own, str) and own in set(Kind) else None
        return (known or self.speech[source].source.technique).value

    def _site(self, source: int, person: int) -> Value:
        own = self._of_person(self._people[person], "site") if person < len(self._people) else None
        return own or self.speech[source].source.site

    def _of_person(self, person: str, name: str) -> Value:
        return tuple(self._called[person]) if name in ("informant", "case") else self._values[person].get(name)

    # Who speaks

    def spoken_in(self, rows: Passages) -> list[LabelledSpan | None]:
        """The turn whose words each row is; None outside turns."""
        start, end, none = self._turns.start & POSITION, self._turns.end & POSITION, len(self._turns.start)
        return [
            None if n == none else LabelledSpan(start=int(start[n]), end=int(end[n]), label=self._turns.speaker[n])
            for n in self._turn_of(rows).tolist()
        ]

    def _turn_of(self, rows: Passages) -> Numbers:
        """Number of the turn whose words each row is; one more for none."""
        return self._spoken_places.of(rows.start, rows.end)

    @cached_property
    def _spoken_places(self) -> SpokenPlaces:
        return SpokenPlaces(
            start=self._turns.start,
            end=self._turns.end,
            rank=[rank_of(role) for role in self._turns.role],
            who=[
                self._same.get(case or "", label)
                for case, label in zip(self._turns.case, self._turns.speaker, strict=True)
            ],
            text=lambda number: self.speech[number].text,
        )

    def _named_of(self, rows: Passages) -> NDArray[np.bool_]:
        """Whether the coding of each row names whose words they are."""
        which, values = self._coded.columns["informant"]
        found: NDArray[np.bool_] = np.append(which, len(values) - 1)[rows.coding] < len(values) - 1
        return found

    def _person_of(self, rows: Passages) -> Numbers:
        """Number of whose words each row is: as the coding names, else who speaks, else whom the text stands for."""
        nobody = len(self._people)
        which, values = self._coded.columns["informant"]
        names = {case.id: case.name for case in self._cases}
        by_hand = np.array([*(self._number(names.get(value)) for value in values[:-1]), nobody])
        person = by_hand[np.append(which, len(values) - 1)[rows.coding]]
        turn = self._turn_of(rows)
        spoken = np.array([*map(self._number, self._turns.case), nobody])[turn]
        silent = np.array([*(label is None for label in self._turns.speaker), True])[turn]
        texts = np.array([self._text_stands_for(n) for n in range(len(self.speech))], dtype=np.int64)
        of_text = np.where(silent, texts[rows.source], nobody) if len(texts) else spoken
        return np.where(person < nobody, person, np.where(spoken < nobody, spoken, of_text))

    def _number(self, name: str | None) -> int:
        return self._people_number.get(self._same.get(name or "", ""), len(self._people))

    def _text_stands_for(self, number: int) -> int:
        source = self.speech[number].source
        return self._number(None if source.technique is Technique.AUTHOR else source.name)

    @cached_property
    def _cases(self) -> list[Any]:
        return cases.listed(self.study)

    @cached_property
    def _same(self) -> dict[str, str]:
        return one_person({case.name: case.same_as for case in self._cases})

    @cached_property
    def _people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._same.values()))

    @cached_property
    def _people_number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._people)}

    @cached_property
    def _attributes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for case in self._cases for name, _value in case.attributes))

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """Every name of each person."""
        found: dict[str, list[str]] = {person: [person] for person in self._people}
        for case in self._cases:
            found[self._same[case.name]] += [case.name, *case.aliases]
        return found

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        """The attributes of each person; where two names of one say different things, the first."""
        found: dict[str, dict[str, str]] = {person: {} for person in self._people}
        for case in self._cases:
            for name, value in case.attributes:
                found[self._same[case.name]].setdefault(name, value)
        return found

    # What is fetched

    @cached_property
    def codes(self) -> list[StoredCode]:
        """The active codes in the order of the codebook."""
        return codebook.listed(self.study)

    @cached_property
    def _wanted(self) -> dict[Code, frozenset[Id]]:
        return {
            leaf: frozenset(code.id for code in meant(leaf, self.codes))
            for leaf in self._leaves
            if isinstance(leaf, Code)
        }

    @cached_property
    def _coded(self) -> _Coded:
        codes = None if self._everything else frozenset().union(*self._wanted.values())
        further = tuple(dict.fromkeys(("informant", *sorted(self.names & OF_CODINGS))))
        rows = stored.coded(self.study, further, codes=codes, source=self.only)
        ids, source, start, end, code, *columns = zip(*rows, strict=True) if rows else [()] * (5 + len(further))
        order = {one.id: number for number, one in enumerate(self.codes)}
        ranks = np.fromiter(map(self._rank.__getitem__, source), np.int64, len(rows))
        return _Coded(
            ids=ids,
            start=place(ranks, np.array(start, dtype=np.int64)),
            end=place(ranks, np.array(end, dtype=np.int64)),
            code=np.fromiter(map(order.__getitem__, code), np.int64, len(rows)),
            columns={name: _numbered(name, values) for name, values in zip(further, columns, strict=True)},
        )

    @cached_property
    def _turns(self) -> _Turns:
        rows = sorted(((self._rank[row[0]], *row[1:]) for row in stored.turns(self.study)), key=lambda row: row[:2])
        source, start, end, label, case, question, role = zip(*rows, strict=True) if rows else [()] * 7
        ranks = np.array(source, dtype=np.int64)
        return _Turns(
            start=place(ranks, np.array(start, dtype=np.int64)),
            end=place(ranks, np.array(end, dtype=np.int64)),
            speaker=label,
            case=case,
            question=question,
            role=role,
        )

    @cached_property
    def _spoken(self) -> list[bool]:
        """Which sources are divided into turns; a single one without a speaker is the text as a whole."""
        turns = np.bincount(self._turns.start >> SOURCE_BITS, minlength=len(self.speech)).tolist()
        labelled = {
            at >> SOURCE_BITS
            for at, label in zip(self._turns.start.tolist(), self._turns.speaker, strict=True)
            if label
        }
        return [turns[number] > 1 or number in labelled for number in range(len(self.speech))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """Codings as columns; `code` the place in the codebook, `columns` further ones: which value, and the values."""

    ids: Sequence[Id]
    start: Numbers
    end: Numbers
    code: Numbers
    columns: dict[str, tuple[Numbers, list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turns:
    """Turns as columns, in the order of the texts."""

    start: Numbers
    end: Numbers
    speaker: Sequence[str | None]
    case: Sequence[str | None]
    question: Sequence[str | None]
    role: Sequence[str | None]


def _unmatched(fact: Fact, values: Sequence[Value]) -> Problem:
    """That nothing has a value somebody asks for, which a slip of the pen may be, and which values there are."""
    known: set[str] = set()
    for value in values:
        known.update(map(str, value) if isinstance(value, tuple) else [] if value is None else [str(value)])
    shown = ", ".join(sorted(known)[:_OFFERED])
    return Problem(
        what=_("Nothing that was looked at has {fact}.").format(fact=fact.condition.text),
        mend=_("There are: {values}.").format(values=shown + (" …" if len(known) > _OFFERED else "")) if shown else "",
    )


def _numbered(name: str, values: Sequence[Any]) -> tuple[Numbers, list[Any]]:
    """Which value each coding has, and the values; the last is None."""
    number: dict[Any, int] = {}
    which = [number.setdefault(value, len(number)) for value in values if value is not None]
    distinct = [bool(value) if name == "prompted" else value for value in number]
    found = np.full(len(values), len(distinct), dtype=np.int64)
    found[[value is not None for value in values]] = which
    return found, [*distinct, None]
