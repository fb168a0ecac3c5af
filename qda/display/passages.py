"""Passages and how they lie to one another: what the operators of a query do. Pure; numpy columns.

A place is one number, the source's number in the upper half and the code point in the lower: all of a study lies on
one line, and no passage reaches from one source into another. `A` and `B` below are the passages of the two sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SOURCE_BITS = 32  # no text has four thousand million characters
POSITION = (1 << SOURCE_BITS) - 1  # masks the code point of a place
NO_CODING = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """Rows by place, each once: a passage with one of the codings behind it.

    A passage behind which there are several codings has as many rows; words that were found have one without a coding.

    Attributes:
        start: First code point, as a place; int64.
        end: The place after the last, greater than `start`.
        coding: Number of the coding; `NO_CODING` for none.
    """

    start: Numbers
    end: Numbers
    coding: Numbers

    def __len__(self) -> int:
        return len(self.start)

    @property
    def source(self) -> Numbers:
        """Number of the source of each row."""
        return self.start >> SOURCE_BITS

    def where(self, mask: Flags) -> Passages:
        """The rows that a truth value for each keeps."""
        return Passages(start=self.start[mask], end=self.end[mask], coding=self.coding[mask])


class Ruler(Protocol):
    """Measures a study: turns, and words between places."""

    def turn(self, place: Numbers) -> Numbers:
        """Number of the turn (of the paragraph, where nobody speaks) that each place is in; ascending in the study."""

    def reach(self, end: Numbers, within: int, *, turns: bool) -> Numbers:
        """The place before which something must begin to be at most so far behind a passage that ends there."""


def place(source: Numbers | int, position: Numbers) -> Numbers:
    """Source and code point as one number, in their order."""
    found: Numbers = (source << SOURCE_BITS) | position
    return found


def passages(start: Iterable[int] | Numbers, end: Iterable[int] | Numbers, coding: Iterable[int] | Numbers) -> Passages:
    """Rows of any order and number, put in order and each kept once."""
    columns = [np.asarray(values, dtype=np.int64) for values in (start, end, coding)]
    rows = np.lexsort(columns[::-1])
    first, last, behind = (column[rows] for column in columns)
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (np.diff(first) != 0) | (np.diff(last) != 0) | (np.diff(behind) != 0)
    return Passages(start=first[new], end=last[new], coding=behind[new])


NOTHING = passages((), (), ())


def united(parts: Sequence[Passages]) -> Passages:
    """A OR B: the passages of all sides. What is the same passage on two sides is one, with the codings of both."""
    return passages(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("start", "end", "coding")))


def together(parts: Sequence[Passages], ruler: Ruler) -> Passages:
    """A AND B: the passages of all sides that touch a turn which each side touches.

    A passage over several turns touches all of them. The result holds passages as they are, none is cut or joined.
    """
    if any(not len(part) for part in parts):
        return NOTHING
    first, last, turns = _turns(parts, ruler)
    shared = np.all([_touched(one, other, turns) for one, other in zip(first, last, strict=True)], axis=0)
    met = np.concatenate([[0], np.cumsum(shared)])
    return united([part.where(met[last[n] + 1] > met[first[n]]) for n, part in enumerate(parts)])


def apart(wanted: Passages, unwanted: Passages, ruler: Ruler) -> Passages:
    """A NOT B: the passages of A that touch no turn which a passage of B touches."""
    if not len(wanted) or not len(unwanted):
        return wanted
    first, last, turns = _turns((wanted, unwanted), ruler)
    barred = np.concatenate([[0], np.cumsum(_touched(first[1], last[1], turns))])
    return wanted.where(barred[last[0] + 1] == barred[first[0]])


def _turns(parts: Sequence[Passages], ruler: Ruler) -> tuple[list[Numbers], list[Numbers], int]:
    """Numbers of the turns in which the rows of each side begin and end, and how many turns there are."""
    first = [ruler.turn(part.start) for part in parts]
    last = [ruler.turn(part.end - 1) for part in parts]
    return first, last, max(int(numbers.max()) for numbers in last) + 1


def _touched(first: Numbers, last: Numbers, turns: int) -> Flags:
    """Which turns are touched by stretches of turns."""
    steps = np.bincount(first, minlength=turns + 1) - np.bincount(last + 1, minlength=turns + 1)
    found: Flags = np.cumsum(steps)[:turns] > 0
    return found


def within(a: Passages, b: Passages) -> Passages:
    """A WITHIN B: the passages of A that lie wholly in a passage of B, or are the same."""
    if not len(b):
        return a.where(np.zeros(len(a), dtype=bool))
    furthest = np.maximum.accumulate(b.end)
    before = np.searchsorted(b.start, a.start, "right")
    return a.where((before > 0) & (furthest[np.maximum(before - 1, 0)] >= a.end))


def contains(a: Passages, b: Passages) -> Passages:
    """A CONTAINS B: the passages of A in which a passage of B lies wholly, or that are the same."""
    nearest = _nearest_end(b)
    return a.where(nearest[np.searchsorted(b.start, a.start, "left")] <= a.end)


def overlaps(a: Passages, b: Passages) -> Passages:
    """A OVERLAPS B: the passages of A that share at least one character with a passage of B."""
    if not len(b):
        return a.where(np.zeros(len(a), dtype=bool))
    furthest = np.maximum.accumulate(b.end)
    before = np.searchsorted(b.start, a.end, "left")
    return a.where((before > 0) & (furthest[np.maximum(before - 1, 0)] > a.start))


def same(a: Passages, b: Passages) -> Passages:
    """A SAME B: the passages of A that begin and end where a passage of B does."""
    starts, ends = np.unique(np.concatenate([a.start, b.start])), np.unique(np.concatenate([a.end, b.end]))
    keys = [np.searchsorted(starts, p.start) * len(ends) + np.searchsorted(ends, p.end) for p in (a, b)]
    return a.where(np.isin(keys[0], keys[1]))


def near(a: Passages, b: Passages, ruler: Ruler, apart: int, *, turns: bool) -> Passages:
    """A NEAR/n B: the smallest stretches that hold a passage of A and one of B at most n words or turns apart.

    The stretch runs from where the first of the two begins to where the last ends; one that holds a smaller one is
    left out. Behind it are the codings of either side that lie in it. Passages that overlap are 0 apart. Words are
    counted from the last of the one to the first of the other, neighbours being 1 apart, and no turn may begin in
    between; turns are counted from the one in which the first passage ends to the one in which the second begins, 0
    for the same.
    """
    found = [_stretches(one, other, one.start, np.maximum(ruler.reach(one.end, apart, turns=turns), one.end))
             for one, other in ((a, b), (b, a)) if len(one) and len(other)]  # fmt: skip
    return _with_evidence(found, (a, b))


def then(a: Passages, b: Passages, ruler: Ruler, apart: int, *, turns: bool) -> Passages:
    """A THEN/n B: as `near`, where the passage of A ends before that of B begins, or where it begins."""
    found = [_stretches(a, b, a.end, ruler.reach(a.end, apart, turns=turns))] if len(a) and len(b) else []
    return _with_evidence(found, (a, b))


def _nearest_end(b: Passages) -> Numbers:
    """For each row the earliest end of it and all rows behind it; one more that no end reaches."""
    ends = np.append(b.end, np.iinfo(np.int64).max)
    return np.minimum.accumulate(ends[::-1])[::-1]


def _stretches(a: Passages, b: Passages, earliest: Numbers, bound: Numbers) -> tuple[Numbers, Numbers]:
    """For each row of A the smallest stretch to a passage of B that begins from `earliest` on and before `bound`."""
    low, high = np.searchsorted(b.start, earliest, "left"), np.searchsorted(b.start, bound, "left")
    there = high > low
    ends = _least(b.end, low[there], high[there])
    return a.start[there], np.maximum(a.end[there], ends)


def _least(values: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """The least of `values[low:high]` for each pair, `low < high`: two halves of a table of powers of two."""
    found = np.empty(len(low), dtype=np.int64)
    power = np.floor(np.log2(high - low)).astype(np.int64)
    table, size = values, 1
    for step in range(int(power.max(initial=-1)) + 1):
        mine = power == step
        found[mine] = np.minimum(table[low[mine]], table[high[mine] - size])
        table, size = np.minimum(table[:-size], table[size:]), 2 * size
    return found


def _with_evidence(found: Sequence[tuple[Numbers, Numbers]], sides: Sequence[Passages]) -> Passages:
    if not found:
        return NOTHING
    stretches = _smallest(*(np.concatenate(column) for column in zip(*found, strict=True)))
    rows = united(sides)
    rows = rows.where(rows.coding != NO_CODING)
    low, high = np.searchsorted(rows.start, stretches.start), np.searchsorted(rows.start, stretches.end)
    many = high - low
    stretch = np.repeat(np.arange(len(stretches)), many)
    row = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
    inside = rows.end[row] <= stretches.end[stretch]
    stretch, row = stretch[inside], row[inside]
    bare = stretches.where(~np.isin(np.arange(len(stretches)), stretch))
    coded = Passages(start=stretches.start[stretch], end=stretches.end[stretch], coding=rows.coding[row])
    return united((bare, coded))


def _smallest(start: Numbers, end: Numbers) -> Passages:
    """Of stretches those that hold no other, each once and without codings."""
    rows = passages(start, end, np.full(len(start), NO_CODING, dtype=np.int64))
    first = np.ones(len(rows), dtype=bool)
    first[1:] = np.diff(rows.start) != 0
    rows = rows.where(first)
    return rows.where(rows.end < _nearest_end(rows)[1:])
