"""The study as triangulation sees it: who spoke where, who was asked what, what was coded. Pure, from frames."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qda.model.condition_tree import Value
from qda.model.frames import CASES, Material
from qda.model.ids import Id
from qda.model.wording import N_, in_language

if TYPE_CHECKING:
    import pandas as pd

    from qda.verify.duplicates import Shingled
    from qda.verify.foreign import ForeignPassage

AUTHOR = "author"
BY_THEMSELVES = ("observation", "document")  # kinds of sources that count as sources where nobody speaks
_KIND_GROUP = {"observation": N_("observation"), "document": N_("document")}
RESEARCHER = N_("the researcher")
_TECHNIQUES = {
    "interview": "W",
    "wawancara": "W",
    "observation": "O",
    "observasi": "O",
    "document": "D",
    "dokumen": "D",
    "dokumentasi": "D",
    "focus-group": "F",
    "fgd": "F",
    "survey": "S",
    "survei": "S",
    "kuesioner": "S",
}
_DESIGN = ("design", "desain")
Name = frozenset[str]  # keys of content words; roots begin with "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The passages that may be evidence in a study, compared once.

    Attributes:
        from_author: By passage, the researcher's texts that share its words, in the order of their names.
    """

    ready: Shingled
    from_author: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A case.

    Attributes:
        group: Attribute `group`, else `role`; None where both are missing.
        technique: Attribute `technique` as a letter; None if missing.
        stands_for: Attribute `n`: how many persons the case is, 1 if missing.
        design_level: Attribute `attribution` is `design`: what is said of it stands in the study's design alone.
        related_to: Attribute `related_to`: names of those it is not fully independent of (soft).
    """

    name: str
    group: str | None
    technique: str | None
    same_as: str | None
    depends_on: tuple[str, ...]
    related_to: tuple[str, ...]
    unspecified: bool
    design_level: bool
    stands_for: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A source.

    Attributes:
        speaks: Whether an informant's turn was found in it, or it is a talk whose every passage was given to an
            informant by hand; where none speaks it stands for itself.
    """

    name: str
    kind: str
    technique: str
    date: str | None
    period: str | None
    place: str | None
    site: str | None
    copy_of: str | None
    derived_from: tuple[str, ...]
    speaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An informant who speaks in a source, and the questions of the guide put there."""

    informant: str
    source: str
    questions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One coding with what is known of its words.

    Attributes:
        informant: Case, else label with its source, else the source itself; of author's prose the researcher.
        technique: Letter; A only for what the author says in the author's own name.
        turn: Number of the turn in its source; None outside turns.
        named: Whether a case is told as whose words they are, by hand or by its turn.
    """

    id: Id
    source: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    round: str
    at: str
    origin: str
    stance: str | None
    basis: str | None
    prompted: bool | None
    magnitude: str | None
    slot: str | None
    memo: str | None
    role: str | None
    informant: str
    technique: str
    question: str | None
    turn: int | None
    quarantined: bool
    named: bool = False

    @property
    def beside(self) -> bool:
        """Whether nobody witnesses it: the interviewer's words, and a transcriber's where no case is named."""
        return self.role == "interviewer" or (self.role == "other" and not self.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """Everything at once, read from the frames a single time for all findings.

    Attributes:
        targets: Codes that each question of the guide targets.
        texts: Text by source, for finding copies; a source without an entry is judged by its quotes.
        spans: By source, the turns' spans in order.
        roles: By source, who speaks in each turn: informant, interviewer, other; None if not known.
        guided: Whether any turn carries a question of the guide.
        by_code: The codings by code.
        names: By code, its names as sets of keys of words, for telling leading questions.
        copies: The passages that may be evidence, compared; None where each finding compares its own.
        foreign: Paragraphs that are perhaps of another study.
    """

    language: str
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    heard: tuple[Heard, ...]
    codings: tuple[Coded, ...]
    targets: Mapping[str, tuple[str, ...]]
    interviewers: frozenset[str]
    texts: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    guided: bool = False
    by_code: Mapping[str, tuple[Coded, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    copies: Copies | None = None
    foreign: tuple[ForeignPassage, ...] = ()

    def foreign_line(self, source: str, start: int, end: int) -> int | None:
        """Line of a paragraph around a passage that is perhaps of another study; None if there is none."""
        found = (p.line for p in self.foreign if p.source == source and p.start < end and start < p.end)
        return next(found, None)

    def coded_below(self, paths: Sequence[str]) -> Iterator[Coded]:
        """Codings of these codes and of all below them, by code in the order of first use."""
        for code, codings in self.by_code.items():
            if any(code == path or code.startswith(f"{path}/") for path in paths):
                yield from codings

    def group_of(self, informant: str, source: str) -> str:
        """The source group of an informant: attribute group, else role; of a source by itself its kind; else its name.

        A source by itself takes the group of the case that bears its name.
        """
        person = self.people.get(informant)
        if person is not None and person.group:
            return person.group
        place = self.places.get(source)
        if informant == source and place is not None and place.kind in _KIND_GROUP:
            return in_language(_KIND_GROUP[place.kind], self.language)
        return informant

    def values_of(self, informant: str, source: str) -> dict[str, Value]:
        """What conditions can ask of an informant in a source; the informant's own attributes come first."""
        place, person = self.places[source], self.people.get(informant)
        values: dict[str, Value] = {
            "source": source,
            "kind": place.kind,
            "date": place.date,
            "period": place.period,
            "place": place.place,
            "site": place.site,
            "informant": informant,
            "name": informant,
            "group": self.group_of(informant, source),
        }
        return values if person is None else {**values, **person.attributes, "group": values["group"]}

    def has_value(self, name: str) -> bool:
        """Whether any source or case states that property."""
        return any(person.attributes.get(name) for person in self.people.values()) or any(
            self.values_of("", place).get(name) for place in self.places
        )


def study_facts(material: Material, texts: Mapping[str, str] | None = None) -> StudyFacts:
    """Read the frames.

    Args:
        material: The study.
        texts: Text of the sources by name, where copies are to be looked for beyond the quotes themselves.
    """
    people = {person.name: person for person in map(_person, frame_rows(material.cases))}
    turns = list(frame_rows(material.turns))
    speaking = {row["source"] for row in turns if row["role"] == "informant"}
    given = _given(material, speaking)
    speaking |= {each.source for each in given}
    places = {row["name"]: _place(row, row["name"] in speaking) for row in frame_rows(material.sources)}
    targets = {row["key"]: tuple(row["codes"]) for row in frame_rows(material.questions)}
    informants = {row["case"] for row in turns if row["role"] == "informant" and row["case"]}
    spans: dict[str, list[tuple[int, int]]] = {}
    roles: dict[str, list[str | None]] = {}
    for row in turns:
        spans.setdefault(row["source"], []).append((row["start"], row["end"]))
        roles.setdefault(row["source"], []).append(row["role"])
    researcher = in_language(RESEARCHER, material.language)
    codings = tuple(_coded(row, people, places, researcher) for row in frame_rows(material.codings, _OF_CODINGS))
    by_code: dict[str, list[Coded]] = {}
    for coded in codings:
        by_code.setdefault(coded.code, []).append(coded)
    return StudyFacts(
        language=material.language,
        people=people,
        places=places,
        heard=_asked_throughout((*_heard(turns), *given), {row["source"] for row in turns if row["question"]}, targets),
        codings=codings,
        targets=targets,
        interviewers=frozenset(row["case"] for row in turns if row["role"] != "informant" and row["case"]) - informants,
        texts=texts or {},
        spans={source: tuple(own) for source, own in spans.items()},
        roles={source: tuple(own) for source, own in roles.items()},
        guided=any(row["question"] in targets for row in turns if row["question"]),
        by_code={code: tuple(own) for code, own in by_code.items()},
    )


def speaker_name(case: str | None, label: str | None, source: str) -> str:
    """An informant's name: the case, else the label with its source (two files' “N:” are two persons)."""
    return case or (f"{label} ({source})" if label else source)


def frame_rows(frame: pd.DataFrame, names: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a frame (of these columns only), with None for every kind of missing."""
    names = names or list(frame.columns)
    for values in zip(*(_values(frame[name]) for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _values(column: pd.Series[Any]) -> list[Any]:
    """A column as Python's own values, None for every kind of missing."""
    values: list[Any] = column.tolist()
    missing = column.isna()
    return [None if gone else value for value, gone in zip(values, missing, strict=True)] if missing.any() else values


def _person(row: Mapping[str, Any]) -> Person:
    given = {name: str(value) for name, value in row.items() if name not in CASES.names and value not in (None, "")}
    number = given.get("n", "1").strip()
    return Person(
        name=row["name"],
        group=given.get("group") or given.get("role"),
        technique=technique_letter(given.get("technique")),
        same_as=row["same_as"],
        depends_on=tuple(row["depends_on"]),
        related_to=tuple(name.strip() for name in given.get("related_to", "").split(";") if name.strip()),
        unspecified=bool(row["unspecified"]),
        design_level=given.get("attribution", "").casefold() in _DESIGN,
        stands_for=int(number) if number.isdecimal() else 1,
        attributes=given,
    )


def technique_letter(text: str | None) -> str | None:
    """W, O, D, F or S for a letter or a word in either language; None for anything else."""
    if not text:
        return None
    word = text.strip().casefold()
    return word.upper() if word in ("w", "o", "d", "f", "s") else _TECHNIQUES.get(word)


def _place(row: Mapping[str, Any], speaks: bool) -> Place:
    return Place(
        name=row["name"],
        kind=row["kind"],
        technique=row["technique"],
        date=row["date"],
        period=row["period"],
        place=row["place"],
        site=row["site"],
        copy_of=row["copy_of"],
        derived_from=tuple(row["derived_from"]),
        speaks=speaks,
    )


def _heard(turns: Sequence[Mapping[str, Any]]) -> tuple[Heard, ...]:
    """Who speaks where, and what was put to them.

    A question that the interviewer puts is put to every informant who speaks in that source; what an informant's own
    turn carries, as in a questionnaire, was asked of that informant.
    """
    found: dict[tuple[str, str], set[str]] = {}
    to_all: dict[str, set[str]] = {}
    for row in turns:
        source = str(row["source"])
        if row["role"] == "informant":
            put = found.setdefault((speaker_name(row["case"], row["speaker"], source), source), set())
        else:
            put = to_all.setdefault(source, set())
        put.update((row["question"],) if row["question"] else ())
    for (_informant, source), put in found.items():
        put.update(to_all.get(source, ()))
    return tuple(
        Heard(informant=informant, source=where, questions=frozenset(questions))
        for (informant, where), questions in found.items()
    )


def _asked_throughout(
    heard: Sequence[Heard], marked: Container[str], targets: Mapping[str, tuple[str, ...]]
) -> tuple[Heard, ...]:
    """Those heard, with the whole guide put to who speaks in a source none of whose turns carries a question.

    Which question was put where is not known there; displays take it the same way.
    """
    guide = frozenset(targets)
    return tuple(each if each.source in marked else replace(each, questions=guide) for each in heard)


def _given(material: Material, speaking: set[str]) -> tuple[Heard, ...]:
    """Who was heard in talks in whose transcript nobody speaks: those to whom all coded passages were given by hand.

    Where a passage was given to nobody, it is not known who speaks, and the talk stands for itself.
    """
    kinds = dict(zip(material.sources["name"], material.sources["kind"], strict=True))
    named: dict[str, dict[str, None]] = {}
    mute: set[str] = set()
    for row in frame_rows(material.codings[["source", "informant"]].drop_duplicates()):
        source, who = row["source"], row["informant"]
        if source in speaking or kinds[source] in (AUTHOR, *BY_THEMSELVES):
            continue
        if who is None:
            mute.add(source)
        else:
            named.setdefault(source, {})[who] = None
    return tuple(
        Heard(informant=who, source=source, questions=frozenset())
        for source, people in named.items()
        if source not in mute
        for who in people
    )


_OF_CODINGS = (
    "id", "source", "start", "end", "quote", "code", "coder", "round", "at", "origin", "stance", "basis", "prompted",
    "magnitude", "slot", "memo", "role", "question", "turn", "quarantined", "speaker", "informant", "technique",
)  # fmt: skip


def _coded(row: dict[str, Any], people: Mapping[str, Person], places: Mapping[str, Place], researcher: str) -> Coded:
    place, case, label = places[row["source"]], row.pop("informant"), row.pop("speaker")
    informant, technique = speaker_name(case, label, row["source"]), row.pop("technique")
    if place.kind == AUTHOR:
        person = people.get(case) if case else None
        technique = (person.technique if person else None) or ("W" if case else "A")
        informant = case or researcher
    return Coded(**row, informant=informant, technique=technique, named=bool(case))
