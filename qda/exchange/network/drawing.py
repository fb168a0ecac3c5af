"""A picture as SVG: selectable words, shades that print in grey, a legend, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import pairwise

from qda.exchange.network.ends import HEAD, before_head
from qda.exchange.network.layered import Point, Route
from qda.exchange.network.legend import legend
from qda.exchange.network.measure import Box
from qda.exchange.network.passages import Places, passages, places_of
from qda.exchange.network.picture import Picture
from qda.exchange.network.shapes import (
    DETAIL,
    DETAIL_LINE,
    FOOT,
    FOOT_LINE,
    LABEL,
    LABEL_LINE,
    TAG,
    TAG_LINE,
    Face,
)
from qda.exchange.network.style import DASHED, border_width, dashes, fill, head, outline, shape, stroke
from qda.exchange.safe_text import visible
from qda.exchange.svg import Figure, document, short, text
from qda.model.link_words import link_word, sign_shown
from qda.model.network import Edge, Network, Node
from qda.model.output import Provenance
from qda.model.wording import _

_HEADS = {
    "plus": 'fill="#222222" stroke="#222222"',
    "minus": 'fill="#ffffff" stroke="#222222"',
    "mixed": 'fill="#999999" stroke="#222222"',
}


def drawing(pictures: Sequence[Picture], provenance: Provenance) -> str:
    """The whole SVG file: the pictures one below the other, then where they come from."""
    return document([figure(made, n) for n, made in enumerate(pictures)], provenance)


def figure(made: Picture, n: int) -> Figure:
    """A picture with its words, the `n`th of its file."""
    network = made.network
    return Figure(
        name="network",
        title=network.title,
        reading=network.reading,
        synthetic=network.synthetic,
        notes=(network.counts, *network.notes, _hidden(made)),
        rules=network.decision_rules,
        filters=network.filters,
        body=tuple(graph(made, n)),
        width=made.width,
        height=made.height,
        legend=partial(legend, made),
        head="".join(_marker(name, look) for name, look in _HEADS.items()),
        empty=not network.nodes,
    )


def _marker(name: str, look: str) -> str:
    return (
        f'<marker id="{name}" viewBox="-1 -1 12 12" refX="{9.4 - HEAD * 12 / 11:.2f}" refY="5" '
        'markerWidth="11" markerHeight="11" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L9.6 5 L0 9.2 z" {look} stroke-width="1.1"/>'
        "</marker>\n"
    )


def _hidden(made: Picture) -> str:
    if not made.hidden:
        return ""
    return _("{n} edges have no room for their numbers here; the tables have them.").format(n=made.hidden)


def graph(made: Picture, n: int) -> Iterator[str]:
    """Edges, labels of edges, and nodes above them; each carries what a page needs to move it."""
    network = made.network
    keys = {node.key: f"n{n}-{k}" for k, node in enumerate(network.nodes)}
    names = {node.key: node.label for node in network.nodes}
    places = places_of(network)
    for k, (edge, route) in enumerate(zip(network.edges, made.routes, strict=True)):
        ends = f'id="e{n}-{k}" class="edge" data-start="{keys[edge.start]}" data-end="{keys[edge.end]}"'
        behind = _behind(edge, places)
        yield _edge(edge, route, network, ends, (names[edge.start], names[edge.end], behind))
    for k, edge in enumerate(network.edges):
        yield _tag(made, k, edge, f"t{n}-{k}")
    for k, (node, box, lines) in enumerate(zip(network.nodes, made.boxes, made.faces, strict=True)):
        yield _node(node, box, lines, f"n{n}-{k}")


def _edge(edge: Edge, route: Route, network: Network, ends: str, between: tuple[str, str, str]) -> str:
    words = edge.label or link_word(edge.type)
    told = f"{between[0]} – {words} {sign_shown(edge.sign)} – {between[1]}"
    told = " ".join(f"{told} ({between[2]}) {edge.memo}".split())
    arrow = head(edge, network)
    knots = before_head(route) if arrow and route.knots else route.knots
    return (
        f'<path {ends} d="{_path(knots, upright=route.upright)}" fill="none" '
        f'stroke="{stroke(edge)}" stroke-width="{short(1.2 + 2.4 * (edge.weight or 0.0))}"{dashes(edge)}'
        f"{arrow}><title>{escape(visible(told))}</title></path>\n"
    )


def _behind(edge: Edge, places: Places) -> str:
    if edge.inferred and not edge.evidence:
        return _("inferred")
    told = _("people: {people}; passages: {passages}")
    return told.format(people=edge.people, passages=passages(edge.evidence, places))


def _path(knots: Sequence[Point], *, upright: bool) -> str:
    """Two points a line, three a bow that the middle one steers, more a chain of level or upright curves."""
    if not knots:
        return "M0 0"
    begin = f"M{short(knots[0].x)} {short(knots[0].y)}"
    if len(knots) == 2:
        return f"{begin} L{short(knots[1].x)} {short(knots[1].y)}"
    if len(knots) == 3:
        c, b = knots[1], knots[2]
        return f"{begin} Q{short(c.x)} {short(c.y)} {short(b.x)} {short(b.y)}"
    parts = [begin]
    for a, b in pairwise(knots):
        if a == b:
            continue
        if abs(a.x - b.x if upright else a.y - b.y) < 0.05:
            parts.append(f"L{short(b.x)} {short(b.y)}")
        elif upright:
            middle = (a.y + b.y) / 2
            parts.append(f"C{short(a.x)} {short(middle)} {short(b.x)} {short(middle)} {short(b.x)} {short(b.y)}")
        else:
            middle = (a.x + b.x) / 2
            parts.append(f"C{short(middle)} {short(a.y)} {short(middle)} {short(b.y)} {short(b.x)} {short(b.y)}")
    return " ".join(parts)


def _tag(made: Picture, k: int, edge: Edge, key: str) -> str:
    box, mark = made.label_box(k), made.tags[k]
    if box is None or not mark.lines:
        return ""
    first = -(len(mark.lines) - 1) * TAG_LINE / 2 + TAG * 0.36
    heavy = ' font-weight="bold"' if edge.sign else ""
    lines = "".join(
        f'<tspan x="0" y="{short(first + n * TAG_LINE)}">{escape(line)}</tspan>' for n, line in enumerate(mark.lines)
    )
    return (
        f'<g id="{key}" class="label" transform="translate({short(box.x)} {short(box.y)})"><rect '
        f'x="{short(-box.width / 2)}" y="{short(-box.height / 2)}" width="{short(box.width)}" '
        f'height="{short(box.height)}" fill="#ffffff"/>'
        f'<text text-anchor="middle" font-size="{short(TAG)}"{heavy} fill="#111111">{lines}</text></g>\n'
    )


def _node(node: Node, box: Box, lines: Face, key: str) -> str:
    told = "; ".join(
        part for part in (node.label, node.detail, *(f"{name}: {value}" for name, value in node.attributes)) if part
    )
    y = box.top + 6.0
    words = []
    for size, step, texts, look in (
        (LABEL, LABEL_LINE, lines.label, 'font-weight="bold"'),
        (DETAIL, DETAIL_LINE, lines.detail, 'font-style="italic"'),
        (FOOT, FOOT_LINE, (lines.foot,) if lines.foot else (), 'fill="#333333"'),
    ):
        for line in texts:
            y += step
            words.append(text(box.x, y - step * 0.26, line, size, f'{look} text-anchor="middle"'))
    border = "" if node.evidence else f' stroke-dasharray="{DASHED}"'
    look = f'fill="{fill(node)}" stroke="{outline(node)}" stroke-width="{border_width(node.kind)}"{border}'
    return (
        f'<g id="{key}" class="node" data-x="{short(box.x)}" data-y="{short(box.y)}" data-w="{short(box.width)}" '
        f'data-h="{short(box.height)}"><title>{escape(visible(told))}</title>'
        f"{shape(node, box, look)}"
        f"{''.join(words)}</g>\n"
    )
