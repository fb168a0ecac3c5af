"""Coefficients for yes-or-no codes as closed forms of counted patterns, for any number of tables at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations

import numpy as np

from qda.stats.presence import States
from qda.stats.ratings import Real


class Statistic(StrEnum):
    """The coefficients, in the order in which they are given back."""

    PERCENT = "percent"
    HOLSTI = "holsti"
    COHEN = "cohen"  # two coders only
    SCOTT = "scott"  # two coders only
    LIGHT = "light"
    CONGER = "conger"
    FLEISS = "fleiss"
    ALPHA = "alpha"  # Krippendorff's, nominal
    BRENNAN_PREDIGER = "brennan-prediger"
    PABAK = "pabak"
    AC1 = "ac1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """A coefficient of each table, NaN where it is undefined; arrays of one shape, that of the tables.

    Attributes:
        value: The coefficient.
        observed: Observed agreement (for α disagreement).
        expected: Agreement by chance (for α disagreement); None where none is subtracted, or pair by pair.
    """

    value: Real
    observed: Real
    expected: Real | None = None


class Sums:
    """Sums over the units of each table, from which every coefficient follows.

    Args:
        counts: Shape (…, patterns): units judged in each way.
        states: Shape (patterns, coders).

    Attributes of shape (…): `judged` and `pairable` units with at least one and two judgements, `ratings` and
    `paired` judgements in them, `yes_paired` and `no_paired` of these, `share` the sum over units of the share of
    yes, `agreed` that of the share of agreeing pairs, `apart` that of disagreeing ordered pairs / (judgements − 1).
    """

    def __init__(self, counts: Real, states: States) -> None:
        self.counts, self.states = counts, states
        given, yes = (states >= 0).sum(axis=1), (states == 1).sum(axis=1)
        no, two = given - yes, given >= 2
        self.agreeing = two * (yes * (yes - 1) + no * (no - 1)) / np.maximum(given * (given - 1), 1)
        self.disagreeing = two * 2 * yes * no / np.maximum(given - 1, 1)
        columns = (
            *(given >= 1, two, given, given * two, yes * two, no * two),
            *(yes / np.maximum(given, 1), self.agreeing, self.disagreeing),
        )
        sums = counts @ np.column_stack(columns).astype(np.float64)
        self.judged, self.pairable, self.ratings, self.paired, self.yes_paired, self.no_paired = (
            sums[..., column] for column in range(6)
        )
        self.share, self.agreed, self.apart = (sums[..., column] for column in range(6, 9))
        self.given, self.yes = given, yes

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.states.shape[1])

    @cached_property
    def made(self) -> Real:
        """Shape (…, coders): units that each coder judged."""
        return np.asarray(self.counts @ (self.states >= 0).astype(np.float64), dtype=np.float64)

    @cached_property
    def said(self) -> Real:
        """Shape (…, coders): units that each coder gave the code."""
        return np.asarray(self.counts @ (self.states == 1).astype(np.float64), dtype=np.float64)

    @cached_property
    def pairs(self) -> Real:
        """Shape (…, pairs of coders, 4): units by both no, only the second yes, only the first yes, both yes."""
        two = list(combinations(range(self.coders), 2))
        cells = np.zeros((len(self.states), len(two), 4))
        for number, (one, other) in enumerate(two):
            both = np.flatnonzero((self.states[:, one] >= 0) & (self.states[:, other] >= 0))
            cells[both, number, 2 * self.states[both, one] + self.states[both, other]] = 1
        found = self.counts @ cells.reshape(len(self.states), 4 * len(two))
        return np.asarray(found.reshape(*self.counts.shape[:-1], len(two), 4), dtype=np.float64)

    @cached_property
    def varied(self) -> Real:
        """Shape (…): 1 where units judged twice hold both yes and no, NaN elsewhere."""
        return np.where((self.yes_paired > 0) & (self.no_paired > 0), 1.0, np.nan)


def percent(sums: Sums) -> Parts:
    """`qda.stats.percent.percent_agreement`."""
    value = _over(sums.agreed, sums.pairable)
    return Parts(value=value, observed=value)


def holsti(sums: Sums) -> Parts:
    """`qda.stats.percent.holsti`."""
    one, two = np.triu_indices(sums.coders, 1)
    decisions = sums.made[..., one] + sums.made[..., two]
    agreed = sums.pairs[..., 0] + sums.pairs[..., 3]
    some = decisions > 0
    shares = np.where(some, 2 * agreed / np.where(some, decisions, 1), 0.0)
    value = _over(shares.sum(axis=-1), some.sum(axis=-1)) * np.where(sums.pairable > 0, 1.0, np.nan)
    return Parts(value=value, observed=value)


def cohen(sums: Sums) -> Parts:
    """`qda.stats.kappa.cohen_kappa`; NaN for other than two coders."""
    if sums.coders != 2:
        return _nowhere(sums)
    observed, expected = _pairwise(sums)
    return _corrected(observed[..., 0], expected[..., 0])


def scott(sums: Sums) -> Parts:
    """`qda.stats.kappa.scott_pi`; NaN for other than two coders."""
    if sums.coders != 2:
        return _nowhere(sums)
    observed, _expected = _pairwise(sums)
    yes = _over(sums.yes_paired, sums.paired)
    return _corrected(observed[..., 0], yes**2 + (1 - yes) ** 2, sums.varied)


def light(sums: Sums) -> Parts:
    """`qda.stats.kappa.light_kappa`; NaN as soon as one pair has no κ."""
    if sums.coders < 2:
        return _nowhere(sums)
    value = _corrected(*_pairwise(sums)).value.mean(axis=-1)
    return Parts(value=value, observed=np.full_like(value, np.nan))


def conger(sums: Sums) -> Parts:
    """`qda.stats.fleiss.conger_kappa`."""
    some = sums.made > 0
    yes = np.where(some, sums.said / np.where(some, sums.made, 1), 0.0)
    no = np.where(some, 1 - yes, 0.0)
    m = some.sum(axis=-1)
    both = yes.sum(axis=-1) ** 2 + no.sum(axis=-1) ** 2 - (yes**2 + no**2).sum(axis=-1)
    return _corrected(_over(sums.agreed, sums.pairable), _over(both, m * (m - 1)), sums.varied)


def fleiss(sums: Sums) -> Parts:
    """`qda.stats.fleiss.fleiss_kappa`."""
    yes = _over(sums.share, sums.judged)
    return _corrected(_over(sums.agreed, sums.pairable), yes**2 + (1 - yes) ** 2, sums.varied)


def alpha(sums: Sums) -> Parts:
    """`qda.stats.krippendorff.krippendorff_alpha`, nominal."""
    n = sums.paired
    observed = _over(sums.apart, n)
    expected = _over(2 * sums.yes_paired * sums.no_paired, n * (n - 1)) * sums.varied
    return Parts(value=1 - observed / expected, observed=observed, expected=expected)


def even(sums: Sums) -> Parts:
    """`qda.stats.gwet.brennan_prediger` and `pabak`, the same for two categories."""
    return _corrected(_over(sums.agreed, sums.pairable), np.full(sums.counts.shape[:-1], 0.5), sums.varied)


def ac1(sums: Sums) -> Parts:
    """`qda.stats.gwet.gwet_ac1`."""
    yes = _over(sums.share, sums.judged)
    return _corrected(_over(sums.agreed, sums.pairable), 2 * yes * (1 - yes), sums.varied)


def _pairwise(sums: Sums) -> tuple[Real, Real]:
    """Shape (…, pairs): observed agreement and that of the margins; NaN where that leaves nothing to reach."""
    neither, second, first, both = (sums.pairs[..., cell] for cell in range(4))
    n = neither + second + first + both
    n = np.where((neither == n) | (both == n), np.nan, n)
    one, two = (first + both) / n, (second + both) / n
    return (neither + both) / n, one * two + (1 - one) * (1 - two)


def _corrected(observed: Real, expected: Real, varied: Real | float = 1.0) -> Parts:
    value = (observed - expected) / (1 - expected) * varied
    return Parts(value=value, observed=observed, expected=expected)


def _over(above: Real, below: Real) -> Real:
    return np.asarray(above / np.where(below > 0, below, np.nan), dtype=np.float64)


def _nowhere(sums: Sums) -> Parts:
    none = np.full(sums.counts.shape[:-1], np.nan)
    return Parts(value=none, observed=none, expected=none)


PARTS: dict[Statistic, Callable[[Sums], Parts]] = {
    Statistic.PERCENT: percent,
    Statistic.HOLSTI: holsti,
    Statistic.COHEN: cohen,
    Statistic.SCOTT: scott,
    Statistic.LIGHT: light,
    Statistic.CONGER: conger,
    Statistic.FLEISS: fleiss,
    Statistic.ALPHA: alpha,
    Statistic.BRENNAN_PREDIGER: even,
    Statistic.PABAK: even,
    Statistic.AC1: ac1,
}
