"""Lines reach the outline they lead to, also where it is round, and stop where the head of an arrow begins."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qda.exchange.network.drawing import graph
from qda.exchange.network.ends import HEAD, before_head, corner, touching
from qda.exchange.network.layered import Point, Route
from qda.exchange.network.measure import Box
from qda.exchange.network.picture import picture
from qda.model.network import Layout
from tests.exchange.networks import eight


def _off(point: Point, box: Box, radius: float) -> float:
    """How far a point lies from the outline of a box with round corners, pixels."""
    across, down = abs(point.x - box.x) - box.width / 2, abs(point.y - box.y) - box.height / 2
    if across > -radius and down > -radius:
        return abs(((across + radius) ** 2 + (down + radius) ** 2) ** 0.5 - radius)
    return abs(max(across, down))


@pytest.mark.parametrize("layout", [Layout.FORCE, Layout.LAYERED])
@pytest.mark.parametrize("kind", ["state", "case", "event", ""])
def test_every_edge_touches_the_nodes_it_joins(layout: Layout, kind: str) -> None:
    network = eight(layout)
    network = replace(network, nodes=tuple(replace(node, kind=kind) for node in network.nodes))
    made = picture(network)
    at = {node.key: (box, corner(node, box.height)) for node, box in zip(network.nodes, made.boxes, strict=True)}
    for edge, route in zip(network.edges, made.routes, strict=True):
        assert _off(route.knots[0], *at[edge.start]) < 0.1
        assert _off(route.knots[-1], *at[edge.end]) < 0.1


def test_a_level_line_stays_level_where_it_is_led_to_a_round_corner() -> None:
    """A box 100 × 40 with ends of radius 20: a line that reaches it 12 above its middle meets it 4 further in."""
    box = Box(x=200.0, y=50.0, width=100.0, height=40.0)
    knots = tuple(Point(x=x, y=38.0) for x in (60.0, 80.0, 140.0, 150.0))
    led = touching(Route(knots=knots, label=None), (Box(x=10.0, y=38.0, width=100.0, height=40.0), 4.0), (box, 20.0))
    assert led.knots[-1] == Point(x=pytest.approx(154.0, abs=0.1), y=38.0)
    assert led.knots[:-1] == knots[:-1]


@pytest.mark.parametrize(
    "knots",
    [
        (Point(x=0.0, y=0.0), Point(x=30.0, y=40.0)),
        (Point(x=0.0, y=0.0), Point(x=50.0, y=0.0), Point(x=80.0, y=40.0)),
        (Point(x=0.0, y=0.0), Point(x=10.0, y=0.0), Point(x=60.0, y=40.0), Point(x=62.0, y=40.0)),
        (Point(x=62.0, y=0.0), Point(x=60.0, y=0.0), Point(x=10.0, y=40.0), Point(x=0.0, y=40.0)),
    ],
    ids=["straight", "bow", "ranks", "ranks backwards"],
)
def test_a_line_ends_where_the_head_begins(knots: tuple[Point, ...]) -> None:
    """A line as wide as the head's tip would hide it."""
    cut = before_head(Route(knots=knots, label=None))
    tip, end = knots[-1], cut[-1]
    assert ((tip.x - end.x) ** 2 + (tip.y - end.y) ** 2) ** 0.5 == pytest.approx(HEAD)
    assert cut[0] == knots[0]
    assert all((one.x - end.x) * (tip.x - end.x) <= 0 or len(knots) < 4 for one in cut), "it does not run back"


def test_a_line_that_comes_from_above_ends_above_its_head() -> None:
    knots = (Point(x=0, y=0), Point(x=0, y=20), Point(x=60, y=60), Point(x=60, y=90))
    cut = before_head(Route(knots=knots, label=None, upright=True))
    assert cut[-1] == Point(x=60, y=90 - HEAD)
    assert cut[0] == knots[0]
    assert {knot.x for knot in cut[-2:]} == {60}


def test_only_arrows_are_cut_and_labels_hide_their_line() -> None:
    network = replace(eight(Layout.FORCE), edges=tuple(replace(e, directed=False) for e in eight(Layout.FORCE).edges))
    made = picture(network)
    drawn = "".join(graph(made, 0))
    for route, path in zip(made.routes, re.findall(r'class="edge".*? d="([^"]+)"', drawn), strict=True):
        x, y = map(
            float,
            path.split()[-2:] if not path.split()[-2].startswith("L") else (path.split()[-2][1:], path.split()[-1]),
        )
        assert (x, y) == (pytest.approx(route.knots[-1].x, abs=0.06), pytest.approx(route.knots[-1].y, abs=0.06))
    assert "fill-opacity" not in drawn, "the line would run through the words"
