"""Word: each display a captioned table on landscape pages, as a thesis has it, the quotations at the end."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.sheet_document import sheet_document
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.wording import N_


@writer(
    "docx",
    N_("Word document; each display a captioned table or picture in landscape"),
    extensions=(".docx",),
    takes=("sheets", "networks", "plots"),
    numbers=True,
)
def write_docx(output: Output, file: BinaryIO) -> None:
    """The whole document; Word counts the tables anew where they are pasted into another one.

    Raises:
        InputError: a matrix has more cells than a printed document can hold.
    """
    from qda.exchange.documents.docx import docx_bytes

    file.write(docx_bytes(sheet_document(output)))
