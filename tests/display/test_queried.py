"""Whole queries on a study of the mind, held against a naive reading of the same tree: sets, and every pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.display.find_ruler import TurnRuler
from qda.display.passages import NO_CODING, POSITION, SOURCE_BITS, Passages, passages
from qda.display.queried import NO, UNKNOWN, YES, evaluate
from qda.language.query_reader import read_query
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
    parts_of,
)
from qda.language.terms import Term
from qda.model.errors import FormulaError

Row = tuple[int, int, int]
"""Start, end, coding; one source of forty code points, a word at each, a turn at every tenth."""

LENGTH, TURN = 40, 10
TEXT = "a " * (LENGTH // 2)
CODINGS: tuple[tuple[int, int, str, str | None], ...] = (
    (0, 6, "usaha", "+"),
    (2, 4, "modal", "-"),
    (2, 4, "modal", None),
    (8, 14, "usaha", "-"),
    (12, 14, "latih", None),
    (20, 22, "modal", "+"),
    (24, 36, "latih", "-"),
    (36, 38, "usaha", None),
)
WORDS = {"kata": ((2, 3), (12, 13), (30, 31)), "lain": ((14, 15), (20, 21))}
ROLES = ("dinas", None, "pengrajin", "dinas")  # who speaks in each turn


class Mind:
    """A `Ground` without a study."""

    ruler = TurnRuler([range(0, LENGTH, TURN)], lambda _number: TEXT)

    def words(self, node: Node) -> Passages:
        assert isinstance(node, Term), "the tests ask for single words"
        return made({(start, end, NO_CODING) for start, end in WORDS[node.text]})

    def code(self, code: Code) -> Passages:
        return made({row for row in everything() if CODINGS[row[2]][2] == code.name})

    def codings(self) -> Passages:
        return made(everything())

    def turns(self) -> Passages:
        return made(all_turns())

    def truth(self, fact: Fact, rows: Passages) -> np.ndarray:
        return np.array([{True: YES, False: NO, None: UNKNOWN}[holds(fact, row)] for row in plain(rows)], dtype=np.int8)


def everything() -> set[Row]:
    return {(start, end, n) for n, (start, end, _code, _stance) in enumerate(CODINGS)}


def all_turns() -> set[Row]:
    return {(at, at + TURN - 1, NO_CODING) for at in range(0, LENGTH, TURN)}


def made(rows: set[Row]) -> Passages:
    return passages([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])


def plain(found: Passages) -> list[Row]:
    assert not (found.start >> SOURCE_BITS).any()
    return list(zip((found.start & POSITION).tolist(), found.end.tolist(), found.coding.tolist(), strict=True))


def holds(fact: Fact, row: Row) -> bool | None:
    value = ROLES[row[0] // TURN] if fact.name == "role" else None if row[2] == NO_CODING else CODINGS[row[2]][3]
    return fact.condition.truth({fact.name: value})


# -- the naive reading ------------------------------------------------------------------------------------------------


def condition(node: Node, row: Row) -> bool | None:
    if isinstance(node, Fact):
        return holds(node, row)
    if isinstance(node, Not):
        found = condition(node.part, row)
        return None if found is None else not found
    assert isinstance(node, All | Any)
    found_all = [condition(part, row) for part in node.parts]
    decisive = isinstance(node, Any)
    return decisive if decisive in found_all else None if None in found_all else not decisive


def turns_of(row: Row) -> set[int]:
    return {at // TURN for at in range(row[0], row[1])}


def naive(node: Node) -> set[Row]:
    if is_condition(node):
        universe = everything() if asks_codings(node) else all_turns()
        return {row for row in universe if condition(node, row)}
    match node:
        case Term():
            return {(start, end, NO_CODING) for start, end in WORDS[node.text]}
        case Code():
            return {row for row in everything() if CODINGS[row[2]][2] == node.name}
        case Any():
            return set.union(*map(naive, node.parts))
        case All():
            asked = [part for part in node.parts if is_condition(part)]
            sides = [
                {
                    row for row in naive(part)
                    if all(condition(c, row) for c in asked if has_codings(part) or not asks_codings(c))
                }
                for part in node.parts if not is_condition(part)
            ]  # fmt: skip
            if len(sides) == 1:
                return sides[0]
            shared = set.intersection(*({t for row in side for t in turns_of(row)} for side in sides))
            return {row for side in sides for row in side if turns_of(row) & shared}
        case Without():
            barred = {t for row in naive(node.unwanted) for t in turns_of(row)}
            return {row for row in naive(node.wanted) if not turns_of(row) & barred}
        case Near():
            first, second = map(naive, node.parts)
            pairs = {(a, b) for a in first for b in second if far(*sorted((a, b)), node.turns) <= node.within}
            return stretches(pairs, first | second)
        case Then():
            first, second = naive(node.first), naive(node.second)
            pairs = {(a, b) for a in first for b in second if a[1] <= b[0] and far(a, b, node.turns) <= node.within}
            return stretches(pairs, first | second)
        case Related():
            others = naive(node.second)
            return {a for a in naive(node.first) if any(lies(node.relation, a, b) for b in others)}
    raise AssertionError(node)


def far(a: Row, b: Row, turns: bool) -> float:
    """Words stand at even places."""
    if b[0] < a[1]:
        return 0
    apart = b[0] // TURN - (a[1] - 1) // TURN
    if turns:
        return apart
    return float("inf") if apart else len([at for at in range(a[1], b[0] + 1) if at % 2 == 0])


def stretches(pairs: set[tuple[Row, Row]], sides: set[Row]) -> set[Row]:
    spans = {(min(a[0], b[0]), max(a[1], b[1])) for a, b in pairs}
    smallest = {s for s in spans if not any(o != s and s[0] <= o[0] and o[1] <= s[1] for o in spans)}
    found = set()
    for start, end in smallest:
        inside = {c for b, e, c in sides if start <= b and e <= end and c != NO_CODING}
        found |= {(start, end, c) for c in inside or {NO_CODING}}
    return found


def lies(relation: Relation, a: Row, b: Row) -> bool:
    return {
        Relation.WITHIN: b[0] <= a[0] and a[1] <= b[1],
        Relation.CONTAINS: a[0] <= b[0] and b[1] <= a[1],
        Relation.OVERLAPS: a[0] < b[1] and b[0] < a[1],
        Relation.SAME: a[:2] == b[:2],
    }[relation]


# -- both say the same ------------------------------------------------------------------------------------------------

PASSAGES = ("code:usaha", "code:modal", "code:latih", "kata", "lain")
CONDITIONS = ("role=dinas", "role!=dinas", "role=*", "stance=-", "stance=*", "stance!=+")
OPERATORS = (
    "AND", "OR", "NOT", "NEAR/3", "DEKAT/1turn", "THEN/4", "LALU/2giliran", "WITHIN", "MEMUAT", "OVERLAPS", "PERSIS",
)  # fmt: skip


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda a, operator, b: f"({a} {operator} {b})", parts, st.sampled_from(OPERATORS), parts)


QUERIES = st.recursive(st.sampled_from(PASSAGES + CONDITIONS), joined, max_leaves=6)


@settings(max_examples=600, deadline=None)
@given(QUERIES)
def test_a_query_gives_what_a_naive_reading_of_it_gives(query: str) -> None:
    node = read_query(query)
    if words_under_one_roof(node):
        return
    refused = ""
    try:
        assert plain(evaluate(node, Mind())) == sorted(naive(node))
    except FormulaError as fault:
        refused = fault.what
    assert refused in ("", "Words have no stance; only a coding has.")


def words_under_one_roof(node: Node) -> bool:
    """Whether part of it is for the word index, which the mind has not."""
    return (isinstance(node, Near) and is_words(node)) or any(map(words_under_one_roof, parts_of(node)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("code:modal", [(2, 4, 1), (2, 4, 2), (20, 22, 5)]),
        ("code:modal AND stance=-", [(2, 4, 1)]),  # of two codings of one passage that which fits
        ("code:modal AND NOT stance=*", [(2, 4, 2)]),
        ("code:modal AND NOT stance=-", [(20, 22, 5)]),  # a stance that is missing is neither - nor not -
        ("kata AND code:modal AND stance=-", [(2, 3, NO_CODING), (2, 4, 1)]),  # words are not asked for a stance
        ("kata WITHIN stance=-", [(2, 3, NO_CODING), (12, 13, NO_CODING), (30, 31, NO_CODING)]),
        ("stance=-", [(2, 4, 1), (8, 14, 3), (24, 36, 6)]),  # alone: the codings of which it holds
        ("role=dinas", [(0, 9, NO_CODING), (30, 39, NO_CODING)]),  # alone: the turns of which it holds
        ("role=dinas NOT code:modal", [(30, 39, NO_CODING)]),
        ("NOT role=dinas", [(20, 29, NO_CODING)]),  # whose role is missing is not chosen
        ("code:usaha CONTAINS code:modal", [(0, 6, 0)]),
        ("code:modal THEN/9turns code:latih", [(2, 14, 1), (2, 14, 2), (2, 14, 4), (20, 36, 5), (20, 36, 6)]),
    ],
)
def test_what_a_query_means(query: str, expected: list[Row]) -> None:
    assert plain(evaluate(read_query(query), Mind())) == expected
    assert sorted(naive(read_query(query))) == expected


def test_words_are_not_asked_for_what_only_codings_have() -> None:
    with pytest.raises(FormulaError, match="Words have no stance") as fault:
        evaluate(read_query("kata AND role=dinas AND stance=-"), Mind())
    assert fault.value.where == "kata AND role=dinas AND ▸stance=-"
    assert "WITHIN stance=-" in fault.value.mend
