"""Krippendorff's reliability data with four observers and missing values: α at every level, and its parts."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.krippendorff import (
    Level,
    coincidences,
    krippendorff_alpha,
    krippendorff_alpha_given,
    squared_distances,
)
from qda.stats.percent import percent_agreement
from qda.stats.ratings import Ratings, ratings_of_numbers

X = np.nan
DATA = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, X],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
).T
CANONICAL = ratings_of_numbers(DATA)
LEVELS = [
    (Level.NOMINAL, 0.743421),
    (Level.ORDINAL, 0.815388),
    (Level.INTERVAL, 0.849107),
    (Level.RATIO, 0.797403),
]


@pytest.mark.parametrize(("level", "printed"), LEVELS)
def test_alpha(level: Level, printed: float) -> None:
    assert krippendorff_alpha(CANONICAL, level).value == pytest.approx(printed, abs=1e-6)


def test_coincidences() -> None:
    third = 1 / 3
    assert coincidences(CANONICAL) == pytest.approx(
        np.array(
            [
                [7, 4 * third, third, third, 0],
                [4 * third, 10, 4 * third, third, 0],
                [third, 4 * third, 8, third, 0],
                [third, third, third, 4, 0],
                [0, 0, 0, 0, 3],
            ]
        )
    )


def test_disagreement_observed_and_expected() -> None:
    nominal, interval = (krippendorff_alpha(CANONICAL, level) for level in (Level.NOMINAL, Level.INTERVAL))
    assert (nominal.observed, nominal.expected) == (pytest.approx(0.2), pytest.approx(0.779487, abs=1e-6))
    assert (interval.observed, interval.expected) == (
        pytest.approx(0.433333, abs=1e-6),
        pytest.approx(2.871795, abs=1e-6),
    )
    assert (nominal.units, nominal.ratings) == (11, 40)


def test_ordinal_distance_is_the_sum_of_the_paper() -> None:
    """(Σ n_g from c to k − (n_c + n_k) / 2)²."""
    n = np.array([9.0, 13, 10, 5, 3])
    found = squared_distances(Level.ORDINAL, n, None)
    for c in range(5):
        for k in range(c, 5):
            assert found[c, k] == pytest.approx((n[c : k + 1].sum() - (n[c] + n[k]) / 2) ** 2 if c != k else 0)


def test_interval_is_the_same_after_shifting_and_ratio_after_stretching() -> None:
    shifted, stretched = ratings_of_numbers(DATA + 7), ratings_of_numbers(DATA * 7)
    assert krippendorff_alpha(shifted, Level.INTERVAL).value == pytest.approx(0.849107, abs=1e-6)
    assert krippendorff_alpha(stretched, Level.RATIO).value == pytest.approx(0.797403, abs=1e-6)
    assert krippendorff_alpha(shifted, Level.RATIO).value != pytest.approx(0.797403, abs=1e-3)


def test_given_distances() -> None:
    squared = squared_distances(Level.INTERVAL, np.ones(5), CANONICAL.values)
    assert krippendorff_alpha_given(CANONICAL, squared).value == pytest.approx(0.849107, abs=1e-6)


def test_binary_data_of_2004() -> None:
    """Page 224: α .095, Do .400, De .442."""
    ones = [[1, 0], [1, 1], [0, 1], [0, 0], [0, 0], [0, 1], [0, 0], [0, 1], [0, 0], [0, 0]]
    found = krippendorff_alpha(Ratings(codes=np.array(ones), categories=("no", "yes")))
    assert found.value == pytest.approx(0.095, abs=5e-4)
    assert found.observed == pytest.approx(0.4)
    assert found.expected == pytest.approx(0.442, abs=5e-4)


def test_three_observers_of_1980() -> None:
    """Page 139: α at three levels, percent agreement, α of each category."""
    units = ["111", "122", "222", "444", "144", "222", "123", "333", "222"]
    ratings = ratings_of_numbers(np.array([[float(each) for each in unit] for unit in units]))
    nominal = krippendorff_alpha(ratings)
    assert nominal.value == pytest.approx(0.642, abs=5e-4)
    assert krippendorff_alpha(ratings, Level.INTERVAL).value == pytest.approx(0.547, abs=5e-4)
    assert krippendorff_alpha(ratings, Level.RATIO).value == pytest.approx(0.483, abs=5e-4)
    assert percent_agreement(ratings).value == pytest.approx(0.7407, abs=5e-5)
    assert [each.value for each in nominal.per_category] == pytest.approx([0.381, 0.711, 0.717, 0.764], abs=1e-3)


def test_a_unit_without_a_pair_changes_nothing() -> None:
    more = ratings_of_numbers(np.vstack([DATA, [[4, X, X, X], [X, X, X, X]]]))
    assert krippendorff_alpha(more) == krippendorff_alpha(CANONICAL)


def test_unused_categories_change_nothing() -> None:
    wide = Ratings(codes=np.where(CANONICAL.codes < 0, -1, CANONICAL.codes * 2), categories=tuple("abcdefghi"))
    for level in (Level.NOMINAL, Level.ORDINAL):
        assert krippendorff_alpha(wide, level).value == pytest.approx(krippendorff_alpha(CANONICAL, level).value)
