"""Paragraphs: the stretches of a text between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.model.text import Span

_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)")


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches between blank lines, in order; those that hold nothing are left out."""
    start = 0
    for end, follows in [*((m.start(), m.end()) for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield Span(start=start, end=end)
        start = follows
