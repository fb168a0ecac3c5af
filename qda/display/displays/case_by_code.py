"""Case × code: what each informant says of each code, as numbers, ticks or quotations."""

from __future__ import annotations

from dataclasses import dataclass

from qda.display.crossing import cross
from qda.display.display import display
from qda.display.grid import ground_of, shaded
from qda.display.options import Crossed, cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6 (after the partially ordered meta-matrix)."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseByCodeOptions(Crossed):
    """Options of the case × code matrix."""

    cell: str = cell_option("passages")
    depth: int = depth_option(
        99,
        N_("How far codes are split up: 0 rolls everything up into the chosen codes."),
        rows=("code",),
        cols=("code",),
    )
    quotes: int = quotes_option(3)


@display(
    "case-by-code",
    N_("Case × code: counts, presence or quotations"),
    question=N_("Who speaks of what, and how much?"),
    options=CaseByCodeOptions,
    citation=CITATION,
    code="D5",
)
def case_by_code(material: Material, options: CaseByCodeOptions) -> Sheet:
    """A column a code, a row a case; every coding stands in exactly one column.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or row is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = cross(ground, options)
    words = Words(
        kind="case-by-code",
        title=_("{rows} by code").format(rows=made.rows.title)
        if options.cols == "code"
        else _("{rows} by {columns}").format(rows=made.rows.title, columns=made.columns.title),
        reading=_(
            "Read across for all that one row says, down for all who speak of one code. Each cell leads to the "
            "quotations behind it."
        ),
        citation=CITATION,
        counts=made.counts,
        rules=(_("A passage enters where its informant and its code meet."),),
        filters=made.filters,
    )
    return sheet(
        material,
        ground,
        words,
        corner=made.rows.title,
        columns=made.headings,
        rows=shaded(made.filled),
    )
