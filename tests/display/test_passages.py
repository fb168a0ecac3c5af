"""What each operator of a query does, held against the slowest way to do it: every pair of passages looked at."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.display import passages as lie
from qda.display.find_ruler import TurnRuler
from qda.display.passages import NO_CODING, POSITION, SOURCE_BITS, Passages, passages

Row = tuple[int, int, int, int]
"""Source, start, end, number of the coding."""
Rows = set[Row]

TEXTS = (
    "satu dua tiga. Empat lima enam tujuh.\nDelapan sembilan sepuluh sebelas dua belas.\n",
    "Kopi, teh; susu! Gula-gula dan air.\nAir lagi.",
    "",
)
BEGINNINGS = tuple([match.start() for match in re.finditer(r"[\w-]+", text)] for text in TEXTS)
TURNS = ((5, 15, 38), (0, 36), ())
RULER = TurnRuler(TURNS, lambda number: TEXTS[number])


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    found = set()
    for _n in range(draw(st.integers(0, 6))):
        source = draw(st.integers(0, 1))
        start = draw(st.integers(0, len(TEXTS[source]) - 1))
        end = draw(st.integers(start + 1, min(len(TEXTS[source]), start + draw(st.sampled_from([3, 12, 80])))))
        found.add((source, start, end, draw(st.integers(NO_CODING, 3))))
    return found


def made(given: Rows) -> Passages:
    return passages(
        [(s << SOURCE_BITS) | start for s, start, _end, _c in given],
        [(s << SOURCE_BITS) | end for s, _start, end, _c in given],
        [c for _s, _start, _end, c in given],
    )


def plain(found: Passages) -> list[Row]:
    columns = (found.start >> SOURCE_BITS, found.start & POSITION, found.end & POSITION, found.coding)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def turns_of(row: Row) -> set[tuple[int, int]]:
    """The turns that a passage touches; 0 is what stands before the first."""
    source, start, end, _coding = row
    return {(source, sum(begin <= at for begin in {0, *TURNS[source]})) for at in range(start, end)}


def words_apart(a: Row, b: Row) -> float:
    """From the last word of the one to the first of the other, which begins behind it; without end across turns."""
    if a[0] != b[0]:
        return float("inf")
    if b[1] < a[2]:
        return 0
    if any(a[2] - 1 < begin <= b[1] for begin in TURNS[a[0]]):
        return float("inf")
    return sum(a[2] <= at <= b[1] for at in BEGINNINGS[a[0]])


def turns_apart(a: Row, b: Row) -> float:
    if a[0] != b[0]:
        return float("inf")
    return 0 if b[1] < a[2] else max(0, min(turns_of(b))[1] - max(turns_of(a))[1])


def smallest(pairs: set[tuple[int, int, int]], sides: Rows) -> list[Row]:
    """Stretches that hold no other, with the codings in them."""
    kept = {
        one for one in pairs
        if not any(o != one and o[0] == one[0] and one[1] <= o[1] and o[2] <= one[2] for o in pairs)
    }  # fmt: skip
    found = set()
    for source, start, end in kept:
        inside = {c for s, b, e, c in sides if s == source and start <= b and e <= end and c != NO_CODING}
        found |= {(source, start, end, c) for c in inside or {NO_CODING}}
    return sorted(found)


def joined(a: Row, b: Row) -> tuple[int, int, int]:
    return a[0], min(a[1], b[1]), max(a[2], b[2])


PAIRS: dict[str, Callable[[Row, Row], bool]] = {
    "within": lambda a, b: a[0] == b[0] and b[1] <= a[1] and a[2] <= b[2],
    "contains": lambda a, b: a[0] == b[0] and a[1] <= b[1] and b[2] <= a[2],
    "overlaps": lambda a, b: a[0] == b[0] and a[1] < b[2] and b[1] < a[2],
    "same": lambda a, b: a[:3] == b[:3],
}


@pytest.mark.parametrize("name", PAIRS)
@given(a=rows(), b=rows())
def test_relations_keep_those_of_the_first_that_lie_so_to_one_of_the_second(name: str, a: Rows, b: Rows) -> None:
    expected = sorted(one for one in a if any(PAIRS[name](one, other) for other in b))
    assert plain(getattr(lie, name)(made(a), made(b))) == expected


@given(a=rows(), b=rows())
def test_either_is_all_of_both_each_once(a: Rows, b: Rows) -> None:
    assert plain(lie.united([made(a), made(b)])) == sorted(a | b)


@given(sides=st.lists(rows(), min_size=1, max_size=3))
def test_together_is_what_touches_a_turn_that_all_sides_touch(sides: list[Rows]) -> None:
    shared = set.intersection(*({turn for row in side for turn in turns_of(row)} for side in sides))
    expected = sorted({row for side in sides for row in side if turns_of(row) & shared})
    assert plain(lie.together([made(side) for side in sides], RULER)) == expected


@given(a=rows(), b=rows())
def test_apart_is_what_touches_no_turn_of_the_other(a: Rows, b: Rows) -> None:
    barred = {turn for row in b for turn in turns_of(row)}
    assert plain(lie.apart(made(a), made(b), RULER)) == sorted(row for row in a if not turns_of(row) & barred)


@settings(max_examples=300)
@given(a=rows(), b=rows(), n=st.integers(0, 6), turns=st.booleans())
def test_near_is_the_smallest_stretches_of_pairs_not_too_far_apart(a: Rows, b: Rows, n: int, turns: bool) -> None:
    apart = turns_apart if turns else words_apart
    pairs = {
        joined(one, other) for one in a for other in b if apart(*sorted((one, other), key=lambda row: row[:2])) <= n
    }
    assert plain(lie.near(made(a), made(b), RULER, n, turns=turns)) == smallest(pairs, a | b)
    assert plain(lie.near(made(b), made(a), RULER, n, turns=turns)) == smallest(pairs, a | b)


@settings(max_examples=300)
@given(a=rows(), b=rows(), n=st.integers(0, 6), turns=st.booleans())
def test_then_is_the_same_where_the_second_comes_after(a: Rows, b: Rows, n: int, turns: bool) -> None:
    apart = turns_apart if turns else words_apart
    pairs = {joined(one, other) for one in a for other in b if one[2] <= other[1] and apart(one, other) <= n}
    assert plain(lie.then(made(a), made(b), RULER, n, turns=turns)) == smallest(pairs, a | b)


def test_words_are_counted_as_one_counts_them() -> None:
    dua, tiga, empat = (passages([at], [at + 4], [0]) for at in (5, 9, 15))
    assert plain(lie.then(dua, tiga, RULER, 1, turns=False)) == [(0, 5, 13, 0)]
    assert plain(lie.then(dua, tiga, RULER, 0, turns=False)) == []
    assert plain(lie.then(tiga, empat, RULER, 9, turns=False)) == []  # a turn begins in between
    assert plain(lie.then(tiga, empat, RULER, 1, turns=True)) == [(0, 9, 19, 0)]
    assert plain(lie.then(tiga, empat, RULER, 0, turns=True)) == []


def test_nothing_beside_nothing_is_nothing() -> None:
    nothing, one = lie.NOTHING, made({(0, 1, 5, 2)})
    for operator in (lie.within, lie.contains, lie.overlaps, lie.same):
        assert plain(operator(one, nothing)) == plain(operator(nothing, one)) == []
    assert (
        plain(lie.near(nothing, one, RULER, 3, turns=True))
        == plain(lie.then(one, nothing, RULER, 3, turns=False))
        == []
    )
    assert plain(lie.together([one, nothing], RULER)) == []
    assert plain(lie.apart(one, nothing, RULER)) == plain(one)


def test_rows_are_put_in_order_and_kept_once() -> None:
    found = passages([9, 5, 9, 5], [12, 8, 12, 8], [1, 2, 1, 0])
    assert (found.start.tolist(), found.coding.tolist()) == ([5, 5, 9], [0, 2, 1])
    assert found.start.dtype == np.int64
