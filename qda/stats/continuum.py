"""Texts that coders cut into passages themselves: what agreement on unitizing starts from.

Positions are whole numbers, half-open, in whatever the text is counted in (code points in a study). Nothing here or in
the coefficients is as long as the text: work goes by passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qda.model.wording import _
from qda.stats.coefficient import Coefficient


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Unit:
    """One passage and the value (code) that one coder gave it.

    Attributes:
        start: Its first position.
        end: The position after its last one, greater than `start`.
        value: The code.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """One text as several coders cut it.

    Attributes:
        start: The first position of the text.
        length: How many positions it has, 1 or more.
        coders: One entry for each coder, in the same order in every text of a study: the passages, in any order. An
            empty entry is a coder who read the text and marked nothing; None is one who did not read it.

    Raises:
        ValueError: a passage is empty or does not lie within the text, or the text is empty.
    """

    start: int
    length: int
    coders: tuple[tuple[Unit, ...] | None, ...]

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError("a continuum has a length of 1 or more")
        for unit in self.units():
            if not unit.start < unit.end:
                raise ValueError(f"the unit {unit.start}–{unit.end} is empty: its end must lie after its start")
            if unit.start < self.start or unit.end > self.start + self.length:
                whole = f"{self.start}–{self.start + self.length}"
                raise ValueError(f"the unit {unit.start}–{unit.end} does not lie within the continuum {whole}")

    def readers(self) -> tuple[int, ...]:
        """The coders, by position, who read the text."""
        return tuple(coder for coder, units in enumerate(self.coders) if units is not None)

    def units(self) -> tuple[Unit, ...]:
        """All passages of all coders."""
        return tuple(unit for units in self.coders for unit in units or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAgreement:
    """A coefficient for one value (code).

    Attributes:
        value: The code.
        agreement: The coefficient.
        coverage: The share of what was marked with this value that other coders marked with anything, 0–1; None where
            the form has no such share or nothing was marked.
    """

    value: str
    agreement: Coefficient
    coverage: float | None = None


def merge_overlaps(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """One coder's passages in ascending order, those of one value that share a position made into one.

    Passages that only touch stay two: that a coder cut there is what unitizing measures.
    """
    merged: list[Unit] = []
    last: dict[str, int] = {}
    for unit in sorted(units):
        place = last.get(unit.value)
        if place is not None and unit.start < merged[place].end:
            longer = max(unit.end, merged[place].end)
            merged[place] = Unit(start=merged[place].start, end=longer, value=unit.value)
        else:
            last[unit.value] = len(merged)
            merged.append(unit)
    return tuple(sorted(merged))


def values_of(texts: Sequence[Continuum]) -> tuple[str, ...]:
    """The values that anybody used, sorted."""
    return tuple(sorted({unit.value for text in texts for unit in text.units()}))


def check_coders(texts: Sequence[Continuum]) -> int:
    """How many coders there are.

    Raises:
        ValueError: the texts do not all have the same number of coders.
    """
    numbers = {len(text.coders) for text in texts}
    if len(numbers) > 1:
        raise ValueError("every continuum must have one entry for each coder, in the same order")
    return numbers.pop() if numbers else 0


def check_overlaps(texts: Sequence[Continuum]) -> None:
    """Refuse what no form of unitizing α has a meaning for.

    Raises:
        ValueError: two passages of one coder with one value share a position; `merge_overlaps` makes them one.
    """
    for text in texts:
        for coder, units in enumerate(text.coders):
            ordered = sorted(units or (), key=lambda unit: (unit.value, unit.start, unit.end))
            for one, two in pairwise(ordered):
                if one.value == two.value and two.start < one.end:
                    places = f"{one.start}–{one.end} and {two.start}–{two.end}"
                    raise ValueError(
                        f"coder {coder + 1} gave “{one.value}” to {places}, which overlap: merge them first"
                    )


def several_values(units: Iterable[Unit]) -> bool:
    """Whether a coder gave two values to one position."""
    return any(two.start < one.end for one, two in pairwise(sorted(units)))


def too_few_readers(coders: int) -> str:
    """Why nothing can be compared where no text was read by enough coders."""
    if coders < 2:
        return _("it compares two coders or more, and there are {n}").format(n=coders)
    return _("no text was read by the coders who are compared")


def nothing_marked() -> str:
    """The reason where there are only gaps."""
    return _("nobody marked any passage, so there is nothing to agree on")
