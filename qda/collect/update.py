"""Put a changed text in the place of the old one, and take its codings along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qda.collect.fitting import fit
from qda.collect.importer import Draft
from qda.collect.reanchor import How, Placement, find_again, reanchor
from qda.model.records import Kind, Source
from qda.model.text import Span
from qda.store import cases, codings, quarantine, sources
from qda.store.sources import NewSource, StoredSource
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What became of a source's codings.

    Attributes:
        moved: Codings with another place, or a place again; edited ones included.
        edited: Codings whose quote is another now, because the words were edited.
        unplaced: Quotes of the codings without a place, in the order of the old text.
    """

    moved: int = 0
    edited: int = 0
    unplaced: tuple[str, ...] = ()


def change_kind(study: Study, old: StoredSource, kind: Kind) -> None:
    """Let nobody speak in what became the author's own prose, and find who speaks in what no longer is it.

    Within a command, before the kind itself is stored. Between other kinds speakers and turns stay.
    """
    if (kind is Kind.AUTHOR) == (old.kind is Kind.AUTHOR):
        return
    if kind is Kind.AUTHOR:
        sources.replace_speech(study, old.id, (), ())
        return
    text = sources.text(study, old)
    source = Source(
        id=old.id, name=old.name, kind=kind, technique=old.technique, text=text, file=old.file, metadata=old.metadata
    )
    draft = Draft(name=old.name, text=text, metadata=old.metadata)
    fitted = fit(source, draft, cases.listed(study), cases.guide(study))
    sources.replace_speech(study, old.id, fitted.speakers, fitted.turns)
    sources.note(study, old.id, tuple(dict.fromkeys((*old.problems, *fitted.problems))))


def replace_source(study: Study, old: StoredSource, new: NewSource) -> Moves:
    """Store the new state of a source and re-anchor its codings and kept-out spans, within a command.

    A coding without a place becomes `unplaced` and keeps its old quote; one that was unplaced before is tried
    again. A refused hit of a rule whose words are gone is taken out: there is nothing left to refuse.
    """
    before = sources.text(study, old)
    mine = codings.listed(study, source=old.id, status=None)
    kept_out = [q for q in quarantine.listed(study) if q.source == old.id]
    sources.replace(study, new)
    if before == new.source.text:
        return Moves()
    after = new.source.text
    placed = [coding for coding in mine if coding.status != "unplaced"]
    places: list[Placement] = reanchor(before, after, [Span(start=c.start, end=c.end) for c in placed])
    todo = [
        *zip(placed, places, strict=True),
        *((coding, find_again(after, coding.quote)) for coding in mine if coding.status == "unplaced"),
    ]
    moved, edited, lost = 0, 0, []
    for coding, place in todo:
        if place.span is None:
            if coding.status == "rejected":
                codings.remove(study, [coding.id])
                continue
            lost.append(coding)
            if coding.status != "unplaced":
                codings.replace(study, replace(coding, status="unplaced"))
            continue
        start, end = place.span.start, place.span.end
        status = "active" if coding.status == "unplaced" else coding.status
        there = replace(coding, start=start, end=end, quote=after[start:end], status=status)
        if there != coding:
            moved += 1
            edited += place.how is How.EDITED
            codings.replace(study, there)
    for span, place in zip(kept_out, reanchor(before, after, [q.span for q in kept_out]), strict=True):
        quarantine.move(study, span.id, place.span)
    return Moves(
        moved=moved,
        edited=edited,
        unplaced=tuple(coding.quote for coding in sorted(lost, key=lambda c: (c.start, c.end, c.id))),
    )
