"""A study file, opened: commands as transactions whose changesets are journalled.

One command is one transaction, however many verbs it calls. While it runs, a SQLite session records every
change to the journalled tables; the changeset is written into the journal in the same transaction. `kill -9`
at any moment therefore leaves either the whole command or nothing of it. The file is kept in rollback-journal
mode, so that a closed study is one file and can be e-mailed or synchronised as it lies.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import apsw

from qda.model.errors import StudyDamagedError, StudyError, StudyMissingError
from qda.model.wording import _
from qda.store import schema
from qda.store.connection import connect, create_file, plain_errors
from qda.store.place import default_coder


def utc_now() -> str:
    """Now, UTC, ISO-8601 to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Study:
    """One open study. Use `Study.create` or `Study.open`, as a context manager."""

    def __init__(self, path: Path, connection: apsw.Connection, *, who: str, clock: Callable[[], str]) -> None:
        """For `open` and `create` only."""
        self.path, self.db, self.who, self.clock = path, connection, who, clock
        self._depth = 0
        self._what = ""

    @classmethod
    def create(
        cls, path: Path, *, title: str, language: str = "id", who: str = "", clock: Callable[[], str] = utc_now
    ) -> Self:
        """Make a new, empty study file.

        Raises:
            StudyError: the file exists already, or cannot be written.
        """
        if path.exists():
            raise StudyError(
                _("A study is already there."), where=str(path), mend=_("Choose another name, or use it with --study.")
            )
        with plain_errors(path):
            study = cls(path, create_file(path), who=who or default_coder(), clock=clock)
            try:
                study._migrate()
                with study.command("init", _("study “{title}” begun").format(title=title)):
                    study.set_setting("title", title)
                    study.set_setting("language", language)
            except BaseException:
                study.close()
                path.unlink(missing_ok=True)
                raise
        return study

    @classmethod
    def open(cls, path: Path, *, who: str = "", clock: Callable[[], str] = utc_now) -> Self:
        """Open a study.

        Raises:
            StudyMissingError: no file is there.
            StudyDamagedError: the file is truncated, no study, or made by a newer program.
        """
        if not path.is_file():
            raise StudyMissingError(
                _("There is no study here."), where=str(path), mend=_("Begin one with: qda init NAME")
            )
        with plain_errors(path):
            db = connect(path, apsw.SQLITE_OPEN_READWRITE)
            study = cls(path, db, who=who or default_coder(), clock=clock)
            try:
                study._recognise()
                study._migrate()
            except BaseException:
                study.close()
                raise
        return study

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def command(self, command: str, what: str = "") -> Iterator[Command]:
        """Everything within is one transaction and one entry of the journal; within another command, part of it.

        A command that changes nothing leaves no entry. Any exception takes the whole command back.

        Args:
            command: The command as typed, "import".
            what: What it does in one line; may be set on the yielded object when it is known.
        """
        if self._depth:
            yield Command(what)
            return
        with plain_errors(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                said = Command(what)
                with _recording(self.db) as session:
                    before = self.db.total_changes()
                    yield said
                    changes = self.db.total_changes() - before
                    self._journal(command, said.what, session.changeset(), changes)
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def turning(self, kind: str, seq: int) -> Iterator[None]:
        """The transaction of an undo or a redo: its entry points at the command, which holds the changeset.

        Raises:
            StudyError: a command is under way.
        """
        if self._depth:
            raise StudyError(_("Undo and redo cannot run within a command."), where=str(self.path))
        with plain_errors(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("UPDATE journal SET undone = ? WHERE seq = ?", (int(kind == "undo"), seq))
                self.db.execute(
                    "INSERT INTO journal (at, who, command, what, kind, target) VALUES (?,?,?,'',?,?)",
                    (self.now(), self.who, kind, kind, seq),
                )
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything within is taken back at the end: what `--dry-run` runs in.

        Raises:
            StudyError: a command is under way.
        """
        if self._depth:
            raise StudyError(_("A rehearsal cannot begin within a command."), where=str(self.path))
        with plain_errors(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
            finally:
                self._depth = 0
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    def now(self) -> str:
        """The clock's time; UTC, ISO-8601."""
        return self.clock()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query. For the modules of `qda.store` only."""
        with plain_errors(self.path):
            return self.db.execute(sql, values).fetchall()

    def stream(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they are asked for. For the modules of `qda.store` only."""
        with plain_errors(self.path):
            yield from self.db.execute(sql, values)

    def one(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, None if there is none. For the modules of `qda.store` only."""
        with plain_errors(self.path):
            row = self.db.execute(sql, values).fetchone()
        return row[0] if row else None

    def write(self, sql: str, *values: Any) -> None:
        """Run a changing statement, within a command. For the modules of `qda.store` only.

        Raises:
            RuntimeError: no command is under way.
        """
        self._need_command()
        with plain_errors(self.path):
            self.db.execute(sql, values)

    def write_many(self, sql: str, rows: Any) -> None:
        """Run a changing statement once for each row, within a command. For the modules of `qda.store` only."""
        self._need_command()
        with plain_errors(self.path):
            self.db.executemany(sql, rows)

    def setting(self, name: str) -> str | None:
        """A value kept with the study (title, language …); None if it was never set."""
        value = self.one("SELECT value FROM setting WHERE name = ?", name)
        return None if value is None else str(value)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value with the study."""
        if self.setting(name) != value:
            self.write(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value
            )

    @property
    def settings(self) -> list[tuple[str, str]]:
        """All values kept with the study, by name."""
        return [(name, value) for name, value in self.rows("SELECT name, value FROM setting ORDER BY name")]

    @property
    def title(self) -> str:
        """The study's title."""
        return self.setting("title") or self.path.stem

    @property
    def language(self) -> str:
        """The study's language, "id" or "en"."""
        return self.setting("language") or "id"

    def _need_command(self) -> None:
        if not self._depth:
            raise RuntimeError("a change outside a command would not be journalled")

    def _journal(self, command: str, what: str, changeset: bytes, changes: int) -> None:
        if not changeset:
            return
        self.db.execute(
            "INSERT INTO journal (at, who, command, what, kind, changes, hash, changeset) VALUES (?,?,?,?,'do',?,?,?)",
            (
                self.now(),
                self.who,
                command,
                what,
                changes,
                hashlib.sha256(changeset).digest(),
                zlib.compress(changeset, 1),
            ),
        )

    def _recognise(self) -> None:
        if self.db.execute("PRAGMA application_id").fetchone() != (schema.APPLICATION_ID,):
            raise StudyDamagedError(_("This file is not a qda study."), where=str(self.path))
        done = {name for (name,) in self.db.execute("SELECT name FROM migration")}
        if done - {name for name, _sql in schema.MIGRATIONS}:
            raise StudyDamagedError(
                _("This study was made by a newer qda."), where=str(self.path), mend=_("Update the program.")
            )

    def _migrate(self) -> None:
        fresh = not self.db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").fetchone()
        done = set() if fresh else {name for (name,) in self.db.execute("SELECT name FROM migration")}
        pending = [(name, sql) for name, sql in schema.MIGRATIONS if name not in done]
        if pending and not fresh:
            self.backup(_unused(self.path.with_suffix(f".before-{pending[0][0]}.qda")))
        for name, sql in pending:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                self.db.execute(sql)
                self.db.execute("INSERT INTO migration VALUES (?, ?)", (name, self.now()))
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK")
                raise

    def backup(self, to: Path) -> None:
        """A whole copy, consistent even while another process writes.

        Raises:
            StudyError: the target exists already or cannot be written.
        """
        if to.exists():
            raise StudyError(_("The file exists already; a backup overwrites nothing."), where=str(to))
        with plain_errors(to):
            target = connect(to, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
            try:
                with target.backup("main", self.db, "main") as copy:
                    while not copy.done:
                        copy.step(1000)
            finally:
                target.close()


def _unused(path: Path) -> Path:
    """The path, or the first numbered one beside it that no file has: an older backup is never in the way."""
    names = (path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, 10_000)))
    return next(name for name in names if not name.exists())


class Command:
    """A command under way; `what` becomes its line in the journal."""

    def __init__(self, what: str) -> None:
        """Begin with what is known."""
        self.what = what


@contextmanager
def _recording(db: apsw.Connection) -> Iterator[Any]:
    session = apsw.Session(db, "main")
    try:
        for table in schema.JOURNALLED:
            session.attach(table)
        yield session
    finally:
        session.close()
