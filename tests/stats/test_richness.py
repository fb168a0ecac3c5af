"""Chao1, Chao2 and coverage against the values of iNEXT, and by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qda.stats.richness import Coverage, chao1, chao2, coverage, incidence_coverage

GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, *[2] * 4, *[1] * 12]
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, *[3] * 4, *[2] * 4, *[1] * 14]


def counts(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("spiders", "seen", "n", "estimate", "error", "low", "high", "share"),
    [
        (GIRDLED, 26, 168, 43.893, 14.306, 30.511, 96.971, 0.9289),
        (LOGGED, 37, 252, 61.403, 18.532, 43.502, 128.583, 0.9446),
    ],
)
def test_chao_1987_and_chao_jost_2012_on_the_spiders_of_inext(
    spiders: list[int], seen: int, n: int, estimate: float, error: float, low: float, high: float, share: float
) -> None:
    found = chao1(counts(*spiders))
    assert (found.observed, found.n, found.twice) == (seen, n, 4)
    assert [found.estimate, found.error] == pytest.approx([estimate, error], abs=0.001)
    assert [found.low, found.high] == pytest.approx([low, high], abs=0.005)
    assert coverage(counts(*spiders)).chao_jost == pytest.approx(share, abs=0.0001)


def test_good_1953_coverage_of_girdled() -> None:
    assert coverage(counts(*GIRDLED)).good_turing == pytest.approx(1 - 12 / 168)


@pytest.mark.parametrize("name", ["CHAO-G", "CHAO-L"])
def test_fixtures_of_chao1(shared: Path, name: str) -> None:
    fixtures = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    one = next(fixture for fixture in fixtures if fixture["id"] == name)
    given, wanted = counts(*one["input"]), one["expected"]
    found, share = chao1(given), coverage(given)
    assert [found.observed, found.n, found.once, found.twice] == [wanted[k] for k in ("S_obs", "n", "f1", "f2")]
    assert [found.estimate, found.error] == pytest.approx([wanted["chao1"], wanted["se"]], abs=one["tol"])
    assert [found.low, found.high] == pytest.approx(wanted["ci95"], abs=one["tol"])
    assert share.chao_jost == pytest.approx(wanted["coverage_chao_jost"], abs=one["tol"])
    assert share.good_turing == pytest.approx(wanted.get("coverage_good_turing", share.good_turing), abs=one["tol"])


def test_codes_with_no_coding_count_nowhere() -> None:
    assert chao1(counts(3, 1, 2, 0, 0)) == chao1(counts(3, 1, 2))
    assert coverage(counts(3, 1, 2, 0, 0)) == coverage(counts(3, 1, 2))


def test_without_a_code_seen_twice_the_other_form_of_chao_is_taken() -> None:
    found = chao1(counts(4, 3, 1, 1, 1))  # n 10, f1 3
    assert found.estimate == pytest.approx(5 + 0.9 * 3)
    assert found.error == pytest.approx((0.9 * 3 + 0.81 * 3 * 25 / 4 - 0.81 * 81 / (4 * 7.7)) ** 0.5)
    assert coverage(counts(4, 3, 1, 1, 1)).chao_jost == pytest.approx(1 - 0.3 * (9 * 2) / (9 * 2 + 2))


def test_chao2_counts_interviews_not_codings() -> None:
    incidence = np.array([[1, 1, 0, 0, 1], [1, 0, 1, 0, 0], [1, 1, 0, 1, 0], [1, 0, 0, 0, 0]], dtype=bool)
    found = chao2(incidence)  # Q1 3, Q2 1, m 4
    assert (found.observed, found.n, found.once, found.twice) == (5, 4, 3, 1)
    assert found.estimate == pytest.approx(5 + 3 / 4 * 9 / 2)
    share = incidence_coverage(incidence)
    assert share.good_turing == pytest.approx(1 - 3 / 9)
    assert share.chao_jost == pytest.approx(1 - 3 / 9 * (3 * 3) / (3 * 3 + 2))


def test_the_interval_holds_the_estimate_and_never_goes_below_what_was_seen() -> None:
    for numbers in ((4, 3, 1, 1, 1), (1, 1, 1, 1), (9, 2, 2, 1), GIRDLED):
        found = chao1(counts(*numbers))
        assert found.low is not None
        assert found.high is not None
        assert found.estimate is not None
        assert found.observed <= found.low <= found.estimate <= found.high


def test_nothing_seen_once_adds_nothing_and_has_no_error() -> None:
    found = chao1(counts(4, 3, 2))
    assert (found.estimate, found.error, found.low, found.high) == (3, None, None, None)
    assert found.why == ""
    assert found.why_no_error
    assert coverage(counts(4, 3, 2)) == Coverage(good_turing=1.0, chao_jost=1.0)


@pytest.mark.parametrize("numbers", [(), (0, 0), (1,)])
def test_nothing_or_one_coding_is_undefined_and_not_complete(numbers: tuple[int, ...]) -> None:
    found, share = chao1(counts(*numbers)), coverage(counts(*numbers))
    assert (found.estimate, share.good_turing, share.chao_jost) == (None, None, None)
    assert found.why.startswith("Undefined")
    assert share.why.startswith("Undefined")


def test_one_code_seen_once_and_none_twice_has_no_coverage_of_chao_and_jost() -> None:
    share = coverage(counts(5, 1))
    assert share.good_turing == pytest.approx(5 / 6)
    assert share.chao_jost is None
    assert share.why


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (1, 3), (4, 0)])
def test_fewer_than_two_interviews_or_no_code_are_undefined(shape: tuple[int, int]) -> None:
    incidence = np.ones(shape, dtype=bool)
    assert chao2(incidence).estimate is None
    assert incidence_coverage(incidence).chao_jost is None


def test_other_shapes_and_negative_counts_are_refused() -> None:
    for call, array in ((chao1, counts(-1)), (coverage, np.ones((2, 2), dtype=np.int64)), (chao2, counts(1))):
        with pytest.raises(ValueError):
            call(array)
