"""A picture as SVG: selectable words, shades that print in grey, a legend, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from qda.exchange.front_matter import origin, synthetic_mark
from qda.exchange.network.layered import Point, Route
from qda.exchange.network.legend import legend
from qda.exchange.network.measure import Box, wrapped
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
from qda.exchange.network.style import DASHED, dashes, fill, head, outline, shape, stroke
from qda.exchange.safe_text import visible
from qda.model.link_words import link_word, sign_shown
from qda.model.network import Edge, Node
from qda.model.sheet import Provenance
from qda.model.wording import _

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_MARGIN, _NARROWEST, _GAP = 28.0, 700.0, 22.0


def drawing(pictures: Sequence[Picture], provenance: Provenance) -> str:
    """The whole SVG file: the pictures one below the other, then where they come from."""
    width = max([_NARROWEST, *(made.width for made in pictures)]) + 2 * _MARGIN
    body: list[str] = []
    y = _MARGIN
    for n, made in enumerate(pictures):
        part, y = _figure(made, n, y, width)
        body += part
    source = " · ".join(f"{label}: {visible(value)}" for label, value in origin(provenance) if value)
    lines, y = _block(source, 10.0, 14.0, y + 4, width, 'fill="#555555"')
    body += lines
    return _file(body, round(width), round(y + _MARGIN), pictures)


def _file(body: Iterable[str], width: int, height: int, pictures: Sequence[Picture]) -> str:
    title = escape(visible("; ".join(made.network.title for made in pictures)))
    told = escape(visible(" ".join(made.network.reading for made in pictures)))
    lies = "landscape" if width >= height else "portrait"
    across, down = (277, 190) if lies == "landscape" else (190, 277)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FONT}" role="img">\n<title>{title}</title>\n<desc>{told}</desc>\n'
        f"<style>@page{{size:A4 {lies};margin:10mm}}@media print{{:root{{width:{across}mm;height:{down}mm}}}}"
        "</style>\n"
        f"<defs>\n{''.join(_marker(name, look) for name, look in _HEADS.items())}</defs>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{"".join(body)}</svg>\n'
    )


_HEADS = {
    "plus": 'fill="#222222" stroke="#222222"',
    "minus": 'fill="#ffffff" stroke="#222222"',
    "mixed": 'fill="#999999" stroke="#222222"',
}


def _marker(name: str, look: str) -> str:
    return (
        f'<marker id="{name}" viewBox="-1 -1 12 12" refX="9.4" refY="5" markerWidth="11" markerHeight="11" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L9.6 5 L0 9.2 z" {look} stroke-width="1.1"/>'
        "</marker>\n"
    )


def _figure(made: Picture, n: int, y: float, width: float) -> tuple[list[str], float]:
    network = made.network
    body: list[str] = []
    for text, size, line, look in _above(made):
        lines, y = _block(text, size, line, y, width, look)
        body += lines
    top = y + 20
    left = (width - made.width) / 2
    body.append(f'<g class="network" transform="translate({_n(left)} {_n(top)})">\n')
    body += graph(made, n)
    body.append("</g>\n")
    y = top + made.height + _GAP
    lines, y = legend(made, _MARGIN, y, width - 2 * _MARGIN)
    body += lines
    for text in (network.counts, *network.notes, _hidden(made)):
        if text:
            lines, y = _block(text, 11.0, 15.0, y, width, 'fill="#333333"')
            body += lines
    if network.decision_rules:
        rules = _("Decision rules: {rules}").format(rules=" ".join(network.decision_rules))
        lines, y = _block(rules, 10.0, 14.0, y + 4, width, 'fill="#333333"')
        body += lines
    return body, y + 6


def _above(made: Picture) -> Iterator[tuple[str, float, float, str]]:
    network = made.network
    yield network.title, 18.0, 24.0, 'font-weight="bold"'
    if network.synthetic:
        yield synthetic_mark(), 11.0, 15.0, 'font-weight="bold" fill="#8a1c1c"'
    yield network.reading, 12.0, 16.0, 'fill="#333333"'
    if not network.nodes:
        yield _("There is nothing to draw."), 12.0, 16.0, 'font-style="italic"'


def _hidden(made: Picture) -> str:
    if not made.hidden:
        return ""
    return _("{n} edges have no room for their numbers here; the tables have them.").format(n=made.hidden)


def _block(text: str, size: float, line: float, y: float, width: float, look: str) -> tuple[list[str], float]:
    """Lines of running text, and where the next may begin."""
    made = []
    for part in wrapped(visible(text), size, width - 2 * _MARGIN, 40, bold="bold" in look):
        y += line
        made.append(_text(_MARGIN, y, part, size, look))
    return made, y


def graph(made: Picture, n: int) -> Iterator[str]:
    """Edges, labels of edges, and nodes above them; each carries what a page needs to move it."""
    network = made.network
    keys = {node.key: k for k, node in enumerate(network.nodes)}
    for k, (edge, route) in enumerate(zip(network.edges, made.routes, strict=True)):
        yield _edge(edge, route, made, f"e{n}-{k}", f"n{n}-{keys[edge.start]}", f"n{n}-{keys[edge.end]}")
    for k, edge in enumerate(network.edges):
        yield _tag(made, k, edge, f"t{n}-{k}")
    for k, (node, box, lines) in enumerate(zip(network.nodes, made.boxes, made.faces, strict=True)):
        yield _node(node, box, lines, f"n{n}-{k}")


def _edge(edge: Edge, route: Route, made: Picture, key: str, start: str, end: str) -> str:
    names = {node.key: node.label for node in made.network.nodes}
    words = edge.label or link_word(edge.type)
    told = f"{names[edge.start]} – {words} {sign_shown(edge.sign)} – {names[edge.end]}"
    told = " ".join(f"{told} ({_behind(edge)}) {edge.memo}".split())
    return (
        f'<path id="{key}" class="edge" data-start="{start}" data-end="{end}" d="{_path(route.knots)}" fill="none" '
        f'stroke="{stroke(edge)}" stroke-width="{_n(1.2 + 2.4 * (edge.weight or 0.0))}"{dashes(edge)}'
        f"{head(edge, made.network)}><title>{escape(visible(told))}</title></path>\n"
    )


def _behind(edge: Edge) -> str:
    if edge.inferred and not edge.evidence:
        return _("inferred")
    return _("people: {people}; passages: {passages}").format(people=edge.people, passages=len(edge.evidence))


def _path(knots: Sequence[Point]) -> str:
    """Two points a line, three a bow that the middle one steers, more a chain of level curves."""
    if not knots:
        return "M0 0"
    begin = f"M{_n(knots[0].x)} {_n(knots[0].y)}"
    if len(knots) == 2:
        return f"{begin} L{_n(knots[1].x)} {_n(knots[1].y)}"
    if len(knots) == 3:
        c, b = knots[1], knots[2]
        return f"{begin} Q{_n(c.x)} {_n(c.y)} {_n(b.x)} {_n(b.y)}"
    parts = [begin]
    for a, b in pairwise(knots):
        if a == b:
            continue
        if abs(a.y - b.y) < 0.05:
            parts.append(f"L{_n(b.x)} {_n(b.y)}")
        else:
            middle = (a.x + b.x) / 2
            parts.append(f"C{_n(middle)} {_n(a.y)} {_n(middle)} {_n(b.y)} {_n(b.x)} {_n(b.y)}")
    return " ".join(parts)


def _tag(made: Picture, k: int, edge: Edge, key: str) -> str:
    box, mark = made.label_box(k), made.tags[k]
    if box is None or not mark.lines:
        return ""
    first = -(len(mark.lines) - 1) * TAG_LINE / 2 + TAG * 0.36
    heavy = ' font-weight="bold"' if edge.sign else ""
    lines = "".join(
        f'<tspan x="0" y="{_n(first + n * TAG_LINE)}">{escape(line)}</tspan>' for n, line in enumerate(mark.lines)
    )
    return (
        f'<g id="{key}" class="label" transform="translate({_n(box.x)} {_n(box.y)})"><rect x="{_n(-box.width / 2)}" '
        f'y="{_n(-box.height / 2)}" width="{_n(box.width)}" height="{_n(box.height)}" fill="#ffffff" '
        f'fill-opacity="0.92"/><text text-anchor="middle" font-size="{_n(TAG)}"{heavy} fill="#111111">{lines}</text>'
        "</g>\n"
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
        for text in texts:
            y += step
            words.append(_text(box.x, y - step * 0.26, text, size, f'{look} text-anchor="middle"'))
    border = "" if node.evidence else f' stroke-dasharray="{DASHED}"'
    look = f'fill="{fill(node)}" stroke="{outline(node)}" stroke-width="1.3"{border}'
    return (
        f'<g id="{key}" class="node" data-x="{_n(box.x)}" data-y="{_n(box.y)}" data-w="{_n(box.width)}" '
        f'data-h="{_n(box.height)}"><title>{escape(visible(told))}</title>'
        f"{shape(node, box, look)}"
        f"{''.join(words)}</g>\n"
    )


def _text(x: float, y: float, text: str, size: float, look: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" {look}>{escape(visible(text))}</text>\n'


def _n(value: float) -> str:
    """A number of pixels, one decimal at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
