"""GraphML: networks for Gephi, yEd, Cytoscape, igraph and NetworkX.

The format is that of Brandes and others (2002), graphml.graphdrawing.org.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from qda.exchange.front_matter import origin
from qda.exchange.network.passages import Places, passages, places_of
from qda.exchange.safe_text import visible
from qda.exchange.writer import writer
from qda.model.network import Edge, Network, Node
from qda.model.output import Output
from qda.model.wording import N_

_NODE = {
    "label": "string",
    "kind": "string",
    "detail": "string",
    "group": "string",
    "rating": "string",
    "value": "double",
    "people": "int",
    "of": "int",
    "passages": "int",
}
_EDGE = {
    "type": "string",
    "sign": "string",
    "label": "string",
    "weight": "double",
    "people": "int",
    "passages": "int",
    "inferred": "boolean",
    "memo": "string",
}
_Value = str | int | float | bool | None


@writer("graphml", N_("Network for Gephi, yEd, Cytoscape and scripts"), extensions=(".graphml",), takes=("networks",))
def write_graphml(output: Output, file: BinaryIO) -> None:
    """Each network a graph; what is missing has no data element. Ids are the nodes' keys."""
    file.write("".join(_lines(output)).encode("utf-8"))


def _lines(output: Output) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    about = "; ".join(f"{label}: {value}" for label, value in origin(output.provenance))
    yield f"<desc>{escape(visible(about))}</desc>\n"
    for scope, keys in (("graph", {"title": "string", "synthetic": "boolean"}), ("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            yield f'<key id="{scope}_{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>\n'
    extra = sorted({name for network in output.networks for node in network.nodes for name, _value in node.attributes})
    names = {name: f"attribute_{n}" for n, name in enumerate(extra)}
    for name, key in names.items():
        yield f'<key id="{key}" for="node" attr.name={quoteattr(visible(name))} attr.type="string"/>\n'
    for n, network in enumerate(output.networks):
        yield from _graph(network, n, names, several=len(output.networks) > 1)
    yield "</graphml>\n"


def _graph(network: Network, n: int, names: dict[str, str], *, several: bool) -> Iterator[str]:
    prefix = f"{n}:" if several else ""
    places = places_of(network)
    directed = "directed" if any(edge.directed for edge in network.edges) else "undirected"
    yield f'<graph id="g{n}" edgedefault="{directed}">\n<desc>{escape(visible(network.reading))}</desc>\n'
    yield _data("graph_title", network.title) + _data("graph_synthetic", network.synthetic)
    for node in network.nodes:
        yield f"<node id={quoteattr(visible(prefix + node.key))}>" + _node(node, names, places) + "</node>\n"
    for k, edge in enumerate(network.edges):
        ends = f"source={quoteattr(visible(prefix + edge.start))} target={quoteattr(visible(prefix + edge.end))}"
        yield f'<edge id="e{n}-{k}" directed="{str(edge.directed).lower()}" {ends}>{_edge(edge, places)}</edge>\n'
    yield "</graph>\n"


def _node(node: Node, names: dict[str, str], places: Places) -> str:
    values: dict[str, _Value] = {
        "label": node.label,
        "kind": node.kind,
        "detail": node.detail or None,
        "group": node.group or None,
        "rating": node.rating.value if node.rating else None,
        "value": node.value,
        "people": node.people,
        "of": node.of,
        "passages": passages(node.evidence, places),
    }
    own = "".join(_data(names[name], value) for name, value in node.attributes if value)
    return "".join(_data(f"node_{name}", values[name]) for name in _NODE) + own


def _edge(edge: Edge, places: Places) -> str:
    values: dict[str, _Value] = {
        "type": edge.type,
        "sign": edge.sign or None,
        "label": edge.label or None,
        "weight": edge.weight,
        "people": edge.people,
        "passages": passages(edge.evidence, places),
        "inferred": edge.inferred,
        "memo": edge.memo or None,
    }
    return "".join(_data(f"edge_{name}", values[name]) for name in _EDGE)


def _data(key: str, value: _Value) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)
    return f'<data key="{key}">{escape(visible(text))}</data>'
