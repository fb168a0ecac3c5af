"""A network as JSON has it; the keys are described in `qda.exchange.writers.json`."""

from __future__ import annotations

from typing import Any

from qda.model.ids import show_id
from qda.model.network import Edge, Network, Node


def network_content(network: Network) -> dict[str, Any]:
    """All of a network but its quotations, which the writer of JSON adds."""
    return {
        "kind": network.kind,
        "title": network.title,
        "reading": network.reading,
        "layout": network.layout.value,
        "nodes": [_node(node) for node in network.nodes],
        "edges": [_edge(edge) for edge in network.edges],
        "decision_rules": list(network.decision_rules),
        "filters": list(network.filters),
        "counts": network.counts,
        "citation": network.citation,
        "notes": list(network.notes),
        "synthetic": network.synthetic,
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "label": node.label,
        "kind": node.kind,
        "detail": node.detail,
        "group": node.group,
        "rating": node.rating.value if node.rating else None,
        "value": node.value,
        "people": node.people,
        "of": node.of,
        "attributes": dict(node.attributes),
        "evidence": [show_id(coding) for coding in node.evidence],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.start,
        "to": edge.end,
        "type": edge.type,
        "sign": edge.sign or None,
        "label": edge.label,
        "directed": edge.directed,
        "weight": edge.weight,
        "people": edge.people,
        "inferred": edge.inferred,
        "memo": edge.memo,
        "evidence": [show_id(coding) for coding in edge.evidence],
    }
