"""Which study is meant, and who is at work."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from qda.model.errors import StudyError, StudyMissingError
from qda.model.wording import _
from qda.store.schema import APPLICATION_ID

_APPLICATION, _HEADER = 68, 72  # where SQLite's file format keeps the application's id


def default_coder() -> str:
    """`$QDA_CODER`, else the login name."""
    chosen = os.environ.get("QDA_CODER", "")
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user entry
        return "qda"


def is_study(path: Path) -> bool:
    """Whether a file has the ending of studies or, whatever it is called, is one by its header. False where none is."""
    if path.suffix.lower() == ".qda":
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEADER)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[_APPLICATION:] == APPLICATION_ID.to_bytes(4, "big")


def locate(given: str | None, folder: Path) -> Path:
    """The study to use: the one given, else `$QDA_STUDY`, else the only `*.qda` in the folder or above.

    Raises:
        StudyMissingError: there is none.
        StudyError: a folder holds two.
    """
    chosen = given or os.environ.get("QDA_STUDY", "")
    if chosen:
        return Path(chosen)
    for place in (folder, *folder.parents):
        found = sorted(path for path in place.glob("*.qda") if path.is_file() and ".before-" not in path.name)
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise StudyError(
                _("Two or more studies are in this folder: {names}.").format(names=names),
                where=str(place),
                mend=_("Name one with --study FILE."),
            )
        if found:
            return found[0]
    raise StudyMissingError(
        _("There is no study here or above."), where=str(folder), mend=_("Begin one with: qda init NAME")
    )
