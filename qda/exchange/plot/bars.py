"""Bars: how many, before the outline of how many there could have been."""

from __future__ import annotations

from itertools import groupby

from qda.exchange.network.measure import text_width
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
    cleared,
    fitted,
    line,
    lines_at,
    mark,
    rect,
    whole_ticks,
    widest,
)
from qda.exchange.svg import text
from qda.model.plot_marks import Bar, Bars
from qda.model.sheet import Empty
from qda.model.wording import _, whole_percent

_LABEL, _LENGTH, _ROW, _THICK, _GROUP, _LINE, _APART = 250.0, 380.0, 26.0, 15.0, 26.0, 13.5, 7.0
_SHORTEST = 160.0


def bars(marks: Bars, link: Link, frame: Frame = WHOLE) -> Drawn:
    """Bars downwards; each ends in its numbers."""
    labels = [fitted(bar.label, WORDS, _LABEL, 2) for bar in marks.bars]
    left = max((widest(parts, WORDS) for parts in labels), default=0.0) + 12
    ticks = whole_ticks(max([frame.reach, *(_end(bar) for bar in marks.bars)], default=1) or 1)
    tail = max((text_width(_told(bar, marks), SMALL) for bar in marks.bars), default=0.0)
    length = max(_SHORTEST, min(_LENGTH, frame.width - left - tail - 8))
    scale = length / ticks[-1]
    body: list[str] = []
    y = 6.0
    for group, found in groupby(enumerate(marks.bars), lambda pair: pair[1].group):
        members = list(found)
        if [bar.label for _n, bar in members] == [group]:
            y += _APART  # a heading of its own would say the same twice
        elif group:
            body.append(text(0, y + _GROUP - 8, group, HEAD, 'font-weight="bold"'))
            y += _GROUP
        for n, bar in members:
            tall = _ROW if len(labels[n]) == 1 else _ROW + 8
            body.append(lines_at(left - 8, y + tall / 2, labels[n], WORDS, _LINE, 'text-anchor="end"'))
            told = f"{bar.label}: {_told(bar, marks)}"
            body.append(mark(_bar(bar, marks, left, y + tall / 2, scale), told, bar.evidence, link))
            y += tall
    body = [*_axis(ticks, left, length, y, marks.axis), *body]
    return Drawn(
        body=tuple(body),
        width=max([left + length, *(left + _end(b) * scale + 8 + tail for b in marks.bars)]),
        height=y + 38,
        legend=_legend(marks),
    )


def _axis(ticks: tuple[int, ...], left: float, length: float, bottom: float, title: str) -> list[str]:
    body = []
    for tick in ticks:
        x = left + tick * length / ticks[-1]
        body.append(line(x, 2, x, bottom + 4, f'stroke="{FAINT if tick else TRACK}"') + "\n")
        body.append(text(x, bottom + 17, str(tick), SMALL, f'text-anchor="middle" fill="{SOFT}"'))
    body.append(text(left + length / 2, bottom + 34, title, SMALL, f'text-anchor="middle" fill="{DARK}"'))
    return body


def _end(bar: Bar) -> int:
    return max(bar.value or 0, bar.of or 0)


def _bar(bar: Bar, marks: Bars, left: float, middle: float, scale: float) -> str:
    top = middle - _THICK / 2
    made = ""
    if marks.outline and bar.of:
        look = f'fill="#ffffff" stroke="{TRACK}" stroke-width="0.8"'
        made += rect(left, top, bar.of * scale, _THICK, look)
    if bar.value:
        made += rect(left, top, bar.value * scale, _THICK, f'fill="{FILL}"')
    look = f'font-style="italic" fill="{SOFT}"' if bar.empty is not None else f'fill="{DARK}"'
    return made + cleared(left + _end(bar) * scale + 7, middle + 3.8, _told(bar, marks), SMALL, look)


def _told(bar: Bar, marks: Bars) -> str:
    """`5 of 8 (63 %)`; the reason where there is no bar."""
    if bar.empty is not None:
        if bar.empty is Empty.SILENT and bar.of:
            return _("{silent}, {of} asked").format(silent=bar.empty.word, of=bar.of)
        return bar.empty.word
    if marks.outline and bar.of:
        share = whole_percent(bar.people, bar.of)
        return _("{people} of {of} ({share} %)").format(people=bar.people, of=bar.of, share=share)
    return str(bar.value)


def _legend(marks: Bars) -> tuple[tuple[str, str], ...]:
    found = [(rect(0, -7, 34, 14, f'fill="{FILL}"'), marks.axis)]
    if marks.outline:
        sample = rect(0, -7, 34, 14, f'fill="#ffffff" stroke="{TRACK}" stroke-width="0.8"')
        found.append((sample, marks.outline))
    return tuple(found)
