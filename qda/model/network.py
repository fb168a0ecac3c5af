"""What a network display gives: an immutable description of nodes and edges. Writers lay it out and render it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qda.model.ids import Id
from qda.model.quotation import Quotation
from qda.model.wording import N_, _


class Rating(StrEnum):
    """How far a variable is present, by the share of people: high, medium, low."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"

    @property
    def word(self) -> str:
        """The rating in a word, in the current language."""
        return _(_RATING_WORDS[self])


_RATING_WORDS = {Rating.HIGH: N_("high"), Rating.MEDIUM: N_("medium"), Rating.LOW: N_("low")}


KIND_WORDS = {
    "code": N_("code"),
    "case": N_("person or organisation"),
    "event": N_("event"),
    "state": N_("state"),
    "concept": N_("concept"),
    "test": N_("test"),
    "choice": N_("choice"),
}


def kind_word(kind: str) -> str:
    """What a node is, in a word, in the current language; a kind of the user's own is itself."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


class Layout(StrEnum):
    """How a network is meant to be drawn."""

    LAYERED = "layered"  # along its arrows: causes, sequences
    TREE = "tree"  # a taxonomy: the whole on the left, its kinds to the right
    FORCE = "force"  # what is tied lies close together: co-occurrence, relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node.

    Attributes:
        key: Tells nodes of one network apart; never shown.
        kind: code, case, event, state … or the name of the attribute whose value it is; chooses the shape.
        detail: A second line below the label ("" for none): an informant's own term, a date.
        group: What it belongs to, as a stream or a branch; "" for none.
        rating: High, medium or low where the display rates; None where it does not or nothing is known.
        value: What its size shows, 0–1; None for no size.
        people: Informants (and sources that nobody speaks in) behind it.
        of: Out of how many asked; None where nobody knows.
        attributes: Further properties by name.
        evidence: Ids of the codings behind it; a node without any is marked in every rendering.
    """

    key: str
    label: str
    kind: str = "code"
    detail: str = ""
    group: str = ""
    rating: Rating | None = None
    value: float | None = None
    people: int = 0
    of: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One edge, from `start` to `end`, keys of nodes.

    Attributes:
        type: causes, precedes …, or co-occurs.
        sign: "+", "-" or "±"; "" where there is none.
        label: Words on the edge beside its sign and counts; "" for none.
        directed: Whether it has an arrowhead.
        weight: 0–1, for its width; None for no width.
        people: Informants (and sources that nobody speaks in) whose words say so.
        evidence: Ids of the codings that say so.
        inferred: Drawn by the researcher and not said in the data: such an edge alone may lack evidence.
    """

    start: str
    end: str
    type: str
    sign: str = ""
    label: str = ""
    directed: bool = True
    weight: float | None = None
    people: int = 0
    evidence: tuple[Id, ...] = ()
    inferred: bool = False
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network display.

    Attributes:
        kind: The display's name, `causal-network`.
        reading: How to read it, one or two sentences.
        layout: How it is meant to be drawn.
        counts: What the numbers on nodes and edges count; "" where there are none.
        decision_rules: What had to hold for a node or an edge, each a sentence.
        synthetic: True where any source behind it is synthetic; every output says so.
    """

    kind: str
    title: str
    reading: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    layout: Layout = Layout.LAYERED
    decision_rules: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    counts: str = ""
    citation: str = ""
    quotations: tuple[Quotation, ...] = ()
    synthetic: bool = False
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a network that does not hang together.

        Raises:
            ValueError: two nodes share a key, an edge leads to no node or to its own start, or lacks evidence without
                being marked as inferred.
        """
        keys = {node.key for node in self.nodes}
        if len(keys) < len(self.nodes):
            raise ValueError(f"{self.kind}: keys of nodes repeat")
        for edge in self.edges:
            if not {edge.start, edge.end} <= keys or edge.start == edge.end:
                raise ValueError(f"{self.kind}: edge {edge.start!r} → {edge.end!r} joins no two nodes")
            if not edge.evidence and not edge.inferred:
                raise ValueError(f"{self.kind}: edge {edge.start!r} → {edge.end!r} lacks evidence and is not inferred")
