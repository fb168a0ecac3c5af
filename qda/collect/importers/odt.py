"""OpenDocument texts (.odt), by an own walk through their XML. Notes, annotations and deleted text are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.collect.blocks import Paragraph, Table, lay_out, left_out
from qda.collect.importer import Draft, File, importer
from qda.collect.package import Package
from qda.collect.transcript import drafts
from qda.model.errors import InputError
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from lxml import etree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_TEXT}note",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}forms",
        f"{_TEXT}table-of-content",
        f"{_TEXT}alphabetical-index",
        f"{_TABLE}covered-table-cell",
        f"{_TEXT}ruby-text",
    )
)
_MOST_SPACES = 10_000
_SPACE = re.compile(r"[ \t\r\n]+")  # a run of these in the XML is one space; more are written as elements


def is_odt(file: File) -> bool:
    """Whether this is a ZIP package that calls itself an OpenDocument text."""
    return file.data[:2] == b"PK" and b"application/vnd.oasis.opendocument.text" in file.data[:200]


@importer("odt", N_("OpenDocument texts, as LibreOffice writes them"), extensions=(".odt",), recognises=is_odt)
def read_odt(file: File) -> list[Draft]:
    """The text of an OpenDocument file, one line a paragraph, with the turns in it."""
    package = Package(file)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise InputError(
            _("The file is protected by a password."),
            where=file.name,
            mend=_("Open it with its password, take the protection off and save it again."),
        )
    body = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError(
            _("The content is not that of a text document."),
            where=file.name,
            mend=_("Save it as .odt or .docx from a word processor."),
        )
    walk = _Walk()
    laid = lay_out(list(walk.blocks(body)))
    notes = left_out(file.name, walk.notes, walk.comments)
    return drafts(file, laid.text, headings=laid.headings, problems=notes)


@dataclass(slots=True)
class _Walk:
    notes: int = 0
    comments: int = 0

    def blocks(self, parent: etree._Element, number: str = "") -> Iterator[Paragraph | Table]:
        for child in parent:
            tag = str(child.tag)
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                text = self.text(child)
                yield Paragraph(text=f"{number} {text}" if number and text.strip() else text, heading=tag[-1] == "h")
                number = ""
            elif tag == f"{_TABLE}table":
                yield Table(rows=tuple(self._rows(child)))
            elif tag == f"{_TEXT}list":
                yield from self._list(child)
            elif tag not in _LEFT_OUT:
                yield from self.blocks(child, number)

    def text(self, node: etree._Element) -> str:
        parts: list[str] = []
        self._collect(node, parts)
        return "".join(parts)

    def _list(self, node: etree._Element) -> Iterator[Paragraph | Table]:
        # The list's own style would say number or bullet; a dash promises neither.
        for item in node:
            yield from self.blocks(item, "-" if str(item.tag) == f"{_TEXT}list-item" else "")

    def _rows(self, node: etree._Element) -> Iterator[tuple[str, ...]]:
        for child in node:
            tag = str(child.tag)
            if tag == f"{_TABLE}table-row":
                yield tuple(self._cell(cell) for cell in child if str(cell.tag) == f"{_TABLE}table-cell")
            elif tag.startswith(_TABLE) and tag not in _LEFT_OUT:
                yield from self._rows(child)

    def _cell(self, cell: etree._Element) -> str:
        return "\n".join(
            block.text if isinstance(block, Paragraph) else "\n".join("\t".join(row) for row in block.rows)
            for block in self.blocks(cell)
        )

    def _collect(self, node: etree._Element, parts: list[str]) -> None:
        if node.text:
            parts.append(_SPACE.sub(" ", node.text))
        for child in node:
            tag = str(child.tag)
            if tag == f"{_TEXT}s":
                parts.append(" " * min(int(str(child.get(f"{_TEXT}c", "1"))), _MOST_SPACES))
            elif tag == f"{_TEXT}tab":
                parts.append("\t")
            elif tag == f"{_TEXT}line-break":
                parts.append("\n")
            elif tag == f"{_TEXT}note":
                self.notes += 1
            elif tag == f"{_OFFICE}annotation":
                self.comments += 1
            elif tag not in _LEFT_OUT:
                self._collect(child, parts)
            if child.tail:
                parts.append(_SPACE.sub(" ", child.tail))
