"""Any number of coders: Fleiss' κ, who need not be the same persons, and Conger's, who must be."""

from __future__ import annotations

import numpy as np

from qda.model.wording import _
from qda.stats import weights
from qda.stats.coefficient import CategoryValue, Coefficient, one_category, why_not
from qda.stats.percent import unit_agreement
from qda.stats.ratings import Ratings, Real


def fleiss_kappa(ratings: Ratings, *, disagreement: Real | None = None) -> Coefficient:
    """κ = (P̄ − Pe) / (1 − Pe) with Pe = Σ p_k²; Scott's π for any number of coders.

    Missing: observed agreement goes over the units with two or more judgements, p_k over all units with one, each
    unit counting the same. `error` is the linearised standard error over units, with or without missing
    judgements; `error_by_chance` that of Fleiss, Nee and Landis (1979), only where all units have equally many.
    Per category: κ of that category against all others. Undefined without a unit of two judgements and where one
    category only was used.

    Args:
        ratings: The data; the coders need not be known.
        disagreement: Weights from `weights`; None counts every disagreement the same.

    Source: Fleiss (1971, p. 379; per category p. 381, there with rounded p); missing judgements, weights and
    standard error: Gwet (2014; page not checked).
    """
    because = why_not(ratings)
    if because:
        return Coefficient(name="Fleiss' κ", value=None, because=because)
    q = len(ratings.categories)
    given = (ratings.codes >= 0).sum(axis=1)
    agreement = 1 - (weights.nominal(q) if disagreement is None else disagreement)
    share = shares(ratings)
    expected = float(share @ agreement @ share)
    if expected >= 1:
        because = _("these weights expect no disagreement at all")
        return Coefficient(name="Fleiss' κ", value=None, because=because)
    each = unit_agreement(ratings, disagreement)
    observed = float(each[given >= 2].mean())
    value = (observed - expected) / (1 - expected)
    toward = (agreement @ share + share @ agreement) / 2
    return Coefficient(
        name="Fleiss' κ",
        value=value,
        observed=observed,
        expected=expected,
        units=int((given > 0).sum()),
        ratings=int(given.sum()),
        error=linearised_error(ratings, each, unit_mean(ratings, toward), value=value, expected=expected),
        error_by_chance=_error_by_chance(ratings, share) if disagreement is None else None,
        per_category=_per_category(ratings, share) if disagreement is None else (),
    )


def conger_kappa(ratings: Ratings, *, disagreement: Real | None = None) -> Coefficient:
    """κ = (po − pe) / (1 − pe), pe the agreement that each pair of coders' own margins expect; Cohen's κ for two.

    Missing: observed agreement goes over the units with two or more judgements; a coder's margins over all units
    that the coder judged. Undefined without a unit of two judgements, for unknown coders, and where one category
    only was used. No standard error here: see `intervals.jackknife`.

    Args:
        ratings: The data.
        disagreement: Weights from `weights`; None counts every disagreement the same.

    Source: Conger (1980, p. 325; page not checked); missing judgements and weights: Gwet (2014; page not checked).
    """
    because = why_not(ratings, who=True)
    if because:
        return Coefficient(name="Conger's κ", value=None, because=because)
    q = len(ratings.categories)
    agreement = 1 - (weights.nominal(q) if disagreement is None else disagreement)
    margins = _margins(ratings)
    m, total = len(margins), margins.sum(axis=0)
    own = float(((margins @ agreement) * margins).sum())
    expected = (float(total @ agreement @ total) - own) / (m * (m - 1))
    if expected >= 1:
        because = _("these weights expect no disagreement at all")
        return Coefficient(name="Conger's κ", value=None, because=because)
    given = (ratings.codes >= 0).sum(axis=1)
    observed = float(unit_agreement(ratings, disagreement)[given >= 2].mean())
    return Coefficient(
        name="Conger's κ",
        value=(observed - expected) / (1 - expected),
        observed=observed,
        expected=expected,
        units=int((given > 0).sum()),
        ratings=int(given.sum()),
    )


def shares(ratings: Ratings, *, at_least: int = 1) -> Real:
    """Shape (categories,), sum 1: the mean share of each category over units with `at_least` judgements."""
    given = (ratings.codes >= 0).sum(axis=1)
    kept = given >= at_least
    each = np.where(kept, 1 / np.maximum(given, 1), 0.0)
    known = (ratings.codes >= 0) & kept[:, None]
    by = np.broadcast_to(each[:, None], ratings.codes.shape)[known]
    found = np.bincount(ratings.codes[known], weights=by, minlength=len(ratings.categories))
    return np.asarray(found / kept.sum(), dtype=np.float64)


def unit_mean(ratings: Ratings, by_category: Real) -> Real:
    """Shape (units,): the mean over a unit's judgements of a number for each category; 0 where it has none."""
    known = ratings.codes >= 0
    found = np.where(known, by_category[np.maximum(ratings.codes, 0)], 0.0).sum(axis=1)
    return np.asarray(found / np.maximum(known.sum(axis=1), 1), dtype=np.float64)


def linearised_error(ratings: Ratings, each: Real, toward: Real, *, value: float, expected: float) -> float | None:
    """Standard error of a chance-corrected coefficient over units; None for a single unit.

    Args:
        ratings: The data; n units have a judgement, n₂ of them two or more.
        each: Shape (units,): observed agreement of each unit.
        toward: Shape (units,): what each unit adds to expected agreement, on average `expected`; the constant
            `expected` where that does not depend on the data.
        value: The coefficient.
        expected: Expected agreement.

    Source: Gwet (2014, chapter 5; page not checked).
    """
    given = (ratings.codes >= 0).sum(axis=1)
    n, n2 = int((given > 0).sum()), int((given >= 2).sum())
    if n < 2:
        return None
    own = np.where(given >= 2, (each - expected) * n / n2, 0.0) / (1 - expected)
    own = own - 2 * (1 - value) * (toward - expected) / (1 - expected)
    return float(np.sqrt(((own[given > 0] - value) ** 2).sum() / (n * (n - 1))))


def _margins(ratings: Ratings) -> Real:
    """Shape (coders who judged anything, categories): each coder's shares."""
    rows = []
    for column in ratings.codes.T:
        counts = np.bincount(column[column >= 0], minlength=len(ratings.categories))
        if counts.sum():
            rows.append(counts / counts.sum())
    return np.array(rows, dtype=np.float64)


def _error_by_chance(ratings: Ratings, share: Real) -> float | None:
    given = (ratings.codes >= 0).sum(axis=1)
    m = int(given.max())
    if (given != m).any():
        return None
    spread = share * (1 - share)
    inner = spread.sum() ** 2 - (spread * (1 - 2 * share)).sum()
    return float(np.sqrt(2 * inner / (ratings.units * m * (m - 1))) / spread.sum())


def _per_category(ratings: Ratings, share: Real) -> tuple[CategoryValue, ...]:
    given = (ratings.codes >= 0).sum(axis=1)
    pair_weight = 1 / np.maximum(given * (given - 1) / 2, 1)
    agreed = np.zeros(len(share))
    for units, first, second in ratings.pairs():
        same = first == second
        agreed += np.bincount(first[same], weights=pair_weight[units[same]], minlength=len(share))
    split = 2 * (shares(ratings, at_least=2) - agreed / (given >= 2).sum())
    found = []
    for name, p, apart in zip(ratings.categories, share.tolist(), split.tolist(), strict=True):
        chance = 2 * p * (1 - p)
        if chance <= 0:
            found.append(CategoryValue(category=name, value=None, because=one_category()))
        else:
            found.append(CategoryValue(category=name, value=1 - apart / chance))
    return tuple(found)
