"""A report read for lints: its sections by their headings, its sentences across wrapped lines. Pure.

Headings are short lines that stand apart: numbered, in capitals, with capitals on all words that carry meaning, or one
of the usual names of chapters (also misread by a scanner: compared by similarity). What a section is follows from its
heading; a heading that says nothing continues the chapter it stands in.

Places are code points of the text as it is: unwrapping puts spaces where line ends were, one for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qda.language.content import content_keys
from qda.language.sentences import sentences
from qda.language.tokens import tokenise
from qda.model.text import Lines


class Part(StrEnum):
    """What a section is."""

    FRONT = "front"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    LITERATURE = "literature"
    METHOD = "method"
    RESULTS = "results"
    CONCLUSION = "conclusion"
    ADVICE = "advice"
    REFERENCES = "references"
    OTHER = "other"


BORROWED = (Part.LITERATURE, Part.REFERENCES)
"""Sections that speak of other studies."""

_CHAPTERS: tuple[tuple[Part, tuple[str, ...]], ...] = (
    (Part.REFERENCES, ("daftar pustaka", "daftar rujukan", "referensi", "references", "bibliography")),
    (
        Part.LITERATURE,
        (
            *("penelitian terdahulu", "kajian literatur", "kajian pustaka", "tinjauan pustaka", "studi terdahulu"),
            *("landasan teori", "kajian teori", "kerangka teori", "literature review", "previous research"),
            *("related work", "theoretical framework", "prior studies"),
        ),
    ),
    (Part.ABSTRACT, ("abstrak", "abstract", "ringkasan", "executive summary")),
    (Part.ADVICE, ("saran", "rekomendasi", "anjuran", "recommendations", "suggestions")),
    (Part.CONCLUSION, ("kesimpulan", "simpulan", "penutup", "conclusion", "conclusions", "concluding remarks")),
    (Part.METHOD, ("metode", "metodologi", "cara kerja", "method", "methods", "methodology")),
    (
        Part.RESULTS,
        ("hasil", "temuan", "pembahasan", "diskusi", "results", "findings", "discussion", "analysis"),
    ),
    (Part.INTRODUCTION, ("pendahuluan", "latar belakang", "introduction", "background")),
)
_NUMBER = re.compile(r"^(?:#+\s*)?(?:(?:bab\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Ha-h])[.)]\s*)+", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-•*–]|\d{1,2}[.)]|[a-z][.)])\s")
_ENDS = re.compile(r"[.?!:;…][\"'”’»)\]]*\s*$")
_SMALL = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "pada",
        "yang",
        "untuk",
        "dengan",
        "dalam",
        "atau",
        "bagi",
        "and",
        "of",
        "in",
        "the",
        "to",
        "for",
        "on",
        "a",
        "an",
        "with",
        "by",
    ]
)
_LONGEST_HEADING = 12  # words
_SIMILAR = 84  # per cent of letters in common, of a heading that a scanner misread
_SHORTEST_LOUD = 6  # characters of a heading in capitals, which needs no empty line before it
_SHORT_LINE = 20  # characters: shorter lines are not wrapped prose unless the next goes on in small letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that show a defect.

    Attributes:
        text: `source[start:end]`, as it stands there.
        line: 1-based.
    """

    source: str
    start: int
    end: int
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of a report under one heading; `title` is "" for what stands before the first."""

    title: str
    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, unwrapped.

    Attributes:
        section: Number of its section in the report.
        keys: Inflected keys of its content words, in order.
    """

    start: int
    end: int
    section: int
    part: Part
    words: tuple[Word, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A report.

    Attributes:
        flat: The text with spaces where lines were only wrapped; of the same length.
    """

    name: str
    text: str
    flat: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    lines: Lines

    def passage(self, start: int, end: int) -> Passage:
        """The words of a span, with their line."""
        return Passage(
            source=self.name, start=start, end=end, line=self.lines.line_at(start), text=self.text[start:end]
        )

    def own(self) -> list[Sentence]:
        """The sentences outside chapters that speak of other studies."""
        return [sentence for sentence in self.sentences if sentence.part not in BORROWED]

    def has(self, part: Part) -> bool:
        """Whether any section is of that kind."""
        return any(section.part is part for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_prose(name: str, text: str) -> Prose:
    """Read a report."""
    lines = _lines(text)
    heads = _headings(lines)
    flat = _unwrapped(text, lines, frozenset(heads))
    sections = _sections(text, lines, heads)
    return Prose(
        name=name,
        text=text,
        flat=flat,
        sections=sections,
        sentences=tuple(_sentences(flat, sections)),
        lines=Lines(text),
    )


def part_of(heading: str) -> Part | None:
    """What a heading announces; None where it does not say."""
    from rapidfuzz import fuzz

    said = " ".join(re.findall(r"[^\W\d_]+", _NUMBER.sub("", heading.strip()).casefold()))
    if not said:
        return None
    for part, names in _CHAPTERS:
        if any(re.search(rf"\b{name}\b", said) for name in names):
            return part
    whole = said.replace(" ", "")
    likely = [
        (fuzz.ratio(whole, name.replace(" ", "")), part) for part, names in _CHAPTERS for name in names if len(name) > 6
    ]
    best, found = max(likely, key=lambda pair: pair[0])
    return found if best >= _SIMILAR else None


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for line in re.split(r"(?<=\n)", text):
        found.append(_Line(start=start, text=line))
        start += len(line)
    return found


def _headings(lines: Sequence[_Line]) -> list[int]:
    """Numbers of the lines that are headings."""
    heads: list[int] = []
    follows = _next_filled(lines)
    before_blank = True
    for at, line in enumerate(lines):
        if line.blank:
            before_blank = True
            continue
        loud = len(line.text.strip()) >= _SHORTEST_LOUD and line.text.isupper()
        apart = before_blank or loud or (bool(heads) and heads[-1] == at - 1)
        if apart and _looks_a_heading(line.text.strip(), follows[at]):
            heads.append(at)
        before_blank = False
    return heads


def _next_filled(lines: Sequence[_Line]) -> list[str]:
    """For each line the next one that holds something; "" where there is none."""
    found, after = [""] * len(lines), ""
    for at in range(len(lines) - 1, -1, -1):
        found[at] = after
        after = lines[at].text.strip() or after
    return found


def _looks_a_heading(line: str, follows: str) -> bool:
    bare = line.strip("*_ ")
    words = re.findall(r"[^\W\d_][\w%'’-]*", _NUMBER.sub("", bare))
    if not words or len(words) > _LONGEST_HEADING or len(bare) > 100 or not follows or follows[0].islower():
        return False
    if re.search(r"[.,;?!]$", bare):
        return False
    telling = [word for word in words if word.casefold() not in _SMALL]
    if line.startswith("#") or (part_of(bare.rstrip(": ")) is not None and len(words) <= 5):
        return True
    if ":" in bare:
        return False
    numbered = _NUMBER.match(bare) is not None and words[0][0].isupper()
    return bool(telling) and (numbered or all(word[0].isupper() for word in telling))


def _unwrapped(text: str, lines: Sequence[_Line], heads: frozenset[int]) -> str:
    pieces = list(text)
    last = None
    for at, line in enumerate(lines):
        if line.blank:
            continue
        if last is not None and _goes_on(lines[last], line, gap=at - last > 1, heads=heads, at=at, last=last):
            for place in range(lines[last].start, line.start):
                if pieces[place] in "\r\n":
                    pieces[place] = " "
        last = at
    return "".join(pieces)


def _goes_on(before: _Line, line: _Line, *, gap: bool, heads: frozenset[int], at: int, last: int) -> bool:
    if at in heads or last in heads or _ITEM.match(line.text):
        return False
    small = line.text.lstrip()[:1].islower()
    if gap:
        return small and not _ENDS.search(before.text)
    return small or len(before.text.strip()) >= _SHORT_LINE


def _sections(text: str, lines: Sequence[_Line], heads: Sequence[int]) -> tuple[Section, ...]:
    found = [Section(title="", part=Part.FRONT, start=0, end=lines[heads[0]].start if heads else len(text))]
    chapter, chapter_level = Part.OTHER, 0
    for number, at in enumerate(heads):
        line = lines[at]
        end = lines[heads[number + 1]].start if number + 1 < len(heads) else len(text)
        title = " ".join(line.text.split())
        said, level = part_of(title), _level(title)
        if said is not None and (level <= chapter_level or not chapter_level or not level):
            chapter, chapter_level = said, level
        elif said is None and (chapter is Part.ABSTRACT or 0 < level <= chapter_level):
            chapter, chapter_level = Part.OTHER, level
        goes_on = chapter
        start = line.start + len(line.text) - len(line.text.lstrip())
        found.append(Section(title=title.strip("*# "), part=said or goes_on, start=start, end=end))
    return tuple(section for section in found if text[section.start : section.end].strip())


def _level(heading: str) -> int:
    """How deep a numbered heading lies: 1 for “II.” and “2.”, 2 for “2.1”; 0 for one without a number."""
    found = _NUMBER.match(heading.strip("*# "))
    if found is None:
        return 0
    said = found.group().strip()
    return 3 if re.match(r"[A-Ha-h][.)]", said) else len(re.findall(r"\d+", said)) or 1


def _sentences(flat: str, sections: Sequence[Section]) -> list[Sentence]:
    spans = tokenise(flat)
    places = list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))
    found, at, section = [], 0, 0
    for span in sentences(flat):
        while section + 1 < len(sections) and sections[section].end <= span.start:
            section += 1
        while at < len(places) and places[at][0] < span.start:
            at += 1
        words = []
        while at < len(places) and places[at][1] <= span.end:
            start, end = places[at]
            words.append(Word(text=flat[start:end], start=start, end=end))
            at += 1
        found.append(
            Sentence(
                start=span.start,
                end=span.end,
                section=section,
                part=sections[section].part if sections else Part.OTHER,
                words=tuple(words),
                keys=tuple(content_keys(word.text for word in words)),
            )
        )
    return found
