"""A dendrogram: labels on the left, branches to the right, as far as what they join is apart."""

from __future__ import annotations

from qda.exchange.network.measure import text_width
from qda.exchange.plot.ink import (
    DARK,
    FAINT,
    SMALL,
    SOFT,
    TRACK,
    WORDS,
    Drawn,
    Link,
    fitted,
    line,
    mark,
    path,
    rect,
    round_ticks,
    signed,
)
from qda.exchange.svg import text
from qda.model.plot_marks import Tree
from qda.model.wording import _

_LABEL, _LENGTH, _ROW, _TOP, _BRACKET = 230.0, 420.0, 25.0, 10.0, 96.0
_BRANCH = f'stroke="{DARK}" stroke-width="1.6" stroke-linejoin="round"'


def tree(marks: Tree, link: Link) -> Drawn:
    """Leaves downwards in the order of the branches, clusters on bands that take turns."""
    n = len(marks.leaves)
    words = [fitted(leaf.label, WORDS, _LABEL, 1)[0] for leaf in marks.leaves]
    counts = [f"({leaf.counted})" for leaf in marks.leaves]
    left = max((text_width(f"{a} {b}", WORDS) for a, b in zip(words, counts, strict=True)), default=0.0) + 20
    top = max([branch.height for branch in marks.branches], default=1.0) or 1.0
    ticks = round_ticks(0.0, top, 6)
    scale = _LENGTH / ticks[-1]
    bottom = _TOP + _ROW * n
    body = _bands(marks, left)
    for tick in ticks:
        x = left + tick * scale
        body.append(line(x, _TOP, x, bottom + 4, f'stroke="{FAINT if tick else TRACK}"') + "\n")
        body.append(text(x, bottom + 17, signed(tick), SMALL, f'text-anchor="middle" fill="{SOFT}"'))
    body.append(text(left + _LENGTH / 2, bottom + 34, marks.axis, SMALL, 'text-anchor="middle"'))
    places: dict[int, tuple[float, float]] = {}
    for row, k in enumerate(marks.order):
        leaf, y = marks.leaves[k], _TOP + (row + 0.5) * _ROW
        places[k] = (left, y)
        label = text(left - 8, y + 4, f"{words[k]} {counts[k]}", WORDS, 'text-anchor="end"')
        told = _("{name}: cluster {n}; {what}: {counted}").format(
            name=leaf.label, n=leaf.cluster, what=marks.counted, counted=leaf.counted
        )
        body.append(mark(label, told, leaf.evidence, link))
    for k, branch in enumerate(marks.branches):
        (x1, y1), (x2, y2), x = places[branch.left], places[branch.right], left + branch.height * scale
        body.append(path([(x1, y1), (x, y1), (x, y2), (x2, y2)], _BRANCH) + "\n")
        places[n + k] = (x, (y1 + y2) / 2)
    if marks.branches:
        x, y = places[n + len(marks.branches) - 1]
        body.append(line(x, y, x + 10, y, _BRANCH) + "\n")
    if marks.cut is not None:
        x = left + marks.cut * scale
        look = f'stroke="{DARK}" stroke-width="1.2" stroke-dasharray="5 4"'
        body.append(line(x, _TOP - 6, x, bottom, look) + "\n")
        body.append(text(x, _TOP - 9, _("cut"), SMALL, 'text-anchor="middle" font-style="italic"'))
    return Drawn(body=tuple(body), width=left + _LENGTH + _BRACKET, height=bottom + 38)


def _bands(marks: Tree, left: float) -> list[str]:
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
    for turn, rows in enumerate(runs):
        y, tall = _TOP + rows[0] * _ROW, len(rows) * _ROW
        if turn % 2 == 0:
            body.append(rect(0, y, left + _LENGTH + _BRACKET, tall, 'fill="#f1f3f5"') + "\n")
        cluster = marks.leaves[marks.order[rows[0]]].cluster
        words = _("cluster {n}").format(n=cluster)
        body.append(text(left + _LENGTH + _BRACKET - 6, y + tall / 2 + 4, words, SMALL, 'text-anchor="end"'))
    return body
