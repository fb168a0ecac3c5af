"""What a condition is made of, and when each part holds (Kleene's strong three values)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

Value = str | int | float | bool | Iterable[str] | None
Values = Mapping[str, Value]
MEMBER = "code"  # `code:path` asks whether a code, or one below it, was given
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?$")
_ANYTHING: frozenset[bool | None] = frozenset({True, False, None})


class Node:
    """A part of a condition."""

    __slots__ = ()

    def truth(self, values: Values) -> bool | None:
        """Whether it holds; None where that is not known."""
        raise NotImplementedError

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """What the truth may be, whatever the properties that are not known are."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """All of several hold."""

    parts: tuple[Node, ...]

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        return _joined([part.truth(values) for part in self.parts], decides=False)

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return _outcomes(self.parts, values, known, decides=False)


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """At least one of several holds."""

    parts: tuple[Node, ...]

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        return _joined([part.truth(values) for part in self.parts], decides=True)

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return _outcomes(self.parts, values, known, decides=True)


@dataclass(frozen=True, slots=True)
class Negated(Node):
    """It does not hold."""

    part: Node

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        return _opposite(self.part.truth(values))

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return frozenset(map(_opposite, self.part.outcomes(values, known)))


@dataclass(frozen=True, slots=True)
class Compared(Node):
    """A property compares with one of several values."""

    name: str
    sign: str
    wanted: tuple[str, ...]

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        have = _texts(values.get(self.name))
        if not have:
            return None
        test = _TESTS[self.sign.removeprefix("!")]
        found = any(test(value, wanted) for value in have for wanted in self.wanted)
        return not found if self.sign.startswith("!") else found

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return frozenset({self.truth(values)}) if self.name in known else _ANYTHING


@dataclass(frozen=True, slots=True)
class HasValue(Node):
    """A property has a value."""

    name: str

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        value = values.get(self.name)
        return value if isinstance(value, bool) else bool(_texts(value))

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return frozenset({self.truth(values)}) if self.name in known else _ANYTHING - {None}


@dataclass(frozen=True, slots=True)
class HasCode(Node):
    """A code, or one below it, was given."""

    path: str

    def truth(self, values: Values) -> bool | None:
        """As for every part."""
        paths = _texts(values.get(MEMBER))
        return any(fnmatchcase(path, self.path) or fnmatchcase(path, f"{self.path}/*") for path in paths)

    def outcomes(self, values: Values, known: Container[str]) -> frozenset[bool | None]:
        """As for every part."""
        return frozenset({self.truth(values)}) if MEMBER in known else _ANYTHING - {None}


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _joined(truths: Iterable[bool | None], *, decides: bool) -> bool | None:
    """What several come to, where one that is `decides` settles it: False for `and`, True for `or`."""
    found = set(truths)
    return decides if decides in found else None if None in found else not decides


def _outcomes(parts: Iterable[Node], values: Values, known: Container[str], *, decides: bool) -> frozenset[bool | None]:
    found: frozenset[bool | None] = frozenset({not decides})
    for part in parts:
        further = part.outcomes(values, known)
        found = frozenset(_joined((one, other), decides=decides) for one in found for other in further)
    return found


def _texts(value: Value) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str | int | float):
        return [] if value != value else [str(value)]  # NaN is missing too
    return [str(each) for each in value]


def _order(have: str, wanted: str) -> int:
    """Numbers as numbers, all else as text, so that ISO dates stand in their order."""
    a: float | str
    b: float | str
    if _NUMBER.match(have) and _NUMBER.match(wanted):
        a, b = float(have.replace(",", ".")), float(wanted.replace(",", "."))
        return (a > b) - (a < b)
    if _NUMBER.match(wanted):  # period "2016-03" compared with 2016
        have = have[: len(wanted)]
    a, b = have.casefold(), wanted.casefold()
    return (a > b) - (a < b)


def _equal(have: str, wanted: str) -> bool:
    if _NUMBER.match(have) and _NUMBER.match(wanted):
        return _order(have, wanted) == 0
    return have.casefold() == wanted.casefold() or ("*" in wanted and fnmatchcase(have.casefold(), wanted.casefold()))


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "=": _equal,
    "~": lambda have, wanted: wanted.casefold() in have.casefold(),
    "<": lambda have, wanted: _order(have, wanted) < 0,
    "<=": lambda have, wanted: _order(have, wanted) <= 0,
    ">": lambda have, wanted: _order(have, wanted) > 0,
    ">=": lambda have, wanted: _order(have, wanted) >= 0,
}


def same(have: str, wanted: str) -> bool:
    """Whether `name = wanted` holds of a value: as numbers where both are, else whatever the capitals.

    `*` stands for anything.
    """
    return _equal(have, wanted)
