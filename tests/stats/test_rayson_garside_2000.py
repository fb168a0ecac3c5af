"""Rayson and Garside (2000): log-likelihood of two corpora; Dunning (1993) with all four cells; critical values."""

from __future__ import annotations

import pytest

from qda.stats.association import CRITICAL, keyness


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "two", "four", "ratio"),
    [
        (10, 5, 1000, 1000, 1.699, 1.7116, 1.0),
        (60, 30, 20000, 30000, 26.0319, 26.08, 1.585),
        (15, 0, 1000, 2000, 32.9584, 33.1094, None),
    ],
)
def test_keyness(a: int, b: int, c: int, d: int, two: float, four: float, ratio: float | None) -> None:
    found = keyness(a, b, c, d)
    assert [found.two_cell, found.four_cell] == pytest.approx([two, four], abs=6e-5)
    assert found.log_ratio.value == (None if ratio is None else pytest.approx(ratio, abs=5e-5))


def test_two_cells_by_hand() -> None:
    """E = 7.5 each: 2 (10 ln 10/7.5 + 5 ln 5/7.5)."""
    assert keyness(10, 5, 1000, 1000).two_cell == pytest.approx(2 * (10 * 0.2876820725 + 5 * -0.4054651081))


def test_critical_values() -> None:
    assert CRITICAL == ((0.05, 3.84), (0.01, 6.63), (0.001, 10.83), (0.0001, 15.13))
