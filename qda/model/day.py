"""Days as people write them; the study's files and its data keep the ISO form."""

from __future__ import annotations

import re

from qda.model.wording import N_, _

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d):(\d\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:$|[T ])")


def day(iso: str) -> str:
    """`5 March 2024`, `March 2024` for a month; anything else, a year among it, stays as it is."""
    found = _ISO.match(iso)
    if not found or not 1 <= int(found[2]) <= len(_MONTHS):
        return iso
    month = f"{_(_MONTHS[int(found[2]) - 1])} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def moment(iso: str) -> str:
    """`22 November 2026, 12:34 UTC` of a time of the study, which is kept in UTC; a day alone as `day`."""
    found = _MOMENT.match(iso)
    if not found:
        return day(iso)
    return _("{day}, {hour}:{minute} UTC").format(day=day(iso), hour=found[1], minute=found[2])


def days(first: str, last: str) -> str:
    """`5 March 2024`, or from the first to the last: `5 March 2024 – 2 April 2024`."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"
