"""Parts that nothing ties, and edges that pass ranks: the page is used, lines run straight where they can."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qda.exchange.network.labels import hidden_lines, runs_through
from qda.exchange.network.layered import Wire, layered
from qda.exchange.network.legend import legend
from qda.exchange.network.picture import picture
from qda.model.network import Edge, Layout, Network, Node
from tests.exchange.networks import coding, many


def _pairs(n: int) -> Network:
    """So many pairs of nodes, each pair a part of its own."""
    nodes = tuple(
        Node(key=f"{k}{end}", label=f"Code {k}{end}", evidence=(coding(1),)) for k in range(n) for end in "ab"
    )
    edges = tuple(Edge(start=f"{k}a", end=f"{k}b", type="causes", people=1, evidence=(coding(1),)) for k in range(n))
    return Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges)


@pytest.mark.parametrize("n", [2, 5, 9, 40])
def test_parts_fill_a_page_and_do_not_stand_in_one_column(n: int) -> None:
    made = picture(_pairs(n))
    assert made.height <= 1.6 * max(made.width, 500.0)
    assert made.width <= 1.6 * max(made.height, 480.0)
    assert len({round(box.top) for box in made.boxes[::2]}) < n or n == 1


def test_an_edge_that_passes_ranks_runs_level_between_its_first_and_last_bend() -> None:
    """A chain of five nodes, and an edge from the first to the last: nothing stands beside its slots but the chain."""
    sizes = [(100.0, 40.0)] * 5
    wires = [Wire(start=k, end=k + 1, width=30.0, height=18.0) for k in range(4)]
    laid = layered(sizes, [*wires, Wire(start=0, end=4, width=30.0, height=18.0)])
    inner = laid.routes[-1].knots[2:-2]
    assert len({round(knot.y, 3) for knot in inner}) == 1
    rises = sum(abs(a.y - b.y) > 0.05 for a, b in pairwise(laid.routes[-1].knots))
    assert rises <= 2


def test_people_and_concepts_do_not_look_alike_in_the_legend() -> None:
    nodes = (
        Node(key="a", label="A", kind="concept", evidence=(coding(1),)),
        Node(key="b", label="B", kind="case", evidence=(coding(1),)),
    )
    edges = (Edge(start="a", end="b", type="explains", people=1, evidence=(coding(1),)),)
    made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges, layout=Layout.FORCE))
    lines, _bottom = legend(made, 0.0, 0.0, 800.0)
    samples = [line.split("<text")[0].split(">", 1)[1] for line in lines]
    assert len(samples) == 3
    assert len(set(samples)) == 3


@pytest.mark.parametrize("n", [12, 25])
def test_no_edge_runs_through_a_node_that_it_does_not_join(n: int) -> None:
    made = picture(many(n))
    at = {node.key: k for k, node in enumerate(made.network.nodes)}
    ends = [(at[edge.start], at[edge.end]) for edge in made.network.edges]
    assert made.hidden == 0
    assert runs_through(made.boxes, ends, [route.knots for route in made.routes]) == 0


def test_of_several_lengths_of_edges_the_picture_takes_the_one_that_shows_it_largest() -> None:
    """Twelve codes in a ring: with the one usual length they took a page and a half."""
    made = picture(many(12))
    assert max(made.width / 1.2, made.height) < 560


def test_the_legend_tells_of_widths_only_where_lines_differ() -> None:
    def told(*weights: float) -> str:
        nodes = tuple(Node(key=str(k), label=str(k), evidence=(coding(1),)) for k in range(len(weights) + 1))
        edges = tuple(
            Edge(start=str(k), end=str(k + 1), type="causes", people=1, weight=weight, evidence=(coding(1),))
            for k, weight in enumerate(weights)
        )
        made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges))
        return "".join(legend(made, 0.0, 0.0, 800.0)[0])

    assert "the thicker, the more" in told(0.2, 1.0)
    assert "the thicker, the more" not in told(1.0, 1.0)


def test_a_lone_edge_between_nodes_of_nearly_one_height_runs_level() -> None:
    """Heights differ by a few pixels where columns are of different height: no edge bends for that."""
    sizes = [(90.0, 40.0), (90.0, 52.0), (90.0, 40.0), (90.0, 40.0)]
    wires = [Wire(start=0, end=2, width=30.0, height=18.0), Wire(start=1, end=3, width=30.0, height=18.0)]
    for route in layered(sizes, wires).routes:
        assert len({round(knot.y, 2) for knot in route.knots}) == 1


def test_parts_stand_below_each_other_rather_than_beside_where_letters_would_be_too_small() -> None:
    """Three chains of 500 pixels: two beside each other would be printed with letters below 6 points on 16 cm."""
    nodes = tuple(Node(key=f"{k}{n}", label="Code", evidence=(coding(1),)) for k in range(3) for n in range(5))
    edges = tuple(
        Edge(start=f"{k}{n}", end=f"{k}{n + 1}", type="causes", people=1, evidence=(coding(1),))
        for k in range(3)
        for n in range(4)
    )
    made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges))
    assert 400 < made.width < 780


def test_no_label_hides_another_edge_or_the_head_of_an_arrow() -> None:
    """Four roles with an edge between any two but one, their labels two lines long: drawn too close, labels hid all."""
    names = ("petani", "penyuluh", "pengepul", "pengurus")
    nodes = tuple(Node(key=name, label=name, kind="case", evidence=(coding(1),)) for name in names)
    ties = ((1, 0), (2, 0), (3, 0), (1, 3), (3, 2))
    words = "mengajar bersama di sekolah kopi"
    edges = tuple(
        Edge(start=names[a], end=names[b], type="explains", label=words, sign="+", people=1, evidence=(coding(1),))
        for a, b in ties
    )
    made = picture(Network(kind="k", title="T", reading="R", nodes=nodes, edges=edges, layout=Layout.FORCE))
    assert made.hidden == 0
    assert hidden_lines([route.knots for route in made.routes], made.tags, [route.label for route in made.routes]) == 0


def test_very_many_parts_make_no_strip() -> None:
    """Four hundred pairs cannot be printed on one page anyhow: nothing is won by a picture that is all height."""
    made = picture(_pairs(400))
    assert 0.6 <= made.height / made.width <= 1.4
