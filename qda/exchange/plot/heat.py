"""A heat map: shaded cells with their numbers; empty ones are never shaded and say why."""

from __future__ import annotations

from itertools import groupby
from math import cos, radians, sin

from qda.exchange.front_matter import shown
from qda.exchange.network.measure import text_width
from qda.exchange.plot.ink import (
    FAINT,
    HEAD,
    SMALL,
    SOFT,
    TRACK,
    WHOLE,
    WORDS,
    Drawn,
    Frame,
    Link,
    fitted,
    line,
    lines_at,
    mark,
    on_shade,
    rect,
    shade,
    turned,
    widest,
)
from qda.exchange.svg import text
from qda.model.plot_marks import Heat
from qda.model.sheet import UNASKED, Cell, Empty, Row
from qda.model.wording import _

_LABEL, _CELLS, _NARROW, _BROAD = 250.0, 620.0, 34.0, 96.0
_ROW, _LINE, _GROUP, _ANGLE, _APART = 26.0, 14.0, 24.0, 55.0, 7.0
_SAMPLES = 5


def heat(marks: Heat, link: Link, frame: Frame = WHOLE) -> Drawn:
    """Rows downwards, columns across; headings are turned where they would not fit above their columns."""
    grid = _Grid(marks, frame)
    body = grid.heads()
    y = grid.top
    for group, members in groupby(enumerate(marks.rows), lambda pair: pair[1].group):
        rows = list(members)
        if [row.label for _n, row in rows] == [group]:
            y += _APART  # a heading of its own would say the same twice
        elif group:
            body.append(text(0, y + _GROUP - 7, group, HEAD, 'font-weight="bold"'))
            y += _GROUP
        for n, row in rows:
            tall = grid.heights[n]
            body.append(lines_at(grid.left - 8, y + tall / 2, grid.labels[n], WORDS, _LINE, 'text-anchor="end"'))
            for c, cell in enumerate(row.cells):
                told = " · ".join(part for part in (row.label, marks.columns[c].label, shown(cell)) if part)
                x = grid.left + c * grid.cell
                body.append(mark(_drawn(cell, x, y, grid.cell, tall, grid.letters), told, cell.evidence, link))
            y += tall
    return Drawn(body=tuple(body), width=grid.width, height=y, legend=_legend(marks, grid.letters))


class _Grid:
    """Where everything of a heat map stands."""

    def __init__(self, marks: Heat, frame: Frame) -> None:
        columns = marks.columns
        self.labels = [fitted(row.label, WORDS, _LABEL, 2) for row in marks.rows]
        self.heights = [_ROW if len(parts) == 1 else _ROW + 8 for parts in self.labels]
        self.left = max((widest(parts, WORDS) for parts in self.labels), default=0.0) + 12
        self.letters = _letters(marks.rows)
        inside = widest([_short(cell, self.letters) for row in marks.rows for cell in row.cells], SMALL)
        self.cell = min(_BROAD, max(_NARROW, inside + 10, min(_CELLS, frame.width - self.left) / max(len(columns), 1)))
        self.columns = columns
        self.level = [fitted(column.label, SMALL, self.cell - 2, 3) for column in columns]
        self.turned = any(
            text_width(word, SMALL) > self.cell - 2 for column in columns for word in column.label.split()
        ) or any(" ".join(parts) != " ".join(c.label.split()) for parts, c in zip(self.level, columns, strict=True))
        across = self.left + len(columns) * self.cell
        if self.turned:
            self.level = [fitted(column.label, SMALL, 200.0, 1) for column in columns]
            long = [text_width(parts[0], SMALL) for parts in self.level]
            self.head = max(long, default=0.0) * sin(radians(_ANGLE)) + 16
            reach = [(n + 0.5) * self.cell + length * cos(radians(_ANGLE)) for n, length in enumerate(long)]
            self.width = max([across, *(self.left + far + 8 for far in reach)])
        else:
            self.head = max((len(parts) for parts in self.level), default=1) * 13.0 + 8
            self.width = across
        self.over = 22.0 if any(column.group for column in columns) else 0.0
        self.top = self.over + self.head

    def heads(self) -> list[str]:
        body = self._groups() if self.over else []
        for n, parts in enumerate(self.level):
            x = self.left + (n + 0.5) * self.cell
            if self.turned:
                body.append(turned(x + 3, self.top - 6, parts[0], SMALL, -_ANGLE))
            else:
                middle = self.top - 6 - len(parts) * 13.0 / 2
                body.append(lines_at(x, middle, parts, SMALL, 13.0, 'text-anchor="middle"'))
        return body

    def _groups(self) -> list[str]:
        body = []
        at = 0
        for group, members in groupby(self.columns, lambda column: column.group):
            n = len(list(members))
            if group:
                x, wide = self.left + at * self.cell, n * self.cell
                words = fitted(group, SMALL, wide - 6, 1, bold=True)[0]
                body.append(text(x + wide / 2, 13, words, SMALL, 'text-anchor="middle" font-weight="bold"'))
                body.append(line(x + 3, 18, x + wide - 3, 18, f'stroke="{TRACK}"') + "\n")
            at += n
        return body


def _drawn(cell: Cell, x: float, y: float, wide: float, tall: float, letters: dict[str, str]) -> str:
    if cell.empty is not None:
        return empty(cell.empty, x, y, wide, tall)
    if cell.unasked:
        look = f'text-anchor="middle" fill="{SOFT}"'
        words = text(x + wide / 2, y + tall / 2 + 3.8, _short(cell, letters), SMALL, look)
        return unasked(x, y, wide, tall) + words.rstrip()
    strength = cell.strength or 0.0
    box = rect(x + 1, y + 1, wide - 2, tall - 2, f'fill="{shade(strength)}" stroke="{TRACK}" stroke-width="0.6"')
    look = f'text-anchor="middle" fill="{on_shade(strength)}"'
    return box + text(x + wide / 2, y + tall / 2 + 3.8, _short(cell, letters), SMALL, look).rstrip()


def unasked(x: float, y: float, wide: float, tall: float) -> str:
    """A cell that has a number and no shade: a broken frame."""
    look = f'fill="#ffffff" stroke="{SOFT}" stroke-width="1" stroke-dasharray="3 2"'
    return rect(x + 2.5, y + 2.5, wide - 5, tall - 5, look)


def empty(why: Empty, x: float, y: float, wide: float, tall: float) -> str:
    """A cell without a value: each reason has a sign.

    A ring for silence, a funnel for what a filter leaves out, a stroke for not asked, a
    cross for nothing coded, else a dash.
    """
    box = rect(x + 1, y + 1, wide - 2, tall - 2, f'fill="#ffffff" stroke="{FAINT}" stroke-width="0.6"')
    mx, my = x + wide / 2, y + tall / 2
    look = f'stroke="{TRACK}" stroke-width="1.1"'
    if why is Empty.SILENT:
        return f'{box}<circle cx="{mx:.1f}" cy="{my:.1f}" r="3" fill="none" {look}/>'
    if why is Empty.FILTERED:
        corners = f"{mx - 5:.1f},{my - 4:.1f} {mx + 5:.1f},{my - 4:.1f} {mx:.1f},{my + 5:.1f}"
        return f'{box}<polygon points="{corners}" fill="none" {look}/>'
    if why is Empty.NOT_ASKED:
        return box + line(mx - 5, my + 5, mx + 5, my - 5, look)
    if why is Empty.MISSING:
        return box + line(mx - 4, my + 4, mx + 4, my - 4, look) + line(mx - 4, my - 4, mx + 4, my + 4, look)
    return box + line(mx - 5, my, mx + 5, my, look)


def _letters(rows: tuple[Row, ...]) -> dict[str, str]:
    """A letter for each text that stands in place of a number; the legend has the text."""
    texts = dict.fromkeys(cell.value for row in rows for cell in row.cells if isinstance(cell.value, str))
    return {words: chr(ord("A") + n % 26) for n, words in enumerate(words for words in texts if len(words) > 6)}


def _short(cell: Cell, letters: dict[str, str]) -> str:
    words = shown(cell)
    return letters.get(words, words) if cell.empty is None else ""


def _legend(marks: Heat, letters: dict[str, str]) -> tuple[tuple[str, str], ...]:
    cells = [cell for row in marks.rows for cell in row.cells]
    found: list[tuple[str, str]] = []
    if any(cell.strength is not None for cell in cells):
        ramp = "".join(
            rect(n * 34 / _SAMPLES, -7, 34 / _SAMPLES, 14, f'fill="{shade((n + 1) / _SAMPLES)}"')
            for n in range(_SAMPLES)
        )
        found.append((ramp + rect(0, -7, 34, 14, f'fill="none" stroke="{TRACK}" stroke-width="0.6"'), marks.shade))
    if any(cell.unasked for cell in cells):
        sign = ""
        if any(cell.unasked and _short(cell, letters).endswith(UNASKED) for cell in cells):
            sign = text(17, 6, UNASKED, WORDS, f'text-anchor="middle" fill="{SOFT}"').rstrip()
        found.append((unasked(3, -9, 28, 18) + sign, _("said unasked: nobody was asked, so there is no share")))
    for why in Empty:
        if any(cell.empty is why for cell in cells):
            words = _("does not apply") if why is Empty.NOT_APPLICABLE else why.word
            found.append((empty(why, 3, -9, 28, 18), words))
    for words, letter in letters.items():
        found.append((text(17, 4, letter, SMALL, f'text-anchor="middle" fill="{SOFT}"').rstrip(), words))
    return tuple(found)
