"""Role-ordered matrix: what people in each role say of each theme."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of, size_label
from qda.display.options import Ordered
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, quotations
from qda.model.frames import Material
from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOrderedOptions(Ordered):
    """Options of the role-ordered matrix."""

    rows: str = field(default="role", metadata={"help": N_("The attribute that holds the role.")})
    depth: int = field(default=0, metadata={"help": N_("How far codes are split up; 0 takes each with all under it.")})
    quotes: int = field(default=2, metadata={"help": N_("Quotations in a cell at most.")})


@display(
    "role-ordered",
    N_("Role-ordered matrix: what each role says of each theme"),
    question=N_("Do people in different roles see the matter differently?"),
    options=RoleOrderedOptions,
    needs=("codings", N_("cases")),
    citation=CITATION,
    code="D13",
)
def role_ordered(material: Material, options: RoleOrderedOptions) -> Sheet:
    """A row a role, in the order of the cases table unless `order` says otherwise; roles never heard stay.

    Raises:
        NotFoundError: an attribute, code or role is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    rows = axis_of(ground, options.rows, options.order)
    columns = axis_of(ground, "code", code=options.code, depth=options.depth)
    filled = fill(ground, rows, columns, quotations, quotes=options.quotes, alone=True)
    hearing, members = rows.hearing or ((),) * len(filled), rows.people or (frozenset(),) * len(filled)
    labelled = [
        Row(label=size_label(ground, place, heard, named), cells=row.cells, group=row.group)
        for row, place, heard, named in zip(filled, rows.places, hearing, members, strict=True)
    ]
    words = Words(
        kind="role-ordered",
        title=_("Role-ordered matrix"),
        reading=_(
            "Rows stand by closeness to the matter where the cases table or the order option puts them so; "
            "compare down a column. The number behind a role is how many people hold it."
        ),
        citation=CITATION,
        counts=_(COUNTS["quotes"]),
        rules=(
            _(
                "A passage enters the row of its informant’s role; texts that nobody in the cases table speaks in "
                "stand under their technique."
            ),
            _("A cell that rests on one informant says so."),
            _(
                "Quotations: both stances first, then one of each informant, the highest magnitude, the shortest of at "
                "least six words."
            ),
        ),
        filters=not_shown(ground, (code for place in columns.places for code in place.codes or ())),
    )
    return sheet(material, ground, words, corner=rows.title, columns=columns_of(columns), rows=labelled)
