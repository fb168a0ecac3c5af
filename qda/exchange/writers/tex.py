"""LaTeX: long tables on landscape pages and figures, numbered by the document they are taken into."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.sheet_document import sheet_document
from qda.exchange.writer import Beside, writer
from qda.model.output import Output
from qda.model.wording import N_


@writer(
    "tex",
    N_("LaTeX document; each display a long table in landscape, or a figure with its picture beside the file"),
    extensions=(".tex",),
    takes=("sheets", "networks", "plots"),
    numbers=True,
)
def write_tex(output: Output, file: BinaryIO) -> tuple[Beside, ...]:
    """The whole document; what stands between its comments can be taken into another one that loads its packages.

    Returns:
        The pictures that it names.

    Raises:
        InputError: a matrix has more cells than a printed document can hold, a plot more marks than a picture.
    """
    from qda.exchange.documents.tex import tex_bytes
    from qda.exchange.documents.tex_pictures import pictures_beside

    document = sheet_document(output)
    file.write(tex_bytes(document, output.stem))
    return pictures_beside(document, output.stem)
