"""Colwell, Mao and Chang (2004): the curve to be expected in any order (numbers computed by hand)."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from qda.stats.richness import expected_codes


def test_two_codes_in_three_interviews() -> None:
    """One code in all three, one in a single one: 1 + 1/3, 1 + 2/3, 2."""
    table = np.array([[1, 1], [1, 0], [1, 0]], dtype=bool)
    assert expected_codes(table) == pytest.approx((4 / 3, 5 / 3, 2.0))


def test_is_the_mean_over_all_orders() -> None:
    table = np.random.default_rng(3).random((5, 9)) < 0.35
    curves = [[int(table[list(order[:k])].any(axis=0).sum()) for k in range(1, 6)] for order in permutations(range(5))]
    assert expected_codes(table) == pytest.approx(tuple(np.mean(curves, axis=0)))


def test_never_falls_and_ends_at_what_was_seen() -> None:
    table = np.random.default_rng(1).random((12, 30)) < 0.2
    curve = expected_codes(table)
    assert list(curve) == sorted(curve)
    assert curve[-1] == pytest.approx(table.any(axis=0).sum())


def test_without_interviews_or_codes() -> None:
    assert expected_codes(np.zeros((0, 3), dtype=bool)) == ()
    assert expected_codes(np.zeros((2, 3), dtype=bool)) == (0, 0)
    with pytest.raises(ValueError, match="2 dimensions"):
        expected_codes(np.zeros(3, dtype=bool))
