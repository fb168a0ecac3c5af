"""Code network: codes that meet on the same words, tied as strongly as they do."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import combinations

from qda.display.axes import Axis
from qda.display.display import display
from qda.display.drawn import network, people_asked
from qda.display.grid import Ground, axis_of, ground_of
from qda.display.meetings import LEFT_OUT, share_codes
from qda.display.options import Coded as OfCodes
from qda.display.overlaps import overlaps_of
from qda.display.page import BOOK, Words, not_shown
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.link_words import MEETS
from qda.model.network import Edge, Layout, Network, Node
from qda.model.wording import N_, _, number, plural, plural_later

CITATION = f"{BOOK}, ch. 4 (simultaneous coding); c-coefficient as in the manual of ATLAS.ti."  # pages not checked
MEASURES = ("informants", "c", "jaccard")
_MEASURED = {
    "informants": N_("An edge is as strong as the number of people in whose words both codes meet."),
    "c": N_("An edge is as strong as the c-coefficient of the two codes: n12 / (n1 + n2 − n12), n counting passages."),
    "jaccard": N_("An edge is as strong as the share of people in whose words both codes meet, of those with either."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNetworkOptions(OfCodes):
    """Options of the code network."""

    measure: str = field(default="informants", metadata={"help": N_("What makes a tie strong."), "choices": MEASURES})
    least: int = field(
        default=1, metadata={"help": N_("Ties that fewer people than this stand behind are left out."), "least": 1}
    )
    most: int = field(default=40, metadata={"help": N_("So many ties are drawn at most, the strongest."), "least": 1})
    depth: int = field(
        default=99,
        metadata={"help": N_("How far codes are split up: 0 rolls everything up into the chosen codes."), "least": 0},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tie:
    """Two used codes by their position, and how they are drawn."""

    first: int
    second: int
    edge: Edge


@display(
    "code-network",
    N_("Code network: codes that meet on the same words"),
    question=N_("Which codes hang together, and which stand between others?"),
    options=CodeNetworkOptions,
    needs=("overlaps",),
    citation=CITATION,
    gives="network",
)
def code_network(material: Material, options: CodeNetworkOptions) -> Network:
    """Codes as nodes, a tie where passages of both overlap; codes that meet none are not drawn.

    Raises:
        InputError: the measure is unknown, or fewer than one tie is wanted.
        NotFoundError: a chosen code is not there, or no two codes meet.
        FormulaError: `where` cannot be read.
    """
    if options.measure not in MEASURES or options.most < 1:
        raise InputError(
            _("There is no network of “{measure}” with {n} ties.").format(measure=options.measure, n=options.most),
            mend=_("Choose one of: {names}.").format(names=", ".join(MEASURES)),
        )
    ground = ground_of(material, options.where)
    axis = axis_of(ground, "code", code=options.code, depth=options.depth)
    used = [k for k, found in enumerate(axis.entry) if found]
    every = _ties(ground, axis, used, options)
    kept = every[: options.most]
    if not kept:
        raise NotFoundError(
            _("No two codes meet on the same words."), mend=_("Code passages with several codes, or lower --least.")
        )
    there = sorted({end for tie in kept for end in (tie.first, tie.second)})
    nodes = _sized([_node(ground, axis, used[k]) for k in there])
    words = Words(
        kind="code-network",
        title=_("Code network"),
        reading=_("Codes that are tied meet on the same words; the wider the tie, the stronger. Near means tied."),
        citation=CITATION,
        rules=(
            _(
                "Two codings meet where they lie in the same source and share at least one character; a passage marked "
                "by several coders counts once."
            ),
            _(_MEASURED[options.measure]),
            *((_(LEFT_OUT),) if _nested(axis, used) else ()),
        ),
        counts=_(
            "On an edge: how many people’s words both codes meet in{more}. On a node: how many people speak of it."
        ).format(more="" if options.measure == "informants" else _(", behind the coefficient (c, or J for Jaccard)")),
        filters=(
            *not_shown(ground, (code for place in axis.places for code in place.codes or ())),
            *_left_out(len(every) - len(kept), len(used) - len(there)),
        ),
    )
    return network(material, ground, words, nodes, [tie.edge for tie in kept], Layout.FORCE)


def _nested(axis: Axis, used: list[int]) -> bool:
    return any(share_codes(axis.places[a], axis.places[b]) for a, b in combinations(used, 2))


def _left_out(ties: int, codes: int) -> tuple[str, ...]:
    sentences = (
        (ties, plural_later("{n} weaker tie is not drawn.", "{n} weaker ties are not drawn.")),
        (codes, plural_later("{n} code without a tie is not drawn.", "{n} codes without a tie are not drawn.")),
    )
    return tuple(plural(*told, n).format(n=n) for n, told in sentences if n)


def _ties(ground: Ground, axis: Axis, used: list[int], options: CodeNetworkOptions) -> list[_Tie]:
    """Pairs of codes that meet, the strongest first, then in the order of the codebook."""
    counts, behind = overlaps_of(ground, axis, used)
    people, n = counts.informants.tolist(), len(used)
    values = getattr(counts, options.measure).tolist()
    pairs = [
        (a, b, 1.0 if math.isnan(value := float(values[a][b])) else value)
        for a in range(n)
        for b in range(a + 1, n)
        if counts.overlaps[a, b]
        and not share_codes(axis.places[used[a]], axis.places[used[b]])
        and people[a][b] >= options.least
    ]
    pairs.sort(key=lambda pair: (-pair[2], -people[pair[0]][pair[1]], pair[0], pair[1]))
    top = max((value for _a, _b, value in pairs), default=0.0)
    return [
        _Tie(
            first=a,
            second=b,
            edge=Edge(
                start=f"code:{axis.places[used[a]].key}",
                end=f"code:{axis.places[used[b]].key}",
                type=MEETS,
                label=_label(options.measure, float(values[a][b])),
                directed=False,
                weight=value / top if top else None,
                people=people[a][b],
                evidence=behind[a * n + b],
            ),
        )
        for a, b, value in pairs
    ]


def _label(measure: str, value: float) -> str:
    """The coefficient on a tie; the number of people stands there anyway."""
    if measure == "informants":
        return ""
    return "c > 1 !" if math.isnan(value) else f"{'c' if measure == 'c' else 'J'} {number(value, 2)}"


def _node(ground: Ground, axis: Axis, k: int) -> Node:
    place, entries = axis.places[k], ground.entries
    people = entries.units(list(axis.entry[k]))
    return Node(
        key=f"code:{place.key}",
        label=place.label,
        group=place.group,
        people=len(people),
        of=people_asked(ground, place.codes or frozenset(), people),
        attributes=((_("Code"), place.key),),
        evidence=tuple(entries.ids[i] for i in axis.entry[k]),
    )


def _sized(nodes: list[Node]) -> list[Node]:
    """Shaded by how many people speak of them, the most spoken of darkest."""
    most = max(node.people for node in nodes)
    return [replace(node, value=node.people / most if most else None) for node in nodes]
