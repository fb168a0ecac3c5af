"""Two coders who judged the same units: Cohen's κ, weighted κ, Scott's π; and Light's mean of κ over pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qda.model.wording import _
from qda.stats import weights
from qda.stats.coefficient import CategoryValue, Coefficient, one_category, why_not
from qda.stats.ratings import Ratings, Real, Whole


def crosstab(ratings: Ratings) -> Whole:
    """Shape (categories, categories): units by what the first coder (rows) and the second (columns) said.

    Units that one of the two did not judge are left out.

    Raises:
        ValueError: not two coders.
    """
    if ratings.coders != 2:
        raise ValueError("a cross-table needs two coders")
    q = len(ratings.categories)
    ((_units, first, second),) = ratings.pairs()
    return np.bincount(first * q + second, minlength=q * q).reshape(q, q)


def cohen_kappa(ratings: Ratings) -> Coefficient:
    """κ = (po − pe) / (1 − pe) with pe = Σ p_i· p_·i, its highest value by the margins, and its standard error.

    Missing: units that one of the two did not judge are left out. Undefined for other than two coders, for unknown
    coders, without a unit that both judged, and where both used one and the same category only. Per category: κ of
    the table collapsed to that category and all others.

    Source: Cohen (1960, pp. 37–45; κ max there); standard error of a κ that is not 0: Fleiss, Cohen and Everitt
    (1969, equation not checked).
    """
    because = why_not(ratings, exactly=2, who=True)
    if because:
        return Coefficient(name="Cohen's κ", value=None, because=because)
    table = crosstab(ratings)
    share = table / table.sum()
    row, column = share.sum(axis=1), share.sum(axis=0)
    found = _weighted(table, weights.nominal(len(table)))
    return Coefficient(
        name="Cohen's κ",
        value=found.kappa,
        observed=found.observed,
        expected=found.expected,
        units=int(table.sum()),
        ratings=2 * int(table.sum()),
        error=found.error,
        maximum=float((np.minimum(row, column).sum() - found.expected) / (1 - found.expected)),
        per_category=_per_category(row, column, np.diag(share), ratings.categories),
    )


def weighted_kappa(ratings: Ratings, disagreement: Real) -> Coefficient:
    """κ_w = 1 − Σ v po / Σ v pe, v the disagreement weights; `observed` and `expected` are 1 − Σ v p.

    Missing and undefined as in `cohen_kappa`; undefined too where no expected disagreement has weight.

    Args:
        ratings: The data.
        disagreement: Shape (categories, categories), from `weights`: 0 on the diagonal, largest 1.

    Source: Cohen (1968, p. 215; page not checked); standard error: Fleiss, Cohen and Everitt (1969).
    """
    because = why_not(ratings, exactly=2, who=True)
    if because:
        return Coefficient(name="weighted κ", value=None, because=because)
    table = crosstab(ratings)
    found = _weighted(table, disagreement)
    units = int(table.sum())
    if found.expected >= 1:
        because = _("these weights expect no disagreement at all")
        return Coefficient(name="weighted κ", value=None, because=because, units=units, ratings=2 * units)
    return Coefficient(
        name="weighted κ",
        value=found.kappa,
        observed=found.observed,
        expected=found.expected,
        units=units,
        ratings=2 * units,
        error=found.error,
    )


def scott_pi(ratings: Ratings) -> Coefficient:
    """π = (po − pe) / (1 − pe) with pe = Σ ((p_i· + p_·i) / 2)²: both coders draw from one distribution.

    Missing: units that one of the two did not judge are left out. Undefined for other than two coders, without a
    unit that both judged, and where one category only was used. Per category: π of the table collapsed to that
    category and all others; these are the values that Agresti (1992, p. 202) prints beside his κ.

    Source: Scott (1955, p. 323; page not checked).
    """
    because = why_not(ratings, exactly=2)
    if because:
        return Coefficient(name="Scott's π", value=None, because=because)
    table = crosstab(ratings)
    share = table / table.sum()
    observed = float(np.trace(share))
    pooled = (share.sum(axis=0) + share.sum(axis=1)) / 2
    expected = float((pooled**2).sum())
    return Coefficient(
        name="Scott's π",
        value=(observed - expected) / (1 - expected),
        observed=observed,
        expected=expected,
        units=int(table.sum()),
        ratings=2 * int(table.sum()),
        per_category=_per_category(pooled, pooled, np.diag(share), ratings.categories),
    )


def light_kappa(ratings: Ratings) -> Coefficient:
    """The mean of Cohen's κ over all pairs of coders.

    Missing: each pair leaves out the units that one of the two did not judge. Undefined where the coders are not
    known, and as soon as one pair has no κ: a mean over the others would hide it.

    Source: Light (1971; page not checked), in the mean form of Conger (1980, p. 325; page not checked).
    """
    because = why_not(ratings, who=True)
    if because:
        return Coefficient(name="Light's κ", value=None, because=because)
    found = []
    for one, two in combinations(range(ratings.coders), 2):
        kappa = cohen_kappa(ratings.of_coders(one, two))
        if kappa.value is None:
            return Coefficient(name="Light's κ", value=None, because=pair_without_kappa(one, two, kappa.because))
        found.append(kappa.value)
    given = (ratings.codes >= 0).sum(axis=1)
    return Coefficient(
        name="Light's κ",
        value=float(np.mean(found)),
        units=int((given >= 2).sum()),
        ratings=int(given[given >= 2].sum()),
    )


def pair_without_kappa(one: int, two: int, reason: str) -> str:
    """The reason where a pair of coders (numbers from 0) has no κ."""
    return _("coders {one} and {two} have no κ: {reason}").format(one=one + 1, two=two + 1, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighted:
    kappa: float
    observed: float
    expected: float
    error: float


def _weighted(table: Whole, disagreement: Real) -> _Weighted:
    n = int(table.sum())
    share = table / n
    row, column = share.sum(axis=1), share.sum(axis=0)
    agreement = 1 - disagreement
    observed = float((agreement * share).sum())
    expected = float(row @ agreement @ column)
    if expected >= 1:
        return _Weighted(kappa=0.0, observed=observed, expected=1.0, error=0.0)
    of_row, of_column = agreement @ column, row @ agreement
    spread = agreement * (1 - expected) - (of_row[:, None] + of_column[None, :]) * (1 - observed)
    variance = float((share * spread**2).sum()) - (observed * expected - 2 * expected + observed) ** 2
    return _Weighted(
        kappa=(observed - expected) / (1 - expected),
        observed=observed,
        expected=expected,
        error=float(np.sqrt(max(variance, 0.0) / n) / (1 - expected) ** 2),
    )


def _per_category(row: Real, column: Real, both: Real, categories: tuple[str, ...]) -> tuple[CategoryValue, ...]:
    found = []
    for name, p, q, agreed in zip(categories, row.tolist(), column.tolist(), both.tolist(), strict=True):
        chance = p * q + (1 - p) * (1 - q)
        if p + q <= 0 or p + q >= 2 or chance >= 1:
            found.append(CategoryValue(category=name, value=None, because=one_category()))
        else:
            found.append(CategoryValue(category=name, value=(1 - p - q + 2 * agreed - chance) / (1 - chance)))
    return tuple(found)
