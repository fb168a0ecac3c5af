"""Krippendorff's bootstrap of coincidences and Efron's BCa: against exact distributions and known bounds."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from qda.stats.bootstraps import bootstrap_coincidences, bootstrap_corrected
from qda.stats.coefficient import Coefficient
from qda.stats.intervals import bootstrap
from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.percent import percent_agreement
from qda.stats.ratings import Ratings, ratings_of_numbers

X = np.nan
CANONICAL = ratings_of_numbers(
    np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, X],
            [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
        ]
    ).T
)


def test_krippendorff_2006_draws_coincidences_and_keeps_de() -> None:
    """M = min(25·17, 3·40/2) = 60 draws, of which .2 disagree: a binomial over 60 De."""
    found = bootstrap_coincidences(CANONICAL, draws=20000, seed=1)
    spread = sqrt(0.2 * 0.8 / 60) / 0.779487
    assert found.error == pytest.approx(spread, rel=0.02)
    assert found.low == pytest.approx(1 - 18 / (60 * 0.779487), abs=0.022)
    assert found.high == pytest.approx(1 - 6 / (60 * 0.779487), abs=0.022)
    assert (found.method, found.over, found.draws) == ("bootstrap of coincidences", 12, 20000)


def test_it_is_narrower_than_the_bootstrap_of_units() -> None:
    for level in (Level.NOMINAL, Level.ORDINAL, Level.INTERVAL, Level.RATIO):
        of_pairs = bootstrap_coincidences(CANONICAL, level, draws=2000, seed=1)

        def alpha(data: Ratings, level: Level = level) -> Coefficient:
            return krippendorff_alpha(data, level)

        of_units = bootstrap(CANONICAL, alpha, draws=500, seed=1)
        assert 0 < (of_pairs.error or 0) < (of_units.error or 0)


def test_resamples_without_variation_have_no_alpha() -> None:
    few = Ratings(codes=np.array([[0, 0], [0, 0], [1, 1]]), categories=("a", "b"))
    found = bootstrap_coincidences(few, draws=4000, seed=2)
    assert found.undefined / 4000 == pytest.approx((2 / 3) ** 3 + (1 / 3) ** 3, abs=0.03)
    assert (found.low, found.high) == (1, 1)


def test_bca_of_a_mean_moves_bounds_toward_the_longer_tail() -> None:
    """Nine units agree and one does not: shares of agreement are skewed to the left."""
    codes = np.array([[0, 0]] * 30 + [[1, 1]] * 24 + [[0, 1]] * 6)
    data = Ratings(codes=codes, categories=("a", "b"))
    plain = bootstrap(data, percent_agreement, draws=4000, seed=3)
    found = bootstrap_corrected(data, percent_agreement, draws=4000, seed=3)
    assert (found.low or 0) < (plain.low or 0)
    assert (found.high or 0) <= (plain.high or 0)
    assert (found.method, found.error, found.draws) == ("bootstrap BCa", plain.error, plain.draws)


def test_bca_without_bias_and_skew_is_the_percentile_interval() -> None:
    codes = np.array([[0, 0], [1, 1], [0, 1], [1, 0]] * 50)
    data = Ratings(codes=codes, categories=("a", "b"))
    plain = bootstrap(data, percent_agreement, draws=4000, seed=4)
    found = bootstrap_corrected(data, percent_agreement, draws=4000, seed=4)
    assert [found.low, found.high] == pytest.approx([plain.low, plain.high], abs=0.011)


def test_groups_are_drawn_together() -> None:
    thrice = CANONICAL.take(np.tile(np.arange(12), 3))
    found = bootstrap_corrected(thrice, percent_agreement, draws=200, seed=5, groups=np.tile(np.arange(12), 3))
    assert found.over == 12


def test_undefined_says_why() -> None:
    same = Ratings(codes=np.zeros((5, 2), dtype=np.int64), categories=("a", "b"))
    one = Ratings(codes=np.array([[0, 1]]), categories=("a", "b"))
    rests_on_one = Ratings(codes=np.array([[0, 0], [0, 0], [0, 1]]), categories=("a", "b"))
    agreed = Ratings(codes=np.array([[0, 0], [1, 1]] * 4), categories=("a", "b"))
    assert "only one category" in bootstrap_coincidences(same, draws=10, seed=0).because
    assert "only one category" in bootstrap_corrected(same, krippendorff_alpha, draws=10, seed=0).because
    assert "fewer than two" in bootstrap_corrected(one, krippendorff_alpha, draws=10, seed=0).because
    assert "leaving out one" in bootstrap_corrected(rests_on_one, krippendorff_alpha, draws=10, seed=0).because
    level = bootstrap_corrected(agreed, krippendorff_alpha, draws=50, seed=0)
    assert (level.low, level.high) == (1, 1)
    for draws in (0, 1):
        with pytest.raises(ValueError, match="two draws"):
            bootstrap_coincidences(CANONICAL, draws=draws, seed=0)
        with pytest.raises(ValueError, match="two draws"):
            bootstrap_corrected(CANONICAL, percent_agreement, draws=draws, seed=0)
