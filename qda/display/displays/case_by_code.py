"""Case × code: what each informant says of each code, as numbers, ticks or quotations."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of, shaded
from qda.display.options import CELLS, Ordered
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, REDUCERS
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 6 (after the partially ordered meta-matrix)."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseByCodeOptions(Ordered):
    """Options of the case × code matrix."""

    rows: str = field(
        default="case",
        metadata={
            "help": N_("What the rows are: case, role, group, site, technique, source, period or any attribute.")
        },
    )
    cell: str = field(default="passages", metadata={"help": N_("What a cell shows."), "choices": CELLS})
    depth: int = field(
        default=99, metadata={"help": N_("How far codes are split up: 0 rolls everything up into the chosen codes.")}
    )
    quotes: int = field(default=3, metadata={"help": N_("Quotations in a cell at most.")})


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
        InputError: `cell` is no reducer.
        NotFoundError: an axis, code or row is not there.
        FormulaError: `where` cannot be read.
    """
    if options.cell not in REDUCERS:
        raise InputError(
            _("A cell cannot show “{cell}”.").format(cell=options.cell),
            mend=_("Choose one of: {names}.").format(names=", ".join(CELLS)),
        )
    ground = ground_of(material, options.where)
    rows = axis_of(ground, options.rows, options.order)
    columns = axis_of(ground, "code", code=options.code, depth=options.depth)
    filled = fill(ground, rows, columns, REDUCERS[options.cell], quotes=options.quotes)
    words = Words(
        kind="case-by-code",
        title=_("{rows} by code").format(rows=rows.title),
        reading=_(
            "Read across for all that one row says, down for all who speak of one code. Each cell leads to the "
            "quotations behind it."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(_("A passage enters where its informant and its code meet."),),
        filters=not_shown(ground, (code for place in columns.places for code in place.codes or ())),
    )
    return sheet(material, ground, words, corner=rows.title, columns=columns_of(columns), rows=shaded(filled))
