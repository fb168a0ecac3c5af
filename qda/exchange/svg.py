"""An SVG file of figures one below the other: title, reading, picture, legend, rules, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from qda.exchange.front_matter import synthetic_mark
from qda.exchange.network.measure import wrapped
from qda.exchange.origin_told import origin_told
from qda.exchange.safe_text import visible
from qda.model.output import Provenance
from qda.model.wording import _

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_MARGIN, _NARROWEST, _GAP = 28.0, 700.0, 22.0
_RIM = 2  # pixels around a bare picture, or the outlines at its edge would be halved
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_LETTERS = re.compile(r'font-size="([\d.]+)"')
_LEGEND = 11.0
Legend = Callable[[float, float, float], tuple[list[str], float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its words.

    Attributes:
        name: Class of the group that holds the picture.
        notes: Sentences below the legend; empty ones are left out.
        body: The marks of the picture, from 0 to its width and height.
        legend: Draws the legend from a left edge and a height within a width; gives its lines and where the next
            text may begin.
        head: Definitions that the marks refer to.
        filters: What is not drawn, each a sentence.
        number: "Figure 4.1"; it then stands with the title below the picture, as a thesis has it, not above; "" for
            none.
    """

    name: str
    title: str
    reading: str
    synthetic: bool
    notes: tuple[str, ...]
    rules: tuple[str, ...]
    body: tuple[str, ...]
    width: float
    height: float
    legend: Legend
    head: str = ""
    number: str = ""
    empty: bool = False
    filters: tuple[str, ...] = ()


def document(figures: Sequence[Figure], provenance: Provenance) -> str:
    """The whole SVG file: the figures one below the other, then where they come from."""
    width = max([_NARROWEST, *(one.width for one in figures)]) + 2 * _MARGIN
    body: list[str] = []
    y = _MARGIN
    for one in figures:
        part, y = _drawn(one, y, width)
        body += part
    source = " · ".join(f"{label}: {visible(value)}" for label, value in origin_told(provenance) if value)
    lines, y = block(source, 10.0, 14.0, y + 4, width, 'fill="#555555"')
    body += lines
    return _file(body, round(width), round(y + _MARGIN), figures)


def _file(body: Iterable[str], width: int, height: int, figures: Sequence[Figure]) -> str:
    title = escape(visible("; ".join(f"{one.number} {one.title}".lstrip() for one in figures)))
    told = escape(visible(" ".join(one.reading for one in figures)))
    lies = "landscape" if width >= height else "portrait"
    across, down = (277, 190) if lies == "landscape" else (190, 277)
    heads = "".join(dict.fromkeys(one.head for one in figures if one.head))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FONT}" role="img">\n<title>{title}</title>\n<desc>{told}</desc>\n'
        f"<style>@page{{size:A4 {lies};margin:10mm}}@media print{{:root{{width:{across}mm;height:{down}mm}}}}"
        "</style>\n"
        f"{f'<defs>{chr(10)}{heads}</defs>{chr(10)}' if heads else ''}"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{"".join(body)}</svg>\n'
    )


def _drawn(figure: Figure, y: float, width: float) -> tuple[list[str], float]:
    body: list[str] = []
    for words, size, line, look in _above(figure):
        lines, y = block(words, size, line, y, width, look)
        body += lines
    top = y + 20
    left = (width - figure.width) / 2
    body.append(f'<g class="{figure.name}" transform="translate({short(left)} {short(top)})">\n')
    body += figure.body
    body.append("</g>\n")
    y = top + figure.height + _GAP
    lines, y = figure.legend(_MARGIN, y, width - 2 * _MARGIN)
    body += lines
    lines, y = _caption(figure, y, width)
    body += lines
    for words in figure.notes:
        if words:
            lines, y = block(words, 11.0, 15.0, y, width, 'fill="#333333"')
            body += lines
    if figure.rules:
        rules = _("Decision rules: {rules}").format(rules=" ".join(figure.rules))
        lines, y = block(rules, 10.0, 14.0, y + 4, width, 'fill="#333333"')
        body += lines
    if figure.filters:
        left_out = f"{_('Filters')}: {' '.join(figure.filters)}"
        lines, y = block(left_out, 10.0, 14.0, y + 4, width, 'fill="#333333"')
        body += lines
    return body, y + 6


def _above(figure: Figure) -> Iterator[tuple[str, float, float, str]]:
    if not figure.number:
        yield figure.title, 18.0, 24.0, 'font-weight="bold"'
    if figure.synthetic:
        yield synthetic_mark(), 11.0, 15.0, 'font-weight="bold" fill="#8a1c1c"'
    yield figure.reading, 12.0, 16.0, 'fill="#333333"'
    if figure.empty:
        yield _("There is nothing to draw."), 12.0, 16.0, 'font-style="italic"'


def _caption(figure: Figure, y: float, width: float) -> tuple[list[str], float]:
    """Number and title in the middle; nothing where the figure has no number."""
    if not figure.number:
        return [], y
    made = []
    y += 6
    for part in wrapped(visible(f"{figure.number} {figure.title}"), 14.0, width - 2 * _MARGIN, 10, bold=True):
        y += 19.0
        made.append(text(width / 2, y, part, 14.0, 'font-weight="bold" text-anchor="middle"'))
    return made, y + 6


def block(words: str, size: float, line: float, y: float, width: float, look: str) -> tuple[list[str], float]:
    """Lines of running text within the margins, and where the next may begin."""
    made = []
    for part in wrapped(visible(words), size, width - 2 * _MARGIN, 40, bold="bold" in look):
        y += line
        made.append(text(_MARGIN, y, part, size, look))
    return made, y


def text(x: float, y: float, words: str, size: float, look: str = "") -> str:
    """One line of text, its base line at `y`; nothing in it that SVG would take for a mark."""
    return f'<text x="{short(x)}" y="{short(y)}" font-size="{short(size)}" {look}>{escape(visible(words))}</text>\n'


def short(value: float) -> str:
    """A number of pixels, one decimal at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture, pixels."""
    found = _SIZE.search(svg)
    assert found is not None
    return float(found[1]), float(found[2])


def letters_of(svg: str) -> float:
    """The size of a picture's smallest letters, pixels; those of its legend where it has no others."""
    return min(map(float, _LETTERS.findall(svg)), default=_LEGEND)


def bare(figure: Figure, narrowest: float = _NARROWEST) -> str:
    """A figure's picture and legend alone, for a page that has its words already; no narrower than so many pixels."""
    width = max(figure.width, narrowest)
    lines, bottom = figure.legend(0.0, figure.height + _GAP, width)
    left = (width - figure.width) / 2
    across, down = round(width) + 2 * _RIM, round(bottom) + 2 * _RIM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'viewBox="{-_RIM} {-_RIM} {across} {down}" font-family="{FONT}" role="group" '
        f'aria-label="{escape(visible(figure.title))}">\n'
        f"{f'<defs>{chr(10)}{figure.head}</defs>{chr(10)}' if figure.head else ''}"
        f'<g class="{figure.name}" transform="translate({short(left)} 0)">\n{"".join(figure.body)}</g>\n'
        f"{''.join(lines)}</svg>\n"
    )
