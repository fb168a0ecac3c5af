"""A network with a place for everything: nodes, edges and labels in pixels, each connected part beside the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.exchange.network.ends import corner, touching
from qda.exchange.network.force import LENGTH, Tie, force
from qda.exchange.network.labels import bent, hidden_lines, placed_labels, runs_through, straight
from qda.exchange.network.layered import Laid, Point, Route, Wire, layered, slots_needed
from qda.exchange.network.measure import Box
from qda.exchange.network.shapes import Face, Tag, face, tag
from qda.model.network import Layout, Network

_MOST_SLOTS = 8_000
_APART, _ASPECT = 36.0, 1.2  # room between parts; width to height between a page that lies and one that stands
_FEW, _AMISS = 30, 0.5  # nodes that are laid out in no time; how much larger may be what has one fault less
_LENGTHS = (LENGTH, 200.0, 180.0, 150.0, 140.0, 130.0, 120.0, 110.0, 100.0, 90.0, 80.0)  # pixels of an edge
_NARROWEST = 640.0  # what a page has anyhow
_BROADEST = 780.0  # 16 cm wide, its smallest letters have 6 points
_MANY_PARTS = 24  # of more, the widths of the first are tried


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
    """Lay a network out; the same network gives the same picture."""
    faces = tuple(face(node) for node in network.nodes)
    tags = tuple(tag(edge) for edge in network.edges)
    index = {node.key: n for n, node in enumerate(network.nodes)}
    ends = [(index[edge.start], index[edge.end]) for edge in network.edges]
    if network.layout is Layout.TREE:
        tags = tuple(Tag(lines=(), width=0.0, height=0.0) for _edge in tags)
        ends = [(end, start) for start, end in ends]
    parts = _parts(len(faces), ends)
    if network.layout is Layout.FORCE or _entangled(len(faces), tags, ends):
        return _spread(network, faces, tags, ends, parts)
    laid = [_part_layered(faces, tags, ends, nodes, edges) for nodes, edges in parts]
    boxes, routes, width, height = _packed(faces, tags, parts, laid)
    if network.layout is Layout.TREE:
        routes = [replace(route, knots=tuple(reversed(route.knots))) for route in routes]
        ends = [(end, start) for start, end in ends]
    return Picture(
        network=network,
        faces=faces,
        tags=tags,
        boxes=tuple(boxes),
        routes=_touching(network, boxes, routes, ends),
        width=width,
        height=height,
    )


def _touching(
    network: Network, boxes: Sequence[Box], routes: Sequence[Route], ends: Sequence[tuple[int, int]]
) -> tuple[Route, ...]:
    """The routes from outline to outline."""
    round_ = [(box, corner(node, box.height)) for node, box in zip(network.nodes, boxes, strict=True)]
    return tuple(touching(route, round_[a], round_[b]) for route, (a, b) in zip(routes, ends, strict=True))


_Part = tuple[list[int], list[int]]  # nodes and edges


def _parts(n: int, ends: Sequence[tuple[int, int]]) -> list[_Part]:
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
    found: dict[int, _Part] = {}
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
    faces: Sequence[Face], tags: Sequence[Tag], ends: Sequence[tuple[int, int]], nodes: list[int], edges: list[int]
) -> Laid:
    at = {node: k for k, node in enumerate(nodes)}
    return layered(
        [(faces[node].width, faces[node].height) for node in nodes],
        [Wire(start=at[ends[k][0]], end=at[ends[k][1]], width=tags[k].width, height=tags[k].height) for k in edges],
    )


def _spread(
    network: Network,
    faces: tuple[Face, ...],
    tags: tuple[Tag, ...],
    ends: list[tuple[int, int]],
    parts: list[_Part],
) -> Picture:
    """By what is tied; where it takes no time, with the length of edges that shows all of it best.

    Best is what is smallest, where few edges run through boxes and few numbers have no room.
    """
    few = len(faces) <= _FEW and len(ends) <= 2 * _FEW
    tried = (_spread_at(network, faces, tags, ends, parts, length) for length in (_LENGTHS if few else (LENGTH,)))
    return min(tried, key=lambda found: max(found[1].width / _ASPECT, found[1].height) * (1 + _AMISS * found[0]))[1]


def _spread_at(
    network: Network,
    faces: tuple[Face, ...],
    tags: tuple[Tag, ...],
    ends: list[tuple[int, int]],
    parts: list[_Part],
    length: float,
) -> tuple[int, Picture]:
    """The picture, and how much of it is amiss."""
    laid = []
    for nodes, edges in parts:
        at = {node: k for k, node in enumerate(nodes)}
        ties = [
            Tie(
                start=at[ends[k][0]],
                end=at[ends[k][1]],
                strength=0.5 if (weight := network.edges[k].weight) is None else weight,
                width=tags[k].width,
                height=tags[k].height,
            )
            for k in edges
        ]
        places = force([(faces[node].width, faces[node].height) for node in nodes], ties, length)
        nothing = Route(knots=(), label=None)
        laid.append(Laid(places=places, routes=tuple(nothing for _edge in edges)))
    boxes, _routes, width, height = _packed(faces, tags, parts, laid)
    few = len(ends) <= 400
    paths = bent(boxes, ends) if few else straight(boxes, ends)
    labels = placed_labels(boxes, paths, tags)
    found = [Route(knots=path, label=label) for path, label in zip(paths, labels, strict=True)]
    hidden = sum(label is None and bool(mark.lines) for label, mark in zip(labels, tags, strict=True))
    low = min([0.0, *(p.x for path in paths for p in path), *(p.y for path in paths for p in path)])
    made = Picture(
        network=network,
        faces=faces,
        tags=tags,
        boxes=tuple(boxes),
        routes=_touching(network, boxes, found, ends),
        width=width,
        height=height,
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
        routes=tuple(_moved(route, by, by) for route in made.routes),
        width=right + by,
        height=bottom + by,
    )


def _packed(
    faces: Sequence[Face], tags: Sequence[Tag], parts: list[_Part], laid: list[Laid]
) -> tuple[list[Box], list[Route], float, float]:
    """The parts on shelves, as wide as shows them largest on a page; nothing is turned or scaled."""
    found = [_Extent(faces, tags, part, made) for part, made in zip(parts, laid, strict=True)]
    corners, width, height = _shelved([(one.width, one.height) for one in found])
    boxes: dict[int, Box] = {}
    routes: dict[int, Route] = {}
    for one, corner_, (nodes, edges), made in zip(found, corners, parts, laid, strict=True):
        x, y = corner_.x - one.left, corner_.y - one.top
        for node, place in zip(nodes, made.places, strict=True):
            boxes[node] = Box(x=place.x + x, y=place.y + y, width=faces[node].width, height=faces[node].height)
        for edge, route in zip(edges, made.routes, strict=True):
            routes[edge] = _moved(route, x, y)
    return [boxes[n] for n in range(len(boxes))], [routes[n] for n in range(len(routes))], width, height


def _shelved(sizes: Sequence[tuple[float, float]]) -> tuple[list[Point], float, float]:
    """The upper left corners of parts, and how wide and high all of it is.

    Of the widths at which a shelf is just full, the one with which a page shows it largest; the narrower of equals.
    """
    widest = max((width for width, _height in sizes), default=0.0)
    area = sum((width + _APART) * (height + _APART) for width, height in sizes)
    full = {widest, max(widest, (area * _ASPECT) ** 0.5)}
    for first in range(min(len(sizes), _MANY_PARTS)):
        x = 0.0
        for width, _height in sizes[first : first + _MANY_PARTS]:
            x += width
            full.add(max(x, widest))
            x += _APART
    return min((_shelves(sizes, page) for page in sorted(full)), key=lambda one: _room(one[1], one[2]))


def _room(width: float, height: float) -> float:
    """How much of a page a picture takes; dear where its letters would be printed smaller than 6 points."""
    too_broad = min(max(width - _BROADEST, 0.0), _BROADEST / 2)  # beyond that nobody prints it on one page
    return max(width, _NARROWEST) / _ASPECT + too_broad + height


def _shelves(sizes: Sequence[tuple[float, float]], page: float) -> tuple[list[Point], float, float]:
    corners = []
    x = y = shelf = most = 0.0
    for width, height in sizes:
        if x and x + width > page:
            x, y, shelf = 0.0, y + shelf + _APART, 0.0
        corners.append(Point(x=x, y=y))
        most, shelf = max(most, x + width), max(shelf, height)
        x += width + _APART
    return corners, most, y + shelf


class _Extent:
    """How far a part reaches."""

    def __init__(self, faces: Sequence[Face], tags: Sequence[Tag], part: _Part, made: Laid) -> None:
        boxes = [
            Box(x=place.x, y=place.y, width=faces[node].width, height=faces[node].height)
            for node, place in zip(part[0], made.places, strict=True)
        ]
        boxes += [
            Box(x=route.label.x, y=route.label.y, width=tags[k].width, height=tags[k].height)
            for k, route in zip(part[1], made.routes, strict=True)
            if route.label
        ]
        knots = [knot for route in made.routes for knot in route.knots]
        self.left = min([box.left for box in boxes] + [knot.x for knot in knots])
        self.top = min([box.top for box in boxes] + [knot.y for knot in knots])
        self.width = max([box.right for box in boxes] + [knot.x for knot in knots]) - self.left
        self.height = max([box.bottom for box in boxes] + [knot.y for knot in knots]) - self.top


def _moved(route: Route, x: float, y: float) -> Route:
    label = route.label
    return Route(
        knots=tuple(Point(x=knot.x + x, y=knot.y + y) for knot in route.knots),
        label=None if label is None else Point(x=label.x + x, y=label.y + y),
    )
