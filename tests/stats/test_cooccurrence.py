"""Overlaps counted by sorting equal overlaps counted one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats import cooccurrence as module
from qda.stats.cooccurrence import cooccurrence

CODES = 4
codings = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 8), st.integers(0, CODES - 1), st.integers(-1, 2)),
    max_size=30,
)


def count(rows: list[tuple[int, int, int, int, int]]) -> module.Cooccurrence:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    source, start, size, code, unit = columns
    return cooccurrence(source, start, start + size, code, unit, codes=CODES)


@given(codings)
def test_equals_the_naive_count(rows: list[tuple[int, int, int, int, int]]) -> None:
    found = count(rows)
    passages = sorted({(s, a, a + n, k) for s, a, n, k, _u in rows})
    overlaps = np.zeros((CODES, CODES), dtype=int)
    sources: dict[tuple[int, int], set[int]] = {}
    behind: dict[int, set[tuple[int, int, int, int]]] = {}
    for x, y in combinations(passages, 2):
        if x[0] == y[0] and x[1] < y[2] and y[1] < x[2] and x[3] != y[3]:
            a, b = sorted((x[3], y[3]))
            overlaps[a, b] += 1
            overlaps[b, a] += 1
            sources.setdefault((a, b), set()).add(x[0])
            behind.setdefault(a * CODES + b, set()).update((x, y))
    assert found.overlaps.tolist() == overlaps.tolist()
    assert found.passages.tolist() == [sum(p[3] == k for p in passages) for k in range(CODES)]
    for (a, b), where in sources.items():
        assert found.sources[a, b] == found.sources[b, a] == len(where)
    for a, b in combinations(range(CODES), 2):
        both = {
            u
            for s, x, n, k, u in rows
            for t, y, m, j, v in rows
            if (k, j) == (a, b) and u == v >= 0 and s == t and x < y + m and y < x + n
        }
        either = {u for *_place, k, u in rows if k in (a, b) and u >= 0}
        assert found.informants[a, b] == len(both)
        assert found.jaccard[a, b] == pytest.approx(len(both) / len(either) if either else np.nan, nan_ok=True)
    members: dict[int, set[int]] = {}
    for pair, member in zip(found.pair.tolist(), found.member.tolist(), strict=True):
        members.setdefault(pair, set()).add(member)
    twins = {i: (s, a, a + n, k) for i, (s, a, n, k, _u) in enumerate(rows)}
    assert members == {pair: {i for i, p in twins.items() if p in mine} for pair, mine in behind.items()}


@given(codings)
def test_small_chunks_change_nothing(rows: list[tuple[int, int, int, int, int]]) -> None:
    whole = count(rows)
    before = module.CHUNK
    module.CHUNK = 2
    try:
        parts = count(rows)
    finally:
        module.CHUNK = before
    assert whole.overlaps.tolist() == parts.overlaps.tolist()
    assert whole.informants.tolist() == parts.informants.tolist()
    assert whole.pair.tolist() == parts.pair.tolist()


def test_coefficients() -> None:
    # code 0: 2 passages, code 1: 2, one overlap: c = 1 / (2 + 2 − 1); people 0 and 1 have 0, person 0 has 1
    found = count([(0, 0, 5, 0, 0), (0, 3, 5, 1, 0), (0, 20, 5, 1, 0), (1, 0, 5, 0, 1)])
    assert found.c[0, 1] == pytest.approx(1 / 3)
    assert found.jaccard[0, 1] == pytest.approx(1 / 2)
    assert np.isnan(found.c[0, 0])
    assert not found.unequal[0, 1]


def test_jaccard_counts_once_who_has_both_codes_apart() -> None:
    """Persons 0 and 1 have both codes, only person 0 on the same words, person 2 has one of them: 1 of 3."""
    found = count([(0, 0, 5, 0, 0), (0, 3, 5, 1, 0), (1, 0, 5, 0, 1), (1, 20, 5, 1, 1), (2, 0, 5, 0, 2)])
    assert found.jaccard[0, 1] == pytest.approx(1 / 3)


def test_two_people_who_are_named_on_the_same_words_both_say_them() -> None:
    found = count([(0, 0, 5, 0, 0), (0, 0, 5, 0, 1), (0, 3, 5, 1, 0), (0, 3, 5, 1, 1)])
    assert (found.passages[0], found.overlaps[0, 1], found.informants[0, 1]) == (1, 1, 2)
    assert found.jaccard[0, 1] == 1.0


def test_a_c_above_one_is_missing_and_unequal_frequencies_are_marked() -> None:
    # one long passage of code 0 over six of code 1: n12 = 6, n1 + n2 − n12 = 1
    found = count([(0, 0, 20, 0, 0), *((0, 3 * n, 2, 1, 0) for n in range(6))])
    assert found.overlaps[0, 1] == 6
    assert np.isnan(found.c[0, 1])
    assert found.unequal[0, 1]


def test_touching_is_not_overlapping_and_nobody_is_no_person() -> None:
    found = count([(0, 0, 5, 0, -1), (0, 5, 5, 1, -1), (0, 4, 2, 2, -1)])
    assert found.overlaps[0, 1] == 0
    assert found.overlaps[0, 2] == found.overlaps[1, 2] == 1
    assert found.informants[0, 2] == 0
    assert found.people.tolist() == [0, 0, 0, 0]
