"""Times as people say them, put in order: `1946`, `±1950`, `1970-an`, `Maret 2015`, `12/03/2015`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qda.display.notes import note

_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s+$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug ags",
            "september sept sep",
            "oktober october okt oct",
            "november nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = re.compile(r"\b(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Time:
    """A point on the calendar; 0 where month or day is not said, so that “2015” stands before “March 2015”."""

    year: int
    month: int = 0
    day: int = 0


def note_time(memo: str | None) -> str | None:
    """What stands behind `time:` (or `waktu:`) in a memo, as written; None if there is none."""
    return note(memo, ("time", "waktu"))


def read_time(text: str) -> Time | None:
    """The first date or year in a text; None where no year from 1000 to 2099 is said.

    A slashed date is read day first, as it is written in Indonesia.
    """
    if found := _ISO.search(text):
        return Time(year=int(found[1]), month=int(found[2]), day=int(found[3] or 0))
    if found := _SLASHED.search(text):
        return Time(year=int(found[3]), month=int(found[2]), day=int(found[1]))
    year = _YEAR.search(text)
    if year is None:
        return None
    month = _MONTH.search(text)
    if month is None:
        return Time(year=int(year[1]))
    day = _DAY.search(text[: month.start()])
    return Time(year=int(year[1]), month=_MONTHS[month[1].lower()], day=int(day[1]) if day else 0)
