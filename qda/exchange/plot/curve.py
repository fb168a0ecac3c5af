"""A saturation curve: new codes of each source as bars, codes so far as a line, those to be expected broken."""

from __future__ import annotations

from math import cos, radians, sin

from qda.exchange.network.measure import text_width
from qda.exchange.plot.ink import (
    DARK,
    FAINT,
    PALE,
    SMALL,
    SOFT,
    TRACK,
    WHOLE,
    Drawn,
    Frame,
    Link,
    circle,
    fitted,
    line,
    mark,
    path,
    rect,
    turned,
    whole_ticks,
)
from qda.exchange.svg import text
from qda.model.plot_marks import Curve, Step
from qda.model.wording import _

_HEIGHT, _NARROW, _BROAD, _WIDE, _LEFT, _TOP, _ANGLE = 300.0, 26.0, 64.0, 600.0, 46.0, 22.0, 50.0
_MARGINS = 150.0  # beside the axis
_MANY, _TIGHT = 40, 5.0  # of more sources only some are named
_INSIDE = 24.0  # a bar so tall has room for its number
_EXPECTED = f'stroke="{SOFT}" stroke-width="1.4" stroke-dasharray="5 4"'
_TOTAL = f'stroke="{DARK}" stroke-width="2"'


def curve(marks: Curve, link: Link, frame: Frame = WHOLE) -> Drawn:
    """Sources from left to right in their order; both counts on one scale."""
    steps = marks.steps
    across = min(_WIDE, frame.width - _MARGINS)
    room = min(_BROAD, max(_NARROW if len(steps) <= _MANY else _TIGHT, across / max(len(steps), 1)))
    wide = room * len(steps)
    ticks = whole_ticks(max((max(step.total, step.expected) for step in steps), default=1), 7)
    scale = _HEIGHT / ticks[-1]
    bottom = _TOP + _HEIGHT

    def x(n: int) -> float:
        return _LEFT + (n + 0.5) * room

    body = [*_frame(marks, ticks, scale, wide, room)]
    for n, step in enumerate(steps):
        body.append(mark(_bar(step, x(n), bottom, scale, room), _told(step), step.evidence, link))
    body.append(path([(x(n), bottom - step.expected * scale) for n, step in enumerate(steps)], _EXPECTED) + "\n")
    body.append(path([(x(n), bottom - step.total * scale) for n, step in enumerate(steps)], _TOTAL) + "\n")
    for n, step in enumerate(steps):
        dot = circle(x(n), bottom - step.total * scale, min(4.0, room * 0.4), f'fill="#ffffff" {_TOTAL}')
        body.append(mark(dot, _told(step), step.evidence, link))
    every = -(-len(steps) // _MANY)
    labels = [fitted(step.label, SMALL, 190.0, 1)[0] if n % every == 0 else "" for n, step in enumerate(steps)]
    long = max((text_width(words, SMALL) for words in labels), default=0.0)
    flat = long <= room - 6
    for n, words in enumerate(labels):
        if not words:
            continue
        body.append(
            text(x(n), bottom + 17, words, SMALL, f'text-anchor="middle" fill="{SOFT}"')
            if flat
            else turned(x(n) + 4, bottom + 13, words, SMALL, -_ANGLE, f'text-anchor="end" fill="{SOFT}"')
        )
    down = 17.0 if flat else long * sin(radians(_ANGLE)) + 14
    lead = 0.0 if flat else max(0.0, long * cos(radians(_ANGLE)) - _LEFT - room / 2)
    body.append(text(_LEFT + wide / 2, bottom + down + 19, marks.corner, SMALL, 'text-anchor="middle"'))
    moved = f'<g transform="translate({lead:.1f} 0)">\n'
    return Drawn(
        body=(moved, *body, "</g>\n"), width=lead + _LEFT + wide + 8, height=bottom + down + 24, legend=_legend(marks)
    )


def _frame(marks: Curve, ticks: tuple[int, ...], scale: float, wide: float, room: float) -> list[str]:
    bottom = _TOP + _HEIGHT
    body = []
    based = min(marks.base, len(marks.steps)) * room
    if len(marks.steps) > marks.base:
        body.append(rect(_LEFT, _TOP, based, _HEIGHT, 'fill="#f3f5f7"') + "\n")
        words = fitted(_("base"), SMALL, max(based - 8, 30.0), 1)[0]
        body.append(text(_LEFT + 5, _TOP + 13, words, SMALL, f'fill="{SOFT}" font-style="italic"'))
    for tick in ticks:
        y = bottom - tick * scale
        body.append(line(_LEFT - 4, y, _LEFT + wide, y, f'stroke="{FAINT if tick else TRACK}"') + "\n")
        body.append(text(_LEFT - 8, y + 3.8, str(tick), SMALL, f'text-anchor="end" fill="{SOFT}"'))
    body.append(text(_LEFT - 8, _TOP - 9, _("codes"), SMALL, 'text-anchor="end"'))
    if marks.saturated is not None:
        x = _LEFT + marks.saturated * room
        body.append(line(x, _TOP - 4, x, bottom, f'stroke="{DARK}" stroke-width="1.2" stroke-dasharray="2 3"') + "\n")
        anchor = "end" if x > _LEFT + wide * 0.6 else "start"
        body.append(text(x, _TOP - 9, _("criterion met"), SMALL, f'text-anchor="{anchor}" font-style="italic"'))
    return body


def _bar(step: Step, x: float, bottom: float, scale: float, room: float) -> str:
    wide, tall = min(room * 0.7, 26.0), step.new * scale
    made = rect(x - wide / 2, bottom - tall, wide, tall, f'fill="{PALE}" stroke="{TRACK}" stroke-width="0.8"')
    if room < _NARROW:
        return made
    met = tall >= _INSIDE and (step.total - step.new) * scale < _INSIDE  # the line would run through the number
    above = bottom - tall + 15 if met else bottom - tall - 4
    return made + text(x, above, str(step.new), SMALL, f'text-anchor="middle" fill="{SOFT}"').rstrip()


def _told(step: Step) -> str:
    told = _("{source}: {new} new codes, {total} so far").format(source=step.label, new=step.new, total=step.total)
    return f"{told} · {step.date}" if step.date else told


def _legend(marks: Curve) -> tuple[tuple[str, str], ...]:
    found = [
        (path([(0, 0), (34, 0)], _TOTAL) + circle(17, 0, 4.0, f'fill="#ffffff" {_TOTAL}'), _("codes so far")),
        (path([(0, 0), (34, 0)], _EXPECTED), _("to be expected in any order")),
        (rect(4, -7, 26, 14, f'fill="{PALE}" stroke="{TRACK}" stroke-width="0.8"'), _("new codes")),
    ]
    return tuple(found) if marks.steps else ()
