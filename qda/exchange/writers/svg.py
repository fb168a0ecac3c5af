"""SVG: networks and plots as pictures that print on A4, also in grey; edited by Inkscape, LibreOffice, Illustrator."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.pictures import svg_of
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.wording import N_


@writer(
    "svg",
    N_("Picture of a network or a plot, for print"),
    extensions=(".svg",),
    takes=("networks", "plots"),
    numbers=True,
)
def write_svg(output: Output, file: BinaryIO) -> None:
    """All of them one below the other, with their legends and where they come from; the same bytes every time."""
    file.write(svg_of(output).encode("utf-8"))
