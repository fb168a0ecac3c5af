"""Holsti (1969): twice the agreed decisions over all decisions of both coders; for more coders the mean of pairs."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.percent import holsti, percent_agreement
from qda.stats.ratings import Ratings


def rated(*units: str) -> Ratings:
    codes = np.array([["ab".find(one) for one in unit] for unit in units], dtype=np.int64)
    return Ratings(codes=codes, categories=("a", "b"))


def test_two_coders() -> None:
    """Seven decisions each, five of them agreed."""
    assert holsti(rated("aa", "aa", "bb", "bb", "bb", "ab", "ba")).value == pytest.approx(2 * 5 / (7 + 7))


def test_a_decision_of_one_coder_alone_lowers_it() -> None:
    found = rated("aa", "bb", "ab", "a.", ".b")
    assert holsti(found).value == pytest.approx(2 * 2 / (4 + 4))
    assert percent_agreement(found).value == pytest.approx(2 / 3)


def test_three_coders_are_the_mean_of_their_pairs() -> None:
    found = holsti(rated("aaa", "aab", "b.b"))
    assert found.value == pytest.approx((2 * 2 / 5 + 2 * 2 / 6 + 2 * 1 / 5) / 3)
    assert (found.units, found.ratings) == (3, 8)
