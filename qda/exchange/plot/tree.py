"""A dendrogram: labels on the left, branches to the right, as far as what they join is apart."""

from __future__ import annotations

from qda.exchange.network.measure import text_width
from qda.exchange.plot.ink import (
    DARK,
    FAINT,
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
    mark,
    path,
    rect,
    round_ticks,
    signed,
)
from qda.exchange.svg import short, text
from qda.model.plot_marks import Tree
from qda.model.wording import _

_LABEL, _LENGTH, _ROW, _TOP, _BRACKET, _SHORTEST = 230.0, 420.0, 25.0, 20.0, 96.0, 160.0
_BRANCH = f'stroke="{DARK}" stroke-width="1.6" stroke-linejoin="round"'


def tree(marks: Tree, link: Link, frame: Frame = WHOLE) -> Drawn:
    """Leaves downwards in the order of the branches, clusters on bands that take turns.

    Of a part of the leaves the branches run on beyond its edges, as far as they are to be seen.
    """
    n = len(marks.leaves)
    first, last = frame.leaves or (0, n)
    words = [fitted(leaf.label, WORDS, _LABEL, 1)[0] for leaf in marks.leaves]
    counts = [f"({leaf.counted})" for leaf in marks.leaves]
    left = max((text_width(f"{a} {b}", WORDS) for a, b in zip(words, counts, strict=True)), default=0.0) + 20
    length = max(_SHORTEST, min(_LENGTH, frame.width - left - _BRACKET))
    top = max([branch.height for branch in marks.branches], default=1.0) or 1.0
    ticks = round_ticks(0.0, top, 6)
    scale = length / ticks[-1]
    bottom = _TOP + _ROW * (last - first)
    body = _bands(marks, left + length + _BRACKET, first, last)
    for tick in ticks:
        x = left + tick * scale
        body.append(line(x, _TOP, x, bottom + 4, f'stroke="{FAINT if tick else TRACK}"') + "\n")
        body.append(text(x, bottom + 17, signed(tick), SMALL, f'text-anchor="middle" fill="{SOFT}"'))
    body.append(text(left + length / 2, bottom + 34, marks.axis, SMALL, 'text-anchor="middle"'))
    places: dict[int, tuple[float, float]] = {}
    for row, k in enumerate(marks.order):
        leaf, y = marks.leaves[k], _TOP + (row - first + 0.5) * _ROW
        places[k] = (left, y)
        if not first <= row < last:
            continue
        label = text(left - 8, y + 4, f"{words[k]} {counts[k]}", WORDS, 'text-anchor="end"')
        told = _("{name}: cluster {n}; {what}: {counted}").format(
            name=leaf.label, n=leaf.cluster, what=marks.counted, counted=leaf.counted
        )
        body.append(mark(label, told, leaf.evidence, link))
    branches = _branches(marks, places, left, scale)
    body += branches if frame.leaves is None else [_window(branches, _TOP, left + length + _BRACKET, bottom)]
    if marks.cut is not None:
        x = left + marks.cut * scale
        look = f'stroke="{DARK}" stroke-width="1.2" stroke-dasharray="5 4"'
        body.append(line(x, _TOP - 6, x, bottom, look) + "\n")
        body.append(text(x, _TOP - 9, _("cut"), SMALL, 'text-anchor="middle" font-style="italic"'))
    return Drawn(body=tuple(body), width=left + length + _BRACKET, height=bottom + 38)


def _branches(marks: Tree, places: dict[int, tuple[float, float]], left: float, scale: float) -> list[str]:
    n, body = len(marks.leaves), []
    for k, branch in enumerate(marks.branches):
        (x1, y1), (x2, y2), x = places[branch.left], places[branch.right], left + branch.height * scale
        body.append(path([(x1, y1), (x, y1), (x, y2), (x2, y2)], _BRANCH) + "\n")
        places[n + k] = (x, (y1 + y2) / 2)
    if marks.branches:
        x, y = places[n + len(marks.branches) - 1]
        body.append(line(x, y, x + 10, y, _BRANCH) + "\n")
    return body


def _window(body: list[str], top: float, width: float, bottom: float) -> str:
    """What lies between two heights, nothing beyond."""
    place = f'x="0" y="{short(top)}" width="{short(width)}" height="{short(bottom - top)}"'
    view = f'viewBox="0 {short(top)} {short(width)} {short(bottom - top)}"'
    return f'<svg {place} {view} overflow="hidden">\n{"".join(body)}</svg>\n'


def _bands(marks: Tree, width: float, first: int, last: int) -> list[str]:
    """A band behind each cluster, its number at the end."""
    body = []
    runs: list[list[int]] = []
    for row, k in enumerate(marks.order):
        if runs and marks.leaves[marks.order[runs[-1][0]]].cluster == marks.leaves[k].cluster:
            runs[-1].append(row)
        else:
            runs.append([row])
    if len(runs) < 2:
        return []
    for turn, every in enumerate(runs):
        rows = [row for row in every if first <= row < last]
        if not rows:
            continue
        y, tall = _TOP + (rows[0] - first) * _ROW, len(rows) * _ROW
        if turn % 2 == 0:
            body.append(rect(0, y, width, tall, 'fill="#f1f3f5"') + "\n")
        words = _("cluster {n}").format(n=marks.leaves[marks.order[rows[0]]].cluster)
        body.append(text(width - 6, y + tall / 2 + 4, words, SMALL, 'text-anchor="end"'))
    return body
