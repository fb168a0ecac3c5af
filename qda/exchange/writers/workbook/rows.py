"""Rows of a sheet as XML. Text is always an inline string, so nothing a person said can become a formula.

Writing the rows ourselves instead of through openpyxl's cells is what makes 200,000 quotations take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qda.exchange.safe_text import starts_formula, visible

LINE_HEIGHT, TALLEST = 13.5, 409.0  # points; Excel's own limit
_MARKUP = re.compile(r'[&<>]|[\x00-\x08\x0b-\x1f\x7f\r\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_')
_FIXED = ' customHeight="1"'
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A cell to be written: its value, None for a bare box, and its look."""

    value: str | int | float | None
    style: int


def row_xml(
    number: int, fields: Sequence[Field], quoted: dict[int, int], height: float | None = None, *, fixed: bool = False,
) -> str:
    """One row from column A on; unless `fixed`, `height` (points) is a hint that gives way when the row is edited."""
    cells = "".join(cell_xml(letter(k), number, field.value, field.style, quoted)
                    for k, field in enumerate(fields, start=1))
    tall = f' ht="{height:g}"{_FIXED if fixed else ""}' if height is not None else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def cell_xml(column: str, row: int, value: str | int | float | None, style: int, quoted: dict[int, int]) -> str:
    """One cell; text that begins like a formula gets the look with Excel's quote prefix."""
    if value is None or value == "":
        return f'<c r="{column}{row}" s="{style}"/>'
    if isinstance(value, int | float):
        return f'<c r="{column}{row}" s="{style}"><v>{value}</v></c>'
    if starts_formula(value):
        style = quoted[style]
    return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(value)}</t></is></c>'


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


def lines_of(text: str, width: float) -> int:
    """Lines a text fills when wrapped, a little generous: words do not break where letters do."""
    fits = max(1, int(width * 0.98))
    if len(text) <= fits and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // fits)) for line in text.split("\n"))
