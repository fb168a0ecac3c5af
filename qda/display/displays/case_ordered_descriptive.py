"""Case-ordered descriptive meta-matrix: the data of each case, cases from high to low on the main variable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.crossing import chosen_codes, differ, reducer
from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of
from qda.display.narrowed import arranged, uncoloured
from qda.display.options import cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS
from qda.display.standing import CaseOrdered, falling, main_variable, standings
from qda.model.frames import Material
from qda.model.sheet import Column, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrderedDescriptiveOptions(CaseOrdered):
    """Options of the case-ordered descriptive meta-matrix."""

    cols: str = field(
        default="code",
        metadata={
            "help": N_("What the data are sorted into: code, or role, technique, slot, period, stance, any attribute."),
            "also": ("columns",),
        },
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the columns, first to last; those left out follow.")}
    )
    depth: int = depth_option(0, cols=("code",))
    cell: str = cell_option()
    quotes: int = quotes_option()


@display(
    "case-ordered-descriptive",
    N_("Case-ordered descriptive meta-matrix: cases from high to low, with their data"),
    question=N_("What do cases that stand high on the main variable say that low ones do not?"),
    options=CaseOrderedDescriptiveOptions,
    needs=("codings", "cases", "ordered"),
    citation=CITATION,
    code="D32",
    rests_on="records",
)
def case_ordered_descriptive(material: Material, options: CaseOrderedDescriptiveOptions) -> Sheet:
    """A row a case, from high to low; the first column is what they are ordered by, the others hold the data.

    Raises:
        NotFoundError: an axis, variable or code is not there.
        FormulaError: `where` cannot be read.
        InputError: nothing puts the cases in order, the variable's values have no order, there is no such cell, or
            rows and columns are the same.
    """
    differ(options.rows, options.cols)
    ground = ground_of(material, options.where)
    wanted = main_variable(ground, options.by, options.levels)
    rows = axis_of(ground, options.rows)
    found = standings(ground, rows, wanted)
    order = falling(found)
    columns = axis_of(ground, options.cols, options.order, options.code, options.depth)
    codes = None if options.cols == "code" else chosen_codes(ground, options.code)
    reduce = reducer(options.cell)
    filled = fill(ground, arranged(rows, order), columns, reduce, quotes=options.quotes, codes=codes)
    placed = codes or {code for place in columns.places for code in place.codes or ()}
    if options.rows == "case":
        filled = uncoloured(filled)
    made = [replace(row, cells=(found[n].cell, *row.cells)) for n, row in zip(order, filled, strict=True)]
    words = Words(
        kind="case-ordered-descriptive",
        title=_("Case-ordered descriptive meta-matrix"),
        reading=_(
            "Cases stand from high to low on {variable}. Read down a column: does what is said change on the way?"
        ).format(variable=wanted.label),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _(
                "Sorted by {variable}, high to low; ties stand as in the cases table, those without a value last."
            ).format(variable=wanted.label),
            wanted.rule,
        ),
        filters=not_shown(ground, placed | wanted.codes) if placed or options.cols == "code" else (),
    )
    headings = (Column(label=wanted.label, group=_("Sorted by")), *columns_of(columns))
    return sheet(material, ground, words, corner=rows.title, columns=headings, rows=made)
