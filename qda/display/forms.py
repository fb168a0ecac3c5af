"""Forms: what the study knows already stands beside the cells that the researcher writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qda.display.entries import Entries, entries_of
from qda.display.grid import Ground, axis_of
from qda.display.people import texts
from qda.display.quotes import choose, printed
from qda.display.reducers import SEPARATOR
from qda.display.stock import Answers
from qda.display.written import view_of
from qda.model.day import day
from qda.model.desk_records import Written
from qda.model.errors import NotFoundError
from qda.model.evidence import Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.natural import natural
from qda.model.records import Memo
from qda.model.sheet import Cell, Column, Empty, Row
from qda.model.wording import N_, _, plural

RECORD, WRITTEN = "record", "written"
TO_WRITE = Cell(empty=Empty.TO_WRITE)
NOTHING = Cell(empty=Empty.NOT_APPLICABLE)
_OWN = N_("A form has rows, columns and cells of its own.")
WITHOUT = {
    "rows": _OWN,
    "cols": _OWN,
    "cell": _OWN,
    "order": N_("The rows of a form stand in the order in which it is filled in."),
    "code": N_("A form shows what the codes bring up by themselves; --where narrows them."),
    "depth": N_("Codes stand in a form as they were given."),
    "quotes": N_("Each theme of a form has one quotation."),
}
WITNESSES = N_("Numbers count independent witnesses: + for, − against, ± both; never quotations.")
FIRST_SHOWN = N_("What is new is told of what the filter leaves in: it may have come up before in what it leaves out.")
LEFT = N_("Cells that are yours are left to be written; what you write there stays when the form is made again.")


def told(lines: Iterable[str], evidence: Iterable[Id] = (), *, nothing: Empty = Empty.NOT_STATED) -> Cell:
    """A cell of some lines; where there are none it is empty."""
    text = SEPARATOR.join(line for line in lines if line)
    return Cell(value=text, evidence=tuple(dict.fromkeys(evidence))) if text else Cell(empty=nothing)


def row(block: str, key: str, label: str, cells: Sequence[Cell], group: str = "") -> Row:
    """A row of a form: its key names the block it belongs to and the item, so that texts find it in any language."""
    return Row(label=label, group=group, cells=tuple(cells), key=f"{block}/{key}" if block else key)


def two_columns() -> tuple[Column, ...]:
    """What the data say, and what the researcher writes."""
    return (Column(label=_("From the data"), key=RECORD), Column(label=_("Written by you"), key=WRITTEN))


def written_into(material: Material, kind: str, options: Any) -> dict[tuple[str, str], Written]:
    """What was written into this form so far, by row and column."""
    view = view_of(kind, options)
    return {(one.row, one.column): one for one in material.written if one.view == view}


def unfiltered(material: Material, ground: Ground, where: str) -> Entries:
    """All codings of the study that are evidence, also those that the filter leaves out."""
    return entries_of(material) if where else ground.entries


def uncoded(*, left_out: bool) -> Empty:
    """Why nothing stands where codings would: the filter leaves them out, or there are none."""
    return Empty.FILTERED if left_out else Empty.MISSING


def themes(ground: Ground, chosen: Sequence[int], most: int, *, left_out: bool) -> Cell:
    """The codes with most passages, each with how many and one quotation; ties in the order of the codebook.

    `left_out` says whether a filter leaves out passages there: then it is why there are none.
    """
    entries, tree = ground.entries, ground.tree
    place = {path: n for n, path in enumerate(tree.paths)}
    of_code: dict[str, list[int]] = {}
    for i in chosen:
        of_code.setdefault(entries.code[i], []).append(i)
    spans = {code: len({entries.span(i) for i in mine}) for code, mine in of_code.items()}
    ranked = sorted(of_code, key=lambda code: (-spans[code], place[code]))[:most]
    lines = [
        plural("{code} ({n} passage): {quote}", "{code} ({n} passages): {quote}", spans[code]).format(
            code=tree.label(code), n=spans[code], quote=printed(entries, choose(entries, of_code[code], 1)[0])
        )
        for code in ranked
    ]
    shown = frozenset(ranked)
    return told(lines, (entries.ids[i] for i in chosen if entries.code[i] in shown), nothing=uncoded(left_out=left_out))


def labelled(ground: Ground, codes: Iterable[str], most: int = 12) -> str:
    """The labels of some codes in the order of the codebook, the first ones of many."""
    there = frozenset(codes)
    names = [ground.tree.label(path) for path in ground.tree.paths if path in there]
    more = len(names) - most
    if more <= 0:
        return ", ".join(names)
    return ", ".join(names[:most]) + " " + plural("and {n} more", "and {n} more", more).format(n=more)


def listed(names: Iterable[str], most: int = 12) -> str:
    """Some names in their order, the first ones of many."""
    every = list(names)
    more = len(every) - most
    if more <= 0:
        return "; ".join(every)
    return "; ".join(every[:most]) + " " + plural("and {n} more", "and {n} more", more).format(n=more)


def memo_lines(memos: Iterable[Memo]) -> list[str]:
    """Memos as lines of a cell: `2 March 2026 ana (surprise): words`."""
    return [f"{day(memo.at)} {memo.by} ({_(memo.type)}): {' '.join(memo.text.split())}" for memo in memos]


def memos_about(material: Material, names: Iterable[str], *, frame: str) -> list[Memo]:
    """The memos about some sources or cases, by their names, oldest first."""
    if not material.papers.memos:
        return []
    rows = material.sources if frame == "sources" else material.cases
    wanted = frozenset(names)
    ids = {i for i, name in zip(texts(rows["id"]), texts(rows["name"]), strict=True) if name in wanted}
    return [memo for memo in material.papers.memos if memo.about in ids]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A case that a form is about: an informant, or all who stand in one place of an axis.

    Attributes:
        key: Its name in every language; "" for the whole study.
        entries: Positions of its entries, ascending.
        hearings: Positions of its hearings.
        people: Who the cases table lists there.
        aside: Positions of its entries in `Entries.aside`.
    """

    key: str
    label: str
    entries: tuple[int, ...]
    hearings: tuple[int, ...]
    people: frozenset[str]
    aside: tuple[int, ...] = ()


def whole(ground: Ground) -> Unit:
    """The whole study as one unit."""
    return Unit(
        key="",
        label=_("The whole study"),
        entries=tuple(range(len(ground.entries))),
        hearings=tuple(range(len(ground.hearings))),
        people=frozenset(ground.entries.people.names),
        aside=tuple(range(len(ground.entries.aside))) if ground.entries.aside is not None else (),
    )


def units_of(ground: Ground, axis: str, names: Sequence[str]) -> list[Unit]:
    """The cases of a form, in the order of the cases table; those named, else all.

    Raises:
        NotFoundError: there is no such axis, or nobody and nothing of that name on it.
    """
    side = axis_of(ground, axis)
    found = {}
    for n, place in enumerate(side.places):
        key = place.key.lstrip("\0") or "-"
        found[key] = Unit(
            key=key,
            label=key if place.label == f"({key})" else place.label,
            entries=side.entry[n],
            hearings=side.hearing[n] if side.hearing is not None else (),
            people=side.people[n] if side.people else frozenset(),
            aside=side.aside[n] if side.aside else (),
        )
    for name in names:
        if name not in found:
            raise NotFoundError(
                _("There is no case “{name}”.").format(name=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(list(found)[:40])),
            )
    return [unit for unit in found.values() if not names or unit.key in names]


def sources_in(ground: Ground, unit: Unit) -> list[str]:
    """The sources in which a unit was heard or says something."""
    hearings, entries = ground.hearings, ground.entries
    return sorted(
        {*(hearings.source[h] for h in unit.hearings), *(entries.source[i] for i in unit.entries)}, key=natural
    )


def marked_sources(asked: Sequence[Answers]) -> frozenset[str]:
    """The sources of which some turn carries a question of the guide."""
    return frozenset(source for each in asked for _who, source in (*each.put, *each.answered))


def open_questions(
    asked: Sequence[Answers], marked: frozenset[str], ground: Ground, unit: Unit
) -> tuple[list[str], list[str]]:
    """The guide's questions that nobody of a unit answered: those put there, and those never put there.

    Both are empty where no turn of its sources carries a question, so that nothing can be told.
    """
    hearings = ground.hearings
    here = {(hearings.unit[h], hearings.source[h]) for h in unit.hearings}
    sources = {source for _unit, source in here}
    silent: list[str] = []
    never: list[str] = []
    for each in asked if sources & marked else ():
        if not here.isdisjoint(each.answered):
            continue
        put = any(("", source) in each.put for source in sources) or not here.isdisjoint(each.put)
        (silent if put else never).append(each.text)
    return silent, never


def counted(witnesses: Sequence[Witness]) -> str:
    """How many witnesses stand on each side of a finding: `+3 −1, 2 mention it only`."""
    stances = [witness.stance for witness in witnesses]
    sides = (("+", "+"), ("-", "−"), ("mixed", "±"))
    parts = [" ".join(f"{sign}{stances.count(stance)}" for stance, sign in sides if stance in stances)]
    only = stances.count("m")
    if only:
        parts.append(plural("{n} mentions it only", "{n} mention it only", only).format(n=only))
    return ", ".join(part for part in parts if part) or _("no witness")
