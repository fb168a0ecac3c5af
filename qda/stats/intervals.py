"""How sure a coefficient is: leave out a unit, or draw units again. Coders are never left out or drawn.

Segments of one text are not independent of each other: give their documents (or informants) as `groups`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Protocol, Self, TypeVar

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient
from qda.stats.ratings import Real, Whole


class Resampled(Protocol):
    """Data that can be taken unit by unit: `Ratings` and `SetRatings`."""

    @property
    def units(self) -> int:
        """How many units there are."""

    def take(self, units: Whole) -> Self:
        """The data of these units, repeated where they repeat."""

    def patterns(self) -> Whole:
        """Shape (units,): the same number for units with equal data."""


Data = TypeVar("Data", bound=Resampled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval.

    Attributes:
        method: "jackknife", "bootstrap", or "sampling" (γ: how its chance disorder varies).
        level: Confidence, 0–1.
        low: Lower bound; None where undefined. A jackknife bound may lie above 1 or below −1.
        high: Upper bound.
        error: Standard error.
        because: Why it is undefined; "" where there is one.
        over: How many units or groups were left out or drawn from.
        draws: Resamples in which the coefficient was defined.
        undefined: Resamples in which it was not; they are left out, and many of them make the interval doubtful.
        seed: The seed of a bootstrap.
    """

    method: str
    level: float
    low: float | None
    high: float | None
    error: float | None
    because: str = ""
    over: int = 0
    draws: int = 0
    undefined: int = 0
    seed: int | None = None


def jackknife(
    data: Data,
    coefficient: Callable[[Data], Coefficient],
    *,
    groups: Whole | None = None,
    level: float = 0.95,
) -> Interval:
    """Leave out each unit once: error √((n − 1)/n Σ (θ₋ᵢ − θ̄)²), bounds θ ± t error with n − 1 degrees of freedom.

    Units with equal data are computed once. Undefined where the coefficient is, with fewer than two units or groups,
    and where leaving one out leaves no coefficient: its weight rests on that unit alone.

    Args:
        data: The data; units that fewer than two coders judged are left out like the others.
        coefficient: A coefficient of this package.
        groups: Shape (units,): the document or informant of each unit, left out together; None leaves out units.
        level: Confidence, above 0 and below 1.

    Raises:
        ValueError: `groups` has another length than the units, or `level` is out of range.

    Source: Efron (1982; page not checked); for α: Hughes (2022; page not checked).
    """
    members = members_of(data.units, groups, level)
    whole = coefficient(data)
    if whole.value is None:
        return no_interval("jackknife", level, whole.because)
    if len(members) < 2:
        return no_interval("jackknife", level, _("there are fewer than two units or groups to leave out"))
    left, times = left_out_values(data, coefficient, members, single=groups is None)
    return interval_of_left_out(whole.value, left, times, level=level)


def left_out_values(
    data: Data, coefficient: Callable[[Data], Coefficient], members: list[Whole], *, single: bool
) -> tuple[Real, Whole]:
    """The coefficient without each member, and how many members are alike.

    Args:
        data: The data.
        coefficient: A coefficient of this package.
        members: From `members_of`.
        single: Whether each is one unit, so that units with equal data need computing only once.

    Returns:
        Both of shape (kinds,): the coefficient, NaN where undefined; how many members are of that kind.
    """
    left: dict[int, float] = {}
    times: dict[int, int] = {}
    patterns = data.patterns() if single else np.arange(data.units)
    for member in members:
        pattern = int(patterns[member[0]])
        times[pattern] = times.get(pattern, 0) + 1
        if pattern not in left:
            value = coefficient(data.take(np.delete(np.arange(data.units), member))).value
            left[pattern] = np.nan if value is None else value
    return np.array([left[each] for each in times]), np.array(list(times.values()), dtype=np.int64)


def interval_of_left_out(value: float, left: Real, times: Whole, *, level: float) -> Interval:
    """The jackknife's interval from the coefficients that remained.

    Args:
        value: The coefficient of all data.
        left: Shape (kinds,): the coefficient without one unit or group of each kind; NaN where it is undefined.
        times: Shape (kinds,): how many units or groups are of that kind; their sum is two or more.
        level: Confidence.
    """
    used, often = left[times > 0], times[times > 0]
    if np.isnan(used).any():
        return no_interval("jackknife", level, left_undefined())
    n = int(often.sum())
    middle = float((used * often).sum()) / n
    error = float(np.sqrt((n - 1) / n * (often * (used - middle) ** 2).sum()))
    reach = student_quantile((1 + level) / 2, n - 1) * error
    return Interval(
        method="jackknife", level=level, low=value - reach, high=value + reach, error=error, over=n, draws=n
    )


def bootstrap(
    data: Data,
    coefficient: Callable[[Data], Coefficient],
    *,
    draws: int,
    seed: int,
    groups: Whole | None = None,
    level: float = 0.95,
) -> Interval:
    """Draw as many units (or groups) as there are, with replacement; percentile bounds. Same seed, same interval.

    Observed and expected agreement are both computed anew, unlike Krippendorff's own bootstrap, which keeps De.
    Undefined where the coefficient is, with fewer than two units or groups, and where no resample has one.

    Args:
        data: The data; a unit that fewer than two coders judged can be drawn like the others.
        coefficient: A coefficient of this package.
        draws: Resamples, 2 or more; 1,000 is customary.
        seed: Seed of the generator.
        groups: Shape (units,): the document or informant of each unit, drawn together; None draws units.
        level: Confidence, above 0 and below 1.

    Raises:
        ValueError: `groups` has another length than the units, or `level` or `draws` is out of range.

    Source: Efron and Tibshirani (1993, chapter 13; page not checked).
    """
    if draws < 2:
        raise ValueError("a bootstrap needs two draws or more")
    members = members_of(data.units, groups, level)
    whole = coefficient(data)
    if whole.value is None:
        return no_interval("bootstrap", level, whole.because, seed=seed)
    if len(members) < 2:
        return no_interval("bootstrap", level, _("there are fewer than two units or groups to draw from"), seed=seed)
    found = drawn_values(data, coefficient, members, draws=draws, seed=seed, single=groups is None)
    return interval_of_draws(found, draws=draws, over=len(members), seed=seed, level=level)


def drawn_values(
    data: Data, coefficient: Callable[[Data], Coefficient], members: list[Whole], *, draws: int, seed: int, single: bool
) -> Real:
    """Shape (resamples in which it is defined,): the coefficient of members drawn with replacement.

    Args:
        data: The data.
        coefficient: A coefficient of this package.
        members: From `members_of`.
        draws: Resamples.
        seed: Seed of the generator.
        single: Whether each member is one unit.
    """
    generator = np.random.default_rng(seed)
    found: list[float] = []
    for _draw in range(draws):
        drawn = generator.integers(len(members), size=len(members))
        chosen = drawn if single else np.concatenate([members[group] for group in drawn])
        value = coefficient(data.take(chosen)).value
        if value is not None:
            found.append(value)
    return np.array(found, dtype=np.float64)


def interval_of_draws(found: Real, *, draws: int, over: int, seed: int, level: float) -> Interval:
    """The percentile interval of the coefficients that resamples gave, shape (defined resamples,)."""
    if len(found) < 2:
        because = _("the coefficient is undefined in nearly every resample")
        return no_interval("bootstrap", level, because, seed=seed)
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Interval(
        method="bootstrap",
        level=level,
        low=float(low),
        high=float(high),
        error=float(np.std(found, ddof=1)),
        over=over,
        draws=len(found),
        undefined=draws - len(found),
        seed=seed,
    )


def left_undefined() -> str:
    """The reason where the jackknife meets data without a coefficient."""
    return _("leaving out one unit or group leaves the coefficient undefined")


def student_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t for a whole number of degrees of freedom; the normal one above 1,000.

    Args:
        probability: At least .5, below 1.
        freedom: Degrees of freedom, 1 or more.

    Source: Abramowitz and Stegun (1964, 26.7.3 and 26.7.4), inverted by halving.
    """
    if freedom > 1000:
        return NormalDist().inv_cdf(probability)
    low, high = 0.0, np.pi / 2
    for _half in range(80):
        middle = (low + high) / 2
        if (1 + _within(middle, freedom)) / 2 < probability:
            low = middle
        else:
            high = middle
    return float(np.sqrt(freedom) * np.tan((low + high) / 2))


def _within(angle: float, freedom: int) -> float:
    """The probability that |t| < √freedom · tan(angle)."""
    sine, cosine = float(np.sin(angle)), float(np.cos(angle))
    if freedom == 1:
        return 2 * angle / float(np.pi)
    odd = freedom % 2
    step = np.arange(1, (freedom - odd) // 2)
    ratios = (2 * step - 1 + odd) / (2 * step + odd) * cosine**2
    total = 1.0 + float(np.cumprod(ratios).sum())
    if odd:
        return 2 / float(np.pi) * (angle + sine * cosine * total)
    return sine * total


def members_of(units: int, groups: Whole | None, level: float) -> list[Whole]:
    """The units of each group, groups in ascending order."""
    if not 0 < level < 1:
        raise ValueError("the level of confidence must lie between 0 and 1")
    if groups is None:
        return list(np.arange(units, dtype=np.int64).reshape(-1, 1))
    if groups.shape != (units,):
        raise ValueError("there must be one group for each unit")
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order])) + 1
    return [each for each in np.split(order, starts) if len(each)]


def no_interval(method: str, level: float, because: str, seed: int | None = None) -> Interval:
    """An interval that is undefined, and why."""
    return Interval(method=method, level=level, low=None, high=None, error=None, because=because, seed=seed)
