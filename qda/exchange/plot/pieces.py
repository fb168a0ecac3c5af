"""A plot in parts that each fit on a page: further rows, columns, events or leaves under the same axis."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from typing import TypeVar

from qda.exchange.plot.figure import drawn, figure
from qda.exchange.plot.ink import Frame, unlinked
from qda.exchange.svg import Figure, bare, size_of
from qda.model.plot import Marks, Plot
from qda.model.plot_marks import Bars, Happening, Heat, Timeline, Tree

_Thing = TypeVar("_Thing")
_LEGEND = 40.0  # pixels at least that go to a legend
_ROUNDED = 5.0  # the rim of a bare picture, rounded up


def pieces(plot: Plot, width: float, height: float) -> tuple[Figure, ...]:
    """The figures that a plot takes on pages with so many pixels across and down, as few as there can be.

    A curve and a scatterplot stay whole, and so does what cannot be smaller: they may not fit.
    """
    frame = Frame(width=width)
    if isinstance(plot.marks, Timeline):
        return tuple(_filled(plot, plot.marks, frame, height))
    for parts in _ways(plot.marks, frame, height):
        made = tuple(figure(replace(plot, marks=marks), unlinked, part) for marks, part in parts)
        if all(_fits(one, width, height) for one in made):
            return made
    return made


def _filled(plot: Plot, marks: Timeline, frame: Frame, height: float) -> Iterator[Figure]:
    """Parts of a timeline, each with as many events as the page holds: a crowded year takes more room than a decade."""
    left = marks.happenings
    while True:
        made = _events(plot, marks, left, frame)
        if len(left) <= 1 or _fits(made, frame.width, height):
            yield made
            return
        first = bisect_left(
            range(1, len(left)),
            True,
            key=lambda n: not _fits(_events(plot, marks, left[:n], frame), frame.width, height),
        )
        n = max(1, first)
        yield _events(plot, marks, left[:n], frame)
        left = left[n:]


def _events(plot: Plot, marks: Timeline, happenings: tuple[Happening, ...], frame: Frame) -> Figure:
    return figure(replace(plot, marks=replace(marks, happenings=happenings)), unlinked, frame)


def _fits(one: Figure, width: float, height: float) -> bool:
    across, down = size_of(bare(one, width))
    return across <= width + _ROUNDED and down <= height + _ROUNDED


def _ways(marks: Marks, frame: Frame, height: float) -> Iterator[list[tuple[Marks, Frame]]]:
    """The marks in ever more parts, from as many as there must be to one thing a part."""
    match marks:
        case Heat() if marks.columns:
            yield from _heats(marks, frame, height)
        case Bars():
            reach = max((max(bar.value or 0, bar.of or 0) for bar in marks.bars), default=0)
            frame = replace(frame, reach=reach)
            for n in _numbers(marks, frame, height, len(marks.bars)):
                yield [(replace(marks, bars=part), frame) for part in _parted(marks.bars, n)]
        case Tree():
            for n in _numbers(marks, frame, height, len(marks.leaves)):
                rows = _parted(range(len(marks.leaves)), n)
                yield [(marks, replace(frame, leaves=(part[0], part[-1] + 1)) if n > 1 else frame) for part in rows]
        case other:
            yield [(other, frame)]


def _heats(marks: Heat, frame: Frame, height: float) -> Iterator[list[tuple[Marks, Frame]]]:
    """First as few columns as the width wants, then as few rows; rows stay together over their columns."""
    most = len(marks.columns)
    for across in range(1, most + 1):
        wide = [_columns(marks, span) for span in _parted(range(most), across)]
        if across == most or all(drawn(one, unlinked, frame).width <= frame.width for one in wide):
            break
    for n in _numbers(marks, frame, height, len(marks.rows)):
        yield [
            (replace(one, rows=tuple(one.rows[row] for row in rows)), frame)
            for rows in _parted(range(len(marks.rows)), n)
            for one in wide
        ]


def _columns(marks: Heat, span: Sequence[int]) -> Heat:
    rows = tuple(replace(row, cells=tuple(row.cells[c] for c in span)) for row in marks.rows)
    return replace(marks, columns=tuple(marks.columns[c] for c in span), rows=rows)


def _numbers(marks: Marks, frame: Frame, height: float, most: int) -> Iterator[int]:
    """How many parts it may be, from the number that the height of the whole wants."""
    least = int(drawn(marks, unlinked, frame).height // max(height - _LEGEND, 1.0)) or 1
    for n in count(least):
        yield min(n, most) or 1
        if n >= most:
            return


def _parted(things: Sequence[_Thing], n: int) -> list[tuple[_Thing, ...]]:
    """Things in `n` parts about as long, in their order."""
    ends = [len(things) * k // n for k in range(n + 1)]
    return [tuple(things[a:b]) for a, b in pairwise(ends)]
