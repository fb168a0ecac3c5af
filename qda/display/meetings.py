"""Where codings of one kind meet codings of another: the same passage, one in the other, shared words, one turn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qda.display.codes import Place
from qda.display.entries import Entries
from qda.display.people import texts
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.wording import N_

OVERLAPS, EXACT, CONTAINS, TURN = "overlaps", "exact", "contains", "turn"
MEETINGS = (OVERLAPS, EXACT, CONTAINS, TURN)
MEETING_RULES = {
    OVERLAPS: N_("Two passages meet where they lie in the same source and share at least one character."),
    EXACT: N_("Two passages meet where they are the same words of the same source, from first to last."),
    CONTAINS: N_("Two passages meet where one of them lies within the other."),
    TURN: N_(
        "Two passages meet where they lie in the same turn of a speaker; in texts without turns, where they share at "
        "least one character."
    ),
}


ITSELF = N_(
    "“–” means: one of the two codes holds the other, or they are the same; what is coded with the one is coded with "
    "the other, and would only meet itself."
)
LEFT_OUT = N_("A code and one that holds it are no pair: what is coded with the one is coded with the other.")


def share_codes(one: Place, other: Place) -> bool:
    """Whether something is counted for both places whatever it meets: one holds the other, or they are the same."""
    return not (one.codes or frozenset()).isdisjoint(other.codes or ())


def turns_of(material: Material, entries: Entries) -> list[int | None]:
    """The number of the turn each entry lies in; None outside turns."""
    turn: dict[Id, int | None] = dict(zip(texts(material.codings["id"]), texts(material.codings["turn"]), strict=True))
    return [turn.get(coding) for coding in entries.ids]


def meetings(
    entries: Entries,
    ones: Sequence[int],
    others: Sequence[int],
    rule: str = OVERLAPS,
    turns: Sequence[int | None] = (),
) -> Iterator[tuple[int, int]]:
    """Pairs of entries, one of each kind, that meet; in the order of the texts.

    Args:
        entries: The codings.
        ones: Positions of the first kind.
        others: Positions of the second kind.
        rule: One of `MEETINGS`.
        turns: For `turn`, the turn of each entry.
    """
    by_source: dict[str, list[int]] = {}
    for j in sorted(others):
        by_source.setdefault(entries.source[j], []).append(j)
    starts = {source: [entries.start[j] for j in found] for source, found in by_source.items()}
    longest = {source: max(entries.end[j] - entries.start[j] for j in found) for source, found in by_source.items()}
    in_turn: dict[tuple[str, int], list[int]] = {}
    for j in sorted(others) if rule == TURN else ():
        if (turn := turns[j]) is not None:
            in_turn.setdefault((entries.source[j], turn), []).append(j)
    for i in sorted(ones):
        source = entries.source[i]
        if rule == TURN and (turn := turns[i]) is not None:
            yield from ((i, j) for j in in_turn.get((source, turn), ()))
            continue
        if source not in by_source:
            continue
        found = by_source[source]
        n = bisect_left(starts[source], entries.start[i] - longest[source] + 1)
        while n < len(found) and entries.start[found[n]] < entries.end[i]:
            if _meet(entries, i, found[n], rule):
                yield i, found[n]
            n += 1


def _meet(entries: Entries, i: int, j: int, rule: str) -> bool:
    a, b = (entries.start[i], entries.end[i]), (entries.start[j], entries.end[j])
    if rule == EXACT:
        return a == b
    if rule == CONTAINS:
        return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return a[0] < b[1] and b[0] < a[1]
