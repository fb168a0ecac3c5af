"""Names in a report: of organisations, groups and places, with the words that introduce them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qda.language.content import is_content
from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key
from qda.verify.lint_prose import Part, Prose, Sentence, Word

JOINERS = frozenset(["dan", "and", "of", "the", "&", "de", "bin", "binti"])
PLACES = frozenset(
    [
        "kabupaten",
        "kab",
        "kota",
        "provinsi",
        "kecamatan",
        "kelurahan",
        "desa",
        "dusun",
        "regency",
        "district",
        "city",
        "province",
        "village",
        "county",
    ]
)
_QUOTED = re.compile(r"[\"“”‘']([^\W\d_][^\"“”‘'\n]{2,60})[\"“”’']")
_MOST_QUOTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands.

    Attributes:
        words: Its words as written, joining words among them; without the place behind it.
        place: The place behind an organisation's name: ("Kabupaten", "Lamongan"); empty if none.
        before: The words before it in its sentence, small letters, the nearest last, two at most.
        topic: Inflected keys of the last two content words before it.
    """

    words: tuple[str, ...]
    place: tuple[str, ...]
    start: int
    end: int
    section: int
    part: Part
    sentence: int
    before: tuple[str, ...]
    topic: tuple[str, ...]
    quoted: bool = False

    @property
    def text(self) -> str:
        """The name without its place."""
        return " ".join(self.words)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other names: its words without joining ones, small letters."""
        return tuple(word.casefold() for word in self.words if word.casefold() not in JOINERS)


def names(prose: Prose) -> list[Name]:
    """The names of two words or more, and those in quotes, in the order of the text; references are left out."""
    found: list[Name] = []
    for number, sentence in enumerate(prose.sentences):
        if sentence.part is Part.REFERENCES:
            continue
        quoted = list(_quoted(prose, sentence, number))
        inside = [(name.start, name.end) for name in quoted]
        plain = [
            name
            for name in _runs(prose, sentence, number)
            if not any(start < name.end and name.start < end for start, end in inside)
        ]
        found += sorted((*quoted, *plain), key=lambda name: name.start)
    return found


def is_listed(word: str) -> bool:
    """Whether a word list knows a word: then it names a kind of thing, not one thing."""
    return keys_of_key(index_key(word)).known


def _quoted(prose: Prose, sentence: Sentence, number: int) -> Iterator[Name]:
    for match in _QUOTED.finditer(prose.flat, sentence.start, sentence.end):
        inside = [word for word in sentence.words if match.start(1) <= word.start and word.end <= match.end(1)]
        capital = [word.text[0].isupper() for word in inside if word.text.casefold() not in JOINERS]
        if 0 < len(inside) <= _MOST_QUOTED and capital and all(capital):
            yield _name(sentence, number, inside, quoted=True)


def _runs(prose: Prose, sentence: Sentence, number: int) -> Iterator[Name]:
    run: list[Word] = []
    for word in (*sentence.words, None):
        joined = word is not None and run and not prose.flat[run[-1].end : word.start].strip(" ")
        if word is not None and joined and (word.text[0].isupper() or word.text.casefold() in JOINERS):
            run.append(word)
            continue
        yield from _closed(sentence, number, run)
        run = [word] if word is not None and word.text[0].isupper() else []


def _closed(sentence: Sentence, number: int, run: list[Word]) -> Iterator[Name]:
    while run and run[-1].text.casefold() in JOINERS:
        run = run[:-1]
    if sum(word.text.casefold() not in JOINERS for word in run) >= 2 and not all(w.text.isupper() for w in run):
        yield _name(sentence, number, run)


def _name(sentence: Sentence, number: int, run: list[Word], *, quoted: bool = False) -> Name:
    cut = next((at for at, word in enumerate(run) if at and word.text.casefold() in PLACES), len(run))
    first = sentence.words.index(run[0])
    ahead = sentence.words[:first]
    return Name(
        words=tuple(word.text for word in run[:cut]),
        place=tuple(word.text for word in run[cut:]),
        start=run[0].start,
        end=run[cut - 1].end,
        section=sentence.section,
        part=sentence.part,
        sentence=number,
        before=tuple(word.text.casefold() for word in ahead[-2:]),
        topic=tuple(keys_of_key(index_key(word.text)).inflected for word in ahead if is_content(word.text))[-2:],
        quoted=quoted,
    )
