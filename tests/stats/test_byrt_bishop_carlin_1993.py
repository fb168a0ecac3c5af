"""Byrt, Bishop and Carlin (1993): κ falls to .31 where 85 of 100 units agree; adjusted for prevalence it is .70."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.gwet import gwet_ac1, pabak
from qda.stats.kappa import cohen_kappa, scott_pi
from qda.stats.percent import percent_agreement
from qda.stats.ratings import ratings_of_crosstab

TABLE = ratings_of_crosstab(np.array([[80, 7], [8, 5]]), ("no", "yes"))


def test_paradox_of_uneven_margins() -> None:
    assert percent_agreement(TABLE).value == pytest.approx(0.85)
    assert pabak(TABLE).value == pytest.approx(0.70)
    assert cohen_kappa(TABLE).value == pytest.approx(0.314442, abs=1e-6)
    assert scott_pi(TABLE).value == pytest.approx(0.314286, abs=1e-6)
    assert gwet_ac1(TABLE).value == pytest.approx(0.808, abs=5e-4)
