"""Role-by-time matrix: what people in each role did, period after period."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.display.crossing import reducer
from qda.display.display import display
from qda.display.grid import axis_of, columns_of, fill, ground_of, size_label
from qda.display.occasions import BOTH, RULE, Timed, occasions_beside, timeless
from qda.display.options import cell_option, quotes_option
from qda.display.page import BOOK, Words, sheet
from qda.display.reducers import COUNTS
from qda.model.frames import Material
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleByTimeOptions(Timed):
    """Options of the role-by-time matrix."""

    code: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Only passages under these codes; all if left out.")}
    )
    rows: str = field(default="role", metadata={"help": N_("The attribute that holds the role.")})
    order: tuple[str, ...] = field(default=(), metadata={"help": BOTH})
    cell: str = cell_option()
    quotes: int = quotes_option()


@display(
    "role-by-time",
    N_("Role-by-time matrix: what each role did or said, period after period"),
    question=N_("Who acted when, and who reacted?"),
    options=RoleByTimeOptions,
    needs=("codings", "roles", "times"),
    citation=CITATION,
    code="D28",
    without={
        "cols": N_("a column is a time (--unit, --order)"),
        "depth": N_("codes stand on neither side; --code says which passages count"),
    },
)
def role_by_time(material: Material, options: RoleByTimeOptions) -> Sheet:
    """A row a role, a column a time, actions and reactions as quotations.

    Raises:
        NotFoundError: an attribute, code, row or time is not there.
        FormulaError: `where` cannot be read.
        InputError: there is no such cell.
    """
    ground = ground_of(material, options.where)
    inside = {path for root in ground.tree.find(options.code) for path in ground.tree.subtree(root)}
    order, occasions = occasions_beside(material, ground, options.rows, options.unit, options.order, codes=inside)
    rows = axis_of(ground, options.rows, order)
    columns = occasions.axis
    filled = fill(ground, rows, columns, reducer(options.cell), quotes=options.quotes, alone=True)
    hearing, members = rows.hearing or ((),) * len(filled), rows.people or (frozenset(),) * len(filled)
    labelled = [
        Row(
            label=size_label(ground, place, heard, named),
            cells=tuple(
                Cell(empty=Empty.NOT_APPLICABLE) if cell.empty is not None and not at.key else cell
                for cell, at in zip(row.cells, columns.places, strict=True)
            ),
        )
        for row, place, heard, named in zip(filled, rows.places, hearing, members, strict=True)
    ]
    words = Words(
        kind="role-by-time",
        title=_("Role-by-time matrix"),
        reading=_(
            "Read a row for what one role did through time; read down a column for who acted and who reacted at one "
            "time. The number behind a role is how many people hold it."
        ),
        citation=CITATION,
        counts=_(COUNTS[options.cell]),
        rules=(
            _(RULE),
            _("A passage stands in the row of the informant who says it; others may be who acted in it."),
            _("A cell that rests on one informant says so."),
        ),
        notes=timeless(occasions),
    )
    return sheet(material, ground, words, corner=rows.title, columns=columns_of(columns), rows=labelled)
