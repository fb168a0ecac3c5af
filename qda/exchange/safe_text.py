"""Text on its way into a cell: nothing invisible, nothing that starts a formula, nothing cut."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units in one Excel cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?")


def visible(text: str) -> str:
    """The text with line ends as LF and each control character as its visible picture (␀, ␇, ␡).

    Halves of surrogate pairs and non-characters become �.
    """
    if "\r" in text:
        text = _ENDS.sub("\n", text)
    return _HIDDEN.sub(_picture, text)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula; blanks before the sign do not help."""
    return text.startswith(FORMULA_STARTS) or text.lstrip(" \t\r\n\u00a0").startswith(FORMULA_STARTS)


def guarded(text: str) -> str:
    """For CSV: an apostrophe before what might be a formula, and before what already begins with one.

    `unguarded` takes exactly that apostrophe away again, so nothing is lost.
    """
    return f"'{text}" if starts_formula(text) or text.startswith("'") else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") else text


def split_text(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """The text in pieces that each fit a cell; together they are the text, character by character.

    Cut after white space where there is some in the last tenth of a piece, never within a character.

    Args:
        text: Any length.
        limit: UTF-16 units a cell holds, at least 2.
    """
    if 2 * len(text) <= limit or units(text) <= limit:
        return [text]
    pieces = []
    while text:
        end = _fitting(text, limit)
        if end < len(text):
            space = max(text.rfind(blank, end - end // 10, end) for blank in " \n\t")
            end = space + 1 if space >= 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return pieces


def within_cell(text: str) -> str:
    """The text, or where it is longer than a cell as much of it as fits, with … at its end."""
    if 2 * len(text) <= CELL_LIMIT or units(text) <= CELL_LIMIT:
        return text
    return f"{split_text(text, CELL_LIMIT - 1)[0]}…"


def units(text: str) -> int:
    """How long Excel takes a text to be: signs beyond the first plane, such as 😀, count two."""
    return len(text) + sum(ch > "\uffff" for ch in text)


def _fitting(text: str, limit: int) -> int:
    """How many code points fit."""
    used = 0
    for n, ch in enumerate(text[: limit + 1]):
        used += 2 if ch > "\uffff" else 1
        if used > limit:
            return n
    return min(len(text), limit + 1)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
