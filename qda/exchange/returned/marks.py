"""The marks in a workbook's hidden cells, by which every cell is known again wherever it was moved.

A matrix carries one hidden column right of its row labels and one hidden row above its headings. Where they cross
stands whose matrix it is; the rest of that row names the columns, the rest of that column the rows. Both move along
when people sort, insert, hide or move, and a copy of the sheet is known as one. Nothing else is needed to place a
text: a program may drop the file's properties, the names of sheets and their order.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import isfinite
from typing import Any

from qda.exchange.safe_text import visible

SIGN = "qda:"
PROPERTY = "qda-study"  # the file's own property that holds the study's id
UNTOUCHED = b"qda"  # comment of the package as long as nobody has saved it anew
MOST_CHECKED = 100_000  # cells of a matrix whose computed cells carry a check
MOST_ROWS = 8_000  # of a sheet for reading whose rows carry a check: all of them stand in one cell
MOST_AROUND = 2_000  # texts around a matrix, likewise
UNCHECKED = "--"
_SHEET, _LABEL, _COLUMN, _BESIDE, _ROW, _BOX, _BOX_ROW, _READ = "slcbrado"
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMark:
    """Whose matrix this is.

    Attributes:
        study: Id of the study; title: its title.
        name: The matrix's own title, whatever the sheet is called now.
        word: What stands in a cell that nobody has written yet.
        box: Whether the text below the matrix is on this sheet.
        around: Checks of all texts outside the matrix: title, headings, rules; "" where they are too many.
    """

    study: str
    title: str
    name: str
    view: str
    language: str
    word: str
    box: bool
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMark:
    """A column of row labels: 0 or 1."""

    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideMark:
    """A column of links beside long texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMark:
    """A column of the matrix: its number, its key, and the seal of its heading."""

    at: int
    key: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A worksheet row of the matrix.

    Attributes:
        key: The row's key.
        piece: 0, or which further row it is where a text is too long for one cell.
        label: Check of the row's labels.
        checks: Two letters for each column of the matrix; `UNCHECKED` for cells of people. "" where nothing is checked.
        texts: For each column with a cell of people, the seal of the whole text that was exported; on piece 0 alone.
    """

    key: str
    piece: int
    label: str
    checks: str
    texts: tuple[tuple[int, str], ...]

    def check_of(self, column: int) -> str:
        """The check of a computed cell; `UNCHECKED` where it has none."""
        return self.checks[2 * column : 2 * column + 2] or UNCHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxMark:
    """The text below the matrix, its first row: which piece of it, check of its label, seal of the whole text."""

    piece: int
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRowMark:
    """A further row of the box, so that rows may be inserted into it and deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """A sheet for reading: four letters for each of its rows; "" where it is too large to be checked.

    Attributes:
        desk: Whether any sheet of the workbook has cells to write in.
    """

    checks: str
    desk: bool = True


Mark = SheetMark | LabelMark | BesideMark | ColumnMark | RowMark | BoxMark | BoxRowMark | ReadMark


def encoded(mark: Mark) -> str:
    """The mark as it stands in a cell."""
    match mark:
        case SheetMark():
            content: list[Any] = [
                *(mark.study, mark.title, mark.name, mark.view, mark.language, mark.word, int(mark.box), mark.around),
            ]
            letter = _SHEET
        case LabelMark():
            letter, content = _LABEL, [mark.at]
        case BesideMark():
            letter, content = _BESIDE, []
        case ColumnMark():
            letter, content = _COLUMN, [mark.at, mark.key, mark.head]
        case RowMark():
            letter, content = _ROW, [mark.key, mark.piece, mark.label, mark.checks, [list(pair) for pair in mark.texts]]
        case BoxMark():
            letter, content = _BOX, [mark.piece, mark.label, mark.text]
        case BoxRowMark():
            letter, content = _BOX_ROW, []
        case ReadMark():
            letter, content = _READ, [mark.checks, int(mark.desk)]
    return SIGN + letter + json.dumps(content, separators=(",", ":"))


def decoded(value: object) -> Mark | None:
    """The mark in a cell; None where it holds none, or one that somebody has changed."""
    if not isinstance(value, str) or not value.startswith(SIGN):
        return None
    try:
        return _made(value[len(SIGN)], json.loads(value[len(SIGN) + 1 :]))
    except (ValueError, TypeError, IndexError):
        return None


def _made(letter: str, content: list[Any]) -> Mark | None:
    if letter == _SHEET:
        study, title, name, view, tongue, word, box, around = map(str, content)
        return SheetMark(
            study=study, title=title, name=name, view=view, language=tongue, word=word, box=box == "1", around=around
        )
    if letter == _LABEL:
        return LabelMark(at=int(content[0]))
    if letter == _BESIDE:
        return BesideMark()
    if letter == _COLUMN:
        return ColumnMark(at=int(content[0]), key=str(content[1]), head=str(content[2]))
    if letter == _ROW:
        key, piece, label, checks, texts = content
        pairs = tuple((int(at), str(text)) for at, text in texts)
        return RowMark(key=str(key), piece=int(piece), label=str(label), checks=str(checks), texts=pairs)
    if letter == _BOX:
        piece, label, text = content
        return BoxMark(piece=int(piece), label=str(label), text=str(text))
    if letter == _BOX_ROW:
        return BoxRowMark()
    if letter == _READ:
        return ReadMark(checks=str(content[0]), desk=bool(content[1]) if len(content) > 1 else True)
    return None


def seal(text: str) -> str:
    """Sixteen hexadecimal digits of a person's text, blanks at its edges aside; "" for none."""
    bare = visible(text).strip()
    return sha256(bare.encode("utf-8", "replace")).hexdigest()[:16] if bare else ""


def is_sealed(text: str, exported: str) -> bool:
    """Whether a text is the one that was sealed; a seal may be cut short, but not to nothing."""
    return seal(text)[: len(exported)] == exported if exported else not seal(text)


def label_check(labels: Sequence[object]) -> str:
    """Eight hexadecimal digits of a row's labels, or of a heading."""
    return f"{zlib.crc32(chr(31).join(map(_plain, labels)).encode('utf-8', 'replace')):08x}"


def around_check(texts: Sequence[object]) -> str:
    """Checks of texts that stand around a matrix, for `SheetMark.around`."""
    checks = sorted({label_check([text]) for text in texts})
    return "".join(checks) if len(checks) <= MOST_AROUND else ""


def row_check(values: Iterable[object]) -> str:
    """Four letters of a row of a sheet for reading, wherever in the row its texts stand; "" where it holds nothing."""
    plain = [text for text in map(_plain, values) if text]
    total = sum(zlib.crc32(text.encode("utf-8", "replace")) for text in plain)
    return "".join(_DIGITS[total >> shift & 63] for shift in (0, 6, 12, 18)) if plain else ""


@lru_cache(maxsize=4096)
def check(value: str | int | float | None) -> str:
    """Two letters of a computed cell: one changed cell in 4,096 goes unnoticed, which matters to nobody's data."""
    found = zlib.crc32(_plain(value).encode("utf-8", "replace"))
    return _DIGITS[found & 63] + _DIGITS[found >> 6 & 63]


def _plain(value: object) -> str:
    """A cell as one line, the same whichever program saved it."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.10g}" if isfinite(value) else ""
    return " ".join(visible(str(value)).split())
