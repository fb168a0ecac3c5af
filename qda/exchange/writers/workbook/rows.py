"""Rows of a sheet as XML. Text is always typed as a string, so nothing a person said can become a formula.

Writing the rows ourselves instead of through openpyxl's cells is what makes 200,000 quotations take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite

from qda.exchange.safe_text import starts_formula, visible, within_cell

SHORT = 60  # characters of a text that is worth a place in the table of strings
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINE_HEIGHT, TALLEST = 13.5, 409.0  # points; Excel's own limit
_NARROWER, _LONG_LINE = 0.15, 50.0  # of Calibri in sentences, and from how many characters on that holds
_UNCOUNTED = 40  # lines beyond which words are not looked at one by one
_MARKUP = re.compile(r"[&<>]|[\x00-\x08\x0b-\x1f\x7f\r\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_BOLD = '<rPr><b/><sz val="10"/><rFont val="Calibri"/></rPr>'
_FIXED, _HIDDEN = ' customHeight="1"', ' hidden="1"'
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A cell to be written: its value, None for a bare box, and its look."""

    value: str | int | float | None
    style: int


class Pen:
    """Writes cells and rows of one workbook and keeps the short texts that come again for its table of strings."""

    __slots__ = ("_quoted", "_tails", "known", "strings")

    def __init__(self, quoted: dict[int, int]) -> None:
        """Take, for each look, its twin for text that begins like a formula."""
        self._quoted = quoted
        self._tails: dict[tuple[str | int | float | None, int], str] = {}
        self.strings: dict[str, int] = {}
        self.known = self._tails.get

    def row(
        self,
        number: int,
        fields: Sequence[Field],
        height: float | None = None,
        *,
        fixed: bool = False,
        hidden: bool = False,
    ) -> str:
        """One row from column A on; unless `fixed`, `height` (points) is a hint that an edit of the row replaces."""
        cells = "".join(
            [
                f'<c r="{letter(k)}{number}{self.tail(field.value, field.style)}'
                for k, field in enumerate(fields, start=1)
            ]
        )
        tall = f' ht="{height:g}"{_FIXED if fixed else ""}' if height is not None else ""
        return f'<row r="{number}"{tall}{_HIDDEN if hidden else ""}>{cells}</row>'

    def tail(self, value: str | int | float | None, style: int) -> str:
        """A cell's XML from behind its address on; text that begins like a formula gets Excel's quote prefix."""
        found = self._tails.get((value, style))
        if found is not None:
            return found
        if value is None or value == "":
            made = f'" s="{style}"/>'
        elif isinstance(value, int | float):
            if not isfinite(value):
                return f'" s="{style}"/>'
            return f'" s="{style}"><v>{+value}</v></c>'  # not kept: 1, 1.0 and True are one key
        else:
            look = self._quoted[style] if starts_formula(value) else style
            if len(value) > SHORT:
                return self.inline(value, style)
            number = self.strings.setdefault(value, len(self.strings))
            made = f'" s="{look}" t="s"><v>{number}</v></c>'
        self._tails[value, style] = made
        return made

    def inline(self, text: str, style: int) -> str:
        """As `tail`, for text that hardly comes again; cut where it is longer than a cell."""
        text = within_cell(text)
        look = self._quoted[style] if starts_formula(text) else style
        return f'" s="{look}" t="inlineStr"><is><t{_space(text)}>{xml_text(text)}</t></is></c>'

    def rich(self, before: str, text: str, after: str, style: int) -> str:
        """As `inline`, with `text` bold between the words around it."""
        look = self._quoted[style] if starts_formula(before or text) else style
        runs = "".join(
            f"<r>{bold}<t{_space(words)}>{xml_text(words)}</t></r>"
            for bold, words in (("", before), (_BOLD, text), ("", after))
            if words
        )
        return f'" s="{look}" t="inlineStr"><is>{runs}</is></c>'

    def table(self) -> Iterator[str]:
        """The table of strings as XML; complete once every row is written."""
        n = len(self.strings)
        yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}" uniqueCount="{n}">'
        for text in self.strings:
            yield f"<si><t{_space(text)}>{xml_text(text)}</t></si>"
        yield "</sst>"


def _space(text: str) -> str:
    """Without it, readers may drop blanks and line ends at the edges."""
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""


def xml_text(text: str) -> str:
    """The text as XML: control characters visible, `_x0041_`, which Excel would decode, kept as it was written."""
    if _MARKUP.search(text) is None:
        return text
    text = _ESCAPED.sub("_x005F_", visible(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def letter(column: int) -> str:
    """The letters of a column, 1 for A."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def height_for(texts: Iterable[tuple[str, float]]) -> float | None:
    """Points a row needs for texts in columns of these widths (characters); None where one line does."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(TALLEST, lines * LINE_HEIGHT + 2) if lines > 1 else None


def fitting(width: float) -> int:
    """Letters that surely fit one line of a column: they are narrower than the digits that widths are measured in.

    How much narrower is the surer the longer the line is.
    """
    return max(1, int(width * (1.0 + _NARROWER * min(1.0, width / _LONG_LINE))))


def lines_of(text: str, width: float) -> int:
    """Lines a text fills when wrapped between its words; a word broader than the line is broken."""
    fits = fitting(width)
    if len(text) <= fits and "\n" not in text:
        return 1
    return sum(_wrapped(line, fits) for line in text.split("\n"))


def _wrapped(line: str, fits: int) -> int:
    if len(line) <= fits:
        return 1
    if len(line) > _UNCOUNTED * fits:
        return -(-len(line) * 21 // (fits * 20))
    lines, used = 1, 0
    for word in line.split(" "):
        size = len(word)
        if used and used + 1 + size > fits:
            lines, used = lines + 1, 0
        used += size + (1 if used else 0)
        if used > fits:
            lines, used = lines + (used - 1) // fits, (used - 1) % fits + 1
    return lines
