"""Growth gradient: how much of one thing there was, time after time, with the events beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.changes import change_word, measured_change
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.occasions import RULE, UNITS, occasions_of, time_of
from qda.display.options import Coded, columns_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.quotes import choose, printed
from qda.display.shown import shown
from qda.display.standing import MAGNITUDE, Variable, level_of, measured, ordering, variable
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
LEAST = 3  # dated values below which nothing can be called a gradient
STEPS = 10
COLUMNS = ("value", "line", "change", "informants", "events")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthGradientOptions(Coded):
    """Options of the growth gradient."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("The code whose magnitudes grow; the one with the most dated values if left out.")},
    )
    unit: str = field(default="year", metadata={"help": N_("How finely times are told apart."), "choices": UNITS})
    events: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes whose passages are noted beside the line; the code’s own passages if left out.")},
    )
    least: int = field(default=LEAST, metadata={"help": N_("Dated values that make a gradient, at least."), "least": 2})
    cols: tuple[str, ...] = columns_option(COLUMNS)
    quotes: int = quotes_option(only=None, help_=N_("Quotations beside each value at most."), least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    label: str
    level: float | None
    shown: str | float | int | None
    rated: tuple[int, ...]
    notes: tuple[int, ...]


@display(
    "growth-gradient",
    N_("Growth gradient: one magnitude through time, with the events beside it"),
    question=N_("How did one thing grow or shrink through time, and what happened when it did?"),
    options=GrowthGradientOptions,
    needs=("dated-values",),
    citation=CITATION,
    code="D25",
    without={
        "rows": N_("a row is a time (--unit)"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("a gradient runs with time, earliest first"),
        "depth": N_("it shows one code with all that lies under it"),
    },
)
def growth_gradient(material: Material, options: GrowthGradientOptions) -> Sheet:
    """A row a date with a value, in order of time; the bar is the value's place between the lowest and the highest.

    Raises:
        NotFoundError: a code or time is not there.
        FormulaError: `where` cannot be read.
        InputError: fewer than `least` dates have a value, several codes are named, or a column is none of those there
            are.
    """
    ground = ground_of(material, options.where)
    axis = occasions_of(material, ground, options.unit).axis
    wanted = _wanted(ground, axis, options)
    points = [p for p in _points(ground, axis, wanted, options) if p.level is not None or p.notes]
    levels = [p.level for p in points if p.level is not None]
    _enough(wanted, len(levels), options.least)
    words = Words(
        kind="growth-gradient",
        title=_("Growth gradient: {variable}").format(variable=wanted.label),
        reading=_(
            "Read downwards, earliest first: the longer the bar, the more. What happened then stands beside it; that "
            "it happened at the same time makes it no cause."
        ),
        citation=CITATION,
        counts=_("{n} dated values, from {low} to {high}.").format(
            n=len(levels), low=_shown(points, min(levels)), high=_shown(points, max(levels))
        ),
        rules=(
            _(RULE),
            wanted.rule,
            _("The bar has ten steps, from the lowest value (one step) to the highest (ten)."),
            _("A value whose time names no year has no place on the line."),
            _("At least {least} dates with a value make a gradient.").format(least=options.least),
        ),
    )
    columns = (wanted.label, _("Bar"), _("Change"), _("Informants"), _("What happened"))
    headings = [Column(label=label) for label in columns]
    kept = shown(headings, _rows(ground, points, levels, options.quotes), COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("Time"), columns=kept.columns, rows=kept.rows, asked=False)


def _wanted(ground: Ground, axis: Axis, options: GrowthGradientOptions) -> Variable:
    if len(options.code) > 1:
        raise InputError(_("A growth gradient shows one code."), mend=_("Name one --code."))
    if options.code:
        return variable(ground, ground.tree.find(options.code)[0])
    found = [each for each in ordering(ground) if each.kind == MAGNITUDE]
    if not found:
        raise InputError(
            _("No code has magnitudes, so nothing can grow."),
            mend=_("Give magnitudes to a code’s passages, and times to their notes or sources."),
        )
    dated = _dated(axis, ground)
    return max(found, key=lambda each: len(dated.get(each.name, ())))


def _dated(axis: Axis, ground: Ground) -> dict[str, set[str]]:
    """For each code, the dates at which a passage on it or under it has a value."""
    found: dict[str, set[str]] = {}
    for place, chosen in zip(axis.places, axis.entry, strict=True):
        if time_of(place.key) is None:
            continue
        for code in {ground.entries.code[i] for i in chosen if level_of(ground, i) is not None}:
            parts = code.split("/")
            for n in range(1, len(parts) + 1):
                found.setdefault("/".join(parts[:n]), set()).add(place.key)
    return found


def _enough(wanted: Variable, have: int, least: int) -> None:
    if have < max(least, 2):
        raise InputError(
            plural(
                "“{variable}” has values at {n} date; a growth gradient needs {least}.",
                "“{variable}” has values at {n} dates; a growth gradient needs {least}.",
                have,
            ).format(variable=wanted.label, n=have, least=max(least, 2)),
            mend=_("Give the passages a magnitude and a time (“time: 2015” in the note, or the source’s period)."),
        )


def _points(ground: Ground, axis: Axis, wanted: Variable, options: GrowthGradientOptions) -> list[_Point]:
    noted = frozenset(path for root in ground.tree.find(options.events) for path in ground.tree.subtree(root))
    points = []
    for place, chosen in zip(axis.places, axis.entry, strict=True):
        if time_of(place.key) is None:
            continue
        mine = [i for i in chosen if ground.entries.code[i] in wanted.codes]
        level, shown = measured(ground, wanted, mine) if mine and wanted.kind == MAGNITUDE else (None, None)
        beside = [i for i in chosen if ground.entries.code[i] in (noted or wanted.codes)]
        points.append(
            _Point(
                label=place.label,
                level=float(level) if level is not None else None,
                shown=shown,
                rated=tuple(i for i in mine if level_of(ground, i) is not None),
                notes=tuple(beside),
            )
        )
    return points


def _rows(ground: Ground, points: Sequence[_Point], levels: Sequence[float], quotes: int) -> list[Row]:
    rows, before = [], None
    low, high = min(levels), max(levels)
    for point in points:
        rows.append(Row(label=point.label, cells=_cells(ground, point, before, low, high, quotes)))
        before = before if point.level is None else point.level
    return rows


def _cells(
    ground: Ground, point: _Point, before: float | None, low: float, high: float, quotes: int
) -> tuple[Cell, ...]:
    entries = ground.entries
    notes = choose(entries, list(point.notes), quotes)
    happened = (
        Cell(
            value="\n".join(printed(entries, i) for i in notes),
            evidence=tuple(entries.ids[i] for i in point.notes),
        )
        if notes
        else Cell(empty=Empty.NOT_STATED)
    )
    if point.level is None:
        return (*(Cell(empty=Empty.NOT_STATED) for _column in range(4)), happened)
    evidence = tuple(entries.ids[i] for i in point.rated)
    share = (point.level - low) / (high - low) if high > low else 1.0
    steps = 1 + round(share * (STEPS - 1))
    change = None if before is None else change_word(measured_change(before, point.level))
    return (
        Cell(value=point.shown, evidence=evidence, strength=steps / STEPS),
        Cell(value="■" * steps + "□" * (STEPS - steps), evidence=evidence),
        Cell(value=change, evidence=evidence) if change else Cell(empty=Empty.NOT_APPLICABLE),
        Cell(value=len(entries.units(list(point.rated))) or _("researcher only"), evidence=evidence),
        happened,
    )


def _shown(points: Sequence[_Point], level: float) -> str | float | int | None:
    return next(p.shown for p in points if p.level == level)
