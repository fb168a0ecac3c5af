"""Tables as rows of text: CSV in any usual encoding and delimiter, and workbooks by calamine."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import Any

from qda.collect.decode import decode
from qda.collect.importer import File
from qda.collect.nature import Nature, nature_of, refusal
from qda.collect.package import Package
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_CONTENTS = "META-INF/manifest.xml"
_DELIMITERS = ",;\t|"
_LARGEST_CELL = 64 * 1024 * 1024
_SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet below its header row.

    Attributes:
        name: Of the sheet; "" in a CSV file.
        columns: Headers as written, without surrounding white space; "" where a column has none.
        rows: Cells as text, as many in each row as there are columns; "" is missing.
        numbers: The number of each row in its sheet, 1-based, as a spreadsheet shows it (a CSV file: its line).
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def place(self, row: int) -> str:
        """Where a row stands, in words."""
        if self.name:
            return _("sheet {sheet}, row {row}").format(sheet=self.name, row=self.numbers[row])
        return _("row {row}").format(row=self.numbers[row])


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All sheets of a file that hold anything, in order."""

    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()


def read_book(file: File) -> Book:
    """The sheets of a CSV file or a workbook.

    Whole numbers lose the `.0` that spreadsheets give them, dates become ISO, times `hh:mm:ss`. The header is the
    first row that is not empty; rows without any value are left out.

    Raises:
        InputError: the file is empty, damaged, protected or of another format, or has no rows below its header.
    """
    if file.extension in WORKBOOKS:
        book = _read_workbook(file)
    else:
        decoded = decode(file)
        book = Book(grids=_grids([("", _csv_rows(file, decoded.text))]), problems=decoded.problems)
    if not book.grids:
        raise InputError(
            _("The table has no rows below its header."),
            where=file.name,
            mend=_("Put column names into the first row and one thing into each row below."),
        )
    return book


def column(grid: Grid, *names: str) -> int | None:
    """The column with the first of these names that any column has, capitals and underscores aside; None if none."""
    folded = [" ".join(name.casefold().replace("_", " ").split()) for name in grid.columns]
    return next((folded.index(name) for name in names if name in folded), None)


def _read_workbook(file: File) -> Book:
    nature = nature_of(file.data)
    if file.extension in (".xlsx", ".xlsm", ".ods", ".xlsb"):
        package = Package(file)
        package.check_all()
        if package.has(_CONTENTS) and b"encryption-data" in package.read(_CONTENTS):  # an .ods behind a password
            raise refusal(file, Nature.PROTECTED)
    elif nature is not Nature.OLD_OFFICE:
        raise (
            refusal(file, nature or Nature.EMPTY)
            if nature
            else InputError(
                _("The content is not that of a {ending} file.").format(ending=file.extension),
                where=file.name,
                mend=_("Open it in Excel or LibreOffice and save it as .xlsx."),
            )
        )
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        sheets = [
            (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names
        ]
    except python_calamine.PasswordError:
        raise refusal(file, Nature.PROTECTED) from None
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise InputError(
            _("The workbook is damaged: {fault}.").format(fault=str(fault).rstrip(".")),
            where=file.name,
            mend=_("Open it in Excel or LibreOffice and save it anew."),
        ) from None
    rows = [
        (name, [(i, [_cell(value) for value in row]) for i, row in enumerate(sheet, start=1)]) for name, sheet in sheets
    ]
    return Book(grids=_grids(rows))


def _cell(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(value).strip()


def _csv_rows(file: File, text: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_CELL))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    rows: list[tuple[int, list[str]]] = []
    try:
        line = 1
        for row in reader:
            rows.append((line, [cell.strip() for cell in row]))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise InputError(
            _("The table cannot be read: {fault}.").format(fault=fault),
            where=", ".join((file.name, _("line {number}").format(number=reader.line_num))),
            mend=_("Save it again as CSV, or as .xlsx."),
        ) from None
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the same number of cells, the most cells; a comma if none does."""
    best, most = ",", 1
    for sign in _DELIMITERS:
        sample = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=sign)
        widths: list[int] = []
        try:
            for row in sample:
                if row:
                    widths.append(len(row))
                if len(widths) >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        same = sum(width == widths[0] for width in widths) if widths else 0
        if same * 2 > len(widths) and widths[0] > most:
            best, most = sign, widths[0]
    return best


def _grids(sheets: list[tuple[str, list[tuple[int, list[str]]]]]) -> tuple[Grid, ...]:
    grids = [_grid(name, [(i, row) for i, row in rows if any(row)]) for name, rows in sheets]
    found = [grid for grid in grids if grid is not None]
    # A workbook of one filled sheet is spoken of by its rows alone.
    return tuple(replace(grid, name="") if len(found) == 1 else grid for grid in found)


def _grid(name: str, rows: list[tuple[int, list[str]]]) -> Grid | None:
    if len(rows) < 2:
        return None
    columns = rows[0][1]
    wide = max(len(row) for _i, row in rows)
    columns = columns + [""] * (wide - len(columns))
    filled = [tuple(row + [""] * (wide - len(row))) for _i, row in rows[1:]]
    return Grid(name=name, columns=tuple(columns), rows=tuple(filled), numbers=tuple(i for i, _row in rows[1:]))
