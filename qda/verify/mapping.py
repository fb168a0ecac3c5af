"""Reading a mapping that a user wrote, key by key, with every fault named and placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeGuard, TypeVar

from qda.model.condition import parse_condition
from qda.model.errors import FormulaError
from qda.model.problem import Problem
from qda.model.wording import _

Found = TypeVar("Found")
Place = Callable[[object, object], str]


def no_place(_container: object, _key: object) -> str:
    """For entries that come from no file."""
    return ""


@dataclass(slots=True)
class MappingReader:
    """Reads the keys of mappings; what is wrong with them gathers in `problems`.

    Attributes:
        place: Says where a key of a container stands ("line 12").
        fatal: Whether the entry cannot be used.
        meant: Keys that a misspelt one probably stands for: that they are lacking is not said again.
    """

    file: str = ""
    place: Place = no_place
    problems: list[Problem] = field(default_factory=list)
    fatal: bool = False
    meant: set[str] = field(default_factory=set)

    def condition(self, given: Mapping[object, object], key: str) -> str:
        """A condition of the little language, as it will be read again; "" if there is none or it is faulty."""
        text = self.text(given, key)
        if not text:
            return ""
        try:
            return parse_condition(text).text
        except FormulaError as fault:
            self.fault(given, key, fault.what, fault.mend, fatal=True)
            return ""

    def number(self, given: Mapping[object, object], key: str, default: float, low: float, high: float) -> float:
        """A number within bounds; the default where it lacks or does not fit."""
        value = given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault(
                given,
                key,
                _("“{key}” is a number from {low} to {high}.").format(key=key, low=low, high=high),
                fatal=True,
            )
            return default
        return float(value)

    def each(
        self,
        entry: Mapping[object, object],
        key: str,
        read: Callable[[object, object, object], Found | None],
    ) -> tuple[Found, ...]:
        """What a reader makes of every item of a list, or of a single one; those it refuses are left out."""
        given = entry.get(key)
        if given is None:
            return ()
        items = list(given) if listed(given) else [given]
        found = [
            read(given if listed(given) else entry, at if listed(given) else key, item) for at, item in enumerate(items)
        ]
        return tuple(each for each in found if each is not None)

    def one_of(self, given: Mapping[object, object], key: str, allowed: Sequence[str]) -> str:
        """One of the words allowed; "" if there is none or it is another."""
        value = self.text(given, key)
        if value and value not in allowed:
            self.fault(
                given,
                key,
                _("“{value}” is not known for “{key}”.").format(value=value, key=key),
                _("Choose one of: {names}.").format(names=", ".join(allowed)),
                fatal=True,
            )
            return ""
        return value

    def all_of(self, given: Mapping[object, object], key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Words that must all be allowed."""
        values = self.texts(given, key)
        for value in values:
            if value not in allowed:
                self.fault(
                    given,
                    key,
                    _("“{value}” is not known for “{key}”.").format(value=value, key=key),
                    _("Choose one of: {names}.").format(names=", ".join(allowed)),
                    fatal=True,
                )
        return values

    def text(self, given: Mapping[object, object], key: str) -> str:
        """A value as text; "" if it lacks."""
        value = given.get(key)
        return "" if value is None else plain(value).strip()

    def texts(self, given: Mapping[object, object], key: str) -> tuple[str, ...]:
        """A value or a list of values as texts."""
        value = given.get(key)
        if value is None:
            return ()
        return tuple(plain(each) for each in value) if listed(value) else (plain(value),)

    def known(self, given: Mapping[object, object], allowed: Sequence[str]) -> None:
        """Name the keys that mean nothing."""
        for key in given:
            if str(key) not in allowed:
                near = get_close_matches(str(key), allowed, n=1, cutoff=0.5)
                mend = (
                    _("Did you mean “{name}”?").format(name=near[0])
                    if near
                    else _("Known are: {names}.").format(names=", ".join(allowed))
                )
                self.meant.update(near)
                self.fault(given, key, _("The key “{key}” is not known.").format(key=key), mend, fatal=True)

    def fault(self, container: object, key: object, what: str, mend: str = "", *, fatal: bool = False) -> None:
        """Note what is wrong with a key."""
        self.fatal = self.fatal or fatal
        self.problems.append(
            Problem(file=self.file, place=self.place(container, key), what=what, mend=mend, fatal=fatal)
        )


def listed(value: object) -> TypeGuard[Sequence[object]]:
    """Whether a value is a list."""
    return isinstance(value, list | tuple)


def plain(value: object) -> str:
    """A value as one line of text."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {plain(each)}" for key, each in value.items())
    return f"[{', '.join(plain(each) for each in value)}]" if isinstance(value, list | tuple) else str(value)
