"""Formats that are known and not read: each says in one sentence how to go on."""

from __future__ import annotations

from qda.collect.importer import Draft, File, importer
from qda.collect.nature import Nature, nature_of, refusal
from qda.model.errors import InputError
from qda.model.wording import N_, _

_BY_ENDING = {".doc": Nature.OLD_WORD, ".rtf": Nature.RTF, ".pdf": Nature.PDF}
_SOUND = (".mp3", ".m4a", ".wav", ".mp4", ".ogg", ".opus", ".aac", ".amr", ".mov", ".webm")


@importer(
    "refused", N_("Old Word, RTF, PDF and recordings: says how to convert them"), extensions=(*_BY_ENDING, *_SOUND)
)
def read_refused(file: File) -> list[Draft]:
    """Nothing; the error says what the file is and what to save it as.

    Raises:
        InputError: always.
    """
    nature = nature_of(file.data)
    if nature is Nature.ZIP:
        raise InputError(
            _("This is a Word or OpenDocument file under the ending {ending}.").format(ending=file.extension),
            where=file.name,
            mend=_("Rename it to .docx or .odt and import it again."),
        )
    expected = _BY_ENDING.get(file.extension, Nature.SOUND)
    if nature is None and expected is not Nature.SOUND:
        raise InputError(
            _("The content is not that of a {ending} file.").format(ending=file.extension),
            where=file.name,
            mend=_("If it is plain text, give it the ending .txt."),
        )
    raise refusal(file, nature or expected)
