"""Whose words some words are: looked up in the texts, turn by turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from qda.display.people import People, texts
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.records import SpeakerRole, Technique
from qda.model.text import Lines
from qda.model.wording import N_, _


class Voice(StrEnum):
    """Who says something; the order is that in which a place is preferred."""

    PARTICIPANT = "participant"
    UNNAMED = "unnamed"  # an interview whose transcript does not say who speaks
    TEXT = "text"  # a document or an observation in which nobody speaks
    INTERVIEWER = "interviewer"
    OTHER = "other"  # a moderator's software, a note of the transcriber
    AUTHOR = "author"  # the researcher's own prose


_TOLD = {
    Voice.UNNAMED: N_("the transcript does not say who speaks"),
    Voice.TEXT: N_("a text in which nobody speaks"),
    Voice.INTERVIEWER: N_("the interviewer’s words"),
    Voice.OTHER: N_("said by nobody who is an informant"),
    Voice.AUTHOR: N_("the researcher’s own words"),
}
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"\n]+)\"|«([^«»]+)»")
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A place where some words stand.

    Attributes:
        name: The case that speaks, else the speaker with the source; "" where nobody is named.
        reference: `[source:line · role]`.
    """

    voice: Voice
    name: str
    source: str
    line: int
    start: int
    end: int
    reference: str

    @property
    def told(self) -> str:
        """Who says it where it is no participant."""
        return _(_TOLD[self.voice]) if self.voice in _TOLD else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    source: str
    start: int
    end: int
    voice: Voice
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turns:
    """The turns of a study with their texts, by source, in the order of the sources."""

    turns: dict[str, list[_Turn]]
    text: dict[str, str] = field(repr=False)
    _starts: dict[str, list[int]] = field(init=False, repr=False)
    _speakers: frozenset[tuple[str, str]] = field(init=False, repr=False)
    _plain: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Where the turns begin, to find the one that holds a place."""
        starts = {source: [turn.start for turn in turns] for source, turns in self.turns.items()}
        object.__setattr__(self, "_starts", starts)
        speakers = frozenset((source, turn.name) for source, turns in self.turns.items() for turn in turns)
        object.__setattr__(self, "_speakers", speakers)

    def speaks(self, source: str, name: str) -> bool:
        """Whether somebody has a turn in a source."""
        return (source, name) in self._speakers

    @property
    def participants(self) -> frozenset[str]:
        """Who speaks as an informant."""
        return frozenset(t.name for turns in self.turns.values() for t in turns if t.voice is Voice.PARTICIPANT)

    def find(self, words: str, *, by: str = "", within: Collection[str] = ()) -> Spoken | None:
        """The place where some words stand, whole words within one turn; None where they stand nowhere.

        Runs of white space are alike, and the first letter may be a capital or not; all else is as spoken,
        punctuation too.

        Args:
            words: What is looked for.
            by: Whose words are preferred to all others'.
            within: Only in these sources; all where empty.
        """
        pattern = pattern_of(words)
        but_first = " ".join(words.split())[1:]
        best: tuple[tuple[bool, int], _Turn, int, int] | None = None
        for source, text in self.text.items() if pattern is not None else ():
            if within and source not in within:
                continue
            if source not in self._plain:
                self._plain[source] = " ".join(text.split())
            if but_first not in self._plain[source]:  # far faster than the pattern itself
                continue
            assert pattern is not None
            for turn, start, end in self._found(source, pattern):
                rank = (bool(by) and turn.name != by, list(Voice).index(turn.voice))
                if best is None or rank < best[0]:
                    best = rank, turn, start, end
                if rank == (False, 0):
                    return self._place(turn, start, end)
        return self._place(*best[1:]) if best else None

    def _found(self, source: str, pattern: re.Pattern[str]) -> Iterator[tuple[_Turn, int, int]]:
        """The places in a source that lie within one turn, in order."""
        turns, starts = self.turns[source], self._starts[source]
        for found in pattern.finditer(self.text[source]):
            n = bisect_right(starts, found.start()) - 1
            if n >= 0 and found.end() <= turns[n].end:
                yield turns[n], found.start(), found.end()

    def _place(self, turn: _Turn, start: int, end: int) -> Spoken:
        line = Lines(text=self.text[turn.source]).line_at(start)
        return Spoken(
            voice=turn.voice,
            name=turn.name,
            source=turn.source,
            line=line,
            start=start,
            end=end,
            reference=f"[{turn.source}:{line}{f' · {turn.role}' if turn.role else ''}]",
        )


def turns_with_texts(material: Material, people: People) -> Turns:
    """The turns of the sources whose texts are at hand; a text without turns is one turn of nobody."""
    text = {one.source: one.text for one in material.papers.texts}
    technique = dict(zip(*(texts(material.sources[name]) for name in ("name", "technique")), strict=True))
    frame = material.turns
    columns = (texts(frame[name]) for name in ("source", "start", "end", "speaker", "role", "case"))
    found: dict[str, list[_Turn]] = {}
    for source, start, end, speaker, role, case in zip(*columns, strict=True):
        if source in text:
            name = people.canonical(case) or (f"{speaker} ({source})" if speaker else "")
            found.setdefault(source, []).append(
                _Turn(
                    source=source,
                    start=int(start),
                    end=int(end),
                    voice=_voice(technique[source], role, named=bool(name)),
                    name=name,
                    role=people.attribute(people.canonical(case), "role") or people.canonical(case) or speaker or "",
                )
            )
    for source, whole in text.items():
        if source not in found:
            voice = _voice(technique[source], None, named=False)
            found[source] = [_Turn(source=source, start=0, end=len(whole), voice=voice, name="", role="")]
    order = sorted(found, key=natural)
    return Turns(
        turns={source: sorted(found[source], key=lambda turn: turn.start) for source in order},
        text={source: text[source] for source in order},
    )


def quoted_words(text: str) -> Iterator[str]:
    """What stands between double quotation marks in a text, each in order."""
    for found in _QUOTED.finditer(text):
        yield " ".join(next(group for group in found.groups() if group is not None).split())


def quoted_place(turns: Turns, words: str, within: Collection[str]) -> Spoken | None:
    """The place of a quotation: where an ellipsis leaves something out, each part of it must stand in one source.

    The punctuation that ends a quotation may be the writer's.
    """
    parts = [part for part in (p.strip().rstrip(".,;:!?") for p in _LEFT_OUT.split(words)) if part]
    for source in sorted(within, key=natural):
        places = [turns.find(part, within=(source,)) for part in parts]
        if places and all(places):
            return places[0]
    return None


def pattern_of(words: str) -> re.Pattern[str] | None:
    """Finds some words: whole words, any white space between them, the first letter large or small; None for none."""
    parts = words.split()
    if not parts:
        return None
    first = parts[0]
    other = first[0].swapcase()
    begin = re.escape(first[0]) if other == first[0] else f"[{re.escape(first[0])}{re.escape(other)}]"
    body = r"\s+".join([begin + re.escape(first[1:]), *map(re.escape, parts[1:])])
    left = r"(?<!\w)" if first[0].isalnum() else ""
    right = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(left + body + right)


def _voice(technique: str, role: str | None, *, named: bool) -> Voice:
    if technique == Technique.AUTHOR:
        return Voice.AUTHOR
    if role == SpeakerRole.INTERVIEWER:
        return Voice.INTERVIEWER
    if role == SpeakerRole.OTHER:
        return Voice.OTHER
    if role == SpeakerRole.INFORMANT and named:
        return Voice.PARTICIPANT
    if technique in (Technique.OBSERVATION, Technique.DOCUMENT):
        return Voice.TEXT
    return Voice.UNNAMED
