"""What is tied lies close together: distances on the picture follow distances in the network.

Stress majorization (Gansner, Koren and North 2005, pages not checked) from the classical scaling of the distances; no
chance is used. Boxes that would overlap are then pushed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.exchange.network.layered import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

LENGTH = 165.0  # pixels of an edge of middling strength
_GAP = 22.0  # between boxes
_ROUNDS, _ROUNDS_OF_MANY, _MANY = 150, 40, 300
_PUSHES = 80
_FILLED = 0.5  # of the area, before boxes are pushed: the closest at which pushing still comes to an end soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two nodes by their position, the strength of what ties them, 0–1, and the room its label takes (0 for none)."""

    start: int
    end: int
    strength: float
    width: float = 0.0
    height: float = 0.0


def force(sizes: Sequence[tuple[float, float]], ties: Sequence[Tie], length: float = LENGTH) -> tuple[Point, ...]:
    """Middles of the nodes of one connected network.

    Args:
        sizes: Width and height of each node, pixels.
        ties: The edges: the stronger, the nearer.
        length: Pixels of an edge of middling strength.
    """
    return settled(relaxed(len(sizes), ties) * (length / LENGTH), sizes, ties)


def relaxed(n: int, ties: Sequence[Tie]) -> Numbers:
    """Middles of so many nodes as if they took no room, with edges of the usual length; it lies along the page."""
    import numpy as np

    if n == 1:
        return np.zeros((1, 2))
    far = _distances(n, ties) * LENGTH
    return _level(_majorized(_scaled(far), far))


def settled(places: Numbers, sizes: Sequence[tuple[float, float]], ties: Sequence[Tie]) -> tuple[Point, ...]:
    """Middles of boxes that do not overlap, from where they would be if they took no room."""
    import numpy as np

    box = np.array(sizes, dtype=float)
    if len(sizes) > _MANY:
        places = _aired(places, box)
    places = _pushed(places, box, ties)
    return tuple(Point(x=float(x), y=float(y)) for x, y in places)


def _distances(n: int, ties: Sequence[Tie]) -> Numbers:
    """Shortest ways between all nodes (Floyd 1962); a tie is 0.8 to 1.4 long."""
    import numpy as np

    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0.0)
    for tie in ties:
        length = 1.4 - 0.6 * min(max(tie.strength, 0.0), 1.0)
        far[tie.start, tie.end] = far[tie.end, tie.start] = min(length, far[tie.start, tie.end])
    through = np.empty_like(far)
    for k in range(n):
        np.add(far[:, k, None], far[None, k, :], out=through)
        np.minimum(far, through, out=far)
    return far


def _scaled(far: Numbers) -> Numbers:
    """Classical scaling: the plane in which squared distances are kept best."""
    import numpy as np

    n = len(far)
    middle = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * middle @ (far**2) @ middle)
    plane = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1e-9))
    for axis in range(2):  # a direction is only known up to its sign
        if plane[np.argmax(np.abs(plane[:, axis]) > 1e-6), axis] < 0:
            plane[:, axis] *= -1
    turn = np.arange(n) * 2.399963  # equal places would never part: a small golden spiral
    found: Numbers = plane + 2.0 * np.column_stack((np.cos(turn), np.sin(turn)))
    return found


def _majorized(places: Numbers, far: Numbers) -> Numbers:
    import numpy as np

    n = len(places)
    with np.errstate(divide="ignore"):
        weight = np.where(far > 0, far**-2.0, 0.0)
    solve = np.linalg.inv((np.diag(weight.sum(axis=1)) - weight)[1:, 1:])
    pulls = weight * far
    last = np.inf
    for _round in range(_ROUNDS if n <= _MANY else _ROUNDS_OF_MANY):
        square = (places**2).sum(axis=1)
        now = np.sqrt(np.maximum(square[:, None] + square[None, :] - 2 * places @ places.T, 1e-6))
        stress = float((weight * (now - far) ** 2).sum())
        if last - stress < 1e-4 * stress:
            break
        last = stress
        pull = -pulls / now
        pull[np.arange(n), np.arange(n)] = 0.0
        pull[np.arange(n), np.arange(n)] = -pull.sum(axis=1)
        places = np.vstack((np.zeros((1, 2)), solve @ (pull @ places)[1:]))
    centred: Numbers = places - places.mean(axis=0)
    return centred


def _level(places: Numbers) -> Numbers:
    """Turned so that it lies along the page, its first node on the left half."""
    import numpy as np

    _values, vectors = np.linalg.eigh(np.cov((places - places.mean(axis=0)).T))
    turn = vectors[:, ::-1]
    if np.linalg.det(turn) < 0:
        turn = turn * np.array([1.0, -1.0])
    found: Numbers = places @ turn
    if found[0, 0] > 0:
        found = -found
    return found


def _aired(places: Numbers, box: Numbers) -> Numbers:
    """Moved outwards from the middle as far as the boxes further in need room; who is further out stays further out.

    Large networks are densest in the middle. Pushing alone would carry that from box to box and end in a picture twice
    as large.
    """
    import numpy as np

    places = places - np.median(places, axis=0)
    now = np.maximum(np.hypot(places[:, 0], places[:, 1]), 1e-9)
    order = np.argsort(now, kind="stable")
    room = (box + _GAP).prod(axis=1) / _FILLED
    needed = np.empty_like(now)
    needed[order] = np.sqrt(np.cumsum(room[order]) / np.pi)
    found: Numbers = places * (np.maximum(needed, now) / now)[:, None]
    return found


def _pushed(places: Numbers, box: Numbers, ties: Sequence[Tie]) -> Numbers:
    """No two boxes overlap, and tied ones leave room for the label between them.

    Each pair is pushed apart the shorter way; where that does not come to an end, all is spread a little.
    """
    import numpy as np

    start = np.array([tie.start for tie in ties if tie.width], dtype=np.int64)
    end = np.array([tie.end for tie in ties if tie.width], dtype=np.int64)
    label = np.array([(tie.width + 32, tie.height + 28) for tie in ties if tie.width], dtype=float).reshape(-1, 2)
    tied = (box[start] + box[end]) / 2 + np.maximum(label, _GAP)
    while True:
        for _push in range(_PUSHES):
            a, b = _near(places, box)
            room = np.concatenate(((box[a] + box[b]) / 2 + _GAP, tied))
            a, b = np.concatenate((a, start)), np.concatenate((b, end))
            gap = places[a] - places[b]
            lack = room - np.abs(gap)
            meets = np.flatnonzero((lack[:, 0] > 1e-6) & (lack[:, 1] > 1e-6))
            if not len(meets):
                return places
            a, b, gap, lack = a[meets], b[meets], gap[meets], lack[meets]
            axis = (lack[:, 0] > lack[:, 1]).astype(np.int64)
            rows = np.arange(len(a))
            way = np.where(gap[rows, axis] < 0, -1.0, 1.0) * (lack[rows, axis] * 0.5 + 0.01)
            count = np.maximum(np.bincount(np.concatenate((a, b)), minlength=len(places)), 1)
            np.add.at(places, (a, axis), way / count[a])
            np.add.at(places, (b, axis), -way / count[b])
        places = places * 1.06


def _near(places: Numbers, box: Numbers) -> tuple[Whole, Whole]:
    """Pairs of boxes whose sides come nearer than the gap from top to bottom: boxes are wide rather than high."""
    import numpy as np

    top = places[:, 1] - box[:, 1] / 2 - _GAP
    order = np.argsort(top, kind="stable")
    reach = np.searchsorted(top[order], (places[:, 1] + box[:, 1] / 2)[order], "left")
    count = np.maximum(reach - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return order[first], order[second]
