"""Role-ordered matrix: what people in each role say of each theme."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.crossing import cross
from qda.display.display import display
from qda.display.grid import ground_of, shaded, size_label
from qda.display.options import Crossed
from qda.display.page import BOOK, Words, sheet
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOrderedOptions(Crossed):
    """Options of the role-ordered matrix."""

    rows: str = field(default="role", metadata={"help": N_("The attribute that holds the role.")})


@display(
    "role-ordered",
    N_("Role-ordered matrix: what each role says of each theme"),
    question=N_("Do people in different roles see the matter differently?"),
    options=RoleOrderedOptions,
    needs=("codings", "roles"),
    citation=CITATION,
    code="D13",
)
def role_ordered(material: Material, options: RoleOrderedOptions) -> Sheet:
    """A row a role, in the order of the cases table unless `order` says otherwise; roles never heard stay.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an attribute, code or role is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = cross(ground, options, alone=True)
    rows, filled = made.rows, made.filled
    hearing, members = rows.hearing or ((),) * len(filled), rows.people or (frozenset(),) * len(filled)
    labelled = [
        replace(row, label=size_label(ground, place, heard, named))
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
        counts=made.counts,
        rules=(
            _(
                "A passage enters the row of its informant’s role; texts that nobody in the cases table speaks in "
                "stand under their technique."
            ),
            _("A cell that rests on one informant says so."),
            *made.rules,
        ),
        filters=made.filters,
    )
    return sheet(material, ground, words, corner=rows.title, columns=made.headings, rows=shaded(tuple(labelled)))
