"""Saturation by base, run and threshold, and over random orders."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats.saturation import new_codes, over_orders, saturation


def counts(*new: int) -> np.ndarray:
    return np.array(new, dtype=np.int64)


def test_guest_namey_chen_2020_second_run_11_percent_last_run_3_percent_so_6_plus_2() -> None:
    found = saturation(counts(20, 9, 5, 3, 3, 4, 0, 1), base=4, run=2, threshold=0.05)
    assert found.base_codes == 37
    assert [(step.first, step.last, step.new) for step in found.steps] == [(5, 6, 7), (6, 7, 4), (7, 8, 1)]
    assert [round(step.ratio, 2) for step in found.steps[1:]] == [0.11, 0.03]
    assert (found.at, found.notation, found.again, found.why) == (6, "6⁺²", False, "")


def test_guest_namey_chen_2020_with_a_run_of_3_is_7_plus_3() -> None:
    row = counts(20, 9, 5, 3, 4, 3, 1, 0, 1, 0)  # the paper's row is not known; this one gives all that is published
    assert [round(step.ratio, 2) for step in saturation(row).steps[:3]] == [0.19, 0.11, 0.03]
    assert saturation(row, run=2).notation == "6⁺²"
    assert saturation(row, run=3).notation == "7⁺³"


def test_fixture_of_guest_saturation(shared: Path) -> None:
    fixtures = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    one = next(fixture for fixture in fixtures if fixture["id"] == "SAT")
    given_, wanted = one["input"], one["expected"]
    found = saturation(
        counts(*given_["new_codes_per_interview"]),
        base=given_["base"],
        run=given_["run"],
        threshold=given_["threshold"],
    )
    assert found.base_codes == wanted["base_codes"]
    for step, run in zip(found.steps, wanted["runs"], strict=True):
        assert [step.first, step.last, step.new] == run[:3]
        assert step.ratio == pytest.approx(run[3], abs=one["tol"])
    assert f"{found.at}+{found.run}" == wanted["result"]


def test_a_threshold_of_0_wants_a_run_without_any_new_code() -> None:
    assert saturation(counts(5, 1, 0, 1, 0), base=2, run=1, threshold=0).notation == "2⁺¹"
    assert saturation(counts(5, 1, 1), base=2, run=1, threshold=0).at is None


def test_codes_that_come_again_after_saturation_are_said() -> None:
    found = saturation(counts(10, 10, 0, 8), base=2, run=1)
    assert (found.at, found.again) == (2, True)


@pytest.mark.parametrize("new", [(), (3,), (3, 2, 1, 0, 0), (0, 0, 0, 0, 3, 0)])
def test_too_few_interviews_or_an_empty_base_is_undefined_with_the_reason(new: tuple[int, ...]) -> None:
    found = saturation(counts(*new))
    assert (found.steps, found.at, found.notation) == ((), None, None)
    assert found.why.startswith("Undefined")


@pytest.mark.parametrize(("base", "run", "threshold"), [(0, 2, 0.05), (4, 0, 0.05), (4, 2, -0.1), (4, 2, 1.1)])
def test_arguments_outside_their_range_are_refused(base: int, run: int, threshold: float) -> None:
    with pytest.raises(ValueError):
        saturation(counts(1, 1), base=base, run=run, threshold=threshold)


incidences = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(incidences)
def test_new_codes_equal_the_growth_of_the_set_seen(rows: list[list[bool]]) -> None:
    seen: set[int] = set()
    wanted = []
    for row in rows:
        own = {i for i, has in enumerate(row) if has}
        wanted.append(len(own - seen))
        seen |= own
    assert new_codes(np.array(rows)).tolist() == wanted


def test_no_interview_and_no_code_have_no_new_code() -> None:
    assert new_codes(np.zeros((0, 3), dtype=bool)).tolist() == []
    assert new_codes(np.zeros((3, 0), dtype=bool)).tolist() == [0, 0, 0]


def test_random_orders_near_the_share_of_all_orders() -> None:
    incidence = np.array(
        [[1, 1, 1, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 1, 1], [1, 0, 0, 1, 0]], dtype=bool
    )
    every = [
        saturation(new_codes(incidence[list(order)]), base=2, run=1, threshold=0.0) for order in permutations(range(5))
    ]
    share = sum(one.at is not None for one in every) / len(every)
    found = over_orders(incidence, base=2, run=1, threshold=0.0, orders=4000, seed=7)
    assert 0 < share < 1
    assert found.share == pytest.approx(share, abs=0.03)
    assert {found.lowest, found.highest} <= {one.at for one in every}


def test_the_seed_decides_and_empty_bases_are_counted() -> None:
    incidence = np.array([[1, 1], [0, 0], [0, 0], [0, 1]], dtype=bool)
    one = over_orders(incidence, base=1, run=1, orders=300, seed=3)
    assert one == over_orders(incidence, base=1, run=1, orders=300, seed=3)
    assert one != over_orders(incidence, base=1, run=1, orders=300, seed=4)
    assert one.undefined > 0
    assert one.share == one.saturated / 300


@pytest.mark.parametrize("shape", [(0, 0), (3, 4), (6, 4)])
def test_orders_of_too_few_interviews_or_no_code_are_undefined(shape: tuple[int, int]) -> None:
    found = over_orders(np.zeros(shape, dtype=bool))
    assert (found.share, found.median) == (None, None)
    assert found.why.startswith("Undefined")


def test_no_order_is_refused() -> None:
    with pytest.raises(ValueError):
        over_orders(np.ones((6, 4), dtype=bool), orders=0)
