"""A plot as a figure of an SVG file: its marks by their kind, with the words that every figure has."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from qda.exchange.network.legend import samples
from qda.exchange.plot.bars import bars
from qda.exchange.plot.curve import curve
from qda.exchange.plot.heat import heat
from qda.exchange.plot.ink import WHOLE, Drawn, Frame, Link, unlinked
from qda.exchange.plot.points import points
from qda.exchange.plot.timeline import timeline
from qda.exchange.plot.tree import tree
from qda.exchange.svg import Figure
from qda.model.errors import InputError
from qda.model.plot import Marks, Plot
from qda.model.plot_marks import Bars, Curve, Heat, Points, Timeline, Tree
from qda.model.wording import _

MOST_CELLS, MOST_MARKS = 12_000, 1_500  # nobody reads a picture with more, and browsers stand still


def figure(plot: Plot, link: Link = unlinked, frame: Frame = WHOLE) -> Figure:
    """A plot with its words; `link` gives what leads from a mark to its quotations, `frame` what it is drawn for.

    Raises:
        InputError: it has more marks than a picture can hold.
    """
    table = plot.marks.table()
    n, most = len(table.rows), MOST_MARKS
    if isinstance(plot.marks, Heat):
        n, most = n * len(table.columns), MOST_CELLS
    if n > most:
        raise InputError(
            _("“{title}” has {n} marks, more than a picture can hold.").format(title=plot.title, n=n),
            mend=_("Choose fewer with --code or --where, or write to .xlsx."),
        )
    made = drawn(plot.marks, link, frame)
    return Figure(
        name="plot",
        title=plot.title,
        reading=plot.reading,
        synthetic=plot.synthetic,
        notes=(plot.counts, *plot.notes),
        rules=plot.decision_rules,
        filters=plot.filters,
        body=made.body,
        width=made.width,
        height=made.height,
        legend=partial(samples, made.legend),
        empty=not table.rows,
    )


def drawn(marks: Marks, link: Link = unlinked, frame: Frame = WHOLE) -> Drawn:
    """The marks alone."""
    match marks:
        case Heat():
            return heat(marks, link, frame)
        case Bars():
            return bars(marks, link, frame)
        case Curve():
            return curve(marks, link, frame)
        case Timeline():
            return timeline(marks, link, frame)
        case Tree():
            return tree(marks, link, frame)
        case Points():
            return points(marks, link)
        case other:
            assert_never(other)
