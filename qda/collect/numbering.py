"""Automatic numbering of Word paragraphs, as it is printed ("1.", "a.", "2.3")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: `text` has %1 to %9 where the numbers of the levels go."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of one document; counts as its paragraphs are read in order.

    Attributes:
        levels: Levels of each list (numId), by their number from 0.
        shared: The abstract list behind each; lists with the same one count on together.
    """

    levels: Mapping[str, Mapping[int, Level]]
    shared: Mapping[str, str]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """The printed number of the next paragraph of that list and level; "" where the list is unknown."""
        levels = self.levels.get(number)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(self.shared.get(number, number), {})
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        this = levels[level]
        if this.format == "bullet":
            return "•"
        if this.format == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            i = int(match[1]) - 1
            at = levels.get(i, Level())
            return spell(counts.get(i, at.start), at.format)

        return _PLACE.sub(printed, this.text)


def read_numbering(root: etree._Element | None, w: str) -> Numbering:
    """The lists of a numbering part; `w` is the namespace in braces."""
    levels: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    if root is None:
        return Numbering(levels=levels, shared=shared)
    abstract = {
        str(node.get(f"{w}abstractNumId")): {
            int(str(lvl.get(f"{w}ilvl"))): _level(lvl, w) for lvl in node.iterfind(f"{w}lvl")
        }
        for node in root.iterfind(f"{w}abstractNum")
    }
    for node in root.iterfind(f"{w}num"):
        number = str(node.get(f"{w}numId"))
        pointer = node.find(f"{w}abstractNumId")
        base = str(pointer.get(f"{w}val")) if pointer is not None else ""
        levels[number], shared[number] = dict(abstract.get(base, {})), base
        for override in node.iterfind(f"{w}lvlOverride"):
            i = int(str(override.get(f"{w}ilvl")))
            full, start = override.find(f"{w}lvl"), override.find(f"{w}startOverride")
            this = _level(full, w) if full is not None else levels[number].get(i, Level())
            if start is not None:
                this = Level(format=this.format, text=this.text, start=int(str(start.get(f"{w}val"))))
                shared[number] = f"{base}/{number}"
            levels[number][i] = this
    return Numbering(levels=levels, shared=shared)


def spell(number: int, form: str) -> str:
    """A number as a list prints it: decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, decimalZero."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text.upper() if form[0] == "u" else text
    if form in ("lowerRoman", "upperRoman") and number > 0:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text.upper() if form[0] == "u" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _level(node: etree._Element, w: str) -> Level:
    def value(name: str, otherwise: str) -> str:
        child = node.find(f"{w}{name}")
        return otherwise if child is None else str(child.get(f"{w}val", otherwise))

    return Level(format=value("numFmt", "decimal"), text=value("lvlText", "%1."), start=int(value("start", "1")))
