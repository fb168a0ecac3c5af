"""Jackknife and bootstrap for yes-or-no codes from counted patterns: all codes and coefficients in each resample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qda.stats.presence import Patterns
from qda.stats.presence_values import PARTS, Parts, Statistic, Sums
from qda.stats.ratings import Real, Whole

_CELLS = 1 << 23  # numbers held at a time in each large array: keeps memory flat


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouped:
    """Units in the groups that are left out or drawn together.

    Attributes:
        patterns: The units.
        kind: Shape (units,): the number of the unit's group; units that are alike share one where they are single.
        times: Shape (groups,): how many groups are of that kind; 1 each where groups were given.
        drawn: Shape (draws from,): the kind of each unit or group that can be drawn, in their order.
    """

    patterns: Patterns
    kind: Whole
    times: Whole
    drawn: Whole

    def left_out(self) -> Iterator[Real]:
        """Counts (kinds, codes, patterns) without one unit or group of each kind, some kinds at a time."""
        whole = self.patterns.counts()
        order = np.argsort(self.kind, kind="stable")
        first = np.searchsorted(self.kind[order], np.arange(len(self.times) + 1))
        single = len(self.drawn) != len(self.times)
        step = max(_CELLS // max(whole.size, 1), 1)
        for start in range(0, len(self.times), step):
            stop = min(start + step, len(self.times))
            members = order[first[start:stop]] if single else order[first[start] : first[stop]]
            some = Patterns(states=self.patterns.states, of=self.patterns.of[members])
            yield whole - some.counts_of_groups(self.kind[members] - start, stop - start)

    def resampled(self, draws: int, seed: int) -> Iterator[Real]:
        """Counts (draws, codes, patterns) of resamples, some draws at a time."""
        generator = np.random.default_rng(seed)
        step = max(_CELLS // max(len(self.times), 1), 1)
        for start in range(0, draws, step):
            often = np.empty((min(step, draws - start), len(self.times)), dtype=self._exact())
            for row in often:
                chosen = self.drawn[generator.integers(len(self.drawn), size=len(self.drawn))]
                row[:] = np.bincount(chosen, minlength=len(self.times))
            yield self._counted(often)

    def _counted(self, often: npt.NDArray[np.floating]) -> Real:
        """Counts (draws, codes, patterns) where each kind was drawn so often, some codes at a time."""
        patterns, kinds = self.patterns, len(self.times)
        whole = patterns.counts()
        found = np.zeros((len(often), *whole.shape))
        single = len(self.drawn) != kinds
        members = np.unique(self.kind, return_index=True)[1] if single else np.arange(patterns.units)
        for codes in _blocks((whole > 0).sum(axis=1), max(_CELLS // max(kinds, 1), 1)):
            rows, columns = np.nonzero(whole[codes] > 0)
            place = np.zeros((len(codes), whole.shape[1]), dtype=np.int64)
            place[rows, columns] = np.arange(len(rows))
            at = place[np.arange(len(codes)), patterns.of[np.ix_(members, codes)]]
            cells = np.zeros((kinds, len(rows)), dtype=often.dtype)
            if len(members) == kinds:
                cells[self.kind[members][:, None], at] = 1
            else:
                np.add.at(cells, (self.kind[members][:, None], at), 1)
            found[:, codes[rows], columns] = often @ cells
        return found

    def _exact(self) -> type[np.float32] | type[np.float64]:
        """Whole numbers up to the number of units are exact in it, and products of them are fast."""
        return np.float32 if self.patterns.units < 1 << 24 else np.float64


def grouped(patterns: Patterns, groups: Whole | None) -> Grouped:
    """Bring units into the groups that are drawn.

    Args:
        patterns: The units.
        groups: Shape (units,): document or informant of each unit; None: each unit for itself.
    """
    if groups is None:
        kind, times = patterns.kinds()
        return Grouped(patterns=patterns, kind=kind, times=times, drawn=kind)
    names, kind = np.unique(groups, return_inverse=True)
    ones = np.ones(len(names), dtype=np.int64)
    return Grouped(patterns=patterns, kind=kind.reshape(-1), times=ones, drawn=np.arange(len(names)))


def values(
    statistics: Sequence[Statistic], blocks: Iterator[Real], patterns: Patterns, defined: Mapping[Statistic, Real]
) -> dict[Statistic, Real]:
    """Each coefficient in each resample, shape (resamples, codes + 1), the last of all codes; NaN where undefined.

    Args:
        statistics: Which coefficients.
        blocks: Counts (resamples, codes, patterns).
        patterns: The units.
        defined: For each coefficient, shape (codes,): 1 where all data have it, NaN where they have not.
    """
    found: dict[Statistic, list[Real]] = {each: [] for each in statistics}
    for counts in blocks:
        sums = Sums(counts, patterns.states)
        for each in statistics:
            parts = PARTS[each](sums)
            over = overall(each, parts, defined[each])
            found[each].append(np.concatenate([parts.value, over.value[:, None]], axis=1))
    return {each: np.concatenate(rows) for each, rows in found.items()}


def overall(statistic: Statistic, parts: Parts, defined: Real) -> Parts:
    """The coefficient over codes: of the mean of observed and that of expected agreement; NaN without any code.

    Args:
        statistic: Which one.
        parts: Of shape (…, codes).
        defined: Shape (codes,): 1 for the codes that count, NaN for the others.
    """
    kept = ~np.isnan(parts.value * defined)
    if parts.expected is None:
        value = _mean(parts.value, kept)
        return Parts(value=value, observed=value if statistic is not Statistic.LIGHT else np.full_like(value, np.nan))
    observed, expected = _mean(parts.observed, kept), _mean(parts.expected, kept)
    value = 1 - observed / expected if statistic is Statistic.ALPHA else (observed - expected) / (1 - expected)
    return Parts(value=value, observed=observed, expected=expected)


def _mean(numbers: Real, kept: npt.NDArray[np.bool_]) -> Real:
    count = kept.sum(axis=-1)
    total = np.where(kept, numbers, 0.0).sum(axis=-1)
    return np.asarray(total / np.where(count > 0, count, np.nan), dtype=np.float64)


def _blocks(cells: Whole, most: int) -> Iterator[Whole]:
    """Codes in runs whose cells together are not more than `most`, or single."""
    start = total = 0
    for code, own in enumerate(cells.tolist()):
        if code > start and total + own > most:
            yield np.arange(start, code)
            start, total = code, 0
        total += own
    if len(cells):
        yield np.arange(start, len(cells))
