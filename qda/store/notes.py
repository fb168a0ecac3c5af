"""Memos and findings."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.ids import Id
from qda.model.records import Finding, Memo
from qda.store.study import Study


def add_memo(study: Study, memo: Memo) -> None:
    """Store a memo."""
    study.write(
        "INSERT INTO memo VALUES (?,?,?,?,?,?,?,?)",
        memo.id,
        memo.about_kind,
        memo.about,
        memo.type,
        memo.text,
        memo.status,
        memo.by,
        memo.at,
    )


def memos(study: Study, *, about: Id | None = None, type: str | None = None) -> list[Memo]:  # noqa: A002  (its name)
    """Memos, oldest first; filters that are None do not filter."""
    rows = study.rows(
        "SELECT id, about_kind, about, type, text, status, who, at FROM memo WHERE (?1 IS NULL OR about = "
        "?1) AND (?2 IS NULL OR type = ?2) ORDER BY id",
        about,
        type,
    )
    return [
        Memo(id=r[0], about_kind=r[1], about=r[2], type=r[3], text=r[4], status=r[5], by=r[6], at=r[7]) for r in rows
    ]


def remove_memos(study: Study, ids: Iterable[Id]) -> None:
    """Take memos out. Undo brings them back."""
    study.write_many("DELETE FROM memo WHERE id = ?", [(one,) for one in ids])


def save_findings(study: Study, findings: Iterable[Finding]) -> bool:
    """Make the findings these, matched by key; whether anything changed."""
    old = {finding.key: finding for finding in findings_of(study)}
    new = [
        f
        if f.key not in old
        else Finding(id=old[f.key].id, key=f.key, statement=f.statement, body=f.body, position=f.position)
        for f in findings
    ]
    if new == list(old.values()):
        return False
    for gone in old.keys() - {finding.key for finding in new}:
        study.write("DELETE FROM finding WHERE key = ?", gone)
    study.write_many(
        "INSERT INTO finding VALUES (?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET statement = "
        "excluded.statement, body = excluded.body, position = excluded.position",
        [(f.id, f.key, f.statement, f.body, f.position) for f in new],
    )
    return True


def findings_of(study: Study) -> list[Finding]:
    """All findings in the order of their file."""
    rows = study.rows("SELECT id, key, statement, body, position FROM finding ORDER BY position, key")
    return [Finding(id=r[0], key=r[1], statement=r[2], body=r[3], position=r[4]) for r in rows]
