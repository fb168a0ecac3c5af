"""LaTeX: each display a long table on a landscape page, numbered by the document it is taken into."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.sheet_document import sheet_document
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.wording import N_


@writer("tex", N_("LaTeX document; each display a long table in landscape"), extensions=(".tex",), numbers=True)
def write_tex(output: Output, file: BinaryIO) -> None:
    """The whole document; the tables between its comments can be taken into another one that loads its packages.

    Raises:
        InputError: a matrix has more cells than a printed document can hold.
    """
    from qda.exchange.documents.tex import tex_bytes

    file.write(tex_bytes(sheet_document(output)))
