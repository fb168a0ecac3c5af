"""Agreement without correction for chance.

One category used throughout gives 1, which is true of what it says: these coefficients subtract no chance.
"""

from __future__ import annotations

import numpy as np

from qda.stats.coefficient import Coefficient, why_not
from qda.stats.ratings import Ratings, Real


def percent_agreement(ratings: Ratings, *, disagreement: Real | None = None) -> Coefficient:
    """The share of agreeing pairs of coders, averaged over units; any number of coders.

    Missing: units with fewer than two judgements are left out; in the others each pair of judgements counts
    1 / (r (r − 1) / 2). Undefined where no unit has two judgements.

    Args:
        ratings: The data.
        disagreement: Weights from `weights`; None counts every disagreement the same.

    Source: Fleiss (1971, p. 379) for m coders; Gwet (2014; page not checked) for missing judgements.
    """
    because = why_not(ratings, chance=False)
    if because:
        return Coefficient(name="percent agreement", value=None, because=because)
    each = unit_agreement(ratings, disagreement)
    given = (ratings.codes >= 0).sum(axis=1)
    value = float(each[given >= 2].mean())
    return Coefficient(
        name="percent agreement",
        value=value,
        observed=value,
        units=int((given >= 2).sum()),
        ratings=int(given[given >= 2].sum()),
    )


def unit_agreement(ratings: Ratings, disagreement: Real | None = None) -> Real:
    """Shape (units,): the agreement of the pairs of judgements in each unit, 0–1; 0 where there is no pair."""
    agreeing = np.zeros(ratings.units)
    for units, first, second in ratings.pairs():
        same = first == second if disagreement is None else 1.0 - disagreement[first, second]
        agreeing[units] += same
    given = (ratings.codes >= 0).sum(axis=1)
    return np.asarray(agreeing / np.maximum(given * (given - 1) / 2, 1), dtype=np.float64)


def holsti(ratings: Ratings) -> Coefficient:
    """2 M / (N₁ + N₂): agreed decisions over the decisions both coders made; for more coders the mean of all pairs.

    Missing: a decision that only one coder made counts in N, so unlike percent agreement it lowers the value.
    Undefined where the coders are not known, or where no unit has two judgements.

    Source: Holsti (1969, p. 140; page not checked).
    """
    because = why_not(ratings, who=True, chance=False)
    if because:
        return Coefficient(name="Holsti's CR", value=None, because=because)
    made = (ratings.codes >= 0).sum(axis=0)
    agreed = [int((first == second).sum()) for _units, first, second in ratings.pairs()]
    one, two = np.triu_indices(ratings.coders, 1)
    decisions = made[one] + made[two]
    shares = 2 * np.array(agreed)[decisions > 0] / decisions[decisions > 0]
    value = float(shares.mean())
    return Coefficient(
        name="Holsti's CR",
        value=value,
        observed=value,
        units=int((ratings.codes >= 0).any(axis=1).sum()),
        ratings=int(made.sum()),
    )
