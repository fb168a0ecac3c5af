"""Paths through stages: which stages somebody goes through and in which order, alike beginnings put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.events import made, ordered
from qda.display.grid import Ground, axis_of
from qda.display.narrowed import arranged
from qda.display.options import Coded
from qda.display.together import Beside
from qda.model.records import Stance
from qda.model.wording import N_, _, plural, plural_later

Path = tuple[tuple[str, tuple[int, ...]], ...]  # the stages somebody went through, each with its entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Coded):
    """Options of a display of paths."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Codes that are stages, or the code above them; if left out, the code of which most cases go through "
                "two or more kinds."
            )
        },
    )
    depth: int = field(
        default=1, metadata={"help": N_("How far the chosen codes are split up into stages."), "least": 0}
    )
    rows: str = field(
        default="case", metadata={"help": N_("Whose paths: case, source, group, any attribute, or code.")}
    )
    of: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("With code: the codes whose paths are followed through the passages they overlap."),
            "only": {"rows": ("code",)},
        },
    )
    again: bool = field(
        default=False, metadata={"help": N_("Count a stage again when somebody comes back to it from another.")}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One way so far.

    Attributes:
        stages: Keys of its stages.
        through: Who went it, by place on the axis.
        ending: Those of them who end there.
        entries: The passages of its last stage, ascending.
    """

    stages: tuple[str, ...]
    through: tuple[int, ...]
    ending: tuple[int, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """The paths of all who are followed.

    Attributes:
        who: Whose paths they are.
        labels: Of the stages, by key.
        steps: Each way as far as anybody goes it, depth first; of the ways on, the most trodden first, then in the
            order of the stages.
        total: Paths that have a stage at all.
        denied: Passages of those followed that deny their stage, and are no step.
        prose: Passages of the researcher's own prose, left out beside people.
        usual: The label of the code whose kinds are the stages where none was chosen; "" where some were, or none
            lends itself.
    """

    who: Axis
    labels: Mapping[str, str]
    steps: tuple[PathStep, ...]
    total: int
    denied: int
    prose: int
    usual: str = ""


def paths_of(ground: Ground, options: Followed) -> Paths:
    """The paths through the stages that codes are.

    All codes of a study are no stages of one way. So where none is chosen, the kinds of that code are taken of which
    most of those followed go through two or more; of equals, the first of the codebook.

    Raises:
        NotFoundError: an axis or code is not there.
    """
    everybody = _followed(ground, options.rows, options.of)
    who = _witnesses(ground, everybody)
    usual = "" if options.code else _usual(ground, who)
    stages = axis_of(ground, "code", code=(usual,) if usual else options.code, depth=options.depth)
    stage_of = {i: stages.places[n].key for n, found in enumerate(stages.entry) for i in found}
    paths = [_path(ground, stage_of, found, again=options.again) for found in who.entry]
    rank = {place.key: n for n, place in enumerate(stages.places)}
    return Paths(
        who=who,
        labels={place.key: place.label for place in stages.places},
        steps=tuple(_steps(paths, rank)),
        total=sum(bool(path) for path in paths),
        denied=sum(ground.entries.stance[i] == Stance.AGAINST for i in _entries(who) & set(stage_of)),
        prose=len((_entries(everybody) - _entries(who)) & set(stage_of)),
        usual=ground.tree.label(usual) if usual else "",
    )


def _usual(ground: Ground, who: Axis) -> str:
    """The code of which most of those followed go through two kinds at least; "" where nobody does so."""
    tree, entries = ground.tree, ground.entries
    most, found = 0, ""
    for path in tree.paths:
        kind = {code: child for child in tree.children(path) for code in tree.subtree(child)}
        reached = (
            {kind[entries.code[i]] for i in mine if entries.code[i] in kind and entries.stance[i] != Stance.AGAINST}
            for mine in who.entry
        )
        n = sum(len(each) > 1 for each in reached) if kind else 0
        if n > most:
            most, found = n, path
    return found


def path_filters(paths: Paths) -> tuple[str, ...]:
    """Sentences on stages that nobody chose, on passages that belong to nobody, and on those that deny their stage."""
    chosen = _("No stages were chosen (--code): they are the kinds of “{code}”, of which most go through several.")
    sentences = (
        (
            paths.prose,
            plural_later(
                "{n} coding that belongs to no case is not shown.", "{n} codings that belong to no case are not shown."
            ),
        ),
        (
            paths.denied,
            plural_later(
                "{n} coding that denies its stage is not shown.", "{n} codings that deny their stage are not shown."
            ),
        ),
    )
    return (
        *((chosen.format(code=paths.usual),) if paths.usual else ()),
        *(plural(*told, n).format(n=n) for n, told in sentences if n),
    )


def path_rules(*, again: bool) -> tuple[str, ...]:
    """What makes a stage, and in which order stages stand."""
    return (
        _("A case is at a stage where a passage of it has the stage’s code and does not deny it (−)."),
        _(
            "Stages stand in the order of the times their passages say, else in the order of the text; a stage counts "
            "again where somebody comes back to it from another."
        )
        if again
        else _(
            "Stages stand in the order of the times their passages say, else in the order of the text; each stage "
            "counts once, where it is first reached."
        ),
        _("Paths that begin alike are drawn together."),
    )


def _followed(ground: Ground, rows: str, of: tuple[str, ...]) -> Axis:
    """Whose paths; codes are followed through the passages that overlap theirs."""
    axis = axis_of(ground, rows, code=of)
    if rows != "code":
        return axis
    entries = range(len(ground.entries))
    found = []
    for mine in axis.entry:
        beside = Beside(ground.entries, mine, "overlap")
        found.append(tuple(i for i in entries if i in beside))
    return Axis(name=axis.name, title=axis.title, places=axis.places, entry=tuple(found), hearing=None)


def _entries(axis: Axis) -> set[int]:
    return {i for found in axis.entry for i in found}


def _witnesses(ground: Ground, who: Axis) -> Axis:
    """Without the researcher's own prose where it stands among people; a source is followed whatever it is."""
    unit = ground.entries.unit
    said = [any(unit[i] is not None for i in found) for found in who.entry]
    if who.name in ("code", "source") or not any(said):
        return who
    return arranged(who, [k for k, found in enumerate(who.entry) if said[k] or not found])


def _path(ground: Ground, stage_of: Mapping[int, str], mine: Iterable[int], *, again: bool) -> Path:
    """The stages somebody goes through, each with its entries, in order of time."""
    entries = ground.entries
    there = [i for i in mine if i in stage_of and entries.stance[i] != Stance.AGAINST]
    found: list[tuple[str, list[int]]] = []
    first: dict[str, list[int]] = {}
    for event in ordered(made(entries, there), entries):
        for i in event.entries:
            stage = stage_of[i]
            if again and found and found[-1][0] == stage:
                found[-1][1].append(i)
            elif not again and stage in first:
                first[stage].append(i)
            else:
                first[stage] = [i]
                found.append((stage, first[stage]))
    return tuple((stage, tuple(at)) for stage, at in found)


def _steps(paths: Sequence[Path], rank: Mapping[str, int]) -> Iterator[PathStep]:
    """Depth first; of the ways on, the most trodden first, then in the order of the stages."""
    stack = list(reversed(_on(paths, range(len(paths)), (), rank)))
    while stack:
        step = stack.pop()
        yield step
        stack += reversed(_on(paths, step.through, step.stages, rank))


def _on(paths: Sequence[Path], here: Iterable[int], before: tuple[str, ...], rank: Mapping[str, int]) -> list[PathStep]:
    """The ways on from where some have come together."""
    depth = len(before)
    on: dict[str, list[int]] = {}
    for n in here:
        if len(paths[n]) > depth:
            on.setdefault(paths[n][depth][0], []).append(n)
    return [
        PathStep(
            stages=(*before, stage),
            through=tuple(on[stage]),
            ending=tuple(n for n in on[stage] if len(paths[n]) == depth + 1),
            entries=tuple(sorted(i for n in on[stage] for i in paths[n][depth][1])),
        )
        for stage in sorted(on, key=lambda stage: (-len(on[stage]), rank[stage]))
    ]
