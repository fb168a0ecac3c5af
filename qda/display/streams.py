"""Streams: lines of links that lead to an outcome, and which networks show the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qda.display.chains import without_circles
from qda.display.relations import Relation

MOST = 2_000  # streams of one network beyond which the rest is not followed
FAMILY = 2  # links before the outcome that streams of one family share


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Step:
    """One link of a stream, whoever says it."""

    start: str
    end: str
    type: str
    sign: str


Stream = tuple[Step, ...]


def step_of(one: Relation) -> Step:
    """A relation as a step of streams."""
    return Step(start=one.start, end=one.end, type=one.type, sign=one.sign)


def last_ends(steps: Iterable[Step]) -> frozenset[str]:
    """The ends that lead nowhere further, steps that close a circle left aside."""
    ways = without_circles(sorted({(step.start, step.end) for step in steps}))
    return frozenset(end for _start, end in ways) - {start for start, _end in ways}


def streams_to(
    steps: Iterable[Step], ends: frozenset[str], place: dict[str, int], *, shortest: int, longest: int
) -> tuple[Stream, ...]:
    """The streams of one network that lead to some ends: followed back as far as it goes, passing nothing twice.

    Args:
        steps: The network.
        ends: Where streams end.
        place: Order of the nodes.
        shortest: Links below which a line is no stream.
        longest: Links at which a line is no longer followed back.

    Returns:
        By their last node, then the one before it, and so on; `MOST` of them at most.
    """
    into: dict[str, list[Step]] = {}
    for step in sorted(steps, key=lambda step: (place[step.start], step)):
        into.setdefault(step.end, []).append(step)
    found: list[Stream] = []
    stack: list[tuple[Stream, frozenset[str]]] = [
        ((step,), frozenset({step.start, step.end}))
        for end in sorted(ends & into.keys(), key=lambda end: place[end], reverse=True)
        for step in reversed(into[end])
    ]
    while stack and len(found) < MOST:
        line, passed = stack.pop()
        back = [step for step in into.get(line[0].start, ()) if step.start not in passed]
        if back and len(line) < longest:
            stack += [((step, *line), passed | {step.start}) for step in reversed(back)]
        elif len(line) >= shortest:
            found.append(line)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How far a network shows a stream.

    Attributes:
        same: Its relations that are links of the stream with the same sign, in the stream's order.
        other: Those between the same two things whose sign is another.
        of: Links of the stream.
    """

    same: tuple[Relation, ...]
    other: tuple[Relation, ...]
    of: int

    @property
    def whole(self) -> bool:
        """Whether the whole stream is there."""
        return len(self.same) == self.of


Ties = Mapping[tuple[str, str, str], Relation]


def ties(found: Iterable[Relation]) -> Ties:
    """A network's relations by start, end and type."""
    return {(one.start, one.end, one.type): one for one in found}


def match(stream: Stream, there: Ties) -> Match:
    """Hold a stream against a network, link by link."""
    mine = [(step, there.get((step.start, step.end, step.type))) for step in stream]
    return Match(
        same=tuple(one for step, one in mine if one is not None and one.sign == step.sign),
        other=tuple(one for step, one in mine if one is not None and one.sign != step.sign),
        of=len(stream),
    )


def family(stream: Stream) -> Stream:
    """What a stream shares with those of its family: the last links before its end, with their signs."""
    return stream[-FAMILY:]


def nodes_of_stream(stream: Stream) -> tuple[str, ...]:
    """Everything it passes, from the first cause to the end."""
    return (stream[0].start, *(step.end for step in stream))


def net_sign(stream: Stream) -> str:
    """What more of the first means for the last: an even number of minus signs makes a plus.

    Returns:
        "+" or "-"; "±" where a link works both ways, "" where one has no sign.
    """
    signs = [step.sign for step in stream]
    if "" in signs:
        return ""
    if "±" in signs:
        return "±"
    return "-" if signs.count("-") % 2 else "+"


def key_of(stream: Stream) -> str:
    """The stream's name in every language."""
    return stream[0].start + "".join(f" {step.type}{step.sign} {step.end}" for step in stream)
