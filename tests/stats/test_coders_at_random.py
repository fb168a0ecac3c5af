"""Two coders who code at random agree as by chance: every coefficient that subtracts chance is 0 on average.

The fault that this guards against: a program of the field takes for chance agreement the product of the shares of
"yes" alone and prints .30 for two coders who know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from qda.stats.agreement import Statistic, agreement_of_codes
from qda.stats.coefficient import Coefficient
from qda.stats.fleiss import conger_kappa, fleiss_kappa
from qda.stats.gwet import brennan_prediger, gwet_ac1
from qda.stats.kappa import cohen_kappa, light_kappa, scott_pi
from qda.stats.krippendorff import Level, krippendorff_alpha
from qda.stats.ratings import Ratings

SEEDS, UNITS = 300, 200
BOUND = 0.015  # more than three standard errors of the mean over the seeds (.07 / √300 = .004)
BY_MARGINS = (cohen_kappa, scott_pi, light_kappa, conger_kappa, fleiss_kappa, krippendorff_alpha)


def mean(coefficient: Callable[[Ratings], Coefficient], shares: list[float], coders: int = 2) -> float:
    """Over the seeds, each coder drawing on their own from the same shares of the categories."""
    names, found = tuple("abcdef"[: len(shares)]), []
    for seed in range(SEEDS):
        codes = np.random.default_rng(seed).choice(len(shares), size=(UNITS, coders), p=shares)
        value = coefficient(Ratings(codes=codes, categories=names, values=np.arange(len(shares)) + 1.0)).value
        assert value is not None
        found.append(value)
    return float(np.mean(found))


@pytest.mark.parametrize("shares", [[0.5, 0.5], [0.85, 0.15], [0.1, 0.2, 0.7]], ids=["even", "uneven", "three"])
@pytest.mark.parametrize("coefficient", BY_MARGINS)
def test_chance_by_margins_is_0_whatever_the_margins(
    coefficient: Callable[[Ratings], Coefficient], shares: list[float]
) -> None:
    assert mean(coefficient, shares) == pytest.approx(0, abs=BOUND)


@pytest.mark.parametrize("coefficient", [brennan_prediger, gwet_ac1])
def test_chance_by_the_number_of_categories_is_0_where_they_are_even(
    coefficient: Callable[[Ratings], Coefficient],
) -> None:
    """With uneven margins they are above 0 by design, which is why they are printed beside κ and not for it."""
    for shares in ([0.5, 0.5], [0.25, 0.25, 0.25, 0.25]):
        assert mean(coefficient, shares) == pytest.approx(0, abs=BOUND)
    assert mean(coefficient, [0.85, 0.15]) > 0.3


@pytest.mark.parametrize("level", list(Level))
def test_alpha_at_every_level(level: Level) -> None:
    assert mean(lambda data: krippendorff_alpha(data, level), [0.1, 0.2, 0.7]) == pytest.approx(0, abs=BOUND)


@pytest.mark.parametrize("coefficient", [light_kappa, conger_kappa, fleiss_kappa, krippendorff_alpha])
def test_four_coders(coefficient: Callable[[Ratings], Coefficient]) -> None:
    assert mean(coefficient, [0.8, 0.2], coders=4) == pytest.approx(0, abs=BOUND)


def test_many_codes_at_once() -> None:
    drawn = np.random.default_rng(1).random((2, 2000, 60)) < 0.15
    found = agreement_of_codes(drawn, [str(n) for n in range(60)])
    for statistic in (Statistic.COHEN, Statistic.SCOTT, Statistic.CONGER, Statistic.FLEISS, Statistic.ALPHA):
        assert found.of(statistic).coefficient.value == pytest.approx(0, abs=BOUND)
