"""Typology: the types that two properties make, which cases are of each, and which types nobody is of."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.classification import Classification, Level, cases_of, classify
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import Words, sheet
from qda.display.property_space import NUMBERS, Space, counted_as, said_twice, space_of, usual_variables
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = (
    "Miles, M. B., & Huberman, A. M. (1994). Qualitative data analysis: An expanded sourcebook (2nd ed.). Sage, ch. 7 "
    "(substructed variables)."
)  # page not checked

MANY = 12  # empty types that a note can still name


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologyOptions(Filtered):
    """Options of the typology."""

    rows: str = field(
        default="",
        metadata={
            "help": N_(
                "First property: an attribute, or a code (by its magnitudes where it has any, else by presence; "
                "presence:, magnitude: or stance: before it says which). The first attribute if left out, else a code."
            )
        },
    )
    cols: str = field(
        default="",
        metadata={"help": N_("Second property, said likewise. The second attribute if left out, else a code.")},
    )
    cell: str = field(
        default="case",
        metadata={
            "help": N_(
                "What stands in the cells: the names of the cases (case; or source, site, group, any attribute), or "
                "how many cases there are (informants), their share of all (share), a tick (presence)."
            )
        },
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the first property’s values, first to last; the others follow.")}
    )
    order_cols: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the second property’s values, first to last; the others follow.")}
    )


@display(
    "typology",
    N_("Typology: the types two properties make, and the cases of each"),
    question=N_("Which types of cases are there, and which possible types does nobody belong to?"),
    options=TypologyOptions,
    citation=CITATION,
    code="D45",
    rests_on="records",
    without={
        "code": N_("the two variables say which codes are read (--rows, --cols)"),
        "depth": N_("a variable is one code with all that lies under it, or one attribute"),
        "quotes": N_("cells name or count cases; the passages stand behind them"),
    },
)
def typology(material: Material, options: TypologyOptions) -> Sheet:
    """Every value of one property with every value of the other makes a type; empty types stay and are named.

    Raises:
        NotFoundError: an attribute, code, value or axis is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    cases = cases_of(ground, counted_as(options.cell))
    usual = usual_variables(ground)
    first = options.rows or usual[0]
    second = options.cols or next(name for name in usual if name != first)
    down = classify(ground, cases, first, options.order)
    across = classify(ground, cases, second, options.order_cols)
    space = space_of(cases, down, across)
    ones, others = _known(down), _known(across)
    rows = [
        Row(
            label=one.label,
            cells=tuple(
                _type(ground, space, one, other, n * len(others) + m, options.cell)
                for m, other in enumerate(others, start=1)
            ),
        )
        for n, one in enumerate(ones)
    ]
    placed = {k for one in ones for other in others for k in space.cells.get((one.key, other.key), ())}
    words = Words(
        kind="typology",
        title=_("Types by {first} and {second}").format(first=down.title, second=across.title),
        reading=_(
            "Each cell is a possible type and names its cases. A type without a case is a finding, too: it may be "
            "impossible, or nobody of that kind was asked."
        ),
        citation=CITATION,
        counts=_("Numbers count cases: {placed} of {n} are of a type.").format(placed=len(placed), n=len(cases.places)),
        rules=(
            _("Every value of one property with every value of the other is a type, whether or not a case is of it."),
            _("A case of which one of the two properties is not known is of no type."),
            down.rule,
            across.rule,
        ),
        notes=(*_empty_types(space, ones, others), *_unplaced(space, placed), *said_twice(space)),
    )
    columns = [Column(label=level.label, group=across.title) for level in others]
    return sheet(material, ground, words, corner=down.title, columns=columns, rows=rows, asked=False)


def _known(variable: Classification) -> list[Level]:
    return [level for level in variable.levels if level.known]


def _type(ground: Ground, space: Space, one: Level, other: Level, number: int, cell: str) -> Cell:
    found = space.cells.get((one.key, other.key), ())
    if not found:
        return Cell(empty=Empty.NO_CASE)
    shown, of = space.shown(found, cell)
    size = plural("Type {number}: {n} case", "Type {number}: {n} cases", len(found)).format(number=number, n=len(found))
    return Cell(
        value=shown if cell in NUMBERS else f"{size}\n{shown}",
        evidence=space.evidence(ground, found, one, other),
        strength=len(found) / len(space.cases.places),
        of=of,
    )


def _empty_types(space: Space, ones: list[Level], others: list[Level]) -> tuple[str, ...]:
    types = [(one, other) for one in ones for other in others]
    bare = [f"{one.label} × {other.label}" for one, other in types if (one.key, other.key) not in space.cells]
    if not bare:
        return ()
    if len(bare) > MANY:
        return (_("{n} types of {all} have no case; they stand in the table.").format(n=len(bare), all=len(types)),)
    return (
        plural(
            "{n} type of {all} has no case: {names}.", "{n} types of {all} have no case: {names}.", len(bare)
        ).format(n=len(bare), all=len(types), names="; ".join(bare)),
    )


def _unplaced(space: Space, placed: set[int]) -> tuple[str, ...]:
    names = "; ".join(place.label for k, place in enumerate(space.cases.places) if k not in placed)
    return (_("Of no type, since a property is not known: {names}.").format(names=names),) if names else ()
