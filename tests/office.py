"""What Excel and Word hold against a file: Microsoft's schema, and the rules beyond it that make Excel repair one.

The limits are those of Microsoft's page “Excel specifications and limits” and of MS-OI29500, which says where Excel is
narrower than the standard.
"""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_UNFIT_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_SHEET_OF = re.compile(r"'((?:[^']|'')+)'!")
_ONLY_REWRITTEN = "to avoid the silent rewrite"
MOST_ROWS, MOST_COLUMNS, MOST_TEXT, MOST_LINKS = 1_048_576, 16_384, 32_767, 65_530
MOST_FORMATS, MOST_FONTS, MOST_TIP, MOST_LINE, MOST_PROPERTY, MOST_HEIGHT = 64_000, 1_024, 255, 255, 255, 409.0


def schema_faults(data: bytes, ending: str) -> list[str]:
    """What the rules of Microsoft's Open XML SDK say, as `openxml-audit` carries them out."""
    from openxml_audit import FileFormat, OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{ending}"
        path.write_bytes(data)
        found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
    return [
        f"{fault.part_uri}: {fault.description}"
        for fault in found.errors
        if _ONLY_REWRITTEN not in fault.description  # texts within their cells, which Excel opens as they are
    ]


def excel_faults(data: bytes) -> list[str]:
    """What Excel would repair, drop or refuse in a workbook, although the schema lets it pass."""
    return list(_Workbook(data).faults())


class _Workbook:
    def __init__(self, data: bytes) -> None:
        self.package = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.package.namelist()
        book = self._tree("xl/workbook.xml")
        self.sheets = [each.get("name", "") for each in book.iter(f"{MAIN}sheet")]
        self.defined = [(each.get("name", ""), each.text or "") for each in book.iter(f"{MAIN}definedName")]
        links = {each.get("Id"): each.get("Target") for each in self._tree("xl/_rels/workbook.xml.rels")}
        self.parts = [
            posixpath.normpath(posixpath.join("/xl", links[each.get(REL)] or "")).lstrip("/")
            for each in book.iter(f"{MAIN}sheet")
        ]
        styles = self._tree("xl/styles.xml")
        self.formats = self._count(styles, "cellXfs")
        self.looks = self._count(styles, "dxfs")
        self.fonts = self._count(styles, "fonts")
        self.strings = ["".join(map(str, each.itertext())) for each in self._tree("xl/sharedStrings.xml")]

    def _tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.package.read(name))

    def _count(self, styles: etree._Element, name: str) -> int:
        found = styles.find(f"{MAIN}{name}")
        return 0 if found is None else len(found)

    def faults(self) -> Iterator[str]:
        if len(set(self.names)) < len(self.names):
            yield "a part stands twice in the package"
        if self.formats > MOST_FORMATS or self.fonts > MOST_FONTS:
            yield f"{self.formats} formats, {self.fonts} fonts"
        folded = [name.casefold() for name in self.sheets]
        for name in self.sheets:
            if not 1 <= _units(name) <= 31 or _UNFIT_NAME.search(name) or name[0] == "'" or name[-1] == "'":
                yield f"no name for a sheet: {name!r}"
            if name.casefold() == "history":
                yield "Excel keeps the name “History” to itself"
            if folded.count(name.casefold()) > 1:
                yield f"two sheets are called {name!r}"
        for name, text in self.defined:
            yield from self._leads(name, text)
        for name in ("docProps/core.xml", "docProps/custom.xml"):
            if name in self.names:
                long = [words for words in map(str, self._tree(name).itertext()) if len(words) > MOST_PROPERTY]
                yield from (f"{name}: a property of {len(words)} characters" for words in long)
        for text in self.strings:
            yield from _text_faults("sharedStrings", text)
        for name, part in zip(self.sheets, self.parts, strict=True):
            for fault in self._sheet(self._tree(part)):
                yield f"{name}: {fault}"

    def _leads(self, where: str, target: str) -> Iterator[str]:
        for name in _SHEET_OF.findall(target):
            if name.replace("''", "'") not in self.sheets:
                yield f"{where} leads to no sheet: {target}"

    def _sheet(self, sheet: etree._Element) -> Iterator[str]:
        yield from self._cells(sheet)
        areas = [_area(each.get("ref", "")) for each in sheet.iter(f"{MAIN}mergeCell")]
        for area in areas:
            if area[:2] == area[2:]:
                yield f"one cell alone is merged: {area}"
        yield from _overlaps(areas)
        links = list(sheet.iter(f"{MAIN}hyperlink"))
        if len(links) > MOST_LINKS:
            yield f"{len(links)} links"
        if len({link.get("ref") for link in links}) < len(links):
            yield "two links on one cell"
        for link in links:
            yield from self._leads(link.get("ref", ""), link.get("location", ""))
            if len(link.get("tooltip", "")) > MOST_TIP or len(link.get("location", "")) > 2_079:
                yield f"a link too long at {link.get('ref')}"
        rules = list(sheet.iter(f"{MAIN}cfRule"))
        if len({rule.get("priority") for rule in rules}) < len(rules):
            yield "two rules of one priority"
        for rule in rules:
            if int(rule.get("dxfId", "0")) >= self.looks:
                yield "a rule without a look"
            for formula in rule.iter(f"{MAIN}formula"):
                if any(len(literal) > 255 for literal in _LITERAL.findall(formula.text or "")):
                    yield "a text too long in a rule"
        last = 0
        for column in sheet.iter(f"{MAIN}col"):
            low, high = int(column.get("min", "0")), int(column.get("max", "0"))
            if not last < low <= high <= MOST_COLUMNS or not 0 <= float(column.get("width", "8")) <= 255:
                yield f"columns {low} to {high}"
            last = high
        for head in sheet.iter(f"{MAIN}oddHeader", f"{MAIN}oddFooter"):
            if len(head.text or "") > MOST_LINE:
                yield "a footer too long"

    def _cells(self, sheet: etree._Element) -> Iterator[str]:
        above = 0
        for row in sheet.iter(f"{MAIN}row"):
            number, left = int(row.get("r", "0")), 0
            if not above < number <= MOST_ROWS:
                yield f"row {number} after {above}"
            above = number
            if not 0 <= float(row.get("ht", "0")) <= MOST_HEIGHT:
                yield f"row {number} is {row.get('ht')} points high"
            for cell in row:
                at, line = _place(cell.get("r", ""))
                if line != number or not left < at <= MOST_COLUMNS:
                    yield f"cell {cell.get('r')} in row {number} after column {left}"
                left = at
                yield from self._cell(cell)

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        where, kind = cell.get("r", ""), cell.get("t", "n")
        value = cell.findtext(f"{MAIN}v")
        if int(cell.get("s", "0")) >= self.formats:
            yield f"{where} has no look"
        if kind == "s" and not 0 <= int(value or "-1") < len(self.strings):
            yield f"{where} has no text"
        if kind == "n" and value is not None and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", value):
            yield f"{where} holds no number: {value}"
        if kind == "b" and value not in ("0", "1"):
            yield f"{where} holds no truth value: {value}"
        if kind == "inlineStr":
            yield from _text_faults(where, "".join(map(str, cell.itertext())))
        if cell.find(f"{MAIN}f") is not None:
            yield f"{where} holds a formula"


def _text_faults(where: str, text: str) -> Iterator[str]:
    plain = text.replace("_x005F_", "_")
    if _units(plain) > MOST_TEXT:
        yield f"{where} holds {_units(plain)} characters"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _place(address: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(address)
    assert found is not None, address
    column = 0
    for sign in found.group(1):
        column = column * 26 + ord(sign) - 64
    return column, int(found.group(2))


def _area(ref: str) -> tuple[int, int, int, int]:
    first, _colon, last = ref.partition(":")
    return (*_place(first), *_place(last or first))


def _overlaps(areas: list[tuple[int, int, int, int]]) -> Iterator[str]:
    by_row = sorted(areas, key=lambda area: (area[1], area[0]))
    for n, area in enumerate(by_row):
        for other in by_row[n + 1 :]:
            if other[1] > area[3]:
                break
            if other[0] <= area[2] and area[0] <= other[2]:
                yield f"merged cells overlap: {area} and {other}"


def changed(data: bytes, name: str, *pairs: tuple[str, str]) -> bytes:
    """The package with words of one part changed; each must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            raw = old.read(each)
            if each == name:
                for was, now in pairs:
                    assert was.encode() in raw, was
                    raw = raw.replace(was.encode(), now.encode(), 1)
            new.writestr(each, raw)
    return out.getvalue()
