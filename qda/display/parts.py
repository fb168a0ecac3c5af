"""Rows whose cells are the parts of one happening: each part from a slot of its passages, or from codes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.display.grid import Ground
from qda.display.reducers import Context, quotations
from qda.display.together import Beside
from qda.model.sheet import Cell, Empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One column.

    Attributes:
        slots: Slots whose passages fill it; "" for passages without a slot.
        codes: Paths whose passages fill it where they belong together with the row's.
        entries: Positions of those passages, ascending.
        human: Whether the cell is the researcher's to write.
        key: Name of such a column in every language.
    """

    label: str
    slots: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    entries: tuple[int, ...] = ()
    human: bool = False
    key: str = ""


def coded(ground: Ground, names: Sequence[str]) -> frozenset[str]:
    """Paths of some codes with all under them.

    Raises:
        NotFoundError: a code is not there.
    """
    return frozenset(path for root in ground.tree.find(names) for path in ground.tree.subtree(root))


def part(ground: Ground, label: str, slots: Sequence[str], names: Sequence[str] = ()) -> Part:
    """A column filled from slots, and from codes by their names.

    Raises:
        NotFoundError: a code is not there.
    """
    codes = coded(ground, names)
    entries = tuple(i for i, code in enumerate(ground.entries.code) if code in codes) if codes else ()
    return Part(label=label, slots=frozenset(slots), codes=codes, entries=entries)


def gathered(ground: Ground, mine: Sequence[int], part: Part, link: str) -> list[int]:
    """The entries of one part: those of the row with its slot, and those beside the row with its codes; ascending."""
    entries = ground.entries
    found = {i for i in mine if (entries.slot[i] or "") in part.slots}
    if part.entries and mine:
        beside = Beside(entries, mine, link)
        found.update(i for i in part.entries if i in beside)
    return sorted(found)


def part_cells(ground: Ground, mine: Sequence[int], parts: Sequence[Part], link: str, quotes: int) -> tuple[Cell, ...]:
    """The cells of a row: quotations, NOT_STATED where nobody says it, TO_WRITE where the researcher should."""
    cells = []
    for part in parts:
        chosen = [] if part.human else gathered(ground, mine, part, link)
        if chosen:
            cells.append(
                quotations(Context(entries=ground.entries, tree=ground.tree, chosen=chosen, asked=None, quotes=quotes))
            )
        else:
            cells.append(Cell(empty=Empty.TO_WRITE if part.human else Empty.NOT_STATED))
    return tuple(cells)
