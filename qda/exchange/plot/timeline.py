"""A timeline that runs downwards: each event where its time lies, its words beside it, pushed down where dense.

Where it would be a strip, it goes on at the top of a further column, as a page of a newspaper does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf, isinf

from qda.exchange.plot.ink import (
    DARK,
    FAINT,
    FILL,
    HEAD,
    SMALL,
    SOFT,
    TRACK,
    WHOLE,
    WORDS,
    Drawn,
    Frame,
    Link,
    circle,
    fitted,
    line,
    mark,
    path,
    rect,
    round_ticks,
)
from qda.exchange.svg import short, text
from qda.model.plot_marks import Happening, Timeline
from qda.model.wording import _

_AXIS, _SPAN, _BESIDE, _LINE, _GAP = 62.0, 7.0, 34.0, 14.0, 9.0
_WIDE, _NARROW, _COLUMN_GAP, _LINES, _SHORTEST = 600.0, 170.0, 18.0, 7, 260.0
_STRIP, _PAGE, _FOLDED, _BETWEEN = 1.7, 1.3, 380.0, 30.0  # height to width; pixels of a column, and between two
_MONTHS = 12
_VAGUE = 0.04  # years


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """An event's words: where they begin, and their lines."""

    happening: Happening
    head: str
    lines: tuple[str, ...]

    @property
    def tall(self) -> float:
        return (bool(self.head) + len(self.lines)) * _LINE


def timeline(marks: Timeline, link: Link, frame: Frame = WHOLE) -> Drawn:
    """Time runs downwards; the strip on the axis is as long as the time is vague.

    What is drawn for no width in particular is folded where it would be much higher than wide.
    """
    marks = replace(marks, happenings=tuple(sorted(marks.happenings, key=_middle)))
    whole = _column(marks, link, min(_WIDE, frame.width - _AXIS - _BESIDE))
    if not isinf(frame.width) or whole.height <= _STRIP * whole.width:
        return whole
    for n in range(2, len(marks.happenings) + 1):
        columns = [_column(part, link, _FOLDED) for part in _parted(marks, n)]
        width = sum(one.width for one in columns) + (n - 1) * _BETWEEN
        if max(one.height for one in columns) <= _PAGE * width:
            return _side_by_side(columns, width, whole.legend)
    return whole


def _middle(one: Happening) -> float:
    """Where its dot lies: words in another order would have strands that cross. Undated ones last, as they came."""
    return inf if one.start is None or one.end is None else (one.start + one.end) / 2


def _parted(marks: Timeline, n: int) -> list[Timeline]:
    """The events in at most so many runs that take about as much room, one after the other."""
    ends = list(accumulate(_block(one, _FOLDED / len(marks.lanes)).tall + _GAP for one in marks.happenings))
    cuts = sorted({0, len(ends), *(bisect_left(ends, ends[-1] * k / n) + 1 for k in range(1, n))})
    return [replace(marks, happenings=marks.happenings[a:b]) for a, b in pairwise(cuts) if a < b]


def _side_by_side(columns: Sequence[Drawn], width: float, legend: tuple[tuple[str, str], ...]) -> Drawn:
    """Columns from left to right; below each but the last stands where it goes on."""
    high = max(one.height for one in columns)
    body: list[str] = []
    x = 0.0
    for n, one in enumerate(columns, 1):
        body += [f'<g transform="translate({short(x)} 0)">\n', *one.body, "</g>\n"]
        if n < len(columns):
            look = f'font-style="italic" text-anchor="end" fill="{SOFT}"'
            body.append(
                text(x + one.width, high + 22, _("goes on at the top on the right, to a scale of its own"), SMALL, look)
            )
            middle = x + one.width + _BETWEEN / 2
            body.append(line(middle, 0, middle, high, f'stroke="{FAINT}"') + "\n")
        x += one.width + _BETWEEN
    return Drawn(body=tuple(body), width=width, height=high + 28, legend=legend)


def _column(marks: Timeline, link: Link, room: float) -> Drawn:
    """One axis with its lanes, their words in so many pixels."""
    wide = room - (len(marks.lanes) - 1) * _COLUMN_GAP
    column = max(_NARROW, wide / max(len(marks.lanes), 1))
    blocks = [_block(one, column) for one in marks.happenings if one.start is not None]
    undated = [_block(one, column) for one in marks.happenings if one.start is None]
    top = 40.0 if any(marks.lanes) else 12.0
    body = _lanes(marks, column)
    bottom = top
    if blocks:
        drawn, bottom = _dated(blocks, top, column, link)
        body += drawn
    if undated:
        body.append(text(_left(0, column), bottom + 30, _("Undated"), HEAD, 'font-weight="bold"'))
        drawn, bottom = _listed(undated, bottom + 40, column, link)
        body += drawn
    across = _left(len(marks.lanes) - 1, column) + column
    return Drawn(body=tuple(body), width=across, height=bottom, legend=_legend(blocks, marks.dot))


def _left(lane: int, column: float) -> float:
    return _AXIS + _BESIDE + lane * (column + _COLUMN_GAP)


def _lanes(marks: Timeline, column: float) -> list[str]:
    body = []
    for lane, words in enumerate(marks.lanes):
        if words:
            x = _left(lane, column)
            body.append(text(x, 14, fitted(words, HEAD, column, 1, bold=True)[0], HEAD, 'font-weight="bold"'))
            body.append(line(x, 21, x + column, 21, f'stroke="{TRACK}"') + "\n")
    return body


def _block(one: Happening, column: float) -> _Block:
    words = " ".join(part for part in (one.text, one.reference) if part)
    head = "" if one.said == _("undated") else fitted(one.said, WORDS, column, 1, bold=True)[0]
    return _Block(happening=one, head=head, lines=fitted(words, SMALL, column, _LINES))


def _dated(blocks: list[_Block], top: float, column: float, link: Link) -> tuple[list[str], float]:
    """The axis with its events; it is stretched until the words of the fullest lane have room."""
    first = min(one.happening.start or 0.0 for one in blocks)
    last = max(one.happening.end or 0.0 for one in blocks)
    fullest: dict[int, float] = {}
    for one in blocks:
        lane = one.happening.lane
        fullest[lane] = fullest.get(lane, 0.0) + one.tall + _GAP
    long = max(_SHORTEST, max(fullest.values()) * 0.92)
    scale = long / max(last - first, 1 / _MONTHS)

    def y(year: float) -> float:
        return top + 6 + (year - first) * scale

    body = [line(_AXIS, y(first) - 6, _AXIS, y(last) + 6, f'stroke="{DARK}" stroke-width="1.4"') + "\n"]
    for tick in _ticks(first, last):
        body.append(line(_AXIS - 5, y(tick.at), _AXIS, y(tick.at), f'stroke="{DARK}"') + "\n")
        body.append(text(_AXIS - 9, y(tick.at) + 3.8, tick.label, SMALL, f'text-anchor="end" fill="{SOFT}"'))
    middles = [y(((one.happening.start or 0.0) + (one.happening.end or 0.0)) / 2) for one in blocks]
    begins = _begins(blocks, middles, top)
    strands: list[str] = []
    for one, at, begin in zip(blocks, middles, begins, strict=True):
        lane = one.happening.lane
        start, end = y(one.happening.start or 0.0), y(one.happening.end or 0.0)
        strands.append(_strand(at, begin + _LINE / 2, _left(lane, column), lane))
        body.append(_words(one, begin, column, link, _dot(start, end, at, vague=_is_vague(one))))
    return [*strands, *body], max([y(last) + 6, *(b + one.tall + _GAP for b, one in zip(begins, blocks, strict=True))])


def _begins(blocks: list[_Block], middles: list[float], top: float) -> list[float]:
    """Where the words of each event begin: lane by lane as near to their time as leaves room for all."""
    begins = [0.0] * len(blocks)
    for lane in sorted({one.happening.lane for one in blocks}):
        mine = [n for n, one in enumerate(blocks) if one.happening.lane == lane]
        placed = spaced([middles[n] - _LINE / 2 for n in mine], [blocks[n].tall + _GAP for n in mine], top)
        for n, begin in zip(mine, placed, strict=True):
            begins[n] = begin
    return begins


def spaced(wanted: Sequence[float], rooms: Sequence[float], least: float) -> list[float]:
    """Beginnings of things one below the other, as near to the wanted ones as their rooms allow, by least squares.

    Args:
        wanted: Ascending.
        rooms: How much each takes before the next may begin.
        least: Nothing begins before.
    """
    before = [0.0]
    for room in rooms[:-1]:
        before.append(before[-1] + room)
    pools: list[list[float]] = []  # sum and number of what was shifted together
    for place, above in zip(wanted, before, strict=True):
        pools.append([place - above, 1.0])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, n = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += n
    free = [max(total / n, least) for total, n in pools for _one in range(int(n))]
    return [place + above for place, above in zip(free, before, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tick:
    at: float
    label: str


def _ticks(first: float, last: float) -> list[_Tick]:
    """Round years; months where all lies within two years."""
    if last - first <= 2:
        begin, end = int(first * _MONTHS + 0.001), int(last * _MONTHS + 0.999)
        step = 1 if end - begin <= _MONTHS else 3
        return [
            _Tick(at=m / _MONTHS, label=f"{m // _MONTHS}-{m % _MONTHS + 1:02}")
            for m in range(begin, end + 1)
            if m % step == 0 and first - 0.001 <= m / _MONTHS <= last + 0.001
        ]
    ticks = [round(tick) for tick in round_ticks(first, last, 10) if tick == round(tick)]
    return [_Tick(at=float(tick), label=str(tick)) for tick in ticks if first <= tick <= last]


def _dot(first: float, last: float, at: float, *, vague: bool) -> str:
    strip = ""
    if vague:
        strip = rect(_AXIS - _SPAN / 2, first, _SPAN, last - first, f'fill="{FILL}" fill-opacity="0.35" rx="3"')
    return strip + circle(_AXIS, at, 4.0, f'fill="{DARK}" stroke="#ffffff" stroke-width="1"')


def _is_vague(one: _Block) -> bool:
    """Whether more than a few days are left open."""
    return (one.happening.end or 0.0) - (one.happening.start or 0.0) > _VAGUE


def _strand(at: float, words: float, left: float, lane: int) -> str:
    """From the dot to the words: out, slanting, and in."""
    look = f'stroke="{FAINT if lane else TRACK}" stroke-width="0.9"'
    return path([(_AXIS, at), (_AXIS + 10, at), (_AXIS + 22, words), (left - 4, words)], look) + "\n"


def _words(one: _Block, begin: float, column: float, link: Link, dot: str = "") -> str:
    x = _left(one.happening.lane, column)
    back = rect(x - 3, begin - 2, column + 6, one.tall + 4, 'fill="#ffffff" fill-opacity="0.9"')
    words = text(x, begin + _LINE * 0.8, one.head, WORDS, 'font-weight="bold"') if one.head else ""
    for n, part in enumerate(one.lines, 2 if one.head else 1):
        words += text(x, begin + (n - 0.2) * _LINE, part, SMALL, f'fill="{DARK}"')
    told = " ".join(part for part in (one.happening.said, one.happening.text, one.happening.reference) if part)
    return mark(dot + back + words, told, one.happening.evidence, link)


def _listed(blocks: list[_Block], top: float, column: float, link: Link) -> tuple[list[str], float]:
    free: dict[int, float] = {}
    body = []
    for one in blocks:
        begin = free.get(one.happening.lane, top)
        body.append(_words(one, begin, column, link))
        free[one.happening.lane] = begin + one.tall + _GAP
    return body, max(free.values(), default=top)


def _legend(blocks: list[_Block], dot_is: str) -> tuple[tuple[str, str], ...]:
    dot = circle(17, 0, 4.0, f'fill="{DARK}"')
    strip = rect(2, -_SPAN / 2, 30, _SPAN, f'fill="{FILL}" fill-opacity="0.35" rx="3"')
    found = [] if all(map(_is_vague, blocks)) else [(dot, dot_is or _("event"))]
    if any(map(_is_vague, blocks)):
        found.append((strip + dot, _("some time within the strip: only the month, year or decade is said")))
    return tuple(found)
