"""Fleiss (1971): 30 subjects, six raters, five categories; and the table of ten subjects and 14 raters."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats import weights
from qda.stats.coefficient import Coefficient
from qda.stats.fleiss import conger_kappa, fleiss_error_1971, fleiss_kappa
from qda.stats.gwet import brennan_prediger
from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.ratings import Ratings, ratings_of_counts, ratings_of_crosstab, ratings_of_numbers

PRINTED = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
RATINGS = ratings_of_numbers(np.array([[float(one) for one in subject] for subject in PRINTED.split()]))
COUNTS = """
0 0 0 0 14 | 0 2 6 4 2 | 0 0 3 5 6 | 0 3 9 2 0 | 2 2 8 1 1 | 7 7 0 0 0 | 3 2 6 3 0 | 2 5 3 2 2 | 6 5 2 1 0 | 0 2 2 3 7
"""


def test_kappa_and_its_parts() -> None:
    found = fleiss_kappa(RATINGS)
    assert found.observed == pytest.approx(0.5556, abs=5e-5)
    assert found.expected == pytest.approx(0.2199, abs=5e-5)
    assert found.value == pytest.approx(0.430245, abs=1e-6)
    assert (found.units, found.ratings) == (30, 180)


def test_per_category() -> None:
    """The paper prints .248 .248 .517 .470 .565, from rounded shares."""
    values = [each.value for each in fleiss_kappa(RATINGS).per_category]
    assert values == pytest.approx([0.2448, 0.2448, 0.5200, 0.4711, 0.5661], abs=5e-5)
    assert values == pytest.approx([0.248, 0.248, 0.517, 0.470, 0.565], abs=5e-3)


def test_error_if_coders_coded_at_random() -> None:
    """Fleiss, Nee and Landis (1979): z = 17.65."""
    found = fleiss_kappa(RATINGS)
    assert found.value is not None
    assert found.error_by_chance is not None
    assert found.value / found.error_by_chance == pytest.approx(17.65, abs=5e-3)


def test_error_of_1971() -> None:
    """The paper prints .028; the later formula of Fleiss, Nee and Landis (1979) gives .0244."""
    assert fleiss_error_1971(RATINGS) == pytest.approx(0.0275, abs=5e-6)
    assert fleiss_kappa(RATINGS).error_by_chance == pytest.approx(0.024374, abs=5e-7)
    ragged = Ratings(codes=np.where(np.arange(6) < 5, RATINGS.codes, -1), categories=RATINGS.categories)
    ragged.codes[0, 5] = 0
    assert fleiss_error_1971(ragged) is None


def test_counts_alone_are_enough() -> None:
    table = np.array([[int(one) for one in row.split()] for row in COUNTS.split("|")])
    ratings = ratings_of_counts(table, tuple("12345"))
    assert fleiss_kappa(ratings).value == pytest.approx(0.210, abs=5e-4)
    for needs_coders in (conger_kappa, cohen_kappa):
        found: Coefficient = needs_coders(ratings)
        assert found.value is None
        assert found.because
    assert "only the counts are known" in conger_kappa(ratings).because


def test_first_fifteen_subjects() -> None:
    some = RATINGS.take(np.arange(15))
    assert fleiss_kappa(some).value == pytest.approx(0.4139265, abs=1e-7)
    assert krippendorff_alpha(some).value == pytest.approx(0.4204384, abs=1e-7)


def test_no_error_by_chance_where_units_differ_in_judgements() -> None:
    codes = RATINGS.codes.copy()
    codes[0, 0] = -1
    assert fleiss_kappa(Ratings(codes=codes, categories=RATINGS.categories)).error_by_chance is None


def test_two_coders_are_scott() -> None:
    table = ratings_of_crosstab(np.array([[46, 0, 0], [6, 32, 6], [0, 0, 10]]), ("STAT", "IReq", "Chck"))
    one, two = fleiss_kappa(table), scott_pi(table)
    assert one.value == pytest.approx(two.value)
    assert [each.value for each in one.per_category] == pytest.approx([each.value for each in two.per_category])


def test_randolph_2005() -> None:
    """Uneven margins move Fleiss' κ from .33 to −.20, and the free-marginal one not at all."""
    even, uneven = (
        Ratings(codes=np.array([["NY".index(one) for one in unit] for unit in units]), categories=("N", "Y"))
        for units in (("YYY", "YYN", "NNY", "NNN"), ("YYY", "YYN", "YYN", "YYY"))
    )
    assert fleiss_kappa(even).value == pytest.approx(0.33, abs=5e-3)
    assert fleiss_kappa(uneven).value == pytest.approx(-0.20, abs=5e-3)
    for ratings in (even, uneven):
        assert brennan_prediger(ratings).value == pytest.approx(0.33, abs=5e-3)


def test_nominal_weights_are_no_weights() -> None:
    for coefficient in (fleiss_kappa, conger_kappa):
        weighted = coefficient(RATINGS, disagreement=weights.nominal(5))
        assert weighted.value == pytest.approx(coefficient(RATINGS).value)
