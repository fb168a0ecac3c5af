"""How much around a find becomes the coded segment: the words found, their sentence, their turn. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from qda.model.text import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Unit(StrEnum):
    """What a rule codes: the words found, the sentence around them, or the turn (a paragraph where nobody speaks)."""

    WORDS = "words"
    SENTENCE = "sentence"
    TURN = "turn"


def segments(text: str, passages: Sequence[Span], unit: Unit) -> list[Span]:
    """The segments of a text that finds widen to, in order; they do not overlap.

    Args:
        text: Of the source.
        passages: The turns or paragraphs in which rules may find anything, in order.
        unit: Sentence or turn.
    """
    if unit is Unit.TURN:
        return list(passages)
    from qda.language.sentences import sentences

    return [
        Span(start=passage.start + piece.start, end=passage.start + piece.end)
        for passage in passages
        for piece in sentences(text[passage.start : passage.end])
    ]


def widened(
    start: NDArray[np.int64], end: NDArray[np.int64], around: Sequence[Span]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Finds widened to the segments they lie in; one that spans two reaches from the first to the last of them.

    Args:
        start: First code points, int64.
        end: Code points after the last, int64.
        around: Segments in order. A find outside all of them stays as it is.
    """
    import numpy as np

    if not around:
        return start, end
    first = np.array([span.start for span in around], dtype=np.int64)
    last = np.array([span.end for span in around], dtype=np.int64)
    at = np.searchsorted(first, start, "right") - 1
    to = np.searchsorted(last, end, "left")
    inside = (at >= 0) & (to < len(around))
    at, to = np.clip(at, 0, len(around) - 1), np.clip(to, 0, len(around) - 1)
    inside &= start < last[at]
    return np.where(inside, first[at], start), np.where(inside, np.maximum(last[to], end), end)
