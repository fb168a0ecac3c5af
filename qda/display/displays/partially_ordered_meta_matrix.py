"""Partially ordered meta-matrix: all that every case says of every theme, stacked up before anything is reduced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.classification import classify
from qda.display.crossing import axes, chosen_codes, reducer
from qda.display.display import display
from qda.display.grid import Ground, columns_of, fill, ground_of, shaded
from qda.display.narrowed import arranged
from qda.display.options import Crossed, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.quotes import printed
from qda.display.reducers import COUNTS, QUOTE_RULE, SEPARATOR, Context
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiallyOrderedMetaMatrixOptions(Crossed):
    """Options of the partially ordered meta-matrix."""

    by: str = field(
        default="",
        metadata={"help": N_("What the cases stand under: role, group, site or any attribute; no heads if left out.")},
    )
    quotes: int = quotes_option(0, help_=N_("Quotations in a cell at most; 0 shows every passage."))
    summary: bool = field(default=False, metadata={"help": N_("Add a column for your own summary of each row.")})


@display(
    "partially-ordered-meta-matrix",
    N_("Partially ordered meta-matrix: everything every case says, unreduced"),
    question=N_("What do all cases say, in their own words, before anything is reduced?"),
    options=PartiallyOrderedMetaMatrixOptions,
    citation=CITATION,
    code="D5",
)
def partially_ordered_meta_matrix(material: Material, options: PartiallyOrderedMetaMatrixOptions) -> Sheet:
    """A row a case, a column a theme, every passage in its cell in the order of the texts.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or case is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    rows, columns = axes(ground, options)
    if options.by:
        rows = _under_heads(ground, rows, options.by)
    whole = options.cell == "quotes" and options.quotes < 1
    codes = None if "code" in (options.rows, options.cols) else chosen_codes(ground, options.code)
    reduce = every_passage if whole else reducer(options.cell)
    filled = shaded(fill(ground, rows, columns, reduce, quotes=options.quotes, codes=codes))
    headings = columns_of(columns)
    if options.summary:
        headings = (*headings, Column(label=_("Summary"), key="summary"))
        filled = tuple(replace(row, cells=(*row.cells, Cell(empty=Empty.TO_WRITE))) for row in filled)
    shown = codes or {code for axis in (rows, columns) for place in axis.places for code in place.codes or ()}
    words = Words(
        kind="partially-ordered-meta-matrix",
        title=_("Partially ordered meta-matrix"),
        reading=_(
            "Everything is here side by side, hardly ordered yet. Read it whole before deciding what belongs together; "
            "then order it by a role, a time or a variable."
        ),
        citation=CITATION,
        counts=_("Words are given in full, passage by passage; nothing is rated.")
        if whole
        else _(COUNTS[options.cell]),
        rules=(
            *(
                (_("Every passage of a cell is shown, in the order of the texts; one coded twice is shown once."),)
                if whole
                else ()
            ),
            *((_(QUOTE_RULE),) if options.cell == "quotes" and not whole else ()),
            *((_("Columns marked “to be written” are the researcher’s own."),) if options.summary else ()),
        ),
        filters=not_shown(ground, shown) if shown else (),
    )
    return sheet(material, ground, words, corner=rows.title, columns=headings, rows=filled)


def every_passage(c: Context) -> Cell:
    """All quotations of a cell in the order of the texts, each passage once."""
    first: dict[tuple[str, int, int], int] = {}
    for i in c.chosen:
        first.setdefault(c.entries.span(i), i)
    return Cell(value=SEPARATOR.join(printed(c.entries, i) for i in first.values()), evidence=c.evidence)


def _under_heads(ground: Ground, rows: Axis, by: str) -> Axis:
    """The rows under the values of an attribute, in the order of the cases table."""
    heads = classify(ground, rows, by)
    of_row = [next(level for level in heads.levels if level.key in found) for found in heads.found]
    place = {level.key: n for n, level in enumerate(heads.levels)}
    order = sorted(range(len(rows.places)), key=lambda r: (place[of_row[r].key], r))
    moved = arranged(rows, order)
    grouped = tuple(replace(p, group=of_row[r].label) for p, r in zip(moved.places, order, strict=True))
    return replace(moved, places=grouped)
