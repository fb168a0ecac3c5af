"""What a plot display gives: an immutable description of marks and axes. Writers draw it, or write its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.network import Network
from qda.model.plot_marks import Bars, Curve, Heat, Points, Timeline, Tree
from qda.model.quotation import Quotation
from qda.model.sheet import CodeNote, Sheet

Marks = Heat | Bars | Curve | Timeline | Tree | Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A plot.

    Attributes:
        kind: The display's name, `heat-map`.
        reading: How to read it, one or two sentences.
        marks: What is drawn; its type is the kind of picture.
        counts: What the numbers count and out of how many; "" where there are none.
        decision_rules: What had to hold for a mark, each a sentence.
        filters: What was left out or selected, each a sentence.
        synthetic: True where any source behind it is synthetic; every output says so.
        codes: The codes its marks rest on and those above them, in the order of the codebook.
    """

    kind: str
    title: str
    reading: str
    marks: Marks
    decision_rules: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    counts: str = ""
    citation: str = ""
    quotations: tuple[Quotation, ...] = ()
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    codes: tuple[CodeNote, ...] = ()

    def as_sheet(self) -> Sheet:
        """The numbers behind the marks as a matrix, in the current language, so that every writer of sheets serves."""
        table = self.marks.table()
        return Sheet(
            kind=self.kind,
            title=self.title,
            reading=self.reading,
            corner=table.corner,
            columns=table.columns,
            rows=table.rows,
            decision_rules=self.decision_rules,
            filters=self.filters,
            counts=self.counts,
            citation=self.citation,
            quotations=self.quotations,
            synthetic=self.synthetic,
            notes=self.notes,
            codes=self.codes,
        )


Shown = Sheet | Network | Plot  # what a display may give
