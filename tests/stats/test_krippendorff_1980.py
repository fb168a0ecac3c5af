"""Krippendorff (1980, p. 139): three observers, nine units; α at every level, and percent agreement."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.percent import percent_agreement
from qda.stats.ratings import ratings_of_numbers

UNITS = "111 122 222 444 144 222 123 333 222"
RATINGS = ratings_of_numbers(np.array([[float(one) for one in unit] for unit in UNITS.split()]))


@pytest.mark.parametrize(
    ("level", "value"),
    [(Level.NOMINAL, 0.642), (Level.INTERVAL, 0.547), (Level.RATIO, 0.483), (Level.ORDINAL, 0.4994)],
)
def test_alpha(level: Level, value: float) -> None:
    """The ordinal value was computed by another program; the others are printed."""
    assert krippendorff_alpha(RATINGS, level).value == pytest.approx(value, abs=5e-4)


def test_percent_agreement() -> None:
    assert percent_agreement(RATINGS).value == pytest.approx(0.7407, abs=5e-5)


def test_per_category() -> None:
    values = [each.value for each in krippendorff_alpha(RATINGS).per_category]
    assert values == pytest.approx([0.381, 0.711, 0.717, 0.764], abs=5e-4)
