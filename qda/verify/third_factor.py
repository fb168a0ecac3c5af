"""Whether a connection between two conditions is there still within each value of a third. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qda.model.condition import parse_condition
from qda.model.condition_tree import MEMBER, Value
from qda.model.errors import NotFoundError
from qda.model.magnitude import as_number
from qda.model.wording import _, number
from qda.verify.facts import StudyFacts
from qda.verify.if_then import CaseValues, IfThenTable, cross

_NOT_FACTORS = frozenset({MEMBER, "source", "informant", "name", "date", "n", "attribution", "related_to"})
_MANY_NUMBERS = 5  # more different numbers than this are cut at their median


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The connection within one value of the third factor.

    Attributes:
        difference: Share with the “then” among cases with the “if”, less that among those without, −1 to 1; None
            where too few cases have, or lack, the “if”.
    """

    value: str
    cells: IfThenTable
    difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratified:
    """A connection, layer by layer of a third factor.

    Attributes:
        layers: By value.
        overall: Of all cases that are in a layer.
        unplaced: Cases of which the third factor is not known, or has several values.
    """

    factor: str
    layers: tuple[Layer, ...]
    overall: Layer
    unplaced: tuple[str, ...]

    @property
    def told(self) -> tuple[Layer, ...]:
        """The layers in which the connection can be told at all."""
        return tuple(layer for layer in self.layers if layer.difference is not None)

    def same(self, way: int, least: float) -> tuple[Layer, ...]:
        """The layers in which it points that way (1 or −1), by at least so much."""
        return tuple(layer for layer in self.told if sign(layer.difference, least) == way)


def sign(difference: float | None, least: float) -> int | None:
    """1, −1, or 0 for a difference smaller than `least`; None where there is none."""
    if difference is None:
        return None
    return 0 if abs(difference) < least else 1 if difference > 0 else -1


def layer(value: str, cases: Iterable[CaseValues], given: str, then: str, min_cases: int) -> Layer:
    """The connection among some cases.

    Raises:
        FormulaError: a condition cannot be read.
    """
    cells = cross(cases, given, then)
    without = len(cells.only_then) + len(cells.neither)
    told = cells.applies >= max(min_cases, 1) and without >= max(min_cases, 1)
    difference = len(cells.both) / cells.applies - len(cells.only_then) / without if told else None
    return Layer(value=value, cells=cells, difference=difference)


def stratify(cases: Sequence[CaseValues], given: str, then: str, factor: str, min_cases: int) -> Stratified:
    """The connection within each value of a factor.

    Args:
        cases: Those in scope.
        given: Condition of the “if”.
        then: Condition of the “then”.
        factor: Property of cases or sources; with many different numbers it is cut at the median.
        min_cases: Cases with, and as many without, the “if” that a layer needs.

    Raises:
        FormulaError: a condition cannot be read.
    """
    single = {case.name: value for case in cases if (value := _single(case.values.get(factor))) is not None}
    cut = _cut(single)
    parts: dict[str, list[CaseValues]] = {}
    for case in cases:
        if case.name in cut:
            parts.setdefault(cut[case.name], []).append(case)
    placed = [case for case in cases if case.name in cut]
    return Stratified(
        factor=factor,
        layers=tuple(layer(value, parts[value], given, then, min_cases) for value in sorted(parts)),
        overall=layer("", placed, given, then, min_cases),
        unplaced=tuple(case.name for case in cases if case.name not in cut),
    )


def factors(cases: Sequence[CaseValues], given: str, then: str) -> tuple[str, ...]:
    """Properties that could be a third factor: not those that the conditions ask about themselves, by name.

    Raises:
        FormulaError: a condition cannot be read.
    """
    used = {*parse_condition(given).names, *parse_condition(then).names}
    names = {name for case in cases for name in case.values} - used - _NOT_FACTORS
    return tuple(sorted(names))


def require_stated(facts: StudyFacts, names: Iterable[str]) -> None:
    """Refuse properties that were asked for by name and that nobody states.

    Raises:
        NotFoundError: no source or case states one of them; the message lists those that are stated.
    """
    missing = next((name for name in names if name != "group" and not facts.has_value(name)), None)
    if missing is None:
        return
    every = {name for person in facts.people.values() for name in person.attributes}
    every |= {name for place in facts.places for name in facts.values_of("", place)}
    there = sorted(name for name in every - _NOT_FACTORS if name == "group" or facts.has_value(name))
    raise NotFoundError(
        _("No source or case states “{name}”.").format(name=missing),
        mend=_("Choose one of: {names}.").format(names=", ".join(there)),
    )


def _single(value: Value) -> str | None:
    if value is None or isinstance(value, str | int | float | bool):
        return None if value in (None, "") else str(value)
    several = [str(each) for each in value]
    return several[0] if len(several) == 1 else None


def _cut(single: Mapping[str, str]) -> dict[str, str]:
    """The layer of each case: the value itself, or the side of the median where it is one of many numbers."""
    numbers = {name: as_number(value) for name, value in single.items()}
    have = sorted(value for value in numbers.values() if value is not None)
    if len(have) < len(single) or len(set(have)) <= _MANY_NUMBERS:
        return dict(single)
    middle = have[(len(have) - 1) // 2]
    shown = number(middle, 2, short=True)
    low, high = _("up to {value}").format(value=shown), _("above {value}").format(value=shown)
    return {name: low if value is not None and value <= middle else high for name, value in numbers.items()}
