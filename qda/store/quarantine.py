"""Passages that are kept out of all evidence."""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.ids import Id, new_id
from qda.model.text import Span
from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """A span that may not be evidence, with the reason."""

    id: Id
    source: Id
    span: Span
    why: str


def keep_out(study: Study, source: Id, span: Span, why: str) -> Id:
    """Keep a span out of all evidence."""
    made = new_id()
    study.write("INSERT INTO quarantine VALUES (?,?,?,?,?)", made, source, span.start, span.end, why)
    return made


def move(study: Study, kept_out: Id, span: Span | None) -> None:
    """Give a kept-out span its place in a changed text; None: its words are gone, and so is it."""
    if span is None:
        study.write("DELETE FROM quarantine WHERE id = ?", kept_out)
    else:
        study.write("UPDATE quarantine SET start = ?, stop = ? WHERE id = ?", span.start, span.end, kept_out)


def listed(study: Study) -> list[Quarantine]:
    """All spans that are kept out."""
    rows = study.rows("SELECT id, source, start, stop, why FROM quarantine ORDER BY source, start")
    return [Quarantine(id=r[0], source=r[1], span=Span(start=r[2], end=r[3]), why=r[4]) for r in rows]
