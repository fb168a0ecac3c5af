"""The cells of a workbook as people see them, .xlsx and .ods, by calamine; what that does not tell is in `odd`."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from qda.exchange.returned.marks import PROPERTY, SIGN, UNTOUCHED
from qda.exchange.returned.odd import Odd, Place, odd_of_ods, odd_of_xlsx
from qda.exchange.writers.workbook.rows import letter
from qda.model.errors import InputError
from qda.model.wording import _

ENDINGS = (".xlsx", ".xlsm", ".ods")
NOT_READ = (".xls", ".xlsb", ".fods")  # Excel and LibreOffice save our workbooks so too; texts are cut, marks may go
ERRORS = ("#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a protected workbook
_SIGNS = (f"{SIGN}s[".encode(), f"{SIGN}o[".encode())  # of a matrix, and of a sheet for reading
_ODS = "content.xml"  # the part that an .ods has, whatever its name ends in
_CHUNK = 1 << 20
_FORMULA = (b"<f>", b"<f ", b":f>", b":f ", b't="e"')


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """A worksheet from its cell A1 on.

    Attributes:
        rows: Values: text, numbers, dates; "" where there is none.
        covered: Places within a merged cell but at its upper left, each with the place of that.
    """

    name: str
    rows: list[list[Any]]
    covered: dict[Place, Place]

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, from 0; "" beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(kw_only=True)
class Book:
    """All worksheets in their order."""

    name: str
    grids: tuple[Grid, ...]
    data: bytes = field(repr=False)

    @cached_property
    def odd(self) -> dict[str, dict[Place, Odd]]:
        """The formulas, errors and percentages of each sheet; looked for only where somebody asks."""
        wanted = frozenset(grid.name for grid in self.grids if is_marked(grid))
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            return odd_of_ods(package) if _ODS in package.namelist() else odd_of_xlsx(package, wanted)

    @cached_property
    def formulas(self) -> bool:
        """Whether any cell of any sheet holds a formula or an error."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            if _ODS in package.namelist():
                return _holds(package, _ODS, (b"table:formula=",))
            names = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(_holds(package, name, _FORMULA) for name in names)


def address(row: int, column: int) -> str:
    """The address of a cell, from 0."""
    return f"{letter(column + 1)}{row + 1}"


def is_marked(grid: Grid) -> bool:
    """Whether any cell carries a mark of this program."""
    return any(isinstance(value, str) and value.startswith(SIGN) for row in grid.rows for value in row)


def is_ours(path: Path) -> bool:
    """Whether a file is a workbook of displays that this program wrote.

    By the file's own property, or, where a program has dropped that, by the marks in its cells.
    """
    if not path.is_file():
        return False
    if path.suffix.lower() in NOT_READ:
        return _signed(path)
    if path.suffix.lower() not in ENDINGS:
        return False
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            told = [name for name in names if name in ("docProps/custom.xml", "meta.xml")]
            if any(_holds(package, name, (PROPERTY.encode(),)) for name in told):
                return True
            kept = [n for n in names if n in ("xl/sharedStrings.xml", _ODS) or n.startswith("xl/worksheets/")]
            return any(_holds(package, name, _SIGNS) for name in kept)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):  # damaged, or protected by a password
        return False


def _signed(path: Path) -> bool:
    """Whether a workbook of another format holds the marks of ours."""
    words = (*_SIGNS, *(sign.decode().encode("utf-16-le") for sign in _SIGNS))
    try:
        if not zipfile.is_zipfile(path):
            return any(word in path.read_bytes() for word in words)
        with zipfile.ZipFile(path) as package:
            return any(_holds(package, name, words) for name in package.namelist() if name.endswith(".bin"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):  # damaged, or protected by a password
        return False


def is_untouched(path: Path) -> bool:
    """Whether a file is as this program wrote it; every program that saves it anew drops the package's comment."""
    try:
        with zipfile.ZipFile(path) as package:
            return package.comment == UNTOUCHED
    except (zipfile.BadZipFile, OSError):
        return False


def _holds(package: zipfile.ZipFile, name: str, words: tuple[bytes, ...]) -> bool:
    tail = b""
    with package.open(name) as part:
        while piece := part.read(_CHUNK):
            held = tail + piece
            if any(word in held for word in words):
                return True
            tail = held[-32:]
    return False


def open_book(name: str, data: bytes) -> Book:
    """The worksheets of a workbook.

    Raises:
        InputError: it is damaged, protected by a password, or of a format that is not read back.
    """
    import python_calamine

    ending = PurePath(name).suffix.lower()
    if ending in NOT_READ:
        raise InputError(
            _("A workbook saved as {ending} is not read back.").format(ending=ending),
            where=name,
            mend=_("Open it in Excel or LibreOffice, save it as .xlsx or .ods, and import that."),
        )
    try:
        if not data.startswith(b"PK") and _ENCRYPTED in data:
            raise python_calamine.PasswordError
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            rows = sheet.to_python(skip_empty_area=False)
            grids.append(Grid(name=title, rows=rows, covered=_covered(sheet.merged_cell_ranges or ())))
    except python_calamine.PasswordError:
        raise InputError(
            _("The workbook is protected by a password."),
            where=name,
            mend=_("Save it without the password and try again."),
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise InputError(
            _("The workbook is damaged: {fault}.").format(fault=str(fault).rstrip(".")),
            where=name,
            mend=_("Open it in Excel or LibreOffice and save it anew."),
        ) from None
    return Book(name=name, grids=tuple(grids), data=data)


def _covered(ranges: Any) -> dict[Place, Place]:
    found: dict[Place, Place] = {}
    for first, last in ranges:
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    found[row, column] = first
    return found


def words_of(value: Any, language: str, odd: Odd | None = None) -> str:
    """A cell as the text that people see: whole numbers without a decimal point, dates as ISO.

    A decimal mark is that of the workbook's language; text is taken as it is, its line ends as LF.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        percent = odd is not None and "%" in odd.format
        text = f"{value * 100 if percent else value:.15g}"
        return (text.replace(".", ",") if language == "id" else text) + ("%" if percent else "")
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, dt.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    return str(value)
