"""An SVG picture as PNG, drawn by resvg with the fonts that come with the program: it looks alike everywhere."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from qda.model.errors import MissingExtraError
from qda.model.wording import _

DOTS = 300.0  # an inch, where a pixel of the picture is 1/96 inch
MOST_DOTS = 24_000_000  # of one picture; a larger one gets fewer an inch, or it would take long and gigabytes
_PIXELS, _INCH = 96.0, 0.0254  # of SVG an inch; metres
_LOOKS = ("Regular", "Bold", "Italic")
_FONTS = tuple(Path(__file__).parent / "fonts" / f"LiberationSans-{look}.ttf" for look in _LOOKS)
_FAMILY = "Liberation Sans"
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_MARKS = re.compile(r"<[^>]*>")
_SIGNATURE, _HEAD = 8, 25  # bytes of a PNG file before its first chunk, and of that chunk


def png(svg: str) -> bytes:
    """The picture at 300 dots an inch, fewer where it is very large; the same bytes every time.

    Only the fonts of the program are used, unless the picture has a sign that they lack: then those of the machine
    may help out.

    Raises:
        MissingExtraError: the library that draws it is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError:
        what = _("PNG needs the library resvg-py, which is not installed.")
        raise MissingExtraError(what, mend=_("Type: pip install 'qda[png]'. Or write .svg.")) from None
    dots = _dots(svg)
    made = bytes(
        svg_to_bytes(
            svg_string=svg,
            background="#ffffff",
            zoom=dots / _PIXELS,
            skip_system_fonts=_known(svg),
            font_files=[str(font) for font in _FONTS],
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )
    return made[: _SIGNATURE + _HEAD] + _resolution(dots) + made[_SIGNATURE + _HEAD :]


def _dots(svg: str) -> float:
    """Dots an inch."""
    found = _SIZE.search(svg)
    if found is None:
        return DOTS
    area = float(found[1]) * float(found[2]) / _PIXELS**2  # square inches
    return min(DOTS, float((MOST_DOTS / max(area, 1e-9)) ** 0.5))


def _resolution(dots: float) -> bytes:
    """The chunk that tells how large the picture is meant to be (pHYs), dots a metre."""
    metre = round(dots / _INCH)
    data = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def _known(svg: str) -> bool:
    """Whether the program's fonts have every sign of the picture."""
    return set(map(ord, unescape(_MARKS.sub("", svg)))) <= _signs() | {0x09, 0x0A}


@cache
def _signs() -> frozenset[int]:
    """The code points that all the fonts have."""
    return frozenset.intersection(*(frozenset(_mapped(font.read_bytes())) for font in _FONTS))


def _mapped(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font's map of characters, subtable format 4 (OpenType specification, `cmap`)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for name, _sum, offset, _length in entries if name == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    offsets = (struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2] for n in range(subtables))
    at = next(start + offset for offset in offsets if struct.unpack_from(">H", font, start + offset)[0] == 4)
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
