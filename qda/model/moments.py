"""What was written first: an expectation, a rule or a hold-out, or the codings it speaks about."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from qda.model.wording import N_, _


class Moment(StrEnum):
    """When something came into the study, seen from the codings."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"
    UNKNOWN = "unknown"


_WORDS = {
    Moment.BEFORE: N_("stored before any of this was coded"),
    Moment.BETWEEN: N_("stored when part of this was coded already"),
    Moment.AFTER: N_("post hoc: stored after all of this was coded"),
    Moment.UNKNOWN: N_("when it was stored is not known"),
}


def moment_among(stored: str, times: Iterable[str]) -> Moment:
    """Where a moment stands among others; at the same second it does not stand before them.

    Args:
        stored: UTC, ISO-8601; "" if not known.
        times: When each coding was made, UTC, ISO-8601.
    """
    ordered = sorted(times)
    if not stored or not ordered:
        return Moment.UNKNOWN
    if stored < ordered[0]:
        return Moment.BEFORE
    return Moment.AFTER if stored >= ordered[-1] else Moment.BETWEEN


def moment_words(found: Moment, stored: str, written: str = "") -> str:
    """The moment in the current language with its date, and what the writer says of it, which nothing proves."""
    told = _(_WORDS[found])
    if stored:
        told = _("{told} ({date})").format(told=told, date=stored[:10])
    if written and written < stored[:10]:
        told = _("{told}; its writer dates it {date}, which nothing here proves").format(told=told, date=written)
    return told
