"""Two-variable case-ordered matrix: cases in the order of one variable, another beside it from time to time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.classification import cases_of
from qda.display.crossing import chosen_codes, differ, reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, columns_of, fill, ground_of
from qda.display.narrowed import arranged
from qda.display.occasions import RULE as TIME_RULE
from qda.display.occasions import UNITS, occasions_of
from qda.display.options import cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, of_no_case, sheet
from qda.display.reducers import COUNTS, QUOTE_RULE
from qda.display.standing import CaseOrdered, falling, main_variable, standings
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoVariableCaseOrderedOptions(CaseOrdered):
    """Options of the two-variable case-ordered matrix."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("The second variable: codes, each with all that lies under it; all codes if left out.")},
    )
    cols: str = field(
        default="period",
        metadata={
            "help": N_("What the columns are: period (by time), code, or role, group, technique, any attribute."),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the columns, first to last; those left out follow.")}
    )
    unit: str = field(
        default="year",
        metadata={
            "help": N_("How finely times are told apart."),
            "choices": UNITS,
            "only": {"cols": ("period",)},
        },
    )
    cell: str = cell_option()
    depth: int = depth_option(1, N_("How far codes are split up where they are the columns."), cols=("code",))
    quotes: int = quotes_option()
    summary: bool = field(default=True, metadata={"help": N_("Add a column for your own short text on each case.")})


@display(
    "two-variable-case-ordered",
    N_("Two-variable case-ordered matrix: cases in the order of one variable, another over time"),
    question=N_("As cases rise on one variable, how does another go with it, from time to time?"),
    options=TwoVariableCaseOrderedOptions,
    needs=("codings", "cases", "ordered"),
    citation=CITATION,
    code="D10",
    rests_on="records",
)
def two_variable_case_ordered(material: Material, options: TwoVariableCaseOrderedOptions) -> Sheet:
    """A row a case, high to low on the first variable; columns hold the second, by time unless `cols` says otherwise.

    Raises:
        InputError: nothing puts the cases in order, its values have no order, there is no such cell, or rows and
            columns are the same.
        NotFoundError: a variable, code, axis or place is not there.
        FormulaError: `where` cannot be read.
    """
    differ(options.rows, options.cols)
    ground = ground_of(material, options.where)
    reduce = reducer(options.cell)
    first = main_variable(ground, options.by, options.levels)
    cases = cases_of(ground, options.rows)
    found = standings(ground, cases, first)
    order = falling(found)
    rows = arranged(cases, order)
    columns = _columns(material, ground, rows, options)
    codes = None if options.cols == "code" else chosen_codes(ground, options.code)
    filled = fill(ground, rows, columns, reduce, quotes=options.quotes, codes=codes)
    last = (Cell(empty=Empty.TO_WRITE),) if options.summary else ()
    made = [replace(row, cells=(found[k].cell, *row.cells, *last)) for k, row in zip(order, filled, strict=True)]
    shown = codes or {code for place in columns.places for code in place.codes or ()}
    about = "; ".join(ground.tree.label(path) for path in ground.tree.find(options.code))
    words = Words(
        kind="two-variable-case-ordered",
        title=_("Two-variable case-ordered matrix"),
        reading=_(
            "Cases stand from high to low on {variable}. Read down each column: does it change with the order?"
        ).format(variable=first.label),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _(
                "Sorted by {variable}, high to low; ties stand as in the cases table, those without a value last."
            ).format(variable=first.label),
            first.rule,
            *((_("The second variable is {about}.").format(about=about),) if about else ()),
            *((_(TIME_RULE),) if options.cols == "period" else ()),
            *((_(QUOTE_RULE),) if options.cell == "quotes" else ()),
            *((_("Columns marked “to be written” are the researcher’s own."),) if options.summary else ()),
        ),
        filters=(*(not_shown(ground, set(shown) | first.codes) if shown else ()), *of_no_case(ground, rows, shown)),
    )
    headings = (
        Column(label=first.label, group=_("Sorted by")),
        *(replace(column, group=column.group or columns.title) for column in columns_of(columns)),
        *((Column(label=_("In short"), group=_("Your own"), key="in-short"),) if options.summary else ()),
    )
    return sheet(material, ground, words, corner=rows.title, columns=headings, rows=made)


def _columns(material: Material, ground: Ground, rows: Axis, options: TwoVariableCaseOrderedOptions) -> Axis:
    """The second variable's axis; times and techniques at which none of the cases says anything are left out."""
    if options.cols == "code":
        return axis_of(ground, "code", options.order, options.code, options.depth)
    if options.cols == "period":
        columns = occasions_of(material, ground, options.unit, options.order).axis
    else:
        columns = axis_of(ground, options.cols, options.order)
    theirs = {i for found in rows.entry for i in found}
    codes = chosen_codes(ground, options.code)
    said = [
        c
        for c, found in enumerate(columns.entry)
        if any(i in theirs and (codes is None or ground.entries.code[i] in codes) for i in found)
    ]
    return arranged(columns, said)
