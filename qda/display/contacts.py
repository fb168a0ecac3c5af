"""Contacts with the field in the order in which they took place, and what each brought that was new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qda.display.entries import Entries
from qda.display.people import texts
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.records import Technique
from qda.model.wording import _, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A source as an occasion of fieldwork; the researcher's own prose is none.

    Attributes:
        date: ISO date; None where it is not recorded.
        words: How many words it has; 0 where it is not transcribed.
        timed: Whether its turns say when they were spoken, so that a recording stands behind it.
    """

    name: str
    technique: str
    date: str | None
    period: str | None
    place: str | None
    words: int
    timed: bool


def contacts_of(material: Material) -> list[Contact]:
    """The contacts by date, then by name; those without a date come last, by period and name."""
    timed = {
        s
        for s, t in zip(texts(material.turns["source"]), texts(material.turns["start_time"]), strict=True)
        if t is not None
    }
    frame = material.sources
    columns = (texts(frame[name]) for name in ("name", "technique", "date", "period", "place", "site", "words"))
    found = [
        Contact(
            name=name,
            technique=technique,
            date=day,
            period=period,
            place=", ".join(dict.fromkeys(part for part in (place, site) if part)) or None,
            words=int(words),
            timed=name in timed,
        )
        for name, technique, day, period, place, site, words in zip(*columns, strict=True)
        if technique != Technique.AUTHOR
    ]
    return sorted(
        found, key=lambda one: (one.date is None, one.date or "", natural(one.period or ""), natural(one.name))
    )


def order_rule(contacts: Sequence[Contact]) -> str:
    """How the contacts were put in order, for the reader."""
    bare = sum(one.date is None for one in contacts)
    if bare and bare == len(contacts):
        return _("No contact has a date, so they stand in the order of their periods and names.")
    if bare:
        return plural(
            "Contacts stand by their date; {n} without a date comes last.",
            "Contacts stand by their date; {n} without a date come last.",
            bare,
        ).format(n=bare)
    return _("Contacts stand by their date.")


def first_seen(entries: Entries, contacts: Sequence[Contact]) -> dict[str, str]:
    """For each code the contact in which it occurs first."""
    rank = {one.name: n for n, one in enumerate(contacts)}
    first: dict[str, str] = {}
    for code, source in zip(entries.code, entries.source, strict=True):
        if source in rank and (code not in first or rank[source] < rank[first[code]]):
            first[code] = source
    return first


def day_of(text: str | None) -> date | None:
    """A whole day out of an ISO date or time; None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
