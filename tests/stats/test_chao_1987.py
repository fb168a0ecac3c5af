"""Chao (1984, 1987), Good (1953), Chao and Jost (2012): two samples of spiders and the values of iNEXT for them."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.richness import chao1, coverage

GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, *[2] * 4, *[1] * 12]
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, *[3] * 4, *[2] * 4, *[1] * 14]


def test_girdled() -> None:
    found, share = chao1(np.array(GIRDLED)), coverage(np.array(GIRDLED))
    assert (found.observed, found.n, found.once, found.twice) == (26, 168, 12, 4)
    assert [found.estimate, found.error] == pytest.approx([43.893, 14.306], abs=5e-4)
    assert [found.low, found.high] == pytest.approx([30.511, 96.971], abs=5e-4)
    assert [share.good_turing, share.chao_jost] == pytest.approx([0.9286, 0.9289], abs=5e-5)


def test_logged() -> None:
    found, share = chao1(np.array(LOGGED)), coverage(np.array(LOGGED))
    assert (found.observed, found.n, found.once, found.twice) == (37, 252, 14, 4)
    assert [found.estimate, found.error] == pytest.approx([61.403, 18.532], abs=1e-3)
    assert [found.low, found.high] == pytest.approx([43.502, 128.583], abs=1e-3)
    assert share.chao_jost == pytest.approx(0.9446, abs=5e-5)
