"""Axes: what the rows and the columns of a matrix are, and which entries belong to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qda.display.asked import Hearings
from qda.display.codes import Place, Tree
from qda.display.entries import Entries
from qda.display.order import arrange
from qda.model.attributes import standard
from qda.model.errors import NotFoundError
from qda.model.records import SLOTS, Stance
from qda.model.technique_words import TECHNIQUE_WORDS, technique_word
from qda.model.wording import N_, _

AXES = ("case", "role", "group", "site", "technique", "source", "code", "slot", "period", "stance")
AXIS_WORDS = {
    "case": N_("Informant"),
    "role": N_("Role"),
    "group": N_("Group"),
    "site": N_("Site"),
    "technique": N_("Technique"),
    "source": N_("Source"),
    "code": N_("Code"),
    "slot": N_("Part of the process"),
    "period": N_("Period"),
    "stance": N_("Stance"),
}
SLOT_WORDS = {
    "actor": N_("Actor"),
    "input": N_("Input"),
    "process": N_("Process"),
    "output": N_("Output"),
    "impact": N_("Impact"),
    "time": N_("Time"),
}
STANCE_WORDS = {
    Stance.FOR: N_("for (+)"),
    Stance.AGAINST: N_("against (−)"),
    Stance.MIXED: N_("both (±)"),
    Stance.NEUTRAL: N_("neutral (0)"),
}
OF_PASSAGES = frozenset({"slot", "stance"})  # one person's passages stand in several of them
_OF_CODINGS = OF_PASSAGES | {"code"}  # nobody is heard in a slot or a stance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Axis:
    """One side of a matrix.

    Attributes:
        title: What the places are, for the corner.
        entry: For each place, the positions of its entries, ascending.
        hearing: For each place, the positions of its hearings; None where every hearing concerns every place.
        people: For each place, the names the cases table lists there; empty where the axis is not of people.
        aside: For each place, the positions of its entries in `Entries.aside`, ascending; empty where the filter sets
            none aside.
    """

    name: str
    title: str
    places: tuple[Place, ...]
    entry: tuple[tuple[int, ...], ...]
    hearing: tuple[tuple[int, ...], ...] | None
    people: tuple[frozenset[str], ...] = ()
    aside: tuple[tuple[int, ...], ...] = ()


def axis_word(name: str) -> str:
    """What an axis is called; an attribute by its own name."""
    return _(AXIS_WORDS[name]) if name in AXIS_WORDS else name


def code_axis(entries: Entries, tree: Tree, chosen: Sequence[str], depth: int, order: Sequence[str] = ()) -> Axis:
    """Codes, each with what lies under it, split up to a depth; those of `order` with all under them first.

    Raises:
        NotFoundError: a chosen code is not in the codebook, or `order` names one that has no place.
    """
    places = tree.places(chosen, depth, frozenset(entries.code))
    if order:
        key_of = {place.key: place for place in places}
        wanted = [key for name in order for key in _under(tree.find((name,))[0], key_of) or (name,)]
        places = tuple(key_of[key] for key in arrange(key_of, list(key_of), wanted))
    entry = of_places(entries, places)
    aside = of_places(entries.aside, places) if entries.aside is not None else ()
    return Axis(name="code", title=axis_word("code"), places=places, entry=entry, hearing=None, aside=aside)


def of_places(entries: Entries, places: Sequence[Place]) -> tuple[tuple[int, ...], ...]:
    """The positions of the entries that each place of codes takes in, ascending."""
    at: dict[str, list[int]] = {}
    for i, code in enumerate(entries.code):
        at.setdefault(code, []).append(i)
    return tuple(tuple(sorted(i for code in sorted(place.codes or ()) for i in at.get(code, ()))) for place in places)


def _under(path: str, keys: Iterable[str]) -> list[str]:
    """The code and those under it that have a place."""
    return [key for key in keys if key == path or key.startswith(f"{path}/")]


def axis(entries: Entries, hearings: Hearings, name: str, order: Sequence[str] = ()) -> Axis:
    """Any other axis: people, where they stand, where and how they were heard, or a property of codings.

    People the cases table lists keep their row where nothing of theirs is coded; evidence that nobody of the
    cases table gives stands under its technique.

    Raises:
        NotFoundError: there is no such axis and no attribute of that name, or `order` names a place not there.
    """
    people = entries.people
    name = name if name in people.attributes else standard(name)
    if name not in AXES and name not in people.attributes:
        names = ", ".join([*AXES, *(a for a in people.attributes if a not in AXES)])
        raise NotFoundError(
            _("There is no axis “{name}”.").format(name=name), mend=_("Choose one of: {names}.").format(names=names)
        )
    of_entries, of_hearings = list(_keys(entries, name)), list(_keys(hearings, name))
    found = {*of_entries, *of_hearings}
    nobody = [key for key in ("", *(f"\0{technique.value}" for technique in TECHNIQUE_WORDS)) if key in found]
    named = arrange(found.difference(nobody), _listed(entries, name), order, keep_unused=name != "technique")
    keys = list(dict.fromkeys([*named, *nobody]))
    index = {key: k for k, key in enumerate(keys)}
    return Axis(
        name=name,
        title=axis_word(name),
        places=tuple(Place(key=key, label=_label(key, name)) for key in keys),
        entry=_grouped(of_entries, index),
        hearing=None if name in _OF_CODINGS else _grouped(of_hearings, index),
        people=tuple(_members(entries, name, key) for key in keys),
        aside=_grouped(_keys(entries.aside, name), index) if entries.aside is not None else (),
    )


def known_places(entries: Entries, hearings: Hearings, name: str) -> frozenset[str]:
    """The places that an axis other than that of codes can be put in order by."""
    name = name if name in entries.people.attributes else standard(name)
    return frozenset({*_keys(entries, name), *_keys(hearings, name), *_listed(entries, name)} - {""})


def _keys(rows: Entries | Hearings, name: str) -> Iterator[str]:
    if isinstance(rows, Hearings) and name in _OF_CODINGS:
        return
    if name in ("source", "technique"):
        yield from (rows.source if name == "source" else rows.technique)
        return
    if name in ("site", "period"):
        found = rows.site if name == "site" else rows.period
        yield from (value if value is not None else "" for value in found)
        return
    if isinstance(rows, Entries) and name in _OF_CODINGS:
        column = rows.slot if name == "slot" else rows.stance
        yield from (value if value is not None else "" for value in column)
        return
    for informant, speaker, source, technique in zip(
        rows.informant, rows.speaker, rows.source, rows.technique, strict=True
    ):
        yield _person(rows, name, informant, speaker, source, technique)


def _person(
    rows: Entries | Hearings, name: str, informant: str | None, speaker: str | None, source: str, technique: str
) -> str:
    """Key on an axis of people; a null character begins the keys of what nobody in the cases table says."""
    if informant is not None:
        return informant if name == "case" else rows.people.attribute(informant, name) or ""
    if name == "case":
        return f"{speaker} ({source})" if speaker else f"\0{source}"
    return "" if speaker else f"\0{technique}"


def _listed(entries: Entries, name: str) -> list[str]:
    if name == "case":
        return list(entries.people.names)
    if name == "technique":
        return [technique.value for technique in TECHNIQUE_WORDS]
    if name == "slot":
        return list(SLOTS)
    if name == "stance":
        return [stance.value for stance in STANCE_WORDS]
    return [] if name in ("source", "period", "code") else entries.people.levels(name)


def _label(key: str, name: str) -> str:
    if key == "":
        return _("({axis} not recorded)").format(axis=axis_word(name))
    if key.startswith("\0"):
        return f"({key[1:] if name == 'case' else technique_word(key[1:])})"
    if name == "technique":
        return technique_word(key)
    if name == "slot":
        return _(SLOT_WORDS[key]) if key in SLOT_WORDS else key
    return _(STANCE_WORDS[Stance(key)]) if name == "stance" and key in set(Stance) else key


def _members(entries: Entries, name: str, key: str) -> frozenset[str]:
    if name == "case":
        return frozenset({key}) & set(entries.people.names)
    if name not in entries.people.attributes:
        return frozenset()
    return frozenset(p for p in entries.people.names if (entries.people.attribute(p, name) or "") == key)


def _grouped(keys: Iterable[str], index: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _place in index]
    for i, key in enumerate(keys):
        if key in index:
            found[index[key]].append(i)
    return tuple(map(tuple, found))
