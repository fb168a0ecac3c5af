"""Units counted by who gave a code to them: what agreement on many yes-or-no codes is computed from.

Four coders can judge a unit in 16 ways (81 with missing judgements), however many units there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qda.stats.ratings import MISSING, Real, Whole

Flags = npt.NDArray[np.bool_]
States = npt.NDArray[np.int8]

_MANY = 1 << 12  # patterns that are numbered without looking which of them occur


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patterns:
    """In which way each unit was judged for each code.

    Attributes:
        states: Shape (patterns, coders): 1 gave the code, 0 did not, −1 did not judge. Only patterns that occur.
        of: Shape (units, codes): position in `states`.
    """

    states: States
    of: Whole

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.of.shape[0])

    @property
    def codes(self) -> int:
        """How many codes there are."""
        return int(self.of.shape[1])

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.states.shape[1])

    def counts(self) -> Real:
        """Shape (codes, patterns): units judged in each way."""
        found: Real = self.counts_of_groups(np.zeros(self.units, dtype=np.int64), 1)[0]
        return found

    def counts_of_groups(self, groups: Whole, number: int) -> Real:
        """Shape (groups, codes, patterns): the same for each group of units.

        Args:
            groups: Shape (units,): 0 to `number` − 1.
            number: How many groups there are.
        """
        shape = (number, self.codes, len(self.states))
        cell = (groups[:, None] * self.codes + np.arange(self.codes)) * len(self.states) + self.of
        return np.bincount(cell.ravel(), minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)

    def kinds(self) -> tuple[Whole, Whole]:
        """Units that are alike in every code: the number of each unit's kind, and how many units each kind has."""
        smallest = self.of.astype(np.min_scalar_type(max(len(self.states), 1)))
        if not self.codes:
            return np.zeros(self.units, dtype=np.int64), np.array([self.units], dtype=np.int64)
        rows = np.ascontiguousarray(smallest).view(np.dtype((np.void, smallest.itemsize * self.codes))).reshape(-1)
        _rows, kind, times = np.unique(rows, return_inverse=True, return_counts=True)
        return np.asarray(kind, dtype=np.int64).reshape(-1), np.asarray(times, dtype=np.int64)


def patterns_of(presence: Flags, judged: Flags | None = None) -> Patterns:
    """Number the ways in which units were judged.

    Args:
        presence: Shape (coders, units, codes): whether the coder gave the unit the code.
        judged: Shape (coders, units) or (coders, units, codes): whether the coder judged it; None: always.

    Raises:
        ValueError: the shapes do not go together, or a code stands where its coder did not judge.
    """
    if presence.ndim != 3:
        raise ValueError("presence must be (coders, units, codes)")
    given = presence.astype(np.bool_, copy=False)
    seen = None if judged is None else _seen(given, judged)
    states = np.empty((1, 0), dtype=np.int8)
    of = np.zeros(given.shape[1:], dtype=np.int64)
    for coder in range(len(given)):
        digit = given[coder].astype(np.int8) + (1 if seen is None else seen[coder])
        of = of * 3 + digit
        states = np.hstack([np.repeat(states, 3, axis=0), np.tile([MISSING, 0, 1], len(states))[:, None]])
        if len(states) > _MANY or coder == len(given) - 1:
            states, of = _used(states, of)
    return Patterns(states=states.astype(np.int8), of=of)


def _seen(given: Flags, judged: Flags) -> Flags:
    whole = judged[:, :, None] if judged.ndim == 2 else judged
    if whole.ndim != 3 or whole.shape[:2] != given.shape[:2] or whole.shape[2] not in (1, given.shape[2]):
        raise ValueError("judged must be (coders, units) or (coders, units, codes)")
    seen = whole.astype(np.bool_, copy=False)
    if (given & ~seen).any():
        raise ValueError("a unit that was not judged carries a code")
    return seen


def _used(states: States, of: Whole) -> tuple[States, Whole]:
    """Only the patterns that occur, numbered anew."""
    occur = np.bincount(of.ravel(), minlength=len(states)) > 0
    number = np.cumsum(occur) - 1
    return states[occur], np.asarray(number[of], dtype=np.int64)
