"""Word documents (.docx), by an own walk through their XML.

Inserted text stays and deleted text goes (tracked changes); merged cells come once; nested tables, soft breaks and
automatic numbers are kept; footnotes and comments are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from qda.collect.blocks import Paragraph, Table, lay_out, left_out
from qda.collect.importer import Draft, File, importer
from qda.collect.numbering import Numbering, read_numbering
from qda.collect.package import Package, parse
from qda.collect.transcript import drafts
from qda.model.errors import InputError
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from lxml import etree

_MAIN = "word/document.xml"
_HEADINGS = ("heading", "judul", "title", "toc heading", "subtitle")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": ""}
_LEFT_OUT = frozenset(
    (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rPr",
        "pPr",
        "sectPr",
        "Fallback",
        "commentRangeStart",
        "commentRangeEnd",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "rt",
        "lastRenderedPageBreak",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
    )
)
_NOTES = frozenset(("footnoteReference", "endnoteReference"))


def is_docx(file: File) -> bool:
    """Whether this is a ZIP package that holds a Word document."""
    return file.data[:2] == b"PK" and _MAIN.encode() in file.data


@importer(
    "docx",
    N_("Word documents: paragraphs, tables of questions and answers, tracked changes"),
    extensions=(".docx", ".docm"),
    recognises=is_docx,
)
def read_docx(file: File) -> list[Draft]:
    """The text of a Word document, one line a paragraph, with the turns in it."""
    package = Package(file)
    part = _main_part(package)
    data = package.read(part)
    root = parse(data, file)
    walk = _Walk.begin(package, root, data, part)
    body = next((child for child in root if str(child.tag).endswith("}body")), None)
    if body is None:
        raise InputError(
            _("The content is not that of a Word document."),
            where=file.name,
            mend=_("Open it in Word or LibreOffice and save it as .docx."),
        )
    laid = lay_out(list(walk.blocks(body)))
    notes = left_out(file.name, walk.notes, walk.comments)
    return drafts(file, laid.text, headings=laid.headings, problems=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    heading: bool = False
    number: tuple[str, int] | None = None


@dataclass(slots=True)
class _Walk:
    """One pass through a document's body."""

    w: str
    styles: dict[str, _Style]
    numbering: Numbering
    notes: int = 0
    comments: int = 0
    boxes: list[etree._Element] = field(default_factory=list)

    @classmethod
    def begin(cls, package: Package, root: etree._Element, data: bytes, part: str) -> _Walk:
        w = str(root.tag).rpartition("}")[0] + "}"
        folder = part.rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        has_styles, has_lists = package.has(f"{folder}styles.xml"), package.has(f"{folder}numbering.xml")
        styles = _styles(package.read(f"{folder}styles.xml")) if has_styles else {}
        # Most documents bring a list part and use none of its lists.
        numbered = has_lists and (
            b"numPr" in data or any(style.number and f'"{key}"'.encode() in data for key, style in styles.items())
        )
        numbering = read_numbering(package.xml(f"{folder}numbering.xml") if numbered else None, w)
        return cls(w=w, styles=styles, numbering=numbering)

    def blocks(self, parent: etree._Element) -> Iterator[Paragraph | Table]:
        for child in parent:
            name = _local(child)
            if name == "p":
                yield self.paragraph(child)
                while self.boxes:
                    yield from self.blocks(self.boxes.pop(0))
            elif name == "tbl":
                yield self.table(child)
            elif name not in _LEFT_OUT:
                yield from self.blocks(child)

    def paragraph(self, node: etree._Element) -> Paragraph:
        number, heading = self._properties(node.find(f"{self.w}pPr"))
        parts: list[str] = []
        self._collect(node, parts)
        text = "".join(parts)
        if number and text.strip():
            text = f"{number} {text}"
        return Paragraph(text=text, heading=heading)

    def table(self, node: etree._Element) -> Table:
        rows = []
        for row in _within(node, "tr"):
            cells = [self._cell(cell) for cell in _within(row, "tc") if not self._continues(cell)]
            rows.append(tuple(cells))
        return Table(rows=tuple(rows))

    def _cell(self, cell: etree._Element) -> str:
        return "\n".join(_flat(block) for block in self.blocks(cell)).strip("\n")

    def _continues(self, cell: etree._Element) -> bool:
        merge = cell.find(f"{self.w}tcPr/{self.w}vMerge")
        return merge is not None and merge.get(f"{self.w}val", "continue") == "continue"

    def _properties(self, properties: etree._Element | None) -> tuple[str, bool]:
        if properties is None:
            return "", False
        w = self.w
        named = properties.find(f"{w}pStyle")
        style = self.styles.get(str(named.get(f"{w}val")), _PLAIN) if named is not None else _PLAIN
        number = _number(properties, w) or style.number
        heading = style.heading or properties.find(f"{w}outlineLvl") is not None
        return (self.numbering.next(*number) if number else ""), heading

    def _collect(self, node: etree._Element, parts: list[str]) -> None:
        for child in node:
            name = _local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name == "r":
                self._collect(child, parts)
            elif name in _LEFT_OUT:
                continue
            elif name in _BREAKS:
                parts.append(_BREAKS[name])
            elif name in _NOTES:
                self.notes += 1
            elif name == "commentReference":
                self.comments += 1
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "sym":
                parts.append(_symbol(child, self.w))
            else:
                self._collect(child, parts)


_PLAIN = _Style()


def _local(node: etree._Element) -> str:
    return _without_namespace(node.tag)


@lru_cache(maxsize=1024)
def _without_namespace(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _within(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those that stand in content controls or tracked insertions."""
    for child in node:
        name = _local(child)
        if name == wanted:
            if not _deleted(child):
                yield child
        elif name not in _LEFT_OUT and name not in ("tbl", "tc", "p"):
            yield from _within(child, wanted)


def _deleted(row: etree._Element) -> bool:
    properties = next((child for child in row if _local(child) == "trPr"), None)
    return properties is not None and any(_local(child) == "del" for child in properties)


def _flat(block: Paragraph | Table) -> str:
    """A block within a cell; a nested table's cells are parted by tabs."""
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join("\t".join(row) for row in block.rows)


def _symbol(node: etree._Element, w: str) -> str:
    """A character of a symbol font; those in the private area stand for pictures and are left out."""
    try:
        point = int(str(node.get(f"{w}char", "")), 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= point <= 0xF8FF else chr(point)


def _number(properties: etree._Element, w: str) -> tuple[str, int] | None:
    node = properties.find(f"{w}numPr")
    if node is None:
        return None
    number, level = node.find(f"{w}numId"), node.find(f"{w}ilvl")
    if number is None:
        return None
    return str(number.get(f"{w}val")), int(str(level.get(f"{w}val"))) if level is not None else 0


def _main_part(package: Package) -> str:
    """The part that holds the document; nearly always the same name."""
    if package.has(_MAIN) or not package.has("_rels/.rels"):
        return _MAIN
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return _MAIN


@lru_cache(maxsize=16)
def _styles(data: bytes) -> dict[str, _Style]:
    """Which paragraph styles are headings or number their paragraphs; most documents share their styles."""
    root = parse(data, File(name="styles.xml", data=data))
    w = str(root.tag).rpartition("}")[0] + "}"
    based: dict[str, str] = {}
    own: dict[str, _Style] = {}
    for node in root.iterfind(f"{w}style"):
        if node.get(f"{w}type") != "paragraph":
            continue
        key = str(node.get(f"{w}styleId"))
        title, base, properties = node.find(f"{w}name"), node.find(f"{w}basedOn"), node.find(f"{w}pPr")
        if base is not None:
            based[key] = str(base.get(f"{w}val"))
        called = str(title.get(f"{w}val")).casefold() if title is not None else ""
        outlined = properties is not None and properties.find(f"{w}outlineLvl") is not None
        own[key] = _Style(
            heading=outlined or called.startswith(_HEADINGS),
            number=_number(properties, w) if properties is not None else None,
        )
    return {key: _inherited(key, own, based) for key in own}


def _inherited(key: str, own: dict[str, _Style], based: dict[str, str]) -> _Style:
    heading, number, seen = False, None, set[str]()
    while key in own and key not in seen:
        seen.add(key)
        heading = heading or own[key].heading
        number = number or own[key].number
        key = based.get(key, "")
    return _Style(heading=heading, number=number)
