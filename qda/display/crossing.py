"""The grammar of every matrix: rows × columns × cell, from the options that a display shares with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qda.display.axes import Axis
from qda.display.grid import Ground, columns_of, fill
from qda.display.options import Crossed
from qda.display.page import not_shown
from qda.display.reducers import COUNTS, QUOTE_RULE, REDUCERS, Reducer
from qda.display.sides import ordered_axes
from qda.model.attributes import standard
from qda.model.errors import InputError
from qda.model.sheet import Column, Row
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crossing:
    """A filled matrix with what there is to say of it.

    Attributes:
        counts: What the numbers of the chosen cell count.
        rules: How quotations were chosen, where cells show some.
        filters: What has no place on the axes.
    """

    rows: Axis
    columns: Axis
    headings: tuple[Column, ...]
    filled: tuple[Row, ...]
    counts: str
    rules: tuple[str, ...]
    filters: tuple[str, ...]


def cross(
    ground: Ground,
    options: Crossed,
    *,
    on: tuple[Axis, Axis] | None = None,
    alone: bool = False,
    own: Mapping[str, Reducer] | None = None,
) -> Crossing:
    """Fill the matrix the options ask for, `on` given axes or on those the options name.

    `own` are reducers that only this display has; `alone` makes a cell that rests on a single informant say so.

    Raises:
        InputError: there is no such cell, or rows and columns are the same.
        NotFoundError: an axis, code or place is not there.
    """
    reduce = reducer(options.cell, own)
    rows, columns = on or axes(ground, options)
    codes = None if "code" in (options.rows, options.cols) else chosen_codes(ground, options.code)
    filled = fill(ground, rows, columns, reduce, quotes=options.quotes, alone=alone, codes=codes)
    shown = (
        codes
        if codes is not None
        else {code for axis in (rows, columns) for p in axis.places for code in p.codes or ()}
    )
    whole = codes is None and "code" not in (options.rows, options.cols)
    return Crossing(
        rows=rows,
        columns=columns,
        headings=columns_of(columns),
        filled=filled,
        counts=_(COUNTS[options.cell]) if options.cell in COUNTS else "",
        rules=(_(QUOTE_RULE),) if options.cell == "quotes" else (),
        filters=() if whole else not_shown(ground, shown),
    )


def axes(ground: Ground, options: Crossed) -> tuple[Axis, Axis]:
    """The rows and the columns, both in the order wanted.

    Raises:
        InputError: rows and columns are the same.
        NotFoundError: an axis, code or place is not there.
    """
    differ(options.rows, options.cols)
    return ordered_axes(ground, options.rows, options.cols, options.order, options.code, options.depth)


def differ(rows: str, cols: str) -> None:
    """Refuse a matrix with one thing on both sides.

    Raises:
        InputError: rows and columns are the same.
    """
    if standard(rows) == standard(cols):
        raise InputError(
            _("Rows and columns are both “{axis}”.").format(axis=rows),
            mend=_("Codes against codes: qda display co-occurrence or thematic-conceptual.")
            if rows == "code"
            else _("Choose another one with --rows or --cols."),
        )


def chosen_codes(ground: Ground, chosen: tuple[str, ...]) -> frozenset[str] | None:
    """The chosen codes with all under them; None where none is chosen, so that all count.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    if not chosen:
        return None
    return frozenset(code for root in ground.tree.find(chosen) for code in ground.tree.subtree(root))


def reducer(cell: str, own: Mapping[str, Reducer] | None = None) -> Reducer:
    """What makes a cell.

    Raises:
        InputError: there is no such cell.
    """
    known = {**(own or {}), **REDUCERS}
    if cell not in known:
        raise InputError(
            _("A cell cannot show “{cell}”.").format(cell=cell),
            mend=_("Choose one of: {names}.").format(names=", ".join(known)),
        )
    return known[cell]
