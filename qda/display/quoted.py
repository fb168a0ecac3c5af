"""Coded quotations as a list, without a matrix around them: what `qda quotes` prints. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from qda.display.grid import ground_of
from qda.display.page import quotations
from qda.model.frames import Material
from qda.model.quotation import Quotation


def quoted(material: Material, codes: Sequence[str] = (), where: str = "") -> tuple[Quotation, ...]:
    """The quotations that count as evidence, in the order of the texts.

    Args:
        material: The study as frames.
        codes: Only under these, each with all below it; all where empty.
        where: Only those for which this condition holds.

    Raises:
        NotFoundError: a chosen code is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, where)
    entries, tree = ground.entries, ground.tree
    inside = {path for root in tree.find(tuple(codes)) for path in tree.subtree(root)}
    return quotations(entries, (i for i in range(len(entries)) if not inside or entries.code[i] in inside))
