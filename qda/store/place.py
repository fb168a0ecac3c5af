"""Which study is meant, and who is at work."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from qda.model.errors import StudyError, StudyMissingError
from qda.model.wording import _


def default_coder() -> str:
    """`$QDA_CODER`, else the login name."""
    chosen = os.environ.get("QDA_CODER", "")
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user entry
        return "qda"


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
