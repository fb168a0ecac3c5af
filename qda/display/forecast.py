"""How far a model of causes tells the outcome of each case: high or low, from where the case stands on the causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.display.standing import Standing

_POINTS = {"+": 1, "-": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A variable that works straight on the outcome: its sign, and on which side of the middle each case stands."""

    sign: str
    sides: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One case: the side that the model tells (1 high, −1 low), and the side it stands on; None for neither."""

    predicted: int | None
    actual: int | None

    @property
    def judged(self) -> bool:
        """Whether the model tells something of a case whose outcome is on a side."""
        return self.predicted is not None and self.actual is not None

    @property
    def hit(self) -> bool:
        """Whether it came as the model tells."""
        return self.judged and self.predicted == self.actual


def sides(found: Sequence[Standing]) -> tuple[int | None, ...]:
    """1 above the middle between the lowest and the highest case, −1 below.

    None in the middle, without a value, or where all cases stand alike.
    """
    ranks = [one.rank for one in found if one.rank is not None]
    if not ranks or min(ranks) == max(ranks):
        return (None,) * len(found)
    middle = (min(ranks) + max(ranks)) / 2
    return tuple(None if one.rank is None or one.rank == middle else 1 if one.rank > middle else -1 for one in found)


def forecasts(outcome: Sequence[int | None], causes: Sequence[Cause]) -> tuple[Forecast, ...]:
    """What the causes tell of each case.

    A cause that strengthens speaks for its own side, one that weakens for the other; more of them decide, as many on
    either side decide nothing.

    Args:
        outcome: The side each case stands on.
        causes: Those with a sign; one that works both ways tells nothing.
    """
    made = []
    for n, actual in enumerate(outcome):
        votes = [_POINTS[cause.sign] * side for cause in causes if cause.sign in _POINTS and (side := cause.sides[n])]
        total = sum(votes)
        made.append(Forecast(predicted=None if not total else 1 if total > 0 else -1, actual=actual))
    return tuple(made)


def best_guess(outcome: Sequence[int | None]) -> int:
    """How many cases one would hit who says of all what most of them are."""
    known = [side for side in outcome if side is not None]
    return max((known.count(side) for side in (1, -1)), default=0)
