"""Union-find, for duplicate clusters and for informants who count as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class DisjointSets(Generic[Item]):
    """Sets that grow by joining two members (Galler and Fischer 1964; path halving after Tarjan 1975)."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._parent: dict[Item, Item] = {item: item for item in items}

    def root(self, item: Item) -> Item:
        """The member that stands for the item's set; an item not seen before is a set of its own."""
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, one: Item, other: Item) -> None:
        """Make one set of the sets of both."""
        self._parent[self.root(other)] = self.root(one)

    def sets(self) -> list[list[Item]]:
        """The sets, each with its members, in order of first mention."""
        found: dict[Item, list[Item]] = {}
        for item in list(self._parent):
            found.setdefault(self.root(item), []).append(item)
        return list(found.values())
