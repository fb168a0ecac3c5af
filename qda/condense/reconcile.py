"""From what rules find to what has to change in a study, so that a second run changes nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qda.model.ids import Id

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finds:
    """What all rules found: int64 arrays of one length.

    Attributes:
        source: Number of the source in the caller's list.
        code: Number of the code in the caller's list.
        rule: Number of the rule in the caller's list.
    """

    source: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    code: NDArray[np.int64]
    rule: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of finds."""
        return len(self.start)

    def where(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Finds:
        """The finds that are marked or numbered."""
        return Finds(
            source=self.source[keep],
            start=self.start[keep],
            end=self.end[keep],
            code=self.code[keep],
            rule=self.rule[keep],
        )


def joined(parts: Sequence[Finds]) -> Finds:
    """All parts in one."""
    if not parts:
        none = np.empty(0, dtype=np.int64)
        return Finds(source=none, start=none, end=none, code=none, rule=none)
    return Finds(
        source=np.concatenate([p.source for p in parts]),
        start=np.concatenate([p.start for p in parts]),
        end=np.concatenate([p.end for p in parts]),
        code=np.concatenate([p.code for p in parts]),
        rule=np.concatenate([p.rule for p in parts]),
    )


def without_overlaps(finds: Finds) -> Finds:
    """One find where several of the same code overlap: the longest; of equal ones the first, then the earlier rule.

    The result is ordered by source, place and code.
    """
    order = np.lexsort((finds.rule, -finds.end, finds.start, finds.source, finds.code))
    ordered = finds.where(order)
    keep = np.ones(len(ordered), dtype=bool)
    for first, last in _clusters(ordered):
        keep[first:last] = _longest(ordered.start[first:last].tolist(), ordered.end[first:last].tolist())
    kept = ordered.where(keep)
    return kept.where(np.lexsort((kept.code, kept.end, kept.start, kept.source)))


def _clusters(ordered: Finds) -> Iterable[tuple[int, int]]:
    """First and last of the stretches of finds of one code that hang together by overlapping, if there are several."""
    if not len(ordered):
        return []
    group = (np.diff(ordered.code, prepend=-1) != 0) | (np.diff(ordered.source, prepend=-1) != 0)
    # ends that run on from one group to the next are kept apart by a leap larger than any text
    leap = (np.cumsum(group) * (1 << 33)).astype(np.int64)
    reach = np.maximum.accumulate(ordered.end + leap)
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = (ordered.start + leap)[1:] >= reach[:-1]
    begins = np.flatnonzero(fresh)
    ends = np.append(begins[1:], len(ordered))
    many = ends - begins > 1
    return list(zip(begins[many].tolist(), ends[many].tolist(), strict=True))


def _longest(starts: list[int], ends: list[int]) -> list[bool]:
    keep = [False] * len(starts)
    taken: list[tuple[int, int]] = []
    for number in sorted(range(len(starts)), key=lambda n: (starts[n] - ends[n], starts[n], n)):
        if all(ends[number] <= first or last <= starts[number] for first, last in taken):
            keep[number] = True
            taken.append((starts[number], ends[number]))
    return keep


class Existing(NamedTuple):
    """A coding that a rule made earlier. A named tuple, since there may be hundreds of thousands.

    Attributes:
        place: Source, code, start and end, by the caller's numbers.
        current: Whether the rule that made it is still one of the code's rules.
        status: active, rejected or unplaced.
        touched: Whether somebody has worked on it since: a stance, a memo, another value.
        frozen: Whether its rule could not be run, so that nothing is known about it.
    """

    id: Id
    place: tuple[int, int, int, int]
    current: bool
    status: str
    touched: bool
    frozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What has to change.

    Attributes:
        add: Numbers of the finds to store.
        remove: Codings that no rule makes any more.
        repoint: Codings whose rule was rewritten but found them again, each with the number of the find.
        kept: Codings that stand as they are.
        refused: Finds that a human refused earlier.
        worked_on: Codings that no rule makes any more but somebody has worked on; they stay.
    """

    add: tuple[int, ...]
    remove: tuple[Id, ...]
    repoint: tuple[tuple[Id, int], ...]
    kept: int
    refused: int
    worked_on: int


def difference(finds: Finds, existing: Iterable[Existing], by_hand: Iterable[tuple[int, int, int, int]]) -> Difference:
    """Hold what rules find now against what they found before.

    Args:
        finds: Without overlaps.
        existing: Earlier codings by rules, of the codes that were run.
        by_hand: Places (source, code, start, end) that people have given the same codes; nothing is added there.
    """
    wanted = {
        place: number
        for number, place in enumerate(
            zip(finds.source.tolist(), finds.code.tolist(), finds.start.tolist(), finds.end.tolist(), strict=True)
        )
    }
    remove, repoint = [], []
    kept = refused = worked_on = 0
    for old in existing:
        if old.frozen:
            wanted.pop(old.place, None)
            kept += 1
        elif old.status == "rejected":
            refused += wanted.pop(old.place, None) is not None
        elif old.status == "active" and old.place in wanted:
            number = wanted.pop(old.place)
            kept += 1
            if not old.current:
                repoint.append((old.id, number))
        elif old.touched:
            worked_on += 1
        else:
            remove.append(old.id)
    for place in by_hand:
        wanted.pop(place, None)
    return Difference(
        add=tuple(wanted.values()),
        remove=tuple(remove),
        repoint=tuple(repoint),
        kept=kept,
        refused=refused,
        worked_on=worked_on,
    )
