"""Events: passages that say when something happened, and what follows them in their text, put in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qda.display.entries import Entries
from qda.display.grid import Ground
from qda.display.times import Time, note_time, read_time
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Codings of one passage at one time.

    Attributes:
        label: The time as the source or the coder put it; "undated" where none is said.
        time: None where no year can be read from it.
        entries: Positions of its codings, ascending, at least one.
    """

    label: str
    time: Time | None
    entries: tuple[int, ...]


def said_time(entries: Entries, i: int) -> str | None:
    """The time of a coding: its coder's note `time: …`, else, where its slot is time, its own words."""
    return note_time(entries.memo[i]) or (entries.quote[i] if entries.slot[i] == "time" else None)


def events_of(ground: Ground, chosen: tuple[str, ...]) -> list[Event]:
    """Events in the order of the texts: the passages of some codes, or of all that carry a time where none is named.

    Raises:
        NotFoundError: a chosen code is not there.
    """
    entries, tree = ground.entries, ground.tree
    inside = {path for root in tree.find(chosen) for path in tree.subtree(root)}
    return made(
        entries,
        (
            i
            for i in range(len(entries))
            if entries.code[i] in inside or (not inside and said_time(entries, i) is not None)
        ),
    )


def made(entries: Entries, chosen: Iterable[int]) -> list[Event]:
    """Some entries as events, in the order of the texts."""
    found: dict[tuple[tuple[str, int, int], str], list[int]] = {}
    for i in sorted(chosen):
        found.setdefault((entries.span(i), said_time(entries, i) or ""), []).append(i)
    return [
        Event(label=" ".join(said.split()) if said else _("undated"), time=read_time(said), entries=tuple(mine))
        for (_span, said), mine in found.items()
    ]


def ordered(events: list[Event], entries: Entries) -> list[Event]:
    """Dated events by time; an undated one right after the one before it in its text, else last."""
    follows: dict[int, list[int]] = {}
    last: list[int] = []
    anchor: tuple[str, int] | None = None
    for n, event in enumerate(events):
        source = entries.source[event.entries[0]]
        if event.time is not None:
            anchor = (source, n)
        elif anchor is not None and anchor[0] == source:
            follows.setdefault(anchor[1], []).append(n)
        else:
            last.append(n)
    dated = [n for n, event in enumerate(events) if event.time is not None]
    dated.sort(key=lambda n: (events[n].time or Time(year=0), n))
    return [events[m] for n in dated for m in [n, *follows.get(n, [])]] + [events[n] for n in last]
