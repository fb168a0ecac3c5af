"""How wide the columns of a printed matrix are, and where one that is wider than a page goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import east_asian_width

PAGE = 237.0  # millimetres of a line on a wide page
LETTER, PADDING = 1.65, 2.6  # millimetres
_LONG, _PHRASE, _SHORT = 38.0, 20.0, 15.0  # millimetres at least: of sentences, of a few words, of others
_HAND, _BROADEST = 120.0, 130.0  # millimetres of room to write in; of a line that is still easy to read
_UNIT = 13  # letters of a text that stays on one line
_SENTENCE = 32  # letters of a text that needs a broad column
_BROKEN = 4.0  # millimetres lost where a line ends before a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a column asks for, in millimetres.

    Attributes:
        least: Below it the column is hard to read.
        line: Its longest line, unbroken.
        whole: All lines of its longest cell, one behind the other; of a list no more than breaks its longest line.
    """

    least: float
    line: float
    whole: float


def breadth(text: str) -> int:
    """How many letters a line of text is as broad as: squares, blocks and signs of East Asia are as broad as two."""
    if text.isascii():
        return len(text)
    return sum(2 if "\u2580" <= sign <= "\u25ff" or east_asian_width(sign) in "WF" else 1 for sign in text)


def wish(head: str, cells: Sequence[str], *, to_write: bool) -> Wish:
    """What a column asks for: room for its longest word, and more where its cells are sentences.

    Args:
        head: Its heading.
        cells: What is printed in it.
        to_write: Whether people are to write into it.
    """
    texts = (head, *cells)
    word = max(breadth(word) for text in texts for word in ([text] if len(text) <= _UNIT else text.split() or [""]))
    broad = to_write or any(len(text) > _SENTENCE for text in cells)
    floor = _LONG if broad else _PHRASE if any(len(text) > _UNIT for text in cells) else _SHORT
    least = max(floor, min(_LONG, word * LETTER + PADDING))
    line = max((breadth(line) for text in cells for line in text.split("\n")), default=0) * LETTER + PADDING
    line = min(line, _BROADEST)
    whole = min(max(map(len, cells), default=0) * LETTER, 1.5 * line) + PADDING
    hand = _HAND if to_write else 0.0
    return Wish(least=least, line=max(least, line, hand), whole=max(least, whole, hand))


def shared_out(wishes: Sequence[Wish], room: float) -> list[float]:
    """The widths of columns that share a line of `room` millimetres: none lower than its neighbours can help.

    As many lines as the longest cell of a column fills, so many fill those of the others, about; a column whose
    lines are short takes no more than they need. Where room is left, all have their wish.
    """
    few, many = 1.0, 64.0
    if sum(_in_lines(wishes, few)) <= room:
        return _in_lines(wishes, few)
    for _step in range(30):
        middle = (few + many) / 2
        few, many = (few, middle) if sum(_in_lines(wishes, middle)) <= room else (middle, many)
    return _in_lines(wishes, many)


def _in_lines(wishes: Sequence[Wish], lines: float) -> list[float]:
    return [max(one.least, min(one.line, one.whole / lines + (_BROKEN if lines > 1.0 else 0.0))) for one in wishes]


def page_pieces(widths: Sequence[float], room: float, groups: Sequence[str] = ()) -> list[tuple[int, int]]:
    """First column and the one after the last of each table, so that none is wider than `room` if it can be.

    The tables are about equally wide; one without columns is one table. Neighbours that share a heading (`groups`,
    one for each column, "" for none) stay together where that needs no more tables.
    """
    pieces = _even(widths, room)
    if len(pieces) < 2 or not any(groups):
        return pieces
    units = list(_together(groups))
    sizes = [sum(widths[first:last]) for first, last in units]
    if max(sizes) > room:
        return pieces
    found = [(units[first][0], units[last - 1][1]) for first, last in _even(sizes, room)]
    return found if len(found) <= len(pieces) else pieces


def _together(groups: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First column and the one after the last of all that share a heading; a column without one stands alone."""
    at = 0
    for name, members in groupby(groups):
        n = len(list(members))
        yield from ((at, at + n),) if name else ((c, c + 1) for c in range(at, at + n))
        at += n


def _even(widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    least = max(1, len(list(_filled(widths, room))))
    lowest = max(sum(widths) / least, max(widths, default=0.0))
    for step in range(21):  # the narrowest room that needs no more tables spreads the columns evenly
        found = list(_filled(widths, lowest + (room - lowest) * step / 20))
        if len(found) <= least:
            return found or [(0, 0)]
    return list(_filled(widths, room)) or [(0, 0)]


def _filled(widths: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    first, used = 0, 0.0
    for c, width in enumerate(widths):
        if c > first and used + width > room:
            yield first, c
            first, used = c, 0.0
        used += width
    if first < len(widths):
        yield first, len(widths)
