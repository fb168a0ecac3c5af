"""ZIP packages of XML (docx, odt): opened with limits, parsed without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING

from qda.collect.importer import File
from qda.collect.nature import require_zip
from qda.model.errors import InputError
from qda.model.wording import _

if TYPE_CHECKING:
    from lxml import etree

MOST_MEMBERS = 20_000
LARGEST_PART = 200 * 1024 * 1024  # bytes, unpacked
HIGHEST_RATIO = 300  # unpacked to packed; XML of an office program stays below 100
_SMALL = 8 * 1024 * 1024  # below this any ratio is harmless
_PROTECTED_FLAG = 0x1


class Package:
    """An opened package; parts are read one by one, each within limits."""

    def __init__(self, file: File) -> None:
        """Open it.

        Raises:
            InputError: it is no ZIP, is cut off, or holds an absurd number of members.
        """
        require_zip(file)
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except (zipfile.BadZipFile, OSError, ValueError):
            raise self._damaged() from None
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise self._too_large()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """All bytes of a part.

        Raises:
            InputError: there is no such part, or it is damaged, protected, or unpacks beyond the limits.
        """
        info = self._zip.NameToInfo.get(name)
        if info is None:
            raise InputError(
                _("The content is not that of a {ending} file: it has no {part}.").format(
                    ending=self.file.extension, part=name
                ),
                where=self.file.name,
                mend=_("Save it again from the program that wrote it."),
            )
        if info.flag_bits & _PROTECTED_FLAG:
            raise InputError(
                _("The file is protected by a password."),
                where=self.file.name,
                mend=_("Open it with its password, take the protection off and save it again."),
            )
        self._limit(info)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise self._damaged() from None

    def check_all(self) -> None:
        """Let pass a package whose every part keeps the limits, for a library that will read them itself.

        Raises:
            InputError: a part would unpack beyond the limits.
        """
        for info in self._zip.infolist():
            self._limit(info)

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part.

        Raises:
            InputError: as `read`, or the part is no well-formed XML.
        """
        return parse(self.read(name), self.file)

    def _limit(self, info: zipfile.ZipInfo) -> None:
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > LARGEST_PART or (info.file_size > _SMALL and ratio > HIGHEST_RATIO):
            raise self._too_large()

    def _damaged(self) -> InputError:
        return InputError(
            _("The file is damaged or cut off."),
            where=self.file.name,
            mend=_("Copy or download it again, or open it in its program and save it anew."),
        )

    def _too_large(self) -> InputError:
        return InputError(
            _("The file unpacks to more than a transcript can be."),
            where=self.file.name,
            mend=_("Check where it comes from; save only its text as .docx or .txt."),
        )


def parse(data: bytes, file: File) -> etree._Element:
    """The root of an XML document; entities are left alone and nothing is fetched.

    Raises:
        InputError: the XML is not well-formed.
    """
    from lxml import etree

    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as fault:
        raise InputError(
            _("The document within the file is damaged: {fault}.").format(fault=fault.msg.split("\n")[0].rstrip(".")),
            where=file.name,
            mend=_("Open it in its program and save it anew."),
        ) from None


@cache
def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
