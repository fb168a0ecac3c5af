"""What a query asks for, as a tree: words, codes, facts, and how they lie to one another. Pure.

Two sorts of node. *Passages* stand for stretches of text: words, codes, whatever is made of them. *Conditions* stand
for what is true of a passage: `role=pengrajin`, `stance=-`, and `and`, `or`, `not` of such; standing alone, they stand
for all turns, or all codings, of which they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from qda.language.terms import Term
from qda.model.condition import Condition

OF_CODINGS = frozenset(
    {"stance", "coder", "round", "basis", "origin", "prompted", "magnitude", "slot", "memo"}
)  # what a coding has, and words have not
MARK = "▸"
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a query as it was typed, for what has to be said of it.

    Attributes:
        at: First code point of the part that is meant; the length of the text for its end.
    """

    text: str
    at: int

    def __str__(self) -> str:
        """The query with a mark before the place; of a long one what stands around it."""
        first = max(0, self.at - _SHOWN // 2)
        last = min(len(self.text), max(first + _SHOWN, self.at + _SHOWN // 2))
        before, after = self.text[first : self.at], self.text[self.at : last]
        shown = f"{'…' if first else ''}{before}{MARK}{after}{'…' if last < len(self.text) else ''}"
        return " ".join(shown.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What is coded with a code, or with one below it.

    Attributes:
        name: Path, last name or label; `*` stands for any letters.
        exactly: Whether the codes below are left out.
    """

    name: str
    exactly: bool = False
    spot: Spot | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is true of a passage, its speaker, its source or its coding: `role=pengrajin`.

    Attributes:
        name: The property.
        condition: The comparison; what is missing makes it neither true nor false. `name=*` asks for any value.
    """

    name: str
    condition: Condition
    spot: Spot | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The opposite of a condition; what is unknown stays unknown."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part, in the same turn; of conditions: all hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Any part; of conditions: one holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The first, in turns where the second does not stand."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Every part, at most `within` words apart in the same turn, or `within` turns apart."""

    parts: tuple[Node, ...]
    within: int
    turns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The first, and after it the second, at most `within` words apart in the same turn, or `within` turns apart."""

    first: Node
    second: Node
    within: int
    turns: bool = False


class Relation(StrEnum):
    """How a passage lies to another."""

    WITHIN = "WITHIN"
    CONTAINS = "CONTAINS"
    OVERLAPS = "OVERLAPS"
    SAME = "SAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The passages of the first that lie so to some passage of the second."""

    relation: Relation
    first: Node
    second: Node


Node: TypeAlias = Term | Code | Fact | Not | All | Any | Without | Near | Then | Related


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node is made of; nothing for a word, a code or a fact."""
    match node:
        case All() | Any() | Near():
            return node.parts
        case Without():
            return (node.wanted, node.unwanted)
        case Then() | Related():
            return (node.first, node.second)
        case Not():
            return (node.part,)
        case _:
            return ()


def leaves(node: Node) -> Iterator[Term | Code | Fact]:
    """The words, codes and facts of a tree, from left to right."""
    if isinstance(node, Term | Code | Fact):
        yield node
    for part in parts_of(node):
        yield from leaves(part)


def is_words(node: Node) -> bool:
    """Whether it is made of words alone, in ways that the word index can answer by itself."""
    if isinstance(node, Code | Fact | Not | Then | Related) or (isinstance(node, Near) and node.turns):
        return False
    return all(is_words(part) for part in parts_of(node))


def is_condition(node: Node) -> bool:
    """Whether it says what is true of passages, and stands for none of its own."""
    if isinstance(node, Fact):
        return True
    return isinstance(node, Not | All | Any) and all(is_condition(part) for part in parts_of(node))


def asks_codings(condition: Node) -> bool:
    """Whether a condition names what only a coding has."""
    return any(isinstance(leaf, Fact) and leaf.name in OF_CODINGS for leaf in leaves(condition))


def asks_all_codings(node: Node) -> bool:
    """Whether somewhere in it a condition stands for all the codings of which it holds."""
    if is_condition(node):
        return asks_codings(node)
    beside = isinstance(node, All)  # there conditions only choose among the passages of the other parts
    return any(asks_all_codings(part) for part in parts_of(node) if not (beside and is_condition(part)))


def has_codings(node: Node) -> bool:
    """Whether there may be codings behind what it stands for."""
    if is_condition(node):
        return asks_codings(node)
    if isinstance(node, Code):
        return True
    if isinstance(node, Related):
        return has_codings(node.first)
    if isinstance(node, Without):
        return has_codings(node.wanted)
    return any(has_codings(part) for part in parts_of(node))
