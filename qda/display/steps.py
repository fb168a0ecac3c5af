"""An analysis as steps, one after the other: by the versions of its findings, by fieldwork, or by rounds of coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.contacts import Contact
from qda.display.grid import Ground
from qda.display.people import texts
from qda.model.day import day
from qda.model.frames import Material
from qda.model.natural import natural
from qda.model.papers import FindingChange
from qda.model.wording import _, plural

HISTORY, PERIOD, MONTH, SOURCE, ROUND = "history", "period", "month", "source", "round"
WAYS = ("", HISTORY, PERIOD, MONTH, SOURCE, ROUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an analysis.

    Attributes:
        key: Its name in every language.
        entries: Positions of the entries that came with it, ascending.
        changes: What became of the findings in it.
    """

    key: str
    label: str
    entries: tuple[int, ...]
    changes: tuple[FindingChange, ...] = field(default=())


def best_way(material: Material, contacts: Sequence[Contact]) -> str:
    """The versions of the findings where there are several, else periods, months or sources, whichever there are."""
    if len({change.seq for change in material.papers.changes}) > 1:
        return HISTORY
    if len({one.period for one in contacts if one.period}) > 1:
        return PERIOD
    if len({one.date[:7] for one in contacts if one.date}) > 1:
        return MONTH
    return SOURCE


def steps_of(material: Material, ground: Ground, contacts: Sequence[Contact], way: str) -> list[Step]:
    """The steps in order; each entry stands in one of them, but for the researcher's own prose in steps of contacts."""
    if way == HISTORY:
        return _versions(material, ground)
    if way == ROUND:
        rounds = dict(zip(texts(material.codings["id"]), texts(material.codings["round"]), strict=True))
        return _grouped([str(rounds.get(one, "")) for one in ground.entries.ids], way)
    of = {one.name: _of_contact(one, way) for one in contacts}
    return _grouped([of.get(source) for source in ground.entries.source], way, [of[one.name] for one in contacts])


def way_rule(way: str) -> str:
    """What a step is, for the reader."""
    return {
        HISTORY: _(
            "A step is a version of the findings, as the study’s journal has it, with the codings made since the one "
            "before; commands that were taken back are none."
        ),
        PERIOD: _("A step is a period of fieldwork."),
        MONTH: _("A step is a month of fieldwork, by the dates of the contacts."),
        SOURCE: _("A step is one contact, in the order in which they took place."),
        ROUND: _("A step is a round of coding."),
    }[way]


def _of_contact(contact: Contact, way: str) -> str:
    if way == PERIOD:
        return contact.period or ""
    return (contact.date or "")[:7] if way == MONTH else contact.name


def _grouped(keys: Sequence[str | None], way: str, known: Sequence[str] = ()) -> list[Step]:
    """A step a key: months and contacts in the order of the contacts, others by name; what has no name comes last."""
    found: dict[str, list[int]] = {key: [] for key in known}
    for i, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, []).append(i)
    names = list(found) if way in (MONTH, SOURCE) else sorted(found, key=natural)
    ordered = [key for key in names if key] + [key for key in names if not key]
    return [Step(key=f"{way}/{key}", label=key or _("(not recorded)"), entries=tuple(found[key])) for key in ordered]


def _versions(material: Material, ground: Ground) -> list[Step]:
    versions: dict[int, list[FindingChange]] = {}
    for change in material.papers.changes:
        versions.setdefault(change.seq, []).append(change)
    at = dict(zip(texts(material.codings["id"]), texts(material.codings["at"]), strict=True))
    left = list(range(len(ground.entries)))
    made = []
    for n, changes in enumerate(versions.values(), start=1):
        when = changes[0].at
        mine = [i for i in left if str(at[ground.entries.ids[i]]) <= when]
        left = [i for i in left if str(at[ground.entries.ids[i]]) > when]
        label = f"{n} · {day(when)} · {changes[0].by}"
        made.append(Step(key=f"{HISTORY}/{n}", label=label, entries=tuple(mine), changes=tuple(changes)))
    if left:
        n = len(made)
        label = plural("since version {n}", "since version {n}", n).format(n=n)
        made.append(Step(key=f"{HISTORY}/{n}+", label=label, entries=tuple(left)))
    return made
