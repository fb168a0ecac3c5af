"""A query carried out on the passages of a study: the tree on one side, what the study gives on the other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from qda.display import passages as lie
from qda.display.passages import Passages, Ruler
from qda.language.query_tree import (
    All,
    Any,
    Code,
    Fact,
    Near,
    Node,
    Not,
    Related,
    Relation,
    Then,
    Without,
    asks_codings,
    has_codings,
    is_condition,
    is_words,
    leaves,
)
from qda.language.terms import Term
from qda.model.errors import FormulaError
from qda.model.wording import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Truth = NDArray[np.int8]

NO, UNKNOWN, YES = -1, 0, 1
_RELATIONS = {
    Relation.WITHIN: lie.within,
    Relation.CONTAINS: lie.contains,
    Relation.OVERLAPS: lie.overlaps,
    Relation.SAME: lie.same,
}


class Ground(Protocol):
    """What a query is carried out on. Nothing of it is fetched before it is asked for."""

    def words(self, node: Node) -> Passages:
        """The places of a word or phrase, or of words near each other."""

    def code(self, code: Code) -> Passages:
        """What is coded with a code, or with one below it."""

    def codings(self) -> Passages:
        """Every coding."""

    def turns(self) -> Passages:
        """Every turn, and where nobody speaks every paragraph, or what stands for one."""

    def truth(self, fact: Fact, rows: Passages) -> Truth:
        """Whether a fact holds of each row: `YES`, `NO`, or `UNKNOWN` where it is missing."""

    @property
    def ruler(self) -> Ruler:
        """What turns and words are counted by."""


def evaluate(node: Node, ground: Ground) -> Passages:
    """The passages that a query asks for, with the codings behind them.

    A condition by itself stands for all turns of which it surely holds; for all codings, where it names what only a
    coding has. Beside passages (`AND`, `NOT`) it keeps those rows of each side of which it surely holds: passages stay
    while one of their codings fits, with those that do. What names a property of codings is not asked of words that
    stand beside codings.

    Raises:
        FormulaError: a property of codings is asked of words alone; or what `ground` cannot find.
        NotFoundError: from `ground`.
    """
    if isinstance(node, Term) or (isinstance(node, Near) and is_words(node)):
        return ground.words(node)
    if is_condition(node):
        rows = ground.codings() if asks_codings(node) else ground.turns()
        return rows.where(truth(node, ground, rows) == YES)
    match node:
        case Code():
            return ground.code(node)
        case Any():
            return lie.united([evaluate(part, ground) for part in node.parts])
        case All():
            return _all(node, ground)
        case Without():
            return lie.apart(evaluate(node.wanted, ground), evaluate(node.unwanted, ground), ground.ruler)
        case Near():
            found = evaluate(node.parts[0], ground)
            for part in node.parts[1:]:
                found = lie.near(found, evaluate(part, ground), ground.ruler, node.within, turns=node.turns)
            return found
        case Then():
            sides = evaluate(node.first, ground), evaluate(node.second, ground)
            return lie.then(*sides, ground.ruler, node.within, turns=node.turns)
        case Related():
            return _RELATIONS[node.relation](evaluate(node.first, ground), evaluate(node.second, ground))
    raise TypeError(f"{type(node).__name__} is no query")


def truth(node: Node, ground: Ground, rows: Passages) -> Truth:
    """Whether a condition holds of each row, by the three values of Kleene's strong logic."""
    match node:
        case Fact():
            return ground.truth(node, rows)
        case Not():
            return -truth(node.part, ground, rows)
        case All():
            found: Truth = np.min([truth(part, ground, rows) for part in node.parts], axis=0)
        case Any():
            found = np.max([truth(part, ground, rows) for part in node.parts], axis=0)
        case _:
            raise TypeError(f"{type(node).__name__} is no condition")
    return found


def _all(node: All, ground: Ground) -> Passages:
    sides = [part for part in node.parts if not is_condition(part)]
    conditions = [part for part in node.parts if is_condition(part)]
    _refuse_of_words(sides, conditions)
    found = []
    for side in sides:
        rows = evaluate(side, ground)
        for condition in conditions:
            if has_codings(side) or not asks_codings(condition):
                rows = rows.where(truth(condition, ground, rows) == YES)
        found.append(rows)
    return found[0] if len(found) == 1 else lie.together(found, ground.ruler)


def _refuse_of_words(sides: list[Node], conditions: list[Node]) -> None:
    if any(has_codings(side) for side in sides):
        return
    for fact in (leaf for condition in conditions if asks_codings(condition) for leaf in leaves(condition)):
        if isinstance(fact, Fact) and asks_codings(fact):
            raise FormulaError(
                _("Words have no {name}; only a coding has.").format(name=fact.name),
                where=str(fact.spot or ""),
                mend=_("To look in what is coded so, write: … WITHIN {condition}").format(
                    condition=fact.condition.text
                ),
            )
