"""Axes with fewer places or entries than the study has, and what an empty cell says then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qda.display.axes import Axis
from qda.display.grid import Ground, fill
from qda.display.reducers import Reducer, presence
from qda.model.sheet import Cell, Empty, Row


def arranged(axis: Axis, order: Sequence[int]) -> Axis:
    """An axis with its places in another order, which may leave some out."""
    return replace(
        axis,
        places=tuple(axis.places[n] for n in order),
        entry=tuple(axis.entry[n] for n in order),
        hearing=None if axis.hearing is None else tuple(axis.hearing[n] for n in order),
        people=tuple(axis.people[n] for n in order) if axis.people else (),
        aside=tuple(axis.aside[n] for n in order) if axis.aside else (),
    )


def kept(axis: Axis, wanted: frozenset[int]) -> Axis:
    """An axis with only some of its entries; its places stay."""
    return replace(axis, entry=tuple(tuple(i for i in found if i in wanted) for found in axis.entry))


def uncoloured(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows without colour: where a row is one person, the share of those asked is always all."""
    return tuple(replace(row, cells=tuple(replace(cell, strength=None) for cell in row.cells)) for row in rows)


def fill_with(
    ground: Ground, rows: Axis, columns: Axis, wanted: frozenset[int], reduce: Reducer, quotes: int
) -> tuple[Row, ...]:
    """The cells of a matrix that shows only some entries.

    A cell that has passages, but none of those, is NOT_STATED: whoever stands there speaks of the matter and does
    not say this of it; FILTERED where what the filter leaves out there might.
    """
    there = fill(ground, rows, columns, presence)
    shown = fill(ground, rows, kept(columns, wanted), reduce, quotes=quotes)
    return tuple(
        replace(
            row,
            cells=tuple(
                Cell(empty=Empty.NOT_STATED)
                if cell.empty not in (None, Empty.FILTERED) and full.empty is None
                else cell
                for cell, full in zip(row.cells, all_.cells, strict=True)
            ),
        )
        for row, all_ in zip(shown, there, strict=True)
    )
