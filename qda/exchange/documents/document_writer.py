"""Which writer serves a document's file, chosen by its ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qda.exchange.output import put, put_beside
from qda.model.document import Document
from qda.model.errors import InputError
from qda.model.wording import _

DocumentWriter = Callable[[Document], bytes]
ENDINGS = (".docx", ".html", ".htm", ".tex")


def check_ending(path: Path) -> None:
    """Refuse a file that no writer serves, before anything is computed.

    Raises:
        InputError: the ending is not one of `ENDINGS`.
    """
    if path.suffix.lower() not in ENDINGS:
        raise InputError(
            _("A report cannot be written with the ending “{ending}”.").format(ending=path.suffix),
            where=str(path),
            mend=_("Use one of: {endings}.").format(endings=", ".join(ENDINGS)),
        )


def save_document(document: Document, path: Path) -> bool:
    """Write a document; whether the file changed. A file that would be the same is left as it lies.

    Raises:
        InputError: no writer serves the ending, or the file cannot be written.
    """
    check_ending(path)
    if path.suffix.lower() == ".tex":
        from qda.exchange.documents.tex import tex_bytes
        from qda.exchange.documents.tex_pictures import pictures_beside

        changed = put(tex_bytes(document, path.stem), path)
        return put_beside(pictures_beside(document, path.stem), path) or changed
    return put(_writer(path)(document), path)


def _writer(path: Path) -> DocumentWriter:
    if path.suffix.lower() == ".docx":
        from qda.exchange.documents.docx import docx_bytes

        return docx_bytes
    from qda.exchange.documents.html import html_bytes

    return html_bytes
