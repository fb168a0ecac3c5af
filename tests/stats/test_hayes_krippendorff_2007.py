"""Hayes and Krippendorff (2007): 40 units, five observers, ordinal α .7598, from 239 pairs and 159 values."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.intervals import bootstrap, jackknife
from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.ratings import ratings_of_numbers

PRINTED = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0
0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""
UNITS = PRINTED.split()
RATINGS = ratings_of_numbers(np.array([[np.nan if one == "." else float(one) for one in unit] for unit in UNITS]))


def test_alpha() -> None:
    found = krippendorff_alpha(RATINGS, Level.ORDINAL)
    assert found.value == pytest.approx(0.7598, abs=5e-5)
    assert (found.units, found.ratings) == (40, 159)


def test_pairs() -> None:
    assert sum(len(units) for units, _first, _second in RATINGS.pairs()) == 239


@pytest.mark.parametrize(
    ("level", "value"), [(Level.NOMINAL, 0.476510), (Level.INTERVAL, 0.757378), (Level.RATIO, 0.662123)]
)
def test_other_levels(level: Level, value: float) -> None:
    assert krippendorff_alpha(RATINGS, level).value == pytest.approx(value, abs=1e-6)


def test_interval() -> None:
    by_draws = bootstrap(RATINGS, lambda data: krippendorff_alpha(data, Level.ORDINAL), draws=1000, seed=1)
    by_leaving_out = jackknife(RATINGS, lambda data: krippendorff_alpha(data, Level.ORDINAL))
    assert by_draws.low == pytest.approx(0.62, abs=0.03)
    assert by_draws.high == pytest.approx(0.84, abs=0.03)
    assert by_leaving_out.error == pytest.approx(0.054, abs=0.01)
