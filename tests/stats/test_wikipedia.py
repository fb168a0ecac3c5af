"""Tables that the encyclopedia prints: 15 units by three observers for α, ten subjects by 14 raters for Fleiss' κ."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.fleiss import fleiss_kappa
from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.ratings import ratings_of_counts, ratings_of_numbers

OBSERVERS = (".....34121133.3", "1.213343.......", "..21344.21133.4")
COUNTS = "0,0,0,0,14 0,2,6,4,2 0,0,3,5,6 0,3,9,2,0 2,2,8,1,1 7,7,0,0,0 3,2,6,3,0 2,5,3,2,2 6,5,2,1,0 0,2,2,3,7"


def test_krippendorff_alpha() -> None:
    numbers = [[np.nan if one == "." else float(one) for one in observer] for observer in OBSERVERS]
    ratings = ratings_of_numbers(np.array(numbers).T)
    assert krippendorff_alpha(ratings).value == pytest.approx(0.6914, abs=5e-4)
    assert krippendorff_alpha(ratings, Level.INTERVAL).value == pytest.approx(0.8108, abs=5e-4)
    assert krippendorff_alpha(ratings).ratings == 26


def test_fleiss_kappa() -> None:
    table = np.array([[int(one) for one in row.split(",")] for row in COUNTS.split()])
    found = fleiss_kappa(ratings_of_counts(table, tuple("12345")))
    assert [found.value, found.observed, found.expected] == pytest.approx([0.209931, 0.378022, 0.212755], abs=1e-6)
