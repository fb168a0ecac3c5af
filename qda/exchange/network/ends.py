"""Where lines end: on the outline of a node, which may be round, and before the head of an arrow, which may be thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qda.exchange.network.layered import Point, Route
from qda.exchange.network.measure import Box
from qda.exchange.network.shapes import ROUND
from qda.model.network import Node

HEAD = 8.0  # pixels from the tip of an arrow back to where its line ends
_SHARP, _SOFT, _ROUNDEST = 0.0, 4.0, 26.0
_HALVES = 20


def corner(node: Node, height: float) -> float:
    """The radius of a node's corners, pixels: none of events, half the height of what has round ends."""
    if node.kind == "event":
        return _SHARP
    return min(height / 2, _ROUNDEST) if node.kind in ROUND else _SOFT


def touching(route: Route, start: tuple[Box, float], end: tuple[Box, float]) -> Route:
    """The route from outline to outline.

    Args:
        route: From side to side of the two boxes.
        start: The box it leaves, and the radius of its corners.
        end: The box it reaches, and the radius of its corners.
    """
    if len(route.knots) < 2:
        return route
    first = _met(route.knots[0], _inwards(route, route.knots[0], start[0]), *start)
    last = _met(route.knots[-1], _inwards(route, route.knots[-1], end[0]), *end)
    return replace(route, knots=(first, *route.knots[1:-1], last))


def before_head(route: Route) -> tuple[Point, ...]:
    """The line without the last pixels of its way, which the head covers; as it was where it is shorter than that."""
    if not route.upright:
        return _before_head(route.knots)
    return tuple(Point(x=knot.y, y=knot.x) for knot in _before_head([Point(x=p.y, y=p.x) for p in route.knots]))


def _before_head(knots: Sequence[Point]) -> tuple[Point, ...]:
    """The same of a line whose curves reach their knots level."""
    tip = knots[-1]
    level = len(knots) > 3
    last = next((knot for knot in reversed(knots) if knot != tip), tip)
    dx, dy = tip.x - last.x, 0.0 if level else tip.y - last.y
    length = (dx * dx + dy * dy) ** 0.5
    if level:
        begin = Point(x=tip.x - (HEAD if dx > 0 else -HEAD), y=tip.y)
        kept = [knot for knot in knots[:-1] if knot.x * dx < begin.x * dx or knot.y != tip.y]
        return (*kept, begin)
    if length <= HEAD:
        return tuple(knots)
    return (*knots[:-1], Point(x=tip.x - dx / length * HEAD, y=tip.y - dy / length * HEAD))


def _inwards(route: Route, end: Point, box: Box) -> Point:
    """A place within the box towards which an end of the line may be moved: curves stay level, or upright."""
    if len(route.knots) <= 3:
        return Point(x=box.x, y=box.y)
    return Point(x=end.x, y=box.y) if route.upright else Point(x=box.x, y=end.y)


def _met(outside: Point, inside: Point, box: Box, radius: float) -> Point:
    """Where the way inwards first meets the outline."""
    if _within(outside, box, radius):
        return outside
    for _halving in range(_HALVES):
        middle = Point(x=(outside.x + inside.x) / 2, y=(outside.y + inside.y) / 2)
        if _within(middle, box, radius):
            inside = middle
        else:
            outside = middle
    return inside


def _within(point: Point, box: Box, radius: float) -> bool:
    across, down = abs(point.x - box.x), abs(point.y - box.y)
    if across > box.width / 2 + 0.01 or down > box.height / 2 + 0.01:
        return False
    dx, dy = across - (box.width / 2 - radius), down - (box.height / 2 - radius)
    return dx <= 0 or dy <= 0 or dx * dx + dy * dy <= (radius + 0.01) ** 2
