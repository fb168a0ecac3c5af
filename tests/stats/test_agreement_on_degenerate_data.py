"""What no coefficient can say: one category, no units, no pair, too few coders. Never 1, never NaN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.stats import weights
from qda.stats.coefficient import Coefficient
from qda.stats.fleiss import conger_kappa, fleiss_kappa
from qda.stats.gwet import brennan_prediger, gwet_ac1, gwet_ac2, pabak
from qda.stats.kappa import cohen_kappa, light_kappa, scott_pi, weighted_kappa
from qda.stats.krippendorff import Level, krippendorff_alpha, krippendorff_alpha_given
from qda.stats.percent import holsti, percent_agreement
from qda.stats.ratings import Ratings, ratings_of_numbers

ByChance = Callable[[Ratings], Coefficient]
CORRECTED: dict[str, ByChance] = {
    "cohen": cohen_kappa,
    "weighted": partial(weighted_kappa, disagreement=weights.linear(2)),
    "scott": scott_pi,
    "light": light_kappa,
    "fleiss": fleiss_kappa,
    "fleiss weighted": partial(fleiss_kappa, disagreement=weights.quadratic(2)),
    "conger": conger_kappa,
    "brennan": brennan_prediger,
    "pabak": pabak,
    "ac1": gwet_ac1,
    "ac2": partial(gwet_ac2, disagreement=weights.linear(2)),
    "alpha given": partial(krippendorff_alpha_given, squared=weights.nominal(2)),
    **{f"alpha {level.value}": partial(krippendorff_alpha, level=level) for level in Level},
}
PLAIN: dict[str, ByChance] = {"percent": percent_agreement, "holsti": holsti}
MANY = [name for name in CORRECTED if name not in {"cohen", "weighted", "scott"}]


def table(rows: list[list[int]], coders: int = 2) -> Ratings:
    codes = np.array(rows, dtype=np.int64).reshape(-1, coders)
    return Ratings(codes=codes, categories=("no", "yes"), values=np.array([0.0, 1.0]))


def refuses(coefficient: ByChance, ratings: Ratings, words: str) -> None:
    found = coefficient(ratings)
    assert found.value is None
    assert words in found.because


@pytest.mark.parametrize("name", CORRECTED)
def test_one_category(name: str) -> None:
    refuses(CORRECTED[name], table([[1, 1]] * 8), "only one category")


@pytest.mark.parametrize("name", CORRECTED)
def test_one_category_among_the_units_of_two_coders(name: str) -> None:
    """A unit that only one coder judged cannot supply the second category."""
    refuses(CORRECTED[name], table([[1, 1]] * 8 + [[0, -1]]), "only one category")


@pytest.mark.parametrize("name", CORRECTED | PLAIN)
def test_no_units(name: str) -> None:
    refuses((CORRECTED | PLAIN)[name], table([]), "no unit was coded by two coders")


@pytest.mark.parametrize("name", CORRECTED | PLAIN)
def test_no_pair(name: str) -> None:
    refuses((CORRECTED | PLAIN)[name], table([[1, -1], [-1, 0], [-1, -1]]), "no unit was coded by two coders")


@pytest.mark.parametrize("name", MANY)
def test_a_single_coder(name: str) -> None:
    refuses(CORRECTED[name], table([[0], [1]], coders=1), "no unit was coded by two coders")


@pytest.mark.parametrize("name", ["cohen", "weighted", "scott"])
def test_three_coders_are_too_many(name: str) -> None:
    refuses(CORRECTED[name], table([[0, 1, 0]], coders=3), "exactly 2 coders, and there are 3")


def test_percent_of_one_category_is_a_fact() -> None:
    assert percent_agreement(table([[1, 1]] * 3)).value == 1.0


def test_light_names_the_pair_without_kappa() -> None:
    found = light_kappa(table([[0, 0, 1], [0, 0, 0]], coders=3))
    assert found.value is None
    assert found.because.startswith("coders 1 and 2 have no κ: only one category")


def test_distances_need_numbers() -> None:
    names = Ratings(codes=np.array([[0, 1], [1, 1]]), categories=("a", "b"))
    refuses(partial(krippendorff_alpha, level=Level.INTERVAL), names, "needs numbers")
    below = ratings_of_numbers(np.array([[-1.0, 1.0], [1.0, 1.0]]))
    refuses(partial(krippendorff_alpha, level=Level.RATIO), below, "0 or more")
    assert krippendorff_alpha(below, Level.INTERVAL).value is not None


def test_a_category_nobody_used_has_no_value_of_its_own() -> None:
    ratings = Ratings(codes=np.array([[0, 1], [1, 1], [0, 0]]), categories=("a", "b", "c"))
    for coefficient in (cohen_kappa, scott_pi, fleiss_kappa, krippendorff_alpha):
        last = coefficient(ratings).per_category[2]
        assert last.value is None
        assert last.because


@given(
    st.sampled_from(sorted(CORRECTED | PLAIN)),
    st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1)), max_size=12),
)
def test_a_value_or_a_reason_and_never_nan(name: str, rows: list[tuple[int, int]]) -> None:
    found = (CORRECTED | PLAIN)[name](table([list(row) for row in rows]))
    assert (found.value is None) == bool(found.because)
    for number in (found.value, found.error, found.error_by_chance, *(each.value for each in found.per_category)):
        assert number is None or np.isfinite(number)
    assert found.value is None or found.value <= 1 + 1e-12


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", [*MANY, "cohen", "weighted", "scott"])
def test_coders_who_code_at_random_agree_as_by_chance(name: str, seed: int) -> None:
    """Also with uneven margins, where the share of agreement is far above one half."""
    drawn = np.random.default_rng(seed).random((6000, 2)) < (0.5 if name in {"brennan", "pabak"} else 0.3)
    codes = drawn.astype(np.int64)
    found = CORRECTED[name](table(codes.tolist()))
    assert found.value is not None
    limit = 0.05 if not name.startswith("ac") else 0.3  # AC's chance is lower by design where margins are uneven
    assert abs(found.value) < limit


@pytest.mark.parametrize("coders", [2, 4])
@pytest.mark.parametrize("name", [name for name in MANY if name not in {"pabak", "alpha given"}])
def test_many_coders_at_random_among_even_categories(name: str, coders: int) -> None:
    drawn = np.random.default_rng(coders).integers(0, 2, (6000, coders))
    found = CORRECTED[name](table(drawn.tolist(), coders=coders))
    assert found.value == pytest.approx(0, abs=0.04)
