"""Krippendorff's α for unitizing in its first form, of 1995 and 2004: how far the coders' cuts lie apart.

It goes by squared distances of ends, value by value, so passages of different values may overlap. The form of 2016
(`unitizing_2016`) goes by lengths instead; the two give different numbers on the same data and are not to be mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient
from qda.stats.continuum import (
    Continuum,
    Unit,
    ValueAgreement,
    check_coders,
    check_overlaps,
    nothing_marked,
    too_few_readers,
    values_of,
)
from qda.stats.ratings import Real, Whole

FORM = "Krippendorff 1995/2004"
NAME = "Krippendorff's αU (1995/2004)"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitizingAlpha:
    """Unitizing α of 1995/2004.

    Attributes:
        form: Which of Krippendorff's two forms this is.
        alpha: Over all values; `observed` is Do, `expected` De, each the mean over the values, from 0. `units` are the
            passages that counted, `ratings` the positions judged: coders times length.
        per_value: α of each value, in the order of the values; a value that the (drawn) texts lack is undefined.
        texts: Texts that counted: those that all coders read.
        left_out: Texts that did not.
    """

    form: str
    alpha: Coefficient
    per_value: tuple[ValueAgreement, ...]
    texts: int
    left_out: int

    def of(self, value: str) -> Coefficient:
        """α of one value.

        Raises:
            KeyError: there is no such value.
        """
        return {each.value: each.agreement for each in self.per_value}[value]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally1995:
    """What the coefficient needs of each text, so that texts can be drawn again without looking at passages.

    Attributes:
        values: The values, in order.
        coders: How many coders there are.
        left_out: Texts that not all coders read; they are not in the arrays.
        times: Shape (texts,): how often each text was drawn, once each at first.
        lengths: Shape (texts,): positions.
        squares: Shape (texts, values): Σδ² over pairs of coders.
        unit_text: Shape (units,): the text of each passage.
        unit_value: Shape (units,): position in `values`.
        unit_length: Shape (units,).
        unit_gaps: Shape (units, 2): the part of the gaps that are of this value and at least as long as the passage.
        gap_text: Shape (gaps,): the text of each gap; gaps by value and length, ascending.
        gap_length: Shape (gaps,).
    """

    values: tuple[str, ...]
    coders: int
    left_out: int
    times: Whole
    lengths: Whole
    squares: Real
    unit_text: Whole
    unit_value: Whole
    unit_length: Whole
    unit_gaps: Whole
    gap_text: Whole
    gap_length: Whole

    @property
    def units(self) -> int:
        """How many texts there are to draw from."""
        return int(self.times.sum())

    def take(self, units: Whole) -> Self:
        """The tally of these texts, repeated where they repeat."""
        drawn = np.repeat(np.arange(len(self.times)), self.times)[units]
        return replace(self, times=np.bincount(drawn, minlength=len(self.times)))

    def patterns(self) -> Whole:
        """Shape (texts,): every text is its own."""
        return np.arange(self.units)


def tally_1995(texts: Sequence[Continuum], values: Sequence[str] | None = None) -> Tally1995:
    """Measure the texts once; `unitizing_alpha_1995` and `intervals.bootstrap` take what comes back.

    Missing: a text that a coder did not read is left out, since this form compares all coders over one length.

    Args:
        texts: One text or more, each with the same coders in the same order.
        values: The values to compare; None for all that were used. Passages with other values are left out.

    Raises:
        ValueError: passages of one coder and one value overlap, or the texts have different numbers of coders.
    """
    coders = check_coders(texts)
    check_overlaps(texts)
    names = values_of(texts) if values is None else tuple(values)
    read = [text for text in texts if len(text.readers()) == coders]
    squares = np.zeros((len(read), len(names)))
    place = {name: number for number, name in enumerate(names)}
    units: list[Whole] = []
    gaps: list[Whole] = []
    for number, text in enumerate(read):
        cuts = [_by_value(each or (), place) for each in text.coders]
        for value in range(len(names)):
            spans = [each.get(value, np.empty((0, 2), dtype=np.int64)) for each in cuts]
            squares[number, value] = sum(squared_distance(one, two) for one, two in combinations(spans, 2))
            units += [_rows(number, value, span[:, 1] - span[:, 0]) for span in spans]
            gaps += [_rows(number, value, _gaps(text, span)) for span in spans]
    return _tally(names, coders, read, len(texts) - len(read), squares, _stack(units), _stack(gaps))


def unitizing_alpha_1995(tally: Tally1995) -> UnitizingAlpha:
    """α = 1 − Do / De of each value and of all, over the texts of a tally.

    Over several texts, passages are expected anywhere in the length of all, and no gap runs from one text into the
    next. Undefined with fewer than two coders, without a text that all read, where nobody marked anything, and where
    De is 0.

    Source: Krippendorff (1995, pp. 56–61; pages not checked); Krippendorff (2004, pp. 251–255; pages not checked).
    """
    because = too_few_readers(tally.coders) if tally.coders < 2 or not tally.units else ""
    observed, expected, counts = _disagreements(tally) if not because else _nothing(tally)
    judged = tally.coders * int(tally.times @ tally.lengths)
    per_value = tuple(
        ValueAgreement(
            value=name,
            agreement=_alpha(float(observed[n]), float(expected[n]), int(counts[n]), judged, because),
        )
        for n, name in enumerate(tally.values)
    )
    share = max(len(tally.values), 1)
    alpha = _alpha(float(observed.sum()) / share, float(expected.sum()) / share, int(counts.sum()), judged, because)
    return UnitizingAlpha(form=FORM, alpha=alpha, per_value=per_value, texts=tally.units, left_out=tally.left_out)


def squared_distance(one: Whole, two: Whole) -> float:
    """Σδ² of two coders on one value: for overlapping passages the squared distances of both ends, else the length².

    Args:
        one: Shape (units, 2): start and end of one coder's passages, ascending, without overlaps.
        two: The other's.
    """
    total = 0.0
    for these, those, both in ((one, two, True), (two, one, False)):
        first = np.searchsorted(those[:, 1], these[:, 0], side="right")
        beyond = np.searchsorted(those[:, 0], these[:, 1], side="left")
        alone = these[beyond <= first]
        total += float(((alone[:, 1] - alone[:, 0]).astype(np.float64) ** 2).sum())
        if both:
            met = np.maximum(beyond - first, 0)
            left = np.repeat(np.arange(len(these)), met)
            right = np.arange(int(met.sum())) - np.repeat(np.cumsum(met) - met - first, met)
            total += float(((these[left] - those[right]).astype(np.float64) ** 2).sum())
    return total


def _disagreements(tally: Tally1995) -> tuple[Real, Real, Whole]:
    """Do, De and the number of passages of each value."""
    number = len(tally.values)
    length = float(tally.times @ tally.lengths)
    judged = tally.coders * length
    observed = 2 * (tally.times @ tally.squares) / (tally.coders * (tally.coders - 1) * length**2)
    weight = tally.times[tally.unit_text].astype(np.float64)
    counts = np.bincount(tally.unit_value, weights=weight, minlength=number)
    size = tally.unit_length.astype(np.float64)
    of_gaps = tally.times[tally.gap_text].astype(np.float64)
    many, long = _running(of_gaps), _running(of_gaps * tally.gap_length)
    low, high = tally.unit_gaps[:, 0], tally.unit_gaps[:, 1]
    free = long[high] - long[low] - (many[high] - many[low]) * (size - 1)
    shifted = (counts[tally.unit_value] - 1) * (2 * size**3 - 3 * size**2 + size) / 3 + size**2 * free
    above = np.bincount(tally.unit_value, weights=weight * shifted, minlength=number)
    own = np.bincount(tally.unit_value, weights=weight * size * (size - 1), minlength=number)
    below = judged * (judged - 1) - own
    expected = np.divide(2 / length * above, below, out=np.zeros(number), where=below > 0)
    return np.asarray(observed, dtype=np.float64), expected, counts.astype(np.int64)


def _nothing(tally: Tally1995) -> tuple[Real, Real, Whole]:
    number = len(tally.values)
    return np.zeros(number), np.zeros(number), np.zeros(number, dtype=np.int64)


def _alpha(observed: float, expected: float, units: int, judged: int, because: str) -> Coefficient:
    if not because and not units:
        because = nothing_marked()
    if not because and expected <= 0:
        because = _("no disagreement is to be expected by chance, so agreement cannot be told from it")
    if because:
        return Coefficient(name=NAME, value=None, because=because, units=units, ratings=judged)
    return Coefficient(
        name=NAME,
        value=1 - observed / expected,
        observed=observed,
        expected=expected,
        units=units,
        ratings=judged,
    )


def _tally(
    names: tuple[str, ...], coders: int, read: list[Continuum], left_out: int, squares: Real, units: Whole, gaps: Whole
) -> Tally1995:
    gaps = gaps[np.lexsort((gaps[:, 2], gaps[:, 1]))]
    step = max((text.length for text in read), default=0) + 1
    keys = gaps[:, 1] * step + gaps[:, 2]
    low = np.searchsorted(keys, units[:, 1] * step + units[:, 2], side="left")
    high = np.searchsorted(keys, (units[:, 1] + 1) * step, side="left")
    return Tally1995(
        values=names,
        coders=coders,
        left_out=left_out,
        times=np.ones(len(read), dtype=np.int64),
        lengths=np.array([text.length for text in read], dtype=np.int64),
        squares=squares,
        unit_text=units[:, 0],
        unit_value=units[:, 1],
        unit_length=units[:, 2],
        unit_gaps=np.stack([low, high], axis=1),
        gap_text=gaps[:, 0],
        gap_length=gaps[:, 2],
    )


def _by_value(units: Sequence[Unit], place: dict[str, int]) -> dict[int, Whole]:
    found: dict[int, list[tuple[int, int]]] = {}
    for unit in sorted(units):
        if unit.value in place:
            found.setdefault(place[unit.value], []).append((unit.start, unit.end))
    return {value: np.array(spans, dtype=np.int64) for value, spans in found.items()}


def _gaps(text: Continuum, spans: Whole) -> Whole:
    """The lengths of what lies before, between and after the passages, where it has any."""
    starts = np.append(spans[:, 0], text.start + text.length)
    ends = np.insert(spans[:, 1], 0, text.start)
    return np.asarray((starts - ends)[starts > ends], dtype=np.int64)


def _rows(text: int, value: int, lengths: Whole) -> Whole:
    return np.stack([np.full(len(lengths), text), np.full(len(lengths), value), lengths], axis=1)


def _stack(rows: list[Whole]) -> Whole:
    return np.concatenate(rows) if rows else np.empty((0, 3), dtype=np.int64)


def _running(values: Real) -> Real:
    return np.concatenate([[0.0], np.cumsum(values)])
