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
    first = _met(route.knots[0], _inwards(route.knots, *start), *start)
    last = _met(route.knots[-1], _inwards(route.knots[::-1], *end), *end)
    return replace(route, knots=(first, *route.knots[1:-1], last))


def before_head(knots: Sequence[Point]) -> tuple[Point, ...]:
    """The line without the last pixels of its way, which the head covers; as it was where it is shorter than that."""
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


def _inwards(knots: Sequence[Point], box: Box, _radius: float) -> Point:
    """A place within the box towards which its end of the line may be moved: level curves stay level."""
    return Point(x=box.x, y=knots[0].y if len(knots) > 3 else box.y)


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
