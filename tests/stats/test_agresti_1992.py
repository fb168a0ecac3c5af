"""Agresti (1992, p. 202): two pathologists, four grades; κ .493 with standard error .057."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.ratings import ratings_of_crosstab

TABLE = ratings_of_crosstab(
    np.array([[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]), ("1", "2", "3", "4")
)


def test_kappa_and_its_standard_error() -> None:
    found = cohen_kappa(TABLE)
    assert found.value == pytest.approx(0.493006, abs=1e-6)
    assert found.error == pytest.approx(0.056743, abs=1e-6)


def test_per_category() -> None:
    """What the paper prints beside κ are the values of π for each category against the others."""
    values = [each.value for each in scott_pi(TABLE).per_category]
    assert values == pytest.approx([0.781, 0.247, 0.402, 0.435], abs=6e-4)
