"""HTML as text, with a way back: what programs that count in tag-stripped HTML mean by an offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

_BREAKING = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    r"""The text of an HTML fragment, lines apart.

    Attributes:
        stripped: The fragment without its tags, entities decoded: what foreign offsets count in.
        text: The same with a "\n" wherever two blocks would touch, so that no word runs into the next paragraph's.
        breaks: Positions in `stripped`, ascending, before which a "\n" was put.
    """

    stripped: str
    text: str
    breaks: tuple[int, ...]

    def start(self, position: int) -> int:
        """Where something that begins at `position` of `stripped` begins in `text`: behind a line end put there."""
        return position + bisect_right(self.breaks, position)

    def end(self, position: int) -> int:
        """Where something that ends at `position` of `stripped` ends in `text`: before a line end put there."""
        return position + bisect_left(self.breaks, position)


def plain_text(markup: str) -> PlainText:
    """The text of an HTML fragment as a browser's text nodes have it.

    Comments are left out, CR and CRLF read as LF (HTML Living Standard, 13.2.3.5), white space between blocks is
    kept because foreign offsets count it. Nothing is raised: any text is some HTML.
    """
    reader = _Reader()
    reader.feed(markup.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    stripped = "".join(reader.pieces)
    edges = [0, *reader.breaks, len(stripped)]
    text = "\n".join(stripped[a:b] for a, b in pairwise(edges))
    return PlainText(stripped=stripped, text=text, breaks=tuple(reader.breaks))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.breaks: list[int] = []
        self._length = 0
        self._line_has_words = False
        self._block_ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (the base's)
        self._block_ended |= tag in _BREAKING

    def handle_endtag(self, tag: str) -> None:
        self._block_ended |= tag in _BREAKING

    def handle_data(self, data: str) -> None:
        if self._block_ended and self._line_has_words and not data.lstrip(" \t").startswith("\n"):
            self.breaks.append(self._length)
            self._line_has_words = False
        self._block_ended = False
        self.pieces.append(data)
        self._length += len(data)
        line = data.rpartition("\n")
        self._line_has_words = bool(line[2].strip()) or (self._line_has_words and not line[1])
