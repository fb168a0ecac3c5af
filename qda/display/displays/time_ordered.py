"""Time-ordered matrix: what was new with each component, period after period."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.changes import RULE as CHANGE_RULE
from qda.display.changes import change_word, measured_change, noted_change
from qda.display.display import display
from qda.display.grid import Ground, axis_of, columns_of, fill, ground_of
from qda.display.occasions import RULE, Occasions, Timed, occasions_of, timeless
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, quotations
from qda.display.standing import MAGNITUDE, Variable, measured
from qda.model.frames import Material
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOrderedOptions(Timed):
    """Options of the time-ordered matrix."""

    depth: int = field(
        default=1, metadata={"help": N_("How far the chosen codes are split up into components."), "least": 0}
    )
    quotes: int = field(default=1, metadata={"help": N_("Quotations in a cell at most."), "least": 0})


@display(
    "time-ordered",
    N_("Time-ordered matrix: what changed in each component, period after period"),
    question=N_("When did what change?"),
    options=TimeOrderedOptions,
    needs=("codings", N_("times")),
    citation=CITATION,
    code="D27",
)
def time_ordered(material: Material, options: TimeOrderedOptions) -> Sheet:
    """A row a component, a column a time; an empty cell after the first filled one of its row is NO_CHANGE.

    It is not where a period's interviews did not ask for the component, or where that period holds nothing coded.

    Raises:
        NotFoundError: a code or time is not there.
        FormulaError: `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    rows = axis_of(ground, "code", code=options.code, depth=options.depth)
    shown = {code for place in rows.places for code in place.codes or ()}
    occasions = occasions_of(material, ground, options.unit, options.order, shown)
    filled = _unchanged(_filled(ground, rows, occasions, options.quotes), occasions)
    same = sum(cell.empty is Empty.NO_CHANGE for row in filled for cell in row.cells)
    words = Words(
        kind="time-ordered",
        title=_("Time-ordered matrix"),
        reading=_(
            "Read a row from left to right. “{no_change}” is the blank of this matrix: nothing new is told since the "
            "time before. It is no zero, and other empty cells say what they are."
        ).format(no_change=Empty.NO_CHANGE.word),
        citation=CITATION,
        counts=plural(
            "{n} cell has no change since the time before.", "{n} cells have no change since the time before.", same
        ).format(n=same),
        rules=(
            _(RULE),
            _(CHANGE_RULE),
            _(
                "No change: the component has a passage at an earlier time and none here, and either it was asked "
                "about in the interviews of that time, or nobody was heard then and the time is only told of."
            ),
        ),
        filters=not_shown(ground, shown),
        notes=(_(COUNTS["quotes"]), *timeless(occasions)),
    )
    return sheet(material, ground, words, corner=_("Component"), columns=columns_of(occasions.axis), rows=filled)


def _filled(ground: Ground, rows: Axis, occasions: Occasions, quotes: int) -> list[Row]:
    made: list[Row] = []
    for n, row in enumerate(fill(ground, rows, occasions.axis, quotations, quotes=quotes)):
        mine, before = set(rows.entry[n]), None
        codes = rows.places[n].codes or frozenset()
        wanted = Variable(name="", label="", kind=MAGNITUDE, codes=codes)
        cells = []
        for cell, place, at in zip(row.cells, occasions.axis.places, occasions.axis.entry, strict=True):
            chosen = [i for i in at if i in mine]
            now = measured(ground, wanted, chosen)[0] if chosen else None
            kinds = list(dict.fromkeys(k for i in chosen if (k := noted_change(ground.entries.memo[i]))))
            if not kinds and now is not None and before is not None and place.key:
                kinds = [measured_change(before, now)]
            before = before if now is None or not place.key else now
            cells.append(_with_change(cell, kinds))
        made.append(replace(row, cells=tuple(cells)))
    return made


def _with_change(cell: Cell, kinds: list[str]) -> Cell:
    if cell.empty is not None or not kinds:
        return cell
    return replace(cell, value=f"{', '.join(map(change_word, kinds))}\n{cell.value}")


def _unchanged(rows: list[Row], occasions: Occasions) -> list[Row]:
    made = []
    for row in rows:
        cells: list[Cell] = []
        for n, cell in enumerate(row.cells):
            blank = (Empty.SILENT, Empty.NOT_APPLICABLE) if occasions.told[n] else (Empty.SILENT,)
            known = any(c.empty is None for c in cells)
            timeless = not occasions.axis.places[n].key
            if cell.empty is not None and timeless:
                cells.append(Cell(empty=Empty.NOT_APPLICABLE))
            else:
                cells.append(Cell(empty=Empty.NO_CHANGE) if known and cell.empty in blank else cell)
        made.append(replace(row, cells=tuple(cells)))
    return made
