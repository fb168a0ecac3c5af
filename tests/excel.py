"""A workbook as Excel keeps it once somebody has opened and saved it there; Excel itself is not needed.

By the published form of such files (ECMA-376, MS-XLSX): every text in the table of strings, looks numbered anew, rows
with `spans`, sheets with code names and `xr:uid`, relative links, comments in threads; on demand the strict namespaces.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_XML = "http://www.w3.org/XML/1998/namespace"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XR = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_STRICT = (
    (_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody did to a cell of the first sheet in Excel.

    Attributes:
        text: Typed as text; "" empties the cell and leaves its look.
        number: Typed into a cell whose look is no text.
        formula: With its cached `text` or `number`; with neither, a program that never worked it out.
        error: What the cell shows instead, such as "#NAME?".
        runs: Pasted text of several looks, each run of its own.
        quoted: Whether it was typed behind an apostrophe.
    """

    text: str = ""
    number: str = ""
    formula: str = ""
    error: str = ""
    runs: tuple[str, ...] = ()
    quoted: bool = False


def saved_by_excel(
    data: bytes,
    typed: dict[str, Typed] | None = None,
    *,
    strict: bool = False,
    threads: Iterable[str] = (),
    hidden_by_filter: Iterable[int] = (),
) -> bytes:
    """The workbook after Excel saved it.

    Args:
        data: A workbook.
        typed: Edits of its first sheet, by address.
        strict: As “Strict Open XML Spreadsheet”.
        threads: Cells of the first sheet that carry a comment with an answer.
        hidden_by_filter: Rows of the first sheet that its filter hides.
    """
    return _Excel(data).saved(typed or {}, strict=strict, threads=tuple(threads), hidden=frozenset(hidden_by_filter))


def _tag(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


class _Excel:
    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.types = etree.fromstring(self.parts["[Content_Types].xml"])
        self.strings: list[etree._Element] = []
        self.numbers: dict[bytes, int] = {}
        self.count = 0
        self.old = (
            [each for each in etree.fromstring(self.parts["xl/sharedStrings.xml"]) if each.tag == _tag("si")]
            if "xl/sharedStrings.xml" in self.parts
            else []
        )

    def saved(
        self, typed: dict[str, Typed], *, strict: bool, threads: tuple[str, ...], hidden: frozenset[int]
    ) -> bytes:
        book = etree.fromstring(self.parts["xl/workbook.xml"])
        links = etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        targets = {each.get("Id"): each.get("Target") or "" for each in links}
        looks = self._looks()
        formulas: list[tuple[int, str]] = []
        for n, sheet in enumerate(book.iter(_tag("sheet")), start=1):
            name = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(f"{{{_OFFICE}}}id")])).lstrip("/")
            root = etree.fromstring(self.parts[name])
            if n == 1:
                self._type(root, typed, hidden)
            formulas += [(n, cell.get("r", "")) for cell in root.iter(_tag("c")) if cell.find(_tag("f")) is not None]
            self._worksheet(root, looks, n)
            if n == 1 and threads:
                self._comments(root, name, threads)
            self.parts[name] = _bytes(_declared(root))
        if formulas:
            self._calculated(links, formulas)
        self._table(links)
        for each in links:  # Excel's are relative to the workbook
            each.set("Target", posixpath.relpath(posixpath.join("/xl", each.get("Target") or ""), "/xl"))
        self._workbook(book, strict=strict)
        self.parts["xl/_rels/workbook.xml.rels"] = _bytes(links)
        self.parts["docProps/app.xml"] = _HEAD + (
            b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            b"<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
            b"<LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false"
            b"</HyperlinksChanged><AppVersion>16.0300</AppVersion></Properties>"
        )
        self.parts["[Content_Types].xml"] = _bytes(self.types)
        return self._zipped(strict=strict)

    def _type(self, root: etree._Element, typed: dict[str, Typed], hidden: frozenset[int]) -> None:
        cells = {cell.get("r", ""): cell for cell in root.iter(_tag("c"))}
        for address, what in typed.items():
            _typed(cells[address], what)
        for row in root.iter(_tag("row")):
            if int(row.get("r", "0")) in hidden:
                row.set("hidden", "1")
        area = root.find(_tag("autoFilter"))
        if hidden and area is not None:
            chosen = etree.SubElement(etree.SubElement(area, _tag("filterColumn"), colId="1"), _tag("filters"))
            etree.SubElement(chosen, _tag("filter"), val="Ani")
            ref = area.get("ref") or ""
            etree.SubElement(etree.SubElement(area, _tag("sortState"), ref=ref), _tag("sortCondition"), ref=ref)

    def _looks(self) -> int:
        """Number the looks anew, the last first; how many there are."""
        styles = etree.fromstring(self.parts["xl/styles.xml"])
        formats = styles.find(_tag("cellXfs"))
        assert formats is not None
        formats[:] = list(reversed(formats))
        self.parts["xl/styles.xml"] = _bytes(styles)
        return len(formats)

    def _worksheet(self, root: etree._Element, looks: int, n: int) -> None:
        settings = root.find(_tag("sheetPr"))
        if settings is not None:
            settings.set("codeName", f"Sheet{n}")
        for row in root.iter(_tag("row")):
            row.set("spans", f"1:{max(1, len(row))}")
            row.set(f"{{{_AC}}}dyDescent", "0.25")
            for cell in list(row):
                cell.set("s", str(looks - 1 - int(cell.get("s", "0"))))
                self._text(cell)
        for link in root.iter(_tag("hyperlink")):
            link.set("display", "x")
            link.set(f"{{{_XR}}}uid", f"{{00000000-0004-0000-0000-{n:012d}}}")

    def _text(self, cell: etree._Element) -> None:
        """Put a cell's text into the table of strings."""
        kind = cell.get("t")
        if kind == "inlineStr":
            found = cell.find(_tag("is"))
            assert found is not None
            string = etree.Element(_tag("si"))
            string[:] = [deepcopy(each) for each in found]
        elif kind == "s":
            string = deepcopy(self.old[int(cell.findtext(_tag("v")) or "0")])
        else:
            return
        whole = "".join(each.text or "" for each in string.iter(_tag("t")))
        if whole == "Ani" and string.find(_tag("r")) is None:  # as with a Japanese keyboard: no part of the text
            etree.SubElement(etree.SubElement(string, _tag("rPh"), sb="0", eb="1"), _tag("t")).text = "アニ"
            etree.SubElement(string, _tag("phoneticPr"), fontId="1", type="noConversion")
        key = etree.tostring(string)
        if key not in self.numbers:
            self.numbers[key] = len(self.strings)
            self.strings.append(string)
        self.count += 1
        for each in list(cell):
            cell.remove(each)
        cell.set("t", "s")
        etree.SubElement(cell, _tag("v")).text = str(self.numbers[key])

    def _table(self, links: etree._Element) -> None:
        table = etree.Element(_tag("sst"), nsmap={None: _MAIN}, count=str(self.count))
        table.set("uniqueCount", str(len(self.strings)))
        table.extend(self.strings)
        self._put("xl/sharedStrings.xml", _bytes(table), f"{_SML}.sharedStrings+xml")
        if not any((each.get("Type") or "").endswith("/sharedStrings") for each in links):
            self._link(links, f"{_OFFICE}/sharedStrings", "sharedStrings.xml")

    def _calculated(self, links: etree._Element, formulas: list[tuple[int, str]]) -> None:
        chain = "".join(f'<c r="{cell}" i="{n}"/>' for n, cell in formulas)
        raw = f'<calcChain xmlns="{_MAIN}">{chain}</calcChain>'.encode()
        self._put("xl/calcChain.xml", _HEAD + raw, f"{_SML}.calcChain+xml")
        self._link(links, f"{_OFFICE}/calcChain", "calcChain.xml")

    def _comments(self, root: etree._Element, name: str, cells: tuple[str, ...]) -> None:
        """The comments in threads, the old-fashioned ones that Excel keeps beside them, their shapes, and who wrote."""
        person, note = "{6A5B0A8C-0000-0000-0000-000000000001}", "[Threaded comment]\n\nComment:\n    Perlu dicek lagi"
        old = "".join(f'<comment ref="{c}" authorId="0"><text><t>{note}</t></text></comment>' for c in cells)
        raw = f'<comments xmlns="{_MAIN}"><authors><author>tc=1</author></authors><commentList>{old}</commentList>'
        self._put("xl/comments1.xml", _HEAD + f"{raw}</comments>".encode(), f"{_SML}.comments+xml")
        new = "".join(
            f'<threadedComment ref="{c}" dT="2026-11-20T10:00:00.00" personId="{person}" id="{{{k:08d}-0000-0000-0000-'
            f'000000000000}}"><text>Perlu dicek lagi</text></threadedComment>'
            for k, c in enumerate(cells)
        )
        self._put(
            "xl/threadedComments/threadedComment1.xml",
            _HEAD + f'<ThreadedComments xmlns="{_THREADS}">{new}</ThreadedComments>'.encode(),
            "application/vnd.ms-excel.threadedcomments+xml",
        )
        self._put(
            "xl/persons/person.xml",
            _HEAD
            + f'<personList xmlns="{_THREADS}"><person displayName="Rini" id="{person}" userId="r" '
            'providerId="None"/></personList>'.encode(),
            "application/vnd.ms-excel.person+xml",
        )
        shapes = b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"/>'
        self.parts["xl/drawings/vmlDrawing1.vml"] = shapes
        etree.SubElement(
            self.types,
            f"{{{_TYPES}}}Default",
            Extension="vml",
            ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing",
        )
        links = etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})
        drawing = self._link(links, f"{_OFFICE}/vmlDrawing", "../drawings/vmlDrawing1.vml")
        self._link(links, f"{_OFFICE}/comments", "../comments1.xml")
        self._link(
            links,
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        )
        folder, _slash, file = name.rpartition("/")
        self.parts[f"{folder}/_rels/{file}.rels"] = _bytes(links)
        etree.SubElement(root, _tag("legacyDrawing")).set(f"{{{_OFFICE}}}id", drawing)

    def _workbook(self, book: etree._Element, *, strict: bool) -> None:
        settings = book.find(_tag("workbookPr"))
        assert settings is not None
        settings.set("defaultThemeVersion", "166925")
        settings.set("codeName", "ThisWorkbook")
        version = {"appName": "xl", "lastEdited": "7", "lowestEdited": "4", "rupBuild": "28330"}
        book.insert(0, etree.Element(_tag("fileVersion"), version))
        for each in book.findall(_tag("workbookProtection")):
            book.remove(each)
        names = book.find(_tag("definedNames"))
        if names is not None:
            names[:] = sorted(names, key=lambda each: (each.get("name", ""), each.get("localSheetId", "")))
        if strict:
            book.set("conformance", "strict")
        self.parts["xl/workbook.xml"] = _bytes(_declared(book))

    def _put(self, name: str, raw: bytes, kind: str) -> None:
        self.parts[name] = raw
        if not any(each.get("PartName") == f"/{name}" for each in self.types):
            etree.SubElement(self.types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)

    def _link(self, links: etree._Element, kind: str, target: str) -> str:
        name = f"rIdX{len(links)}"
        etree.SubElement(links, f"{{{_PACKAGE}}}Relationship", Type=kind, Target=target, Id=name)
        return name

    def _zipped(self, *, strict: bool) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name in sorted(self.parts, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_"))):
                raw = self.parts[name]
                if strict and name.endswith((".xml", ".rels")):
                    for loose, narrow in _STRICT:
                        raw = raw.replace(loose.encode(), narrow.encode())
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), raw)
        return out.getvalue()


def _typed(cell: etree._Element, what: Typed) -> None:
    for each in list(cell):
        cell.remove(each)
    cell.attrib.pop("t", None)
    if what.formula:
        etree.SubElement(cell, _tag("f")).text = what.formula
        kept = what.error or what.number or what.text
        if what.error or what.text:
            cell.set("t", "e" if what.error else "str")
        if kept:
            etree.SubElement(cell, _tag("v")).text = kept
    elif what.error:
        cell.set("t", "e")
        etree.SubElement(cell, _tag("v")).text = what.error
    elif what.number:
        etree.SubElement(cell, _tag("v")).text = what.number
    elif what.runs or what.text:
        cell.set("t", "inlineStr")  # becomes a string of the table
        inside = etree.SubElement(cell, _tag("is"))
        for n, run in enumerate(what.runs):
            part = etree.SubElement(inside, _tag("r"))
            if n:
                look = etree.SubElement(part, _tag("rPr"))
                etree.SubElement(look, _tag("b"))
                etree.SubElement(look, _tag("sz"), val="11")
                etree.SubElement(look, _tag("color"), theme="1")
                etree.SubElement(look, _tag("rFont"), val="Calibri")
            _words(etree.SubElement(part, _tag("t")), run)
        if not what.runs:
            _words(etree.SubElement(inside, _tag("t")), what.text)


def _words(element: etree._Element, text: str) -> None:
    element.text = text
    if text != text.strip() or "\n" in text:
        element.set(f"{{{_XML}}}space", "preserve")


def _declared(root: etree._Element) -> etree._Element:
    """The element with the namespaces that Excel declares, those of later versions to be passed over by others."""
    known = {None: _MAIN, "r": _OFFICE, "mc": _MC, "x14ac": _AC, "xr": _XR}
    made = etree.Element(root.tag, dict(root.attrib), nsmap=known)
    made.set(f"{{{_MC}}}Ignorable", "x14ac xr")
    if root.tag == _tag("worksheet"):
        made.set(f"{{{_XR}}}uid", "{00000000-0001-0000-0000-000000000000}")
    made[:] = list(root)
    etree.cleanup_namespaces(made, keep_ns_prefixes=["r", "mc", "x14ac", "xr"])
    return made


def _bytes(root: etree._Element) -> bytes:
    return _HEAD + etree.tostring(root)
