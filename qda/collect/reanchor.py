"""Where the codings of a changed transcript belong now: by their quote and what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qda.model.text import Span

AROUND = 60  # code points before and after a quote that count as its context
LIKENESS = 90.0  # least partial-ratio likeness, 0–100, of a quote that was edited
_CONTEXT_AGREES = 55.0  # least likeness of the context, 0–100
_LONG = 25  # code points from which a quote is its own evidence, wherever it went
_SHORTEST_EDITED = 12  # shorter quotes are found unchanged or not at all
_REACH = 1_500  # code points around the expected place in which an edited quote is looked for
_NEAR = 15  # code points around an alignment's edge in which the edge of a word is looked for
_TIE = 3.0  # difference in likeness of context below which two places are equally good
_FARTHEST_TIE = 200  # code points: of two equal places the nearer wins if it is nearer by that much


class How(StrEnum):
    """How a place was found."""

    SAME = "same"  # the text around did not change
    MOVED = "moved"  # the quote stands, unchanged, somewhere else or in changed surroundings
    EDITED = "edited"  # the quote itself was edited
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The new place of one old span.

    Attributes:
        span: None where none was found with confidence.
        likeness: Of the quote, 0–100; 100 where it is unchanged, 0 where it is lost.
    """

    span: Span | None
    how: How
    likeness: float


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Placement]:
    """The places that spans of the old text have in the new one, in the order given.

    A span whose lines came over unchanged is where these lines are. Otherwise its quote is looked for: unchanged,
    where the context agrees best (a quote of 25 code points or more that occurs once needs no context); else
    edited, within 1,500 code points of the expected place, with at least 90 likeness by
    `rapidfuzz.fuzz.partial_ratio_alignment`, capitals aside, and an agreeing context. What is doubtful is lost, not
    guessed: of two equally good places neither is taken.

    Returns:
        For each span: `new[span]` is the old quote where `how` is same or moved.
    """
    if old == new:
        return [Placement(span=span, how=How.SAME, likeness=100.0) for span in spans]
    lines = _Alignment.of(old, new)
    return [_place(old, new, span, lines) for span in spans]


def find_again(new: str, quote: str) -> Placement:
    """The place of a quote whose old surroundings are no longer known: only where it is long and occurs once."""
    at = new.find(quote) if len(quote) >= _LONG else -1
    if at < 0 or new.find(quote, at + 1) >= 0:
        return Placement(span=None, how=How.LOST, likeness=0.0)
    return _moved(at, len(quote))


def _place(old: str, new: str, span: Span, lines: _Alignment) -> Placement:
    same = lines.carried(span)
    quote = old[span.start : span.end]
    if same is not None and _context(old, new, span, same) >= _CONTEXT_AGREES:
        return Placement(span=same, how=How.SAME, likeness=100.0)
    if not quote.strip():
        return Placement(span=None, how=How.LOST, likeness=0.0)
    expected = lines.expected(span.start)
    return (
        _unchanged(old, new, span, quote, expected)
        or _edited(old, new, span, quote, expected)
        or Placement(span=None, how=How.LOST, likeness=0.0)
    )


def _unchanged(old: str, new: str, span: Span, quote: str, expected: int) -> Placement | None:
    at = new.find(quote)
    found: list[int] = []
    while at >= 0:
        found.append(at)
        at = new.find(quote, at + 1)
    if not found:
        return None
    if len(found) == 1 and len(quote) >= _LONG:
        return _moved(found[0], len(quote))
    ranked = sorted(
        ((_context(old, new, span, Span(start=i, end=i + len(quote))), -abs(i - expected), i) for i in found),
        reverse=True,
    )
    best, *rest = ranked
    if best[0] < _CONTEXT_AGREES:
        return None
    if rest and best[0] - rest[0][0] < _TIE:
        near = sorted((entry for entry in ranked if best[0] - entry[0] < _TIE), key=lambda entry: -entry[1])
        if near[1][1] + _FARTHEST_TIE > near[0][1]:
            return None
        best = near[0]
    return _moved(best[2], len(quote))


def _edited(old: str, new: str, span: Span, quote: str, expected: int) -> Placement | None:
    if len(quote) < _SHORTEST_EDITED:
        return None
    from rapidfuzz import fuzz

    low = max(0, expected - _REACH)
    window = new[low : expected + len(quote) + _REACH]
    if len(window) < len(quote):
        return None
    found = fuzz.partial_ratio_alignment(_small(quote), _small(window), score_cutoff=LIKENESS)
    if found is None:
        return None
    place = _best_edges(new, quote, low + found.dest_start, low + found.dest_end)
    if place is None or _context(old, new, span, place) < _CONTEXT_AGREES:
        return None
    return Placement(span=place, how=How.EDITED, likeness=float(found.score))


def _small(text: str) -> str:
    """The text in small letters, since a capital is no other word; as it is where that would shift places."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _best_edges(text: str, quote: str, start: int, end: int) -> Span | None:
    """The range near this one that is most like the quote: the alignment's has the quote's length, words have not."""
    from rapidfuzz import fuzz

    best: tuple[float, int, Span] | None = None
    for a in _edges(text, start):
        for b in _edges(text, end):
            if a < b and not text[a].isspace() and not text[b - 1].isspace():
                rank = (
                    fuzz.ratio(_small(quote), _small(text[a:b])),
                    -abs(a - start) - abs(b - end),
                    Span(start=a, end=b),
                )
                best = rank if best is None or rank[:2] > best[:2] else best
    return best[2] if best else None


def _edges(text: str, at: int) -> list[int]:
    """Positions near this one where a word begins or ends, or the text does."""
    return [
        i
        for i in range(max(0, at - _NEAR), min(len(text), at + _NEAR) + 1)
        if i in (0, len(text)) or text[i - 1].isalnum() != text[i].isalnum()
    ]


def _moved(start: int, size: int) -> Placement:
    return Placement(span=Span(start=start, end=start + size), how=How.MOVED, likeness=100.0)


def _context(old: str, new: str, was: Span, now: Span) -> float:
    """Likeness of what stands before and behind, 0–100; the better side counts double."""
    from rapidfuzz import fuzz

    before = fuzz.ratio(old[max(0, was.start - AROUND) : was.start], new[max(0, now.start - AROUND) : now.start])
    behind = fuzz.ratio(old[was.end : was.end + AROUND], new[now.end : now.end + AROUND])
    return (2 * max(before, behind) + min(before, behind)) / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alignment:
    """Runs of lines that both texts share, as offsets: old start, old end, new start; ascending."""

    runs: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, old: str, new: str) -> _Alignment:
        from rapidfuzz.distance import LCSseq

        mine, yours = old.splitlines(keepends=True), new.splitlines(keepends=True)
        numbers: dict[str, int] = {}
        left = [numbers.setdefault(line, len(numbers)) for line in mine]
        right = [numbers.setdefault(line, len(numbers)) for line in yours]
        old_at, new_at = _offsets(mine), _offsets(yours)
        return cls(
            runs=tuple(
                (old_at[op.src_start], old_at[op.src_end], new_at[op.dest_start])
                for op in LCSseq.opcodes(left, right)
                if op.tag == "equal"
            )
        )

    def carried(self, span: Span) -> Span | None:
        """The span in the new text if all its lines came over unchanged."""
        i = bisect_right(self.runs, span.start, key=lambda run: run[0]) - 1
        if i < 0 or span.end > self.runs[i][1] or span.start >= self.runs[i][1]:
            return None
        shift = self.runs[i][2] - self.runs[i][0]
        return Span(start=span.start + shift, end=span.end + shift)

    def expected(self, at: int) -> int:
        """Where an old position should be now, by the shared lines before it."""
        i = bisect_right(self.runs, at, key=lambda run: run[0]) - 1
        return at if i < 0 else max(0, at + self.runs[i][2] - self.runs[i][0])


def _offsets(lines: Sequence[str]) -> list[int]:
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return offsets
