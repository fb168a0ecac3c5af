"""Zwick (1988, p. 376): three tables of four categories with agreement .6 and different margins."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.gwet import brennan_prediger
from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.percent import percent_agreement
from qda.stats.ratings import ratings_of_crosstab


@pytest.mark.parametrize(
    ("table", "pi", "kappa"),
    [
        ([[20, 0, 0, 5], [0, 10, 15, 0], [0, 15, 10, 0], [5, 0, 0, 20]], 0.466667, 0.466667),
        ([[20, 10, 10, 0], [10, 10, 0, 0], [10, 0, 10, 0], [0, 0, 0, 20]], 0.444444, 0.444444),
        ([[20, 5, 5, 10], [0, 10, 5, 5], [0, 5, 10, 5], [0, 0, 0, 20]], 0.459459, 0.473684),
    ],
    ids=["even margins", "equal margins", "unequal margins"],
)
def test_margins_move_pi_and_kappa_and_not_s(table: list[list[int]], pi: float, kappa: float) -> None:
    ratings = ratings_of_crosstab(np.array(table), ("A", "B", "C", "D"))
    assert percent_agreement(ratings).value == pytest.approx(0.6)
    assert brennan_prediger(ratings).value == pytest.approx(0.466667, abs=1e-6)
    assert scott_pi(ratings).value == pytest.approx(pi, abs=1e-6)
    assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=1e-6)
