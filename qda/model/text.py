"""Positions in text. Ours are Unicode code points, 0-based, half-open; other units are converted here, at the edge."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points, `0 <= start <= end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no range.

        Raises:
            ValueError: start is negative or behind end.
        """
        if not 0 <= self.start <= self.end:
            raise ValueError(f"{self.start}..{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


def utf8_to_points(text: str, offsets: list[int]) -> list[int]:
    """Offsets in UTF-8 bytes (Taguette) as code points.

    Raises:
        ValueError: an offset lies outside the text or within a character.
    """
    return _convert(offsets, [len(c.encode("utf-8", "surrogatepass")) for c in text])


def utf16_to_points(text: str, offsets: list[int]) -> list[int]:
    """Offsets in UTF-16 units (browsers, NVivo) as code points.

    Raises:
        ValueError: an offset lies outside the text or within a surrogate pair.
    """
    return _convert(offsets, [2 if ord(c) > 0xFFFF else 1 for c in text])


def points_to_utf8(text: str, offsets: list[int]) -> list[int]:
    """Code points as UTF-8 bytes; the inverse of `utf8_to_points`."""
    ends = _running(len(c.encode("utf-8", "surrogatepass")) for c in text)
    return [ends[i] for i in offsets]


def points_to_utf16(text: str, offsets: list[int]) -> list[int]:
    """Code points as UTF-16 units; the inverse of `utf16_to_points`."""
    ends = _running(2 if ord(c) > 0xFFFF else 1 for c in text)
    return [ends[i] for i in offsets]


def _running(widths: object) -> list[int]:
    total, ends = 0, [0]
    for width in widths:  # type: ignore[attr-defined]
        total += width
        ends.append(total)
    return ends


def _convert(offsets: list[int], widths: list[int]) -> list[int]:
    at = {unit: point for point, unit in enumerate(_running(widths))}
    try:
        return [at[offset] for offset in offsets]
    except KeyError as fault:
        raise ValueError(f"offset {fault.args[0]} is not the edge of a character") from None


@dataclass(frozen=True, slots=True)
class Lines:
    """Line numbers of a text, for people: 1-based, ended by LF, CRLF or a lone CR."""

    text: str
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the lines once."""
        starts, i = [0], 0
        for line in _physical_lines(self.text):
            i += len(line)
            starts.append(i)
        object.__setattr__(self, "_starts", starts[:-1] if len(starts) > 1 and starts[-1] == len(self.text) else starts)

    def line_at(self, position: int) -> int:
        """Number of the line that holds the code point at `position`."""
        return bisect_right(self._starts, position)

    def span_of(self, line: int) -> Span:
        """The span of a line, its line end left out.

        Raises:
            ValueError: there is no such line.
        """
        if not 1 <= line <= len(self._starts):
            raise ValueError(f"no line {line}")
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start=start, end=end)


def _physical_lines(text: str) -> list[str]:
    """Lines with their ends. Not `str.splitlines`: form feeds and U+2028 do not end a transcript's line."""
    lines, start, i = [], 0, 0
    while i < len(text):
        if text[i] == "\n" or (text[i] == "\r" and text[i + 1 : i + 2] != "\n"):
            lines.append(text[start : i + 1])
            start = i + 1
        i += 1
    lines.append(text[start:])
    return lines


def occurrences(text: str, quote: str) -> list[int]:
    """Every place where `quote` begins in `text`, overlapping ones included; empty for an empty quote."""
    found, at = [], text.find(quote) if quote else -1
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found
