"""What can be computed again, kept for the next reader; it belongs to no command and is not journalled."""

from __future__ import annotations

import apsw

from qda.store.connection import BUSY_MILLISECONDS
from qda.store.study import Study


def recalled(study: Study, name: str) -> str | None:
    """What was kept under a name; None if nothing was."""
    value = study.one("SELECT value FROM cache WHERE name = ?", name)
    return None if value is None else str(value)


def remember(study: Study, name: str, value: str) -> None:
    """Keep a value for the next reader; a study that cannot be written now just computes it again."""
    study.db.set_busy_timeout(0)  # who only reads never waits for who writes
    try:
        study.db.execute("INSERT OR REPLACE INTO cache VALUES (?, ?)", (name, value))
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.BusyError, apsw.FullError, apsw.IOError):
        return
    finally:
        study.db.set_busy_timeout(BUSY_MILLISECONDS)
