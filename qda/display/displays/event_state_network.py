"""Event–state network: what happened, what state it left, and what that led to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.drawn import EDGE_RULE, Coded, edges_of, network, nodes_of
from qda.display.events import said_time
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words
from qda.display.relations import TYPES, Relation, relations_of
from qda.display.times import Time, read_time
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.network import Layout, Network, Node
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStateOptions(Filtered):
    """Options of the event–state network."""

    event: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes that are events, with all under them; those with a dated passage if left out.")},
    )
    type: tuple[str, ...] = field(
        default=("causes", "precedes"), metadata={"help": N_("Types of links that are drawn."), "choices": TYPES}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    node: Node
    time: Time | None


@display(
    "event-state-network",
    N_("Event–state network: happenings, the states they left, and what led to what"),
    question=N_("What happened, what came of it, and what did that lead to?"),
    options=EventStateOptions,
    needs=("sequences",),
    citation=CITATION,
    code="D30",
    gives="network",
)
def event_state_network(material: Material, options: EventStateOptions) -> Network:
    """Events as boxes with their time, states with round ends, along the arrows.

    Raises:
        InputError: there is no such link.
        NotFoundError: a code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    relations = relations_of(material, ground, options.type, where=options.where)
    if not relations.found:
        raise NotFoundError(_("No link is left to draw."), mend=_("Choose another --where."))
    coded = Coded(material, ground)
    chosen = {path for root in ground.tree.find(options.event) for path in ground.tree.subtree(root)}
    found = list(relations.found)
    dated = {
        node.key: _event_or_state(ground, coded, node, chosen) if node.kind == "code" else _Dated(node=node, time=None)
        for node in nodes_of(ground, coded, relations.ends, found)
    }
    words = Words(
        kind="event-state-network",
        title=_("Event–state network"),
        reading=_("Boxes are events, round ends are states; an arrow leads to what followed. Read along the arrows."),
        citation=CITATION,
        rules=(
            _("Events are the chosen codes; everything else is a state.")
            if chosen
            else _("A code is an event where at least one of its passages says when; everything else is a state."),
            _(EDGE_RULE),
        ),
        counts=_("On an edge: how many people say so. On a node: how many people speak of it, of how many asked."),
        filters=relations.filters,
        notes=tuple(_against_time(found, dated)),
    )
    edges = edges_of(ground.entries, found)
    return network(material, ground, words, [one.node for one in dated.values()], edges, Layout.LAYERED)


def _event_or_state(ground: Ground, coded: Coded, node: Node, chosen: set[str]) -> _Dated:
    path = node.key[5:]
    said = [text for i in coded.entries(path) if (text := said_time(ground.entries, i))]
    times = sorted((time, n) for n, text in enumerate(said) if (time := read_time(text)) is not None)
    event = path in chosen if chosen else bool(said)
    if not event:
        return _Dated(node=replace(node, kind="state"), time=None)
    first = said[times[0][1]] if times else said[0] if said else ""
    detail = " ".join(first.split())
    return _Dated(node=replace(node, kind="event", detail=detail), time=times[0][0] if times else None)


def _against_time(found: list[Relation], dated: dict[str, _Dated]) -> list[str]:
    """Links whose events are dated the other way round."""
    return [
        _("Check: “{start}” is dated later than “{end}”, to which it leads.").format(
            start=dated[one.start].node.label, end=dated[one.end].node.label
        )
        for one in found
        if (first := dated[one.start].time) and (second := dated[one.end].time) and first > second
    ]
