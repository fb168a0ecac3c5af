"""Edges between boxes that lie anywhere: around boxes that stand in the way, labels where nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from qda.exchange.network.layered import Point
from qda.exchange.network.measure import Box
from qda.exchange.network.shapes import Tag

_BENDS = (0.0, 26.0, -26.0, 52.0, -52.0, 90.0, -90.0, 140.0, -140.0)  # pixels off the straight line
_LEANS = (0.0, 0.25, -0.25)  # share of the way by which the bend lies nearer to one end
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_ASIDE = (0.0, 10.0, -10.0, 18.0, -18.0)
_MOST_LINES = 400  # edges for which there is time to look whether labels lie on others
_STRIDE, _HEAD, _HEADS = 6.0, 9.0, -1  # pixels between points of an edge, and from its end to the middle of its head
_FEW = 120  # edges for which there is time to try every bend
_STEPS, _CELL, _CLEAR = 24, 160.0, 4.0
_CLEAR = 4.0  # pixels between an edge and a box that it passes


def straight(boxes: Sequence[Box], ends: Sequence[tuple[int, int]]) -> list[tuple[Point, ...]]:
    """Straight edges from side to side; several between two nodes are bent apart."""
    turns = _turns(ends)
    return [_path(boxes[a], boxes[b], 40.0 * turn) for (a, b), turn in zip(ends, turns, strict=True)]


def bent(boxes: Sequence[Box], ends: Sequence[tuple[int, int]]) -> list[tuple[Point, ...]]:
    """Edges bent as little as keeps them out of other boxes: two points, or three where the middle one steers."""
    found = []
    leans = _LEANS if len(ends) <= _FEW else _LEANS[:1]
    for (a, b), turn in zip(ends, _turns(ends), strict=True):
        others = [box for n, box in enumerate(boxes) if n not in (a, b)]
        path = _path(boxes[a], boxes[b], 40.0 * turn)
        fewest = _hits(path, others)
        for lean, bend in product(leans, _BENDS[1:]):
            if not fewest:
                break
            other = _path(boxes[a], boxes[b], bend + 40.0 * turn, lean)
            if (hits := _hits(other, others)) < fewest:
                path, fewest = other, hits
        found.append(path)
    return found


def _turns(ends: Sequence[tuple[int, int]]) -> list[int]:
    """0 for the first edge between two nodes, then 1, -1, 2 …, seen from the same end."""
    seen: dict[tuple[int, int], int] = {}
    turns = []
    for a, b in ends:
        pair = (min(a, b), max(a, b))
        n = seen[pair] = seen.get(pair, -1) + 1
        turn = (n + 1) // 2 * (1 if n % 2 else -1)
        turns.append(turn if a < b else -turn)
    return turns


def at(path: Sequence[Point], t: float) -> Point:
    """The point at a share of the way along two points, or three of which the middle one steers."""
    if len(path) == 2:
        a, b = path
        return Point(x=a.x + (b.x - a.x) * t, y=a.y + (b.y - a.y) * t)
    a, c, b = path
    u = 1 - t
    return Point(x=u * u * a.x + 2 * u * t * c.x + t * t * b.x, y=u * u * a.y + 2 * u * t * c.y + t * t * b.y)


def runs_through(boxes: Sequence[Box], ends: Sequence[tuple[int, int]], paths: Sequence[Sequence[Point]]) -> int:
    """How often an edge runs through a box that it does not join."""
    return sum(
        _hits(path, [box for n, box in enumerate(boxes) if n not in pair])
        for pair, path in zip(ends, paths, strict=True)
    )


def _path(start: Box, end: Box, bend: float, lean: float = 0.0) -> tuple[Point, ...]:
    dx, dy = end.x - start.x, end.y - start.y
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    if not bend:
        return (_side(start, end.x, end.y), _side(end, start.x, start.y))
    middle = Point(
        x=(start.x + end.x) / 2 + dx * lean - dy / length * bend * 2,
        y=(start.y + end.y) / 2 + dy * lean + dx / length * bend * 2,
    )
    return (_side(start, middle.x, middle.y), middle, _side(end, middle.x, middle.y))


def _side(box: Box, x: float, y: float) -> Point:
    """Where the line from a box's middle to a place leaves the box."""
    dx, dy = x - box.x, y - box.y
    if not dx and not dy:
        return Point(x=box.x, y=box.top)
    scale = min(
        box.width / 2 / abs(dx) if dx else float("inf"),
        box.height / 2 / abs(dy) if dy else float("inf"),
    )
    return Point(x=box.x + dx * min(scale, 1.0), y=box.y + dy * min(scale, 1.0))


def _hits(path: Sequence[Point], boxes: Sequence[Box]) -> int:
    left, right = min(p.x for p in path) - _CLEAR, max(p.x for p in path) + _CLEAR
    top, bottom = min(p.y for p in path) - _CLEAR, max(p.y for p in path) + _CLEAR
    near = [box for box in boxes if box.left < right and box.right > left and box.top < bottom and box.bottom > top]
    if not near:
        return 0
    points = [at(path, step / _STEPS) for step in range(1, _STEPS)]
    return sum(
        any(abs(p.x - box.x) < box.width / 2 + _CLEAR and abs(p.y - box.y) < box.height / 2 + _CLEAR for p in points)
        for box in near
    )


def placed_labels(boxes: Sequence[Box], paths: Sequence[Sequence[Point]], tags: Sequence[Tag]) -> list[Point | None]:
    """The middle of each label, on its edge or close beside it, clear of boxes and other labels; None without room.

    Where there is a choice it hides no other edge and no head of an arrow.
    """
    grid = _Grid()
    for box in boxes:
        grid.add(box)
    lines = _Lines(paths) if len(paths) <= _MOST_LINES else None
    found: list[Point | None] = []
    for k, (path, mark) in enumerate(zip(paths, tags, strict=True)):
        place = _free(path, mark, grid, lines, k) if mark.lines else None
        if place is not None:
            grid.add(Box(x=place.x, y=place.y, width=mark.width, height=mark.height))
        found.append(place)
    return found


def hidden_lines(paths: Sequence[Sequence[Point]], tags: Sequence[Tag], labels: Sequence[Point | None]) -> int:
    """How many other edges and heads of arrows labels lie on."""
    lines = _Lines(paths)
    return sum(
        lines.under(Box(x=label.x, y=label.y, width=mark.width, height=mark.height), k)
        for k, (mark, label) in enumerate(zip(tags, labels, strict=True))
        if label is not None
    )


def _free(path: Sequence[Point], mark: Tag, grid: _Grid, lines: _Lines | None, k: int) -> Point | None:
    ends = path[0], path[-1]
    dx, dy = ends[1].x - ends[0].x, ends[1].y - ends[0].y
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    best, least = None, 0
    for aside, t in product(_ASIDE, _ALONG):
        on = at(path, t)
        place = Point(x=on.x - dy / length * aside, y=on.y + dx / length * aside)
        box = Box(x=place.x, y=place.y, width=mark.width, height=mark.height)
        if grid.taken(box):
            continue
        under = lines.under(box, k) if lines else 0
        if not under:
            return place
        if best is None or under < least:
            best, least = place, under
    return best


class _Lines:
    """Points along all edges by the squares they lie in."""

    def __init__(self, paths: Sequence[Sequence[Point]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, Point]]] = {}
        for k, path in enumerate(paths):
            length = sum(((b.x - a.x) ** 2 + (b.y - a.y) ** 2) ** 0.5 for a, b in pairwise(path))
            steps = max(2, int(length / _STRIDE))
            for step in range(1, steps):
                self._add(k, at(path, step / steps))
            self._add(_HEADS, at(path, max(0.5, 1 - _HEAD / max(length, 1.0))))

    def under(self, box: Box, own: int) -> int:
        """How many edges run through a box, its own left out, and heads of arrows."""
        across = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        down = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
        met = {
            (k, point if k == _HEADS else None)
            for x in across
            for y in down
            for k, point in self._cells.get((x, y), ())
            if k != own and abs(point.x - box.x) < box.width / 2 and abs(point.y - box.y) < box.height / 2
        }
        return len(met)

    def _add(self, k: int, point: Point) -> None:
        self._cells.setdefault((int(point.x // _CELL), int(point.y // _CELL)), []).append((k, point))


class _Grid:
    """Boxes by the squares they touch, so that only near ones are looked at."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self._cells.setdefault(cell, []).append(box)

    def taken(self, box: Box) -> bool:
        return any(box.meets(other, 2.0) for cell in self._touched(box) for other in self._cells.get(cell, ()))

    def _touched(self, box: Box) -> list[tuple[int, int]]:
        across = range(int((box.left - 2) // _CELL), int((box.right + 2) // _CELL) + 1)
        down = range(int((box.top - 2) // _CELL), int((box.bottom + 2) // _CELL) + 1)
        return [(x, y) for x in across for y in down]
