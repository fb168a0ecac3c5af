"""Variable-by-variable matrix: which cases have which values of two variables together."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.classification import Level, cases_of, classify
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words, sheet
from qda.display.property_space import Space, counted_as, said_twice, space_of, usual_code, usual_variables
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 9."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableByVariableOptions(Filtered):
    """Options of the variable-by-variable matrix."""

    rows: str = field(
        default="",
        metadata={
            "help": N_(
                "First variable: an attribute, or a code (by its magnitudes where it has any, else by presence; "
                "presence:, magnitude: or stance: before it says which). The first attribute if left out, else a code."
            )
        },
    )
    cols: str = field(
        default="",
        metadata={"help": N_("Second variable, said likewise. The first code with magnitudes if left out.")},
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
        default=(), metadata={"help": N_("Order of the first variable’s values, first to last; the others follow.")}
    )
    order_cols: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the second variable’s values, first to last; the others follow.")}
    )


@display(
    "variable-by-variable",
    N_("Variable-by-variable matrix: which cases have which values of two variables"),
    question=N_("How do two variables go together, case by case?"),
    options=VariableByVariableOptions,
    citation=CITATION,
    code="D33",
    rests_on="records",
    without={
        "code": N_("the two variables say which codes are read (--rows, --cols)"),
        "depth": N_("a variable is one code with all that lies under it, or one attribute"),
        "quotes": N_("cells name or count cases; the passages stand behind them"),
    },
)
def variable_by_variable(material: Material, options: VariableByVariableOptions) -> Sheet:
    """A row a value of the first variable, a column a value of the second; cells name the cases that have both.

    Raises:
        NotFoundError: an attribute, code, value or axis is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    cases = cases_of(ground, counted_as(options.cell))
    usual = usual_variables(ground)
    first = options.rows or usual[0]
    others = [usual_code(ground) or "", *usual]
    second = options.cols or next(name for name in others if name and name != first.removeprefix("presence:"))
    down = classify(ground, cases, first, options.order)
    across = classify(ground, cases, second, options.order_cols)
    space = space_of(cases, down, across)
    rows = [
        Row(label=one.label, cells=tuple(_cell(ground, space, one, other, options.cell) for other in across.levels))
        for one in down.levels
    ]
    words = Words(
        kind="variable-by-variable",
        title=_("{first} by {second}").format(first=down.title, second=across.title),
        reading=_(
            "Each cell names the cases that have the value of its row and that of its column. Look where the names "
            "gather and which cells stay without any."
        ),
        citation=CITATION,
        counts=_("{n} cases; the colour is a cell’s share of them.").format(n=len(cases.places)),
        rules=(
            _("Each case stands once; one that has several values of a variable stands in each of them, with a star."),
            down.rule,
            across.rule,
        ),
        notes=said_twice(space),
    )
    columns = [Column(label=level.label, group=across.title) for level in across.levels]
    return sheet(material, ground, words, corner=down.title, columns=columns, rows=rows, asked=False)


def _cell(ground: Ground, space: Space, one: Level, other: Level, cell: str) -> Cell:
    found = space.cells.get((one.key, other.key), ())
    if not found:
        return Cell(empty=Empty.NO_CASE)
    shown, of = space.shown(found, cell)
    return Cell(
        value=shown,
        evidence=space.evidence(ground, found, one, other),
        strength=len(found) / len(space.cases.places),
        of=of,
    )
