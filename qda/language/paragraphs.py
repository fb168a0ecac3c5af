"""Paragraphs: the stretches of a text between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.model.text import Span

_BLANK_LINE = re.compile(r"(?>\r\n?|\n)[^\S\r\n]*(?>\r\n?|\n)")  # atomic: a lone CRLF is one line end, not two
_LINE = re.compile(r"[^\r\n]+")
WRAPPED = 200
"""Characters that no line has in a text that was wrapped to the width of a page."""


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches between blank lines, in order; those that hold nothing are left out."""
    start = 0
    for end, follows in [*((m.start(), m.end()) for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield Span(start=start, end=end)
        start = follows


def blocks(text: str) -> list[Span]:
    """The paragraphs of a text, whichever way it marks them.

    A line of more than `WRAPPED` characters shows that lines are not wrapped: then each that holds anything is one.
    Else they are the stretches between blank lines; and the lines, where no line is blank.
    """
    lines = [Span(start=match.start(), end=match.end()) for match in _LINE.finditer(text)]
    found = list(paragraphs(text))
    if len(found) > 1 and not any(line.end - line.start > WRAPPED for line in lines):
        return found
    return [line for line in lines if text[line.start : line.end].strip()]
