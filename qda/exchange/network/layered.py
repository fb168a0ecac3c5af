"""Along the arrows: ranks from left to right or downwards, few crossings, room for labels on their edge.

The steps are those of Sugiyama, Tagawa and Toda (1981), pages not checked: break circles, rank, order, place. An edge
that spans several ranks has a slot in each of them, and its label takes the middle one: neither runs into a box.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_RANK_GAP, _LABELLED_GAP, _ORDER_GAP, _SLOT = 44.0, 26.0, 16.0, 10.0
_DOWN = 0.75  # of the gaps between ranks, where they lie below each other
_LEVEL, _BESIDE = 8.0, 12.0  # pixels off its middle at which a lone edge may meet a node to run level; between others
_LONG = 0.25  # the same of a long side, as a share of it
_SWEEPS, _PASSES, _MANY = 24, 14, 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """An edge to be laid: positions of its nodes, and the room its label takes (0 for none)."""

    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the picture, in pixels."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where an edge runs: knots joined by curves that leave and reach them level, and the middle of its label.

    Attributes:
        upright: The curves leave and reach their knots upright.
    """

    knots: tuple[Point, ...]
    label: Point | None
    upright: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Middles of nodes and routes of edges, in the order in which they were given."""

    places: tuple[Point, ...]
    routes: tuple[Route, ...]


@dataclass(slots=True)
class _Item:
    """A node, or an edge's slot in a rank."""

    width: float
    height: float
    rank: int
    before: list[int]
    after: list[int]
    real: bool
    y: float = 0.0


def layered(sizes: Sequence[tuple[float, float]], wires: Sequence[Wire], *, down: bool = False) -> Laid:
    """Lay out one network.

    Args:
        sizes: Width and height of each node, pixels.
        wires: The edges; both ends differ.
        down: Ranks lie below each other instead of side by side.
    """
    if not down:
        return _across(sizes, wires, 1.0)
    lying = [Wire(start=one.start, end=one.end, width=one.height, height=one.width) for one in wires]
    laid = _across([(height, width) for width, height in sizes], lying, _DOWN)
    return Laid(
        places=tuple(_turned_point(one) for one in laid.places),
        routes=tuple(
            Route(
                knots=tuple(_turned_point(knot) for knot in route.knots),
                label=route.label and _turned_point(route.label),
                upright=True,
            )
            for route in laid.routes
        ),
    )


def _turned_point(one: Point) -> Point:
    return Point(x=one.y, y=one.x)


def _across(sizes: Sequence[tuple[float, float]], wires: Sequence[Wire], gaps: float) -> Laid:
    """Ranks side by side, with so much of the usual gaps between them."""
    turned = _turned(len(sizes), wires)
    step = _step(wires)
    ranks = _ranks(len(sizes), _pairs(wires, turned), step)
    items = [
        _Item(width=w, height=h, rank=r, before=[], after=[], real=True) for (w, h), r in zip(sizes, ranks, strict=True)
    ]
    slots = [_slots(items, wire, turn=turn) for wire, turn in zip(wires, turned, strict=True)]
    layers = _ordered(items)
    _place(items, layers)
    _straighten(items, layers, slots)
    edges = _sides(items, layers, gaps * (_LABELLED_GAP if step == 2 else _RANK_GAP))
    ports = _ports(items, wires, turned, slots)
    routes = [
        _route(items, edges, wire, chain, ports[n], turn=turn)
        for n, (wire, chain, turn) in enumerate(zip(wires, slots, turned, strict=True))
    ]
    places = tuple(Point(x=(edges[item.rank][0] + edges[item.rank][1]) / 2, y=item.y) for item in items[: len(sizes)])
    return Laid(places=places, routes=tuple(routes))


def slots_needed(n: int, wires: Sequence[Wire]) -> int:
    """How many slots the edges of so many nodes would take: a measure of how entangled a drawing along them is."""
    pairs = _pairs(wires, _turned(n, wires))
    ranks = _ranks(n, pairs, _step(wires))
    return sum(ranks[end] - ranks[start] - 1 for start, end in pairs)


def _step(wires: Sequence[Wire]) -> int:
    return 2 if any(wire.width for wire in wires) else 1


def _pairs(wires: Sequence[Wire], turned: Sequence[bool]) -> list[tuple[int, int]]:
    return [(w.end, w.start) if turn else (w.start, w.end) for w, turn in zip(wires, turned, strict=True)]


def _turned(n: int, wires: Sequence[Wire]) -> list[bool]:
    """Which edges must be taken backwards so that no circle is left: those that lead back in a walk from the first."""
    out: list[list[int]] = [[] for _node in range(n)]
    into = [0] * n
    for k, wire in enumerate(wires):
        out[wire.start].append(k)
        into[wire.end] += 1
    turned = [False] * len(wires)
    state = [0] * n  # 0 not seen, 1 on the way, 2 done
    for root in sorted(range(n), key=lambda node: (into[node] > 0, node)):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(out[root]))]
        while stack:
            node, rest = stack[-1]
            for k in rest:
                end = wires[k].end
                if state[end] == 1:
                    turned[k] = True
                elif state[end] == 0:
                    state[end] = 1
                    stack.append((end, iter(out[end])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return turned


def _ranks(n: int, pairs: Sequence[tuple[int, int]], step: int) -> list[int]:
    """The longest way from a beginning, then beginnings moved up to what they lead to."""
    out: list[list[int]] = [[] for _node in range(n)]
    into: list[list[int]] = [[] for _node in range(n)]
    for start, end in pairs:
        out[start].append(end)
        into[end].append(start)
    left = [len(found) for found in into]
    order = [node for node in range(n) if not left[node]]
    ranks = [0] * n
    for node in order:  # grows while it is gone through
        for end in out[node]:
            ranks[end] = max(ranks[end], ranks[node] + step)
            left[end] -= 1
            if not left[end]:
                order.append(end)
    for node in reversed(order):
        if len(out[node]) > len(into[node]):
            ranks[node] = min(ranks[end] for end in out[node]) - step
    low = min(ranks, default=0)
    return [rank - low for rank in ranks]


def _slots(items: list[_Item], wire: Wire, *, turn: bool) -> list[int]:
    """The chain of items an edge goes through, its nodes left out; the middle one is as large as its label."""
    start, end = (wire.end, wire.start) if turn else (wire.start, wire.end)
    chain: list[int] = []
    low, high = items[start].rank, items[end].rank
    middle = (low + high) // 2 if not (low + high) % 2 else low + 1
    last = start
    for rank in range(low + 1, high):
        labelled = rank == middle and wire.width > 0
        items.append(
            _Item(
                width=wire.width if labelled else 0.0,
                height=wire.height if labelled else _SLOT,
                rank=rank,
                before=[last],
                after=[],
                real=False,
            )
        )
        items[last].after.append(len(items) - 1)
        last = len(items) - 1
        chain.append(last)
    items[last].after.append(end)
    items[end].before.append(last)
    return chain


def _ordered(items: list[_Item]) -> list[list[int]]:
    """Items of each rank from top to bottom: by the middle of their neighbours, sweeping, the best order kept."""
    count = max((item.rank for item in items), default=-1) + 1
    layers: list[list[int]] = [[] for _rank in range(count)]
    for at in _walk(items):
        layers[items[at].rank].append(at)
    best, fewest = [list(layer) for layer in layers], _crossings(items, layers)
    sweeps = _SWEEPS if len(items) <= _MANY else 4
    for sweep in range(sweeps):
        if not fewest:
            break
        down = sweep % 2 == 0
        place = {at: k for layer in layers for k, at in enumerate(layer)}
        for rank in range(1, count) if down else range(count - 2, -1, -1):
            near = {at: items[at].before if down else items[at].after for at in layers[rank]}
            means = {at: _mean(found, place) if found else float(place[at]) for at, found in near.items()}
            layers[rank].sort(key=means.__getitem__)
            for k, at in enumerate(layers[rank]):
                place[at] = k
        now = _crossings(items, layers)
        if now < fewest:
            best, fewest = [list(layer) for layer in layers], now
    return best


def _mean(neighbours: list[int], place: dict[int, int]) -> float:
    return sum(place[one] for one in neighbours) / len(neighbours)


def _walk(items: list[_Item]) -> list[int]:
    """All items, each soon after what leads to it: a tree comes out without crossings."""
    seen = [False] * len(items)
    order = []
    for root in sorted(range(len(items)), key=lambda at: (bool(items[at].before), at)):
        stack = [root]
        while stack:
            at = stack.pop()
            if not seen[at]:
                seen[at] = True
                order.append(at)
                stack.extend(reversed(items[at].after))
    return order


def _crossings(items: list[_Item], layers: list[list[int]]) -> int:
    total = 0
    for rank in range(len(layers) - 1):
        place = {at: k for k, at in enumerate(layers[rank + 1])}
        ends = [k for at in layers[rank] for k in sorted(place[one] for one in items[at].after)]
        seen: list[int] = []
        for k in ends:
            spot = bisect_left(seen, k + 1)
            total += len(seen) - spot
            seen.insert(spot, k)
    return total


def _place(items: list[_Item], layers: list[list[int]]) -> None:
    """Heights: each item as near to the middle of its neighbours as those beside it allow."""
    for layer in layers:
        y = 0.0
        for at in layer:
            y += items[at].height / 2
            items[at].y = y
            y += items[at].height / 2 + _ORDER_GAP
    ranks = range(len(layers))
    for n in range(_PASSES):
        for rank in ranks if n % 2 == 0 else reversed(ranks):
            layer = layers[rank]
            wanted, weights = [], []
            for at in layer:
                item = items[at]
                near = [*item.before, *item.after] if n >= _PASSES - 2 else item.before if n % 2 == 0 else item.after
                wanted.append(sum(items[one].y for one in near) / len(near) if near else item.y)
                weights.append((1.0 if item.real else 3.0) if near else 0.05)
            for at, y in zip(layer, _apart([items[at].height for at in layer], wanted, weights), strict=True):
                items[at].y = y


def _straighten(items: list[_Item], layers: list[list[int]], slots: list[list[int]]) -> None:
    """Slots of one edge on one height as far as those beside them leave room, or the edge would run in stairs."""
    place = {at: k for layer in layers for k, at in enumerate(layer)}

    def room(at: int) -> tuple[float, float]:
        item, layer, k = items[at], layers[items[at].rank], place[at]
        low, high = float("-inf"), float("inf")
        if k:
            above = items[layer[k - 1]]
            low = above.y + (above.height + item.height) / 2 + _ORDER_GAP
        if k + 1 < len(layer):
            below = items[layer[k + 1]]
            high = below.y - (below.height + item.height) / 2 - _ORDER_GAP
        return min(low, item.y), max(high, item.y)

    for chain in slots:
        run: list[int] = []
        low, high = float("-inf"), float("inf")
        for at in chain:
            down, up = room(at)
            if run and max(low, down) > min(high, up):
                _level_with(items, run, low, high)
                run, low, high = [], float("-inf"), float("inf")
            run.append(at)
            low, high = max(low, down), min(high, up)
        if run:
            _level_with(items, run, low, high)


def _level_with(items: list[_Item], run: list[int], low: float, high: float) -> None:
    """Slots that follow each other on the height of what they join, or as near to it as there is room."""
    before, after = items[items[run[0]].before[0]].y, items[items[run[-1]].after[0]].y
    middle = sum(items[at].y for at in run) / len(run)
    y = min(max(sorted((before, middle, after))[1], low), high)
    for at in run:
        items[at].y = y


def _apart(heights: list[float], wanted: list[float], weights: list[float]) -> list[float]:
    """Places in the given order, far enough apart, with the least weighted square distance to those wanted.

    Isotonic regression by pooling adjacent violators (Ayer and others 1955), once the room between is taken off.
    """
    offsets, y = [], 0.0
    for k, height in enumerate(heights):
        y += height / 2 + (heights[k - 1] / 2 + _ORDER_GAP if k else 0.0)
        offsets.append(y)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for k, goal in enumerate(wanted):
        mean, weight, count = goal - offsets[k], weights[k], 1
        while pools and pools[-1][0] >= mean:
            other, more, n = pools.pop()
            mean, weight, count = (mean * weight + other * more) / (weight + more), weight + more, count + n
        pools.append((mean, weight, count))
    level = [mean for mean, _weight, count in pools for _one in range(count)]
    return [base + offset for base, offset in zip(level, offsets, strict=True)]


def _sides(items: list[_Item], layers: list[list[int]], gap: float) -> list[tuple[float, float]]:
    """Left and right side of each rank."""
    sides, x = [], 0.0
    for layer in layers:
        width = max(items[at].width for at in layer)
        sides.append((x, x + width))
        x += width + gap
    return sides


def _ports(
    items: list[_Item], wires: Sequence[Wire], turned: list[bool], slots: list[list[int]]
) -> list[tuple[float, float]]:
    """How far above or below its middle an edge leaves the node on the left, and reaches the one on the right."""
    leaving: dict[int, list[tuple[float, int]]] = {}
    reaching: dict[int, list[tuple[float, int]]] = {}
    for n, (wire, turn, chain) in enumerate(zip(wires, turned, slots, strict=True)):
        start, end = (wire.end, wire.start) if turn else (wire.start, wire.end)
        leaving.setdefault(start, []).append((items[chain[0] if chain else end].y, n))
        reaching.setdefault(end, []).append((items[chain[-1] if chain else start].y, n))
    found = [[0.0, 0.0] for _wire in wires]
    for side, ends in enumerate((leaving, reaching)):
        for node, all_ in ends.items():
            long = items[node].height
            if len(all_) == 1 and abs(all_[0][0] - items[node].y) <= max(_LEVEL, long * _LONG):
                found[all_[0][1]][side] = all_[0][0] - items[node].y
                continue
            step = min(max(_BESIDE, long * _LONG / 2), (long - 10) / len(all_))
            for k, (_y, n) in enumerate(sorted(all_)):
                found[n][side] = (k - (len(all_) - 1) / 2) * step
    return [(one, other) for one, other in found]


def _route(
    items: list[_Item],
    sides: list[tuple[float, float]],
    wire: Wire,
    chain: list[int],
    ports: tuple[float, float],
    *,
    turn: bool,
) -> Route:
    start, end = (wire.end, wire.start) if turn else (wire.start, wire.end)
    first, last = items[start], items[end]
    y, z = first.y + ports[0], last.y + ports[1]
    left, right = sides[first.rank], sides[last.rank]
    knots = [Point(x=(left[0] + left[1] + first.width) / 2, y=y), Point(x=left[1], y=y)]
    label = None
    for at in chain:
        low, high = sides[items[at].rank]
        knots += [Point(x=low, y=items[at].y), Point(x=high, y=items[at].y)]
        if items[at].width:
            label = Point(x=(low + high) / 2, y=items[at].y)
    knots += [Point(x=right[0], y=z), Point(x=(right[0] + right[1] - last.width) / 2, y=z)]
    return Route(knots=tuple(reversed(knots)) if turn else tuple(knots), label=label)
