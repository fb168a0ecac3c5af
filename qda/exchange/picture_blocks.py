"""Networks and plots as pictures of a printed document, each with its caption, its source and its rules below.

A plot whose letters would be smaller than `LEAST` points on a page is drawn in parts, further figures of one number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qda.exchange.captions import figure_number
from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT, Page
from qda.exchange.front_matter import after
from qda.exchange.network.drawing import figure as network_figure
from qda.exchange.network.picture import picture
from qda.exchange.network_tables import network_sheets
from qda.exchange.plot.figure import figure as plot_figure
from qda.exchange.plot.ink import SMALL
from qda.exchange.plot.pieces import pieces
from qda.exchange.png import png
from qda.exchange.svg import Figure, bare, letters_of, size_of
from qda.model.document import Picture, Run, Runs
from qda.model.output import Output
from qda.model.plot import Plot
from qda.model.sheet import Sheet
from qda.model.wording import _

LEAST = 6.0  # points of the smallest letters on paper that people read without a glass
_PIXEL = 25.4 / 96  # millimetres
_POINT = 72 / 96  # points a pixel
_RIM = 6.0  # pixels of a bare picture beyond its marks, with what is rounded up


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A picture as it lies on paper.

    Attributes:
        svg: The picture without its words.
        page: Where its letters are largest.
        letters: The size of its smallest letters on that page, points.
    """

    svg: str
    page: Page
    letters: float


def picture_sheets(output: Output) -> tuple[Sheet, ...]:
    """The numbers behind the networks and plots as tables."""
    networks = (sheet for network in output.networks for sheet in network_sheets(network))
    return (*networks, *(plot.as_sheet() for plot in output.plots))


def picture_blocks(output: Output, source: str, *, titled: bool = True) -> tuple[Picture, ...]:
    """The networks, then the plots, each a picture or several of one number.

    Args:
        output: What is printed; its numbering is that of the figures.
        source: The line below each that says where it comes from.
        titled: Whether a title stands above the first.

    Raises:
        MissingExtraError: the library that draws them is not installed.
        InputError: a plot has more marks than a picture can hold.
    """
    blocks: list[Picture] = []
    for n, network in enumerate(output.networks):
        figure = network_figure(picture(network), n)
        blocks += _blocks(
            output, n, figure, network_sheets(network)[0], (laid(bare(figure), titled=titled and n == 0),), source
        )
    for n, plot in enumerate(output.plots, len(output.networks)):
        blocks += _blocks(
            output, n, plot_figure(plot), plot.as_sheet(), laid_out(plot, titled=titled and n == 0), source
        )
    return tuple(blocks)


def laid_out(plot: Plot, *, titled: bool = False) -> tuple[Laid, ...]:
    """A plot on one page, or in as few parts as have readable letters; where no parts have them, those that come near.

    `titled` says whether a title stands above it.

    Raises:
        InputError: it has more marks than a picture can hold.
    """
    whole = laid(bare(plot_figure(plot)), titled=titled)
    if whole.letters >= LEAST:
        return (whole,)
    ways: list[tuple[Laid, ...]] = [(whole,)]
    for page in (PORTRAIT, LANDSCAPE):
        width, height = _room(page, titled=titled)
        parts = pieces(plot, width, height)
        ways.append(tuple(laid(bare(figure, width), (page,), titled=titled) for figure in parts))
    return min(ways, key=_burden)


def laid(svg: str, pages: tuple[Page, ...] = (LANDSCAPE, PORTRAIT), *, titled: bool = False) -> Laid:
    """A picture on that one of the pages where it is larger; as it lies itself where both leave it its size."""
    width, height = (side * _PIXEL for side in size_of(svg))
    if height > width:
        pages = pages[::-1]
    scales = [page.scale(width, height, titled=titled) for page in pages]
    best = scales.index(max(scales))
    return Laid(svg=svg, page=pages[best], letters=letters_of(svg) * _POINT * scales[best])


def _burden(parts: tuple[Laid, ...]) -> tuple[float, int]:
    """What there is against printing it so: letters that are too small, then the number of pages."""
    least = min(part.letters for part in parts)
    return max(0.0, LEAST - least), len(parts)


def _room(page: Page, *, titled: bool) -> tuple[float, float]:
    """Pixels across and down in which the smallest letters of a plot are as large as they have to be."""
    scale = LEAST / (SMALL * _POINT)
    return (
        page.text_width / _PIXEL / scale - _RIM,
        page.picture_height(titled=titled) / _PIXEL / scale - _RIM,
    )


def _blocks(
    output: Output, n: int, figure: Figure, sheet: Sheet, parts: tuple[Laid, ...], source: str
) -> Iterator[Picture]:
    for k, part in enumerate(parts):
        width, height = size_of(part.svg)
        last = k == len(parts) - 1
        yield Picture(
            key=f"f{n + 1}" if k == 0 else f"f{n + 1}-{k + 1}",
            caption=figure.title if k == 0 else _("{title} (continued)").format(title=figure.title),
            number=figure_number(output.numbering, n),
            source=source if last else "",
            notes=tuple(_notes(figure, sheet, part)) if last else (),
            counted="same" if k else "next",
            png=png(part.svg),
            width=width * _PIXEL,
            height=height * _PIXEL,
            wide=part.page.landscape,
            told=figure.reading,
        )


def _notes(figure: Figure, sheet: Sheet, part: Laid) -> Iterator[Runs]:
    reading = " ".join(line for line in (figure.reading, *figure.notes[:1]) if line)
    if reading:
        yield (Run(text=f"{_('How to read it')}: ", bold=True), Run(text=reading))
    for section in after(sheet):
        yield (Run(text=f"{section.heading}: ", bold=True), Run(text=" ".join(section.lines)))
    if part.letters < LEAST:
        told = _("On paper the letters are only {size} points high; in .svg and .html the picture can be enlarged.")
        yield (Run(text=told.format(size=f"{part.letters:.0f}")),)
