"""A network with a place for everything: nodes, edges and labels in pixels, each connected part beside the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from qda.exchange.network.ends import corner, touching
from qda.exchange.network.force import LENGTH, Tie, relaxed, settled
from qda.exchange.network.labels import bent, hidden_lines, placed_labels, runs_through, straight
from qda.exchange.network.layered import Laid, Route, Wire, layered, slots_needed
from qda.exchange.network.measure import Box
from qda.exchange.network.paper import kept
from qda.exchange.network.shapes import NARROW, WIDE, Face, Tag, face, tag
from qda.exchange.network.shelves import ASPECT, Part, moved, packed
from qda.model.network import Layout, Network

if TYPE_CHECKING:
    from qda.exchange.network.force import Numbers

_MOST_SLOTS = 8_000
_FEW, _SOME = 30, 100  # nodes that are laid out in no time, and those that are laid out several times nevertheless
_AMISS = 0.5  # how much larger may be what has one fault less
_LOOKED_AT = 30  # ways of which the edges are drawn to see what is amiss, more where something is amiss in all
_LESS = 1.05  # how much larger a network has to come out to have narrow boxes, or to run downwards
_LENGTHS = (LENGTH, 130.0, 115.0, 105.0, 96.0, 88.0, 80.0)  # pixels of an edge
_FOLDS = ((1.0, 1.0), (0.8, 1.0), (0.65, 1.0), (1.0, 0.75), (0.8, 0.8))  # what it is pressed to, across and down


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn where.

    Attributes:
        boxes: A box a node, in their order.
        routes: A route an edge; its label is None where there is nothing to say or no room.
        hidden: Edges whose label found no room.
    """

    network: Network
    faces: tuple[Face, ...]
    tags: tuple[Tag, ...]
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    width: float
    height: float
    hidden: int = 0

    def label_box(self, edge: int) -> Box | None:
        """Where an edge's label stands."""
        at, mark = self.routes[edge].label, self.tags[edge]
        return None if at is None else Box(x=at.x, y=at.y, width=mark.width, height=mark.height)


def picture(network: Network) -> Picture:
    """Lay a network out; the same network gives the same picture.

    Of several ways, where there is time to try them, the one whose letters are largest on paper.
    """
    tags = tuple(tag(edge) for edge in network.edges)
    index = {node.key: n for n, node in enumerate(network.nodes)}
    ends = [(index[edge.start], index[edge.end]) for edge in network.edges]
    if network.layout is Layout.TREE:
        tags = tuple(Tag(lines=(), width=0.0, height=0.0) for _edge in tags)
        ends = [(end, start) for start, end in ends]
    parts = _parts(len(network.nodes), ends)
    if network.layout is Layout.FORCE or _entangled(len(network.nodes), tags, ends):
        return _spread(network, tags, ends, parts)
    tried = [(n, _along(network, tags, ends, parts, way)) for n, way in enumerate(_ways(network))]
    return min(tried, key=lambda one: _LESS ** one[0] / kept(one[1].width, one[1].height))[1]


def _ways(network: Network) -> Iterator[tuple[float, bool]]:
    """How wide boxes may be, and whether the network runs downwards; the usual first. Trees always run across."""
    yield WIDE, False
    if len(network.nodes) <= _SOME:
        yield NARROW, False
        if network.layout is not Layout.TREE:
            yield WIDE, True
            yield NARROW, True


def _along(
    network: Network, tags: tuple[Tag, ...], ends: list[tuple[int, int]], parts: list[Part], way: tuple[float, bool]
) -> Picture:
    """From rank to rank."""
    width, down = way
    faces = tuple(face(node, width) for node in network.nodes)
    laid = [_part_layered(faces, tags, ends, part, down=down) for part in parts]
    boxes, routes, across, high = packed(faces, tags, parts, laid)
    if network.layout is Layout.TREE:
        routes = [replace(route, knots=tuple(reversed(route.knots))) for route in routes]
        ends = [(end, start) for start, end in ends]
    return Picture(
        network=network,
        faces=faces,
        tags=tags,
        boxes=tuple(boxes),
        routes=_touching(network, boxes, routes, ends),
        width=across,
        height=high,
    )


def _touching(
    network: Network, boxes: Sequence[Box], routes: Sequence[Route], ends: Sequence[tuple[int, int]]
) -> tuple[Route, ...]:
    """The routes from outline to outline."""
    round_ = [(box, corner(node, box.height)) for node, box in zip(network.nodes, boxes, strict=True)]
    return tuple(touching(route, round_[a], round_[b]) for route, (a, b) in zip(routes, ends, strict=True))


def _parts(n: int, ends: Sequence[tuple[int, int]]) -> list[Part]:
    """Connected parts, the largest first, then by their first node."""
    root = list(range(n))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in ends:
        one, other = find(a), find(b)
        root[max(one, other)] = min(one, other)
    found: dict[int, Part] = {}
    for node in range(n):
        found.setdefault(find(node), ([], []))[0].append(node)
    for k, (a, _b) in enumerate(ends):
        found[find(a)][1].append(k)
    return sorted(found.values(), key=lambda part: (-len(part[0]), part[0][0]))


def _entangled(n: int, tags: Sequence[Tag], ends: Sequence[tuple[int, int]]) -> bool:
    """Whether nobody could follow the edges if they ran from rank to rank."""
    wires = [Wire(start=a, end=b, width=mark.width) for (a, b), mark in zip(ends, tags, strict=True)]
    return slots_needed(n, wires) > _MOST_SLOTS


def _part_layered(
    faces: Sequence[Face], tags: Sequence[Tag], ends: Sequence[tuple[int, int]], part: Part, *, down: bool
) -> Laid:
    nodes, edges = part
    at = {node: k for k, node in enumerate(nodes)}
    return layered(
        [(faces[node].width, faces[node].height) for node in nodes],
        [Wire(start=at[ends[k][0]], end=at[ends[k][1]], width=tags[k].width, height=tags[k].height) for k in edges],
        down=down,
    )


def _spread(network: Network, tags: tuple[Tag, ...], ends: list[tuple[int, int]], parts: list[Part]) -> Picture:
    """By what is tied; where it takes no time, in the way that shows all of it best.

    Best is what is largest on paper, where few edges run through boxes and few numbers have no room.
    """
    ties = [_ties(network, tags, ends, part) for part in parts]
    loose = [relaxed(len(nodes), tied) for (nodes, _edges), tied in zip(parts, ties, strict=True)]
    found: list[tuple[tuple[float, float], int, _Spread]] = []
    for n, way in enumerate(_spreads(len(network.nodes), len(ends))):
        faces = tuple(face(node, way.boxes) for node in network.nodes)
        laid = []
        for (nodes, edges), tied, places in zip(parts, ties, loose, strict=True):
            settled_ = settled(way.pressed(places), [(faces[node].width, faces[node].height) for node in nodes], tied)
            laid.append(Laid(places=settled_, routes=tuple(Route(knots=(), label=None) for _edge in edges)))
        boxes, _routes, width, height = packed(faces, tags, parts, laid)
        one = _Spread(faces=faces, boxes=boxes, width=width, height=height, dear=_LESS if way.boxes < WIDE else 1.0)
        found.append((_price(width, height, one.dear), n, one))
    best: tuple[tuple[float, float], Picture] | None = None
    few, clean = len(network.nodes) <= _FEW, False
    for looked, (least, _n, one) in enumerate(sorted(found, key=lambda entry: entry[:2])):
        enough = looked >= _LOOKED_AT and clean if few else looked >= _LOOKED_AT // 10
        if best is not None and (enough or least >= best[0]):
            break
        amiss, made = _joined(network, tags, ends, one)
        clean = clean or not amiss
        price = _price(made.width, made.height, one.dear * (1 + _AMISS * amiss))
        if best is None or price < best[0]:
            best = price, made
    return best[1] if best else _joined(network, tags, ends, found[0][2])[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How a network is spread: the width of boxes, the length of edges, what it is pressed to, upright or lying."""

    boxes: float
    length: float
    fold: tuple[float, float]
    upright: bool

    def pressed(self, places: Numbers) -> Numbers:
        """Where things are to lie before they are pushed apart."""
        turned = places[:, ::-1] if self.upright else places
        made: Numbers = turned * (self.length / LENGTH) * self.fold
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Boxes that have their places, their edges not yet; and by how much that is thought dearer than it is."""

    faces: tuple[Face, ...]
    boxes: list[Box]
    width: float
    height: float
    dear: float


def _spreads(nodes: int, edges: int) -> Iterator[_Way]:
    """The ways there is time to try."""
    usual = (WIDE,), (LENGTH,), _FOLDS[:1], (False,)
    some = (NARROW,), (130.0, 105.0), _FOLDS[:2], (False, True)
    every = (WIDE, NARROW), _LENGTHS, _FOLDS, (False, True)
    few = nodes <= _FEW and edges <= 2 * _FEW
    for boxes, length, fold, upright in product(
        *(every if few else some if nodes <= _SOME and edges <= 2 * _SOME else usual)
    ):
        yield _Way(boxes=boxes, length=length, fold=fold, upright=upright)


def _price(width: float, height: float, dear: float) -> tuple[float, float]:
    """How small it comes out on paper; of equals, how large it is on the screen."""
    return dear / kept(width, height), dear * max(width / ASPECT, height)


def _ties(network: Network, tags: Sequence[Tag], ends: Sequence[tuple[int, int]], part: Part) -> list[Tie]:
    nodes, edges = part
    at = {node: k for k, node in enumerate(nodes)}
    return [
        Tie(
            start=at[ends[k][0]],
            end=at[ends[k][1]],
            strength=0.5 if (weight := network.edges[k].weight) is None else weight,
            width=tags[k].width,
            height=tags[k].height,
        )
        for k in edges
    ]


def _joined(
    network: Network, tags: tuple[Tag, ...], ends: list[tuple[int, int]], spread: _Spread
) -> tuple[int, Picture]:
    """The picture with its edges, and how much of it is amiss."""
    boxes = spread.boxes
    few = len(ends) <= 400
    paths = bent(boxes, ends) if few else straight(boxes, ends)
    labels = placed_labels(boxes, paths, tags)
    found = [Route(knots=path, label=label) for path, label in zip(paths, labels, strict=True)]
    hidden = sum(label is None and bool(mark.lines) for label, mark in zip(labels, tags, strict=True))
    low = min([0.0, *(p.x for path in paths for p in path), *(p.y for path in paths for p in path)])
    made = Picture(
        network=network,
        faces=spread.faces,
        tags=tags,
        boxes=tuple(boxes),
        routes=_touching(network, boxes, found, ends),
        width=spread.width,
        height=spread.height,
        hidden=hidden,
    )
    amiss = hidden + runs_through(boxes, ends, paths) + hidden_lines(paths, tags, labels) if few else hidden
    return amiss, _shifted(made, -low)


def _shifted(made: Picture, by: float) -> Picture:
    """All of it moved inwards where a curve left the page."""
    right = max([made.width, *(p.x for route in made.routes for p in route.knots)])
    bottom = max([made.height, *(p.y for route in made.routes for p in route.knots)])
    return replace(
        made,
        boxes=tuple(replace(box, x=box.x + by, y=box.y + by) for box in made.boxes),
        routes=tuple(moved(route, by, by) for route in made.routes),
        width=right + by,
        height=bottom + by,
    )
