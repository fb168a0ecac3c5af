"""Conceptually clustered matrix: informants by codes, codes of one concept side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of
from qda.display.options import Ordered
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, quotations
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptuallyClusteredOptions(Ordered):
    """Options of the conceptually clustered matrix."""

    rows: str = field(
        default="case", metadata={"help": N_("What the rows are: case, role, group, site or any attribute.")}
    )
    depth: int = field(default=1, metadata={"help": N_("How far each concept is split up into its codes.")})
    quotes: int = field(default=2, metadata={"help": N_("Quotations in a cell at most.")})


@display(
    "conceptually-clustered",
    N_("Conceptually clustered matrix: informants by themes that belong together"),
    question=N_("What does each informant say of the codes that make up one concept?"),
    options=ConceptuallyClusteredOptions,
    citation=CITATION,
    code="D17",
)
def conceptually_clustered(material: Material, options: ConceptuallyClusteredOptions) -> Sheet:
    """A row an informant; codes under the heading of the code above them.

    Raises:
        NotFoundError: an axis, code or row is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    rows = axis_of(ground, options.rows, options.order)
    columns = axis_of(ground, "code", code=options.code, depth=options.depth)
    words = Words(
        kind="conceptually-clustered",
        title=_("Conceptually clustered matrix"),
        reading=_(
            "Columns under one heading belong to one concept. Read across for one informant’s whole view of it, "
            "down to compare informants."
        ),
        citation=CITATION,
        counts=_(COUNTS["quotes"]),
        rules=(
            _("Columns are the codebook’s own clusters: codes stand under the code above them."),
            _(
                "Quotations: both stances first, then one of each informant, the highest magnitude, the shortest of at "
                "least six words."
            ),
        ),
        filters=not_shown(ground, (code for place in columns.places for code in place.codes or ())),
    )
    return sheet(
        material,
        ground,
        words,
        corner=rows.title,
        columns=columns_of(columns),
        rows=fill(ground, rows, columns, quotations, quotes=options.quotes),
    )
