"""Numbers before titles: "Table 4.1 Role-ordered matrix", "Figure 4.2 Causal network"."""

from __future__ import annotations

from dataclasses import replace

from qda.model.numbering import Numbering
from qda.model.output import Output
from qda.model.wording import _


def table_number(numbering: Numbering | None, n: int) -> str:
    """What the table at place `n`, from 0, is called: "Table 4.1", or "Table 1" without a numbering."""
    return _("Table {n}").format(n=(numbering or Numbering()).of(n))


def figure_number(numbering: Numbering | None, n: int) -> str:
    """What the figure at place `n`, from 0, is called; figures are counted for themselves."""
    return _("Figure {n}").format(n=(numbering or Numbering()).of_figure(n))


def captioned(output: Output) -> Output:
    """The output with its numbers before the titles of sheets; unchanged where none were asked for."""
    if output.numbering is None:
        return output
    sheets = tuple(
        replace(sheet, title=f"{table_number(output.numbering, n)} {sheet.title}")
        for n, sheet in enumerate(output.sheets)
    )
    return replace(output, sheets=sheets)
