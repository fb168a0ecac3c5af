"""Context chart: who stands in relation to whom, and whether that relation helps or hinders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.drawn import EDGE_RULE, Coded, edges_of, network, nodes_of
from qda.display.entries import Entries
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words
from qda.display.relations import TYPES, Relation, both, relations_of
from qda.model.attributes import standard
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.link_words import link_word
from qda.model.network import Edge, Layout, Network, Node
from qda.model.records import Stance
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 7."  # page not checked
_FLOW = 40  # letters of a note that may stand on an edge


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextChartOptions(Filtered):
    """Options of the context chart."""

    nodes: str = field(
        default="case",
        metadata={"help": N_("What the nodes are: case, or an attribute of cases such as role, group or site.")},
    )
    type: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Types of links that are drawn; all if left out."), "choices": TYPES}
    )


@display(
    "context-chart",
    N_("Context chart: people, roles and organisations, and their relations"),
    question=N_("Who stands in relation to whom, and how?"),
    options=ContextChartOptions,
    needs=("links",),
    citation=CITATION,
    code="D15",
    gives="network",
)
def context_chart(material: Material, options: ContextChartOptions) -> Network:
    """Cases and what they are linked with; where no case is linked, the codes that are.

    Raises:
        InputError: there is no such link.
        NotFoundError: there is no such attribute.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    relations = relations_of(material, ground, options.type, where=options.where)
    touched = [one for one in relations.found if one.start.startswith("case:") or one.end.startswith("case:")]
    found = [_valued(one, ground.entries) for one in touched or relations.found]
    if not found:
        raise NotFoundError(_("No link is left to draw."), mend=_("Choose another --where."))
    nodes = nodes_of(ground, Coded(material, ground), (end for one in found for end in (one.start, one.end)), found)
    notes: tuple[str, ...] = ()
    if options.nodes != "case":
        place = _places(ground, options.nodes, nodes)
        nodes = _merged_nodes(nodes, place)
        found, inner = _merged(found, place)
        if inner:
            notes = (
                plural(
                    "{n} relation within one node is not drawn.", "{n} relations within one node are not drawn.", inner
                ).format(n=inner),
            )
    words = Words(
        kind="context-chart",
        title=_("Context chart"),
        reading=_(
            "Who is joined is related; what stands on an edge says how. What has many relations lies in the middle."
        ),
        citation=CITATION,
        rules=(
            _(EDGE_RULE),
            _(
                "An edge’s sign is that of its link; else + where all its passages are for, − where all are against, ± "
                "where some are for and some against."
            ),
        ),
        counts=_("On an edge: what flows or how they are related, the sign, and how many people say so."),
        filters=relations.filters,
        notes=notes,
    )
    edges = [_flowing(edge) for edge in edges_of(ground.entries, found)]
    return network(material, ground, words, nodes, edges, Layout.FORCE)


def _valued(one: Relation, entries: Entries) -> Relation:
    """With the sign of its passages where its link has none."""
    if one.sign:
        return one
    said = {entries.stance[i] for i in one.entries}
    signs = [sign for sign, stance in (("+", Stance.FOR), ("-", Stance.AGAINST), ("±", Stance.MIXED)) if stance in said]
    return replace(one, sign=both(signs))


def _flowing(edge: Edge) -> Edge:
    """With its note as words where that is short: what flows; else with its type."""
    note = edge.memo.split("\n", 1)[0].strip()
    return replace(edge, label=note if 0 < len(note) <= _FLOW else link_word(edge.type))


def _places(ground: Ground, name: str, nodes: list[Node]) -> dict[str, str]:
    """For each case's node the value of its attribute; a case without one, and every code, stays itself."""
    people = ground.entries.people
    attribute = name if name in people.attributes else standard(name)
    if attribute not in people.attributes:
        raise NotFoundError(
            _("There is no attribute “{name}”.").format(name=name),
            mend=_("Choose one of: {names}.").format(names=", ".join(("case", *people.attributes))),
        )
    return {
        node.key: f"{attribute}:{value}"
        for node in nodes
        if node.kind == "case" and (value := people.attribute(node.label, attribute))
    }


def _merged_nodes(nodes: list[Node], place: dict[str, str]) -> list[Node]:
    together: dict[str, list[Node]] = {}
    for node in nodes:
        together.setdefault(place.get(node.key, node.key), []).append(node)
    made = []
    for key, same in together.items():
        if key not in set(place.values()):
            made += same
            continue
        names = ", ".join(node.label for node in same)
        made.append(
            Node(
                key=key,
                label=key.split(":", 1)[1],
                kind="case",
                detail=plural("{n} case", "{n} cases", len(same)).format(n=len(same)),
                attributes=((_("Cases"), names),),
                people=len(same),
                evidence=tuple(dict.fromkeys(coding for node in same for coding in node.evidence)),
            )
        )
    return made


def _merged(found: list[Relation], place: dict[str, str]) -> tuple[list[Relation], int]:
    """Relations between the places of cases, those of one type made one; how many lie within a place."""
    together: dict[tuple[str, str, str], list[Relation]] = {}
    inner = 0
    for one in found:
        start, end = place.get(one.start, one.start), place.get(one.end, one.end)
        if start == end:
            inner += 1
            continue
        ends = sorted((start, end)) if not one.directed else [start, end]
        together.setdefault((ends[0], ends[1], one.type), []).append(one)
    return [
        Relation(
            start=start,
            end=end,
            type=kind,
            sign=both(one.sign for one in same),
            entries=tuple(sorted({i for one in same for i in one.entries})),
            inferred=all(one.inferred for one in same),
            memo="\n".join(dict.fromkeys(one.memo for one in same if one.memo)),
        )
        for (start, end, kind), same in together.items()
    ], inner
