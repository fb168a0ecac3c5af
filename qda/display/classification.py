"""Cases sorted into the values of one variable: an attribute, where and how they were heard, or what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.display.axes import AXES, Axis, axis_word
from qda.display.empties import why_empty
from qda.display.grid import Ground, asked_for, axis_of, set_aside
from qda.display.narrowed import arranged
from qda.display.order import arrange
from qda.model.attributes import standard
from qda.model.errors import NotFoundError
from qda.model.magnitude import as_number
from qda.model.natural import natural
from qda.model.records import Stance
from qda.model.sheet import Empty
from qda.model.wording import N_, _

SAID, UNRATED = "said", "unrated"
OPEN = frozenset(  # keys of cases without a known value
    {"", UNRATED, Empty.FILTERED.value, Empty.NOT_ASKED.value, Empty.MISSING.value}
)
_PLACE, _PRESENCE, _MAGNITUDE, _STANCE = "place", "presence", "magnitude", "stance"
_OF_CODES = (_PRESENCE, _MAGNITUDE, _STANCE)
_WORDS = {
    SAID: N_("said"),
    UNRATED: N_("said, not rated"),
    Stance.FOR.value: N_("for (+)"),
    Stance.AGAINST.value: N_("against (−)"),
    Stance.MIXED.value: N_("both (±)"),
    Stance.NEUTRAL.value: N_("neutral (0)"),
}
_RULES = {
    _PLACE: N_("{name} is read from the cases table and the list of sources."),
    _PRESENCE: N_("{name}: said where at least one passage carries the code or one under it; silent where asked."),
    _MAGNITUDE: N_("{name}: every value that a passage of the case was given on the code’s scale."),
    _STANCE: N_("{name}: for where all passages with a stance are for, against likewise, both where both are said."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One value."""

    key: str
    label: str

    @property
    def known(self) -> bool:
        """Whether it is a value at all, not the lack of one."""
        return self.key not in OPEN


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Classification:
    """The values that cases have on one variable.

    Attributes:
        levels: In order, what is not known last.
        found: For each case, its values with the positions of the entries behind each.
        of_codes: Whether it is read from passages, so that only those stand behind it.
        rule: How a value is made, for the reader.
    """

    title: str
    levels: tuple[Level, ...]
    found: tuple[dict[str, tuple[int, ...]], ...]
    of_codes: bool
    rule: str


def cases_of(ground: Ground, name: str = "case", order: Sequence[str] = ()) -> Axis:
    """The cases: places of an axis that somebody of the study stands in; texts in which nobody speaks only if alone.

    Raises:
        NotFoundError: there is no such axis, or `order` names a place not there.
    """
    axis = axis_of(ground, name, tuple(order))
    kept = [k for k, place in enumerate(axis.places) if place.key and not place.key.startswith("\0")]
    return arranged(axis, kept) if kept else axis


def classify(ground: Ground, cases: Axis, name: str, order: Sequence[str] = ()) -> Classification:
    """Sort cases into the values of a variable.

    Args:
        ground: The study as a display reads it.
        cases: What is sorted.
        name: An attribute, `site`, `technique`, `source` or `period`, or a code; a code is taken by its magnitudes
            where it has any, else by presence; `presence:`, `magnitude:` or `stance:` before it says which.
        order: Values in their order; those left out follow.

    Raises:
        NotFoundError: there is no such attribute or code, or `order` names a value not there.
    """
    people = ground.entries.people
    kind, colon, code = name.partition(":")
    if not colon or kind not in _OF_CODES:
        own = name if name in people.attributes else standard(name)
        if own in people.attributes or (own in AXES and own not in ("code", "slot", "stance")):
            return _of_place(ground, cases, own, order)
        kind, code = "", name
    path = _path(ground, code)
    codes = ground.tree.subtree(path)
    kind = kind or (_MAGNITUDE if _rated(ground, codes) else _PRESENCE)
    return _of_codes(ground, cases, path, kind, order)


def _path(ground: Ground, code: str) -> str:
    try:
        [path] = ground.tree.find((code,))
    except NotFoundError as fault:
        names = ", ".join(ground.entries.people.attributes) or "–"
        raise NotFoundError(
            fault.what, mend=f"{fault.mend} " + _("Attributes are: {names}.").format(names=names)
        ) from fault
    return path


def _of_place(ground: Ground, cases: Axis, name: str, order: Sequence[str]) -> Classification:
    """Values of an attribute, of the sites, techniques, sources or periods in which cases were heard."""
    places = axis_of(ground, name, tuple(order))
    of_entry, of_hearing = _inverse(places.entry), _inverse(places.hearing or ())
    of_person = {person: p for p, people in enumerate(places.people) for person in people}
    found: list[dict[str, tuple[int, ...]]] = []
    for k, mine in enumerate(cases.entry):
        behind: dict[int, list[int]] = {}
        for i in mine:
            behind.setdefault(of_entry[i], []).append(i)
        there = {of_hearing[h] for h in (cases.hearing[k] if cases.hearing else ()) if h in of_hearing}
        there |= {of_person[person] for person in (cases.people[k] if cases.people else ()) if person in of_person}
        values: dict[str, tuple[int, ...]] = {}
        for p in sorted(there | set(behind)):
            key = places.places[p].key
            values["" if key.startswith("\0") else key] = tuple(behind.get(p, ()))
        if len(values) > 1:
            values.pop("", None)
        found.append(values or {"": mine})
    levels = [
        Level(key=place.key, label=place.label)
        for place in places.places
        if place.key and not place.key.startswith("\0")
    ]
    if any("" in values for values in found):
        levels.append(Level(key="", label=_("({axis} not recorded)").format(axis=places.title)))
    return _made(axis_word(name), levels, found, _PLACE)


def _inverse(found: Sequence[Sequence[int]]) -> dict[int, int]:
    """Which place each entry or hearing stands in."""
    return {i: p for p, mine in enumerate(found) for i in mine}


def _of_codes(ground: Ground, cases: Axis, path: str, kind: str, order: Sequence[str]) -> Classification:
    """Values of what is said: presence, magnitudes or stances, and why nothing is."""
    codes, targeted = ground.tree.subtree(path), asked_for(ground.tree.subtree(path))
    read = {_PRESENCE: _present, _MAGNITUDE: _magnitudes, _STANCE: _stances}[kind]
    aside = frozenset(set_aside(ground, codes))
    found: list[dict[str, tuple[int, ...]]] = []
    for k, mine in enumerate(cases.entry):
        chosen = list(ground.entries.witnessed([i for i in mine if ground.entries.code[i] in codes]))
        heard = cases.hearing[k] if cases.hearing else ()
        if chosen:
            found.append(read(ground, chosen))
            continue
        left = bool(cases.aside) and not aside.isdisjoint(cases.aside[k])
        found.append({why_empty(ground.hearings, heard, targeted, aside=left).value: ()})
    keys = {key for values in found for key in values}
    listed = _listed(ground, path, kind, keys)
    known = arrange(keys - OPEN, listed, order)
    unknown = (UNRATED, Empty.SILENT, Empty.FILTERED, Empty.NOT_ASKED, Empty.MISSING)
    rest = [key for key in unknown if key in keys and key not in known]
    levels = [Level(key=str(key), label=_word(str(key))) for key in (*known, *rest)]
    return _made(ground.tree.label(path), levels, found, kind)


def _made(
    title: str, levels: Sequence[Level], found: Sequence[dict[str, tuple[int, ...]]], kind: str
) -> Classification:
    return Classification(
        title=title,
        levels=tuple(levels),
        found=tuple(found),
        of_codes=kind != _PLACE,
        rule=_(_RULES[kind]).format(name=title),
    )


def _listed(ground: Ground, path: str, kind: str, keys: set[str]) -> list[str]:
    """The values in their own order, also those of a scale that nobody has."""
    if kind == _PRESENCE:
        return [SAID, Empty.SILENT.value]
    if kind == _STANCE:
        return [stance.value for stance in (Stance.FOR, Stance.MIXED, Stance.NEUTRAL, Stance.AGAINST)]
    scale = list(ground.tree.scales.get(path, ()))

    reasons = {empty.value for empty in Empty}
    rated = sorted(keys - OPEN - reasons, key=lambda key: (as_number(key, scale) or 0.0, natural(key)))
    return scale if set(rated) <= set(scale) else rated


def _word(key: str) -> str:
    if key in _WORDS:
        return _(_WORDS[key])
    return Empty(key).word if key in set(Empty) else key


def _rated(ground: Ground, codes: frozenset[str]) -> bool:
    entries = ground.entries
    return any(entries.magnitude[i] for i, code in enumerate(entries.code) if code in codes)


def _present(_ground: Ground, chosen: list[int]) -> dict[str, tuple[int, ...]]:
    return {SAID: tuple(chosen)}


def _magnitudes(ground: Ground, chosen: list[int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for i in chosen:
        if value := (ground.entries.magnitude[i] or "").strip():
            found.setdefault(value, []).append(i)
    return {key: tuple(mine) for key, mine in found.items()} or {UNRATED: tuple(chosen)}


def _stances(ground: Ground, chosen: list[int]) -> dict[str, tuple[int, ...]]:
    said = {ground.entries.stance[i] for i in chosen} - {None}
    if Stance.MIXED in said or {Stance.FOR, Stance.AGAINST} <= said:
        side = Stance.MIXED
    else:
        side = next((s for s in (Stance.FOR, Stance.AGAINST) if s in said), Stance.NEUTRAL)
    return {side.value: tuple(chosen)}
