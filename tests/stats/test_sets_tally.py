"""α over sets from counts is α over sets: the same numbers, and the same intervals, as going through the units."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qda.stats import sets_tally
from qda.stats.intervals import bootstrap, jackknife
from qda.stats.sets import Distance, SetRatings, jaccard, krippendorff_alpha_sets, masi
from qda.stats.sets_tally import SetTally, krippendorff_alpha_tally, tally_sets


def ratings(flags: np.ndarray, judged: np.ndarray) -> SetRatings:
    return SetRatings(
        sets=flags & judged[:, :, None], judged=judged, codes=tuple(f"k{n}" for n in range(flags.shape[2]))
    )


def counted(data: SetRatings, distance: Distance, **how: np.ndarray) -> SetTally:
    found = tally_sets(data, distance, **how)
    assert found is not None
    return found


@settings(max_examples=100, deadline=None)
@given(
    arrays(np.bool_, (7, 3, 4)),
    arrays(np.bool_, (7, 3)),
    arrays(np.int64, (7,), elements=st.integers(0, 2)),
    st.sampled_from([masi, jaccard]),
)
def test_the_same_value_by_unit_and_by_group(
    flags: np.ndarray, judged: np.ndarray, groups: np.ndarray, distance: Distance
) -> None:
    data = ratings(flags, judged)
    expected = krippendorff_alpha_sets(data, distance)
    for how in ({}, {"groups": groups}):
        found = krippendorff_alpha_tally(counted(data, distance, **how))
        assert (found.value is None) == (expected.value is None)
        if expected.value is not None:
            assert found.value == pytest.approx(expected.value, abs=1e-12)
            assert (found.units, found.ratings) == (expected.units, expected.ratings)
        else:
            assert found.because == expected.because


def test_a_weight_is_so_many_units() -> None:
    dice = np.random.default_rng(3)
    data, weight = ratings(dice.random((9, 2, 3)) < 0.4, np.ones((9, 2), dtype=np.bool_)), dice.integers(1, 5, 9)
    whole = krippendorff_alpha_sets(data.take(np.repeat(np.arange(9), weight)), masi)
    found = krippendorff_alpha_tally(counted(data, masi, weight=weight))
    assert found.value == pytest.approx(whole.value)
    assert found.units == int(weight.sum())


def test_intervals_are_those_of_drawing_documents() -> None:
    dice = np.random.default_rng(5)
    data = ratings(dice.random((60, 3, 4)) < 0.3, dice.random((60, 3)) < 0.9)
    groups = np.repeat(np.arange(12), 5)
    tally = counted(data, masi, groups=groups)
    slow = jackknife(data, krippendorff_alpha_sets, groups=groups)
    fast = jackknife(tally, krippendorff_alpha_tally)
    assert (fast.low, fast.high, fast.over) == (pytest.approx(slow.low), pytest.approx(slow.high), 12)
    drawn = bootstrap(data, krippendorff_alpha_sets, draws=40, seed=2, groups=groups)
    again = bootstrap(tally, krippendorff_alpha_tally, draws=40, seed=2)
    assert (again.low, again.high) == (pytest.approx(drawn.low), pytest.approx(drawn.high))


def test_too_many_different_sets_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets_tally, "MOST_SETS", 2)
    data = ratings(np.random.default_rng(1).random((9, 2, 3)) < 0.5, np.ones((9, 2), dtype=np.bool_))
    assert tally_sets(data, masi) is None
