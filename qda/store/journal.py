"""The record of every change: list it, take a command back, do it again, and the state it adds up to."""

from __future__ import annotations

import hashlib
import zlib

import apsw

from qda.model.errors import ConflictError, NotFoundError
from qda.model.records import JournalEntry
from qda.model.wording import _
from qda.store import cache
from qda.store.study import Study

_COLUMNS = "seq, at, who, command, what, kind, target, undone, changes, hash"


def entries(study: Study, limit: int | None = None) -> list[JournalEntry]:
    """The journal, newest first."""
    sql = f"SELECT {_COLUMNS} FROM journal ORDER BY seq DESC" + (f" LIMIT {int(limit)}" if limit else "")
    return [
        JournalEntry(
            seq=r[0],
            at=r[1],
            who=r[2],
            command=r[3],
            what=r[4],
            kind=r[5],
            target=r[6],
            undone=bool(r[7]),
            changes=r[8],
            hash=r[9].hex() if r[9] else "",
        )
        for r in study.rows(sql)
    ]


def last_change(study: Study) -> str:
    """When the last command that still stands changed the study; UTC, ISO-8601."""
    return str(study.one("SELECT max(at) FROM journal WHERE kind = 'do' AND undone = 0") or study.now())


def undo(study: Study) -> JournalEntry:
    """Take back the last command that still stands.

    Raises:
        NotFoundError: nothing is left to undo.
        ConflictError: the study is not as that command left it.
    """
    seq = study.one("SELECT max(seq) FROM journal WHERE kind = 'do' AND undone = 0 AND command <> 'init'")
    if seq is None:
        raise NotFoundError(_("There is nothing to undo."))
    return _turn(study, int(seq), "undo")


def redo(study: Study) -> JournalEntry:
    """Do again what was undone last, as long as nothing new was done since.

    Raises:
        NotFoundError: nothing is left to redo.
        ConflictError: the study is not as the undo left it.
    """
    seq = study.one(
        "SELECT min(target) FROM journal u WHERE kind = 'undo' AND seq > (SELECT max(seq) FROM journal WHERE "
        "kind = 'do') AND (SELECT undone FROM journal WHERE seq = u.target) = 1"
    )
    if seq is None:
        raise NotFoundError(_("There is nothing to redo."))
    return _turn(study, int(seq), "redo")


def _turn(study: Study, seq: int, kind: str) -> JournalEntry:
    packed = study.one("SELECT changeset FROM journal WHERE seq = ?", seq)
    changeset = zlib.decompress(packed)
    entry = next(e for e in entries(study) if e.seq == seq)
    with study.turning(kind, seq):
        apply_changeset(study.db, apsw.Changeset.invert(changeset) if kind == "undo" else changeset)
    return entry


def apply_changeset(db: apsw.Connection, changeset: bytes) -> None:
    """Carry a changeset out, wholly or not at all. For the modules of `qda.store` only.

    Raises:
        ConflictError: a row is not as the changeset found it; the tables are named.
    """
    conflicts: list[str] = []

    def conflict(_reason: int, change: apsw.TableChange) -> int:
        conflicts.append(change.name)
        return int(apsw.SQLITE_CHANGESET_ABORT)

    try:
        apsw.Changeset.apply(changeset, db, conflict=conflict)
    except apsw.AbortError:
        tables = ", ".join(sorted(set(conflicts)))
        raise ConflictError(
            _("The study is not as that command left it ({tables}); nothing was changed.").format(tables=tables)
        ) from None


def study_hash(study: Study) -> str:
    """The state of the study in 16 hexadecimal digits: the same content gives the same hash, whatever the ids.

    Times and ids are left out, so that a study built again from its plan has the hash it had.
    """
    newest = position(study)
    cached = cache.recalled(study, "hash")
    if cached and cached.startswith(f"{newest}:"):
        return cached.split(":", 1)[1]
    digest = hashlib.sha256()
    for sql in _CONTENT:
        for (line,) in study.rows(sql):
            digest.update(str(line).encode("utf-8", "surrogatepass"))
            digest.update(b"\n")
        digest.update(b"\0")
    value = digest.hexdigest()[:16]
    cache.remember(study, "hash", f"{newest}:{value}")
    return value


def study_id(study: Study) -> str:
    """Which study this is, in 16 hexadecimal digits: of its first entry, so that copies of a study share it."""
    [(at, who, changed)] = study.rows("SELECT at, who, hash FROM journal ORDER BY seq LIMIT 1")
    return hashlib.sha256(f"{at}\0{who}\0".encode() + bytes(changed or b"")).hexdigest()[:16]


def position(study: Study) -> str:
    """Where the journal stands: the same as long as no command, undo or redo has changed the study."""
    return str(study.one("SELECT ifnull(max(seq), 0) || '.' || count(*) FROM journal"))


_CONTENT = (
    "SELECT json_array(name, value) FROM setting WHERE name IN ('title', 'language', 'method') ORDER BY name",
    "SELECT json_array(name, same_as, unspecified) || ifnull((SELECT group_concat(name, ';') FROM (SELECT name FROM "
    "alias WHERE case_id = c.id ORDER BY position)), '') || ifnull((SELECT group_concat(name || '=' || value, ';') "
    "FROM (SELECT name, value FROM attribute WHERE case_id = c.id ORDER BY name)), '') || ifnull((SELECT "
    "group_concat(on_name, ';') FROM (SELECT on_name FROM dependency WHERE case_id = c.id ORDER BY on_name)), '') "
    "FROM case_ c ORDER BY name",
    "SELECT json_array(name, kind, technique, hex(text_sha), date, period, place, site, copy_of, derived_from, "
    "synthetic) FROM source ORDER BY name",
    "SELECT s.name || ':' || group_concat(x, ';') FROM source s JOIN (SELECT t.source, t.start || ',' || t.stop || ',' "
    "|| ifnull(p.label || p.role || ifnull((SELECT name FROM case_ WHERE id = p.case_id), ''), '') || ',' || "
    "ifnull(t.question, '') x FROM turn t LEFT JOIN speaker p ON p.id = t.speaker ORDER BY t.source, t.start) t "
    "ON t.source = s.id GROUP BY s.id ORDER BY s.name",
    "SELECT s.name || json_array(q.start, q.stop, q.why) FROM quarantine q JOIN source s ON s.id = q.source ORDER BY 1",
    "SELECT json_array(key, text) || ifnull((SELECT group_concat(path, ';') FROM (SELECT path FROM question_code "
    "WHERE question = q.id ORDER BY position)), '') FROM question q ORDER BY position, key",
    "SELECT json_array(path, anatomy, status) || ifnull((SELECT group_concat(kind || pattern, ';') FROM (SELECT kind, "
    "pattern FROM rule WHERE code = c.id AND active = 1 ORDER BY position)), '') FROM code c ORDER BY path",
    "SELECT s.name || ':' || g FROM source s JOIN (SELECT source, group_concat(x, ';') g FROM (SELECT source, start || "
    "',' || stop || ',' || (SELECT path FROM code WHERE id = coding.code) || ',' || coder || ',' || round || ',' || "
    "origin || ifnull(stance, '') || ',' || ifnull(basis, '') || ifnull(prompted, '') || ifnull(magnitude, '') || ',' "
    "|| ifnull(slot, '') || ifnull((SELECT name FROM case_ WHERE id = informant), '') || ',' || ifnull(memo, '') || "
    "status x FROM coding ORDER BY source, x) GROUP BY source) c ON c.source = s.id ORDER BY s.name",
    "SELECT json_array(about_kind, type, text, status, who) FROM memo ORDER BY 1",
    "SELECT json_array(from_kind, ifnull((SELECT path FROM code WHERE id = from_id), (SELECT name FROM case_ WHERE id "
    "= from_id)), type, sign, to_kind, ifnull((SELECT path FROM code WHERE id = to_id), (SELECT name FROM case_ WHERE "
    "id = to_id)), memo) || ifnull((SELECT group_concat(x, ';') FROM (SELECT s.name || ',' || c.start || ',' || c.stop "
    "|| ',' || k.path || ',' || c.coder x FROM json_each(link.evidence) e JOIN coding c ON c.id = unhex(e.value) JOIN "
    "source s ON s.id = c.source JOIN code k ON k.id = c.code ORDER BY 1)), '') FROM link ORDER BY 1",
    "SELECT content FROM (SELECT 0 sort, position, key, json_array(key, statement, body) content FROM finding UNION "
    "ALL SELECT 1, 0, finding || ' ' || tactic || ' ' || item, json_array(finding, tactic, item, answer, why, who) "
    "FROM tactic_answer UNION ALL SELECT 2, 0, view || ' ' || row || ' ' || column, json_array(view, row, column, "
    "text, who) FROM written_text UNION ALL SELECT 3, 0, name, json_array(name, verb, arguments) FROM saved_view) "
    "ORDER BY sort, position, key",
)
