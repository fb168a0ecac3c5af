"""From links and codes to the nodes and edges of a Network, and what every network prints alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qda.display.empties import was_asked
from qda.display.entries import Entries, evidence_rules
from qda.display.grid import Ground, asked_for, set_aside
from qda.display.options import Filtered
from qda.display.page import Words, quotations
from qda.display.people import texts
from qda.display.relations import Relation, labels_of
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.network import Edge, Layout, Network, Node, Rating
from qda.model.wording import N_, _, number

IN_VIVO_WORDS = 8  # a term is short; a longer passage is a statement
IN_VIVO = ("in vivo", "in-vivo", "invivo")
EDGE_RULE = N_(
    "An edge is in the data where at least one passage says so; a broken line is the researcher’s inference, or only "
    "inferred by those who speak."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Filtered):
    """A network whose nodes are rated by the share of people."""

    high: float = field(
        default=0.67,
        metadata={
            "help": N_("Share of those asked from which a node is high, between 0 and 1."),
            "least": 0,
            "most": 1,
        },
    )
    medium: float = field(
        default=0.33,
        metadata={
            "help": N_("Share of those asked from which a node is medium, between 0 and 1."),
            "least": 0,
            "most": 1,
        },
    )

    def rating(self, people: int, of: int | None) -> Rating | None:
        """The rating of a node; None where nobody speaks of it or nobody knows how many could have."""
        if not people or not of:
            return None
        share = people / of
        return Rating.HIGH if share >= self.high else Rating.MEDIUM if share >= self.medium else Rating.LOW

    def rule(self) -> str:
        """The rule in a sentence.

        Raises:
            InputError: the thresholds are not shares, or not in order.
        """
        if not 0 < self.medium <= self.high <= 1:
            raise InputError(
                _("The thresholds are {medium} and {high}.").format(medium=self.medium, high=self.high),
                mend=_("Give shares above 0 and up to 1, --medium not above --high."),
            )
        return _(
            "A node is high where at least {high} of the people asked about it speak of it, medium from {medium}, low "
            "below; each person counts once."
        ).format(high=number(self.high, 2, short=True), medium=number(self.medium, 2, short=True))


class Coded:
    """The entries of each code with all under it, and who was asked about it."""

    def __init__(self, material: Material, ground: Ground) -> None:
        """Read the material once."""
        self.ground = ground
        self._at: dict[str, list[int]] = {}
        for i, code in enumerate(ground.entries.code):
            parts = code.split("/")
            for n in range(1, len(parts) + 1):
                self._at.setdefault("/".join(parts[:n]), []).append(i)
        codes = material.codes
        self._own_words = {
            path
            for path, method in zip(texts(codes["path"]), texts(codes["method"]), strict=True)
            if str(method or "").casefold().strip() in IN_VIVO
        }

    def own(self, path: str) -> list[int]:
        """Positions of the entries of a code itself, ascending."""
        return [i for i in self.entries(path) if self.ground.entries.code[i] == path]

    def entries(self, path: str) -> list[int]:
        """Positions of the entries of a code and of all under it, ascending."""
        return self._at.get(path, [])

    def term(self, path: str, chosen: Sequence[int]) -> str:
        """An informant's own words for a code, in quotation marks; "" where its label is such words, or all are long.

        Of passages of at most eight words: the one most people use, then the shortest, then the first.
        """
        if path in self._own_words:
            return ""
        entries = self.ground.entries
        said: dict[str, list[int]] = {}
        for i in chosen:
            words = " ".join(entries.quote[i].split()).strip(' .,;:!?…"“”')
            if 0 < len(words.split()) <= IN_VIVO_WORDS:
                said.setdefault(words.casefold(), []).append(i)
        if not said:
            return ""
        best = min(
            said.values(), key=lambda mine: (-len(entries.units(mine)), len(entries.quote[mine[0]].split()), mine)
        )
        words = " ".join(entries.quote[best[0]].split()).strip(' .,;:!?…"“”')
        return f"“{words}”"

    def in_vivo(self, path: str) -> bool:
        """Whether a code's label is an informant's own words."""
        return path in self._own_words

    def node(self, path: str, *, rated: Rated | None = None, kind: str = "code", detail: str = "") -> Node:
        """A code as a node."""
        mine = self.entries(path)
        people = self.ground.entries.units(mine)
        of = people_asked(self.ground, self.ground.tree.subtree(path), people)
        levels = self.ground.tree.levels(path)
        return Node(
            key=f"code:{path}",
            label=self.ground.tree.label(path),
            kind=kind,
            detail=detail,
            group=levels[0] if len(levels) > 1 else "",
            rating=rated.rating(len(people), of) if rated else None,
            people=len(people),
            of=of,
            evidence=tuple(self.ground.entries.ids[i] for i in mine),
            attributes=((_("Code"), path),),
        )


def people_asked(ground: Ground, codes: frozenset[str], people: set[str]) -> int | None:
    """How many were asked about some codes, those who speak of them included; None where nobody was heard.

    Those speak of them, too, whose passages a filter sets aside since of how they are coded.
    """
    hearings, aside = ground.hearings, ground.entries.aside
    targeted = asked_for(codes)
    found = {hearings.unit[h] for h in range(len(hearings)) if was_asked(hearings, h, targeted)} | people
    if aside is not None:
        found |= aside.units(list(set_aside(ground, codes)))
    return len(found) or None


def case_node(ground: Ground, name: str, touching: Iterable[Relation]) -> Node:
    """A person or organisation as a node, with what the cases table says of it; it rests on its words and relations."""
    entries = ground.entries
    own = [i for i, who in enumerate(entries.informant) if who == name]
    behind = sorted({*own, *(i for one in touching for i in one.entries)})
    people = entries.people
    return Node(
        key=f"case:{name}",
        label=name,
        kind="case",
        detail=people.attribute(name, "role") or "",
        group=people.attribute(name, "group") or "",
        people=len(entries.units(behind)),
        attributes=tuple((a, value) for a in people.attributes if (value := people.attribute(name, a))),
        evidence=tuple(entries.ids[i] for i in behind),
    )


def nodes_of(
    ground: Ground, coded: Coded, ends: Iterable[str], found: Sequence[Relation], *, rated: Rated | None = None
) -> list[Node]:
    """The ends of relations as nodes, codes in the order of the codebook, then cases in that of their table."""
    place = {f"code:{path}": n for n, path in enumerate(ground.tree.paths)}
    place |= {f"case:{name}": n for n, name in enumerate(ground.entries.people.names, len(place))}
    made = []
    for key in sorted(set(ends), key=lambda key: (place.get(key, len(place)), key)):
        if key.startswith("code:"):
            made.append(coded.node(key[5:], rated=rated))
        else:
            made.append(case_node(ground, key[5:], [one for one in found if key in (one.start, one.end)]))
    return made


def edges_of(entries: Entries, found: Sequence[Relation], labels: dict[str, str] | None = None) -> list[Edge]:
    """Relations as edges, as wide as many people say so; words on them where they are of several types."""
    words = labels_of(found) if labels is None else labels
    people = [len(entries.units(list(one.entries))) for one in found]
    most = max(people, default=0)
    return [
        Edge(
            start=one.start,
            end=one.end,
            type=one.type,
            sign=one.sign,
            label=words.get(one.type, ""),
            directed=one.directed,
            weight=count / most if most > 1 and one.entries else None,
            people=count,
            evidence=tuple(entries.ids[i] for i in one.entries),
            inferred=one.inferred,
            memo=one.memo,
        )
        for one, count in zip(found, people, strict=True)
    ]


def network(
    material: Material, ground: Ground, words: Words, nodes: Sequence[Node], edges: Sequence[Edge], layout: Layout
) -> Network:
    """The finished network with all quotations behind its nodes and edges, in the order of the texts."""
    evidence = {coding for node in nodes for coding in node.evidence}
    evidence |= {coding for edge in edges for coding in edge.evidence}
    return Network(
        kind=words.kind,
        title=words.title,
        reading=words.reading,
        nodes=tuple(nodes),
        edges=tuple(edges),
        layout=layout,
        decision_rules=(*evidence_rules(), *words.rules),
        filters=(*ground.entries.filters, *words.filters),
        counts=words.counts,
        citation=words.citation,
        quotations=quotations(ground.entries, (i for i, coding in enumerate(ground.entries.ids) if coding in evidence)),
        synthetic=material.synthetic,
        notes=words.notes,
    )
