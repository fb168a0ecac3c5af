"""Brennan and Prediger (1981, pp. 689 and 691): the same agreement, κ .27 and .29 by the margins, κ_n .40 in both."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.gwet import brennan_prediger
from qda.stats.kappa import cohen_kappa
from qda.stats.percent import percent_agreement
from qda.stats.ratings import ratings_of_crosstab


@pytest.mark.parametrize(
    ("table", "kappa"),
    [([[50, 0, 0], [10, 10, 10], [20, 0, 0]], 0.272727), ([[50, 0, 10], [0, 10, 10], [10, 10, 0]], 0.285714)],
    ids=["page 689", "page 691"],
)
def test_chance_of_one_in_q_does_not_move_with_the_margins(table: list[list[int]], kappa: float) -> None:
    ratings = ratings_of_crosstab(np.array(table), ("a", "b", "c"))
    assert percent_agreement(ratings).value == pytest.approx(0.6)
    assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=1e-6)
    assert brennan_prediger(ratings).value == pytest.approx(0.4)
    assert brennan_prediger(ratings).expected == pytest.approx(1 / 3)
