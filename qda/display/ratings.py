"""Cases by variables: each cell where the case stands, the cases from high to low on an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.display.axes import Axis
from qda.display.grid import Ground
from qda.display.narrowed import arranged
from qda.display.standing import Standing, Variable, falling, ordering, standings, variable
from qda.model.sheet import Row
from qda.model.wording import _


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


def rate(ground: Ground, rows: Axis, outcome: Variable, others: Sequence[Variable]) -> Ratings:
    """Where each row stands on each variable."""
    main = standings(ground, rows, outcome)
    order = falling(main)
    found = [standings(ground, rows, each) for each in others]
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


def variable_rules(variables: Sequence[Variable]) -> tuple[str, ...]:
    """How each variable's value is made, each once."""
    return tuple(dict.fromkeys(each.rule for each in variables))
