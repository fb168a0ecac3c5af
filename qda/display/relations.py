"""Links as a network sees them: between which codes and cases, on which passages, or inferred by the researcher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qda.display.entries import Entries, entries_of
from qda.display.grid import Ground
from qda.display.people import texts
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.link_words import MUTUAL, link_word
from qda.model.records import Basis, LinkType
from qda.model.wording import _, plural, plural_later

TYPES = tuple(kind.value for kind in LinkType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """All links of one type between two things.

    Attributes:
        start: `code:` and a path, or `case:` and a name; `end` likewise.
        sign: "+", "-", "±" where links of both signs were drawn; "" where none has one.
        entries: Positions of the entries that say so, ascending.
        inferred: Whether nothing but the researcher says so, or nothing but what speakers infer themselves.
    """

    start: str
    end: str
    type: str
    sign: str = ""
    entries: tuple[int, ...] = ()
    inferred: bool = False
    memo: str = ""

    @property
    def directed(self) -> bool:
        """Whether it reads one way only."""
        return self.type not in MUTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What a network is drawn from; `filters` say what was left out, each a sentence.

    Attributes:
        links: Each link by itself, with its own sign and passages, before those of one type are made one.
    """

    found: tuple[Relation, ...]
    filters: tuple[str, ...] = ()
    links: tuple[Relation, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """Everything that is joined, each once, in the order in which relations first name it."""
        return tuple(dict.fromkeys(end for one in self.found for end in (one.start, one.end)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    start: str
    end: str
    type: str
    sign: str
    evidence: tuple[Id, ...]
    memo: str


def relations_of(material: Material, ground: Ground, types: Sequence[str] = (), *, where: str = "") -> Relations:
    """The links of some types (all where none is named), those of one type between the same two things made one.

    Args:
        material: The study.
        ground: What `where` lets through of it.
        types: Names of types.
        where: The filter; a link whose passages it all shuts out is not drawn, an inferred one is.

    Raises:
        InputError: the study has no such link, or there is no such type.
    """
    for name in types:
        if name not in TYPES:
            raise InputError(
                _("There is no link “{type}”.").format(type=name),
                mend=_("Choose one of: {names}.").format(names=", ".join(TYPES)),
            )
    wanted = [row for row in _rows(material, ground) if not types or row.type in types]
    active = [row for row in wanted if _there(row, ground)]
    if not active:
        raise InputError(
            _("The study has no link of the type: {types}.").format(types=", ".join(types or TYPES)),
            mend=_("Draw one: qda link add FROM {type} TO --source … --quote …").format(type=(types or TYPES)[0]),
        )
    everything = entries_of(material) if where else ground.entries
    links, shut, idle = _on_entries(active, ground.entries, frozenset(everything.ids))
    gone = len(wanted) - len(active)
    sentences = (
        (
            gone,
            plural_later(
                "{n} link with a code out of use is left out.", "{n} links with codes out of use are left out."
            ),
        ),
        (
            shut,
            plural_later(
                "{n} link is left out with the passages behind it.", "{n} links are left out with their passages."
            ),
        ),
        (
            idle,
            plural_later(
                "{n} link rests on words that are no evidence and counts as inferred.",
                "{n} links rest on words that are no evidence and count as inferred.",
            ),
        ),
    )
    return Relations(
        found=made_one(links, ground.entries),
        filters=tuple(plural(*told, n).format(n=n) for n, told in sentences if n),
        links=tuple(links),
    )


def within(links: Iterable[Relation], entries: Entries, chosen: frozenset[int]) -> tuple[Relation, ...]:
    """What some entries alone say: the links that rest on any of them, those of one type between two things made one.

    A link that only the researcher infers belongs to nobody and is left out.
    """
    mine = (replace(one, entries=tuple(i for i in one.entries if i in chosen)) for one in links)
    return made_one([one for one in mine if one.entries], entries)


def made_one(links: Iterable[Relation], entries: Entries) -> tuple[Relation, ...]:
    """Links with all of one type between the same two things made one, in their order."""
    joined: dict[tuple[str, str, str], list[Relation]] = {}
    for one in links:
        joined.setdefault((one.start, one.end, one.type), []).append(one)
    return tuple(_joined(same, entries) for same in joined.values())


def _rows(material: Material, ground: Ground) -> list[_Row]:
    """The links in the order of codebook and cases table, whatever order they were drawn in."""
    frame = material.links
    names = ("from_kind", "from", "to_kind", "to", "type", "sign", "evidence", "memo")
    place = {f"code:{path}": n for n, path in enumerate(ground.tree.paths)}
    place |= {f"case:{name}": n for n, name in enumerate(ground.entries.people.names, len(place))}
    made = []
    for from_kind, start, to_kind, end, kind, sign, evidence, memo in zip(
        *(texts(frame[name]) for name in names), strict=True
    ):
        ends = [
            f"case:{ground.entries.people.canonical(name)}" if which == "case" else f"code:{name}"
            for which, name in ((from_kind, start), (to_kind, end))
        ]
        if kind in MUTUAL:
            ends.sort(key=lambda key: (place.get(key, len(place)), key))
        made.append(
            _Row(start=ends[0], end=ends[1], type=kind, sign=sign or "", evidence=tuple(evidence), memo=memo or "")
        )
    last = len(place)
    return sorted(
        made,
        key=lambda row: (
            place.get(row.start, last), place.get(row.end, last), row.type, row.sign, row.memo, row.evidence,
        ),
    )  # fmt: skip


def _there(row: _Row, ground: Ground) -> bool:
    codes = frozenset(ground.tree.paths)
    sides = (row.start, row.end)
    return row.start != row.end and all(key.startswith("case:") or key[5:] in codes for key in sides)


def _on_entries(rows: Iterable[_Row], entries: Entries, known: frozenset[Id]) -> tuple[list[Relation], int, int]:
    """The links, how many a filter shut out, and how many rest on what is no evidence."""
    at = {coding: i for i, coding in enumerate(entries.ids)}
    links = []
    shut = idle = 0
    for row in rows:
        mine = tuple(sorted(at[coding] for coding in row.evidence if coding in at))
        if not mine and any(coding in known for coding in row.evidence):
            shut += 1
            continue
        idle += bool(row.evidence) and not mine
        links.append(Relation(start=row.start, end=row.end, type=row.type, sign=row.sign, entries=mine, memo=row.memo))
    return links, shut, idle


def _joined(same: list[Relation], entries: Entries) -> Relation:
    mine = tuple(sorted({i for one in same for i in one.entries}))
    memo = "\n".join(dict.fromkeys(one.memo for one in same if one.memo))
    inferred = all(entries.basis[i] == Basis.INFERENCE for i in mine)
    return replace(same[0], sign=both([one.sign for one in same]), entries=mine, inferred=inferred, memo=memo)


def both(signs: Iterable[str]) -> str:
    """One sign for several: that which all have that have one, else ±."""
    there = {sign for sign in signs if sign}
    return "±" if len(there) > 1 else next(iter(there), "")


def labels_of(found: Sequence[Relation]) -> dict[str, str]:
    """Words for the edges by type: none where all are of one type, which the legend then names."""
    types = {one.type for one in found}
    return {kind: link_word(kind) if len(types) > 1 else "" for kind in sorted(types)}
