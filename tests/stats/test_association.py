"""c-coefficient, Jaccard, keyness and γ against published values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qda.stats.association import CRITICAL, c_coefficient, goodman_kruskal_gamma, jaccard, keyness


def fixture(shared: Path, name: str) -> Any:
    every = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return next(one for one in every if one["id"] == name)


def test_atlas_ti_manual_c_of_100_and_10_with_5_is_048_and_distorted() -> None:
    found = c_coefficient(100, 10, 5)
    assert found.value == pytest.approx(0.048, abs=0.0005)
    assert found.unequal
    assert not found.redundant


def test_fixture_of_the_c_coefficient(shared: Path) -> None:
    one = fixture(shared, "COOC")
    for row in one["input"]:
        found = c_coefficient(row["n1"], row["n2"], row["n12"])
        assert found.value == pytest.approx(row["c"], abs=one["tol"])
        assert found.unequal is row.get("flag_unequal", False)


def test_five_times_as_many_is_not_yet_unequal() -> None:
    assert not c_coefficient(50, 10, 5).unequal
    assert c_coefficient(51, 10, 5).unequal


def test_more_overlaps_than_passages_is_redundant_coding_and_not_a_value_above_1() -> None:
    found = c_coefficient(2, 2, 3)
    assert (found.value, found.redundant) == (None, True)
    assert found.why


def test_codes_never_used_have_no_c() -> None:
    assert c_coefficient(0, 0, 0).value is None
    assert c_coefficient(3, 0, 0).value == 0
    with pytest.raises(ValueError):
        c_coefficient(-1, 0, 0)


def test_jaccard_1912_shares_cases_with_both_among_cases_with_either() -> None:
    one, other = np.array([1, 1, 0, 0, 1], dtype=bool), np.array([1, 0, 1, 0, 1], dtype=bool)
    assert jaccard(one, other).value == 0.5
    none = jaccard(one & ~one, other & ~other)
    assert none.value is None
    assert none.why
    with pytest.raises(ValueError):
        jaccard(one, other[:2])


def test_rayson_garside_2000_keyness_with_two_and_four_cells(shared: Path) -> None:
    one = fixture(shared, "LL")
    for row in one["input"]:
        found = keyness(row["a"], row["b"], row["c"], row["d"])
        assert found.two_cell == pytest.approx(row["LL2"], abs=one["tol"])
        assert found.four_cell == pytest.approx(row["LL4"], abs=one["tol"])
        if "log2ratio" in row:
            assert found.log_ratio.value == pytest.approx(row["log2ratio"], abs=one["tol"])
        assert found.over is True
    assert [limit for _p, limit in CRITICAL] == list(one["expected"]["critical"].values())


def test_a_word_that_one_text_lacks_has_keyness_but_no_log_ratio() -> None:
    found = keyness(15, 0, 1000, 2000)
    assert found.two_cell == pytest.approx(32.9584, abs=0.0001)
    assert found.log_ratio.value is None
    assert found.log_ratio.why
    assert keyness(0, 15, 2000, 1000).over is False


def test_keyness_of_what_occurs_nowhere_is_undefined_and_of_the_same_share_is_0() -> None:
    nowhere = keyness(0, 0, 10, 10)
    assert (nowhere.two_cell, nowhere.four_cell, nowhere.over, nowhere.log_ratio.value) == (None, None, None, None)
    same = keyness(3, 6, 10, 20)
    assert (same.over, same.log_ratio.value) == (None, 0)
    assert [same.two_cell, same.four_cell] == pytest.approx([0, 0], abs=1e-12)
    assert keyness(10, 20, 10, 20).four_cell == 0
    for wrong in ((1, 1, 0, 5), (6, 1, 5, 5), (-1, 1, 5, 5)):
        with pytest.raises(ValueError):
            keyness(*wrong)


def test_goodman_kruskal_gamma_of_income_and_satisfaction_in_agresti_2002() -> None:
    found = goodman_kruskal_gamma(np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]))
    assert (found.concordant, found.discordant) == (1331, 849)
    assert found.value == pytest.approx(0.221, abs=0.0005)
    assert found.error == pytest.approx(0.117, abs=0.0005)


def test_gamma_of_order_and_of_its_reverse() -> None:
    table = np.array([[3, 0, 0], [0, 3, 0], [0, 0, 3]])
    assert goodman_kruskal_gamma(table).value == 1
    assert goodman_kruskal_gamma(table[::-1]).value == -1
    assert goodman_kruskal_gamma(table).error is None


@pytest.mark.parametrize("table", [[[5, 3]], [[5], [3]], [[0, 0], [0, 0]], [[4, 0], [0, 0]]])
def test_gamma_of_tied_cases_is_undefined(table: list[list[int]]) -> None:
    found = goodman_kruskal_gamma(np.array(table))
    assert (found.value, found.error) == (None, None)
    assert found.why


def test_gamma_refuses_other_tables() -> None:
    for wrong in (np.array([1, 2]), np.array([[1, -1], [0, 2]])):
        with pytest.raises(ValueError):
            goodman_kruskal_gamma(wrong)
