"""How much time a date leaves open: a day, a month, a year, a decade."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date

from qda.display.times import read_time

_YEARS = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})\s*[-–—/]\s*(1[0-9]{3}|20[0-9]{2})(?!\d)")
_DECADE = re.compile(r"(?<!\d)(1[0-9]{2}|20[0-9])0(?:an\b|\s*-\s*an\b|[’']?s\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, years with a fraction; 2015.0 is the first of January 2015, `end` is not included."""

    start: float
    end: float


def span_of(said: str) -> Span | None:
    """The stretch in which a time as people say it lies; None where no year from 1000 to 2099 is said.

    `1970-an` and `1970s` are ten years, `2014–2016` three, `2015` one, `Maret 2015` a month, `12/03/2015` a day. A
    month or day that the calendar does not have counts as not said.
    """
    time = read_time(said)
    if time is None:
        return None
    if not time.month and (found := _YEARS.search(said)) and int(found[1]) == time.year < int(found[2]):
        return Span(start=float(time.year), end=float(found[2]) + 1)
    if not time.month and (found := _DECADE.search(said)) and int(found[1]) == time.year // 10:
        return Span(start=float(time.year), end=float(time.year + 10))
    if not 1 <= time.month <= 12:
        return Span(start=float(time.year), end=float(time.year + 1))
    days = monthrange(time.year, time.month)[1]
    if not 1 <= time.day <= days:
        first = _year(time.year, time.month, 1)
        return Span(start=first, end=first + days / _days(time.year))
    at = _year(time.year, time.month, time.day)
    return Span(start=at, end=at + 1 / _days(time.year))


def _year(year: int, month: int, day: int) -> float:
    return year + (date(year, month, day).timetuple().tm_yday - 1) / _days(year)


def _days(year: int) -> int:
    return 366 if isleap(year) else 365
