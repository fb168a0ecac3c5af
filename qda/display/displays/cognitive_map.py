"""Cognitive map: what one informant ties to what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.drawn import Coded, edges_of, network
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words
from qda.display.relations import TYPES, Relation, relations_of
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.network import Layout, Network, Node
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CognitiveMapOptions(Filtered):
    """Options of the cognitive map."""

    informant: str = field(default="", metadata={"help": N_("Whose map; whoever states most links if left out.")})
    type: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Types of links that are drawn; all if left out."), "choices": TYPES}
    )


@display(
    "cognitive-map",
    N_("Cognitive map: what one informant ties to what, in that person’s words"),
    question=N_("How does this person see it hang together?"),
    options=CognitiveMapOptions,
    needs=("links",),
    citation=CITATION,
    code="D22",
    gives="network",
)
def cognitive_map(material: Material, options: CognitiveMapOptions) -> Network:
    """The links that one informant's own words state; nothing inferred.

    Raises:
        InputError: there is no such link.
        NotFoundError: that informant states no link, or nobody does.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    entries = ground.entries
    relations = relations_of(material, ground, options.type, where=options.where)
    stated = Counter(unit for one in relations.found for unit in sorted(entries.units(list(one.entries))))
    whose = _whose(ground, options.informant, stated)
    mine = [replace(one, entries=own, inferred=False) for one in relations.found if (own := _own(ground, one, whose))]
    coded = Coded(material, ground)
    keys = dict.fromkeys(key for one in mine for key in (one.start, one.end))
    place = {f"code:{path}": n for n, path in enumerate(ground.tree.paths)}
    nodes = [
        _concept(ground, coded, key, whose, mine)
        for key in sorted(keys, key=lambda key: (place.get(key, len(place)), key))
    ]
    words = Words(
        kind="cognitive-map",
        title=_("Cognitive map: {name}").format(name=whose),
        reading=_("How one person sees it hang together; below a concept stand that person’s own words for it."),
        citation=CITATION,
        rules=(
            _("Only links that this informant’s own words state are drawn; what the researcher infers is left out."),
            _("The map is to be shown to the informant, who confirms or corrects it."),
        ),
        counts=_("Every edge rests on passages of this one person."),
        filters=relations.filters,
        notes=(
            _("Others who state links: {names}.").format(
                names=", ".join(f"{name} ({n})" for name, n in sorted(stated.items()) if name != whose)
            ),
        )
        if len(stated) > 1
        else (),
    )
    edges = [replace(edge, weight=None) for edge in edges_of(entries, mine)]
    return network(material, ground, words, nodes, edges, Layout.FORCE)


def _whose(ground: Ground, name: str, stated: Counter[str]) -> str:
    whose = ground.entries.people.canonical(name) or "" if name else ""
    if not name and stated:
        whose = min(stated, key=lambda one: (-stated[one], one))
    if whose not in stated:
        raise NotFoundError(
            _("No link rests on the words of “{name}”.").format(name=name)
            if name
            else _("No link rests on anybody’s words."),
            mend=_("Informants who state links: {names}.").format(names=", ".join(sorted(stated)))
            if stated
            else _("Give links their evidence: qda link add FROM TYPE TO --source … --quote …"),
        )
    return whose


def _own(ground: Ground, one: Relation, whose: str) -> tuple[int, ...]:
    return tuple(i for i in one.entries if ground.entries.unit[i] == whose)


def _concept(ground: Ground, coded: Coded, key: str, whose: str, mine: list[Relation]) -> Node:
    entries = ground.entries
    path = key[5:]
    of_code = coded.entries(path) if key.startswith("code:") else []
    own = [i for i in of_code if entries.unit[i] == whose]
    behind = sorted({*own, *(i for one in mine if key in (one.start, one.end) for i in one.entries)})
    is_code = key.startswith("code:")
    return Node(
        key=key,
        label=ground.tree.label(path) if is_code else path,
        kind="concept" if is_code else "case",
        detail=coded.term(path, [i for i in own if entries.code[i] == path]) if is_code else "",
        people=1,
        evidence=tuple(entries.ids[i] for i in behind),
        attributes=((_("Code"), path),) if is_code else (),
    )
