"""Many codes at once, each present or absent in a unit: every coefficient of agreement, per code and overall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from qda.stats.coefficient import Coefficient
from qda.stats.intervals import Interval
from qda.stats.ratings import Whole

Flags = npt.NDArray[np.bool_]


class Statistic(StrEnum):
    """The coefficients, in the order in which they are given back."""

    PERCENT = "percent"
    HOLSTI = "holsti"
    COHEN = "cohen"  # two coders only
    SCOTT = "scott"  # two coders only
    LIGHT = "light"
    CONGER = "conger"
    FLEISS = "fleiss"
    ALPHA = "alpha"  # Krippendorff's, nominal
    BRENNAN_PREDIGER = "brennan-prediger"
    PABAK = "pabak"
    AC1 = "ac1"


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
    raise NotImplementedError


def _of(estimates: tuple[Estimate, ...], statistic: Statistic) -> Estimate:
    for each in estimates:
        if each.statistic is statistic:
            return each
    raise KeyError(statistic)
