"""Chance that does not grow with uneven margins: Brennan and Prediger's κ, PABAK, Gwet's AC1 and AC2.

All go by the number of categories in the codebook, `len(ratings.categories)`, used or not.
"""

from __future__ import annotations

import numpy as np

from qda.model.wording import _
from qda.stats import weights
from qda.stats.coefficient import Coefficient, why_not
from qda.stats.fleiss import linearised_error, shares, unit_mean
from qda.stats.percent import unit_agreement
from qda.stats.ratings import Ratings, Real


def gwet_ac1(ratings: Ratings) -> Coefficient:
    """AC1: pe = Σ π_k (1 − π_k) / (q − 1), π_k the mean share of category k over units.

    Missing: observed agreement goes over the units with two or more judgements, π_k over all with one. `error` is
    linearised over units. Undefined without a unit of two judgements, and where one category only was used (the
    formula would say 1).

    Source: Gwet (2008, p. 34; page not checked).
    """
    return _gwet("Gwet's AC1", ratings, weights.nominal(len(ratings.categories)))


def gwet_ac2(ratings: Ratings, disagreement: Real) -> Coefficient:
    """AC2: AC1 with weights, pe = T_w Σ π_k (1 − π_k) / (q (q − 1)), T_w the sum of all agreement weights.

    Missing and undefined as in `gwet_ac1`.

    Args:
        ratings: The data.
        disagreement: Shape (categories, categories), from `weights`.

    Source: Gwet (2014; page not checked).
    """
    return _gwet("Gwet's AC2", ratings, disagreement)


def brennan_prediger(ratings: Ratings, *, disagreement: Real | None = None) -> Coefficient:
    """κ_n with pe = 1 / q (weighted: T_w / q²), for two coders also Bennett's S.

    Missing: units with fewer than two judgements are left out. `error` is linearised over units. Undefined without
    a unit of two judgements, and where one category only was used.

    Args:
        ratings: The data.
        disagreement: Weights from `weights`; None counts every disagreement the same.

    Source: Brennan and Prediger (1981, p. 693; page not checked); Bennett, Alpert and Goldstein (1954).
    """
    return _constant("Brennan and Prediger's κ", ratings, disagreement)


def pabak(ratings: Ratings) -> Coefficient:
    """2 po − 1: κ adjusted for prevalence and bias, for two categories.

    Missing and undefined as in `brennan_prediger`; undefined too for other than two categories.

    Source: Byrt, Bishop and Carlin (1993, p. 425; page not checked).
    """
    if len(ratings.categories) != 2:
        because = _("it needs exactly two categories, and there are {n}").format(n=len(ratings.categories))
        return Coefficient(name="PABAK", value=None, because=because)
    return _constant("PABAK", ratings, None)


def _gwet(name: str, ratings: Ratings, disagreement: Real) -> Coefficient:
    because = why_not(ratings)
    if because:
        return Coefficient(name=name, value=None, because=because)
    q = len(ratings.categories)
    share = shares(ratings)
    total = float((1 - disagreement).sum()) / (q * (q - 1))
    expected = total * float((share * (1 - share)).sum())
    toward = total * unit_mean(ratings, 1 - share)
    return _corrected(name, ratings, disagreement, expected, toward)


def _constant(name: str, ratings: Ratings, disagreement: Real | None) -> Coefficient:
    because = why_not(ratings)
    if because:
        return Coefficient(name=name, value=None, because=because)
    apart = weights.nominal(len(ratings.categories)) if disagreement is None else disagreement
    expected = float((1 - apart).mean())
    return _corrected(name, ratings, apart, expected, np.full(ratings.units, expected))


def _corrected(name: str, ratings: Ratings, disagreement: Real, expected: float, toward: Real) -> Coefficient:
    if expected >= 1:
        return Coefficient(name=name, value=None, because=_("these weights expect no disagreement at all"))
    given = (ratings.codes >= 0).sum(axis=1)
    each = unit_agreement(ratings, disagreement)
    observed = float(each[given >= 2].mean())
    value = (observed - expected) / (1 - expected)
    return Coefficient(
        name=name,
        value=value,
        observed=observed,
        expected=expected,
        units=int((given > 0).sum()),
        ratings=int(given.sum()),
        error=linearised_error(ratings, each, toward, value=value, expected=expected),
    )
