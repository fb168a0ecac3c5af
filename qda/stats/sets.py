"""Units that may carry several codes at once: α with the distance of two sets, and one code at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qda.stats.coefficient import Coefficient, no_pair, one_category
from qda.stats.ratings import MISSING, Absent, Ratings, Real, Whole
from qda.stats.sets_overlap import overlaps

Flags = npt.NDArray[np.bool_]
Distance = Callable[[Flags, Flags], Real]
BySizes = Callable[[Real, Real, Real], Real]

_BLOCK = 1 << 24  # cells of the distance matrix held at a time: keeps memory flat
PRESENCE = ("no", "yes")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetRatings:
    """A set of codes for each unit and coder.

    Attributes:
        sets: Shape (units, coders, codes): whether the coder gave the unit the code.
        judged: Shape (units, coders): whether the coder judged the unit at all. A judged unit may have no code.
        codes: Names of the codes.
        absent: What a unit without rows was taken to mean; None where the caller gave full arrays.

    Raises:
        ValueError: the shapes do not go together, or a unit that was not judged carries a code.
    """

    sets: Flags
    judged: Flags
    codes: tuple[str, ...]
    absent: Absent | None = None

    def __post_init__(self) -> None:
        if self.sets.ndim != 3 or self.sets.shape != (*self.judged.shape, len(self.codes)):
            raise ValueError("sets must be (units, coders, codes) and judged (units, coders)")
        if (self.sets.any(axis=2) & ~self.judged).any():
            raise ValueError("a unit that was not judged carries a code")

    @property
    def units(self) -> int:
        """How many units there are, judged or not."""
        return int(self.judged.shape[0])

    def take(self, units: Whole) -> SetRatings:
        """The data of these units, repeated where they repeat."""
        return SetRatings(sets=self.sets[units], judged=self.judged[units], codes=self.codes, absent=self.absent)

    def patterns(self) -> Whole:
        """Shape (units,): the same number for units with equal data."""
        packed = np.packbits(np.concatenate([self.sets.reshape(self.units, -1), self.judged], axis=1), axis=1)
        return np.asarray(np.unique(packed, axis=0, return_inverse=True)[1], dtype=np.int64).reshape(-1)

    def of_code(self, code: int) -> Ratings:
        """One code alone, as the categories "no" and "yes"."""
        codes = np.where(self.judged, self.sets[:, :, code].astype(np.int64), MISSING)
        return Ratings(codes=codes, categories=PRESENCE, absent=self.absent)

    def each_code(self) -> Iterator[Ratings]:
        """Every code alone, in the order of `codes`."""
        return (self.of_code(code) for code in range(len(self.codes)))


def sets_of_rows(
    unit: Whole, coder: Whole, code: Whole, *, units: int, coders: int, codes: tuple[str, ...], absent: Absent
) -> SetRatings:
    """The data of a list of codings; the same coding twice counts once.

    Args:
        unit: Shape (rows,): number of the unit.
        coder: Shape (rows,): number of the coder.
        code: Shape (rows,): number of the code.
        units: How many units there are, with those that nobody coded.
        coders: How many coders there are.
        codes: Names of the codes.
        absent: What it means that a coder has no row for a unit: `NOT_CODED` makes it a judged unit without codes.
    """
    sets = np.zeros((units, coders, len(codes)), dtype=np.bool_)
    sets[unit, coder, code] = True
    judged = np.full((units, coders), absent is Absent.NOT_CODED, dtype=np.bool_)
    judged[unit, coder] = True
    return SetRatings(sets=sets, judged=judged, codes=codes, absent=absent)


def jaccard(sets: Flags, others: Flags | None = None) -> Real:
    """Shape (sets, others): 1 − |A ∩ B| / |A ∪ B|, 0–1; 0 for two empty sets. Jaccard (1912; page not checked).

    Args:
        sets: Shape (sets, codes).
        others: Shape (others, codes); None compares the sets with one another.
    """
    shared, size, other = _sizes(sets, sets if others is None else others)
    return _jaccard(size[:, None], other[None, :], shared)


def masi(sets: Flags, others: Flags | None = None) -> Real:
    """Shape (sets, others): 1 − J·M, 0–1, J the Jaccard similarity.

    M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they are disjoint. An empty
    set and another are disjoint.

    Args:
        sets: Shape (sets, codes).
        others: Shape (others, codes); None compares the sets with one another.

    Source: Passonneau (2006, p. 832; page not checked). Some programs print a different formula by this name.
    """
    shared, size, other = _sizes(sets, sets if others is None else others)
    return _masi(size[:, None], other[None, :], shared)


def krippendorff_alpha_sets(ratings: SetRatings, distance: Distance = masi) -> Coefficient:
    """α = 1 − Do / De for set-valued codes; `observed` and `expected` are mean distances of pairs, 0–1.

    Missing: units that fewer than two coders judged are left out; a judged unit without codes is an empty set.
    Undefined without a unit that two coders judged, and where all sets are equal. With a distance of the caller's, or
    sets of very many codes, time grows with the square of the number of different sets.

    Args:
        ratings: The data.
        distance: `masi` or `jaccard`, used as it is (not squared).

    Source: Passonneau (2006); Artstein and Poesio (2008, p. 567; page not checked).
    """
    name = f"Krippendorff's α ({distance.__name__})"
    given = ratings.judged.sum(axis=1)
    pairable = given >= 2
    if not pairable.any():
        return Coefficient(name=name, value=None, because=no_pair())
    kept = ratings.judged & pairable[:, None]
    different, number = _different(ratings.sets[kept])
    if len(different) < 2:
        return Coefficient(name=name, value=None, because=one_category())
    n, frequencies = int(kept.sum()), np.bincount(number, minlength=len(different)).astype(np.float64)
    place = np.full(kept.shape, MISSING, dtype=np.int64)
    place[kept] = number
    table = Ratings(codes=place, categories=tuple(map(str, range(len(different)))))
    share = 2 / np.maximum(given - 1, 1)
    first, second, weight = (np.concatenate(each) for each in zip(*_pairs(table, share), strict=True))
    counted = overlaps(different, frequencies) if distance in _BY_SIZES else None
    if counted is None:
        observed, expected = _compared(different, frequencies, (first, second, weight), distance)
    else:
        observed = _paired(different, (first, second, weight), _BY_SIZES[distance])
        sizes: Real = np.indices(counted.shape).astype(np.float64)
        expected = float((counted * _BY_SIZES[distance](sizes[0], sizes[1], sizes[2])).sum())
    observed, expected = observed / n, expected / (n * (n - 1))
    return Coefficient(
        name=name,
        value=1 - observed / expected,
        observed=observed,
        expected=expected,
        units=int(pairable.sum()),
        ratings=n,
    )


def _compared(
    different: Flags, frequencies: Real, pairs: tuple[Whole, Whole, Real], distance: Distance
) -> tuple[float, float]:
    """Sums of observed and of all distances, each two different sets compared."""
    first, second, weight = pairs
    observed = expected = 0.0
    rows = max(_BLOCK // len(different), 1)
    order = np.argsort(first, kind="stable")
    first, second, weight = first[order], second[order], weight[order]
    for start in range(0, len(different), rows):
        apart = distance(different[start : start + rows], different)
        low, high = np.searchsorted(first, [start, start + rows])
        observed += float((apart[first[low:high] - start, second[low:high]] * weight[low:high]).sum())
        expected += float(frequencies[start : start + rows] @ apart @ frequencies)
    return observed, expected


def _paired(different: Flags, pairs: tuple[Whole, Whole, Real], by_sizes: BySizes) -> float:
    """Sum of observed distances, each pair of judgements compared."""
    size = different.sum(axis=1).astype(np.float64)
    rows, observed = max(_BLOCK // max(different.shape[1], 1), 1), 0.0
    for start in range(0, len(pairs[0]), rows):
        first, second, weight = (each[start : start + rows] for each in pairs)
        shared = (different[first] & different[second]).sum(axis=1).astype(np.float64)
        observed += float((by_sizes(size[first], size[second], shared) * weight).sum())
    return observed


def _jaccard(one: Real, two: Real, shared: Real) -> Real:
    """By the sizes of two sets and the codes that they share."""
    union = one + two - shared
    return np.asarray(np.where(union > 0, 1 - shared / np.maximum(union, 1), 0.0), dtype=np.float64)


def _masi(one: Real, two: Real, shared: Real) -> Real:
    equal = (shared == one) & (shared == two)
    likeness = np.select([equal, shared == 0, shared == np.minimum(one, two)], [1.0, 0.0, 2 / 3], 1 / 3)
    return np.asarray(1 - (1 - _jaccard(one, two, shared)) * likeness, dtype=np.float64)


_BY_SIZES: dict[Distance, BySizes] = {jaccard: _jaccard, masi: _masi}


def _pairs(table: Ratings, share: Real) -> Iterator[tuple[Whole, Whole, Real]]:
    return ((first, second, share[units]) for units, first, second in table.pairs())


def _sizes(sets: Flags, others: Flags) -> tuple[Real, Real, Real]:
    one, two = sets.astype(np.float64), others.astype(np.float64)
    return one @ two.T, one.sum(axis=1), two.sum(axis=1)


def _different(sets: Flags) -> tuple[Flags, Whole]:
    packed = np.packbits(sets, axis=1)
    if not packed.shape[1]:
        return sets[:1], np.zeros(len(sets), dtype=np.int64)
    keys = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).reshape(-1)
    found, first, number = np.unique(keys, return_index=True, return_inverse=True)
    del found
    return sets[first], np.asarray(number, dtype=np.int64).reshape(-1)
