"""What a cell is besides its value, which calamine does not tell: made by a formula, an error, a percentage.

Read from the file itself, by the local names of its elements: a workbook saved as “Strict Open XML” has other
namespaces, and a program may put prefixes before the names.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

_ODS = (
    "oasis:names:tc:opendocument:xmlns:table:1.0",
    "oasis:names:tc:opendocument:xmlns:office:1.0",
    "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
)
_PERCENT = {"9": "0%", "10": "0.00%"}  # formats that a workbook need not spell out
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_BOOK = "xl/workbook.xml"
Place = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """What a cell is besides its value: whether a formula makes it, the error it shows, its number format."""

    formula: bool
    error: str
    format: str


def odd_of_xlsx(package: zipfile.ZipFile, sheets: frozenset[str]) -> dict[str, dict[Place, Odd]]:
    """The formulas, errors and percentages of the named worksheets, by their name."""
    links = {each.get("Id"): each.get("Target", "") for each in _root(package, "xl/_rels/workbook.xml.rels")}
    percents = _percents(package)
    found: dict[str, dict[Place, Odd]] = {}
    for sheet in _root(package, _BOOK).iter("{*}sheet"):
        name = sheet.get("name", "")
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        part = posixpath.normpath(posixpath.join("/xl", links.get(link, ""))).lstrip("/")
        if name in sheets and part in package.namelist():
            with package.open(part) as file:
                found[name] = dict(_odd_cells(file, percents))
    return found


def _root(package: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    with package.open(name) as part:
        return etree.parse(part, etree.XMLParser(resolve_entities=False, huge_tree=True)).getroot()


def _percents(package: zipfile.ZipFile) -> dict[str, str]:
    """The looks whose numbers are shown as percentages, each with its number format."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = _root(package, "xl/styles.xml")
    formats = _PERCENT | {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmts/{*}numFmt")
    }
    shown = [formats.get(each.get("numFmtId", ""), "") for each in styles.iterfind("{*}cellXfs/{*}xf")]
    return {str(n): one for n, one in enumerate(shown) if "%" in one}


def _odd_cells(file: IO[bytes], percents: dict[str, str]) -> Iterator[tuple[Place, Odd]]:
    from lxml import etree

    row, column = -1, -1
    for event, each in etree.iterparse(
        file, events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, huge_tree=True
    ):
        name = etree.QName(each).localname
        if event == "start" and name == "row":
            row, column = int(each.get("r", row + 2)) - 1, -1
        elif event == "end" and name == "c":
            address = _ADDRESS.fullmatch(each.get("r", ""))
            column = _number(address.group(1)) if address else column + 1
            formula = each.find("{*}f") is not None
            error = (each.findtext("{*}v") or "") if each.get("t") == "e" else ""
            shown = percents.get(each.get("s", ""), "") if each.get("t", "n") == "n" else ""
            if formula or error or shown:
                yield (row, column), Odd(formula=formula, error=error, format=shown)
        elif event == "end":
            each.clear()


def _number(letters: str) -> int:
    """A column from its letters, from 0."""
    found = 0
    for sign in letters:
        found = found * 26 + ord(sign) - 64
    return found - 1


def odd_of_ods(package: zipfile.ZipFile) -> dict[str, dict[Place, Odd]]:
    """Those of an .ods, where an error is a formula whose cell only shows what is wrong."""
    table, office, calc = (f"{{urn:{name}}}" for name in _ODS)
    found: dict[str, dict[Place, Odd]] = {}
    for sheet in _root(package, "content.xml").iter(f"{table}table"):
        here = found.setdefault(sheet.get(f"{table}name", ""), {})
        row = 0
        for line in sheet.iter(f"{table}table-row"):
            column = 0
            for cell in line.iterchildren(f"{table}table-cell", f"{table}covered-table-cell"):
                formula = cell.get(f"{table}formula") is not None
                shown = "%" if cell.get(f"{office}value-type") == "percentage" else ""
                if formula or shown:
                    wrong = cell.get(f"{calc}value-type") == "error"
                    error = "".join(map(str, cell.itertext())).strip() if wrong else ""
                    here[row, column] = Odd(formula=formula, error=error, format=shown)
                column += int(cell.get(f"{table}number-columns-repeated", "1"))
            row += int(line.get(f"{table}number-rows-repeated", "1"))
    return found
