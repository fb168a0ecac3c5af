"""Axes with fewer places or entries than the study has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qda.display.axes import Axis
from qda.model.sheet import Row


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
