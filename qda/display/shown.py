"""Columns that a display defines itself: which of them to show, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.model.errors import InputError
from qda.model.sheet import Column, Row
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is left of a matrix."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def shown(
    columns: Sequence[Column],
    rows: Sequence[Row],
    keys: Sequence[str],
    wanted: Sequence[str],
    blocks: Sequence[int] = (),
) -> Shown:
    """The wanted columns in the wanted order; all where none is named.

    Args:
        columns: The headings.
        rows: A cell for each heading.
        keys: What each column is called on the command line; several may share a name and then go together.
        wanted: Such names.
        blocks: Which block each column stands in, where the same columns are repeated; the order is that in each.

    Raises:
        InputError: a column is wanted that the display does not have.
    """
    if not wanted:
        return Shown(columns=tuple(columns), rows=tuple(rows))
    for name in wanted:
        if name not in keys:
            raise InputError(
                _("There is no column “{name}”.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(dict.fromkeys(keys))),
            )
    block_of = tuple(blocks) or (0,) * len(keys)
    chosen = [
        n
        for block in sorted(set(block_of))
        for name in dict.fromkeys(wanted)
        for n, key in enumerate(keys)
        if key == name and block_of[n] == block
    ]
    return Shown(
        columns=tuple(columns[n] for n in chosen),
        rows=tuple(replace(row, cells=tuple(row.cells[n] for n in chosen)) for row in rows),
    )
