"""Two statements about one thing, compared: what a program can see of their disagreeing. Pure.

Three signs, each only between statements that have enough words in common to be about the same thing:

- a name or an acronym is denied in one (*bukan ABC*, *not ABC*) and stands undenied in the other;
- the same word leads to two enumerations of a pair (*… investasi A dan B*) that share nothing;
- one unit is counted differently (*24 anggota*, *20 anggota*) by statements that share half of the words of the shorter
  one, and neither names a year or another time.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qda.language.content import is_content
from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key
from qda.verify.lint_numbers import numbers
from qda.verify.lint_prose import Word

_DENIED = re.compile(r"\b(?:bukan(?:lah)?|not|instead of)\s+([A-Z]\w{2,})")
_DENIAL = re.compile(r"\b(?:bukan(?:lah)?|not|instead of)\s+$")
_AND = frozenset(("dan", "and", "serta"))
_VERB = re.compile(r"(?:me|ber|di|ter)\w{4,}", re.IGNORECASE)
_SHORTEST_UNIT = 3  # letters
_LEAD = 4  # words at most between the leading word and its enumeration
_TIME = re.compile(
    r"\b(?:(?:1[89]|20)\d\d|tahun|sekarang|dulu|dahulu|sebelum\w*|sesudah\w*|kemudian|semula|awalnya|years?|now|then|"
    r"before|after|later|formerly|initially|bulan|hari|jam|months?|days?|hours?)\b",
    re.IGNORECASE,
)


class Sign(StrEnum):
    """How two statements disagree."""

    DENIED = "denied"
    PAIRS = "pairs"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence or a coded passage, with the inflected keys of its content words."""

    text: str
    start: int
    words: tuple[Word, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two spans that disagree, each in code points of its statement's text plus its start."""

    sign: Sign
    one: tuple[int, int]
    other: tuple[int, int]
    about: str


def clash(one: Statement, other: Statement, leads: Container[str]) -> Clash | None:
    """The first sign that two statements disagree; None where there is none. The words in common are not judged.

    Args:
        one: A statement.
        other: Another.
        leads: Keys of words that are rare enough to tell what an enumeration behind them is about.
    """
    return _denied(one, other) or _turned(_denied(other, one)) or _pairs(one, other, leads) or _counts(one, other)


def _turned(found: Clash | None) -> Clash | None:
    if found is None:
        return None
    return Clash(sign=found.sign, one=found.other, other=found.one, about=found.about)


def _denied(one: Statement, other: Statement) -> Clash | None:
    for match in _DENIED.finditer(one.text):
        if not match[1].isupper() and keys_of_key(index_key(match[1])).known:
            continue  # a word that a list knows and a capital adorns: it denies a quality and names nothing
        for said in re.finditer(rf"\b{re.escape(match[1])}\b", other.text):
            if _DENIAL.search(other.text[max(0, said.start() - 20) : said.start()]) is None:
                span = (one.start + match.start(), one.start + match.end())
                return Clash(
                    sign=Sign.DENIED,
                    one=span,
                    other=(other.start + said.start(), other.start + said.end()),
                    about=match[1],
                )
    return None


def _pairs(one: Statement, other: Statement, leads: Container[str]) -> Clash | None:
    known = dict(_enumerated(one))
    for lead, pair in _enumerated(other):
        mine = known.get(lead)
        if mine is None or lead not in leads:
            continue
        both = [{_key(word) for word in (first, last)} for first, last in (mine, pair)]
        if both[0].isdisjoint(both[1]) and not (both[0] & other.keys or both[1] & one.keys):
            return Clash(
                sign=Sign.PAIRS,
                one=(mine[0].start, mine[1].end),
                other=(pair[0].start, pair[1].end),
                about=lead,
            )
    return None


def _enumerated(statement: Statement) -> Iterator[tuple[str, tuple[Word, Word]]]:
    """Pairs “A dan B” with each content word that leads to them; longer enumerations are none."""
    words, text, start = statement.words, statement.text, statement.start
    for at in range(1, len(words) - 1):
        first, last = words[at - 1], words[at + 1]
        if words[at].text.casefold() not in _AND or not (is_content(first.text) and is_content(last.text)):
            continue
        if re.search(r"[^\w\s-]", text[first.start - start : last.end - start]) or first.text[0].isupper():
            continue
        if _VERB.match(first.text) or _VERB.match(last.text):
            continue
        for lead in words[max(0, at - 1 - _LEAD) : at - 1]:
            if (
                lead.text.isalpha()
                and is_content(lead.text)
                and not re.search(r"[,;:.()]", text[lead.end - start : first.start - start])
            ):
                yield _key(lead), (first, last)


def _counts(one: Statement, other: Statement) -> Clash | None:
    shared = len(one.keys & other.keys)
    if _TIME.search(one.text) or _TIME.search(other.text) or 2 * shared < min(len(one.keys), len(other.keys)):
        return None
    mine = dict(_counted(one))
    for unit, (value, span) in _counted(other):
        if unit in mine and mine[unit][0] != value:
            return Clash(sign=Sign.COUNT, one=mine[unit][1], other=span, about=unit)
    return None


def _counted(statement: Statement) -> Iterator[tuple[str, tuple[int, tuple[int, int]]]]:
    words: Sequence[Word] = statement.words
    for number in numbers(words):
        if number.value < 2 or number.behind >= len(words):
            continue
        unit = words[number.behind]
        place = number.behind
        if unit.text.casefold() in ("orang", "buah", "unit") and place + 1 < len(words):
            unit, place = words[place + 1], place + 1
        gap = statement.text[words[number.behind - 1].end - statement.start : unit.start - statement.start]
        if is_content(unit.text) and len(unit.text) >= _SHORTEST_UNIT and not gap.strip():
            yield _key(unit), (number.value, (words[number.first].start, words[place].end))


def _key(word: Word | str) -> str:
    text = word if isinstance(word, str) else word.text
    return keys_of_key(index_key(text)).inflected
