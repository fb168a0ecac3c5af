"""Krippendorff's α for unitizing in its second form, of 2016 and 2019: how much of the text coders mark alike.

A family of four: uα for marking and coding together, |uα for marking alone, cuα for the codes where marks meet, and
(k)uα for one code there. It goes by shared lengths; the form of 1995 (`unitizing`) by squared distances of ends, and
the two give different numbers on the same data.

The family needs one value at each position. Where a coder gave two codes to one place, only each code by itself,
against everything else, can be compared: `each_value_alone`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient, one_category
from qda.stats.continuum import (
    Continuum,
    Unit,
    ValueAgreement,
    check_coders,
    check_overlaps,
    nothing_marked,
    several_values,
    too_few_readers,
    values_of,
)
from qda.stats.ratings import Real, Whole

FORM = "Krippendorff et al. 2016"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitizingAlpha2016:
    """The family of unitizing α of 2016.

    In each coefficient `observed` and `expected` are shares, 0–1, of the lengths compared that disagree; `units` are
    the passages that counted, `ratings` the positions judged, summed over coders.

    Attributes:
        form: Which of Krippendorff's two forms this is.
        alpha: uα, marking and coding.
        marking: |uα, marked or not.
        coding: cuα, the codes where passages of two coders meet.
        per_value: (k)uα, one code where passages meet, with the share of it that met any.
        texts: Texts that counted: those that two coders or more read.
        left_out: Texts that did not.
    """

    form: str
    alpha: Coefficient
    marking: Coefficient
    coding: Coefficient
    per_value: tuple[ValueAgreement, ...]
    texts: int
    left_out: int

    def of(self, value: str) -> Coefficient:
        """(k)uα of one value.

        Raises:
            KeyError: there is no such value.
        """
        return {each.value: each.agreement for each in self.per_value}[value]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally2016:
    """What the family needs of each text; lengths, summed over coders. The last column of `marks` arrays is the gap.

    Attributes:
        values: The values, in order; the gap is none of them.
        coders: How many coders there are.
        left_out: Texts that fewer than two coders read; they are not in the arrays.
        several: Whether a coder gave two of the values to one position, for which the family has no meaning.
        passages: Shape (texts, values): passages.
        lengths: Shape (texts, values + 1): ℓ of each value, and of the gap.
        same: Shape (texts, values + 1): ℓ of a value with itself.
        own: Shape (texts, values + 1): pairs that lie within one passage, squared lengths; of the gap, lengths.
        met: Shape (texts, values): ℓ of each value with any value but the gap.
        met_own: Shape (texts, values): squared, of each passage, the length that meets other coders' passages.
    """

    values: tuple[str, ...]
    coders: int
    left_out: int
    several: bool
    passages: Real
    lengths: Real
    same: Real
    own: Real
    met: Real
    met_own: Real

    @property
    def units(self) -> int:
        """How many texts there are to draw from."""
        return len(self.lengths)

    def take(self, units: Whole) -> Self:
        """The tally of these texts, repeated where they repeat."""
        return replace(
            self,
            passages=self.passages[units],
            lengths=self.lengths[units],
            same=self.same[units],
            own=self.own[units],
            met=self.met[units],
            met_own=self.met_own[units],
        )

    def patterns(self) -> Whole:
        """Shape (texts,): every text is its own."""
        return np.arange(self.units)


def tally_2016(texts: Sequence[Continuum], values: Sequence[str] | None = None) -> Tally2016:
    """Measure the texts once; `unitizing_alpha_2016` and `intervals.bootstrap` take what comes back.

    Missing: a coder who did not read a text is left out of it; a text that fewer than two read is left out whole.

    Args:
        texts: One text or more, each with the same coders in the same order.
        values: The values to compare; None for all that were used. Passages with other values count as gap.

    Raises:
        ValueError: passages of one coder and one value overlap, or the texts have different numbers of coders.
    """
    coders = check_coders(texts)
    check_overlaps(texts)
    names = values_of(texts) if values is None else tuple(values)
    chosen = frozenset(names)
    read = _read(texts)
    kept = [
        [[unit for unit in units if unit.value in chosen] for units in text.coders if units is not None]
        for text in read
    ]
    return _tally(names, coders, read, kept, len(texts) - len(read))


def unitizing_alpha_2016(tally: Tally2016) -> UnitizingAlpha2016:
    """The family over the texts of a tally, 1 − Do / De each.

    Lengths are summed over the texts; each text weighs by its length and readers. Undefined, each with its reason:
    where no two coders read one text, nobody marked anything, a coder gave two values to one position, or chance
    gives no disagreement (one value throughout); cuα and (k)uα also where no passages of two coders meet.

    With three coders or more, a passage counts in cuα by the share of the other coders whose passages it meets, in the
    coincidences and in the pairs of itself with itself alike; programs that mix the two can exceed 1.

    Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016; pages not checked); Krippendorff (2019, section 12.6;
    pages not checked). Held to numbers worked from the formulas of published software (uα for two and three coders,
    |uα and cuα for two), not to the papers' printed examples.
    """
    because = _why_not(tally)
    passages = int(tally.passages.sum())
    judged = round(float(tally.lengths.sum()))
    whole = _Sums(tally.lengths.sum(axis=0), tally.same.sum(axis=0), float(tally.own.sum()))
    marked = _Sums(
        np.array([whole.each[:-1].sum(), whole.each[-1]]),
        np.array([whole.total - 2 * whole.each[-1] + whole.same[-1], whole.same[-1]]),
        whole.own,
    )
    met = _Sums(tally.met.sum(axis=0), tally.same.sum(axis=0)[:-1], float(tally.met_own.sum()))
    apart = "" if met.total > 0 else _("no passage of one coder meets a passage of another")
    return UnitizingAlpha2016(
        form=FORM,
        alpha=_alpha("Krippendorff's uα (2016)", whole, because, passages, judged),
        marking=_alpha("Krippendorff's |uα (2016)", marked, because, passages, judged),
        coding=_alpha("Krippendorff's cuα (2016)", met, because or apart, passages, judged),
        per_value=_per_value(tally, met, because, judged),
        texts=tally.units,
        left_out=tally.left_out,
    )


def each_value_alone(texts: Sequence[Continuum], values: Sequence[str] | None = None) -> tuple[ValueAgreement, ...]:
    """uα of each value against everything else, marked or not; passages of different values may overlap.

    With one value uα and |uα are the same number. For an interval, tally the value by itself:
    `tally_2016(texts, [value])`.

    Args:
        texts: One text or more, each with the same coders in the same order.
        values: The values; None for all that were used.

    Raises:
        ValueError: passages of one coder and one value overlap, or the texts have different numbers of coders.
    """
    coders = check_coders(texts)
    check_overlaps(texts)
    read = _read(texts)
    by_value = [[_by_value(units) for units in text.coders if units is not None] for text in read]
    found = []
    for name in values_of(texts) if values is None else tuple(values):
        kept = [[units.get(name, []) for units in readers] for readers in by_value]
        tally = _tally((name,), coders, read, kept, len(texts) - len(read))
        found.append(ValueAgreement(value=name, agreement=unitizing_alpha_2016(tally).alpha))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Lengths of each value (`each`), of each with itself (`same`), and pairs within one passage (`own`)."""

    each: Real
    same: Real
    own: float

    @property
    def total(self) -> float:
        return float(self.each.sum())

    @property
    def below(self) -> float:
        return self.total - self.own / self.total


@dataclass(frozen=True, slots=True)
class _Cut:
    """One coder's passages in a text: bounds, values, and the text as a row of passages and gaps."""

    starts: Whole
    ends: Whole
    values: Whole
    bounds: Whole
    labels: Whole

    @classmethod
    def of(cls, text: Continuum, units: Sequence[Unit], place: dict[str, int]) -> _Cut:
        ordered = sorted(units)
        starts = np.array([unit.start for unit in ordered], dtype=np.int64)
        ends = np.array([unit.end for unit in ordered], dtype=np.int64)
        values = np.array([place[unit.value] for unit in ordered], dtype=np.int64)
        gap = len(place)
        inner = np.stack([starts, ends], axis=1).ravel()
        bounds = np.concatenate([[text.start], inner, [text.start + text.length]])
        labels = np.append(gap, np.stack([values, np.full(len(values), gap)], axis=1).ravel())
        real = np.diff(bounds) > 0
        return cls(starts, ends, values, np.append(bounds[:-1][real], bounds[-1]), labels[real])

    def marked_until(self, places: Whole) -> Real:
        """How much the coder marked before each place."""
        known = np.stack([self.starts, self.ends], axis=1).ravel().astype(np.float64)
        size = self.ends - self.starts
        done = np.cumsum(size)
        if not len(known):
            return np.zeros(len(places))
        return np.asarray(np.interp(places, known, np.stack([done - size, done], axis=1).ravel()), dtype=np.float64)


def _read(texts: Sequence[Continuum]) -> list[Continuum]:
    return [text for text in texts if len(text.readers()) >= 2]


def _by_value(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.value, []).append(unit)
    return found


def _tally(
    names: tuple[str, ...], coders: int, read: list[Continuum], kept: list[list[list[Unit]]], left_out: int
) -> Tally2016:
    """The tally of the texts that were read, from the passages, text by text and reader by reader, to count."""
    place = {name: number for number, name in enumerate(names)}
    several = any(several_values(units) for readers in kept for units in readers)
    rows = [
        _measure(text, [] if several else [_Cut.of(text, units, place) for units in readers], len(names))
        for text, readers in zip(read, kept, strict=True)
    ]
    return Tally2016(
        values=names,
        coders=coders,
        left_out=left_out,
        several=several,
        passages=_table([row[0] for row in rows], len(names)),
        lengths=_table([row[1] for row in rows], len(names) + 1),
        same=_table([row[2] for row in rows], len(names) + 1),
        own=_table([row[3] for row in rows], len(names) + 1),
        met=_table([row[4] for row in rows], len(names)),
        met_own=_table([row[5] for row in rows], len(names)),
    )


_Row = tuple[Real, Real, Real, Real, Real, Real]


def _measure(text: Continuum, cuts: list[_Cut], values: int) -> _Row:
    """The rows of one text, in the order of the arrays of `Tally2016`."""
    passages, met, met_own = np.zeros(values), np.zeros(values), np.zeros(values)
    lengths, same, own = np.zeros(values + 1), np.zeros(values + 1), np.zeros(values + 1)
    others = max(len(cuts) - 1, 1)
    for cut in cuts:
        size = (cut.ends - cut.starts).astype(np.float64)
        passages += np.bincount(cut.values, minlength=values)
        lengths[:-1] += np.bincount(cut.values, weights=size, minlength=values)
        own[:-1] += np.bincount(cut.values, weights=size**2, minlength=values)
        gap = text.length - float(size.sum())
        lengths[-1] += gap
        own[-1] += gap
        shares = [other.marked_until(cut.ends) - other.marked_until(cut.starts) for other in cuts if other is not cut]
        share = np.sum(shares, axis=0) / others
        met += np.bincount(cut.values, weights=share, minlength=values)
        met_own += np.bincount(cut.values, weights=share**2, minlength=values)
    for one, two in combinations(cuts, 2):
        same += 2 * _shared(one, two, values + 1) / others
    return passages, lengths, same, own, met, met_own


def _shared(one: _Cut, two: _Cut, labels: int) -> Real:
    """Shape (labels,): the length to which both coders gave the same label."""
    bounds = np.union1d(one.bounds, two.bounds)
    first = one.labels[np.searchsorted(one.bounds, bounds[:-1], side="right") - 1]
    second = two.labels[np.searchsorted(two.bounds, bounds[:-1], side="right") - 1]
    alike = first == second
    found = np.bincount(first[alike], weights=np.diff(bounds)[alike], minlength=labels)
    return np.asarray(found, dtype=np.float64)


def _why_not(tally: Tally2016) -> str:
    if tally.coders < 2 or not tally.units:
        return too_few_readers(tally.coders)
    if tally.several:
        return _("a coder gave two codes to one place, and this form allows one; compare each code by itself")
    return "" if tally.passages.any() else nothing_marked()


def _alpha(name: str, sums: _Sums, because: str, units: int, judged: int) -> Coefficient:
    if because:
        return Coefficient(name=name, value=None, because=because, units=units, ratings=judged)
    chance = (sums.total**2 - float((sums.each**2).sum())) / sums.below
    if np.count_nonzero(sums.each) < 2 or chance <= 0:
        return Coefficient(name=name, value=None, because=one_category(), units=units, ratings=judged)
    apart = sums.total - float(sums.same.sum())
    return Coefficient(
        name=name,
        value=1 - apart / chance,
        observed=apart / sums.total,
        expected=chance / sums.total,
        units=units,
        ratings=judged,
    )


def _per_value(tally: Tally2016, met: _Sums, because: str, judged: int) -> tuple[ValueAgreement, ...]:
    found = []
    own, passages, lengths = tally.met_own.sum(axis=0), tally.passages.sum(axis=0), tally.lengths.sum(axis=0)
    for number, value in enumerate(tally.values):
        each, whole = float(met.each[number]), float(lengths[number])
        agreement = _of_value(met, number, float(own[number]), int(passages[number]), because, judged)
        coverage = each / whole if whole > 0 and not because else None
        found.append(ValueAgreement(value=value, agreement=agreement, coverage=coverage))
    return tuple(found)


def _of_value(met: _Sums, number: int, own: float, units: int, because: str, judged: int) -> Coefficient:
    """1 − (ε.k / ℓ.k) (ℓ.k − ℓkk) / (ε.k − εkk), over what meets."""
    name = "Krippendorff's (k)uα (2016)"
    each = float(met.each[number])
    if not because and not units:
        because = _("nobody used this code")
    if not because and each <= 0:
        because = _("no passage with this code meets a passage of another coder")
    if not because and np.count_nonzero(met.each) < 2:
        because = one_category()
    if because:
        return Coefficient(name=name, value=None, because=because, units=units, ratings=judged)
    every = (each * met.total - own) / met.below
    other = each * (met.total - each) / met.below
    apart = each - float(met.same[number])
    return Coefficient(
        name=name,
        value=1 - (every / each) * apart / other,
        observed=apart / each,
        expected=other / every,
        units=units,
        ratings=judged,
    )


def _table(rows: list[Real], width: int) -> Real:
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)
