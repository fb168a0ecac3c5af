"""Conceptually clustered matrix: informants by codes, codes of one concept side by side."""

from __future__ import annotations

from dataclasses import dataclass

from qda.display.crossing import cross
from qda.display.display import display
from qda.display.grid import ground_of, shaded
from qda.display.options import Crossed, depth_option
from qda.display.page import BOOK, Words, sheet
from qda.model.frames import Material
from qda.model.sheet import Sheet
from qda.model.wording import N_, _

CITATION = f"{BOOK}, ch. 7."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptuallyClusteredOptions(Crossed):
    """Options of the conceptually clustered matrix."""

    depth: int = depth_option(1, N_("How far each concept is split up into its codes."), rows=("code",), cols=("code",))


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
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or row is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    made = cross(ground, options)
    words = Words(
        kind="conceptually-clustered",
        title=_("Conceptually clustered matrix"),
        reading=_(
            "Columns under one heading belong to one concept. Read across for one informant’s whole view of it, "
            "down to compare informants."
        ),
        citation=CITATION,
        counts=made.counts,
        rules=(
            _("Columns are the codebook’s own clusters: codes stand under the code above them."),
            *made.rules,
        ),
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
