"""Rows whose cells are the parts of one happening: each part from a slot of its passages, or from codes beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qda.display.axes import Axis
from qda.display.codes import Place
from qda.display.crossing import reducer
from qda.display.empties import why_empty
from qda.display.grid import Ground, asked_for, axis_of, set_aside, units_asked
from qda.display.options import QUOTED
from qda.display.reducers import Context
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One row before its cells are filled.

    Attributes:
        key: Its name in every language.
        entries: Positions of its passages, ascending.
        asked: People asked about its codes there.
        spoke: People who speak of them there, in any part of it and also where a filter sets it aside.
        bare: What its empty cells say: NOT_STATED, or why a line without any passage has none.
        aside: Positions in `Entries.aside` of what the filter leaves out of it.
    """

    key: str
    label: str
    group: str
    entries: tuple[int, ...]
    asked: frozenset[str]
    spoke: frozenset[str]
    bare: Empty = Empty.NOT_STATED
    aside: frozenset[int] = frozenset()


def lines_of(ground: Ground, places: Iterable[tuple[Place, Sequence[int]]], split: Axis | None) -> Iterator[Line]:
    """A line for each place of codes with its entries; for each with each place of another axis where it is split."""
    for place, found in places:
        targeted = asked_for(place.codes or frozenset())
        left = frozenset(set_aside(ground, place.codes or frozenset()))
        if split is None:
            yield Line(
                key=place.key,
                label=place.label,
                group=place.group,
                entries=tuple(found),
                asked=units_asked(ground, targeted),
                spoke=_speaking(ground, place, None, left),
                bare=Empty.FILTERED if left and not found else Empty.NOT_STATED,
                aside=left,
            )
            continue
        mine = frozenset(found)
        for n, (row, entries) in enumerate(zip(split.places, split.entry, strict=True)):
            here = None if split.hearing is None else split.hearing[n]
            chosen = tuple(i for i in entries if i in mine)
            asked, key = units_asked(ground, targeted, here), f"{place.key} {row.key}"
            theirs = left.intersection(split.aside[n]) if split.aside else frozenset[int]()
            bare = Empty.NOT_STATED
            if not chosen:
                there = range(len(ground.hearings)) if here is None else here
                bare = why_empty(ground.hearings, there, targeted, spoken=bool(entries), aside=bool(theirs))
            yield Line(
                key=key,
                label=row.label,
                group=place.label,
                entries=chosen,
                asked=asked,
                spoke=_speaking(ground, place, entries, theirs),
                bare=bare,
                aside=theirs,
            )


def _speaking(ground: Ground, place: Place, there: Sequence[int] | None, aside: Iterable[int]) -> frozenset[str]:
    """Who speaks of the codes of a place, among some entries or all, and in what the filter sets aside."""
    entries = ground.entries
    positions = range(len(entries)) if there is None else there
    said = entries.units([i for i in positions if entries.code[i] in (place.codes or ())])
    return frozenset(said | (entries.aside.units(list(aside)) if entries.aside is not None else set()))


def split_axis(ground: Ground, rows: str, order: Sequence[str]) -> Axis | None:
    """What the rows are split over; None where they are the codes alone.

    Raises:
        NotFoundError: no such axis, or `order` names a place not there.
    """
    return axis_of(ground, rows, tuple(order)) if rows not in ("", "code") else None


def cell_of(
    ground: Ground,
    chosen: Sequence[int],
    cell: str,
    quotes: int,
    asked: frozenset[str],
    spoke: frozenset[str] = frozenset(),
) -> Cell:
    """What stands for some passages; counts out of those asked, and of those who speak of it unasked.

    Raises:
        InputError: there is no such cell.
    """
    units = asked | spoke | ground.entries.units(list(chosen))
    return reducer(cell)(
        Context(
            entries=ground.entries,
            tree=ground.tree,
            chosen=list(chosen),
            asked=None if cell in QUOTED["cell"] else units,
            quotes=quotes,
            unasked=not asked,
        )
    )


def _set_aside(ground: Ground, line: Line, part: Part) -> bool:
    """Whether the filter leaves out what the line's passages state of a part in its slots."""
    aside = ground.entries.aside
    return aside is not None and any((aside.slot[i] or "") in part.slots for i in line.aside)


def part_cells(
    ground: Ground, line: Line, parts: Sequence[Part], link: str, *, cell: str = "quotes", quotes: int = 2
) -> tuple[Cell, ...]:
    """The cells of a row; NOT_STATED where nobody says it (`Line.bare`), TO_WRITE where the researcher should.

    Raises:
        InputError: there is no such cell.
    """
    reducer(cell)
    cells = []
    for part in parts:
        chosen = [] if part.human else gathered(ground, line.entries, part, link)
        if chosen:
            cells.append(cell_of(ground, chosen, cell, quotes, line.asked, line.spoke))
        elif part.human:
            cells.append(Cell(empty=Empty.TO_WRITE))
        else:
            cells.append(Cell(empty=Empty.FILTERED if _set_aside(ground, line, part) else line.bare))
    return tuple(cells)
