"""Which quotations stand for a cell, and how they are printed."""

from __future__ import annotations

from typing import Any

from qda.display.entries import Entries
from qda.model.magnitude import as_number
from qda.model.records import Stance

SHORTEST = 6  # words below which a passage rarely says anything by itself
_SIGNS = {Stance.FOR: "+", Stance.AGAINST: "−", Stance.MIXED: "±", Stance.NEUTRAL: "0"}


def choose(entries: Entries, chosen: list[int], k: int) -> list[int]:
    """At most `k` entries that stand for all of them, the same ones every time.

    Both stances first where both exist, then one of each informant; among those the highest magnitude, the
    shortest passage of at least six words, the source and the place. One informant speaks twice only where he
    alone speaks both for and against. (A rule of this program: the Sourcebook leaves the choice to the reader.)

    Returns:
        Positions in the order of that rule; fewer than `k` where there are fewer informants or passages.
    """
    ranked = sorted(chosen, key=lambda i: _rank(entries, i)) if len(chosen) > 1 else chosen
    picked: list[int] = []
    if k >= 2:
        for stance in _both(entries, ranked):
            fresh = [i for i in ranked if entries.stance[i] == stance]
            other = [i for i in fresh if _speaker(entries, i) not in {_speaker(entries, p) for p in picked}]
            picked.append((other or fresh)[0])
    heard = {_speaker(entries, i) for i in picked}
    for i in ranked:
        if len(picked) >= k:
            break
        if _speaker(entries, i) not in heard:
            picked.append(i)
            heard.add(_speaker(entries, i))
    return picked


def printed(entries: Entries, i: int) -> str:
    """`(+) “words” [source:line · role]`; runs of white space and line ends become one space."""
    sign = _SIGNS[Stance(stance)] if (stance := entries.stance[i]) in set(Stance) else ""
    words = " ".join(entries.quote[i].split())
    return f"{f'({sign}) ' if sign else ''}“{words}” {entries.reference(i)}"


def _both(entries: Entries, ranked: list[int]) -> list[str]:
    """+ and − where both are said, the one with the better passage first; else nothing."""
    said = list(dict.fromkeys(entries.stance[i] for i in ranked))
    wanted = [s for s in said if s in (Stance.FOR, Stance.AGAINST)]
    return [s for s in wanted if s] if len(wanted) == 2 else []


def _speaker(entries: Entries, i: int) -> str:
    """Who must not speak twice; the researcher's own prose is no informant and may."""
    return entries.unit[i] or f"\0{i}"


def _rank(entries: Entries, i: int) -> tuple[Any, ...]:
    words = len(entries.quote[i].split())
    length = (0, words) if words >= SHORTEST else (1, -words)
    return (-magnitude(entries.magnitude[i]), length, entries.source[i], entries.start[i], entries.end[i], i)


def magnitude(text: str | None) -> float:
    """A magnitude as a number to sort by; words and missing ones are below every number."""
    value = as_number(text)
    return float("-inf") if value is None else value
