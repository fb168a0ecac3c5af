"""Factors of tables whose factors are known beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats.factors import non_negative_factors


def test_two_blocks_are_two_factors() -> None:
    """Three cases with codes 0 and 1, two with codes 2 to 4: nothing is shared, so the blocks come back whole."""
    table = np.zeros((5, 5))
    table[:3, :2] = 1
    table[3:, 2:] = 1
    found = non_negative_factors(table, 2)
    assert found.share == pytest.approx(1, abs=1e-6)
    assert sorted(np.round(found.codes, 3).tolist()) == [[0, 0, 1, 1, 1], [1, 1, 0, 0, 0]]
    assert np.round(found.cases @ found.codes, 3).tolist() == table.tolist()


def test_one_factor_is_the_leading_singular_pair() -> None:
    """[[2, 1], [1, 2]] has singular values 3 and 1 (vectors (1, 1) and (1, −1)): ‖V‖² = 10, and 9 of it is kept."""
    found = non_negative_factors(np.array([[2.0, 1.0], [1.0, 2.0]]), 1)
    assert found.share == pytest.approx(0.9)
    assert found.codes.tolist() == [[pytest.approx(1), pytest.approx(1)]]
    assert found.cases.ravel().tolist() == [pytest.approx(1.5), pytest.approx(1.5)]


def test_the_strongest_factor_comes_first() -> None:
    table = np.zeros((6, 3))
    table[:2, 0] = 1
    table[2:, 1:] = 1
    assert np.round(non_negative_factors(table, 2).codes, 3).tolist() == [[0, 1, 1], [1, 0, 0]]


def test_the_same_table_gives_the_same_factors() -> None:
    table = (np.arange(80).reshape(10, 8) * 7919 % 11 < 5).astype(float)
    one, other = non_negative_factors(table, 3), non_negative_factors(table, 3)
    assert one.codes.tobytes() == other.codes.tobytes()
    assert one.share == other.share


@given(st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=4, max_size=8))
def test_factors_are_never_negative_and_more_of_them_never_explain_less_than_one(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=float)
    if not table.any():
        return
    one, two = non_negative_factors(table, 1, rounds=200), non_negative_factors(table, 2, rounds=200)
    assert (two.cases >= 0).all()
    assert (two.codes >= 0).all()
    assert two.share >= one.share - 1e-3
    singular = np.linalg.svd(table, compute_uv=False)
    assert two.share <= (singular[:2] ** 2).sum() / (singular**2).sum() + 1e-9  # Eckart and Young: no better can be


def test_what_cannot_be_factored_is_refused() -> None:
    with pytest.raises(ValueError, match="table"):
        non_negative_factors(np.zeros((3, 3)), 1)
    with pytest.raises(ValueError, match="table"):
        non_negative_factors(np.array([[1.0, -1.0]]), 1)
    with pytest.raises(ValueError, match="k: 1"):
        non_negative_factors(np.ones((3, 2)), 3)
