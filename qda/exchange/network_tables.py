"""A network as two sheets, its nodes and its edges, for the writers of tables."""

from __future__ import annotations

from qda.exchange.network.passages import Places, passages, places_of
from qda.model.attribute_words import attribute_value, attribute_word
from qda.model.link_words import link_word, sign_shown
from qda.model.network import Edge, Network, Node, kind_word
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _


def network_sheets(network: Network) -> tuple[Sheet, Sheet]:
    """The sheet of edges, then that of nodes, each with the quotations it rests on."""
    edges = {coding for edge in network.edges for coding in edge.evidence}
    nodes = {coding for node in network.nodes for coding in node.evidence}
    attributes = _attributes(network)
    places = places_of(network)
    labels = {node.key: node.label for node in network.nodes}
    return (
        Sheet(
            kind=f"{network.kind}-edges",
            title=_("{title}: edges").format(title=network.title),
            reading=network.reading,
            corner=_("From"),
            columns=tuple(
                Column(label=_(name))
                for name in (
                    N_("Relation"),
                    N_("Sign"),
                    N_("To"),
                    N_("People"),
                    N_("Passages"),
                    N_("Basis"),
                    N_("Strength"),
                    N_("Memo"),
                )
            ),
            rows=tuple(_edge(edge, labels, places) for edge in network.edges),
            decision_rules=network.decision_rules,
            filters=network.filters,
            counts=network.counts,
            citation=network.citation,
            quotations=tuple(one for one in network.quotations if one.coding in edges),
            synthetic=network.synthetic,
            notes=network.notes,
        ),
        Sheet(
            kind=f"{network.kind}-nodes",
            title=_("{title}: nodes").format(title=network.title),
            reading=network.reading,
            corner=_("Node"),
            columns=_node_columns(attributes),
            rows=tuple(_node(node, attributes, places) for node in network.nodes),
            decision_rules=network.decision_rules,
            filters=network.filters,
            counts=network.counts,
            citation=network.citation,
            quotations=tuple(one for one in network.quotations if one.coding in nodes),
            synthetic=network.synthetic,
        ),
    )


def _node_columns(attributes: tuple[str, ...]) -> tuple[Column, ...]:
    own = (N_("Kind"), N_("Detail"), N_("Rating"), N_("People"), N_("Passages"))
    return tuple(Column(label=label) for label in (*map(_, own), *map(attribute_word, attributes)))


def _attributes(network: Network) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in network.nodes for name, _value in node.attributes))


def _edge(edge: Edge, labels: dict[str, str], places: Places) -> Row:
    behind = edge.evidence
    said = bool(behind)
    nothing = Cell(empty=Empty.NOT_APPLICABLE)
    return Row(
        label=labels[edge.start],
        cells=(
            Cell(value=edge.label or link_word(edge.type), evidence=behind),
            Cell(value=sign_shown(edge.sign), evidence=behind) if edge.sign else nothing,
            Cell(value=labels[edge.end], evidence=behind),
            Cell(value=edge.people, evidence=behind) if said else nothing,
            Cell(value=passages(behind, places), evidence=behind) if said else nothing,
            Cell(value=_("inferred") if edge.inferred else _("in the data"), evidence=behind),
            nothing if edge.weight is None else Cell(value=round(edge.weight, 3), evidence=behind),
            Cell(value=edge.memo, evidence=behind) if edge.memo else nothing,
        ),
    )


def _node(node: Node, attributes: tuple[str, ...], places: Places) -> Row:
    behind = node.evidence
    nothing = Cell(empty=Empty.NOT_APPLICABLE)
    have = dict(node.attributes)
    return Row(
        label=node.label,
        group=node.group,
        cells=(
            Cell(value=kind_word(node.kind), evidence=behind),
            Cell(value=node.detail, evidence=behind) if node.detail else nothing,
            Cell(value=node.rating.word, evidence=behind) if node.rating else nothing,
            Cell(value=node.people, of=node.of, evidence=behind) if behind else Cell(empty=Empty.MISSING),
            Cell(value=passages(behind, places), evidence=behind) if behind else Cell(empty=Empty.MISSING),
            *(
                Cell(value=attribute_value(have[name]), evidence=behind) if have.get(name) else nothing
                for name in attributes
            ),
        ),
    )
