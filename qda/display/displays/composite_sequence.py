"""Composite sequence analysis: the paths of all cases through the stages, alike beginnings drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.display import display
from qda.display.events import made, ordered
from qda.display.grid import Ground, axis_of, ground_of
from qda.display.options import Coded
from qda.display.page import BOOK, Words, sheet
from qda.display.quotes import choose, printed
from qda.display.together import Beside
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked
ARROW = " → "
_Path = tuple[tuple[str, tuple[int, ...]], ...]  # the stages somebody went through, each with its entries


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeSequenceOptions(Coded):
    """Options of the composite sequence analysis."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes that are stages, or the code above them; the top of the codebook if left out.")},
    )
    depth: int = field(
        default=1, metadata={"help": N_("How far the chosen codes are split up into stages."), "least": 0}
    )
    rows: str = field(
        default="case", metadata={"help": N_("Whose paths: case, source, group, any attribute, or code.")}
    )
    of: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("With code: the codes whose paths are followed through the passages they overlap.")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One way so far: its stages, who went it, who ended there, and the passages of the last stage."""

    stages: tuple[str, ...]
    through: tuple[int, ...]
    ending: tuple[int, ...]
    entries: tuple[int, ...]


@display(
    "composite-sequence",
    N_("Composite sequence analysis: paths of the cases through the stages"),
    question=N_("Which ways do the cases go, and where do they part?"),
    options=CompositeSequenceOptions,
    citation=CITATION,
    code="D31",
)
def composite_sequence(material: Material, options: CompositeSequenceOptions) -> Sheet:
    """A row a step of a path, alike beginnings once; counts how many cases go through it and how many end there.

    Raises:
        NotFoundError: an axis or code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    stages = axis_of(ground, "code", code=options.code, depth=options.depth)
    who = _followed(ground, options)
    stage_of = {i: stages.places[n].key for n, found in enumerate(stages.entry) for i in found}
    paths = [_path(ground, stage_of, found) for found in who.entry]
    labels = {place.key: place.label for place in stages.places}
    rank = {place.key: n for n, place in enumerate(stages.places)}
    steps = list(_steps(paths, range(len(paths)), (), rank))
    total = sum(bool(path) for path in paths)
    words = Words(
        kind="composite-sequence",
        title=_("Composite sequence analysis"),
        reading=_(
            "Each row goes one step further than the row it continues; the most trodden way stands first. Where the "
            "count falls, cases end or part."
        ),
        citation=CITATION,
        counts=_("Numbers count paths ({what}), {total} in all; passages do not count.").format(
            what=who.title, total=total
        ),
        rules=(
            _("A case is at a stage where a passage of it has the stage’s code and does not deny it (−)."),
            _(
                "Stages stand in the order of the times their passages say, else in the order of the text; each stage "
                "counts once, where it is first reached."
            ),
            _("Paths that begin alike are drawn together."),
        ),
    )
    columns = [Column(label=label) for label in (_("Step"), _("Paths"), _("End here"), _("Whose"), _("For example"))]
    return sheet(
        material,
        ground,
        words,
        corner=_("Path"),
        columns=columns,
        rows=[_row(ground, who, step, labels, total) for step in steps],
        asked=False,
    )


def _followed(ground: Ground, options: CompositeSequenceOptions) -> Axis:
    """Whose paths; codes are followed through the passages that overlap theirs."""
    axis = axis_of(ground, options.rows, code=options.of)
    if options.rows != "code":
        return axis
    entries = range(len(ground.entries))
    found = []
    for mine in axis.entry:
        beside = Beside(ground.entries, mine, "overlap")
        found.append(tuple(i for i in entries if i in beside))
    return Axis(name=axis.name, title=axis.title, places=axis.places, entry=tuple(found), hearing=None)


def _path(ground: Ground, stage_of: dict[int, str], mine: Iterable[int]) -> _Path:
    """The stages somebody goes through, each with its entries, in order of time."""
    entries = ground.entries
    there = [i for i in mine if i in stage_of and entries.stance[i] != Stance.AGAINST]
    found: dict[str, list[int]] = {}
    for event in ordered(made(entries, there), entries):
        for i in event.entries:
            found.setdefault(stage_of[i], []).append(i)
    return tuple((stage, tuple(at)) for stage, at in found.items())


def _steps(paths: list[_Path], here: Iterable[int], before: tuple[str, ...], rank: dict[str, int]) -> Iterator[_Step]:
    """Depth first; of the ways on, the most trodden first, then in the order of the stages."""
    depth = len(before)
    on: dict[str, list[int]] = {}
    for n in here:
        if len(paths[n]) > depth:
            on.setdefault(paths[n][depth][0], []).append(n)
    for stage in sorted(on, key=lambda s: (-len(on[s]), rank[s])):
        through = on[stage]
        yield _Step(
            stages=(*before, stage),
            through=tuple(through),
            ending=tuple(n for n in through if len(paths[n]) == depth + 1),
            entries=tuple(sorted(i for n in through for i in paths[n][depth][1])),
        )
        yield from _steps(paths, through, (*before, stage), rank)


def _row(ground: Ground, who: Axis, step: _Step, labels: dict[str, str], total: int) -> Row:
    evidence = tuple(dict.fromkeys(ground.entries.ids[i] for i in step.entries))
    names = ", ".join(who.places[n].label for n in step.through)
    example = choose(ground.entries, list(dict.fromkeys(step.entries)), 1)
    return Row(
        label=ARROW.join(labels[stage] for stage in step.stages),
        cells=(
            Cell(value=len(step.stages), evidence=evidence),
            Cell(value=len(step.through), evidence=evidence, strength=len(step.through) / total, of=total),
            Cell(value=len(step.ending), evidence=evidence) if step.ending else Cell(empty=Empty.NOT_APPLICABLE),
            Cell(value=names, evidence=evidence),
            Cell(value="\n".join(printed(ground.entries, i) for i in example), evidence=evidence),
        ),
    )
