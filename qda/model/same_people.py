"""One person under several names."""

from __future__ import annotations

from collections.abc import Mapping


def one_person(same_as: Mapping[str, str | None]) -> dict[str, str]:
    """The canonical name behind every name: `same_as` followed to its end, a circle of it to its first name."""
    return {name: _end(name, same_as) for name in same_as}


def _end(name: str, target: Mapping[str, str | None]) -> str:
    seen = [name]
    while (further := target.get(seen[-1])) is not None:
        if further in seen:
            return min(seen[seen.index(further) :])
        seen.append(further)
    return seen[-1]
