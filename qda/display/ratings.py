"""Cases by variables: each cell where the case stands, the cases from high to low on an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.display.axes import Axis
from qda.display.crossing import reducer
from qda.display.grid import Ground, fill
from qda.display.narrowed import arranged
from qda.display.options import CELLS
from qda.display.reducers import COUNTS, QUOTE_RULE
from qda.display.standing import Standing, Variable, column_of, falling, ordering, standings, variable
from qda.model.sheet import Row
from qda.model.wording import _

VALUE = "value"
RATED = (VALUE, *CELLS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """Standings of the ordered rows on the outcome and on other variables.

    Attributes:
        rows: The axis, high to low on the outcome.
        outcome: One a row.
        others: For each other variable, one a row.
    """

    rows: Axis
    outcome: tuple[Standing, ...]
    others: tuple[tuple[Standing, ...], ...]

    def lines(self, before: int) -> list[Row]:
        """The rows of a sheet, `before` of the other variables to the left of the outcome."""
        made = []
        for n, place in enumerate(self.rows.places):
            cells = [column[n].cell for column in self.others]
            made.append(Row(label=place.label, cells=(*cells[:before], self.outcome[n].cell, *cells[before:])))
        return made


def rate(
    ground: Ground, rows: Axis, outcome: Variable, others: Sequence[Variable], *, cell: str = VALUE, quotes: int = 2
) -> Ratings:
    """Where each row stands on each variable; `cell` is what of its codes' passages is shown instead of the value.

    The outcome and attributes of the cases table always show their value.

    Raises:
        InputError: there is no such cell.
    """
    reduce = None if cell == VALUE else reducer(cell, {VALUE: reducer(CELLS[0])})
    main = standings(ground, rows, outcome)
    order = falling(main)
    found = [standings(ground, rows, each) for each in others]
    for n, each in enumerate(others):
        if reduce is not None and each.codes:
            said = fill(ground, rows, column_of(ground, each), reduce, quotes=quotes)
            found[n] = [replace(one, cell=row.cells[0]) for one, row in zip(found[n], said, strict=True)]
    return Ratings(
        rows=arranged(rows, order),
        outcome=tuple(main[n] for n in order),
        others=tuple(tuple(column[n] for n in order) for column in found),
    )


def named(ground: Ground, names: Sequence[str]) -> list[Variable]:
    """Variables by their names.

    Raises:
        NotFoundError: one is not there.
        InputError: an attribute's values have no order.
    """
    return [variable(ground, name) for name in names]


def all_others(ground: Ground, outcome: Variable) -> list[Variable]:
    """Every variable that orders cases, except the outcome and codes under it or above it."""
    return [each for each in ordering(ground) if each.name != outcome.name and not (each.codes & outcome.codes)]


def sort_rule(outcome: Variable) -> str:
    """The sentence on the order of the rows."""
    return _("Sorted by {variable}, high to low; ties stand as in the cases table, those without a value last.").format(
        variable=outcome.label
    )


def variable_rules(variables: Sequence[Variable], cell: str = VALUE) -> tuple[str, ...]:
    """How each variable's value is made, each once; how quotations are chosen where they stand in its place."""
    return (*dict.fromkeys(each.rule for each in variables), *((_(QUOTE_RULE),) if cell == "quotes" else ()))


def counted(cell: str) -> str:
    """What the numbers count where cells do not show where a case stands."""
    return _(COUNTS[cell]) if cell in COUNTS else ""
