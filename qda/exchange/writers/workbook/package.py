"""The .xlsx package: built by openpyxl without cells, then copied with rows and links streamed in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import IO, TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import quoteattr

from qda.exchange.office_package import STYLES, in_excels_order
from qda.exchange.returned.marks import UNTOUCHED

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_SIZE = re.compile(rb"<dimension[^>]*/>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_TITLES = re.compile(
    rb"(>)('[^<]*'!\$\d+:\$\d+),('[^<]*'!\$[A-Z]+:\$[A-Z]+)(<)"
)  # openpyxl puts rows first, Excel columns
_LINKS_BEFORE = b"<pageMargins"  # the order of elements in a sheet is fixed
_END = b"</worksheet>"
_STRINGS = "xl/sharedStrings.xml"  # openpyxl writes none since 3.1: the package has to be told of it
_SCHEMAS = "http://schemas.openxmlformats.org"
_TOLD = {
    "xl/_rels/workbook.xml.rels": (
        b"</Relationships>",
        f'<Relationship Type="{_SCHEMAS}/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml" Id="rIdStrings"/>'.encode(),
    ),
    "[Content_Types].xml": (
        b"</Types>",
        f'<Override PartName="/{_STRINGS}" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'.encode(),
    ),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 18
_LEVEL_OF = "_compresslevel"  # a public name, compress_level, comes only with Python 3.13
_LEVEL = 1  # of 9: a tenth of the whole time less than 3, for a tenth more bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From a cell to a place in the same workbook."""

    cell: str
    location: str
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What openpyxl is not given of a worksheet: its rows as XML, ascending, its links, and what ends it."""

    rows: Iterable[str]
    links: Iterable[Link] = ()
    end: str = ""


def save(
    book: Workbook,
    contents: Sequence[Content],
    strings: Iterable[str],
    created: datetime,
    file: BinaryIO,
) -> None:
    """Write the workbook.

    Args:
        book: Its worksheets hold settings and merges, but no cells.
        contents: One for each worksheet.
        strings: The table of strings as XML; read when all rows are written.
        created: UTC: stands as the time of the last change too, instead of the clock's.
        file: Open for writing.
    """
    bare = io.BytesIO()
    book.save(bare)
    waiting = {f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(contents, start=1)}
    stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(bare) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "docProps/core.xml":
                raw = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", raw)
            elif name == STYLES:
                raw = in_excels_order(raw)
            elif name == "xl/workbook.xml":
                raw = _TITLES.sub(rb"\1\3,\2\4", raw)
            if name in _TOLD:
                end, entry = _TOLD[name]
                raw = raw.replace(end, entry + end)
            _put(new, name, _filled(raw, waiting[name]) if name in waiting else iter((raw,)))
        new.comment = UNTOUCHED
        _put(new, _STRINGS, (piece.encode("utf-8") for piece in strings))


def _put(package: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    setattr(info, _LEVEL_OF, _LEVEL)
    with package.open(info, "w", force_zip64=True) as part:
        _write(pieces, part)


def _filled(raw: bytes, content: Content) -> Iterator[bytes]:
    before, after = _ROWS.split(_SIZE.sub(b"", raw), maxsplit=1)
    if content.end:
        after = after.replace(_END, content.end.encode() + _END)
    yield before + b"<sheetData>"
    for row in content.rows:
        yield row.encode("utf-8")
    yield b"</sheetData>"
    links = iter(content.links)
    first = next(links, None)
    if first is None:
        yield after
        return
    ahead, margins, rest = after.partition(_LINKS_BEFORE)
    yield ahead + b"<hyperlinks>"
    for link in chain((first,), links):
        tip = f" tooltip={quoteattr(link.tip)}" if link.tip else ""
        yield f'<hyperlink ref="{link.cell}" location={quoteattr(link.location)}{tip}/>'.encode()
    yield b"</hyperlinks>" + margins + rest


def _write(pieces: Iterator[bytes], part: IO[bytes]) -> None:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _CHUNK:
            part.write(b"".join(held))
            held, size = [], 0
    part.write(b"".join(held))
