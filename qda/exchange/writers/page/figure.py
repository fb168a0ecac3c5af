"""A plot in the web page: the picture, the quotations of a clicked mark beneath it, its numbers as a table to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qda.exchange.plot.figure import figure as drawn
from qda.exchange.quotation_numbers import QuotationNumbers, spans_of
from qda.exchange.svg import bare
from qda.exchange.writers.page.matrix import heading, matrix, rules, text
from qda.model.ids import Id
from qda.model.plot import Plot
from qda.model.sheet import Sheet
from qda.model.wording import _


def figure_section(plot: Plot, sheet: Sheet, number: int, numbers: QuotationNumbers) -> Iterator[str]:
    """A plot's title, picture, numbers and rules, piece by piece.

    Args:
        plot: What is drawn.
        sheet: Its numbers, titled as the page titles it.
        number: Its number in the page, from 0.
        numbers: Of the quotations at the end that marks lead to.
    """
    yield f"<section>\n{heading(sheet)}"
    yield f'<figure>\n<div class="picture">\n{bare(drawn(plot, _link(numbers)))}</div>\n'
    yield '<div class="under" role="status" hidden></div>\n</figure>\n'
    yield f'<details class="numbers"><summary>{text(_("The numbers"))}</summary>\n'
    yield from matrix(sheet, number, numbers)
    yield f"</details>\n{rules(sheet)}</section>\n"


def _link(numbers: QuotationNumbers) -> Callable[[tuple[Id, ...]], str]:
    """What leads from a mark to its quotations; the same attributes that cells have."""

    def attributes(evidence: tuple[Id, ...]) -> str:
        behind = sorted({numbers.number[coding] for coding in evidence if coding in numbers.number})
        if not behind:
            return ""
        spans = " ".join(f"{a}-{b}" if a < b else str(a) for a, b in spans_of(behind))
        return f'href="#q{behind[0]}" data-q="{spans}"'

    return attributes
