"""What plots are drawn with: shades that stay apart in grey, lines, words, marks that lead to quotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import inf

from qda.exchange.network.measure import text_width, wrapped
from qda.exchange.safe_text import visible
from qda.exchange.svg import short, text
from qda.model.ids import Id
from qda.model.wording import number

WORDS, SMALL, HEAD = 12.0, 10.5, 12.5  # sizes of letters, pixels
DARK, SOFT, FAINT, TRACK = "#222222", "#555555", "#d5dade", "#8a97a3"
FILL, PALE = "#5b84ad", "#c6d9ea"
_LIGHT, _DEEP = (0xF0, 0xF5, 0xFA), (0x27, 0x57, 0x87)
_WHITE_FROM = 0.72  # where white and dark words stand out alike

Link = Callable[[tuple[Id, ...]], str]  # the attributes of a link to some quotations; "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The marks of a plot from 0 to a width and a height, and the samples of its legend with their words."""

    body: tuple[str, ...]
    width: float
    height: float
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the marks are drawn for.

    Attributes:
        width: Pixels across; drawings that can be narrower than usual become so, none becomes wider.
        reach: Of bars: the axis goes at least so far.
        leaves: Of a dendrogram: the first leaf that is drawn and the one after the last, in the order of the picture;
            None for all.
    """

    width: float = inf
    reach: int = 0
    leaves: tuple[int, int] | None = None


WHOLE = Frame()


def unlinked(_evidence: tuple[Id, ...]) -> str:
    """For a picture that stands alone: marks lead nowhere."""
    return ""


def shade(strength: float) -> str:
    """The colour of a strength, 0–1: from nearly white to dark blue, its lightness falling evenly."""
    part = min(max(strength, 0.0), 1.0)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(_LIGHT, _DEEP, strict=True))


def on_shade(strength: float) -> str:
    """The colour of words on that shade."""
    return "#ffffff" if strength >= _WHITE_FROM else DARK


def rect(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle by its upper left corner."""
    return f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" {look}/>'


def line(x1: float, y1: float, x2: float, y2: float, look: str = f'stroke="{DARK}"') -> str:
    """A straight line."""
    return f'<line x1="{short(x1)}" y1="{short(y1)}" x2="{short(x2)}" y2="{short(y2)}" {look}/>'


def path(points: Sequence[tuple[float, float]], look: str) -> str:
    """A line from point to point."""
    steps = " L".join(f"{short(x)} {short(y)}" for x, y in points)
    return f'<path d="M{steps}" fill="none" {look}/>'


def circle(x: float, y: float, radius: float, look: str) -> str:
    """A circle by its middle."""
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" {look}/>'


def mark(body: str, told: str, evidence: tuple[Id, ...], link: Link) -> str:
    """Something that stands for data: what it says on hovering, and the way to its quotations."""
    group = f'<g class="datum"><title>{escape(visible(told))}</title>{body}</g>'
    leads = link(evidence) if evidence else ""
    return f"<a {leads}>{group}</a>\n" if leads else f"{group}\n"


def lines_at(x: float, y: float, parts: Sequence[str], size: float, step: float, look: str = "") -> str:
    """Lines of words whose middle lies at a height."""
    first = y - (len(parts) - 1) * step / 2 + size * 0.35
    return "".join(text(x, first + n * step, part, size, look) for n, part in enumerate(parts))


def cleared(x: float, y: float, words: str, size: float, look: str = "") -> str:
    """One line of words from its start, on white, so that lines behind it do not run through them."""
    back = rect(x - 2, y - size * 0.9, text_width(words, size) + 4, size * 1.2, 'fill="#ffffff"')
    return back + text(x, y, words, size, look).rstrip()


def turned(x: float, y: float, words: str, size: float, angle: float, look: str = "") -> str:
    """A line of words turned about its start."""
    return (
        f'<text transform="translate({short(x)} {short(y)}) rotate({short(angle)})" font-size="{short(size)}" {look}>'
        f"{escape(visible(words))}</text>\n"
    )


def fitted(words: str, size: float, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """Words in at most so many lines of a width."""
    return wrapped(" ".join(visible(words).split()) or "–", size, width, most, bold=bold)


def widest(parts: Sequence[str], size: float, *, bold: bool = False) -> float:
    """The width of the longest line; 0 for none."""
    return max((text_width(part, size, bold=bold) for part in parts), default=0.0)


def signed(value: float) -> str:
    """A number as it is printed beside an axis, with a minus that is as wide as a plus."""
    return number(value, 2, short=True).replace("-", "−")


def whole_ticks(most: float, wanted: int = 6) -> tuple[int, ...]:
    """Round whole numbers from 0 to at least `most`: steps of 1, 2 or 5 times a power of ten."""
    top = max(1.0, most)
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if top / step <= wanted:
                last = -int(-top // step)
                return tuple(step * n for n in range(last + 1))
        power *= 10


def round_ticks(least: float, most: float, wanted: int = 6) -> tuple[float, ...]:
    """Round numbers from at most `least` to at least `most`."""
    if most <= least:
        least, most = least - 1, most + 1
    step, power = 0.0, 10.0**-6
    while not step:
        step = next((f * power for f in (1, 2, 5) if (most - least) / (f * power) <= wanted), 0.0)
        power *= 10
    first, last = int(least // step), -int(-most // step)
    return tuple(round(step * n, 9) for n in range(first, last + 1))
