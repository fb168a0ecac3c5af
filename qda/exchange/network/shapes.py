"""What is drawn of a network before anything has a place: boxes with their lines of words, labels of edges."""

from __future__ import annotations

from dataclasses import dataclass

from qda.exchange.network.measure import text_width, wrapped
from qda.exchange.safe_text import visible
from qda.model.link_words import sign_shown
from qda.model.network import Edge, Node
from qda.model.wording import _

LABEL, DETAIL, FOOT, TAG = 13.0, 11.0, 11.0, 11.0  # sizes of letters, pixels
LABEL_LINE, DETAIL_LINE, FOOT_LINE, TAG_LINE = 16.0, 14.0, 14.0, 14.0
WIDE, NARROW = 158.0, 110.0  # pixels of a line of words
_PADDING, _NARROWEST = 11.0, 44.0
_DETAIL_LINES = 2
_LABEL_LINES = 5  # what is cut off might be all that two labels differ in
_TAG_WIDEST = 132.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A node's lines, and the size of the box around them."""

    label: tuple[str, ...]
    detail: tuple[str, ...]
    foot: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An edge's label; no line where there is nothing to say."""

    lines: tuple[str, ...]
    width: float
    height: float


def face(node: Node, width: float = WIDE) -> Face:
    """The lines of a node: its label, the term below it, its rating and how many people stand behind it.

    A width below the usual one is kept to as far as no word is broken and nothing cut off for it.
    """
    words = visible(node.label).split()
    room = min(WIDE, max([width, *(text_width(word, LABEL, bold=True) for word in words)]))
    label, detail = _lines(node, room)
    if room < WIDE and any(lines and lines[-1].endswith("…") for lines in (label, detail)):
        label, detail = _lines(node, WIDE)
    foot = foot_of(node)
    across = max(
        [text_width(line, LABEL, bold=True) for line in label]
        + [text_width(line, DETAIL) for line in detail]
        + [text_width(foot, FOOT), _NARROWEST]
    )
    height = len(label) * LABEL_LINE + len(detail) * DETAIL_LINE + (FOOT_LINE if foot else 0) + 12
    extra = height / 3 if node.kind in ROUND else 0.0
    return Face(label=label, detail=detail, foot=foot, width=round(across + 2 * _PADDING + extra), height=round(height))


def _lines(node: Node, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the label and of what stands below it."""
    detail = wrapped(visible(node.detail), DETAIL, width, _DETAIL_LINES) if node.detail else ()
    return wrapped(visible(node.label) or "–", LABEL, width, _LABEL_LINES, bold=True), detail


ROUND = ("state", "case", "concept", "choice")  # shapes with round ends need more room at the sides


def foot_of(node: Node) -> str:
    """`high · 4/7`: the rating and how many people out of how many asked."""
    alone = node.kind in ("case", "concept")  # a person is no number of people
    count = (
        "" if alone or not node.evidence else f"{node.people}/{node.of}" if node.of is not None else str(node.people)
    )
    rating = node.rating.word if node.rating else ""
    return " · ".join(part for part in (rating, count) if part) or (_("no evidence") if not node.evidence else "")


def tag(edge: Edge) -> Tag:
    """The label of an edge: its words, its sign, how many people say so."""
    sign = sign_shown(edge.sign)
    count = "" if edge.inferred and not edge.evidence else str(edge.people)
    head = " ".join(part for part in (sign, count) if part)
    words = wrapped(visible(edge.label), TAG, _TAG_WIDEST, 2) if edge.label else ()
    if words and head and text_width(f"{words[-1]} · {head}", TAG) <= _TAG_WIDEST:
        lines: tuple[str, ...] = (*words[:-1], f"{words[-1]} · {head}")
    else:
        lines = (*words, *([head] if head else []))
    width = max((text_width(line, TAG, bold=True) for line in lines), default=0.0)
    return Tag(
        lines=lines, width=round(width + 8) if lines else 0.0, height=len(lines) * TAG_LINE + 4 if lines else 0.0
    )
