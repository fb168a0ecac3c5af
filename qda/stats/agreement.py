"""Many codes at once, each present or absent in a unit: every coefficient of agreement, per code and overall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qda.model.wording import _
from qda.stats.coefficient import Coefficient
from qda.stats.intervals import Interval, interval_of_draws, interval_of_left_out, members_of, no_interval
from qda.stats.presence import Patterns, patterns_of
from qda.stats.presence_intervals import grouped, values
from qda.stats.presence_points import Point
from qda.stats.presence_values import Statistic as Statistic
from qda.stats.presence_values import Sums
from qda.stats.ratings import Real, Whole

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jackknife:
    """Leave out each unit or group once.

    Attributes:
        level: Confidence, above 0 and below 1.
    """

    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """Draw units or groups with replacement.

    Attributes:
        draws: Resamples, 2 or more.
        seed: Seed of the generator; the same seed gives the same interval.
        level: Confidence, above 0 and below 1.
    """

    draws: int
    seed: int
    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One coefficient and how sure it is; `interval` is None exactly where none was asked for."""

    statistic: Statistic
    coefficient: Coefficient
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """How well the coders agree on where one code is.

    Attributes:
        code: Its name.
        given: Units that each coder gave the code, in the order of the coders.
        pairable: Units that two or more coders judged for this code.
        estimates: One for each `Statistic` that was asked for, in their order.
    """

    code: str
    given: tuple[int, ...]
    pairable: int
    estimates: tuple[Estimate, ...]

    def of(self, statistic: Statistic) -> Estimate:
        """The estimate of this coefficient.

        Raises:
            KeyError: it was not asked for.
        """
        return _of(self.estimates, statistic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement on all codes.

    Attributes:
        codes: One for each code, in their order.
        overall: Each coefficient over all codes in which it is defined: the mean of observed and of expected
            agreement (for α disagreement) over codes, then the coefficient of the means, each code counting the
            same; for percent agreement, Holsti's CR and Light's κ, which subtracts chance pair by pair, the plain
            mean. `units` and `ratings` count decisions, a unit once for each code.
        left_out: For each entry of `overall`: the codes in which that coefficient is undefined.
    """

    codes: tuple[CodeAgreement, ...]
    overall: tuple[Estimate, ...]
    left_out: tuple[tuple[str, ...], ...]

    def of(self, statistic: Statistic) -> Estimate:
        """The overall estimate of this coefficient.

        Raises:
            KeyError: it was not asked for.
        """
        return _of(self.overall, statistic)


def agreement_of_codes(
    presence: Flags,
    codes: Sequence[str],
    *,
    judged: Flags | None = None,
    statistics: Sequence[Statistic] = tuple(Statistic),
    intervals: Jackknife | Bootstrap | None = None,
    groups: Whole | None = None,
) -> Agreement:
    """Every coefficient for every code as the categories "no" and "yes", and over all codes.

    The values are those of the functions for one table (`cohen_kappa`, `krippendorff_alpha`, …), in time that does
    not grow with units times resamples: units with equal judgements are counted, not repeated. Resamples are drawn
    once for all codes, so that codes stay together as they stand in the units.

    Args:
        presence: Shape (coders, units, codes), bool (or 0 and 1): whether the coder gave the unit the code.
        codes: Names of the codes.
        judged: Shape (coders, units) or (coders, units, codes): whether the coder judged the unit (for that code).
            None says that every coder judged every unit: absence of a code is then a judgement.
        statistics: Which coefficients.
        intervals: How to compute intervals; None computes none.
        groups: Shape (units,): the document or informant of each unit, left out or drawn together. Needed where
            units of one text are not independent; None takes units for independent.

    Missing: each coefficient's own rule. Undefined: a `Coefficient` without value and with the reason; Cohen and
    Scott for other than two coders, all but the first two where nothing varies among the units judged twice.

    Raises:
        ValueError: shapes do not go together, a code stands in a unit not judged, or a level or a number of draws
            is out of range.

    Source: overall coefficients: De Vries, Elliott, Kanouse and Teleki (2008, pooled kappa; page not checked);
    the others at each function.
    """
    names = tuple(codes)
    if presence.ndim != 3 or presence.shape[2] != len(names):
        raise ValueError("presence must be (coders, units, codes), with one name for each code")
    patterns = patterns_of(presence, judged)
    asked = tuple(each for each in Statistic if each in statistics)
    with np.errstate(invalid="ignore", divide="ignore"):
        table = Sums(patterns.counts(), patterns.states)
        points = [Point.of(each, table) for each in asked]
        sure = [_intervals(patterns, points, intervals, groups)] if intervals is not None else []
        rows = [[*point.coefficients(len(names)), point.overall()] for point in points]
    estimates = [
        [
            Estimate(statistic=each, coefficient=found, interval=sure[0][each][place] if sure else None)
            for place, found in enumerate(row)
        ]
        for each, row in zip(asked, rows, strict=True)
    ]
    return Agreement(
        codes=tuple(
            CodeAgreement(
                code=name,
                given=tuple(round(count) for count in table.said[place].tolist()),
                pairable=round(float(table.pairable[place])),
                estimates=tuple(row[place] for row in estimates),
            )
            for place, name in enumerate(names)
        ),
        overall=tuple(row[-1] for row in estimates),
        left_out=tuple(
            tuple(name for name, each in zip(names, row[:-1], strict=True) if each.value is None) for row in rows
        ),
    )


def _of(estimates: tuple[Estimate, ...], statistic: Statistic) -> Estimate:
    for each in estimates:
        if each.statistic is statistic:
            return each
    raise KeyError(statistic)


def _intervals(
    patterns: Patterns, points: Sequence[Point], how: Jackknife | Bootstrap, groups: Whole | None
) -> dict[Statistic, list[Interval]]:
    """For each coefficient an interval for each code, and the last for all codes."""
    if isinstance(how, Bootstrap) and how.draws < 2:
        raise ValueError("a bootstrap needs two draws or more")
    over = len(members_of(patterns.units, groups, how.level))
    resamples = _Resamples(how=how, over=over, times=np.ones(over, dtype=np.int64), found={})
    if over >= 2:
        units = grouped(patterns, groups)
        blocks = units.left_out() if isinstance(how, Jackknife) else units.resampled(how.draws, how.seed)
        asked, defined = [point.statistic for point in points], {point.statistic: point.defined for point in points}
        found = values(asked, blocks, patterns, defined)
        resamples = _Resamples(how=how, over=over, times=units.times, found=found)
    return {
        point.statistic: [
            resamples.interval(point.statistic, place, value)
            for place, value in enumerate([*point.parts.value.tolist(), float(point.over.value)])
        ]
        for point in points
    }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Resamples:
    """Each coefficient in each resample, shape (resamples, codes + 1); over how many units or groups of which kinds."""

    how: Jackknife | Bootstrap
    over: int
    times: Whole
    found: dict[Statistic, Real]

    def interval(self, statistic: Statistic, place: int, value: float) -> Interval:
        """The interval of a coefficient for one code."""
        method, seed = ("jackknife", None) if isinstance(self.how, Jackknife) else ("bootstrap", self.how.seed)
        if np.isnan(value):
            because = _("the coefficient itself is undefined")
            return no_interval(method, self.how.level, because, seed=seed)
        if self.over < 2:
            because = _("there are fewer than two units or groups to leave out or draw from")
            return no_interval(method, self.how.level, because, seed=seed)
        found = self.found[statistic][:, place]
        if isinstance(self.how, Jackknife):
            return interval_of_left_out(value, found, self.times, level=self.how.level)
        found = found[~np.isnan(found)]
        how = self.how
        return interval_of_draws(found, draws=how.draws, over=self.over, seed=how.seed, level=how.level)
