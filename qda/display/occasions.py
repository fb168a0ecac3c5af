"""The time axis: what a coding says of its time, else when its source was collected."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from qda.display.axes import Axis, axis_word
from qda.display.codes import Place
from qda.display.entries import Entries
from qda.display.events import said_time
from qda.display.grid import Ground
from qda.display.options import Coded
from qda.display.order import arrange
from qda.display.people import texts
from qda.display.sides import shared_order
from qda.display.times import Time, read_time
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.wording import N_, _

_HOUR = re.compile(r"(?:(?:pukul|jam|at)\s+)?\d{1,2}[.:]\d{2}(?:\s*(?:WIB|WITA|WIT|am|pm))?", re.IGNORECASE)
BOTH = N_(
    "Order of the rows and of the times, first to last, each by its name; rows left out follow as the study has them, "
    "times by date."
)
UNITS = ("year", "decade", "month", "written")
RULE = N_(
    "A passage’s time is what its coder’s note says behind “time:”; where its slot is time, its own words; else the "
    "period of its source, else the date of its source."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Coded):
    """Options of a display with time on one side."""

    unit: str = field(
        default="year",
        metadata={"help": N_("How finely times are told apart."), "choices": UNITS},
    )
    order: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Order of the times, first to last; those left out follow by date.")}
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occasions:
    """Times as an axis.

    Attributes:
        told: For each place, whether nobody was heard then: it is only told of.
    """

    axis: Axis
    told: tuple[bool, ...]


def occasions_of(
    material: Material, ground: Ground, unit: str, order: Sequence[str] = (), codes: Collection[str] = ()
) -> Occasions:
    """The times of a study, earliest first; words without a year follow in natural order, what has no time is last.

    Everybody who was heard at all could tell of a time at which nobody was heard. Such a time is left out where only
    passages outside `codes` tell of it: nothing here would be silent then. No codes are all codes.

    Raises:
        NotFoundError: `order` names a time that is not there.
    """
    collected = collected_at(material, unit)
    of_entries = {
        i: moment(ground.entries, i, collected, unit)
        for i, code in enumerate(ground.entries.code)
        if not codes or code in codes
    }
    of_hearings = [collected.get(source, "") for source in ground.hearings.source]
    found_at = {*of_entries.values(), *of_hearings} - {""}
    chosen = arrange(found_at, by_time(found_at), order)
    if "" in of_entries.values():
        chosen.append("")
    hearing = {key: tuple(h for h, at in enumerate(of_hearings) if at == key) for key in chosen}
    everybody = tuple(range(len(ground.hearings)))
    found: dict[str, list[int]] = {key: [] for key in chosen}
    for i, key in of_entries.items():
        found[key].append(i)
    beside = ground.entries.aside
    aside: dict[str, list[int]] = {key: [] for key in chosen}
    if beside is not None:
        for i, code in enumerate(beside.code):
            if not codes or code in codes:
                aside.setdefault(moment(beside, i, collected, unit), []).append(i)
    axis = Axis(
        name="period",
        title=axis_word("period"),
        places=tuple(Place(key=key, label=key or _("(time not recorded)")) for key in chosen),
        entry=tuple(tuple(found[key]) for key in chosen),
        hearing=tuple(hearing[key] or everybody for key in chosen),
        aside=tuple(tuple(aside[key]) for key in chosen) if beside is not None else (),
    )
    return Occasions(axis=axis, told=tuple(not hearing[key] for key in chosen))


def occasions_beside(
    material: Material,
    ground: Ground,
    rows: str,
    unit: str,
    order: Sequence[str],
    *,
    codes: Collection[str] = (),
    chosen: tuple[str, ...] = (),
    depth: int = 0,
) -> tuple[tuple[str, ...], Occasions]:
    """What of an order is that of the rows, an axis by its name, and the times in what is theirs of it.

    `chosen` and `depth` say which codes rows of codes are.

    Raises:
        NotFoundError: `order` names neither a row nor a time.
    """
    times = occasions_of(material, ground, unit, (), codes)
    known = [place.key for place in times.axis.places]
    of_rows, of_times = shared_order(ground, order, rows, known, code=chosen, depth=depth)
    return of_rows, occasions_of(material, ground, unit, of_times, codes) if of_times else times


def collected_at(material: Material, unit: str) -> dict[str, str]:
    """When each source was collected: its period as the study names it, else its date; nothing where neither is."""
    frame = material.sources
    found = {}
    for name, period, date in zip(*(texts(frame[c]) for c in ("name", "period", "date")), strict=True):
        if period or date:
            found[name] = period or in_units(date, unit)
    return found


def moment(entries: Entries, i: int, collected: dict[str, str], unit: str) -> str:
    """The time of one entry, "" for none; an hour of the day is no date, so its source's stands instead."""
    said = said_time(entries, i)
    if said and (unit == "written" or not _HOUR.fullmatch(said.strip())):
        return in_units(said, unit)
    return collected.get(entries.source[i], "")


def in_units(said: str, unit: str) -> str:
    """A time as said, in years, decades or months; as written where no year can be read from it."""
    time = read_time(said)
    if time is None or unit == "written":
        return " ".join(said.split())
    if unit == "decade":
        first = time.year // 10 * 10
        return f"{first}–{first + 9}"
    return f"{time.year}-{time.month:02}" if unit == "month" and time.month else str(time.year)


def by_time(labels: set[str]) -> list[str]:
    """Times, earliest first; those in which no year can be read follow in natural order."""
    dated = {label: time for label in labels if (time := read_time(label)) is not None}
    return [
        *sorted(dated, key=lambda label: (dated[label], natural(label))),
        *sorted(labels - set(dated), key=natural),
    ]


def timeless(occasions: Occasions) -> tuple[str, ...]:
    """A sentence where nothing in the study has a time; none where something has."""
    if any(place.key for place in occasions.axis.places):
        return ()
    return (_("Nothing here has a time. Note it with the coding (“time: 2015”), or give the sources a period."),)


def time_of(label: str) -> Time | None:
    """The date that a place of the axis stands for."""
    return read_time(label)
