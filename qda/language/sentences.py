"""Where sentences begin and end, in the transcripts and documents of Indonesian research.

A sentence ends at `. ? ! …` (with the quotes and brackets that follow) before white space, unless the full stop belongs
to an abbreviation (`data/abbreviations.txt`: *Bpk. Ahmad, S.Sos., No. 23*), to one letter (*A. Yani*), to a number
that a list begins with (*1. Modal*), or the next word goes on in lower case after `.` or `…`. A line end closes a
sentence unless the next line goes on in lower case; an empty line always does.

Spans are in code points of the text as given and leave out the white space between sentences; nothing else is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qda.language import wordlists
from qda.language.fold import fold

_END = re.compile(
    r"(?P<mark>[.?!…]+)(?P<close>[\"'”’»)\]]*)(?=\s|$)|(?P<line>[^\S\r\n]*(?:\r\n|\r|\n)\s*)",
)
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»(\[]+\Z")
_OPENING = "\"'“‘«-–—*_ \t"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order; none is empty or only white space.

    >>> text = "Menurut Bpk. Ahmad, S.Sos., modalnya Rp 2.500.000. Belum cukup!"
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Menurut Bpk. Ahmad, S.Sos., modalnya Rp 2.500.000.', 'Belum cukup!']
    """
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(text):
        if match["line"] is not None:
            if not _closes_line(text, match):
                continue
            _add(spans, text, begin, match.start())
            begin = match.end()
        elif _closes(text, begin, match):
            _add(spans, text, begin, match.end())
            begin = match.end()
    _add(spans, text, begin, len(text))
    return spans


def _add(spans: list[Span], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    kept = piece.strip()
    if kept:
        start = begin + piece.index(kept)
        spans.append(Span(start, start + len(kept)))


def _closes_line(text: str, match: re.Match[str]) -> bool:
    if len(match["line"].splitlines()) > 1 or match["line"].count("\n") > 1:
        return True
    return not text[match.end() : match.end() + 1].islower()


def _closes(text: str, begin: int, match: re.Match[str]) -> bool:
    mark = match["mark"]
    if "?" in mark or "!" in mark:
        return not (match["close"] and _goes_on(text, match.end()))
    if _goes_on(text, match.end()):
        return False
    return mark != "." or bool(match["close"]) or not _is_abbreviation(text, begin, match.start())


def _goes_on(text: str, place: int) -> bool:
    """Tell whether the next word of the line is in lower case."""
    while place < len(text) and text[place] in _OPENING:
        place += 1
    return text[place : place + 1].islower()


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    found = _LAST_WORD.search(text, max(begin, stop - 40), stop)
    if found is None:
        return False
    word = fold(found.group())
    if len(word) == 1 and word.isalpha():
        return True
    if word.isdigit():
        return not text[begin : found.start()].strip() and len(word) <= 3
    listed = wordlists.words("abbreviations.txt")
    return word in listed or word.rpartition("/")[2] in listed
