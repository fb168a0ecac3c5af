"""Connected parts of a network on shelves, as wide as shows them largest on a page; nothing is turned or scaled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qda.exchange.network.layered import Laid, Point, Route
from qda.exchange.network.measure import Box
from qda.exchange.network.shapes import Face, Tag

_APART = 36.0  # pixels between parts
ASPECT = 1.2  # width to height between a page that lies and one that stands
_NARROWEST = 640.0  # what a page has anyhow
_BROADEST = 780.0  # 16 cm wide, its smallest letters have 6 points
_MANY_PARTS = 24  # of more, the widths of the first are tried

Part = tuple[list[int], list[int]]  # nodes and edges


def packed(
    faces: Sequence[Face], tags: Sequence[Tag], parts: list[Part], laid: list[Laid]
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
            routes[edge] = moved(route, x, y)
    return [boxes[n] for n in range(len(boxes))], [routes[n] for n in range(len(routes))], width, height


def _shelved(sizes: Sequence[tuple[float, float]]) -> tuple[list[Point], float, float]:
    """The upper left corners of parts, and how wide and high all of it is.

    Of the widths at which a shelf is just full, the one with which a page shows it largest; the narrower of equals.
    """
    widest = max((width for width, _height in sizes), default=0.0)
    area = sum((width + _APART) * (height + _APART) for width, height in sizes)
    full = {widest, max(widest, (area * ASPECT) ** 0.5)}
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
    return max(width, _NARROWEST) / ASPECT + too_broad + height


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

    def __init__(self, faces: Sequence[Face], tags: Sequence[Tag], part: Part, made: Laid) -> None:
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


def moved(route: Route, x: float, y: float) -> Route:
    """A route so many pixels further to the right and down."""
    label = route.label
    return replace(
        route,
        knots=tuple(Point(x=knot.x + x, y=knot.y + y) for knot in route.knots),
        label=None if label is None else Point(x=label.x + x, y=label.y + y),
    )
