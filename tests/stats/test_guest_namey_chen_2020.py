"""Guest, Namey and Chen (2020): base of 37 codes, runs of 11 and 3 per cent, saturation written 6⁺²."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.saturation import saturation

# The base of 37, the second run and the last are published; how the 37 fall on four interviews is not.
NEW_CODES = np.array([20, 9, 5, 3, 3, 4, 0, 1])


def test_base_runs_and_the_interview_of_saturation() -> None:
    found = saturation(NEW_CODES, base=4, run=2, threshold=0.05)
    assert found.base_codes == 37
    assert [(step.first, step.last, step.new) for step in found.steps] == [(5, 6, 7), (6, 7, 4), (7, 8, 1)]
    assert [step.ratio for step in found.steps] == pytest.approx([0.1892, 0.1081, 0.0270], abs=5e-5)
    assert (found.at, found.run, found.notation) == (6, 2, "6⁺²")
