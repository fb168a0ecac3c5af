"""A report as a text, read by the importers but kept in no study."""

from __future__ import annotations

from pathlib import Path

from qda.collect.identify import identify, read_file
from qda.collect.importer import Draft
from qda.model.errors import InputError
from qda.model.wording import _


def manuscript_text(path: Path) -> str:
    """The text of a .docx, .odt, .txt, .md or any file that an importer reads as text.

    Raises:
        InputError: it cannot be read, or holds no text.
        AmbiguousError: several importers claim it.
    """
    if not path.is_file():
        raise InputError(_("There is no such file."), where=str(path), mend=_("Check the name and the folder."))
    file = read_file(path)
    drafts: list[Draft] = identify(file).target(file)
    text = "".join(draft.text for draft in drafts)
    if not text.strip():
        raise InputError(_("The file holds no text."), where=str(path))
    return text
