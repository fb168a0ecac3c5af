"""A plot of one coefficient for each code with its interval, as SVG. Pure; the same agreement gives the same bytes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from qda.condense.agreement import Agreement
from qda.condense.agreement_table import name_of
from qda.model.wording import _, number
from qda.stats.agreement import Estimate, Statistic

_ROW, _TOP, _FOOT = 26, 64, 58  # heights in pixels
_PLOT, _RIGHT = 460, 150  # width of the scale, and room for the numbers beside it
_LETTER = 7.2  # pixels a letter of a label takes at most
_LONGEST_LABEL = 44  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    label: str
    value: float | None
    low: float | None
    high: float | None
    shown: str
    whole: bool = False


def agreement_plot(found: Agreement, statistic: Statistic) -> bytes:
    """The picture: a row a code, its value as a dot, its interval as a bar; below all codes together.

    Args:
        found: The agreement.
        statistic: Which coefficient.
    """
    lines = [_line(one.code, one.of(statistic)) for one in found.coefficients.codes]
    lines.append(_line(_("all codes together"), found.coefficients.of(statistic), whole=True))
    return "".join(_picture(lines, found, name_of(statistic))).encode("utf-8")


def _line(label: str, estimate: Estimate, *, whole: bool = False) -> _Line:
    value, interval = estimate.coefficient.value, estimate.interval
    if value is None:
        return _Line(label=label, value=None, low=None, high=None, shown=_("undefined"), whole=whole)
    shown = number(value, 2).replace("-", "−")
    if interval is None or interval.low is None or interval.high is None:
        return _Line(label=label, value=value, low=None, high=None, shown=shown, whole=whole)
    low, high = (number(end, 2).replace("-", "−") for end in (interval.low, interval.high))
    return _Line(
        label=label, value=value, low=interval.low, high=interval.high, shown=f"{shown} [{low}; {high}]", whole=whole
    )


class _Scale:
    """Values to pixels, from a round number at or below every value to 1."""

    def __init__(self, lines: Sequence[_Line], left: float) -> None:
        ends = [end for line in lines for end in (line.value, line.low) if end is not None]
        self.low = max(-1.0, math.floor(min([0.0, *ends]) * 5) / 5)
        self.left = left

    def at(self, value: float) -> float:
        within = min(max(value, self.low), 1.0)
        return round(self.left + (within - self.low) / (1 - self.low) * _PLOT, 1)

    def ticks(self) -> list[float]:
        return [round(self.low + 0.2 * n, 1) for n in range(round((1 - self.low) / 0.2) + 1)]


def _picture(lines: Sequence[_Line], found: Agreement, name: str) -> Iterator[str]:
    labels = [_cut(line.label) for line in lines]
    left = 24 + _LETTER * max(len(label) for label in labels)
    scale = _Scale(lines, left)
    width, bottom = round(left + _PLOT + _RIGHT), _TOP + _ROW * len(lines) + 8
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom + _FOOT}" '
        f'viewBox="0 0 {width} {bottom + _FOOT}" font-family="Arial, Helvetica, sans-serif" font-size="13">\n'
        f"<title>{escape(_('{name} of each code').format(name=name))}</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n'
    )
    coders = ", ".join(rater.label for rater in found.raters)
    yield _text(12, 24, _("{name} of each code").format(name=name), 'font-size="16" font-weight="bold"')
    about = _("{coders}; unit: {unit}; units: {n}").format(coders=coders, unit=found.options.unit.value, n=found.units)
    yield _text(12, 44, about, 'fill="#444444"')
    yield from _axis(scale, bottom, name)
    for n, (line, label) in enumerate(zip(lines, labels, strict=True)):
        yield from _drawn(line, label, scale, _TOP + _ROW * n + _ROW / 2)
    yield "</svg>\n"


def _axis(scale: _Scale, bottom: float, name: str) -> Iterator[str]:
    for tick in scale.ticks():
        x = scale.at(tick)
        zero = tick == 0
        look = 'stroke="#000000" stroke-width="1.5"' if zero else 'stroke="#dddddd"'
        yield f'<line x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{bottom}" {look}/>\n'
        yield _text(x, bottom + 18, number(tick, 1).replace("-", "−"), 'text-anchor="middle"')
    yield f'<line x1="{scale.at(scale.low)}" y1="{bottom}" x2="{scale.at(1)}" y2="{bottom}" stroke="#000000"/>\n'
    middle = (scale.at(scale.low) + scale.at(1)) / 2
    yield _text(middle, bottom + 38, name, 'text-anchor="middle"')


def _drawn(line: _Line, label: str, scale: _Scale, y: float) -> Iterator[str]:
    heavy = ' font-weight="bold"' if line.whole else ""
    yield _text(scale.left - 12, y + 4, label, f'text-anchor="end"{heavy}', title=line.label)
    beside = scale.left + _PLOT + 12
    yield _text(beside, y + 4, line.shown, f'fill="{"#666666" if line.value is None else "#000000"}"')
    if line.value is None:
        return
    if line.low is not None and line.high is not None:
        low, high = scale.at(line.low), scale.at(line.high)
        yield f'<line x1="{low}" y1="{y}" x2="{high}" y2="{y}" stroke="#555555" stroke-width="2"/>\n'
        for end, inside in ((low, line.low >= scale.low), (high, line.high <= 1)):
            if inside:  # an end beyond the scale has no stop
                yield f'<line x1="{end}" y1="{y - 5}" x2="{end}" y2="{y + 5}" stroke="#555555" stroke-width="2"/>\n'
    x = scale.at(line.value)
    if line.whole:
        yield f'<path d="M{x} {y - 7} l7 7 l-7 7 l-7 -7 z" fill="#000000"/>\n'
    else:
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="#000000"/>\n'


def _cut(label: str) -> str:
    """The label, or its end where it is long: the last part of a path tells codes apart."""
    return label if len(label) <= _LONGEST_LABEL else f"…{label[1 - _LONGEST_LABEL :]}"


def _text(x: float, y: float, text: str, look: str = "", *, title: str = "") -> str:
    told = f"<title>{escape(title)}</title>" if title and title != text else ""
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" {look}>{told}{escape(text)}</text>\n'
