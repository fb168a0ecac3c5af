"""Scatterplot: cases by two ratings, those at one place as one ring with their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.classification import cases_of
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words
from qda.display.plotted import plot
from qda.display.standing import PRESENCE, Standing, Variable, levels_idle, ordering, standings, variable
from qda.model.attributes import standard
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.plot import Plot
from qda.model.plot_marks import Axis, Point, Points, Tick
from qda.model.sheet import Row
from qda.model.wording import N_, _, number, plural
from qda.stats.association import goodman_kruskal_gamma

CITATION = f"{BOOK}, ch. 8 (scatterplots over cases)."  # page not checked
LEAST = 4  # cases below which an association is not worth a number


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterplotOptions(Filtered):
    """Options of the scatterplot."""

    x: str = field(
        default="",
        metadata={
            "help": N_("What runs across: a code or an attribute; the first that orders cases if left out."),
            "also": ("cols", "columns"),
        },
    )
    y: str = field(
        default="",
        metadata={"help": N_("What runs upwards: a code or an attribute; the next that orders cases if left out.")},
    )
    levels: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Values of an attribute that is words, from low to high; of both where both are.")},
    )
    rows: str = field(
        default="case", metadata={"help": N_("What a point is: case, role, group, site, source or any attribute.")}
    )


@display(
    "scatterplot",
    N_("Scatterplot: cases by two ratings"),
    question=N_("Do cases that are high on one thing stand high on another, and which do not?"),
    options=ScatterplotOptions,
    needs=("codings", "cases"),
    citation=CITATION,
    code="D41",
    rests_on="records",
    gives="plot",
)
def scatterplot(material: Material, options: ScatterplotOptions) -> Plot:
    """A point a case; no point is moved to make room, so that what lies together is together.

    Raises:
        InputError: fewer than two variables order the cases, or the values of one have no order.
        NotFoundError: a variable or axis is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    across, up = _variables(ground, options)
    cases = cases_of(ground, options.rows)
    xs, ys = standings(ground, cases, across), standings(ground, cases, up)
    points, without = [], []
    for place, x, y in zip(cases.places, xs, ys, strict=True):
        if x.rank is not None and y.rank is not None:
            points.append(Point(label=place.label, x=x.rank, y=y.rank, across=x.cell, up=y.cell))
        else:
            without.append(Row(label=place.label, cells=(x.cell, y.cell)))
    shared = len(points) - len({(one.x, one.y) for one in points})
    words = Words(
        kind="scatterplot",
        title=_("Scatterplot: {y} by {x}").format(x=across.label, y=up.label),
        reading=_(
            "Each ring stands where its cases are rated. Read the cases off the diagonal first: they are what a mere "
            "number would hide."
        ),
        citation=CITATION,
        counts=plural("{n} case at {places} place.", "{n} cases at {places} places.", len(points)).format(
            n=len(points), places=len(points) - shared
        ),
        rules=(
            across.rule,
            up.rule,
            _("Cases rated alike share one ring with their number; none is moved aside to make room."),
        ),
        filters=_missing(without),
        notes=_association(points),
    )
    marks = Points(
        corner=cases.title,
        x=Axis(title=across.label, ticks=_ticks(across, xs)),
        y=Axis(title=up.label, ticks=_ticks(up, ys)),
        points=tuple(points),
        without=tuple(without),
    )
    return plot(material, ground, words, marks)


def _variables(ground: Ground, options: ScatterplotOptions) -> tuple[Variable, Variable]:
    found = [_named(ground, name, options.levels) if name else None for name in (options.x, options.y)]
    taken = {each.name for each in found if each is not None}
    spare = [each for each in ordering(ground) if each.name not in taken]
    for n, each in enumerate(found):
        if each is None and spare:
            found[n] = spare.pop(0)
    across, up = found
    if across is None or up is None:
        raise InputError(
            _("A scatterplot needs two things that order the cases."),
            mend=_("Name codes or attributes with --x and --y; give codes magnitudes or stances to rate by."),
        )
    if across.name == up.name:
        raise InputError(_("Both axes are “{name}”.").format(name=across.name), mend=_("Choose another --x or --y."))
    if options.levels and not across.steps and not up.steps:
        raise levels_idle(f"{across.label} / {up.label}")
    return across, up


def _named(ground: Ground, name: str, levels: Sequence[str]) -> Variable:
    """A variable; of the levels those count that it has."""
    people = ground.entries.people
    known = name if name in people.attributes else standard(name)
    own = [level for level in levels if level in people.levels(known)] if known in people.attributes else []
    return variable(ground, name, own)


def _ticks(wanted: Variable, found: Sequence[Standing]) -> tuple[Tick, ...]:
    """Words on the axis where the values are words; none where they are numbers."""
    if wanted.kind == PRESENCE:
        return (Tick(at=0.0, label=_("silent")), Tick(at=1.0, label=_("says it")))
    if wanted.steps:
        return tuple(Tick(at=float(n), label=step) for n, step in enumerate(wanted.steps))
    words = {one.rank: one.cell.value for one in found if one.rank is not None}
    if wanted.kind == "magnitude" and any(isinstance(value, str) for value in words.values()):
        return tuple(Tick(at=rank, label=str(words[rank])) for rank in sorted(words))
    return ()


def _missing(without: Sequence[Row]) -> tuple[str, ...]:
    if not without:
        return ()
    names = ", ".join(row.label for row in without)
    return (_("Not drawn, because one value or both are missing: {names}.").format(names=names),)


def _association(points: Sequence[Point]) -> tuple[str, ...]:
    """Goodman and Kruskal’s γ as a hint, with its pairs."""
    import numpy as np

    if len(points) < LEAST:
        return (_("Too few cases for a number on how the two go together."),)
    across, up = sorted({one.x for one in points}), sorted({one.y for one in points})
    table = np.zeros((len(across), len(up)), dtype=np.int64)
    for one in points:
        table[across.index(one.x), up.index(one.y)] += 1
    found = goodman_kruskal_gamma(table)
    if found.value is None:
        return (found.why,)
    return (
        _(
            "γ = {value} over {n} cases: {alike} pairs stand alike on both, {against} the other way round, the rest "
            "are tied. A hint, no test: the cases were not drawn by chance."
        ).format(
            value=number(found.value, 2).replace("-", "−"),
            n=len(points),
            alike=found.concordant,
            against=found.discordant,
        ),
    )
