"""Who put which unit into which category: the table that every coefficient of agreement starts from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

MISSING = -1  # in `Ratings.codes`: this coder did not judge this unit
NOTHING = "∅"  # the category of a unit that a coder saw and left uncoded


class Absent(StrEnum):
    """What it means that a coder has no row for a unit. Nothing in the data tells: only the caller knows.

    The choice moves a coefficient as far as from good agreement to worse than chance on the same rows, so no
    builder has a default for it.
    """

    MISSING = "missing"  # the coder did not judge the unit: nothing is known
    NOT_CODED = "not-coded"  # the coder judged the unit and gave it nothing: a category of its own


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """One category for each unit and coder.

    Attributes:
        codes: Shape (units, coders): position in `categories`, −1 where missing.
        categories: Names, in their order (ordinal distances and linear or quadratic weights go by it). Categories
            that nobody used count where a coefficient goes by their number (Brennan–Prediger, Gwet).
        values: Shape (categories,): the numbers that interval and ratio distances go by; None where they are names.
        coders_known: False where only the counts of each unit were known, so that a column is no coder.
        absent: What a missing row was taken to mean; None where the caller gave a full table.

    Raises:
        ValueError: the table is not two-dimensional, a code is out of range, or `values` has another length.
    """

    codes: Whole
    categories: tuple[str, ...]
    values: Real | None = None
    coders_known: bool = True
    absent: Absent | None = None

    def __post_init__(self) -> None:
        if self.codes.ndim != 2:
            raise ValueError(f"codes must be (units, coders), not of {self.codes.ndim} dimensions")
        if self.codes.size and (self.codes.min() < MISSING or self.codes.max() >= len(self.categories)):
            raise ValueError("a code is not the position of a category")
        if self.values is not None and self.values.shape != (len(self.categories),):
            raise ValueError("there must be one value for each category")

    @property
    def units(self) -> int:
        """How many units the table has, judged or not."""
        return int(self.codes.shape[0])

    @property
    def coders(self) -> int:
        """How many columns the table has."""
        return int(self.codes.shape[1])

    def take(self, units: Whole) -> Ratings:
        """The table of these units, repeated where they repeat."""
        return Ratings(
            codes=self.codes[units],
            categories=self.categories,
            values=self.values,
            coders_known=self.coders_known,
            absent=self.absent,
        )

    def patterns(self) -> Whole:
        """Shape (units,): the same number for units whose rows are equal."""
        if not self.coders:
            return np.zeros(self.units, dtype=np.int64)
        found = np.unique(self.codes, axis=0, return_inverse=True)[1]
        return np.asarray(found, dtype=np.int64).reshape(-1)

    def of_coders(self, first: int, second: int) -> Ratings:
        """The table of two coders."""
        return Ratings(
            codes=self.codes[:, [first, second]],
            categories=self.categories,
            values=self.values,
            coders_known=self.coders_known,
            absent=self.absent,
        )

    def used(self) -> Whole:
        """Positions of the categories that occur, ascending."""
        return np.flatnonzero(np.bincount(self.codes[self.codes >= 0], minlength=len(self.categories)))

    def pairs(self) -> Iterator[tuple[Whole, Whole, Whole]]:
        """For each two columns: the units that both judged, and what each said of them."""
        for one, two in combinations(range(self.coders), 2):
            units = np.flatnonzero((self.codes[:, one] >= 0) & (self.codes[:, two] >= 0))
            yield units, self.codes[units, one], self.codes[units, two]


def ratings_of_rows(
    unit: Whole,
    coder: Whole,
    code: Whole,
    *,
    units: int,
    coders: int,
    categories: Sequence[str],
    absent: Absent,
) -> Ratings:
    """The table of a list of codings, at most one for each unit and coder.

    Args:
        unit: Shape (rows,): number of the unit, 0 to `units` − 1.
        coder: Shape (rows,): number of the coder, 0 to `coders` − 1.
        code: Shape (rows,): position in `categories`.
        units: How many units there are, with those that nobody coded.
        coders: How many coders there are.
        categories: Names of the codes.
        absent: What it means that a coder has no row for a unit. `NOT_CODED` adds the category ∅ at the end.

    Raises:
        ValueError: a coder gave a unit two codes; such material is a `SetRatings`.
    """
    codes = np.full((units, coders), MISSING, dtype=np.int64)
    if len(np.unique(unit * max(coders, 1) + coder)) != len(unit):
        raise ValueError("a coder gave one unit two codes")
    codes[unit, coder] = code
    names = tuple(categories)
    if absent is Absent.NOT_CODED:
        codes[codes == MISSING] = len(names)
        names += (NOTHING,)
    return Ratings(codes=codes, categories=names, absent=absent)


def ratings_of_numbers(table: Real) -> Ratings:
    """The table of numeric judgements, NaN where missing; the categories are the numbers that occur, ascending."""
    given = ~np.isnan(table)
    values, found = np.unique(table[given], return_inverse=True)
    codes = np.full(table.shape, MISSING, dtype=np.int64)
    codes[given] = found.reshape(-1)
    return Ratings(codes=codes, categories=tuple(f"{value:g}" for value in values), values=values.astype(np.float64))


def ratings_of_crosstab(table: Whole, categories: Sequence[str]) -> Ratings:
    """Two coders' units back from their cross-table: rows the first coder, columns the second, cells whole counts."""
    first, second = np.indices(table.shape)
    codes = np.column_stack([np.repeat(first.ravel(), table.ravel()), np.repeat(second.ravel(), table.ravel())])
    return Ratings(codes=codes.astype(np.int64), categories=tuple(categories))


def ratings_of_counts(counts: Whole, categories: Sequence[str]) -> Ratings:
    """Units back from how many coders gave each category, shape (units, categories); who said what is not known."""
    given = counts.sum(axis=1)
    codes = np.full((len(counts), int(given.max(initial=0))), MISSING, dtype=np.int64)
    for row, unit in enumerate(counts):
        codes[row, : given[row]] = np.repeat(np.arange(counts.shape[1]), unit)
    return Ratings(codes=codes, categories=tuple(categories), coders_known=False)
