"""Where each person is heard first: what saturation counts is people, and a second talk with them is no new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

Item = TypeVar("Item")


class Counted(StrEnum):
    """What counts as one where new codes are counted: people with all they say, or each talk by itself."""

    PEOPLE = "people"
    SOURCES = "sources"


def gathered(
    order: Sequence[str], said: Mapping[str, Iterable[tuple[str, Item]]], unit: Counted
) -> dict[str, list[Item]]:
    """What is said, by the talk to which it counts, in order; talks that only bring people heard before are left out.

    Whoever is heard counts, with all they say, to the talk in which they are heard first; people who are first heard
    together are one, as the witnesses of a joint interview are.

    Args:
        order: Talks, first to last.
        said: For each talk who says what.
        unit: SOURCES leaves everything where it is.
    """
    first: dict[str, str] = {}
    found: dict[str, list[Item]] = {name: [] for name in order}
    for name in order:
        for who, item in said.get(name, ()):
            at = name if unit is Counted.SOURCES else first.setdefault(who, name)
            found[at].append(item)
    return {name: items for name, items in found.items() if items}
