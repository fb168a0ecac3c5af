"""α over sets of codes from counts, so that documents or units can be drawn again without comparing sets anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient, one_category
from qda.stats.ratings import Real, Whole
from qda.stats.sets import Distance, SetRatings

MOST_SETS = 4000  # different sets whose distances are held at once: 128 MB


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetTally:
    """What α over sets needs of each row; a row is a group of units, or all units with equal data.

    Attributes:
        name: Of the distance.
        times: Shape (rows,): how often the row counts.
        observed: Shape (rows,): Σ over its units of the distances of pairs, each pair by 2 / (judges − 1).
        frequencies: Shape (rows, sets): how often each set was given in its pairable units.
        pairable: Shape (rows,): units that two coders judged.
        apart: Shape (sets, sets): distances.
        across: Shape (rows, rows): Σ of the distances of every judgement in a row to every one in another; None where
            there are more rows than sets, so that going by sets is less work.
    """

    name: str
    times: Whole
    observed: Real
    frequencies: Real
    pairable: Whole
    apart: Real
    across: Real | None = None

    @property
    def units(self) -> int:
        """How many groups or units there are to draw from."""
        return int(self.times.sum())

    def take(self, units: Whole) -> Self:
        """The tally of these groups or units, repeated where they repeat."""
        drawn = np.repeat(np.arange(len(self.times)), self.times)[units]
        return replace(self, times=np.bincount(drawn, minlength=len(self.times)))

    def patterns(self) -> Whole:
        """Shape (units,): the row of each."""
        return np.repeat(np.arange(len(self.times)), self.times)


def tally_sets(
    ratings: SetRatings, distance: Distance, *, weight: Whole | None = None, groups: Whole | None = None
) -> SetTally | None:
    """Count the sets of each group, or of each pattern of units; None where there are more than `MOST_SETS`.

    Args:
        ratings: The data, one entry a unit.
        distance: `masi` or `jaccard`.
        weight: Shape (units,): how many units an entry stands for; None for one.
        groups: Shape (units,): what is drawn together; None draws units.
    """
    given = ratings.judged.sum(axis=1)
    counts = np.ones(ratings.units, dtype=np.int64) if weight is None else weight
    kept = ratings.judged & (given >= 2)[:, None]
    packed = np.packbits(ratings.sets.reshape(-1, len(ratings.codes)), axis=1).reshape(*kept.shape, -1)
    different, number = np.unique(packed[kept], axis=0, return_inverse=True)
    if len(different) > MOST_SETS:
        return None
    sets = np.unpackbits(different, axis=1, count=len(ratings.codes)).astype(np.bool_)
    place = np.full(kept.shape, -1, dtype=np.int64)
    place[kept] = np.asarray(number).reshape(-1)
    apart = distance(sets, sets)
    if groups is None:
        rows, row = np.unique(place, axis=0, return_inverse=True)
        row = np.asarray(row).reshape(-1)
        times = np.bincount(row, weights=counts).astype(np.int64)
        place, each = rows, np.ones(len(rows), dtype=np.int64)
        row = np.arange(len(rows))
    else:
        row = np.asarray(np.unique(groups, return_inverse=True)[1]).reshape(-1)
        times, each = np.ones(int(row.max(initial=-1)) + 1, dtype=np.int64), counts
    return _counted(distance.__name__, place, row, each, times, apart)


def _counted(name: str, place: Whole, row: Whole, each: Whole, times: Whole, apart: Real) -> SetTally:
    n = len(times)
    judges = (place >= 0).sum(axis=1)
    share = 2 * each / np.maximum(judges - 1, 1)
    observed = np.zeros(n)
    frequencies = np.zeros((n, len(apart)))
    for one, two in combinations(range(place.shape[1]), 2):
        both = (place[:, one] >= 0) & (place[:, two] >= 0)
        far = apart[place[both, one], place[both, two]] * share[both]
        observed += np.bincount(row[both], weights=far, minlength=n)
    for rater in range(place.shape[1]):
        has = place[:, rater] >= 0
        np.add.at(frequencies, (row[has], place[has, rater]), each[has])
    pairable = np.bincount(row, weights=each * (judges >= 2), minlength=n).astype(np.int64)
    return SetTally(
        name=name,
        times=times,
        observed=observed,
        frequencies=frequencies,
        pairable=pairable,
        apart=apart,
        across=frequencies @ apart @ frequencies.T if n <= len(apart) else None,
    )


def krippendorff_alpha_tally(tally: SetTally) -> Coefficient:
    """α = 1 − Do / De from counts; the value of `krippendorff_alpha_sets`, missing and undefined as there.

    Source: Passonneau (2006); Artstein and Poesio (2008, p. 567; page not checked).
    """
    name = f"Krippendorff's α ({tally.name})"
    pairable = int(tally.times @ tally.pairable)
    if not pairable:
        return Coefficient(name=name, value=None, because=_("no unit was coded by two coders"))
    n = float(tally.times @ tally.frequencies.sum(axis=1))
    if tally.across is not None:
        expected = float(tally.times @ tally.across @ tally.times) / (n * (n - 1))
    else:
        each = tally.times @ tally.frequencies
        expected = float(each @ tally.apart @ each) / (n * (n - 1))
    if expected <= 0:
        return Coefficient(name=name, value=None, because=one_category())
    observed = float(tally.times @ tally.observed) / n
    return Coefficient(
        name=name,
        value=1 - observed / expected,
        observed=observed,
        expected=expected,
        units=pairable,
        ratings=round(n),
    )
