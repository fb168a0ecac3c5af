"""Where passages say yes and no to one thing: at one time, which contradicts, or at two, which is a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qda.display.entries import Entries
from qda.display.occasions import by_time, collected_at, moment
from qda.display.times import read_time
from qda.model.frames import Material
from qda.model.records import Stance
from qda.model.wording import _

_SIDES = (Stance.FOR, Stance.AGAINST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Passages on one code in which one person speaks for it, or against it, of one time.

    Attributes:
        who: The person, else the text; told apart from all others.
        time: What they speak of, or were heard in; "" where that is not known.
        entries: Positions of the passages, ascending, at least one.
    """

    who: str
    time: str
    stance: Stance
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A view that one person held at one time, and its contrary at another; by time, earliest first."""

    who: str
    views: tuple[Held, ...]


def held_on(entries: Entries, chosen: Sequence[int], times: Mapping[int, str]) -> tuple[Held, ...]:
    """The views in some passages on one code, by person, time and side.

    Args:
        entries: Of the study.
        chosen: Positions of the passages.
        times: The time of each position; "" for none.
    """
    found: dict[tuple[str, str, Stance], list[int]] = {}
    for i in chosen:
        if entries.stance[i] in (*_SIDES, Stance.MIXED):
            who = entries.unit[i] or f"\0{entries.source[i]}"
            found.setdefault((who, times[i], Stance(entries.stance[i] or "")), []).append(i)
    return tuple(
        Held(who=who, time=time, stance=stance, entries=tuple(mine)) for (who, time, stance), mine in found.items()
    )


def times_of(material: Material, entries: Entries, chosen: Sequence[int]) -> dict[int, str]:
    """The time of passages: the coder's note, else the period of the source, else its date, to the day."""
    collected = collected_at(material, "written")
    return {i: moment(entries, i, collected, "month") for i in chosen}


def clashes(views: Sequence[Held]) -> tuple[tuple[Held, Held], ...]:
    """Yes and no that stand against each other: of two people, or of one at the same time or at times not known."""
    return tuple(
        (one, other)
        for one, other in product(*([each for each in views if each.stance is side] for side in _SIDES))
        if one.who != other.who or not apart(one.time, other.time)
    )


def changes(views: Sequence[Held]) -> tuple[Change, ...]:
    """The people who say yes of one time and no of another."""
    return tuple(_changes(views))


def _changes(views: Sequence[Held]) -> Iterator[Change]:
    for who in dict.fromkeys(each.who for each in views):
        mine = [each for each in views if each.who == who]
        sides = [[each for each in mine if each.stance is side] for side in _SIDES]
        turned = [pair for pair in product(*sides) if apart(pair[0].time, pair[1].time)]
        shown = [each for each in mine if any(each in pair for pair in turned)]
        if shown:
            order = {time: n for n, time in enumerate(by_time({each.time for each in shown}))}
            yield Change(who=who, views=tuple(sorted(shown, key=lambda each: (order[each.time], each.entries))))


def apart(one: str, other: str) -> bool:
    """Whether two times are known to be different ones: a year and a month in it are not."""
    if not one or not other or one.casefold() == other.casefold():
        return False
    first, second = read_time(one), read_time(other)
    if first is None or second is None:
        return True
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    for a, b in pairs:
        if not a or not b:
            return False
        if a != b:
            return True
    return False


def at_time(time: str, told: str) -> str:
    """Words with the time of which they speak."""
    return _("{time}: {told}").format(time=time or _("time not known"), told=told)
