"""Networks are laid out for paper: folded to about the shape of a page, their letters as large as they can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT
from qda.exchange.network.drawing import graph
from qda.exchange.network.labels import runs_through
from qda.exchange.network.layered import Wire, layered
from qda.exchange.network.legend import legend
from qda.exchange.network.paper import kept
from qda.exchange.network.picture import Picture, picture
from qda.exchange.network.shapes import NARROW, WIDE, face
from qda.model.network import Edge, Layout, Network, Node
from tests.exchange.networks import coding, eight, many

_PIXEL = 25.4 / 96  # millimetres
_LETTERS = 11 * 72 / 96  # points of the smallest letters


def _chain(n: int, skip: int = 5, layout: Layout = Layout.LAYERED) -> Network:
    """So many causes in a row, and edges that pass over some of them."""
    words = ("Falling prices of coffee", "Lack of capital", "Trust in the cooperative", "Late payment")
    nodes = tuple(
        Node(key=str(k), label=f"{words[k % 4]} {k}", people=3, of=9, evidence=(coding(k + 1),)) for k in range(n)
    )
    ties = sorted({(k, k + 1) for k in range(0, n - 1, 2)} | {(k, k + skip) for k in range(0, n - skip)})
    edges = tuple(
        Edge(start=str(a), end=str(b), type="causes", sign="+-"[a % 2], people=2, evidence=(coding(500 + a),))
        for a, b in ties
    )
    return Network(kind="causal-network", title="T", reading="R", nodes=nodes, edges=edges, layout=layout)


def _points(made: Picture) -> float:
    across, down = made.width * _PIXEL, made.height * _PIXEL
    return _LETTERS * max(page.scale(across, down, titled=True) for page in (PORTRAIT, LANDSCAPE))


@pytest.mark.parametrize(("n", "least"), [(8, 6.0), (12, 6.0), (16, 5.5), (24, 4.5)])
def test_a_network_along_its_arrows_can_be_read_on_a_page(n: int, least: float) -> None:
    """From left to right, twenty-four causes had letters of three points."""
    assert _points(picture(_chain(n))) >= least


@pytest.mark.parametrize(("n", "least"), [(12, 7.5), (21, 5.0), (25, 5.5)])
def test_a_network_of_what_is_tied_can_be_read_on_a_page(n: int, least: float) -> None:
    """With boxes and edges of one size and along the page, twenty-five codes had letters below five points."""
    made = picture(many(n))
    assert _points(made) >= least
    assert made.hidden == 0
    ends = [(int(edge.start), int(edge.end)) for edge in made.network.edges]
    assert runs_through(made.boxes, ends, [route.knots for route in made.routes]) == 0, "not bought by a fault"


@pytest.mark.parametrize("network", [_chain(3, 2), _chain(5, 2, Layout.TREE), _chain(30, 5, Layout.TREE)])
def test_what_fits_runs_across_and_trees_always_do(network: Network) -> None:
    assert not any(route.upright for route in picture(network).routes)


@pytest.mark.parametrize("n", [16, 24, 40])
def test_downwards_no_box_or_label_lies_on_another_and_causes_stand_above(n: int) -> None:
    made = picture(_chain(n))
    assert all(route.upright for route in made.routes)
    labels = [made.label_box(k) for k in range(len(made.network.edges))]
    taken = [*made.boxes, *(box for box in labels if box is not None)]
    assert len(taken) == n + len(made.network.edges), "every label has a place"
    assert not [1 for k, one in enumerate(taken) for other in taken[:k] if one.meets(other)]
    for edge in made.network.edges:
        assert made.boxes[int(edge.start)].bottom < made.boxes[int(edge.end)].top
    assert all(box.left >= 0 and box.right <= made.width + 0.1 for box in taken)
    assert all(box.top >= 0 and box.bottom <= made.height + 0.1 for box in taken)


def test_the_same_network_is_laid_out_alike_however_often() -> None:
    for network in (_chain(16), many(12)):
        made, again = picture(network), picture(replace(network))
        assert made == again
        assert "".join(graph(made, 0)) == "".join(graph(again, 0))


def test_downwards_edges_leave_below_and_arrive_above_with_the_same_knots_turned() -> None:
    sizes = [(100.0, 40.0), (80.0, 40.0), (120.0, 60.0)]
    wires = [Wire(start=0, end=1, width=30.0, height=18.0), Wire(start=0, end=2), Wire(start=1, end=2)]
    laid = layered(sizes, wires, down=True)
    for wire, route in zip(wires, laid.routes, strict=True):
        assert route.knots[0].y == pytest.approx(laid.places[wire.start].y + sizes[wire.start][1] / 2)
        assert route.knots[-1].y == pytest.approx(laid.places[wire.end].y - sizes[wire.end][1] / 2)
        assert [knot.y for knot in route.knots] == sorted(knot.y for knot in route.knots)


@pytest.mark.parametrize(
    ("label", "detail"),
    [
        ("Incomprehensibilities of prices", ""),
        ("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 2, ""),
        ("Delivers", "ends here: Karsinem, Slamet Riyadi, Yuni"),
    ],
)
def test_a_narrow_box_breaks_no_word_and_cuts_nothing_off_that_a_wide_one_shows(label: str, detail: str) -> None:
    node = Node(key="a", label=label, detail=detail)
    wide, narrow = face(node, WIDE), face(node, NARROW)
    assert " ".join(narrow.label).split() == " ".join(wide.label).split()
    assert " ".join(narrow.detail) == " ".join(wide.detail)
    assert narrow.width <= wide.width


def test_a_page_keeps_what_fits_and_less_of_what_is_larger() -> None:
    assert kept(400, 300) == 1.0
    assert kept(800, 300) > kept(1600, 300) > kept(3200, 300)
    assert kept(300, 1500) > kept(300, 3000)
    assert kept(600, 900) > kept(900, 600), "nobody turns a page for nothing"


def test_the_legend_shows_what_an_arrow_is_and_what_its_sign_is_by_different_samples() -> None:
    made = picture(eight())
    samples = [line.split("<text")[0].split(">", 1)[1] for line in legend(made, 0.0, 0.0, 2000.0)[0]]
    assert len(set(samples)) == len(samples)
