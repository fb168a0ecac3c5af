"""What a network refuses: every edge hangs on two nodes, and on evidence or the researcher's own inference."""

from __future__ import annotations

import pytest

from qda.model.ids import Id
from qda.model.network import Edge, Network, Node, Rating

ONE = Id((1).to_bytes(16, "big"))
NODES = (Node(key="a", label="A"), Node(key="b", label="B"))


def network(*edges: Edge, nodes: tuple[Node, ...] = NODES) -> Network:
    return Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges)


def test_an_edge_rests_on_evidence_or_says_that_it_is_inferred() -> None:
    assert network(Edge(start="a", end="b", type="causes", evidence=(ONE,))).edges
    assert network(Edge(start="a", end="b", type="causes", inferred=True)).edges
    with pytest.raises(ValueError, match="lacks evidence"):
        network(Edge(start="a", end="b", type="causes"))


@pytest.mark.parametrize(("start", "end"), [("a", "x"), ("x", "a"), ("a", "a")])
def test_an_edge_joins_two_nodes(start: str, end: str) -> None:
    with pytest.raises(ValueError, match="joins no two nodes"):
        network(Edge(start=start, end=end, type="causes", inferred=True))


def test_keys_tell_nodes_apart() -> None:
    with pytest.raises(ValueError, match="keys of nodes repeat"):
        network(nodes=(Node(key="a", label="A"), Node(key="a", label="B")))


def test_ratings_are_the_letters_of_the_book() -> None:
    assert [rating.value for rating in Rating] == ["H", "M", "L"]
    assert [rating.word for rating in Rating] == ["high", "medium", "low"]
