"""Causal network within a study or one case: variables, rated, and what works on what."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.drawn import EDGE_RULE, Coded, Rated, edges_of, network, nodes_of
from qda.display.grid import ground_of
from qda.display.page import BOOK, Words
from qda.display.relations import TYPES, relations_of
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.network import Layout, Network
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 9."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalNetworkOptions(Rated):
    """Options of the causal network."""

    type: tuple[str, ...] = field(
        default=("causes",), metadata={"help": N_("Types of links that are drawn."), "choices": TYPES}
    )
    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Only links with at least one end among these codes and what lies under them.")},
    )


@display(
    "causal-network",
    N_("Causal network: rated variables, and what works on what"),
    question=N_("What leads to what, and how sure is that?"),
    options=CausalNetworkOptions,
    needs=("causes",),
    citation=CITATION,
    code="D38",
    gives="network",
)
def causal_network(material: Material, options: CausalNetworkOptions) -> Network:
    """Everything that causal links join, along the arrows; one case by `--where`.

    Raises:
        InputError: there is no such link, or the thresholds are no shares.
        NotFoundError: a code is not there, or no link touches it.
        FormulaError: `where` cannot be read.
    """
    rule = options.rule()
    ground = ground_of(material, options.where)
    relations = relations_of(material, ground, options.type, where=options.where)
    inside = {f"code:{path}" for root in ground.tree.find(options.code) for path in ground.tree.subtree(root)}
    found = [one for one in relations.found if not inside or {one.start, one.end} & inside]
    if not found:
        raise NotFoundError(
            _("No link is left to draw."), mend=_("Choose other codes with --code, or another --where.")
        )
    nodes = nodes_of(
        ground, Coded(material, ground), (end for one in found for end in (one.start, one.end)), found, rated=options
    )
    inferred = sum(one.inferred for one in found)
    words = Words(
        kind="causal-network",
        title=_("Causal network"),
        reading=_("Read along the arrows: an arrow leads from what works to what it works on."),
        citation=CITATION,
        rules=(rule, _(EDGE_RULE)),
        counts=_(
            "On an edge: its sign and how many people say so. On a node: people who speak of it, of how many asked."
        ),
        filters=relations.filters,
        notes=(
            plural("{n} of {all} links is inferred.", "{n} of {all} links are inferred.", inferred).format(
                n=inferred, all=len(found)
            ),
        )
        if inferred
        else (),
    )
    return network(material, ground, words, nodes, edges_of(ground.entries, found), Layout.LAYERED)
