"""How a study file is opened, and SQLite's complaints as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from qda.model.errors import (
    QdaError,
    StudyBusyError,
    StudyDamagedError,
    StudyError,
    StudyFullError,
    StudyReadOnlyError,
)
from qda.model.wording import _
from qda.store.schema import APPLICATION_ID

BUSY_MILLISECONDS = 15_000


def connect(path: Path, flags: int) -> apsw.Connection:
    """An open connection, with the pragmas every study has."""
    db = apsw.Connection(str(path), flags=flags)
    db.set_busy_timeout(BUSY_MILLISECONDS)
    db.execute("PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY")
    return db


def create_file(path: Path) -> apsw.Connection:
    """An open connection to a new file that says of itself that it is a study; it holds no table yet."""
    db = connect(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    db.execute(f"PRAGMA page_size=8192; PRAGMA application_id={APPLICATION_ID}")
    return db


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """SQLite's complaints as sentences."""
    where = str(path)
    try:
        yield
    except QdaError:
        raise
    except (apsw.BusyError, apsw.LockedError):
        raise StudyBusyError(
            _("Another program is writing to this study."),
            where=where,
            mend=_("Wait until it is done, then try again."),
        ) from None
    except apsw.ReadOnlyError:
        raise StudyReadOnlyError(
            _("This study may only be read."),
            where=where,
            mend=_("Copy it to a folder you may write to, or change its permissions."),
        ) from None
    except apsw.FullError:
        raise StudyFullError(
            _("The disk is full; the command was taken back and nothing is lost."),
            where=where,
            mend=_("Make room, then type the command again."),
        ) from None
    except (apsw.NotADBError, apsw.CorruptError):
        raise StudyDamagedError(
            _("This file is damaged or not a qda study."),
            where=where,
            mend=_("Go back to a copy: one that qda backup wrote, or an older version in your cloud folder."),
        ) from None
    except apsw.CantOpenError:
        raise StudyReadOnlyError(
            _("The study or its folder cannot be opened for writing."),
            where=where,
            mend=_("Check the name and the folder's permissions."),
        ) from None
    except apsw.IOError as fault:
        raise StudyError(_("The disk did not answer: {fault}.").format(fault=fault), where=where) from None
