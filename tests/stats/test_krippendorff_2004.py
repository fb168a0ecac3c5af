"""Krippendorff (2004): two observers on ten binary units (p. 224) and on twelve in three categories (p. 227)."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.gwet import brennan_prediger
from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.ratings import Ratings, ratings_of_crosstab


def coded(first: str, second: str, categories: str) -> Ratings:
    codes = np.array([[categories.index(one) for one in pair] for pair in zip(first, second, strict=True)])
    return Ratings(codes=codes, categories=tuple(categories))


def test_binary_units() -> None:
    found = krippendorff_alpha(coded("1100000000", "0110010100", "01"))
    assert [found.value, found.observed, found.expected] == pytest.approx([0.095238, 0.4, 0.442105], abs=1e-6)


def test_three_categories() -> None:
    found = krippendorff_alpha(coded("aabbbbbccccc", "abbbbbcccccc", "abc"))
    assert [found.value, found.observed, found.expected] == pytest.approx([0.734104, 0.166667, 0.626812], abs=1e-6)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [([[12, 9, 9], [9, 14, 9], [9, 9, 20]], 0.186), ([[12, 18, 18], [0, 14, 18], [0, 0, 20]], 0.258)],
)
def test_uneven_margins_raise_kappa_alone(table: list[list[int]], kappa: float) -> None:
    """Page 246: the same agreement .46; S .19 and π .186 in both tables."""
    ratings = ratings_of_crosstab(np.array(table), tuple("abc"))
    assert brennan_prediger(ratings).value == pytest.approx(0.19, abs=5e-3)
    assert scott_pi(ratings).value == pytest.approx(0.186, abs=5e-4)
    assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=5e-4)
