"""Two variables at once: which cases stand where their values meet. Each case once, where each value is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qda.display.axes import Axis
from qda.display.classification import Classification, Level
from qda.display.grid import Ground
from qda.model.ids import Id
from qda.model.wording import _

NUMBERS = ("informants", "share", "presence")  # cells that do not name their cases


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Space:
    """Cases by the values of two variables.

    Attributes:
        cells: Positions of cases where two values meet; a pair of values that no case has is not there.
        twice: Cases that stand in more than one cell, since they have several values of a variable.
    """

    cases: Axis
    down: Classification
    across: Classification
    cells: dict[tuple[str, str], tuple[int, ...]]
    twice: frozenset[int]

    def names(self, found: Sequence[int]) -> str:
        """The names of some cases; a star after those that stand elsewhere, too."""
        return "; ".join(f"{self.cases.places[k].label}{'*' if k in self.twice else ''}" for k in found)

    def shown(self, found: Sequence[int], cell: str) -> tuple[str | int | float, int | None]:
        """What stands for some cases: their names, or how many of all, with the number of all where it is a count."""
        everybody = len(self.cases.places)
        if cell == "informants":
            return len(found), everybody
        if cell == "share":
            return round(len(found) / everybody, 3), everybody
        return ("✓", None) if cell == "presence" else (self.names(found), None)

    def evidence(self, ground: Ground, found: Sequence[int], down: Level, across: Level) -> tuple[Id, ...]:
        """The codings behind some cases in a cell: those that give the values, all of the case's where none does.

        Where a case has several sites or periods, only what it says there.
        """
        chosen: set[int] = set()
        for k in found:
            ends = [(self.down, self.down.found[k][down.key]), (self.across, self.across.found[k][across.key])]
            said = {i for variable, behind in ends if variable.of_codes for i in behind}
            there = [set(behind) for variable, behind in ends if not variable.of_codes]
            own = set.intersection(*there) if there else said
            chosen |= (said & own or said) if len(there) < len(ends) else own
        return tuple(ground.entries.ids[i] for i in sorted(chosen))


def counted_as(cell: str) -> str:
    """What a case is: an axis by its name; an informant where cells only count."""
    return "case" if cell in NUMBERS else cell


def space_of(cases: Axis, down: Classification, across: Classification) -> Space:
    """Put each case where its values meet."""
    cells: dict[tuple[str, str], list[int]] = {}
    for k in range(len(cases.places)):
        for one in down.found[k]:
            for other in across.found[k]:
                cells.setdefault((one, other), []).append(k)
    times = Counter(k for found in cells.values() for k in found)
    return Space(
        cases=cases,
        down=down,
        across=across,
        cells={key: tuple(found) for key, found in cells.items()},
        twice=frozenset(k for k, n in times.items() if n > 1),
    )


def said_twice(space: Space) -> tuple[str, ...]:
    """A note that names the cases standing in several cells; none where each stands once."""
    names = "; ".join(space.cases.places[k].label for k in sorted(space.twice))
    return (
        (_("In more than one cell, since they have several values (*): {names}.").format(names=names),) if names else ()
    )


def usual_variables(ground: Ground) -> list[str]:
    """What to sort cases by unless the user says so, as `classify` takes it, two at least where anything is coded.

    Attributes that part the cases, in the order of the cases table; site and period where they are recorded; the
    presence of the first two codes of the top that are used; technique.
    """
    people, hearings = ground.entries.people, ground.hearings
    told = [name for name in people.attributes if 2 <= len(people.levels(name)) < max(len(people.names), 3)]
    recorded = [name for name, found in (("site", hearings.site), ("period", hearings.period)) if any(found)]
    used = set(ground.entries.code)
    said = [path for path in ground.tree.children(None) if not used.isdisjoint(ground.tree.subtree(path))]
    return list(dict.fromkeys([*told, *recorded, *(f"presence:{path}" for path in said[:2]), "technique", "source"]))


def usual_code(ground: Ground) -> str | None:
    """The first code with magnitudes, else the first of the top with passages; None where nothing is coded."""
    entries, tree = ground.entries, ground.tree
    rated = {code for code, magnitude in zip(entries.code, entries.magnitude, strict=True) if magnitude}
    used = set(entries.code)
    return next(
        (path for path in tree.paths if path in rated),
        next((path for path in tree.children(None) if not used.isdisjoint(tree.subtree(path))), None),
    )
