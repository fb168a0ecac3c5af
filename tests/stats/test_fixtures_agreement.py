"""Every vector of the shared list that is about agreement on units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qda.stats import weights
from qda.stats.coefficient import Coefficient
from qda.stats.fleiss import conger_kappa, fleiss_error_1971, fleiss_kappa
from qda.stats.gwet import brennan_prediger, gwet_ac1, gwet_ac2, pabak
from qda.stats.kappa import cohen_kappa, scott_pi, weighted_kappa
from qda.stats.krippendorff import Level, krippendorff_alpha, krippendorff_alpha_given
from qda.stats.percent import percent_agreement
from qda.stats.ratings import Ratings, Real, ratings_of_counts, ratings_of_crosstab, ratings_of_numbers
from qda.stats.sets import masi

UNITS = (
    *("KA-C", "KA-HK", "KA-BIN", "KA-NOM2", "KA-80", "KA-WIKI", "CK-60a", "CK-60b", "CKW-68", "CKW-AP", "PI-AP1"),
    *("BP-1", "BP-2", "ZW-1", "ZW-2", "ZW-3", "AGR", "ABS", "RAW4", "D6", "FL-71", "FL-WIKI", "PABAK"),
)


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, dict[str, Any]]:
    listed = json.loads((shared / "method" / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return {vector["id"]: vector for vector in listed}


def ratings_of(given: Any) -> Ratings:
    table = given if isinstance(given, list) else given.get("data", given.get("table"))
    if isinstance(given, list) or "table" in given:
        return ratings_of_crosstab(np.array(table), [str(n) for n in range(len(table))])
    if "counts" in given["layout"]:
        return ratings_of_counts(np.array(table), [str(n) for n in range(len(table[0]))])
    if isinstance(table[0][0], str):
        table = [["abc".index(each) for each in row] for row in table]
    return ratings_of_numbers(np.array(table, dtype=np.float64))


def number(found: Coefficient) -> float:
    assert found.value is not None, found.because
    return found.value


def computed(key: str, ratings: Ratings, statistic: str, apart: Real) -> Any:
    alpha = krippendorff_alpha(ratings)
    if key in {level.value for level in Level}:
        return number(krippendorff_alpha(ratings, Level(key)))
    if key == "kappa" and statistic == "fleiss_kappa":
        return number(fleiss_kappa(ratings))
    return {
        "n_pairs": lambda: sum(len(units) for units, _first, _second in ratings.pairs()),
        "kappa_w": lambda: number(weighted_kappa(ratings, weights.given(apart))),
        "alpha_weighted": lambda: number(krippendorff_alpha_given(ratings, apart)),
        "se": lambda: {key: each.error for key, each in many(ratings).items()},
        "se_1971": lambda: fleiss_error_1971(ratings),
        "per_category_published": lambda: [each.value for each in fleiss_kappa(ratings).per_category],
        "n_pairable": lambda: alpha.ratings,
        "Do_nominal": lambda: alpha.observed,
        "De_nominal": lambda: alpha.expected,
        "Do": lambda: alpha.observed,
        "De": lambda: alpha.expected,
        "alpha": lambda: number(alpha),
        "alpha_nominal": lambda: number(alpha),
        "krippendorff": lambda: number(alpha),
        "percent_agreement": lambda: number(percent_agreement(ratings)),
        "pa": lambda: number(percent_agreement(ratings)),
        "po": lambda: number(percent_agreement(ratings)),
        "pe": lambda: chance(ratings) if ratings.coders > 2 else cohen_kappa(ratings).expected,
        "kappa": lambda: number(cohen_kappa(ratings)),
        "kappa_max": lambda: cohen_kappa(ratings).maximum,
        "se_fleiss_cohen_everitt": lambda: cohen_kappa(ratings).error,
        "se_kappa": lambda: cohen_kappa(ratings).error,
        "per_category": lambda: [each.value for each in scott_pi(ratings).per_category],
        "pi": lambda: number(scott_pi(ratings)),
        "S": lambda: number(brennan_prediger(ratings)),
        "BP": lambda: number(brennan_prediger(ratings)),
        "bp": lambda: number(brennan_prediger(ratings)),
        "brennan_prediger": lambda: number(brennan_prediger(ratings)),
        "pabak": lambda: number(pabak(ratings)),
        "AC1": lambda: number(gwet_ac1(ratings)),
        "se_AC1": lambda: gwet_ac1(ratings).error,
        "AC2_quadratic": lambda: number(gwet_ac2(ratings, weights.quadratic(len(ratings.categories)))),
        "fleiss": lambda: number(fleiss_kappa(ratings)),
        "conger": lambda: number(conger_kappa(ratings)),
        "Pbar": lambda: fleiss_kappa(ratings).observed,
        "Pe": lambda: fleiss_kappa(ratings).expected,
        "se_null_1979": lambda: fleiss_kappa(ratings).error_by_chance,
        "z": lambda: number(fleiss_kappa(ratings)) / (fleiss_kappa(ratings).error_by_chance or 0),
        "per_category_exact": lambda: [each.value for each in fleiss_kappa(ratings).per_category],
    }[key]()


# The policy of the list: standard errors to 1e-3; what a paper rounded on the way, to that rounding.
LOOSER = {
    **dict.fromkeys(("se_kappa", "se_AC1", "se_fleiss_cohen_everitt", "z"), 1e-3),
    **dict.fromkeys(("se_1971", "per_category_exact"), 5e-5),
    "per_category_published": 5e-3,
}


@pytest.mark.parametrize("name", UNITS)
def test_vector(name: str, vectors: dict[str, dict[str, Any]]) -> None:
    vector = vectors[name]
    ratings = ratings_of(vector["input"])
    apart = weights_of(vector["input"])
    for key, wanted in vector["expected"].items():
        slack = max(vector["tol"], LOOSER.get(key, 0))
        found = computed(key, ratings, vector["statistic"], apart)
        assert found == pytest.approx(wanted, abs=slack), key


def weights_of(given: Any) -> Real:
    if isinstance(given, dict) and "disagreement_weights" in given:
        return np.array(given["disagreement_weights"], dtype=np.float64)
    return np.ones((1, 1))


def chance(ratings: Ratings) -> dict[str, float | None]:
    """Expected agreement; Gwet's for α leaves out that pairs are drawn without replacement."""
    alpha = krippendorff_alpha(ratings)
    return {key: each.expected for key, each in many(ratings).items()} | {
        "krippendorff": 1 - (alpha.expected or 0) * (alpha.ratings - 1) / alpha.ratings
    }


def many(ratings: Ratings) -> dict[str, Coefficient]:
    return {
        "AC1": gwet_ac1(ratings),
        "fleiss": fleiss_kappa(ratings),
        "krippendorff": krippendorff_alpha(ratings),
        "conger": conger_kappa(ratings),
        "bp": brennan_prediger(ratings),
    }


def test_masi(vectors: dict[str, dict[str, Any]]) -> None:
    vector = vectors["MASI"]
    for row in vector["input"]:
        names = sorted({str(each) for each in row["a"] + row["b"]})
        sets = [[name in map(str, side) for name in names] for side in (row["a"], row["b"])]
        assert masi(np.array(sets))[0, 1] == pytest.approx(row["d"], abs=vector["tol"])
