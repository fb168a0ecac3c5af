"""Folk taxonomy: what informants take for a kind of what, in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.drawn import EDGE_RULE, IN_VIVO_WORDS, Coded, edges_of, network
from qda.display.grid import Ground, ground_of
from qda.display.options import Coded as OfCodes
from qda.display.page import BOOK, Words
from qda.display.relations import Relation, relations_of
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.network import Layout, Network, Node
from qda.model.records import LinkType
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 7."  # page not checked
_TREES = ("auto", "links", "codebook")


@dataclass(frozen=True, slots=True, kw_only=True)
class FolkTaxonomyOptions(OfCodes):
    """Options of the folk taxonomy."""

    tree: str = field(
        default="auto",
        metadata={
            "help": N_(
                "Where kinds come from: links (kind_of), the codebook’s tree, or auto: links where there are any."
            ),
            "choices": _TREES,
        },
    )
    depth: int = field(default=99, metadata={"help": N_("How many levels of kinds are drawn."), "least": 0})


@display(
    "folk-taxonomy",
    N_("Folk taxonomy: kinds of kinds, in informants’ own words"),
    question=N_("What do people here take for a kind of what?"),
    options=FolkTaxonomyOptions,
    needs=("kinds",),
    citation=CITATION,
    code="D19",
    gives="network",
)
def folk_taxonomy(material: Material, options: FolkTaxonomyOptions) -> Network:
    """A tree from left to right, from links of the type kind_of, or from the codebook where there are none.

    Raises:
        InputError: links are asked for and there are none, or the codebook is empty.
        NotFoundError: a code is not there.
        FormulaError: `where` cannot be read.
    """
    if options.tree not in _TREES:
        raise InputError(
            _("There is no tree “{name}”.").format(name=options.tree),
            mend=_("Choose one of: {names}.").format(names=", ".join(_TREES)),
        )
    ground = ground_of(material, options.where)
    drawn = material.links["type"] == LinkType.KIND_OF.value
    by_links = options.tree == "links" or (options.tree == "auto" and bool(drawn.any()))
    coded = Coded(material, ground)
    filters: tuple[str, ...] = ()
    if by_links:
        relations = relations_of(material, ground, (LinkType.KIND_OF.value,), where=options.where)
        filters, every = relations.filters, list(relations.found)
    else:
        every = _of_codebook(ground, coded)
    found, ends = _under(every, [f"code:{path}" for path in ground.tree.find(options.code)], options.depth)
    if not ends:
        raise NotFoundError(_("There is no kind of anything here."), mend=_("Draw it: qda link add KIND kind_of WHOLE"))
    nodes = [_named(ground, coded, key) for key in ends]
    foreign = sum(not node.detail and not coded.in_vivo(node.key[5:]) for node in nodes)
    words = Words(
        kind="folk-taxonomy",
        title=_("Folk taxonomy"),
        reading=_("Read from left to right: what stands on the right is a kind of what it is tied to on the left."),
        citation=CITATION,
        rules=(
            _("Kinds are those that links of the type kind_of name.")
            if by_links
            else _("Kinds are the codes below a code in the codebook: the researcher’s order, not yet the people’s."),
            _(
                "Below a label stands an informant’s own term: of passages of at most {n} words the one that most "
                "people use, then the shortest. Codes made of informants’ words need none."
            ).format(n=IN_VIVO_WORDS),
            _(EDGE_RULE),
        ),
        counts=_("On a node: how many people speak of it, of how many asked."),
        filters=filters,
        notes=(plural("{n} node has no term in vivo.", "{n} nodes have no term in vivo.", foreign).format(n=foreign),)
        if foreign
        else (),
    )
    edges = [replace(edge, weight=None, sign="") for edge in edges_of(ground.entries, found)]
    return network(material, ground, words, nodes, edges, Layout.TREE)


def _of_codebook(ground: Ground, coded: Coded) -> list[Relation]:
    """Each code as a kind of the code above it; the passages of the kind are what stands behind it."""
    found = []
    for path in ground.tree.paths:
        for child in ground.tree.children(path):
            mine = tuple(coded.entries(child))
            found.append(
                Relation(
                    start=f"code:{child}",
                    end=f"code:{path}",
                    type=LinkType.KIND_OF.value,
                    entries=mine,
                    inferred=not mine,
                )
            )
    return found


def _under(every: list[Relation], roots: list[str], depth: int) -> tuple[list[Relation], list[str]]:
    """The relations below some roots (those that are kinds of nothing, where none is named), and all they join.

    What is a kind of itself in a circle has no root and stands below its first member.
    """
    kinds: dict[str, list[Relation]] = {}
    for one in every:
        kinds.setdefault(one.end, []).append(one)
    tops = roots or _tops(every)
    found: list[Relation] = []
    level = dict.fromkeys(tops, 0)
    queue = list(level)
    for key in queue:  # grows while it is gone through
        if level[key] >= depth:
            continue
        for one in kinds.get(key, ()):
            if one.start not in level:
                level[one.start] = level[key] + 1
                queue.append(one.start)
            found.append(one)
    return found, queue if found or roots else []


def _tops(every: Iterable[Relation]) -> list[str]:
    every = list(every)
    kinds = {one.start for one in every}
    tops = list(dict.fromkeys(one.end for one in every if one.end not in kinds))
    reached, queue = set(tops), list(tops)
    below: dict[str, list[str]] = {}
    for one in every:
        below.setdefault(one.end, []).append(one.start)
    for key in dict.fromkeys(one.end for one in every):
        if key not in reached and not queue:
            tops.append(key)
            reached.add(key)
            queue.append(key)
        while queue:
            for other in below.get(queue.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
        if key not in reached:
            tops.append(key)
            reached.add(key)
            queue.append(key)
    return tops


def _named(ground: Ground, coded: Coded, key: str) -> Node:
    if key.startswith("case:"):
        from qda.display.drawn import case_node

        return case_node(ground, key[5:], ())
    path = key[5:]
    return coded.node(path, detail=coded.term(path, coded.own(path)))
