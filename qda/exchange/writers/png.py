"""PNG: networks and plots as pictures for Word, slides and messages, 300 dots an inch."""

from __future__ import annotations

from typing import BinaryIO

from qda.exchange.pictures import svg_of
from qda.exchange.png import png
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.wording import N_


@writer(
    "png",
    N_("Picture of a network or a plot, 300 dots an inch, for Word and slides"),
    extensions=(".png",),
    takes=("networks", "plots"),
    numbers=True,
)
def write_png(output: Output, file: BinaryIO) -> None:
    """The picture that the writer of SVG makes, as dots; the same bytes every time.

    Raises:
        MissingExtraError: the library that draws it is not installed.
    """
    file.write(png(svg_of(output)))
