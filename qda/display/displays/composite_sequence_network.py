"""Composite sequence, drawn: the ways that cases go through the stages, one trunk until they part."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.drawn import network
from qda.display.grid import Ground, ground_of
from qda.display.page import BOOK, Words
from qda.display.paths import Followed, Paths, PathStep, path_filters, path_rules, paths_of
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Edge, Layout, Network, Node
from qda.model.records import LinkType
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
_NAMED = 6  # cases whose names stand at the end of a way


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeSequenceNetworkOptions(Followed):
    """Options of the drawn composite sequence."""

    least: int = field(
        default=1, metadata={"help": N_("How many paths must take a way for it to be drawn."), "least": 1}
    )


@display(
    "composite-sequence-network",
    N_("Composite sequence network: the ways of the cases through the stages, drawn"),
    question=N_("Where do the ways of the cases part, and how many go each?"),
    options=CompositeSequenceNetworkOptions,
    citation=CITATION,
    code="D31",
    gives="network",
)
def composite_sequence_network(material: Material, options: CompositeSequenceNetworkOptions) -> Network:
    """A node a step of a path, alike beginnings once; a stage stands as often as there are ways to it.

    Raises:
        NotFoundError: an axis or code is not there, or nobody goes through a stage.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    paths = paths_of(ground, options)
    kept = [step for step in paths.steps if len(step.through) >= options.least]
    if not kept:
        raise NotFoundError(
            _("No way through the stages is taken by so many."),
            mend=_("Choose other stages with --code, or --least 1."),
        )
    rare = len(paths.steps) - len(kept)
    words = Words(
        kind="composite-sequence-network",
        title=_("Composite sequence analysis"),
        reading=_(
            "Read along the arrows: all begin together as far as their ways are alike, and part where they differ."
        ),
        citation=CITATION,
        counts=_(
            "Numbers count paths ({what}), {total} in all: those that come to a stage, and those on an arrow."
        ).format(what=paths.who.title, total=paths.total),
        rules=path_rules(again=options.again),
        filters=(*path_filters(paths), *_rare(rare)),
    )
    return network(
        material,
        ground,
        words,
        [_node(ground, paths, step) for step in kept],
        [_edge(ground, paths, step) for step in kept if len(step.stages) > 1],
        Layout.LAYERED,
    )


def _rare(n: int) -> tuple[str, ...]:
    """How many steps are not drawn, if any."""
    told = plural("{n} step of fewer paths is not drawn.", "{n} steps of fewer paths are not drawn.", n)
    return (told.format(n=n),) if n else ()


def _key(stages: tuple[str, ...]) -> str:
    return " → ".join(stages)


def _node(ground: Ground, paths: Paths, step: PathStep) -> Node:
    names = [paths.who.places[n].label for n in step.ending]
    n = len(names)
    ends = ""
    if 0 < n <= _NAMED:
        ends = _("end here: {names}").format(names=", ".join(names))
    elif n:
        ends = plural("{n} ends here", "{n} end here", n).format(n=n)
    return Node(
        key=_key(step.stages),
        label=paths.labels[step.stages[-1]],
        kind="state",
        detail=ends,
        value=len(step.through) / paths.total,
        people=len(step.through),
        of=paths.total,
        attributes=((_("Step"), str(len(step.stages))), (_("Whose"), _whose(paths, step))),
        evidence=_evidence(ground, step),
    )


def _edge(ground: Ground, paths: Paths, step: PathStep) -> Edge:
    return Edge(
        start=_key(step.stages[:-1]),
        end=_key(step.stages),
        type=LinkType.PRECEDES.value,
        weight=len(step.through) / paths.total if paths.total > 1 else None,
        people=len(step.through),
        evidence=_evidence(ground, step),
        memo=_whose(paths, step),
    )


def _whose(paths: Paths, step: PathStep) -> str:
    return ", ".join(paths.who.places[n].label for n in step.through)


def _evidence(ground: Ground, step: PathStep) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(ground.entries.ids[i] for i in step.entries))
