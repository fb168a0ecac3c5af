"""Where the nodes of a network lie by what ties them."""

from __future__ import annotations

from qda.exchange.network.force import Tie, force

_SIZE = (120.0, 40.0)


def dense(nodes: int) -> list[Tie]:
    """A network with a dense middle: each node is tied to an earlier one, and most to one of the first hundred."""
    ties = {(node * node * 7 // nodes % node, node) for node in range(1, nodes)}
    ties |= {(node * 13 % 97, node) for node in range(97, nodes)}
    return [Tie(start=a, end=b, strength=0.5, width=20.0, height=14.0) for a, b in sorted(ties)]


def extent(nodes: int, ties: list[Tie]) -> tuple[float, float]:
    places = force([_SIZE] * nodes, ties)
    across, down = [place.x for place in places], [place.y for place in places]
    return max(across) - min(across) + _SIZE[0], max(down) - min(down) + _SIZE[1]


def test_a_large_network_with_a_dense_middle_uses_its_page() -> None:
    """Boxes that were only pushed apart from where they lay too close took an eighth of the page, now a sixth."""
    width, height = extent(400, dense(400))
    assert 400 * _SIZE[0] * _SIZE[1] / (width * height) > 0.15


def test_a_long_chain_is_not_folded() -> None:
    """What has room already is moved by nothing: ends stay at the ends, in their order."""
    nodes = 310
    places = force([_SIZE] * nodes, [Tie(start=n, end=n + 1, strength=0.5) for n in range(nodes - 1)])
    across = [place.x for place in places]
    assert across in (sorted(across), sorted(across, reverse=True))
    assert max(across) - min(across) > nodes * _SIZE[0]
