"""Proof that a study is whole: every invariant, and in words what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qda.model.problem import Problem
from qda.model.wording import _
from qda.store import contents, sources
from qda.store.study import Study


def check(study: Study) -> list[Problem]:
    """What is wrong with a study; empty where nothing is.

    Looked at: SQLite's own integrity and references, every hash of a text, every coding's quote against the text at its
    place, turns within their text and in order, the codes and rules that codings name, what links join, the journal's
    hashes.
    """
    return [
        Problem(file=study.path.name, place=place, what=what, fatal=True)
        for test in _TESTS
        for place, what in test(study)
    ]


Fault = tuple[str, str]


def _integrity(study: Study) -> Iterator[Fault]:
    for (line,) in study.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield "", _("SQLite finds the file damaged: {fault}.").format(fault=line)


def _references(study: Study) -> Iterator[Fault]:
    for table, row, parent, _key in study.rows("PRAGMA foreign_key_check"):
        yield (
            _("table {table}, row {row}").format(table=table, row=row),
            _("It names something that is not in “{parent}”.").format(parent=parent),
        )


def _hashes(study: Study) -> Iterator[Fault]:
    import hashlib

    for source in sources.listed(study):
        text = contents.text(study, source.text_sha)
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() != source.text_sha:
            yield _("source {name}").format(name=source.name), _("Its text is not the text that was imported.")


def _quotes(study: Study) -> Iterator[Fault]:
    by_source: dict[bytes, list[tuple[int, int, str]]] = {}
    for source, start, end, quote in study.rows(
        "SELECT source, start, stop, quote FROM coding WHERE status <> 'unplaced' ORDER BY source, start"
    ):
        by_source.setdefault(source, []).append((start, end, quote))
    for stored in sources.listed(study):
        text = contents.text(study, stored.text_sha) if stored.id in by_source else ""
        for start, end, quote in by_source.get(stored.id, ()):
            if text[start:end] != quote or not 0 <= start <= end <= len(text):
                yield (
                    _("source {name}, place {start}–{end}").format(name=stored.name, start=start, end=end),
                    _("A coding's quote is not the text at its place."),
                )


def _turns(study: Study) -> Iterator[Fault]:
    for name, characters, source in study.rows("SELECT name, characters, id FROM source ORDER BY name"):
        last = 0
        for turn in sources.turns(study, source):
            if not last <= turn.start <= turn.end <= characters:
                yield (
                    _("source {name}, place {start}–{end}").format(name=name, start=turn.start, end=turn.end),
                    _("A turn overlaps the one before it or leaves the text."),
                )
            last = turn.end


def _rules(study: Study) -> Iterator[Fault]:
    for (number,) in study.rows(
        "SELECT count(*) FROM coding c JOIN rule r ON r.id = c.rule WHERE r.code <> c.code AND "
        "NOT EXISTS (SELECT 1 FROM code WHERE id = r.code AND status = 'merged')"
    ):
        if number:
            yield "", _("{n} codings carry a rule of another code.").format(n=number)
    for (number,) in study.rows("SELECT count(*) FROM coding WHERE (origin = 'rule') <> (rule IS NOT NULL)"):
        if number:
            yield "", _("{n} codings do not agree on whether a rule made them.").format(n=number)


def _links(study: Study) -> Iterator[Fault]:
    for (number,) in study.rows(
        "SELECT count(*) FROM link l WHERE (NOT EXISTS (SELECT 1 FROM code WHERE id = l.from_id) AND NOT EXISTS "
        "(SELECT 1 FROM case_ WHERE id = l.from_id)) OR (NOT EXISTS (SELECT 1 FROM code WHERE id = l.to_id) AND NOT "
        "EXISTS (SELECT 1 FROM case_ WHERE id = l.to_id))"
    ):
        if number:
            yield "", _("{n} links join something that is not there.").format(n=number)


def _journal(study: Study) -> Iterator[Fault]:
    import hashlib
    import zlib

    due = 1
    for seq, kind, packed, digest in study.stream("SELECT seq, kind, changeset, hash FROM journal ORDER BY seq"):
        if seq != due:
            yield _("journal entry {n}").format(n=due), _("It is missing.")
        due = seq + 1
        if kind == "do":
            try:
                whole = hashlib.sha256(zlib.decompress(packed or b"")).digest() == digest
            except zlib.error:
                whole = False
            if not whole:
                yield _("journal entry {n}").format(n=seq), _("Its changes are not those that were recorded.")


_TESTS: tuple[Callable[[Study], Iterator[Fault]], ...] = (
    _integrity,
    _references,
    _hashes,
    _quotes,
    _turns,
    _rules,
    _links,
    _journal,
)
