"""How the tactics quote a coding: its words, unchanged, with the reference that finds them again. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from qda.model.frames import CASES, Material
from qda.model.ids import Id
from qda.model.quotation import Quotation
from qda.model.technique_words import technique_word
from qda.verify.facts import frame_rows

LONGEST = 240  # code points of a quotation in a sentence; the sheet has the whole
_COLUMNS = ("id", "source", "start", "end", "line", "quote", "code", "coder", "origin", "technique")
_PERHAPS = ("stance", "speaker", "informant", "memo")


def quotations_of(material: Material, codings: Collection[Id]) -> dict[Id, Quotation]:
    """The codings of these ids as quotations, in the order of the texts; ids that are not there are left out."""
    wanted = set(codings)
    frame = material.codings
    # not `isin`: an array of bytes drops the zeros at the end of an id
    rows = frame[[each in wanted for each in frame["id"]]].sort_values(["source", "start", "end", "code", "id"])
    people = _attributes(material)
    return {row["id"]: _quotation(row, people) for row in frame_rows(rows, (*_COLUMNS, *_PERHAPS))}


def in_words(quotation: Quotation, longest: int = LONGEST) -> str:
    """`“words” [source:line · role]`; white space runs become one space, what is too long is cut at a word."""
    return f"{words_of(quotation, longest)} {quotation.reference}"


def words_of(quotation: Quotation, longest: int = LONGEST) -> str:
    """The same without the reference, where that stands beside it."""
    words = " ".join(quotation.text.split())
    if len(words) > longest:
        words = f"{words[:longest].rsplit(' ', 1)[0]} …"
    return f"“{words}”"


def one_each(quotations: Iterable[Quotation], most: int) -> list[Quotation]:
    """The first passage of each informant (of each source where nobody speaks), at most so many."""
    first: dict[str, Quotation] = {}
    for quotation in quotations:
        first.setdefault(quotation.informant or quotation.speaker + quotation.source, quotation)
    return list(first.values())[:most]


def _quotation(row: Mapping[str, Any], people: Mapping[str, tuple[tuple[str, str], ...]]) -> Quotation:
    stance, speaker, informant, memo = (row[name] or "" for name in _PERHAPS)
    attributes = people.get(informant or row["source"], ())
    own = dict(attributes)
    return Quotation(
        coding=row["id"],
        text=row["quote"],
        role=own.get("role") or informant or speaker or technique_word(row["technique"]),
        source=row["source"],
        line=int(row["line"]),
        start=int(row["start"]),
        end=int(row["end"]),
        code=row["code"],
        stance=stance,
        speaker=speaker,
        informant=informant,
        group=own.get("group") or own.get("role") or "",
        coder=row["coder"],
        origin=row["origin"],
        memo=memo,
        attributes=attributes,
    )


def _attributes(material: Material) -> dict[str, tuple[tuple[str, str], ...]]:
    names = [str(column) for column in material.cases.columns[len(CASES.names) :]]
    return {
        row["name"]: tuple((name, "" if row[name] is None else str(row[name])) for name in names)
        for row in frame_rows(material.cases, ("name", *names))
    }
