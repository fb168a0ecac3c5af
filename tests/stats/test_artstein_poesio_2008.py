"""Artstein and Poesio (2008): one table, five coefficients; and weights between categories."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats import weights
from qda.stats.gwet import brennan_prediger
from qda.stats.kappa import cohen_kappa, scott_pi, weighted_kappa
from qda.stats.krippendorff import krippendorff_alpha, krippendorff_alpha_given
from qda.stats.percent import holsti, percent_agreement
from qda.stats.ratings import Ratings, ratings_of_crosstab

PAGE_558 = ratings_of_crosstab(np.array([[20, 10], [20, 50]]), ("STAT", "IReq"))
PAGE_568 = ratings_of_crosstab(np.array([[46, 0, 0], [6, 32, 6], [0, 0, 10]]), ("STAT", "IReq", "Chck"))
APART = np.array([[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]])


def test_two_acts() -> None:
    assert percent_agreement(PAGE_558).value == pytest.approx(0.7)
    assert brennan_prediger(PAGE_558).value == pytest.approx(0.4)
    assert scott_pi(PAGE_558).value == pytest.approx(0.341, abs=5e-4)
    assert cohen_kappa(PAGE_558).value == pytest.approx(0.348, abs=5e-4)
    assert krippendorff_alpha(PAGE_558).value == pytest.approx(0.344, abs=5e-4)


def test_three_acts() -> None:
    assert percent_agreement(PAGE_568).value == pytest.approx(0.88)
    assert brennan_prediger(PAGE_568).value == pytest.approx(0.82)
    assert scott_pi(PAGE_568).value == pytest.approx(0.7995, abs=5e-5)
    assert cohen_kappa(PAGE_568).value == pytest.approx(0.8013, abs=5e-5)
    assert krippendorff_alpha(PAGE_568).value == pytest.approx(0.8005, abs=5e-5)


def test_weights() -> None:
    assert weighted_kappa(PAGE_568, weights.given(APART)).value == pytest.approx(0.8163, abs=5e-5)
    assert krippendorff_alpha_given(PAGE_568, APART).value == pytest.approx(0.8156, abs=5e-5)


def test_holsti_is_percent_agreement_until_something_is_missing() -> None:
    assert holsti(PAGE_558).value == percent_agreement(PAGE_558).value
    codes = np.vstack([PAGE_558.codes, np.tile([0, -1], (20, 1))])
    ratings = Ratings(codes=codes, categories=PAGE_558.categories)
    assert percent_agreement(ratings).value == pytest.approx(0.7)
    assert holsti(ratings).value == pytest.approx(2 * 70 / (120 + 100))


def test_unusable_weights_are_refused() -> None:
    for wrong in (np.zeros((2, 2)), np.ones((2, 2)), np.ones((2, 3)), np.array([[0, -1], [-1, 0]])):
        with pytest.raises(ValueError):
            weights.given(wrong)
