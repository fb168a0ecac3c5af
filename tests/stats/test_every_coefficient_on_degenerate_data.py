"""Every public coefficient of the package, found by its signature, on data that hold no answer: a reason, never a 1.

A new coefficient is in this sweep as soon as it is written; one with an argument that is not known here fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

import qda.stats
from qda.stats import weights
from qda.stats.coefficient import Coefficient
from qda.stats.krippendorff import Level
from qda.stats.ratings import Ratings
from qda.stats.sets import SetRatings, jaccard, masi

Q = 2
KNOWN = {  # argument: what it is tried with
    "disagreement": (weights.nominal(Q), weights.linear(Q)),
    "squared": (weights.nominal(Q),),
    "level": tuple(Level),
    "distance": (masi, jaccard),
}
NO_CHANCE = {"percent_agreement", "holsti"}  # they subtract no chance: one category throughout is agreement


def found() -> dict[str, Callable[[Ratings], Coefficient]]:
    """Every way to call every coefficient of units, by name."""
    calls: dict[str, Callable[[Ratings], Coefficient]] = {}
    for module in pkgutil.iter_modules(qda.stats.__path__, "qda.stats."):
        held = importlib.import_module(module.name)
        for name, function in inspect.getmembers(held, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            kind = parameters[0].annotation if parameters else ""
            own = function.__module__ == module.name and not name.startswith("_")
            if own and function.__annotations__.get("return") == "Coefficient" and kind in ("Ratings", "SetRatings"):
                calls |= ways(function, name, parameters[1:], sets=kind == "SetRatings")
    return calls


def ways(
    function: Callable[..., Coefficient], name: str, others: list[inspect.Parameter], *, sets: bool
) -> dict[str, Callable[[Ratings], Coefficient]]:
    choices = [KNOWN[each.name] for each in others]
    calls = {}
    for number, given in enumerate(product(*choices)):
        arguments = {each.name: value for each, value in zip(others, given, strict=True)}

        def call(ratings: Ratings, arguments: dict[str, object] = arguments) -> Coefficient:
            return function(as_sets(ratings) if sets else ratings, **arguments)

        calls[f"{name} {number}" if others else name] = call
    return calls


def as_sets(ratings: Ratings) -> SetRatings:
    """The same judgements as sets of one code."""
    sets = ratings.codes[:, :, None] == np.arange(Q)
    return SetRatings(sets=sets, judged=ratings.codes >= 0, codes=ratings.categories)


COEFFICIENTS = found()


def table(rows: list[list[int]], coders: int = 2) -> Ratings:
    codes = np.array(rows, dtype=np.int64).reshape(-1, coders)
    return Ratings(codes=codes, categories=("no", "yes"), values=np.array([1.0, 2.0]))


NO_ANSWER = {
    "no units": table([]),
    "no units, five coders": table([], coders=5),
    "no coders": Ratings(codes=np.zeros((3, 0), np.int64), categories=("no", "yes"), values=np.array([1.0, 2.0])),
    "one coder": table([[0], [1], [0]], coders=1),
    "all missing": table([[-1, -1]] * 4),
    "one coder judged": table([[0, -1], [1, -1], [0, -1]]),
    "nobody judged the same unit": table([[0, -1], [-1, 1], [1, -1], [-1, 0]]),
    "three coders, never two on a unit": table([[0, -1, -1], [-1, 1, -1], [-1, -1, 0]], coders=3),
}
NO_CHANCE_TO_SUBTRACT = {
    "one unit, agreed": table([[1, 1]]),
    "one category": table([[0, 0]] * 5),
    "one category, three coders": table([[1, 1, 1]] * 5, coders=3),
    "one category where two judged": table([[1, 1]] * 5 + [[0, -1], [-1, 0]]),
    "one category and missing": table([[1, 1, -1], [-1, 1, 1], [1, -1, 1]], coders=3),
}
FINITE = {
    "one unit, not agreed": table([[0, 1]]),
    "perfect, both categories": table([[0, 0], [1, 1]] * 3),
    "never agreed": table([[0, 1], [1, 0]] * 3),
    "opposite margins": table([[0, 1]] * 5),
    "one disagreement": table([[0, 0]] * 9 + [[0, 1]]),
    "three coders, one pair apart": table([[0, 0, -1], [-1, 1, 1], [0, -1, 1]], coders=3),
    "one unit of three": table([[0, 0, 1]], coders=3),
}


def test_all_are_found() -> None:
    names = {name.split()[0] for name in COEFFICIENTS}
    assert names >= {
        *("cohen_kappa", "weighted_kappa", "scott_pi", "light_kappa", "fleiss_kappa", "conger_kappa", "holsti"),
        *("brennan_prediger", "pabak", "gwet_ac1", "gwet_ac2", "krippendorff_alpha", "krippendorff_alpha_given"),
        *("krippendorff_alpha_sets", "percent_agreement"),
    }


@pytest.mark.parametrize("data", NO_ANSWER)
@pytest.mark.parametrize("name", COEFFICIENTS)
def test_no_answer_has_a_reason(name: str, data: str) -> None:
    refused(COEFFICIENTS[name](NO_ANSWER[data]))


@pytest.mark.parametrize("data", NO_CHANCE_TO_SUBTRACT)
@pytest.mark.parametrize("name", [name for name in COEFFICIENTS if name.split()[0] not in NO_CHANCE])
def test_nothing_varies(name: str, data: str) -> None:
    refused(COEFFICIENTS[name](NO_CHANCE_TO_SUBTRACT[data]))


@pytest.mark.parametrize("data", FINITE)
@pytest.mark.parametrize("name", COEFFICIENTS)
def test_the_rest_is_a_finite_number_or_a_reason(name: str, data: str) -> None:
    result = COEFFICIENTS[name](FINITE[data])
    assert (result.value is None) == bool(result.because)
    parts = (result.value, result.observed, result.expected, result.error, result.error_by_chance, result.maximum)
    for number in (*parts, *(each.value for each in result.per_category)):
        assert number is None or np.isfinite(number)
    assert result.value is None or result.value <= 1 + 1e-12
    if data == "perfect, both categories" and result.value is not None:
        assert result.value == pytest.approx(1)


def refused(result: Coefficient) -> None:
    assert result.value is None
    assert len(result.because) > 10
    assert (result.error, result.error_by_chance, result.maximum) == (None, None, None)
