"""A study built again from its journal alone: every changeset in its order, held against what was recorded.

A `Trail` is all that this takes: the migrations, the journal, the contents that its changesets name by hash, and the
state that must come out. It is read from a study, or from the folder of an audit trail.

The journal becomes a chain: the seal of an entry is the SHA-256 of the seal before it and of all that the entry says,
its changeset's hash among it. What is changed, left out or put elsewhere gives another seal there and from there on.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import apsw

from qda.model.errors import ConflictError, StudyDamagedError, StudyError
from qda.model.problem import Problem
from qda.model.records import JournalEntry
from qda.model.wording import _
from qda.store import contents, index, journal, schema
from qda.store.check import check
from qda.store.connection import create_file, plain_errors
from qda.store.study import Study, utc_now
from qda.store.trail import Content, Migrated, Replayed, StudyState, TableState, Trail

_BEFORE_ALL = "0" * 64


def recorded(study: Study, version: str) -> Trail:
    """The trail of an open study. `version` is the program's."""
    entries = tuple(reversed(journal.entries(study)))

    def changeset(seq: int) -> bytes | None:
        found = study.one("SELECT changeset FROM journal WHERE seq = ?", seq)
        return None if found is None else bytes(found)

    return Trail(
        migrations=tuple(
            Migrated(name=name, at=at) for name, at in study.rows("SELECT name, at FROM migration ORDER BY at, name")
        ),
        entries=entries,
        seals=sealed(entries),
        changeset=changeset,
        contents=lambda: _contents(study),
        state=state_of(study),
        version=version,
    )


def sealed(entries: tuple[JournalEntry, ...]) -> tuple[str, ...]:
    """The seal of each entry, 64 hexadecimal digits."""
    seals, before = [], _BEFORE_ALL
    for entry in entries:
        before = _seal(before, entry)
        seals.append(before)
    return tuple(seals)


def state_of(study: Study) -> StudyState:
    """The state of an open study."""
    with plain_errors(study.path):
        tables = tuple(_table_state(study.db, table) for table in schema.JOURNALLED)
    return StudyState(study_hash=journal.study_hash(study), tables=tables)


def replay(trail: Trail, path: Path, *, version: str, clock: Callable[[], str] = utc_now) -> Replayed:
    """Build the study of a trail in a new file, which is only there at the end if the study is the recorded one.

    Args:
        trail: What was recorded.
        path: The new study's file; its folder must be there.
        version: The program's; another may give the same rows another study hash.
        clock: Dates what is built anew: later migrations, the word index.

    Raises:
        StudyError: the file is there already or cannot be written.
        StudyDamagedError: the trail is of a newer program.
    """
    if path.exists():
        raise StudyError(_("A study is already there."), where=str(path), mend=_("Choose another name."))
    unknown = {step.name for step in trail.migrations} - {name for name, _sql in schema.MIGRATIONS}
    if unknown:
        raise StudyDamagedError(_("This study was made by a newer qda."), mend=_("Update the program."))
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with plain_errors(path):
            done = _built(trail, part, clock)
        if done.identical:
            done = _finished(trail, part, done, version, clock)
        if done.identical:
            part.replace(path)
        return done
    finally:
        part.unlink(missing_ok=True)


def _built(trail: Trail, part: Path, clock: Callable[[], str]) -> Replayed:
    db = create_file(part)
    try:
        db.execute("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; BEGIN IMMEDIATE")  # a broken file is thrown away
        build = _Build(db, trail)
        fault = build.run()
        problems = (fault,) if fault else tuple(_other_tables(db, trail))
        build.migrate_rest(clock())
        db.execute("COMMIT")
        return Replayed(entries=build.entries, study_hash="", problems=problems)
    finally:
        db.close()


class _Build:
    """The entries one after the other into an empty file."""

    def __init__(self, db: apsw.Connection, trail: Trail) -> None:
        self.db, self.trail = db, trail
        self.entries = 0
        self._stands: dict[int, bool] = {}
        self._done: set[str] = set()
        self._seal = _BEFORE_ALL

    def run(self) -> Problem | None:
        """Replay all; the first fault ends it."""
        if not self.trail.entries or self.trail.entries[0].command != "init":
            return _fault("", _("The journal does not begin with the study’s beginning (init)."))
        for due, (entry, seal) in enumerate(zip(self.trail.entries, self.trail.seals, strict=True), 1):
            self._migrate(lambda step, now=entry.at: step.at <= now)  # type: ignore[misc]
            what = self._order(entry, due) or self._sealed(entry, seal) or self._carried_out(entry)
            if what:
                return _fault(_("journal entry {n}").format(n=entry.seq), what)
            self.entries += 1
        self._migrate(lambda _step: True)
        return None

    def migrate_rest(self, at: str) -> None:
        """The steps of this program that the recorded study had not gone through."""
        for name, sql in schema.MIGRATIONS:
            if name not in self._done:
                self._step(name, sql, at)

    def _migrate(self, due: Callable[[Migrated], bool]) -> None:
        recorded_at = {step.name: step.at for step in self.trail.migrations if due(step)}
        for name, sql in schema.MIGRATIONS:
            if name in recorded_at and name not in self._done:
                self._step(name, sql, recorded_at[name])

    def _step(self, name: str, sql: str, at: str) -> None:
        self.db.execute(sql)
        self.db.execute("INSERT INTO migration VALUES (?, ?)", (name, at))
        self._done.add(name)

    def _order(self, entry: JournalEntry, due: int) -> str:
        if entry.seq == due:
            return ""
        if any(other.seq == due for other in self.trail.entries):
            return _("It stands where entry {n} is due: the entries are out of order.").format(n=due)
        return _("Entry {n} is missing before it.").format(n=due)

    def _sealed(self, entry: JournalEntry, seal: str) -> str:
        self._seal = _seal(self._seal, entry)
        if self._seal == seal:
            return ""
        return _("It is not what was recorded: the chain of seals breaks here.")

    def _carried_out(self, entry: JournalEntry) -> str:
        if entry.kind == "do":
            return self._do(entry)
        target = self._stands.get(entry.target or 0)
        if target is None or target is (entry.kind == "redo"):
            return _("It takes back or does again entry {n}, which cannot be.").format(n=entry.target)
        assert entry.target is not None
        changeset = zlib.decompress(self.trail.changeset(entry.target) or b"")
        what = self._apply(apsw.Changeset.invert(changeset) if entry.kind == "undo" else changeset)
        if not what:
            self._stands[entry.target] = entry.kind == "redo"
            self.db.execute("UPDATE journal SET undone = ? WHERE seq = ?", (int(entry.kind == "undo"), entry.target))
            self._enter(entry, None)
        return what

    def _do(self, entry: JournalEntry) -> str:
        packed = self.trail.changeset(entry.seq)
        if packed is None:
            return _("Its changes are missing.")
        try:
            changeset = zlib.decompress(packed)
        except zlib.error:
            return _("Its changes are damaged.")
        if hashlib.sha256(changeset).hexdigest() != entry.hash:
            return _("Its changes are not those that were recorded.")
        what = self._apply(changeset)
        if not what:
            self._stands[entry.seq] = True
            self._enter(entry, packed)
        return what

    def _apply(self, changeset: bytes) -> str:
        try:
            journal.apply_changeset(self.db, changeset)
        except ConflictError as conflict:
            return conflict.what
        except (apsw.SchemaChangeError, apsw.SQLError, apsw.CorruptError, apsw.ConstraintError) as fault:
            return _("Its changes cannot be carried out: {fault}.").format(fault=fault)
        return ""

    def _enter(self, entry: JournalEntry, packed: bytes | None) -> None:
        self.db.execute(
            "INSERT INTO journal (seq, at, who, command, what, kind, target, changes, hash, changeset) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                entry.seq,
                entry.at,
                entry.who,
                entry.command,
                entry.what,
                entry.kind,
                entry.target,
                entry.changes,
                bytes.fromhex(entry.hash) if entry.hash else None,
                packed,
            ),
        )


def _finished(trail: Trail, part: Path, done: Replayed, version: str, clock: Callable[[], str]) -> Replayed:
    """Contents, word index and checks of a study whose rows are the recorded ones."""
    with Study.open(part, clock=clock) as study:
        with study.command("replay"):  # changes nothing that is journalled, and so leaves no entry
            problems = list(_keep_contents(study, trail)) or list(_without_content(study))
            if not problems:
                index.update(study)
        if not problems:
            problems = [replace(problem, file="") for problem in check(study)]
        found = journal.study_hash(study)
    if found != trail.state.study_hash:
        problems.append(
            Problem(
                file="",
                what=_("The study hash is {found}, and {recorded} was recorded.").format(
                    found=found, recorded=trail.state.study_hash
                ),
                mend=""
                if version == trail.version
                else _("qda {version} recorded it; all rows are the same.").format(version=trail.version),
                fatal=version == trail.version,
            )
        )
    return replace(done, study_hash=found, problems=tuple(problems))


def _keep_contents(study: Study, trail: Trail) -> Iterator[Problem]:
    for content in trail.contents():
        if content.data is None:
            yield _fault(content.place, _("It is missing."))
            continue
        try:
            kept = (
                contents.keep_text(study, content.data.decode("utf-8", "surrogatepass"))
                if content.is_text
                else contents.keep_bytes(study, content.data)
            )
        except UnicodeDecodeError:
            kept = b""
        if kept != content.sha:
            yield _fault(content.place, _("It is not what was imported: its hash is another."))


def _without_content(study: Study) -> Iterator[Problem]:
    for (name,) in study.rows(
        "SELECT name FROM source WHERE text_sha NOT IN (SELECT sha FROM content) OR (original_sha IS NOT NULL AND "
        "original_sha NOT IN (SELECT sha FROM content)) ORDER BY name"
    ):
        yield _fault(_("source {name}").format(name=name), _("Its text or its file is not among the contents."))


def _other_tables(db: apsw.Connection, trail: Trail) -> Iterator[Problem]:
    """Tables that are not as recorded: somebody changed the study without the journal, or the record itself."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    wanted = {state.table: state for state in trail.state.tables}
    for table in dict.fromkeys((*wanted, *(name for name in schema.JOURNALLED if name in there))):
        found = _table_state(db, table) if table in schema.JOURNALLED and table in there else None
        if found != wanted.get(table):
            yield _fault(
                _("table {table}").format(table=table),
                _("The journal gives {found} rows, the study had {recorded}; they are not the same rows.").format(
                    found=found.rows if found else 0, recorded=wanted[table].rows if table in wanted else 0
                ),
            )


def _table_state(db: apsw.Connection, table: str) -> TableState:
    columns = list(db.execute(f"PRAGMA table_info({table})"))
    key = ", ".join(column[1] for column in sorted((c for c in columns if c[5]), key=lambda c: int(c[5])))
    digest, rows = hashlib.sha256(), 0
    for row in db.execute(f"SELECT * FROM {table} ORDER BY {key}"):
        digest.update(ascii(row).encode("ascii"))
        digest.update(b"\n")
        rows += 1
    return TableState(table=table, rows=rows, sha256=digest.hexdigest())


def _contents(study: Study) -> Iterator[Content]:
    for sha, packed, data in study.stream("SELECT sha, packed, data FROM content ORDER BY sha"):
        is_text = packed == contents.TEXT
        raw = data.encode("utf-8") if isinstance(data, str) else contents.unpacked(packed, bytes(data))
        yield Content(sha=sha, is_text=is_text, data=raw, place=_("content {sha}").format(sha=sha.hex()[:16]))


def _seal(before: str, entry: JournalEntry) -> str:
    said = (
        before,
        entry.seq,
        entry.at,
        entry.who,
        entry.command,
        entry.what,
        entry.kind,
        entry.target,
        entry.changes,
        entry.hash,
    )
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode("ascii")).hexdigest()


def _fault(place: str, what: str) -> Problem:
    return Problem(file="", place=place, what=what, fatal=True)
