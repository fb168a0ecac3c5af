"""SVG: networks as pictures that print on A4, also in grey; edited by Inkscape, LibreOffice, Illustrator."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.network.drawing import drawing
from qda.exchange.network.picture import picture
from qda.exchange.writer import writer
from qda.model.sheet import Output
from qda.model.wording import N_


@writer("svg", N_("Picture of a network, for print"), extensions=(".svg",), takes=("networks",), numbers=True)
def write_svg(output: Output, file: BinaryIO) -> None:
    """All networks one below the other, with their legends and where they come from; the same bytes every time."""
    made = drawing([picture(network) for network in output.networks], output.provenance)
    file.write(made.encode("utf-8"))
