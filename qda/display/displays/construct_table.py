"""Construct table: one construct, its properties, and how far the cases spread on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis
from qda.display.classification import cases_of
from qda.display.codes import Place
from qda.display.crossing import chosen_codes
from qda.display.display import display
from qda.display.grid import Ground, fill, ground_of, of_place
from qda.display.options import Ordered, columns_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.property_space import usual_code
from qda.display.reducers import QUOTE_RULE, quotations
from qda.display.shown import shown
from qda.display.standing import MAGNITUDE, PRESENCE, Standing, Variable, of_codes, standings
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked
COLUMNS = ("value", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstructTableOptions(Ordered):
    """Options of the construct table."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "The construct; the codes under it are its properties. The top code over the first magnitudes if left "
                "out; several codes are several properties."
            )
        },
    )
    rows: str = field(
        default="case", metadata={"help": N_("What the rows are: case, role, group, site, source or any attribute.")}
    )
    depth: int = depth_option(1, N_("How far the construct is split up into properties."))
    cols: tuple[str, ...] = columns_option(COLUMNS)
    quotes: int = quotes_option(1, only=None, help_=N_("Quotations beside each value at most."))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Property:
    """One property of the construct with where each case stands on it."""

    place: Place
    variable: Variable
    found: tuple[Standing, ...]
    words: tuple[Cell, ...]
    scale: tuple[str, ...]

    def behind(self, wanted: Sequence[int]) -> tuple[Id, ...]:
        """The codings behind some cases."""
        return tuple(dict.fromkeys(coding for k in wanted for coding in self.found[k].cell.evidence))


@display(
    "construct-table",
    N_("Construct table: the properties of one construct, and how far cases spread on each"),
    question=N_("How does one construct vary from case to case, and what are its extremes?"),
    options=ConstructTableOptions,
    citation=CITATION,
    code="D16",
    without={"cell": N_("each property shows its value and the words for it (--cols)")},
)
def construct_table(material: Material, options: ConstructTableOptions) -> Sheet:
    """A row a case; of each property its value and the words for it; below, range, extremes and dimension.

    Raises:
        NotFoundError: a code, axis or row is not there.
        FormulaError: `where` cannot be read.
        InputError: a column is none of those there are.
    """
    ground = ground_of(material, options.where)
    cases = cases_of(ground, options.rows, options.order)
    roots = options.code or _usual(ground)
    places = ground.tree.places(roots, options.depth, frozenset(ground.entries.code)) if roots else ()
    properties = [_property(ground, cases, place, options.quotes) for place in places]
    rows = [
        Row(
            label=case.label,
            group=cases.title,
            cells=tuple(cell for each in properties for cell in (each.found[k].cell, each.words[k])),
        )
        for k, case in enumerate(cases.places)
    ]
    rows += _spread(cases, properties)
    about = "; ".join(ground.tree.label(path) for path in ground.tree.find(roots))
    words = Words(
        kind="construct-table",
        title=_("Construct table: {construct}").format(construct=about) if about else _("Construct table"),
        reading=_(
            "Read down a property to see how cases differ on it; the rows below say how far they spread and who stands "
            "at the ends."
        ),
        citation=CITATION,
        counts=_("Range and extremes count cases with a value, out of all cases shown."),
        rules=(
            *dict.fromkeys(each.variable.rule for each in properties),
            _("The lowest and the highest value name every case that has them."),
            _(
                "Dimension: the different values that occur, low to high; steps of the code’s scale that nobody has "
                "stand in brackets."
            ),
            _(QUOTE_RULE),
        ),
        filters=not_shown(ground, chosen_codes(ground, tuple(roots)) or ()) if roots else (),
    )
    columns = [
        Column(label=label, group=each.place.label)
        for each in properties
        for label in (_("Its value"), _("In their words"))
    ]
    blocks = [n for n in range(len(properties)) for _name in COLUMNS]
    kept = shown(columns, rows, COLUMNS * len(properties), options.cols if properties else (), blocks)
    return sheet(material, ground, words, corner=cases.title, columns=kept.columns, rows=kept.rows)


def _usual(ground: Ground) -> tuple[str, ...]:
    path = usual_code(ground)
    return () if path is None else (path.split("/")[0] if path.split("/")[0] in ground.tree.labels else path,)


def _property(ground: Ground, cases: Axis, place: Place, quotes: int) -> _Property:
    wanted = of_codes(ground, place)
    said = fill(ground, cases, of_place(ground, place), quotations, quotes=quotes)
    return _Property(
        place=place,
        variable=wanted,
        found=tuple(standings(ground, cases, wanted)),
        words=tuple(row.cells[0] for row in said),
        scale=ground.tree.scales.get(place.key, ()),
    )


def _spread(cases: Axis, properties: Sequence[_Property]) -> list[Row]:
    """Lowest, highest, range and dimension of each property."""
    made: dict[str, list[Cell]] = {label: [] for label in (_("Lowest"), _("Highest"), _("Range"), _("Dimension"))}
    for each in properties:
        for label, cell in zip(made, _ends(cases, each), strict=True):
            made[label] += [cell, Cell(empty=Empty.NOT_APPLICABLE)]
    return [Row(label=label, group=_("Spread"), cells=tuple(cells)) for label, cells in made.items()]


def _ends(cases: Axis, each: _Property) -> tuple[Cell, Cell, Cell, Cell]:
    ranked = [(float(s.rank), k) for k, s in enumerate(each.found) if s.rank is not None and s.cell.value is not None]
    if not ranked:
        none = Cell(empty=Empty.NOT_STATED)
        return none, none, none, none
    size = _("{n} of {all} cases").format(n=len(ranked), all=len(cases.places))
    everybody = each.behind([k for _rank, k in ranked])
    if each.variable.kind == PRESENCE:
        none = Cell(empty=Empty.NOT_APPLICABLE)
        return none, none, Cell(value=size, evidence=everybody), none
    shown = {rank: str(each.found[k].cell.value) for rank, k in sorted(ranked)}
    low, high = min(shown), max(shown)
    lowest, highest = (_end(cases, each, shown[end], [k for rank, k in ranked if rank == end]) for end in (low, high))
    span = shown[low] if low == high else f"{shown[low]} – {shown[high]}"
    steps = [shown[rank] for rank in sorted(shown)]
    if each.variable.kind == MAGNITUDE and each.scale:
        steps = [step if step in steps else f"({step})" for step in each.scale]
    return (
        lowest,
        highest,
        Cell(value=f"{span} ({size})", evidence=everybody),
        Cell(value=" · ".join(steps), evidence=everybody),
    )


def _end(cases: Axis, each: _Property, value: str, found: Sequence[int]) -> Cell:
    names = "; ".join(cases.places[k].label for k in found)
    return Cell(value=_("{value}: {names}").format(value=value, names=names), evidence=each.behind(found))
