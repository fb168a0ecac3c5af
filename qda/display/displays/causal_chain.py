"""Causal chain: one line of links from a first cause to a last effect, and its weakest link."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from qda.display.chains import best_path, longest_path
from qda.display.display import display
from qda.display.drawn import EDGE_RULE, Coded, Rated, edges_of, network, nodes_of
from qda.display.entries import Entries
from qda.display.grid import Ground, ground_of
from qda.display.page import BOOK, Words
from qda.display.relations import TYPES, Relation, relations_of
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.network import Layout, Network
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 9."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalChainOptions(Rated):
    """Options of the causal chain."""

    start: str = field(default="", metadata={"help": N_("Where the chain begins: a code, or the name of a case.")})
    end: str = field(default="", metadata={"help": N_("Where it ends.")})
    type: tuple[str, ...] = field(
        default=("causes",), metadata={"help": N_("Types of links that are followed."), "choices": TYPES}
    )


@display(
    "causal-chain",
    N_("Causal chain: one line of links from cause to effect, with its weakest one"),
    question=N_("By which steps does one thing lead to another?"),
    options=CausalChainOptions,
    needs=("causes",),
    citation=CITATION,
    code="D37",
    gives="network",
)
def causal_chain(material: Material, options: CausalChainOptions) -> Network:
    """One path: between two things the one whose weakest link most people state, else the longest of the study.

    Raises:
        InputError: there is no such link, or only one end is given.
        NotFoundError: a code is not there, or no path leads from one to the other.
        FormulaError: `where` cannot be read.
    """
    rule = options.rule()
    ground = ground_of(material, options.where)
    relations = relations_of(material, ground, options.type, where=options.where)
    steps = {(one.start, one.end): (_people(one, ground.entries), one) for one in reversed(relations.found)}
    widths = {ends: people for ends, (people, _one) in steps.items()}
    if bool(options.start) != bool(options.end):
        raise InputError(_("A chain has two ends."), mend=_("Give both --start and --end, or neither."))
    if options.start:
        ends = _key(ground, options.start), _key(ground, options.end)
        path = best_path(widths, *ends)
        if not path:
            raise NotFoundError(
                _("No links lead from “{start}” to “{end}”.").format(start=options.start, end=options.end),
                mend=_("See: qda display causal-network"),
            )
    else:
        path = longest_path(widths)
    if not path:
        raise NotFoundError(_("No link is left to draw."), mend=_("Choose another --where."))
    found = [steps[ends][1] for ends in pairwise(path)]
    coded = Coded(material, ground)
    made = {node.key: node for node in nodes_of(ground, coded, path, found, rated=options)}
    weakest = min(found, key=lambda one: _people(one, ground.entries))
    words = Words(
        kind="causal-chain",
        title=_("Causal chain"),
        reading=_("Read along the arrows. The chain holds no better than its weakest link."),
        citation=CITATION,
        rules=(
            _(
                "Of all paths between the two ends, the one whose weakest link most people state; among equals the one "
                "with fewest steps."
            )
            if options.start
            else _(
                "The longest line of links that passes nothing twice; among equals that with the widest weakest link."
            ),
            rule,
            _(EDGE_RULE),
        ),
        counts=_(
            "On a link: its sign and how many people say so. On a node: people who speak of it, of how many asked."
        ),
        filters=relations.filters,
        notes=(
            (
                _("Weakest link: {start} → {end}, inferred.")
                if weakest.inferred
                else _("Weakest link: {start} → {end}, stated by {n}.")
            ).format(start=made[weakest.start].label, end=made[weakest.end].label, n=_people(weakest, ground.entries)),
        ),
    )
    nodes = [made[key] for key in path]
    return network(material, ground, words, nodes, edges_of(ground.entries, found), Layout.LAYERED)


def _people(one: Relation, entries: Entries) -> int:
    """How many say so; nobody where the researcher infers it."""
    return 0 if one.inferred else len(entries.units(list(one.entries)))


def _key(ground: Ground, name: str) -> str:
    people = ground.entries.people
    if (known := people.canonical(name)) in people.names:
        return f"case:{known}"
    return f"code:{ground.tree.find((name,))[0]}"
