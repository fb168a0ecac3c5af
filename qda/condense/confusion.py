"""Who gives which code where another coder gives which. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qda.condense.agreement_options import Rater
from qda.condense.agreement_units import Presence

NOTHING = ""  # in place of a code: this coder gave the unit nothing that the other did not give too


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Confusion:
    """Two raters, code against code.

    Attributes:
        first: Label of the one whose codes are the rows.
        second: Label of the one whose codes are the columns.
        codes: Codes of rows and columns.
        units: Shape (codes + 1, codes + 1). On the diagonal: units to which both gave the code. Elsewhere: units to
            which the first gave the row's code and the second did not, while the second gave the column's code and
            the first did not. Last row and column: the other gave a code where this one gave none of its own.
    """

    first: str
    second: str
    codes: tuple[str, ...]
    units: np.ndarray

    def mixed(self) -> list[tuple[str, str, int]]:
        """Pairs of different codes that stand against each other, most units first; `NOTHING` for none."""
        names = (*self.codes, NOTHING)
        found = [
            (names[row], names[column], int(self.units[row, column]))
            for row, column in np.argwhere(self.units).tolist()
            if row != column
        ]
        return sorted(found, key=lambda each: (-each[2], each[0], each[1]))


def confusions(flags: Presence, codes: Sequence[str], raters: Sequence[Rater]) -> tuple[Confusion, ...]:
    """One for each two raters, over the units of sources that both looked at."""
    made = []
    for one, two in combinations(range(len(raters)), 2):
        both = flags.judged[one] & flags.judged[two]
        first, second = flags.given[one][both], flags.given[two][both]
        made.append(
            Confusion(
                first=raters[one].label,
                second=raters[two].label,
                codes=tuple(codes),
                units=_crossed(first, second, flags.weight[both]),
            )
        )
    return tuple(made)


def _crossed(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Units by row and column, see `Confusion.units`."""
    q = first.shape[1]
    mine, theirs, shared = first & ~second, second & ~first, first & second
    weights = weight.astype(np.float64)
    found = np.zeros((q + 1, q + 1), dtype=np.int64)
    against = mine.any(axis=1) & theirs.any(axis=1)  # few: all others add nothing
    crossed = (mine[against] * weights[against, None]).T @ theirs[against].astype(np.float64)
    found[:q, :q] = np.rint(crossed).astype(np.int64)
    found[np.arange(q), np.arange(q)] = np.rint(weights @ shared).astype(np.int64)
    found[:q, q] = np.rint((weights * ~theirs.any(axis=1)) @ mine).astype(np.int64)
    found[q, :q] = np.rint((weights * ~mine.any(axis=1)) @ theirs).astype(np.int64)
    return found
