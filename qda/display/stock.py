"""What was collected: sources and answers by where they stand, and how far they are coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qda.display.asked import Hearings
from qda.display.axes import Axis
from qda.display.entries import counted
from qda.display.grid import Ground
from qda.display.people import texts
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import SpeakerRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One source as the log counts it.

    Attributes:
        words: How many words it has; 0 where it is registered but not transcribed.
        date: ISO date of collection; None where it is not recorded.
        coded: Whether at least one active coding lies in it.
    """

    name: str
    words: int
    date: str | None
    coded: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """One question of the guide: who was asked it, who answered, whose answer is coded; by person and source.

    Attributes:
        put: Where it was put, each a person and a source, or nobody and a source for all who speak there.
        answered: By whom it was answered.
        entries: The codings in the answers of each.
    """

    key: str
    text: str
    put: frozenset[tuple[str, str]]
    answered: frozenset[tuple[str, str]]
    entries: dict[tuple[str, str], tuple[int, ...]]


def collected(material: Material) -> dict[str, Collected]:
    """The sources of a study by their name."""
    frame = material.sources
    coded = set(texts(material.codings["source"]))
    columns = (texts(frame[name]) for name in ("name", "words", "date"))
    return {
        name: Collected(name=name, words=int(words), date=date, coded=name in coded)
        for name, words, date in zip(*columns, strict=True)
    }


def sources_at(hearings: Hearings, chosen: Iterable[int]) -> list[str]:
    """The names of the sources of some hearings, each once, in order."""
    return sorted({hearings.source[h] for h in chosen})


def entries_at(rows: Axis, columns: Axis) -> dict[tuple[int, int], tuple[int, ...]]:
    """The entries of each cell; every entry stands in one row and one column."""
    column = {i: c for c, found in enumerate(columns.entry) for i in found}
    found: dict[tuple[int, int], list[int]] = {}
    for r, mine in enumerate(rows.entry):
        for i in mine:
            if i in column:
                found.setdefault((r, column[i]), []).append(i)
    return {cell: tuple(mine) for cell, mine in found.items()}


def answers(material: Material, ground: Ground) -> list[Answers]:
    """The questions of the guide in its order, with who answered them."""
    put: dict[str, set[tuple[str, str]]] = {}
    said: dict[str, set[tuple[str, str]]] = {}
    for key, role, who, source in _turns(material, ground):
        if role == SpeakerRole.INFORMANT.value:
            said.setdefault(key, set()).add((who, source))
        put.setdefault(key, set()).add((who if role == SpeakerRole.INFORMANT.value else "", source))
    entries = ground.entries
    question: dict[Id, str | None] = dict(
        zip(texts(material.codings["id"]), texts(material.codings["question"]), strict=True)
    )
    coded: dict[str, dict[tuple[str, str], list[int]]] = {}
    for i, coding in enumerate(entries.ids):
        of, unit = question.get(coding), entries.unit[i]
        if of is not None and unit is not None:
            coded.setdefault(of, {}).setdefault((unit, entries.source[i]), []).append(i)
    keys, wordings = (texts(material.questions[name]) for name in ("key", "text"))
    return [
        Answers(
            key=key,
            text=text,
            put=frozenset(put.get(key, ())),
            answered=frozenset(said.get(key, ())),
            entries={who: tuple(mine) for who, mine in coded.get(key, {}).items()},
        )
        for key, text in zip(keys, wordings, strict=True)
    ]


def _turns(material: Material, ground: Ground) -> Iterator[tuple[str, str, str, str]]:
    """Each turn with a question: its key, the speaker's role, the person counted, the source."""
    frame = material.turns
    technique = dict(zip(*(texts(material.sources[c]) for c in ("name", "technique")), strict=True))
    columns: Sequence[list[str | None]] = [
        texts(frame[name]) for name in ("source", "speaker", "role", "case", "question")
    ]
    people = ground.entries.people
    for source, speaker, role, case, key in dict.fromkeys(zip(*columns, strict=True)):
        if key is None or source is None or role is None:
            continue
        unit = counted(people.canonical(case), None if case else speaker, source, technique.get(source, ""))
        if unit is not None:
            yield key, role, unit, source
