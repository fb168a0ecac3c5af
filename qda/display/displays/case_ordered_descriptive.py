"""Case-ordered descriptive meta-matrix: the data of each case, cases from high to low on the main variable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of
from qda.display.narrowed import arranged, uncoloured
from qda.display.options import CELLS
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, REDUCERS
from qda.display.standing import CaseOrdered, falling, main_variable, standings
from qda.model.frames import Material
from qda.model.sheet import Column, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrderedDescriptiveOptions(CaseOrdered):
    """Options of the case-ordered descriptive meta-matrix."""

    depth: int = field(
        default=0, metadata={"help": N_("How far codes are split up; 0 takes each with all under it."), "least": 0}
    )
    cell: str = field(default="quotes", metadata={"help": N_("What stands in a cell."), "choices": CELLS})
    quotes: int = field(default=2, metadata={"help": N_("Quotations in a cell at most."), "least": 0})


@display(
    "case-ordered-descriptive",
    N_("Case-ordered descriptive meta-matrix: cases from high to low, with their data"),
    question=N_("What do cases that stand high on the main variable say that low ones do not?"),
    options=CaseOrderedDescriptiveOptions,
    needs=("codings", N_("cases")),
    citation=CITATION,
    code="D32",
    rests_on="records",
)
def case_ordered_descriptive(material: Material, options: CaseOrderedDescriptiveOptions) -> Sheet:
    """A row a case, from high to low; the first column is what they are ordered by, the others hold the data.

    Raises:
        NotFoundError: an axis, variable or code is not there.
        FormulaError: `where` cannot be read.
        InputError: nothing puts the cases in order, or the variable's values have no order.
    """
    ground = ground_of(material, options.where)
    wanted = main_variable(ground, options.by, options.levels)
    rows = axis_of(ground, options.rows)
    found = standings(ground, rows, wanted)
    order = falling(found)
    columns = axis_of(ground, "code", code=options.code, depth=options.depth)
    filled = fill(ground, arranged(rows, order), columns, REDUCERS[options.cell], quotes=options.quotes, alone=False)
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
        filters=not_shown(ground, {c for p in columns.places for c in p.codes or ()} | wanted.codes),
    )
    headings = (Column(label=wanted.label, group=_("Sorted by")), *columns_of(columns))
    return sheet(material, ground, words, corner=rows.title, columns=headings, rows=made)
