"""Time-ordered matrix: what was new with each component, period after period."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qda.display.axes import Axis
from qda.display.changes import RULE as CHANGE_RULE
from qda.display.changes import change_word, measured_change, noted_change
from qda.display.crossing import chosen_codes, reducer
from qda.display.display import display
from qda.display.grid import Ground, axis_of, columns_of, fill, ground_of
from qda.display.occasions import BOTH, RULE, Occasions, Timed, occasions_beside, timeless
from qda.display.options import QUOTED, cell_option, depth_option, quotes_option
from qda.display.page import BOOK, Words, not_shown, sheet
from qda.display.reducers import COUNTS, presence
from qda.display.standing import MAGNITUDE, Variable, measured
from qda.model.frames import Material
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOrderedOptions(Timed):
    """Options of the time-ordered matrix."""

    rows: str = field(
        default="code",
        metadata={"help": N_("What the rows are: code (components), or case, role, group, site or any attribute.")},
    )
    order: tuple[str, ...] = field(default=(), metadata={"help": BOTH})
    depth: int = depth_option(1, N_("How far the chosen codes are split up into components."), rows=("code",))
    cell: str = cell_option(
        "quotes", CHANGE, help_=N_("What a cell shows; change: the kind of change alone, a tick where none is known.")
    )
    quotes: int = quotes_option(1)


@display(
    "time-ordered",
    N_("Time-ordered matrix: what changed in each component, period after period"),
    question=N_("When did what change?"),
    options=TimeOrderedOptions,
    needs=("codings", "times"),
    citation=CITATION,
    code="D27",
    without={"cols": N_("a column is a time (--unit, --order)")},
)
def time_ordered(material: Material, options: TimeOrderedOptions) -> Sheet:
    """A row a component, a column a time; an empty cell after the first filled one of its row is NO_CHANGE.

    It is not where a period's interviews did not ask for the component, or where that period holds nothing coded.

    Raises:
        NotFoundError: a code, axis, row or time is not there.
        FormulaError: `where` cannot be read.
        InputError: there is no such cell.
    """
    ground = ground_of(material, options.where)
    by_code = options.rows == "code"
    whole = axis_of(ground, "code", code=options.code, depth=options.depth)
    shown = {code for place in whole.places for code in place.codes or ()}
    told = shown if by_code else chosen_codes(ground, options.code) or frozenset()
    order, occasions = occasions_beside(
        material,
        ground,
        options.rows,
        options.unit,
        options.order,
        codes=told,
        chosen=options.code,
        depth=options.depth,
    )
    rows = axis_of(ground, options.rows, order, options.code, options.depth)
    filled = _unchanged(_filled(ground, rows, occasions, options), occasions)
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
        notes=((_(COUNTS[options.cell]),) if options.cell in COUNTS else ()) + timeless(occasions),
    )
    corner = _("Component") if by_code else rows.title
    return sheet(material, ground, words, corner=corner, columns=columns_of(occasions.axis), rows=filled)


def _filled(ground: Ground, rows: Axis, occasions: Occasions, options: TimeOrderedOptions) -> list[Row]:
    made: list[Row] = []
    chosen_only = None if options.rows == "code" else chosen_codes(ground, options.code)
    reduce = presence if options.cell == CHANGE else reducer(options.cell)
    for n, row in enumerate(fill(ground, rows, occasions.axis, reduce, quotes=options.quotes, codes=chosen_only)):
        mine, before = set(rows.entry[n]), None
        codes = rows.places[n].codes or chosen_only or frozenset()
        wanted = Variable(name="", label="", kind=MAGNITUDE, codes=codes)
        cells = []
        for cell, place, at in zip(row.cells, occasions.axis.places, occasions.axis.entry, strict=True):
            chosen = [i for i in at if i in mine and (not codes or ground.entries.code[i] in codes)]
            now = measured(ground, wanted, chosen)[0] if chosen and codes else None
            kinds = list(dict.fromkeys(k for i in chosen if (k := noted_change(ground.entries.memo[i]))))
            if not kinds and now is not None and before is not None and place.key:
                kinds = [measured_change(before, now)]
            before = before if now is None or not place.key else now
            cells.append(_with_change(cell, kinds, options.cell))
        made.append(replace(row, cells=tuple(cells)))
    return made


def _with_change(cell: Cell, kinds: list[str], shown: str) -> Cell:
    """The cell with its kind of change before the quotations, or alone; numbers stay numbers."""
    if cell.empty is not None or not kinds or shown not in (CHANGE, *QUOTED["cell"]):
        return cell
    words = ", ".join(map(change_word, kinds))
    return replace(cell, value=words if shown == CHANGE else f"{words}\n{cell.value}")


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
