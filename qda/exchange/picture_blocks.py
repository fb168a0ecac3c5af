"""Networks and plots as pictures of a printed document, each with its caption, its source and its rules below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qda.exchange.captions import figure_number
from qda.exchange.front_matter import after
from qda.exchange.network.drawing import figure as network_figure
from qda.exchange.network.picture import picture
from qda.exchange.network_tables import network_sheets
from qda.exchange.plot.figure import figure as plot_figure
from qda.exchange.png import png
from qda.exchange.svg import Figure, bare
from qda.model.document import Picture, Run, Runs
from qda.model.errors import MissingExtraError
from qda.model.output import Output
from qda.model.sheet import Sheet
from qda.model.wording import _

_PIXEL = 25.4 / 96  # millimetres
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def picture_sheets(output: Output) -> tuple[Sheet, ...]:
    """The numbers behind the networks and plots as tables."""
    networks = (sheet for network in output.networks for sheet in network_sheets(network))
    return (*networks, *(plot.as_sheet() for plot in output.plots))


def picture_blocks(output: Output, source: str) -> tuple[Picture, ...]:
    """The networks, then the plots, each a picture; none where the library that draws them is not installed.

    Args:
        output: What is printed; its numbering is that of the figures.
        source: The line below each that says where it comes from.
    """
    told = [network_sheets(network)[0] for network in output.networks]
    told += [plot.as_sheet() for plot in output.plots]
    figures = [network_figure(picture(network), n) for n, network in enumerate(output.networks)]
    figures += [plot_figure(plot) for plot in output.plots]
    try:
        return tuple(_blocks(output, figures, told, source))
    except MissingExtraError:
        return ()


def _blocks(output: Output, figures: Sequence[Figure], told: Sequence[Sheet], source: str) -> Iterator[Picture]:
    for n, (figure, sheet) in enumerate(zip(figures, told, strict=True)):
        drawn = bare(figure)
        size = _SIZE.search(drawn)
        assert size is not None
        yield Picture(
            key=f"f{n + 1}",
            caption=figure.title,
            number=figure_number(output.numbering, n),
            source=source,
            notes=tuple(_notes(figure, sheet)),
            counted="next",
            png=png(drawn),
            width=float(size[1]) * _PIXEL,
            height=float(size[2]) * _PIXEL,
            told=figure.reading,
        )


def _notes(figure: Figure, sheet: Sheet) -> Iterator[Runs]:
    reading = " ".join(line for line in (figure.reading, *figure.notes[:1]) if line)
    if reading:
        yield (Run(text=f"{_('How to read it')}: ", bold=True), Run(text=reading))
    for section in after(sheet):
        yield (Run(text=f"{section.heading}: ", bold=True), Run(text=" ".join(section.lines)))
