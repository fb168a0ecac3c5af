"""How nodes and edges look: shapes by kind, shades by rating or size that stay apart in grey, heads by sign."""

from __future__ import annotations

from qda.exchange.network.ends import corner
from qda.exchange.network.measure import Box
from qda.model.network import Edge, Layout, Network, Node, Rating

DASHED = "5 4"
RATED = {Rating.HIGH: "#8fb0cf", Rating.MEDIUM: "#c9dbeb", Rating.LOW: "#f0f5fa"}
SIZED = ("#f4f8fb", "#dfeaf4", "#c6d9ea", "#adc8e0", "#93b6d5")
_PLAIN = "#ffffff"


def fill(node: Node) -> str:
    """A node's shade: by its rating, else by its size, else white."""
    if node.rating is not None:
        return RATED[node.rating]
    if node.value is not None:
        return SIZED[min(len(SIZED) - 1, max(0, int(node.value * len(SIZED))))]
    return _PLAIN


def outline(node: Node) -> str:
    """The colour of a node's border."""
    return "#222222" if node.evidence else "#777777"


def border_width(kind: str) -> str:
    """The width of a node's border: people and organisations have a heavy one, or they would look like concepts."""
    return "2.4" if kind == "case" else "1.3"


def stroke(edge: Edge) -> str:
    """The colour of a line."""
    return "#777777" if edge.inferred else "#444444"


def dashes(edge: Edge) -> str:
    """Broken where the researcher infers."""
    return f' stroke-dasharray="{DASHED}"' if edge.inferred else ""


def head(edge: Edge, network: Network) -> str:
    """The arrowhead: full, hollow for minus, grey for both; none on what has no direction, and none in a tree."""
    if not edge.directed or network.layout is Layout.TREE:
        return ""
    name = {"-": "minus", "±": "mixed"}.get(edge.sign, "plus")
    return f' marker-end="url(#{name})"'


def shape(node: Node, box: Box, look: str) -> str:
    """The outline of a node: a box with sharp corners for events, round ends for states, cases and concepts."""
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{corner(node, box.height):.1f}" {look}/>'
    )
