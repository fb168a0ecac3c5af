"""Two further bootstraps: Krippendorff's own, of coincidences, and Efron's with correction for bias and skew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient
from qda.stats.intervals import (
    Data,
    Interval,
    drawn_values,
    interval_of_draws,
    left_out_values,
    left_undefined,
    members_of,
    no_interval,
)
from qda.stats.krippendorff import Level, coincidences, krippendorff_alpha, squared_distances
from qda.stats.ratings import Ratings, Whole

COINCIDENCES, CORRECTED = "bootstrap of coincidences", "bootstrap BCa"


def bootstrap_coincidences(
    ratings: Ratings, level: Level = Level.NOMINAL, *, draws: int, seed: int, confidence: float = 0.95
) -> Interval:
    """Krippendorff's own bootstrap of α: observed coincidences are drawn, and De is kept.

    Each resample draws M = min(25 Q, (m − 1) n.. / 2) coincidences by their observed shares, Q the cells of the matrix
    that are not empty, m the most judgements of a unit; α = 1 − mean δ² / De; percentile bounds. Resamples with one
    category only have no α and count as `undefined`. It takes the pairs of a unit for independent and De for known, so
    it is narrower than `intervals.bootstrap` over units: here to compare with programs that print it.

    Missing and undefined as in `krippendorff_alpha`.

    Args:
        ratings: The data.
        level: The distance.
        draws: Resamples, 2 or more; its author takes 20,000.
        seed: Seed of the generator; the same seed gives the same interval.
        confidence: Above 0 and below 1.

    Raises:
        ValueError: `confidence` or `draws` is out of range.

    Source: Krippendorff (2006, "Bootstrapping distributions for Krippendorff's alpha"; M and the treatment of resamples
    without variation not checked against the paper).
    """
    _check(draws)
    units = len(members_of(ratings.units, None, confidence))
    whole = krippendorff_alpha(ratings, level)
    if whole.value is None or not whole.expected:
        return no_interval(COINCIDENCES, confidence, whole.because, seed=seed)
    together = coincidences(ratings)
    squared = squared_distances(level, together.sum(axis=1), ratings.values)
    cells = np.flatnonzero(together)
    n = float(together.sum())
    most = int((ratings.codes >= 0).sum(axis=1).max())
    size = int(min(25 * len(cells), (most - 1) * n / 2))
    often = np.random.default_rng(seed).multinomial(size, together.ravel()[cells] / n, size=draws)
    found = 1 - often @ squared.ravel()[cells] / (size * whole.expected)
    alone = (often[:, squared.ravel()[cells] == 0] == size).any(axis=1)
    interval = interval_of_draws(found[~alone], draws=draws, over=units, seed=seed, level=confidence)
    return replace(interval, method=COINCIDENCES)


def bootstrap_corrected(
    data: Data,
    coefficient: Callable[[Data], Coefficient],
    *,
    draws: int,
    seed: int,
    groups: Whole | None = None,
    level: float = 0.95,
) -> Interval:
    """The bootstrap over units or groups with bounds corrected for bias and skew (BCa).

    Same resamples as `intervals.bootstrap` with this seed; the acceleration comes from leaving out each unit or group.
    Undefined where the coefficient is, with fewer than two units or groups, where leaving one out leaves no
    coefficient, and where all resamples lie on one side of the value.

    Args:
        data: The data.
        coefficient: A coefficient of this package.
        draws: Resamples, 2 or more; 2,000 are customary here.
        seed: Seed of the generator.
        groups: Shape (units,): the document or informant of each unit, drawn together; None draws units.
        level: Confidence, above 0 and below 1.

    Raises:
        ValueError: `groups` has another length than the units, or `level` or `draws` is out of range.

    Source: Efron (1987; page not checked).
    """
    _check(draws)
    members = members_of(data.units, groups, level)
    whole = coefficient(data).value
    if whole is None:
        return no_interval(CORRECTED, level, coefficient(data).because, seed=seed)
    if len(members) < 2:
        because = _("there are fewer than two units or groups to leave out or draw from")
        return no_interval(CORRECTED, level, because, seed=seed)
    left, times = left_out_values(data, coefficient, members, single=groups is None)
    if np.isnan(left).any():
        return no_interval(CORRECTED, level, left_undefined(), seed=seed)
    found = drawn_values(data, coefficient, members, draws=draws, seed=seed, single=groups is None)
    plain = interval_of_draws(found, draws=draws, over=len(members), seed=seed, level=level)
    below = float((found < whole).mean() + (found == whole).mean() / 2) if len(found) else 0.0
    if plain.low is None or not 0 < below < 1:
        because = plain.because or _("all resamples lie on one side of the coefficient")
        return no_interval(CORRECTED, level, because, seed=seed)
    off = float((left * times).sum() / times.sum()) - left
    spread = float((times * off**2).sum())
    skew = float((times * off**3).sum()) / (6 * spread**1.5) if spread else 0.0
    normal = NormalDist()
    shift = normal.inv_cdf(below)
    shares = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        reach = shift + normal.inv_cdf(share)
        shares.append(normal.cdf(shift + reach / (1 - skew * reach)))
    low, high = np.quantile(found, shares)
    return replace(plain, method=CORRECTED, low=float(low), high=float(high))


def _check(draws: int) -> None:
    if draws < 2:
        raise ValueError("a bootstrap needs two draws or more")
