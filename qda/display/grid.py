"""Rows × columns × reducer: fills a matrix, empty cells with their reason."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.display.asked import Hearings, hearings_of
from qda.display.axes import OF_PASSAGES, Axis, axis, code_axis, of_places
from qda.display.codes import Place, Tree, tree_of
from qda.display.empties import was_asked, why_empty
from qda.display.entries import Entries, entries_of
from qda.display.reducers import Context, Reducer
from qda.model.frames import Letting, Material
from qda.model.records import Technique
from qda.model.sheet import Cell, Column, Empty, Row

if TYPE_CHECKING:
    import pandas as pd

MOST_SHARED = 200_000  # codings in all grounds that are kept together: some fifty megabytes
_TALKS = tuple(f"\0{each.value}" for each in (Technique.INTERVIEW, Technique.FOCUS_GROUP, Technique.SURVEY))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What every display begins with: the eligible codings, who was heard, the codebook."""

    entries: Entries
    hearings: Hearings
    tree: Tree


class Grounds:
    """Grounds of one study by their filter, for many displays that follow each other; the oldest is dropped first."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._kept: dict[tuple[int, Letting, str], tuple[pd.DataFrame, Ground]] = {}

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Within, `ground_of` reads no filter of one material twice.

        It must always be entered in the same language: a ground holds sentences.
        """
        token = _shared.set(self)
        try:
            yield
        finally:
            _shared.reset(token)

    def of(self, material: Material, where: str) -> Ground:
        """As `ground_of`. Materials of the same frames differ in papers and verdicts, of which no ground is read."""
        key = (id(material.codings), material.letting, where)
        kept = self._kept.pop(key, None) or (material.codings, _read(material, where))
        self._kept[key] = kept  # with its frame: so nothing else gets the id of that
        while len(self._kept) > 1 and sum(len(ground.entries) for _frame, ground in self._kept.values()) > MOST_SHARED:
            del self._kept[next(iter(self._kept))]
        return kept[1]


_shared: ContextVar[Grounds | None] = ContextVar("shared", default=None)


def ground_of(material: Material, where: str = "") -> Ground:
    """What a display begins with; read anew unless `Grounds` are shared.

    Raises:
        FormulaError: `where` cannot be read.
    """
    grounds = _shared.get()
    return _read(material, where) if grounds is None else grounds.of(material, where)


def _read(material: Material, where: str) -> Ground:
    entries = entries_of(material, where)
    hearings = hearings_of(material, entries)
    if entries.selection.of_texts:
        heard = frozenset(hearings.informant)
        people = replace(entries.people, names=tuple(name for name in entries.people.names if name in heard))
        entries, hearings = replace(entries, people=people), replace(hearings, people=people)
    return Ground(entries=entries, hearings=hearings, tree=tree_of(material))


def axis_of(ground: Ground, name: str, order: tuple[str, ...] = (), code: tuple[str, ...] = (), depth: int = 0) -> Axis:
    """An axis by its name.

    Raises:
        NotFoundError: no such axis, code or place.
    """
    if name == "code":
        return code_axis(ground.entries, ground.tree, code, depth, order)
    return axis(ground.entries, ground.hearings, name, order)


def of_place(ground: Ground, place: Place) -> Axis:
    """The codes of one place as a single column or row."""
    entries, places = ground.entries, (place,)
    aside = of_places(entries.aside, places) if entries.aside is not None else ()
    return Axis(
        name="code", title=place.label, places=places, entry=of_places(entries, places), hearing=None, aside=aside
    )


def fill(
    ground: Ground,
    rows: Axis,
    columns: Axis,
    reduce: Reducer,
    *,
    quotes: int = 2,
    alone: bool = False,
    codes: frozenset[str] | None = None,
    only: frozenset[int] | None = None,
) -> tuple[Row, ...]:
    """The cells of a matrix; linear in the entries of both axes.

    `quotes` is how many quotations a cell may show, `alone` whether one that rests on a single informant says so,
    `codes` the only codes that count, for matrices in which neither axis is of codes. `only` are the entries that are
    shown: whoever has others in a cell speaks of the matter, and so counts below the line; a cell with nothing but
    others is NOT_STATED, or FILTERED where what the filter leaves out there might be one.
    """
    wanted = _crossed(rows if codes is None else _only(ground, rows, codes), columns)
    asked = _Asked(ground, rows, columns, codes)
    why = _Why(ground, rows, columns, wanted, asked)
    filled = []
    for r, place in enumerate(rows.places):
        cells = []
        for c in range(len(columns.places)):
            chosen = wanted.get((r, c))
            if chosen is None:
                cells.append(Cell(empty=why.empty(r, c)))
                continue
            if only is not None:
                chosen = [i for i in chosen if i in only]
            if not chosen:
                left_out = why.empty(r, c) is Empty.FILTERED
                cells.append(Cell(empty=Empty.FILTERED if left_out else Empty.NOT_STATED))
                continue
            put = asked.units(r, c)
            context = Context(
                entries=ground.entries,
                tree=ground.tree,
                chosen=chosen,
                asked=put | why.spoke(r, c),
                quotes=quotes,
                alone=alone,
                unasked=not put,
            )
            cells.append(reduce(context))
        filled.append(Row(label=place.label, group=place.group, cells=tuple(cells), key=place.key))
    return tuple(filled)


class _Why:
    """Who speaks in a cell, or in any of those that must have its denominator, and why nothing stands in an empty one.

    Both are told from all codings, also those that the filter sets aside: it changes what is shown of people, not who
    spoke.
    """

    __slots__ = ("_aside", "_asked", "_columns", "_ground", "_parted", "_rows", "_said", "_spoke", "_whole")

    def __init__(
        self, ground: Ground, rows: Axis, columns: Axis, wanted: dict[tuple[int, int], list[int]], asked: _Asked
    ) -> None:
        self._ground, self._rows, self._columns, self._asked = ground, rows, columns, asked
        self._whole: tuple[frozenset[int], frozenset[int]] | None = None
        self._parted = not OF_PASSAGES.isdisjoint((rows.name, columns.name))
        self._spoke = self._units(ground.entries, wanted)
        self._said = frozenset(self._spoke)
        self._aside: frozenset[tuple[int, int]] = frozenset()
        entries = ground.entries.aside
        if entries is None:
            return
        only = None if asked.only is None else frozenset(i for i, code in enumerate(entries.code) if code in asked.only)
        crossed = _crossed(replace(rows, entry=rows.aside), replace(columns, entry=columns.aside), only)
        self._aside = frozenset(crossed)
        beside = _crossed(_in_any(rows, entries), _in_any(columns, entries), only)
        for place, units in self._units(entries, beside).items():
            self._spoke[place] = self._spoke.get(place, frozenset()) | units
        self._said |= frozenset(beside)

    def spoke(self, r: int, c: int) -> frozenset[str]:
        return self._spoke[self._beside((r, c)) if self._parted else (r, c)]

    def empty(self, r: int, c: int) -> Empty:
        aside = bool(self._aside) and (r, c) in self._aside
        if self._parted and not aside and self._beside((r, c)) in self._said:  # only in other slots or stances
            parts = ((self._rows, r), (self._columns, c))
            stated = any(axis.places[n].key for axis, n in parts if axis.name in OF_PASSAGES)
            return Empty.NOT_STATED if stated else Empty.NOT_APPLICABLE
        rows, columns = self._rows, self._columns
        spoken = bool(rows.entry[r]) and bool(columns.entry[c] or columns.hearing is None)
        here, targeted = self._asked.here(r, c), self._asked.targeted(r, c)
        why = why_empty(self._ground.hearings, here, targeted, spoken=spoken, aside=aside)
        return Empty.NOT_APART if why is Empty.MISSING and self._told_of_all(r, c) else why

    def _told_of_all(self, r: int, c: int) -> bool:
        """Whether it is said of all places of a side at once: passages stand there, but in none that has a name."""
        if self._whole is None:
            whole = _undivided(self._rows), _undivided(self._columns)
            said = self._said if any(whole) else ()
            self._whole = frozenset(c for _r, c in said if whole[0]), frozenset(r for r, _c in said if whole[1])
        return c in self._whole[0] or r in self._whole[1]

    def _beside(self, cell: tuple[int, int]) -> tuple[int, int]:
        r, c = cell
        return _beside(self._rows, r), _beside(self._columns, c)

    def _units(
        self, entries: Entries, crossed: dict[tuple[int, int], list[int]]
    ) -> dict[tuple[int, int], frozenset[str]]:
        chosen: dict[tuple[int, int], list[int]] = {}
        for cell, found in crossed.items():
            chosen.setdefault(self._beside(cell), []).extend(found)
        return {place: frozenset(entries.units(found)) for place, found in chosen.items()}


def _undivided(axis: Axis) -> bool:
    """Whether nothing was heard or is said in any named place of an axis of roles, sites or other groups.

    People are no groups: one who was never heard is not spoken of by all at once. Nor is it told of all groups at once
    where somebody speaks in an interview and it is not known who.
    """
    if not axis.people or axis.hearing is None or axis.name == "case":
        return False
    keys = [place.key for place in axis.places]
    if any(axis.entry[n] for n, key in enumerate(keys) if key in _TALKS):
        return False
    named = [n for n, key in enumerate(keys) if key and not key.startswith("\0")]
    return bool(named) and not any(axis.entry[n] or axis.hearing[n] for n in named)


def _beside(axis: Axis, place: int) -> int:
    """The place of an axis; one for all where its places part passages, not people: its cells have one denominator."""
    return 0 if axis.name in OF_PASSAGES else place


def set_aside(ground: Ground, codes: frozenset[str], slots: Container[str | None] | None = None) -> tuple[int, ...]:
    """The positions in `Entries.aside` of what is said of some codes, in any slot where none is named."""
    entries = ground.entries.aside
    if entries is None:
        return ()
    pairs = enumerate(zip(entries.code, entries.slot, strict=True))
    return tuple(i for i, (code, slot) in pairs if code in codes and (slots is None or slot in slots))


def units_asked(ground: Ground, targeted: frozenset[str], here: Iterable[int] | None = None) -> frozenset[str]:
    """People asked about codes, among some hearings or all of them."""
    heard = ground.hearings
    positions = range(len(heard)) if here is None else here
    return frozenset(heard.unit[h] for h in positions if was_asked(heard, h, targeted))


def asked_for(codes: Iterable[str]) -> frozenset[str]:
    """The codes whose questions ask for some codes: those themselves and every code above them."""
    return frozenset(
        "/".join(parts[:n]) for parts in (path.split("/") for path in codes) for n in range(1, len(parts) + 1)
    )


def columns_of(axis: Axis) -> tuple[Column, ...]:
    """The headings of an axis that stands on top."""
    return tuple(Column(label=place.label, group=place.group, key=place.key) for place in axis.places)


def size_label(ground: Ground, place: Place, hearing: Iterable[int], members: frozenset[str]) -> str:
    """A row's label with how many people stand in it, registered ones included: `dinas (3)`."""
    n = len(
        {ground.hearings.unit[h] for h in hearing if ground.hearings.informant[h] or ground.hearings.speaker[h]}
        | members
    )
    return f"{place.label} ({n})" if n else place.label


def shaded(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give number cells that lack one a strength: their share of the greatest number in the matrix."""
    numbers = [c.value for row in rows for c in row.cells if isinstance(c.value, int | float) and _bare(c)]
    top = max(numbers, default=0)
    if not top:
        return rows
    return tuple(replace(row, cells=tuple(_shaded(cell, top) for cell in row.cells)) for row in rows)


def _shaded(cell: Cell, top: float) -> Cell:
    if not isinstance(cell.value, int | float) or not _bare(cell):
        return cell
    return Cell(value=cell.value, evidence=cell.evidence, strength=cell.value / top, of=cell.of)


def _bare(cell: Cell) -> bool:
    """Whether a cell has no strength and could have one."""
    return cell.strength is None and not cell.unasked


def _in_any(axis: Axis, entries: Entries) -> Axis:
    """The axis with entries that are set aside; all in one place where its places part passages.

    The slot or stance of what is set aside need not have a place.
    """
    return replace(axis, entry=(tuple(range(len(entries))),) if axis.name in OF_PASSAGES else axis.aside)


def _crossed(rows: Axis, columns: Axis, only: frozenset[int] | None = None) -> dict[tuple[int, int], list[int]]:
    """Entries that belong to a row and a column; a passage coded twice in one cell stays twice, for evidence."""
    size = max((max(found, default=-1) for axis in (rows, columns) for found in axis.entry), default=-1) + 1
    of_column: list[tuple[int, ...]] = [()] * size
    for c, found in enumerate(columns.entry):
        alone = (c,)  # shared: nearly every entry has one column
        for i in found:
            of_column[i] = (*of_column[i], c) if of_column[i] else alone
    crossed: dict[tuple[int, int], list[int]] = {}
    for r, found in enumerate(rows.entry):
        cells: dict[int, list[int]] = {}
        for i in found if only is None else filter(only.__contains__, found):
            for c in of_column[i]:
                if c in cells:
                    cells[c].append(i)
                else:
                    cells[c] = [i]
        for c, chosen in cells.items():
            crossed[r, c] = chosen
    return crossed


def _only(ground: Ground, axis: Axis, codes: frozenset[str]) -> Axis:
    """The axis with the entries of some codes only."""
    code = ground.entries.code
    return replace(axis, entry=tuple(tuple(i for i in found if code[i] in codes) for found in axis.entry))


class _Asked:
    """Who was asked in each cell; each answer is worked out once."""

    __slots__ = ("_codes", "_columns", "_ground", "_rows", "only")

    def __init__(self, ground: Ground, rows: Axis, columns: Axis, only: frozenset[str] | None) -> None:
        self._ground, self._rows, self._columns, self.only = ground, rows, columns, only
        self._codes: dict[frozenset[str], frozenset[str]] = {}

    def here(self, r: int, c: int) -> list[int]:
        by_row, by_column = self._rows.hearing, self._columns.hearing
        if by_row is None and by_column is None:
            return list(range(len(self._ground.hearings)))
        if by_row is None or by_column is None:
            return list(by_column[c] if by_column is not None else by_row[r])  # type: ignore[index]
        both = set(by_column[c])
        return [h for h in by_row[r] if h in both]

    def targeted(self, r: int, c: int) -> frozenset[str] | None:
        """The codes whose questions ask for this cell: those rolled up there and every code above them."""
        sides = (self._rows.places[r].codes, self._columns.places[c].codes, self.only)
        rolled = [codes for codes in sides if codes is not None]
        if not rolled:
            return None
        codes = frozenset.intersection(*rolled)
        if codes not in self._codes:
            self._codes[codes] = asked_for(codes)
        return self._codes[codes]

    def units(self, r: int, c: int) -> frozenset[str]:
        hearings, targeted = self._ground.hearings, self.targeted(r, c)
        return frozenset(hearings.unit[h] for h in self.here(r, c) if was_asked(hearings, h, targeted))
