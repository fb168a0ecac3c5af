"""Sets of codes: MASI and Jaccard distances, α on sets, and one code at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats import sets as module
from qda.stats import sets_overlap
from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.ratings import Absent, Ratings
from qda.stats.sets import Distance, SetRatings, jaccard, krippendorff_alpha_sets, masi, sets_of_rows

CODES = tuple("abcd")


def flags(*names: str) -> np.ndarray:
    return np.array([[code in name for code in CODES] for name in names])


@pytest.mark.parametrize(
    ("one", "other", "by_masi", "by_jaccard"),
    [
        ("ab", "abcd", 2 / 3, 1 / 2),
        ("a", "ab", 2 / 3, 1 / 2),
        ("ab", "bc", 8 / 9, 2 / 3),
        ("a", "b", 1, 1),
        ("abc", "abc", 0, 0),
        ("", "", 0, 0),
        ("", "a", 1, 1),
    ],
)
def test_distances(one: str, other: str, by_masi: float, by_jaccard: float) -> None:
    for distance, wanted in ((masi, by_masi), (jaccard, by_jaccard)):
        found = distance(flags(one, other))
        assert found[0, 1] == pytest.approx(wanted)
        assert found.tolist() == found.T.tolist()
        assert found.diagonal().tolist() == [0, 0]


def data_of(units: list[list[str | None]]) -> SetRatings:
    sets = np.array([[[code in (one or "") for code in CODES] for one in unit] for unit in units], dtype=np.bool_)
    judged = np.array([[one is not None for one in unit] for unit in units], dtype=np.bool_)
    return SetRatings(sets=sets, judged=judged, codes=CODES)


def test_alpha_by_hand() -> None:
    """Two coders, three units: {a} {a}, {a,b} {b}, {c} {c}; Jaccard."""
    found = krippendorff_alpha_sets(data_of([["a", "a"], ["ab", "b"], ["c", "c"]]), jaccard)
    assert found.observed == pytest.approx(0.5 / 3)
    # different sets: a ×2, ab, b, c ×2; distances a–ab ½, a–b 1, a–c 1, ab–b ½, ab–c 1, b–c 1
    assert found.expected == pytest.approx(2 * (2 * 0.5 + 2 + 4 + 0.5 + 2 + 2) / (6 * 5))
    assert found.value == pytest.approx(1 - (0.5 / 3) / (23 / 30))
    assert (found.units, found.ratings) == (3, 6)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), max_size=10))
def test_sets_of_one_code_are_nominal_alpha(units: list[list[str | None]]) -> None:
    codes = [["abc".index(one) if one else -1 for one in unit] for unit in units]
    nominal = krippendorff_alpha(Ratings(codes=np.array(codes, dtype=np.int64).reshape(-1, 3), categories=CODES))
    for distance in (masi, jaccard):
        if not units:
            continue
        found = krippendorff_alpha_sets(data_of(units), distance)
        assert (found.value is None) == (nominal.value is None)
        assert found.because == nominal.because
        if nominal.value is not None:
            assert found.value == pytest.approx(nominal.value)


def drawn(seed: int, units: int, codes: int, share: float) -> SetRatings:
    sets = np.random.default_rng(seed).random((units, 3, codes)) < share
    judged = np.random.default_rng(seed + 1).random((units, 3)) < 0.8
    return SetRatings(sets=sets & judged[:, :, None], judged=judged, codes=tuple(map(str, range(codes))))


@pytest.mark.parametrize("distance", [masi, jaccard])
@pytest.mark.parametrize(("codes", "share"), [(4, 0.4), (9, 0.5), (70, 0.05), (1, 0.5)])
def test_counting_overlaps_and_comparing_sets_give_the_same(
    distance: Distance, codes: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = drawn(codes, 60, codes, share)
    counted = krippendorff_alpha_sets(data, distance)
    monkeypatch.setattr(sets_overlap, "MOST_SUBSETS", 0)
    for block in (1 << 24, 40):
        monkeypatch.setattr(module, "_BLOCK", block)
        compared = krippendorff_alpha_sets(data, distance)
        assert (counted.value, counted.observed, counted.expected) == pytest.approx(
            (compared.value, compared.observed, compared.expected), abs=1e-12
        )


def test_a_distance_of_the_callers() -> None:
    def size(sets: np.ndarray, others: np.ndarray) -> np.ndarray:
        return np.abs(sets.sum(axis=1)[:, None] - others.sum(axis=1)[None, :]).astype(np.float64)

    found = krippendorff_alpha_sets(data_of([["a", "ab"], ["abc", "c"], ["b", "b"]]), size)
    assert found.observed == pytest.approx((2 * 1 + 2 * 2) / 6)
    assert found.expected == pytest.approx(2 * (4 * 1 + 4 * 2 + 1) / (6 * 5))


def test_overlaps_by_hand() -> None:
    """{}, {a}, {a, b} given 1, 2 and 3 times."""
    found = sets_overlap.overlaps(flags("", "a", "ab"), np.array([1.0, 2.0, 3.0]))
    assert found is not None
    assert (found[0].sum(axis=1).tolist(), found[0, :, 0].tolist()) == ([1, 2, 3], [1, 2, 3])
    assert (found[1, 1, 1], found[1, 2, 1], found[2, 2, 2], found[1, 2, 0]) == (4, 6, 9, 0)
    assert found.sum() == 36


def test_coders_at_random_agree_as_by_chance() -> None:
    sets = np.random.default_rng(5).random((3000, 3, 4)) < 0.4
    data = SetRatings(sets=sets, judged=np.ones((3000, 3), dtype=np.bool_), codes=CODES)
    for distance in (masi, jaccard):
        assert krippendorff_alpha_sets(data, distance).value == pytest.approx(0, abs=0.03)


def test_degenerate_sets() -> None:
    alike, alone = data_of([["ab", "ab"], ["ab", "ab"]]), data_of([["a", None], [None, "b"]])
    none = SetRatings(sets=np.zeros((0, 2, 4), np.bool_), judged=np.zeros((0, 2), np.bool_), codes=CODES)
    codeless = SetRatings(sets=np.zeros((2, 2, 0), np.bool_), judged=np.ones((2, 2), np.bool_), codes=())
    for data, words in ((alike, "only one"), (alone, "no unit"), (none, "no unit"), (codeless, "only one")):
        found = krippendorff_alpha_sets(data)
        assert found.value is None
        assert words in found.because


def test_absent_rows_are_empty_sets_only_where_the_call_says_so() -> None:
    unit, coder, code = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 0]), np.array([0, 1, 1, 2])

    def read(absent: Absent) -> SetRatings:
        return sets_of_rows(unit, coder, code, units=3, coders=2, codes=CODES, absent=absent)

    missing, not_coded = read(Absent.MISSING), read(Absent.NOT_CODED)
    assert missing.judged.tolist() == [[True, True], [True, False], [False, False]]
    assert not_coded.judged.all()
    assert missing.sets.tolist() == not_coded.sets.tolist()
    assert missing.sets[0].tolist() == flags("ab", "b").tolist()
    assert krippendorff_alpha_sets(missing).units == 1
    assert krippendorff_alpha_sets(not_coded).units == 3


def test_one_code_at_a_time() -> None:
    data = data_of([["ab", "b"], ["c", None]])
    assert data.of_code(0).codes.tolist() == [[1, 0], [0, -1]]
    assert data.of_code(0).categories == ("no", "yes")
    assert [each.codes[0].tolist() for each in data.each_code()] == [[1, 0], [1, 1], [0, 0], [0, 0]]


def test_impossible_arrays_are_refused() -> None:
    with pytest.raises(ValueError, match="units, coders, codes"):
        SetRatings(sets=np.zeros((2, 2, 3), np.bool_), judged=np.ones((2, 2), np.bool_), codes=CODES)
    with pytest.raises(ValueError, match="not judged"):
        SetRatings(sets=np.ones((1, 2, 4), np.bool_), judged=np.zeros((1, 2), np.bool_), codes=CODES)
