"""Which codes meet in one turn, and which follow one another, against what chance would give. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.verify.incidence import Incidence

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Real = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meetings:
    """Counts for pairs of codes, each of shape (codes, codes).

    Attributes:
        times: Turns with both, or steps from the row's code to the column's.
        expected: What `times` would be on average if codes fell on turns without regard to each other.
        people: Informants in whose words it happens at least once.
        of: Turns or steps in all.
    """

    times: Whole
    expected: Real
    people: Whole
    of: int

    def ratio(self, a: int, b: int) -> float | None:
        """How many times as often as expected; None where nothing is expected."""
        return float(self.times[a, b] / self.expected[a, b]) if self.expected[a, b] > 0 else None


def meetings_of(found: Incidence) -> Meetings:
    """Codes in the same turn of one informant (where nobody is named as speaking: in the same line)."""
    import numpy as np

    table, person, _source = _table(found)
    times, people = _empty(found)
    for own in _by(person):
        both = table[own].T.astype(np.float32) @ table[own].astype(np.float32)
        times += np.rint(both).astype(np.int64)
        people += both > 0
    n = table.sum(axis=0).astype(np.int64)
    expected = np.outer(n, n) / max(len(table), 1)
    for square in (times, people, expected):
        np.fill_diagonal(square, 0)
    return Meetings(times=times, expected=expected, people=people, of=len(table))


def successions_of(found: Incidence) -> Meetings:
    """The column's code in the next coded turn of the same informant in the same source after the row's."""
    import numpy as np

    table, person, source = _table(found)
    times, people = _empty(found)
    firsts, nexts = np.zeros(len(found.codes)), np.zeros(len(found.codes))
    steps = 0
    for own in _by(person):
        goes_on = source[own][1:] == source[own][:-1]
        one, other = table[own[:-1][goes_on]].astype(np.float32), table[own[1:][goes_on]].astype(np.float32)
        after = one.T @ other
        times += np.rint(after).astype(np.int64)
        people += after > 0
        firsts += one.sum(axis=0)
        nexts += other.sum(axis=0)
        steps += len(one)
    expected = np.outer(firsts, nexts) / max(steps, 1)
    for square in (times, people, expected):
        np.fill_diagonal(square, 0)
    return Meetings(times=times, expected=expected, people=people, of=steps)


def together(found: Incidence, a: int, b: int) -> tuple[int, ...]:
    """Positions of the codings of two codes in the turns that have both."""
    import numpy as np

    one, other = found.unit[found.code == a], found.unit[found.code == b]
    both = np.intersect1d(one, other)
    here = np.isin(found.unit, both) & ((found.code == a) | (found.code == b))
    return tuple(int(i) for i in np.flatnonzero(here))


def _table(found: Incidence) -> tuple[Flags, Whole, Whole]:
    """Turns by codes, and whose words and which source each turn is."""
    import numpy as np

    units = int(found.unit.max(initial=-1)) + 1
    table = np.zeros((units, len(found.codes)), dtype=bool)
    table[found.unit, found.code] = True
    person, source = np.zeros(units, dtype=np.int64), np.zeros(units, dtype=np.int64)
    names: dict[str, int] = {}
    person[found.unit] = found.person
    source[found.unit] = [names.setdefault(coded.source, len(names)) for coded in found.codings]
    return table, person, source


def _empty(found: Incidence) -> tuple[Whole, Whole]:
    import numpy as np

    size = (len(found.codes), len(found.codes))
    return np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)


def _by(person: Whole) -> list[Whole]:
    """Positions of each person's turns, in order."""
    import numpy as np

    order = np.argsort(person, kind="stable")
    found: list[Whole] = np.split(order, np.flatnonzero(np.diff(person[order])) + 1) if len(order) else []
    return found
