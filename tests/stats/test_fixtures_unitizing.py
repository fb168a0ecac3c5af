"""Every vector of the shared list that is about passages coders marked themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qda.stats.continuum import Continuum, Unit
from qda.stats.gamma import Dissimilarity, gamma
from qda.stats.unitizing import UnitizingAlpha, tally_1995, unitizing_alpha_1995
from qda.stats.unitizing_2016 import tally_2016, unitizing_alpha_2016

FAMILIES = ("ALPHA-", "U16-", "GAMMA-")
COVERED = {
    *("ALPHA-U04", "ALPHA-U95", "ALPHA-U95L"),
    *("U16-a", "U16-b", "U16-c"),
    *("GAMMA-1", "GAMMA-4", "GAMMA-6", "GAMMA-APS"),
}


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, dict[str, Any]]:
    listed = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return {vector["id"]: vector for vector in listed}


def test_no_vector_is_left_out(vectors: dict[str, dict[str, Any]]) -> None:
    assert {name for name in vectors if name.startswith(FAMILIES)} == COVERED


def first_form(given: dict[str, Any], times: int = 1) -> UnitizingAlpha:
    start, end = given["continuum"]
    rows = given["units_begin_len_observer_value"]
    coders = tuple(
        tuple(
            Unit(start=begin * times, end=(begin + length) * times, value=value)
            for begin, length, observer, value in rows
            if observer == coder
        )
        for coder in range(2)
    )
    text = Continuum(start=start * times, length=(end - start) * times, coders=coders)
    return unitizing_alpha_1995(tally_1995([text]))


@pytest.mark.parametrize(("name", "source"), [("ALPHA-U04", ""), ("ALPHA-U95", ""), ("ALPHA-U95L", "ALPHA-U95")])
def test_first_form(name: str, source: str, vectors: dict[str, dict[str, Any]]) -> None:
    vector = vectors[name]
    found = first_form(vectors[source or name]["input"], vector["input"].get("stretch", 1))
    for key, wanted in vector["expected"].items():
        part, _, value = key.partition("_")
        field = {"alpha": "value", "Do": "observed", "De": "expected"}[part]
        each = wanted if isinstance(wanted, dict) else {value: wanted}
        for name_of_value, number in each.items():
            coefficient = found.of(name_of_value) if name_of_value else found.alpha
            assert getattr(coefficient, field) == pytest.approx(number, abs=vector["tol"]), (key, name_of_value)


@pytest.mark.parametrize("name", ["U16-a", "U16-b", "U16-c"])
def test_second_form(name: str, vectors: dict[str, dict[str, Any]]) -> None:
    vector = vectors[name]
    coders = tuple(
        tuple(Unit(start=start, end=end, value=value) for start, end, value in rows)
        for rows in vector["input"]["coders_start_end_value"]
    )
    found = unitizing_alpha_2016(tally_2016([Continuum(start=0, length=vector["input"]["L"], coders=coders)]))
    members = {"u_alpha": found.alpha, "bar_u_alpha": found.marking, "cu_alpha": found.coding}
    for key, wanted in vector["expected"].items():
        assert members[key].value == pytest.approx(wanted, abs=vector["tol"]), key


@pytest.mark.parametrize("name", ["GAMMA-1", "GAMMA-4", "GAMMA-6", "GAMMA-APS"])
def test_gamma(name: str, vectors: dict[str, dict[str, Any]]) -> None:
    pytest.importorskip("scipy")
    given, wanted, slack = (vectors[name][key] for key in ("input", "expected", "tol"))
    how = Dissimilarity(position=given["alpha"], category=given["beta"], empty=given["delta_empty"])
    names = sorted({row[0] for row in given["units"]})
    coders = tuple(
        tuple(Unit(start=start, end=end, value=value) for coder, start, end, value in given["units"] if coder == each)
        for each in names
    )
    text = Continuum(start=0, length=max(row[2] for row in given["units"]), coders=coders)
    # The listed γcat and γk count a passage without counterpart as a full difference.
    found = gamma([text], seed=1, samples=200, how=how, alone=True)
    assert found.gamma.observed == pytest.approx(wanted["best_alignment_disorder"], abs=min(slack, 1e-5))
    assert found.gamma.units == wanted.get("n_unitary", found.gamma.units)
    for key, coefficient in (("gamma_interval", found.gamma), ("gamma_cat_interval", found.categorical)):
        if key in wanted:
            assert coefficient.value is not None
            assert wanted[key][0] <= coefficient.value <= wanted[key][1]
    for code, number in wanted.get("gamma_k", {}).items():
        assert found.of(code).value == pytest.approx(number, abs=2 * slack), code
