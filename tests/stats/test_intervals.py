"""Intervals over units: known quantiles, reference magnitudes, the same seed twice, and data that give none."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.intervals import bootstrap, jackknife, student_quantile
from qda.stats.kappa import cohen_kappa
from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.percent import percent_agreement
from qda.stats.ratings import Ratings, ratings_of_crosstab, ratings_of_numbers
from qda.stats.sets import SetRatings, krippendorff_alpha_sets

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


@pytest.mark.parametrize(
    ("freedom", "printed"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (11, 2.201), (30, 2.042)]
)
def test_student_quantile_of_the_tables(freedom: int, printed: float) -> None:
    assert student_quantile(0.975, freedom) == pytest.approx(printed, abs=6e-4)


def test_student_quantile_nears_the_normal() -> None:
    assert student_quantile(0.975, 1000) == pytest.approx(1.9623, abs=1e-4)
    assert student_quantile(0.975, 1001) == pytest.approx(1.9600, abs=1e-4)


def test_jackknife_of_a_mean_is_its_standard_error() -> None:
    found = jackknife(CANONICAL.take(np.arange(10)), percent_agreement)
    shares = np.array([1, 0.5, 1, 1, 1, 0, 1, 0.5, 1, 1])
    assert found.error == pytest.approx(shares.std(ddof=1) / np.sqrt(10))
    assert found.low == pytest.approx(shares.mean() - student_quantile(0.975, 9) * shares.std(ddof=1) / np.sqrt(10))


def test_jackknife_of_the_canonical_data() -> None:
    nominal = jackknife(CANONICAL, krippendorff_alpha)
    ordinal = jackknife(CANONICAL, lambda data: krippendorff_alpha(data, Level.ORDINAL))
    assert nominal.error == pytest.approx(0.147, abs=0.01)
    assert ordinal.error == pytest.approx(0.149, abs=0.01)


def test_jackknife_stands_near_the_formula_for_cohen() -> None:
    table = ratings_of_crosstab(np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), ("a", "b", "c"))
    assert jackknife(table, cohen_kappa).error == pytest.approx(cohen_kappa(table).error, abs=1e-3)


def test_bootstrap_of_the_canonical_data() -> None:
    found = bootstrap(CANONICAL, krippendorff_alpha, draws=4000, seed=1)
    assert found.low == pytest.approx(0.43, abs=0.03)
    assert found.high == pytest.approx(1.0, abs=0.03)
    assert found.error == pytest.approx(0.14, abs=0.01)
    assert found.draws + found.undefined == 4000


def test_bootstrap_is_the_same_for_the_same_seed() -> None:
    one, two, other = (bootstrap(CANONICAL, krippendorff_alpha, draws=50, seed=seed) for seed in (7, 7, 8))
    assert one == two
    assert one.low != other.low


def test_every_unit_a_group_is_no_groups() -> None:
    alone = np.arange(CANONICAL.units)[::-1].copy()
    assert jackknife(CANONICAL, krippendorff_alpha, groups=alone).error == pytest.approx(
        jackknife(CANONICAL, krippendorff_alpha).error or 0
    )


def test_repeated_units_of_a_document_do_not_narrow_the_interval() -> None:
    thrice = CANONICAL.take(np.tile(np.arange(CANONICAL.units), 3))
    documents = np.tile(np.arange(CANONICAL.units), 3)
    by_unit = bootstrap(thrice, percent_agreement, draws=300, seed=3)
    by_document = bootstrap(thrice, percent_agreement, draws=300, seed=3, groups=documents)
    assert by_document.over == 12
    assert (by_document.error or 0) > 1.5 * (by_unit.error or 1)


def test_sets_have_intervals_too() -> None:
    sets = np.random.default_rng(0).random((12, 2, 4)) < 0.4
    data = SetRatings(sets=sets, judged=np.ones((12, 2), dtype=np.bool_), codes=tuple("abcd"))
    assert jackknife(data, krippendorff_alpha_sets).low is not None


def test_undefined_says_why() -> None:
    same = Ratings(codes=np.zeros((5, 2), dtype=np.int64), categories=("a", "b"))
    one = Ratings(codes=np.array([[0, 1]]), categories=("a", "b"))
    rests_on_one = Ratings(codes=np.array([[0, 0], [0, 0], [0, 1]]), categories=("a", "b"))
    for data, words in ((same, "only one category"), (one, "fewer than two"), (rests_on_one, "leaving out one")):
        found = jackknife(data, krippendorff_alpha)
        assert (found.low, found.high, found.error) == (None, None, None)
        assert words in found.because
    assert "only one category" in bootstrap(same, krippendorff_alpha, draws=10, seed=0).because
    assert "fewer than two" in bootstrap(one, krippendorff_alpha, draws=10, seed=0).because


def test_resamples_without_a_coefficient_are_counted() -> None:
    rests_on_one = Ratings(codes=np.array([[0, 0], [0, 0], [0, 1]]), categories=("a", "b"))
    found = bootstrap(rests_on_one, krippendorff_alpha, draws=200, seed=0)
    assert 0 < found.undefined < 200
    assert found.undefined + found.draws == 200


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="one group"):
        jackknife(CANONICAL, krippendorff_alpha, groups=np.zeros(3, dtype=np.int64))
    with pytest.raises(ValueError, match="between 0 and 1"):
        jackknife(CANONICAL, krippendorff_alpha, level=95)
    with pytest.raises(ValueError, match="two draws"):
        bootstrap(CANONICAL, krippendorff_alpha, draws=1, seed=0)
