"""The legend below a picture: only what this picture has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from qda.exchange.network.ends import HEAD
from qda.exchange.network.measure import text_width
from qda.exchange.network.picture import Picture
from qda.exchange.network.shapes import ROUND
from qda.exchange.network.style import DASHED, RATED, SIZED, border_width
from qda.model.link_words import link_word
from qda.model.network import Layout, kind_word
from qda.model.wording import N_, _

_SIZE, _LINE, _SAMPLE = 11.0, 22.0, 34.0
_WORKING = frozenset({"causes", "precedes"})  # between people, whose relations are neither, a sign says how they stand


def legend(made: Picture, left: float, y: float, width: float) -> tuple[list[str], float]:
    """The lines of the legend within a width, and where the next text may begin."""
    return samples(tuple(_entries(made)), left, y, width)


def samples(entries: Sequence[tuple[str, str]], left: float, y: float, width: float) -> tuple[list[str], float]:
    """Samples with their words, as many a line as the width holds, and where the next text may begin."""
    lines, x = [], left
    if not entries:
        return [], y
    y += 6
    for drawn, words in entries:
        room = _SAMPLE + 7 + text_width(words, _SIZE) + 20
        if x > left and x + room > left + width:
            x, y = left, y + _LINE
        lines.append(
            f'<g transform="translate({x:.1f} {y:.1f})">{drawn}<text x="{_SAMPLE + 7:.0f}" y="4" '
            f'font-size="{_SIZE:.0f}">{escape(words)}</text></g>\n'
        )
        x += room
    return lines, y + _LINE - 8


def _entries(made: Picture) -> Iterator[tuple[str, str]]:
    network = made.network
    kinds = list(dict.fromkeys(node.kind for node in network.nodes))
    if len(kinds) > 1:
        for kind in kinds:
            radius = 0 if kind == "event" else 8 if kind in ROUND else 3
            yield _box("#ffffff", radius, width=border_width(kind)), kind_word(kind)
    ratings = {node.rating for node in network.nodes}
    for rating, shade in RATED.items():
        if rating in ratings:
            yield _box(shade, 3), rating.word
    if any(node.value is not None and node.rating is None for node in network.nodes):
        yield _scale(), _("few to many people")
    if any(not node.evidence for node in network.nodes):
        yield _box("#ffffff", 3, f' stroke-dasharray="{DASHED}"'), _("nothing coded")
    yield from _edges(made)


def _edges(made: Picture) -> Iterator[tuple[str, str]]:
    network = made.network
    types = {edge.type for edge in network.edges}
    heads = network.layout is not Layout.TREE and any(edge.directed for edge in network.edges)
    if len(types) == 1 and not any(edge.label for edge in network.edges):
        name = next(iter(types))
        if network.layout is Layout.TREE:
            yield _line(), _("what stands on the right {link} what stands on the left").format(link=link_word(name))
        else:
            joined = any(edge.sign for edge in network.edges)
            yield (_joined() if joined else _line(head="plus")) if heads else _line(), link_word(name)
    signs = {edge.sign for edge in network.edges}
    works = bool(types & _WORKING)
    for sign, head, words in (
        ("+", "plus", N_("+ strengthens") if works else N_("+ favourable")),
        ("-", "minus", N_("− weakens") if works else N_("− unfavourable")),
        ("±", "mixed", N_("± both")),
    ):
        if sign in signs:
            yield _line(head=head if heads else ""), _(words)
    if any(edge.inferred for edge in network.edges):
        if not all(edge.inferred for edge in network.edges):
            yield _line(), _("said in the data")
        yield _line(f' stroke-dasharray="{DASHED}"'), _("inferred by the researcher")
    if len({edge.weight for edge in network.edges if edge.weight is not None}) > 1:
        yield (
            (
                '<path d="M0 0 L14 0" stroke="#444444" stroke-width="1.4"/><path d="M20 0 L34 0" stroke="#444444" '
                'stroke-width="3.6"/>'
            ),
            _("the thicker, the more"),
        )


def _box(shade: str, radius: int, look: str = "", *, width: str = "1.3") -> str:
    return (
        f'<rect x="3" y="-8" width="28" height="16" rx="{radius}" fill="{shade}" stroke="#222222" '
        f'stroke-width="{width}"{look}/>'
    )


def _scale() -> str:
    return "".join(
        f'<rect x="{n * 6.8:.1f}" y="-7" width="6.8" height="14" fill="{shade}" stroke="#888888" stroke-width="0.5"/>'
        for n, shade in enumerate(SIZED)
    )


def _line(look: str = "", *, head: str = "") -> str:
    marker = f' marker-end="url(#{head})"' if head else ""
    end = _SAMPLE - HEAD if head else _SAMPLE
    return f'<path d="M0 0 L{end:.0f} 0" fill="none" stroke="#444444" stroke-width="1.5"{look}{marker}/>'


def _joined() -> str:
    """An arrow between two boxes: what any edge says, whatever its sign."""
    look = 'width="9" height="12" rx="2" fill="#ffffff" stroke="#222222" stroke-width="1"'
    end = _SAMPLE - 9 - HEAD
    arrow = f'<path d="M9 0 L{end:.0f} 0" fill="none" stroke="#444444" stroke-width="1.5" marker-end="url(#plus)"/>'
    return f'<rect x="0" y="-6" {look}/><rect x="{_SAMPLE - 9:.0f}" y="-6" {look}/>{arrow}'
