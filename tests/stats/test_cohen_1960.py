"""Cohen (1960): κ, its highest value by the margins; Cohen (1968): weights; Fleiss, Cohen and Everitt (1969)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats import weights
from qda.stats.fleiss import conger_kappa
from qda.stats.kappa import cohen_kappa, crosstab, light_kappa, scott_pi, weighted_kappa
from qda.stats.ratings import Ratings, ratings_of_crosstab

PAGE_37 = ratings_of_crosstab(np.array([[25, 12, 3], [13, 2, 15], [12, 16, 2]]), ("a", "b", "c"))
PAGE_45 = ratings_of_crosstab(np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), ("a", "b", "c"))


def test_page_37() -> None:
    found = cohen_kappa(PAGE_37)
    assert found.observed == pytest.approx(0.29)
    assert found.expected == pytest.approx(0.35)
    assert found.value == pytest.approx(-0.09231, abs=5e-6)
    assert found.maximum == pytest.approx(0.846, abs=5e-4)
    assert (found.units, found.ratings) == (100, 200)


def test_page_45() -> None:
    found = cohen_kappa(PAGE_45)
    assert found.observed == pytest.approx(0.70)
    assert found.expected == pytest.approx(0.41)
    assert found.value == pytest.approx(0.4915, abs=5e-5)
    assert found.maximum == pytest.approx(0.8305, abs=5e-5)


def test_weights_of_1968() -> None:
    found = weighted_kappa(PAGE_45, weights.given(np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])))
    assert found.value == pytest.approx(0.348, abs=5e-4)


def test_nominal_weights_are_no_weights() -> None:
    plain, weighted = cohen_kappa(PAGE_45), weighted_kappa(PAGE_45, weights.nominal(3))
    assert (weighted.value, weighted.error) == (plain.value, plain.error)


def test_linear_and_quadratic_by_hand() -> None:
    linear = weighted_kappa(PAGE_45, weights.linear(3))
    assert linear.observed == pytest.approx(1 - (0.5 * (14 + 10 + 10 + 6) + 18 + 2) / 200)
    quadratic = weighted_kappa(PAGE_45, weights.quadratic(3))
    assert quadratic.observed == pytest.approx(1 - (0.25 * (14 + 10 + 10 + 6) + 18 + 2) / 200)


def test_standard_error_by_hand() -> None:
    """The sum of the paper written out cell by cell."""
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]]) / 200
    row, column, po, pe = table.sum(axis=1), table.sum(axis=0), 0.7, 0.41
    total = -((po * pe - 2 * pe + po) ** 2)
    for i in range(3):
        for j in range(3):
            if i == j:
                total += table[i, i] * ((1 - pe) - (row[i] + column[i]) * (1 - po)) ** 2
            else:
                total += table[i, j] * ((1 - po) * (column[i] + row[j])) ** 2
    assert cohen_kappa(PAGE_45).error == pytest.approx(np.sqrt(total / 200) / (1 - pe) ** 2)


def test_agresti_1992() -> None:
    """Page 202: κ .493 with standard error .057; the values of categories that it prints are those of π."""
    table = np.array([[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]])
    ratings = ratings_of_crosstab(table, tuple("1234"))
    found = cohen_kappa(ratings)
    assert found.value == pytest.approx(0.493, abs=5e-4)
    assert found.error == pytest.approx(0.057, abs=5e-4)
    values = [each.value for each in scott_pi(ratings).per_category]
    assert values == pytest.approx([0.781, 0.247, 0.402, 0.435], abs=6e-4)


def test_category_is_kappa_of_the_collapsed_table() -> None:
    collapsed = ratings_of_crosstab(np.array([[88, 32], [12, 68]]), ("a", "other"))
    assert cohen_kappa(PAGE_45).per_category[0].value == pytest.approx(cohen_kappa(collapsed).value)


def test_units_that_one_coder_left_out_do_not_count() -> None:
    more = np.vstack([PAGE_45.codes, [[0, -1], [-1, 2], [-1, -1]]])
    found = cohen_kappa(Ratings(codes=more, categories=PAGE_45.categories))
    assert found == cohen_kappa(PAGE_45)


def test_crosstab_has_the_first_coder_in_rows() -> None:
    assert crosstab(PAGE_37).tolist() == [[25, 12, 3], [13, 2, 15], [12, 16, 2]]


def test_light_is_the_mean_of_pairs() -> None:
    codes = np.random.default_rng(2).integers(0, 3, (40, 3))
    ratings = Ratings(codes=codes, categories=("a", "b", "c"))
    pairs = [cohen_kappa(ratings.of_coders(i, j)).value or 0 for i, j in ((0, 1), (0, 2), (1, 2))]
    assert light_kappa(ratings).value == pytest.approx(np.mean(pairs))


def test_zwick_1988_margins_move_kappa_and_not_pi() -> None:
    uneven = ratings_of_crosstab(np.array([[20, 5, 5, 10], [0, 10, 5, 5], [0, 5, 10, 5], [0, 0, 0, 20]]), tuple("abcd"))
    assert scott_pi(uneven).value == pytest.approx(0.460, abs=6e-4)
    assert cohen_kappa(uneven).value == pytest.approx(0.474, abs=5e-4)


@given(st.lists(st.tuples(st.integers(-1, 2), st.integers(-1, 2)), min_size=1, max_size=40))
def test_conger_of_two_coders_is_cohen_where_nothing_is_missing(rows: list[tuple[int, int]]) -> None:
    codes = np.array([row for row in rows if min(row) >= 0] or [(0, 1)])
    ratings = Ratings(codes=codes, categories=("a", "b", "c"))
    one, two = cohen_kappa(ratings), conger_kappa(ratings)
    assert (one.value is None) == (two.value is None)
    if one.value is not None:
        assert two.value == pytest.approx(one.value)


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3)), max_size=40))
def test_kappa_is_symmetric_and_below_its_highest_value(rows: list[tuple[int, int]]) -> None:
    ratings = Ratings(codes=np.array(rows, dtype=np.int64).reshape(-1, 2), categories=tuple("abcd"))
    found, turned = cohen_kappa(ratings), cohen_kappa(ratings.of_coders(1, 0))
    if found.value is None:
        assert found.because == turned.because != ""
        return
    assert found.value == pytest.approx(turned.value)
    assert found.value <= (found.maximum or 0) + 1e-12 <= 1 + 2e-12
