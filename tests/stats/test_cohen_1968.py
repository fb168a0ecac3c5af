"""Cohen (1968, table 1): κ with weights for each disagreement, .348 where plain κ is .492."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats import weights
from qda.stats.kappa import cohen_kappa, weighted_kappa
from qda.stats.ratings import ratings_of_crosstab

TABLE = ratings_of_crosstab(np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), ("1", "2", "3"))


def test_weighted_kappa() -> None:
    found = weighted_kappa(TABLE, weights.given(np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])))
    assert found.value == pytest.approx(0.347826, abs=1e-6)
    assert cohen_kappa(TABLE).value == pytest.approx(0.491525, abs=1e-6)


def test_weighted_disagreement_observed_and_expected() -> None:
    """Σ v p: .45 observed and .69 expected on the paper's scale, where the largest weight is 6."""
    found = weighted_kappa(TABLE, weights.given(np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])))
    observed = ((14 + 10) * 1 + (18 + 2) * 3 + (10 + 6) * 6) / 200
    expected = (0.6 * 0.3 + 0.3 * 0.5) * 1 + (0.6 * 0.2 + 0.1 * 0.5) * 3 + (0.3 * 0.2 + 0.1 * 0.3) * 6
    assert 6 * (1 - (found.observed or 0)) == pytest.approx(observed)
    assert 6 * (1 - (found.expected or 0)) == pytest.approx(expected)
