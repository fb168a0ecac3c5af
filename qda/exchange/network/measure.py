"""How much room words take, and boxes. Widths are those of Helvetica and of every font made to its measure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Advance widths from the Adobe font metrics of Helvetica, thousandths of the font's size, space to tilde.
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_JOINTS = "-/_–"  # names of codes are words joined by these
_OTHER, _WIDE, _BOLDER = 610, 1000, 1.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle by its middle; x runs to the right, y downwards, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height / 2

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two overlap or come nearer than the gap."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + gap
            and abs(self.y - other.y) < (self.height + other.height) / 2 + gap
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels a line takes at a font size."""
    return sum(map(_advance, text)) * size / 1000 * (_BOLDER if bold else 1.0)


def wrapped(text: str, size: float, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of at most so many pixels; what does not fit ends in "…".

    A word longer than a line is parted behind a hyphen, a stroke or an underscore, else where the line ends.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(text.split(), size, width, bold=bold):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold=bold) <= width:
            line = joined
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(f"{last}…", size, bold=bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _pieces(words: Sequence[str], size: float, width: float, *, bold: bool) -> list[str]:
    found = []
    for word in words:
        while text_width(word, size, bold=bold) > width:
            n = len(word)
            while n > 1 and text_width(word[:n], size, bold=bold) > width:
                n -= 1
            joint = max(word.rfind(mark, 1, n) for mark in _JOINTS) + 1
            n = joint if joint > n // 3 else n
            found.append(word[:n])
            word = word[n:]
        if word:
            found.append(word)
    return found


def _advance(letter: str) -> int:
    at = ord(letter) - 32
    if 0 <= at < len(_WIDTHS):
        return _WIDTHS[at]
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain != letter:
        return _advance(plain)
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or letter in "…—" else _OTHER
