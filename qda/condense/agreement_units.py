"""Units on which coders are compared, and who gave which code to which of them. Pure.

A unit is a place in a source. Sentences, turns and characters are cut without looking at the codings; segments are
the coders' own, matched one to one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.condense.agreement_options import AgreementUnit, Uncoded
from qda.condense.scope import SpokenTurn, passages
from qda.condense.units import Unit, segments
from qda.model.ids import Id
from qda.model.records import Kind
from qda.model.text import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedText:
    """A source that two or more raters looked at.

    Attributes:
        judges: Numbers of the raters who looked at it.
        kept_out: Quarantined passages; no unit lies in them.
    """

    name: str
    text: str
    kind: Kind
    turns: tuple[SpokenTurn, ...]
    judges: tuple[int, ...]
    kept_out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCode:
    """A coding of the comparison.

    Attributes:
        source: Number of its text.
        rater: Number of its rater.
        code: Number of its code as reported, −1 for one that is not.
        path: Its code as the coder gave it.
    """

    id: Id
    source: int
    rater: int
    start: int
    end: int
    code: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlace:
    """One unit, or for characters a run of units that carry the same codes.

    Attributes:
        source: Number of its text.
        weight: How many units it stands for.
        codings: Numbers of the codings in it.
    """

    source: int
    start: int
    end: int
    codings: tuple[int, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsFound:
    """The units of a comparison.

    Attributes:
        places: By source and place; without those that nobody coded where these are left out.
        uncoded: How many units nobody coded.
        untouched: How many codings lie in no unit.
    """

    places: tuple[UnitPlace, ...]
    uncoded: int
    untouched: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Presence:
    """Who gave which code where, one entry a place (`UnitPlace`).

    Attributes:
        given: Shape (raters, places, codes).
        judged: Shape (raters, places): whether the rater looked at the source.
        source: Shape (places,): number of the text.
        weight: Shape (places,): how many units a place stands for.
    """

    given: Flags
    judged: Flags
    source: Whole
    weight: Whole


def find_units(
    texts: Sequence[ComparedText],
    given: Sequence[GivenCode],
    unit: AgreementUnit,
    *,
    overlap: float,
    speakers: str,
    uncoded: Uncoded | None,
) -> UnitsFound:
    """The units, with the codings in each.

    A coding is in a sentence or turn that has a letter or digit of it: spaces and punctuation at its ends do not
    count. It is in every character of it, in the segment that it makes, and in its document.

    Args:
        texts: The sources compared.
        given: The codings, in any order.
        unit: What to compare on.
        overlap: For segments: see `matched_segments`.
        speakers: Whose words are units, for sentences, turns and characters; see `qda.condense.scope`.
        uncoded: Whether places without a coding are kept; None keeps them, where there can be none.
    """
    inside: list[list[int]] = [[] for _text in texts]
    for number, one in enumerate(given):
        inside[one.source].append(number)
    places: list[UnitPlace] = []
    touched: set[int] = set()
    bare = 0
    for source, text in enumerate(texts):
        for place in _of_text(source, text, given, inside[source], unit, overlap, speakers):
            touched.update(place.codings)
            if not place.codings:
                bare += place.weight
            if place.codings or uncoded is not Uncoded.EXCLUDE:
                places.append(place)
    return UnitsFound(places=tuple(places), uncoded=bare, untouched=len(given) - len(touched))


def presence(
    found: UnitsFound, texts: Sequence[ComparedText], given: Sequence[GivenCode], *, raters: int, codes: int
) -> Presence:
    """The units as arrays.

    Args:
        found: The units.
        texts: The sources.
        given: The codings that the units number.
        raters: How many raters there are.
        codes: How many codes are reported.
    """
    import numpy as np

    places = found.places
    flags = np.zeros((raters, len(places), codes), dtype=np.bool_)
    judged = np.zeros((raters, len(places)), dtype=np.bool_)
    for n, place in enumerate(places):
        judged[list(texts[place.source].judges), n] = True
        for number in place.codings:
            one = given[number]
            if one.code >= 0:
                flags[one.rater, n, one.code] = True
    return Presence(
        given=flags,
        judged=judged,
        source=np.array([place.source for place in places], dtype=np.int64),
        weight=np.array([place.weight for place in places], dtype=np.int64),
    )


def _of_text(
    source: int,
    text: ComparedText,
    given: Sequence[GivenCode],
    inside: Sequence[int],
    unit: AgreementUnit,
    overlap: float,
    speakers: str,
) -> Iterator[UnitPlace]:
    if unit is AgreementUnit.DOCUMENT:
        yield UnitPlace(source=source, start=0, end=len(text.text), codings=tuple(sorted(inside)))
        return
    if unit is AgreementUnit.CHARACTER:
        edges = {number: Span(start=given[number].start, end=given[number].end) for number in inside}
    else:
        edges = {number: word_edges(text.text, given[number].start, given[number].end) for number in inside}
    if unit is AgreementUnit.SEGMENT:
        yield from _segments(source, given, edges, overlap)
        return
    cut = list(passages(text.kind, text.turns, speakers, text.text))
    if unit is AgreementUnit.SENTENCE:
        cut = segments(text.text, cut, Unit.SENTENCE)
    if unit is AgreementUnit.CHARACTER:
        cut = list(_runs(cut, [*edges.values(), *text.kept_out]))
    cut = [span for span in cut if span.end > span.start and not any(span.overlaps(out) for out in text.kept_out)]
    yield from _filled(source, cut, edges, weighted=unit is AgreementUnit.CHARACTER)


def _filled(source: int, cut: Sequence[Span], edges: dict[int, Span], *, weighted: bool) -> Iterator[UnitPlace]:
    """The stretches of a text, in order and disjoint, with the codings that overlap each."""
    starts, ends = [span.start for span in cut], [span.end for span in cut]
    held: list[list[int]] = [[] for _span in cut]
    for number, span in edges.items():
        for n in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            held[n].append(number)
    for span, codings in zip(cut, held, strict=True):
        yield UnitPlace(
            source=source,
            start=span.start,
            end=span.end,
            codings=tuple(sorted(codings)),
            weight=span.end - span.start if weighted else 1,
        )


def _runs(cut: Sequence[Span], spans: Sequence[Span]) -> Iterator[Span]:
    """The stretches, cut again wherever one of the spans begins or ends."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    for stretch in cut:
        within = edges[bisect_right(edges, stretch.start) : bisect_left(edges, stretch.end)]
        for start, end in zip([stretch.start, *within], [*within, stretch.end], strict=True):
            yield Span(start=start, end=end)


def word_edges(text: str, start: int, end: int) -> Span:
    """The span without what is no letter or digit at its ends; as it is where it holds none.

    >>> word_edges("Ya, modal. ", 2, 11)
    Span(start=4, end=9)
    """
    low, high = start, end
    while low < high and not text[low].isalnum():
        low += 1
    while high > low and not text[high - 1].isalnum():
        high -= 1
    return Span(start=low, end=high) if low < high else Span(start=start, end=end)


def _segments(source: int, given: Sequence[GivenCode], edges: dict[int, Span], overlap: float) -> Iterator[UnitPlace]:
    made: dict[tuple[int, int, int], list[int]] = {}
    for number, span in edges.items():
        made.setdefault((span.start, span.end, given[number].rater), []).append(number)
    numbers = [each for _key, each in sorted(made.items())]
    drawn = [
        Drawn(
            span=Span(start=start, end=end),
            rater=rater,
            codes=frozenset(given[number].code for number in made[start, end, rater]) - {-1},
        )
        for start, end, rater in sorted(made)
    ]
    own = joined_segments(drawn, overlap)
    joined = [_hull([drawn[n] for n in each]) for each in own]
    places = []
    for members in matched_segments(joined, overlap):
        codings = sorted(number for member in members for n in own[member] for number in numbers[n])
        places.append(
            UnitPlace(
                source=source,
                start=min(given[number].start for number in codings),
                end=max(given[number].end for number in codings),
                codings=tuple(codings),
            )
        )
    yield from sorted(places, key=lambda place: (place.start, place.end, place.codings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A segment that one rater drew, with the codes that the rater gave it."""

    span: Span
    rater: int
    codes: frozenset[int]


def shared_part(one: Span, other: Span) -> float:
    """What two spans have in common as a share of their union, 0–1."""
    common = min(one.end, other.end) - max(one.start, other.start)
    if common <= 0:
        return 0.0
    return common / (max(one.end, other.end) - min(one.start, other.start))


def joined_segments(drawn: Sequence[Drawn], overlap: float) -> list[tuple[int, ...]]:
    """Segments of one rater that are one: each two share `overlap` of their union. Most are alone.

    A coder who gives a passage two codes may draw it twice, not quite alike.

    Args:
        drawn: By place and rater.
        overlap: Above 0 to 1; 1 wants the same place.

    Returns:
        By place and rater of what they cover together.
    """
    shares = {pair: share for pair, share in _overlapping(drawn, overlap) if _same_rater(drawn, pair)}
    found = _grouped(drawn, shares)
    return sorted(found, key=lambda each: _place(_hull([drawn[n] for n in each])))


def matched_segments(drawn: Sequence[Drawn], overlap: float) -> list[tuple[int, ...]]:
    """Segments of several raters that are one unit: at most one a rater, each two sharing `overlap` of their union.

    Pairs are joined in the order of what they share, then of how many codes they share, then of their place; so the
    same segments always give the same units. A segment that nobody else drew is a unit by itself.

    Args:
        drawn: By place and rater.
        overlap: Above 0 to 1; 1 wants the same place.
    """
    shares = {pair: share for pair, share in _overlapping(drawn, overlap) if not _same_rater(drawn, pair)}
    return _grouped(drawn, shares)


def _grouped(drawn: Sequence[Drawn], shares: dict[tuple[int, int], float]) -> list[tuple[int, ...]]:
    """Groups in which every two are a pair of `shares`, best pairs first."""
    order = sorted(shares, key=lambda pair: (-shares[pair], -len(drawn[pair[0]].codes & drawn[pair[1]].codes), pair))
    group = list(range(len(drawn)))
    members = {n: [n] for n in group}
    for one, other in order:
        first, second = members[group[one]], members[group[other]]
        if group[one] != group[other] and all((min(a, b), max(a, b)) in shares for a in first for b in second):
            gone = group[other]
            for n in second:
                group[n] = group[one]
            first += second
            del members[gone]
    return [tuple(sorted(each)) for each in members.values()]


def _hull(drawn: Sequence[Drawn]) -> Drawn:
    """What segments of one rater cover together."""
    return Drawn(
        span=Span(start=min(one.span.start for one in drawn), end=max(one.span.end for one in drawn)),
        rater=drawn[0].rater,
        codes=frozenset().union(*(one.codes for one in drawn)),
    )


def _place(one: Drawn) -> tuple[int, int, int]:
    return one.span.start, one.span.end, one.rater


def _same_rater(drawn: Sequence[Drawn], pair: tuple[int, int]) -> bool:
    return drawn[pair[0]].rater == drawn[pair[1]].rater


def _overlapping(drawn: Sequence[Drawn], overlap: float) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of segments that share enough, each with its share."""
    open_now: list[int] = []
    for n, segment in enumerate(drawn):
        open_now = [m for m in open_now if drawn[m].span.end > segment.span.start]
        for m in open_now:
            share = shared_part(drawn[m].span, segment.span)
            if share >= overlap:
                yield (m, n), share
        open_now.append(n)
