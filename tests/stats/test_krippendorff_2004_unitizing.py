"""Unitizing α as printed in 2004, p. 254: two values by two coders on positions 150 to 450."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.continuum import Continuum, Unit
from qda.stats.unitizing import squared_distance, tally_1995, unitizing_alpha_1995

FIRST = [(225, 70, "c"), (370, 30, "c"), (180, 60, "k"), (300, 50, "k")]
SECOND = [(220, 80, "c"), (355, 20, "c"), (400, 20, "c"), (180, 60, "k"), (300, 50, "k")]
TEXT = Continuum(
    start=150,
    length=300,
    coders=tuple(
        tuple(Unit(start=start, end=start + length, value=value) for start, length, value in rows)
        for rows in (FIRST, SECOND)
    ),
)


def test_squared_distances() -> None:
    def apart(one: tuple[int, int], two: tuple[int, int]) -> float:
        return squared_distance(np.array([one]), np.array([two]))

    assert apart((225, 295), (220, 300)) == 50
    assert apart((370, 400), (355, 375)) == 850
    assert squared_distance(np.empty((0, 2), dtype=np.int64), np.array([(400, 420)])) == 400


def test_each_value() -> None:
    found = unitizing_alpha_1995(tally_1995([TEXT]))
    c, k = found.of("c"), found.of("k")
    assert (c.observed, c.expected, c.value) == (
        pytest.approx(0.0144, abs=5e-5),
        pytest.approx(0.0532, abs=5e-5),
        pytest.approx(0.7286, abs=5e-5),
    )
    assert (k.observed, k.expected, k.value) == (0, pytest.approx(0.0490, abs=5e-5), 1)
    assert (c.units, k.units) == (5, 4)


def test_all_values_together() -> None:
    found = unitizing_alpha_1995(tally_1995([TEXT])).alpha
    assert found.value == pytest.approx(0.8591, abs=5e-4)
    assert (found.units, found.ratings) == (9, 600)
