"""One order for both sides of a matrix: each name goes to the side that has a place of that name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qda.display.axes import AXES, Axis, known_places
from qda.display.grid import Ground, axis_of
from qda.model.attributes import standard
from qda.model.errors import NotFoundError
from qda.model.natural import natural
from qda.model.wording import _


def ordered_axes(
    ground: Ground, rows: str, columns: str, order: Sequence[str], code: tuple[str, ...], depth: int
) -> tuple[Axis, Axis]:
    """Two axes by their names, both in the order wanted.

    Raises:
        NotFoundError: no such axis or code, or `order` names a place on neither.
    """
    first, second = shared_order(ground, order, rows, columns, code=code, depth=depth)
    return axis_of(ground, rows, first, code, depth), axis_of(ground, columns, second, code, depth)


def shared_order(
    ground: Ground,
    order: Sequence[str],
    *sides: str | Collection[str],
    code: tuple[str, ...] = (),
    depth: int = 0,
) -> tuple[tuple[str, ...], ...]:
    """The order of each side; a name that two sides have goes to both.

    Args:
        ground: The study as a display reads it.
        order: Names of places, first to last.
        sides: Each an axis by its name, or the names of its places.
        code: The chosen codes of a side that is of codes.
        depth: How far those are split up.

    Raises:
        NotFoundError: no side has a place of that name.
    """
    if not order:
        return ((),) * len(sides)
    known = [_known(ground, side, code, depth) if isinstance(side, str) else frozenset(side) for side in sides]
    for name in order:
        if not any(name in places for places in known):
            every = {place for places in known for place in places if place[:1] != "\0"}
            names = sorted((n for n in every if not any(path.endswith(f"/{n}") for path in every)), key=natural)
            raise NotFoundError(
                _("“{name}” is on no axis of this display.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(names)),
            )
    return tuple(tuple(name for name in order if name in places) for places in known)


def _known(ground: Ground, axis: str, code: tuple[str, ...], depth: int) -> frozenset[str]:
    """What the places of an axis may be called; codes by path or single last name, their own or of a code above."""
    if axis != "code":
        own = axis if axis in ground.entries.people.attributes else standard(axis)
        if own not in AXES and own not in ground.entries.people.attributes:
            return frozenset()
        return known_places(ground.entries, ground.hearings, axis)
    keys = [place.key for place in axis_of(ground, "code", code=code, depth=depth).places]
    above = {"/".join(parts[:n]) for parts in (key.split("/") for key in keys) for n in range(1, len(parts) + 1)}
    paths = above & set(ground.tree.labels)
    return frozenset({*paths, *(path.rsplit("/", 1)[-1] for path in paths if _alone(ground, path))})


def _alone(ground: Ground, path: str) -> bool:
    """Whether the last name of a path means this code and no other."""
    name = path.rsplit("/", 1)[-1]
    return name not in ground.tree.labels and sum(p.rsplit("/", 1)[-1] == name for p in ground.tree.paths) == 1
