"""A scatterplot: cases by two ratings; those at one place are one ring with their number, nothing is shaken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qda.exchange.network.measure import Box
from qda.exchange.plot.ink import (
    DARK,
    FAINT,
    FILL,
    SMALL,
    SOFT,
    TRACK,
    WORDS,
    Drawn,
    Link,
    circle,
    cleared,
    fitted,
    line,
    mark,
    path,
    round_ticks,
    signed,
    turned,
    widest,
)
from qda.exchange.svg import text
from qda.model.plot_marks import Axis, Point, Points, Tick
from qda.model.wording import _

_SIDE, _TOP, _PAD, _WORD, _LINE, _MOST = 460.0, 12.0, 34.0, 130.0, 12.5, 5
_FAR = (4.0, 14.0, 28.0, 46.0, 70.0)
_MOST_NAMED = 200  # places; with more the names would cover each other, and the table has them
_MOST_WHOLE = 10  # whole ratings each get their line
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Cases at one place: its middle in pixels, its radius, its words and where they stand."""

    members: tuple[Point, ...]
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    words: Box | None = None


def points(marks: Points, link: Link) -> Drawn:
    """One rating across, the other upwards; every case is named beside its ring."""
    across = _scale(marks.x, [one.x for one in marks.points])
    up = _scale(marks.y, [one.y for one in marks.points])
    left = max(30.0, widest([tick.label for tick in up.ticks], SMALL)) + 34
    spots = [_spot(each, across, up, left) for each in _together(marks.points)]
    spots = _placed(spots, left) if len(spots) <= _MOST_NAMED else spots
    body = _frame(marks, across, up, left)
    for spot in spots:
        body.append(_joined(spot))
    for spot in spots:
        body.append(_drawn(spot, link, marks))
    shared = any(len(spot.members) > 1 for spot in spots)
    one = (circle(17, 0, 5.5, f'fill="{FILL}" stroke="{DARK}"'), _("one case"))
    many = (circle(17, 0, 9.0, f'fill="{FILL}" stroke="{DARK}"'), _("several cases at one place, with their number"))
    reach = max([left + _SIDE, *(spot.words.right for spot in spots if spot.words)])
    return Drawn(
        body=tuple(body),
        width=reach + 6,
        height=_TOP + _SIDE + 44,
        legend=((one, many) if shared else (one,)) if spots else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    least: float
    most: float
    ticks: tuple[Tick, ...]

    def at(self, value: float) -> float:
        """Pixels from the beginning of the axis."""
        span = self.most - self.least
        return _PAD + (value - self.least) / span * (_SIDE - 2 * _PAD) if span else _SIDE / 2


def _scale(axis: Axis, values: Sequence[float]) -> _Scale:
    ticks = axis.ticks
    if not ticks:
        least, most = min(values, default=0.0), max(values, default=1.0)
        whole = most - least <= _MOST_WHOLE and all(value == round(value) for value in values)
        rounded = range(round(least), round(most) + 1) if whole else round_ticks(least, most, 7)
        ticks = tuple(Tick(at=float(value), label=signed(value)) for value in rounded)
    every = [*(tick.at for tick in ticks), *values]
    return _Scale(least=min(every), most=max(every), ticks=ticks)


def _together(members: Sequence[Point]) -> list[tuple[Point, ...]]:
    found: dict[tuple[float, float], list[Point]] = {}
    for one in members:
        found.setdefault((one.x, one.y), []).append(one)
    return [tuple(found[place]) for place in sorted(found, key=lambda place: (-place[1], place[0]))]


def _spot(members: tuple[Point, ...], across: _Scale, up: _Scale, left: float) -> _Spot:
    names = [one.label for one in members]
    shown = names if len(names) <= _MOST else names[: _MOST - 1]
    lines = [fitted(name, SMALL, _WORD, 1)[0] for name in shown]
    if len(names) > len(shown):
        lines.append(_("and {n} more").format(n=len(names) - len(shown)))
    return _Spot(
        members=members,
        x=left + across.at(members[0].x),
        y=_TOP + _SIDE - up.at(members[0].y),
        radius=5.5 if len(members) == 1 else 9.0 + min(len(members), 20) * 0.3,
        lines=tuple(lines),
    )


def _placed(spots: list[_Spot], left: float) -> list[_Spot]:
    """Words beside their ring, clear of rings and of other words; the nearest place that is free."""
    taken = [Box(x=spot.x, y=spot.y, width=2 * spot.radius, height=2 * spot.radius) for spot in spots]
    made = []
    for spot in spots:
        wide, tall = widest(spot.lines, SMALL) + 4, len(spot.lines) * _LINE + 2
        places = list(_candidates(spot, wide, tall, left))
        words = next((box for box in places if not any(box.meets(other, 1.0) for other in taken)), None)
        if words is None:
            words = min(places, key=lambda box: sum(_shared(box, other) for other in taken))
        taken.append(words)
        made.append(_Spot(members=spot.members, x=spot.x, y=spot.y, radius=spot.radius, lines=spot.lines, words=words))
    return made


def _candidates(spot: _Spot, wide: float, tall: float, left: float) -> Iterator[Box]:
    frame = Box(x=left + _SIDE / 2 + 60, y=_TOP + _SIDE / 2, width=_SIDE + 120, height=_SIDE)
    for far in _FAR:
        for dx, dy in _AROUND:
            box = Box(
                x=spot.x + dx * (spot.radius + far + wide / 2),
                y=spot.y + dy * (spot.radius + far + tall / 2),
                width=wide,
                height=tall,
            )
            if (
                box.left >= frame.left
                and box.right <= frame.right
                and box.top >= frame.top
                and box.bottom <= frame.bottom
            ):
                yield box
    yield Box(x=spot.x + spot.radius + 4 + wide / 2, y=spot.y, width=wide, height=tall)


def _shared(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def _frame(marks: Points, across: _Scale, up: _Scale, left: float) -> list[str]:
    bottom = _TOP + _SIDE
    corner = [(left, _TOP), (left, bottom), (left + _SIDE, bottom)]
    body = [path(corner, f'stroke="{TRACK}" stroke-width="1.2"') + "\n"]
    for tick in across.ticks:
        x = left + across.at(tick.at)
        body.append(line(x, _TOP, x, bottom + 4, f'stroke="{FAINT}"') + "\n")
        words = fitted(tick.label, SMALL, _SIDE / len(across.ticks), 1)[0]
        body.append(text(x, bottom + 17, words, SMALL, f'text-anchor="middle" fill="{SOFT}"'))
    for tick in up.ticks:
        y = bottom - up.at(tick.at)
        body.append(line(left - 4, y, left + _SIDE, y, f'stroke="{FAINT}"') + "\n")
        body.append(text(left - 8, y + 3.8, tick.label, SMALL, f'text-anchor="end" fill="{SOFT}"'))
    name = fitted(marks.x.title, WORDS, _SIDE, 1)[0]
    body.append(text(left + _SIDE / 2, bottom + 38, name, WORDS, 'text-anchor="middle" font-weight="bold"'))
    name = fitted(marks.y.title, WORDS, _SIDE, 1)[0]
    body.append(turned(12, _TOP + _SIDE / 2, name, WORDS, -90, 'text-anchor="middle" font-weight="bold"'))
    return body


def _joined(spot: _Spot) -> str:
    """A thin line where the words stand at some distance."""
    if spot.words is None:
        return ""
    x = min(max(spot.x, spot.words.left), spot.words.right)
    y = min(max(spot.y, spot.words.top), spot.words.bottom)
    far = ((x - spot.x) ** 2 + (y - spot.y) ** 2) ** 0.5
    return line(spot.x, spot.y, x, y, f'stroke="{TRACK}" stroke-width="0.8"') + "\n" if far > spot.radius + 8 else ""


def _drawn(spot: _Spot, link: Link, marks: Points) -> str:
    made = circle(spot.x, spot.y, spot.radius, f'fill="{FILL}" stroke="{DARK}"')
    if len(spot.members) > 1:
        look = 'text-anchor="middle" fill="#ffffff" font-weight="bold"'
        made += text(spot.x, spot.y + 3.8, str(len(spot.members)), SMALL, look).rstrip()
    if spot.words is not None:
        for n, part in enumerate(spot.lines):
            made += cleared(spot.words.left + 2, spot.words.top + (n + 0.8) * _LINE, part, SMALL)
    first = spot.members[0]
    told = "; ".join(one.label for one in spot.members)
    told += f" · {marks.x.title}: {_said(first.across.value)} · {marks.y.title}: {_said(first.up.value)}"
    evidence = tuple(dict.fromkeys(coding for one in spot.members for coding in one.evidence))
    return mark(made, told, evidence, link)


def _said(value: str | float | None) -> str:
    return signed(value) if isinstance(value, float | int) else value or "–"
