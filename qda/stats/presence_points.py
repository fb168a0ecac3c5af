"""One coefficient of all data for every yes-or-no code, as the functions for one table give it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qda.model.wording import _
from qda.stats import presence_errors as errors
from qda.stats.coefficient import Coefficient, no_pair, one_category, other_number
from qda.stats.kappa import pair_without_kappa
from qda.stats.presence_intervals import overall
from qda.stats.presence_values import PARTS, Parts, Statistic, Sums
from qda.stats.ratings import Real

NAMES = {
    Statistic.PERCENT: "percent agreement",
    Statistic.HOLSTI: "Holsti's CR",
    Statistic.COHEN: "Cohen's κ",
    Statistic.SCOTT: "Scott's π",
    Statistic.LIGHT: "Light's κ",
    Statistic.CONGER: "Conger's κ",
    Statistic.FLEISS: "Fleiss' κ",
    Statistic.ALPHA: "Krippendorff's α (nominal)",
    Statistic.BRENNAN_PREDIGER: "Brennan and Prediger's κ",
    Statistic.PABAK: "PABAK",
    Statistic.AC1: "Gwet's AC1",
}
_OF_TWO = (Statistic.COHEN, Statistic.SCOTT)
_PAIRED = (Statistic.PERCENT, Statistic.COHEN, Statistic.SCOTT, Statistic.LIGHT, Statistic.ALPHA)  # count these units


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Point:
    """One coefficient of all data.

    Attributes:
        statistic: Which one.
        table: The codes, shape (codes,).
        parts: The coefficient of each code.
        over: The coefficient over the codes that have it, shape ().
        defined: Shape (codes,): 1 where the code has it, else NaN.
    """

    statistic: Statistic
    table: Sums
    parts: Parts
    over: Parts
    defined: Real

    @classmethod
    def of(cls, statistic: Statistic, table: Sums) -> Point:
        """Compute it."""
        parts = PARTS[statistic](table)
        defined = np.where(np.isnan(parts.value), np.nan, 1.0)
        over = overall(statistic, parts, defined)
        return cls(statistic=statistic, table=table, parts=parts, over=over, defined=defined)

    def coefficients(self, codes: int) -> list[Coefficient]:
        """One for each code."""
        units, ratings = self._counted()
        error, by_chance, maximum = self._errors()
        found = []
        for place in range(codes):
            if np.isnan(self.parts.value[place]):
                because = _why(self.statistic, self.table, place)
                found.append(Coefficient(name=NAMES[self.statistic], value=None, because=because))
                continue
            found.append(
                Coefficient(
                    name=NAMES[self.statistic],
                    value=float(self.parts.value[place]),
                    observed=_number(self.parts.observed, place),
                    expected=_number(self.parts.expected, place),
                    units=round(float(units[place])),
                    ratings=round(float(ratings[place])),
                    error=_number(error, place),
                    error_by_chance=_number(by_chance, place),
                    maximum=_number(maximum, place),
                )
            )
        return found

    def overall(self) -> Coefficient:
        """Over the codes that have it."""
        if np.isnan(self.over.value):
            because = _("it is undefined for every code")
            return Coefficient(name=NAMES[self.statistic], value=None, because=because)
        units, ratings = self._counted()
        return Coefficient(
            name=NAMES[self.statistic],
            value=float(self.over.value),
            observed=_number(np.atleast_1d(self.over.observed), 0),
            expected=None if self.over.expected is None else _number(np.atleast_1d(self.over.expected), 0),
            units=round(float(np.nansum(units * self.defined))),
            ratings=round(float(np.nansum(ratings * self.defined))),
        )

    def _counted(self) -> tuple[Real, Real]:
        if self.statistic in _PAIRED:
            return self.table.pairable, self.table.paired
        return self.table.judged, self.table.ratings

    def _errors(self) -> tuple[Real | None, Real | None, Real | None]:
        """Standard error, the same by chance, highest value by the margins."""
        match self.statistic:
            case Statistic.COHEN if self.table.coders == 2:
                error = errors.cohen_error(self.table, self.parts)
                return error, None, errors.cohen_maximum(self.table, self.parts)
            case Statistic.CONGER:
                return errors.conger_error(self.table, self.parts), None, None
            case Statistic.FLEISS:
                by_chance = errors.fleiss_error_by_chance(self.table)
                return errors.fleiss_error(self.table, self.parts), by_chance, None
            case Statistic.ALPHA:
                return errors.alpha_error(self.table), None, None
            case Statistic.BRENNAN_PREDIGER | Statistic.PABAK:
                return errors.even_error(self.table, self.parts), None, None
            case Statistic.AC1:
                return errors.ac1_error(self.table, self.parts), None, None
        return None, None, None


def _why(statistic: Statistic, table: Sums, place: int) -> str:
    """Why this code has no such coefficient, as the functions for one table say it."""
    if statistic in _OF_TWO and table.coders != 2:
        return other_number(2, table.coders)
    if not table.pairable[place]:
        return no_pair()
    if statistic is not Statistic.LIGHT or np.isnan(table.varied[place]):
        return one_category()
    one, two = np.triu_indices(table.coders, 1)
    for number, cells in enumerate(table.pairs[place]):
        if not cells.sum() or cells[0] == cells.sum() or cells[3] == cells.sum():
            reason = one_category() if cells.sum() else no_pair()
            return pair_without_kappa(int(one[number]), int(two[number]), reason)
    return one_category()


def _number(numbers: Real | None, place: int) -> float | None:
    if numbers is None or np.isnan(numbers[place]):
        return None
    return float(numbers[place])
