"""Krippendorff's α on units, from the matrix of coincidences: nominal, ordinal, interval, ratio, or given distances.

For agreement on free segments (unitizing) there is another α; this one needs units that were fixed beforehand.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import CategoryValue, Coefficient, one_category, why_not
from qda.stats.ratings import Ratings, Real


class Level(StrEnum):
    """What the categories are, and so how far two of them lie apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def krippendorff_alpha(ratings: Ratings, level: Level = Level.NOMINAL) -> Coefficient:
    """α = 1 − Do / De; `observed` is Do and `expected` De, mean squared distances of pairs.

    Missing: units with fewer than two judgements are left out; no judgement is ever made up. `units` and `ratings`
    are the pairable ones. Undefined without a pairable unit, where the pairable judgements are all of one category,
    for interval and ratio where the categories carry no numbers, and for ratio with numbers below 0. Per category
    (nominal only): α of that category against all others. `error` is linearised over units; None for ordinal, whose
    distances themselves depend on the data, and with a single pairable unit (see `intervals`).

    Args:
        ratings: The data; the coders need not be known.
        level: The distance; ordinal goes by the order of the categories and by how often they were used.

    Source: Krippendorff (2004, pp. 221–243; pages not checked), Krippendorff (2011, computing α); standard error:
    Gwet (2014, chapter 5; page not checked).
    """
    name = f"Krippendorff's α ({level.value})"
    because = why_not(ratings) or _no_numbers(ratings, level)
    if because:
        return Coefficient(name=name, value=None, because=because)
    together = coincidences(ratings)
    squared = squared_distances(level, together.sum(axis=1), ratings.values)
    per_category = _per_category(together, ratings.categories) if level is Level.NOMINAL else ()
    error = None if level is Level.ORDINAL else _linearised_error(ratings, squared)
    return _alpha(name, ratings, together, squared, per_category, error)


def krippendorff_alpha_given(ratings: Ratings, squared: Real) -> Coefficient:
    """α with distances of the caller's; missing and undefined as in `krippendorff_alpha`.

    Args:
        ratings: The data.
        squared: Shape (categories, categories): δ², symmetric, 0 on the diagonal.

    Source: Artstein and Poesio (2008, p. 567; page not checked).
    """
    name = "Krippendorff's α"
    because = why_not(ratings)
    if because:
        return Coefficient(name=name, value=None, because=because)
    return _alpha(name, ratings, coincidences(ratings), squared, (), _linearised_error(ratings, squared))


def coincidences(ratings: Ratings) -> Real:
    """Shape (categories, categories), symmetric: o_ck = Σ_u (pairs c–k in u) / (m_u − 1).

    Its rows sum to the pairable judgements of each category, all of it to n.., the pairable judgements.
    """
    q = len(ratings.categories)
    given = (ratings.codes >= 0).sum(axis=1)
    share = 1 / np.maximum(given - 1, 1)
    found = np.zeros(q * q)
    for units, first, second in ratings.pairs():
        found += np.bincount(first * q + second, weights=share[units], minlength=q * q)
    half = found.reshape(q, q)
    return np.asarray(half + half.T, dtype=np.float64)


def squared_distances(level: Level, frequencies: Real, values: Real | None) -> Real:
    """Shape (categories, categories): δ² of each two categories.

    Args:
        level: The distance.
        frequencies: Shape (categories,): pairable judgements of each category, for the ordinal distance.
        values: Shape (categories,): their numbers, for interval and ratio.

    Raises:
        ValueError: interval or ratio without numbers.
    """
    if level is Level.NOMINAL:
        return 1.0 - np.eye(len(frequencies))
    if level is Level.ORDINAL:
        middle = np.cumsum(frequencies) - frequencies / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2, dtype=np.float64)
    if values is None:
        raise ValueError("interval and ratio distances need numbers")
    apart = values[:, None] - values[None, :]
    if level is Level.INTERVAL:
        return np.asarray(apart**2, dtype=np.float64)
    sums = values[:, None] + values[None, :]
    return np.asarray((apart / np.where(sums == 0, 1, sums)) ** 2, dtype=np.float64)


def _alpha(
    name: str,
    ratings: Ratings,
    together: Real,
    squared: Real,
    per_category: tuple[CategoryValue, ...],
    error: float | None,
) -> Coefficient:
    each = together.sum(axis=1)
    n = float(each.sum())
    observed = float((together * squared).sum()) / n
    expected = float(each @ squared @ each) / (n * (n - 1))
    if expected <= 0:
        return Coefficient(name=name, value=None, because=one_category())
    return Coefficient(
        name=name,
        value=1 - observed / expected,
        observed=observed,
        expected=expected,
        units=int(((ratings.codes >= 0).sum(axis=1) >= 2).sum()),
        ratings=round(n),
        error=error,
        per_category=per_category,
    )


def _linearised_error(ratings: Ratings, squared: Real) -> float | None:
    """How α changes with each unit, summed in squares: the distances count as given, and n.. − 1 as n..."""
    given = (ratings.codes >= 0).sum(axis=1)
    codes, given = ratings.codes[given >= 2], given[given >= 2]
    known = codes >= 0
    frequencies = np.bincount(codes[known], minlength=len(squared)).astype(np.float64)
    reach = squared @ frequencies
    expected = float(frequencies @ reach)
    if len(codes) < 2 or expected <= 0:
        return None
    apart = np.zeros(len(codes))
    for one, two in combinations(range(codes.shape[1]), 2):
        both = known[:, one] & known[:, two]
        apart[both] += squared[codes[both, one], codes[both, two]]
    apart = 2 * apart / (given - 1)
    toward = np.where(known, reach[np.maximum(codes, 0)], 0.0).sum(axis=1)
    ratio = apart.sum() * given.sum() / expected
    moved = apart * given.sum() / expected + ratio * (given / given.sum() - 2 * toward / expected)
    return float(np.sqrt(len(codes) / (len(codes) - 1) * (moved**2).sum()))


def _no_numbers(ratings: Ratings, level: Level) -> str:
    if level not in (Level.INTERVAL, Level.RATIO):
        return ""
    if ratings.values is None:
        return _("the categories are names, and this distance needs numbers")
    if level is Level.RATIO and (ratings.values < 0).any():
        return _("ratio distances need numbers of 0 or more")
    return ""


def _per_category(together: Real, categories: tuple[str, ...]) -> tuple[CategoryValue, ...]:
    each, both = together.sum(axis=1), np.diag(together)
    n = float(each.sum())
    found = []
    for name, uses, agreed in zip(categories, each.tolist(), both.tolist(), strict=True):
        chance = uses * (n - uses) / (n - 1)
        if chance <= 0:
            found.append(CategoryValue(category=name, value=None, because=one_category()))
        else:
            found.append(CategoryValue(category=name, value=1 - (uses - agreed) / chance))
    return tuple(found)
