"""Manual of ATLAS.ti, version 22: the c-coefficient and the flag for codes that are used very unequally often."""

from __future__ import annotations

import pytest

from qda.stats.association import c_coefficient


@pytest.mark.parametrize(
    ("n1", "n2", "n12", "c", "unequal"),
    [(100, 10, 5, 0.047619, True), (10, 10, 10, 1.0, False), (20, 20, 10, 0.333333, False)],
)
def test_c_and_its_flag(n1: int, n2: int, n12: int, c: float, unequal: bool) -> None:
    found = c_coefficient(n1, n2, n12)
    assert found.value == pytest.approx(c, abs=1e-6)
    assert (found.unequal, found.redundant) == (unequal, False)
