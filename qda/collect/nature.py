"""What a file's first bytes say it is, whatever its ending says, and the one sentence for files of another nature."""

from __future__ import annotations

from enum import Enum

from qda.collect.importer import File
from qda.model.errors import InputError
from qda.model.wording import N_, _


class Nature(Enum):
    """A kind of content that shows in its bytes; the value is how people call it."""

    EMPTY = N_("an empty file")
    ZIP = N_("a ZIP archive")
    OLD_WORD = N_("an old Word document (.doc)")
    OLD_OFFICE = N_("an old Office file")
    PROTECTED = N_("a password-protected Office file")
    RTF = N_("a Rich Text (RTF) document")
    PDF = N_("a PDF document")
    IMAGE = N_("a picture")
    SOUND = N_("a sound or video recording")
    PROGRAM = N_("a program")
    DATABASE = N_("a database")
    ARCHIVE = N_("a compressed archive")


_MAGIC = (
    (b"PK\x03\x04", Nature.ZIP),
    (b"PK\x05\x06", Nature.ZIP),
    (b"PK\x07\x08", Nature.ZIP),
    (b"{\\rtf", Nature.RTF),
    (b"%PDF-", Nature.PDF),
    (b"\x89PNG", Nature.IMAGE),
    (b"\xff\xd8\xff", Nature.IMAGE),
    (b"GIF8", Nature.IMAGE),
    (b"II*\0", Nature.IMAGE),
    (b"MM\0*", Nature.IMAGE),
    (b"ID3", Nature.SOUND),
    (b"OggS", Nature.SOUND),
    (b"RIFF", Nature.SOUND),
    (b"fLaC", Nature.SOUND),
    (b"\x1aE\xdf\xa3", Nature.SOUND),
    (b"#!AMR", Nature.SOUND),
    (b"MZ", Nature.PROGRAM),
    (b"\x7fELF", Nature.PROGRAM),
    (b"SQLite format 3\0", Nature.DATABASE),
    (b"\x1f\x8b", Nature.ARCHIVE),
    (b"7z\xbc\xaf", Nature.ARCHIVE),
    (b"Rar!", Nature.ARCHIVE),
    (b"BZh", Nature.ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OWN_ENDINGS = {
    Nature.OLD_WORD: (".doc",),
    Nature.OLD_OFFICE: (".doc", ".xls", ".ppt"),
    Nature.RTF: (".rtf",),
    Nature.PDF: (".pdf",),
    Nature.PROTECTED: (".docx", ".docm", ".xlsx", ".xlsm", ".ods"),
    Nature.ZIP: (".zip",),
    Nature.IMAGE: (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"),
    Nature.SOUND: (".mp3", ".m4a", ".wav", ".mp4", ".ogg", ".opus", ".aac", ".amr", ".mov", ".webm"),
}
_MENDS = {
    Nature.EMPTY: N_("Check that the file was saved and copied completely."),
    Nature.ZIP: N_("Unpack it, or give it the ending of the program that wrote it (.docx, .odt, .xlsx)."),
    Nature.OLD_WORD: N_("Open it in Word or LibreOffice and save it as .docx."),
    Nature.OLD_OFFICE: N_("Open it in Office or LibreOffice and save it as .docx or .xlsx."),
    Nature.PROTECTED: N_("Open it with its password, take the protection off and save it again."),
    Nature.RTF: N_("Open it in Word or LibreOffice and save it as .docx."),
    Nature.PDF: N_("Save the text behind it as .docx or .txt."),
    Nature.IMAGE: N_("Type its text into a .txt or .docx file."),
    Nature.SOUND: N_("Transcribe it first, then import the transcript."),
    Nature.PROGRAM: N_("Import the transcript itself."),
    Nature.DATABASE: N_("A project of another program comes in by its own import, not as a transcript."),
    Nature.ARCHIVE: N_("Unpack it and import the files in it."),
}


def nature_of(data: bytes) -> Nature | None:
    """What the content is by its first bytes (and, in an OLE container, its streams); None: perhaps text."""
    if not data.strip(b" \t\r\n\x0c\xef\xbb\xbf\xff\xfe\0"):
        return Nature.EMPTY
    if data.startswith(_OLE):
        return _nature_of_ole(data)
    if data[4:8] == b"ftyp":
        return Nature.SOUND
    return next((nature for magic, nature in _MAGIC if data.startswith(magic)), None)


def refusal(file: File, nature: Nature) -> InputError:
    """The error for a file that is of a nature its importer cannot read."""
    readable = nature is Nature.EMPTY or file.extension == "" or file.extension in _OWN_ENDINGS.get(nature, ())
    what = _("This is {nature}.") if readable else _("This is {nature}, although its name ends in {ending}.")
    return InputError(
        what.format(nature=_(nature.value), ending=file.extension), where=file.name, mend=_(_MENDS[nature])
    )


def require_text(file: File) -> None:
    """Let pass what may be text.

    Raises:
        InputError: the bytes are empty, or those of another format.
    """
    nature = nature_of(file.data)
    if nature is not None:
        raise refusal(file, nature)


def require_zip(file: File) -> None:
    """Let pass what begins as a ZIP package (docx, odt, xlsx).

    Raises:
        InputError: the bytes are empty, of another format, or text.
    """
    nature = nature_of(file.data)
    if nature is Nature.ZIP:
        return
    if nature is not None:
        raise refusal(file, nature)
    raise InputError(
        _("The content is not that of a {ending} file.").format(ending=file.extension),
        where=file.name,
        mend=_("If it is plain text, give it the ending .txt; otherwise save it again from the program that wrote it."),
    )


def _nature_of_ole(data: bytes) -> Nature:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Nature.PROTECTED
    if "WordDocument".encode("utf-16-le") in data:
        return Nature.OLD_WORD
    return Nature.OLD_OFFICE
