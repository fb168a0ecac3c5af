"""Gwet's tables: 100 cases by two abstractors, four raters with missing judgements, and the paradox of κ."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats import weights
from qda.stats.fleiss import conger_kappa, fleiss_kappa
from qda.stats.gwet import brennan_prediger, gwet_ac1, gwet_ac2, pabak
from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.percent import percent_agreement
from qda.stats.ratings import Ratings, Real, ratings_of_counts, ratings_of_crosstab, ratings_of_numbers

ABSTRACTORS = ratings_of_crosstab(np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), ("ectopic", "AIU", "NIU"))
PARADOX = ratings_of_crosstab(np.array([[80, 7], [8, 5]]), ("no", "yes"))
X = np.nan
FOUR_RATERS = ratings_of_numbers(
    np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, X],
            [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
        ]
    ).T
)


def test_abstractors() -> None:
    assert percent_agreement(ABSTRACTORS).value == pytest.approx(0.89)
    assert cohen_kappa(ABSTRACTORS).value == pytest.approx(0.7964094, abs=1e-7)
    assert scott_pi(ABSTRACTORS).value == pytest.approx(0.7962397, abs=1e-7)
    assert gwet_ac1(ABSTRACTORS).value == pytest.approx(0.8493305, abs=1e-7)
    assert brennan_prediger(ABSTRACTORS).value == pytest.approx(0.835)
    assert krippendorff_alpha(ABSTRACTORS).value == pytest.approx(0.7972585, abs=1e-7)


def test_errors_of_the_abstractors() -> None:
    """Gwet divides by n where two raters are given as a cross-table, and by n − 1 where raw ratings are given."""
    as_table = np.sqrt(99 / 100)
    assert cohen_kappa(ABSTRACTORS).error == pytest.approx(0.05891072, abs=1e-8)
    assert (conger_kappa(ABSTRACTORS).error or 0) * as_table == pytest.approx(0.05891072, abs=1e-8)
    assert (gwet_ac1(ABSTRACTORS).error or 0) * as_table == pytest.approx(0.04321747, abs=1e-8)


def test_paradox() -> None:
    """Agreement .85, yet κ .31: uneven margins."""
    assert cohen_kappa(PARADOX).value == pytest.approx(0.314, abs=5e-4)
    assert gwet_ac1(PARADOX).value == pytest.approx(0.808, abs=5e-4)
    assert pabak(PARADOX).value == pytest.approx(0.70)


def test_four_raters() -> None:
    """Chance, value and linearised standard error."""
    for found, value, chance, error in (
        (gwet_ac1(FOUR_RATERS), 0.77544, 0.1903212, 0.14295),
        (fleiss_kappa(FOUR_RATERS), 0.76117, 0.2387153, 0.15302),
        (brennan_prediger(FOUR_RATERS), 0.77273, 0.2, 0.14472),
        (conger_kappa(FOUR_RATERS), 0.76282, 0.2334252, 0.14917),
    ):
        assert found.observed == pytest.approx(0.8181818, abs=1e-7)
        assert found.value == pytest.approx(value, abs=5e-6)
        assert found.expected == pytest.approx(chance, abs=1e-7)
        assert found.error == pytest.approx(error, abs=5e-6)


def test_alpha_of_four_raters_in_gwets_terms() -> None:
    """Gwet writes α = (pa − pe) / (1 − pe) with pe = .24; De is 1 − pe for drawing without replacement."""
    found = krippendorff_alpha(FOUR_RATERS)
    assert found.value == pytest.approx(0.74342, abs=5e-6)
    assert 1 - (found.expected or 0) * 39 / 40 == pytest.approx(0.24)
    assert found.error == pytest.approx(0.14548, abs=5e-6)


def test_six_raters_as_counts() -> None:
    rows = "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031"
    ratings = ratings_of_counts(np.array([[int(one) for one in row] for row in rows.split()]), tuple("12345"))
    assert percent_agreement(ratings).value == pytest.approx(0.5511111, abs=1e-7)
    assert gwet_ac1(ratings).value == pytest.approx(0.4448007, abs=1e-7)
    assert fleiss_kappa(ratings).value == pytest.approx(0.4139265, abs=1e-7)
    assert krippendorff_alpha(ratings).value == pytest.approx(0.4204384, abs=1e-7)
    assert brennan_prediger(ratings).value == pytest.approx(0.4388889, abs=1e-7)


@pytest.mark.parametrize(
    ("disagreement", "ac2", "fleiss", "conger", "bp"),
    [
        (weights.quadratic(5), 0.91400, 0.86494, 0.85771, 0.90152),
        (weights.linear(5), 0.85874, 0.81794, 0.81378, 0.84848),
        (weights.gwet_ordinal(5), 0.89894, 0.85021, 0.84366, 0.88636),
    ],
    ids=["quadratic", "linear", "ordinal"],
)
def test_four_raters_with_weights(disagreement: Real, ac2: float, fleiss: float, conger: float, bp: float) -> None:
    assert gwet_ac2(FOUR_RATERS, disagreement).value == pytest.approx(ac2, abs=6e-6)
    assert fleiss_kappa(FOUR_RATERS, disagreement=disagreement).value == pytest.approx(fleiss, abs=6e-6)
    assert conger_kappa(FOUR_RATERS, disagreement=disagreement).value == pytest.approx(conger, abs=6e-6)
    assert brennan_prediger(FOUR_RATERS, disagreement=disagreement).value == pytest.approx(bp, abs=6e-6)


def test_brennan_and_prediger_1981() -> None:
    for table, kappa in (
        ([[50, 0, 0], [10, 10, 10], [20, 0, 0]], 0.27),
        ([[50, 0, 10], [0, 10, 10], [10, 10, 0]], 0.29),
    ):
        ratings = ratings_of_crosstab(np.array(table), tuple("abc"))
        assert brennan_prediger(ratings).value == pytest.approx(0.40)
        assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=5e-3)


def test_categories_that_nobody_used_count() -> None:
    wide = Ratings(codes=PARADOX.codes, categories=("no", "yes", "perhaps"))
    assert brennan_prediger(wide).value == pytest.approx((0.85 - 1 / 3) / (2 / 3))
    assert cohen_kappa(wide).value == pytest.approx(cohen_kappa(PARADOX).value)


def test_pabak_needs_two_categories() -> None:
    found = pabak(ABSTRACTORS)
    assert found.value is None
    assert "exactly two categories, and there are 3" in found.because
