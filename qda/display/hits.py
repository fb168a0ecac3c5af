"""A list of found places as a sheet for the writers, and as lines. Touches the store."""

from __future__ import annotations

import re

from qda.display.find import Finding, Found
from qda.model.ids import Id
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.technique_words import technique_word
from qda.model.wording import _, plural
from qda.store import cases, passages, sources
from qda.store.study import Study

_SPACE = re.compile(r"\s+")
_LONGEST = 300  # characters of a passage on a line; of a longer one the middle is left out


def counted(found: Finding) -> str:
    """How many places in how many sources."""
    places = plural("{n} place", "{n} places", found.total).format(n=found.total)
    return plural("{places} in {n} source", "{places} in {n} sources", found.sources).format(
        places=places, n=found.sources
    )


def line_of(place: Found, width: int, *, coded: bool) -> str:
    """A place on one line.

    Words stand in the middle, one below the other. A passage stands behind its line number and its speaker, with the
    codes behind it; its middle is left out where it is long.
    """
    left, right = (_SPACE.sub(" ", text) for text in (place.left, place.right))
    if not coded:
        return f"{place.source}  {left[-width:].rjust(width) if width else ''}[{place.quote}]{right[:width]}"
    speaker = f" {place.speaker}:" if place.speaker else ""
    codes = f" — {', '.join(place.codes)}" if place.codes else ""
    return f"{place.source}:{place.line}{speaker} {left.lstrip()}[{_short(place.quote)}]{right.rstrip()}{codes}"


def _short(quote: str) -> str:
    flat = _SPACE.sub(" ", quote)
    half = _LONGEST // 2
    return flat if len(flat) <= _LONGEST else f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"


def hits_sheet(study: Study, found: Finding, query: str) -> Sheet:
    """Keyword in context, a row a place; of coded passages the codes, too, and the quotations behind them."""
    return Sheet(
        kind="find",
        title=_("Places of {query}").format(query=query),
        reading=_("One row is one passage: its words, with what stands before and after them, and its codes.")
        if found.coded
        else _("One row is one place: the words found, with what stands before and after them."),
        corner=_("source"),
        columns=tuple(Column(label=label) for label in _columns(found.coded)),
        rows=tuple(_coded_row(place) if found.coded else _row(place) for place in found.places),
        counts=counted(found),
        synthetic=any(source.synthetic for source in sources.listed(study)),
        quotations=_quotations(study, found.places) if found.coded else (),
    )


def _columns(coded: bool) -> tuple[str, ...]:
    around = (_("before"), _("found"), _("after"))
    return (_("line"), _("speaker"), *around, _("codes")) if coded else (_("speaker"), *around)


def _row(place: Found) -> Row:
    return Row(label=place.source, cells=tuple(map(_cell, (place.speaker, place.left, place.quote, place.right))))


def _coded_row(place: Found) -> Row:
    words = (_cell(place.speaker), _cell(place.left), _cell(place.quote, place.codings), _cell(place.right))
    return Row(label=place.source, cells=(Cell(value=place.line), *words, _cell(", ".join(place.codes))))


def _cell(text: str | None, evidence: tuple[Id, ...] = ()) -> Cell:
    return Cell(value=text, evidence=evidence) if text else Cell(empty=Empty.NOT_APPLICABLE)


def _quotations(study: Study, places: tuple[Found, ...]) -> tuple[Quotation, ...]:
    """The codings behind the places, each once, in the order of the texts."""
    behind = {coding: place for place in reversed(places) for coding in place.codings}
    rows = {row[0]: row[1:] for row in passages.described(study, list(behind))}
    people = {case.name: case for case in cases.listed(study)}
    names = {one.id: one for one in people.values()}
    stored = sources.by_name(study)
    speaks = {(one.source, one.label): names.get(one.case) for one in sources.speakers(study) if one.case}
    made = []
    for coding, place in behind.items():
        start, end, quote, code, stance, coder, origin, memo, named = rows[coding]
        source = stored[place.source]
        who = people.get(named) if named else speaks.get((source.id, place.speaker or ""))
        role = (who.attribute("role") or who.name) if who else place.speaker or technique_word(source.technique.value)
        made.append(
            Quotation(
                coding=coding,
                text=quote,
                role=role,
                source=place.source,
                line=place.line + place.quote.count("\n", 0, max(0, start - place.start)),
                start=start,
                end=end,
                code=code,
                stance=stance or "",
                speaker=place.speaker or "",
                informant=who.name if who else "",
                coder=coder,
                origin=origin,
                memo=memo or "",
                attributes=who.attributes if who else (),
            )
        )
    return tuple(sorted(made, key=lambda one: (one.source, one.start, one.end, one.code, one.coding)))
