"""From marks to a Plot: the quotations behind them, and what every plot prints alike."""

from __future__ import annotations

from qda.display.code_notes import code_notes
from qda.display.entries import evidence_rules
from qda.display.grid import Ground
from qda.display.page import Words, left_out, quotations, unasked
from qda.model.frames import Material
from qda.model.plot import Marks, Plot


def plot(material: Material, ground: Ground, words: Words, marks: Marks, *, asked: bool = False) -> Plot:
    """The finished plot with all quotations behind its marks, in the order of the texts.

    `asked` says whether empty marks tell who was asked, so that the rule for it is printed.
    """
    entries = ground.entries
    cells = [cell for row in marks.table().rows for cell in row.cells]
    evidence = {coding for cell in cells for coding in cell.evidence}
    behind = quotations(entries, (i for i, coding in enumerate(entries.ids) if coding in evidence))
    rules = [*evidence_rules(), *words.rules]
    if asked:
        rules += [*ground.hearings.rules, *unasked(cells)]
    return Plot(
        kind=words.kind,
        title=words.title,
        reading=words.reading,
        marks=marks,
        decision_rules=tuple(rules),
        filters=(*entries.filters, *left_out(cells), *words.filters),
        counts=words.counts,
        citation=words.citation,
        synthetic=material.synthetic,
        notes=words.notes,
        quotations=behind,
        codes=code_notes(material, {quotation.code for quotation in behind}),
    )
