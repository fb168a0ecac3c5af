"""Any number of coders: Fleiss' κ, who need not be the same persons, and Conger's, who must be."""

from __future__ import annotations

import numpy as np

from qda.model.wording import _
from qda.stats import weights
from qda.stats.coefficient import CategoryValue, Coefficient, one_category, why_not
from qda.stats.percent import unit_agreement
from qda.stats.ratings import Ratings, Real, Whole


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
    only was used. `error` is the linearised standard error over units, each coder's margins counting as estimated.

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
    margins, who = _margins(ratings)
    m, total = len(margins), margins.sum(axis=0)
    own = float(((margins @ agreement) * margins).sum())
    expected = (float(total @ agreement @ total) - own) / (m * (m - 1))
    if expected >= 1:
        because = _("these weights expect no disagreement at all")
        return Coefficient(name="Conger's κ", value=None, because=because)
    given = (ratings.codes >= 0).sum(axis=1)
    each = unit_agreement(ratings, disagreement)
    observed = float(each[given >= 2].mean())
    value = (observed - expected) / (1 - expected)
    moves = [_margin_moves(column, own, (agreement + agreement.T) @ (total - own)) for column, own in who]
    toward = expected + int((given > 0).sum()) * np.sum(moves, axis=0) / (2 * m * (m - 1))
    return Coefficient(
        name="Conger's κ",
        value=value,
        observed=observed,
        expected=expected,
        units=int((given > 0).sum()),
        ratings=int(given.sum()),
        error=linearised_error(ratings, each, toward, value=value, expected=expected),
    )


def fleiss_error_1971(ratings: Ratings) -> float | None:
    """The standard error of Fleiss' κ that the paper of 1971 gives; None where κ is undefined.

    It holds for coders who code at random and was found to be too large: `fleiss_kappa` gives that of Fleiss, Nee
    and Landis (1979) as `error_by_chance`. Here to compare with older reports. None too where units differ in the
    number of their judgements.

    Source: Fleiss (1971, p. 380; page not checked).
    """
    given = (ratings.codes >= 0).sum(axis=1)
    if why_not(ratings) or (given != given.max()).any():
        return None
    m, share = int(given.max()), shares(ratings)
    expected = float((share**2).sum())
    spread = expected - (2 * m - 3) * expected**2 + 2 * (m - 2) * float((share**3).sum())
    return float(np.sqrt(2 * max(spread, 0.0) / (ratings.units * m * (m - 1))) / (1 - expected))


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


def _margins(ratings: Ratings) -> tuple[Real, list[tuple[Whole, Real]]]:
    """Shape (coders who judged anything, categories): each coder's shares; and each such coder's column with them."""
    found = []
    for column in ratings.codes.T:
        counts = np.bincount(column[column >= 0], minlength=len(ratings.categories))
        if counts.sum():
            found.append((column, np.asarray(counts / counts.sum(), dtype=np.float64)))
    return np.array([own for _column, own in found], dtype=np.float64), found


def _margin_moves(column: Whole, own: Real, gradient: Real) -> Real:
    """Shape (units,): how far each unit moves one coder's shares, along a gradient over categories."""
    judged = column >= 0
    moved = gradient[np.maximum(column, 0)] - float(own @ gradient)
    return np.asarray(np.where(judged, moved, 0.0) / judged.sum(), dtype=np.float64)


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
