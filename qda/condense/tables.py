"""Tables that people made (CSV, XLSX): their rows as text, below the header row that carries known names. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from qda.model.errors import InputError
from qda.model.wording import _

_HEADER_WITHIN = 30
_OLE = b"\xd0\xcf\x11\xe0"  # a protected .xlsx is wrapped in the old container
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BESIDE = "→"  # heads columns of links that the workbook writer puts beside long texts
EXCEL_ERRORS = ("#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row. `number` is the row's number in the file, 1-based; `values` has a text for each column."""

    number: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The header and the rows below it that hold anything. `sheet` is "" for CSV."""

    file: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def cell(self, row: TableRow, column: str) -> str:
        """The text of a cell; "" where the column is absent or the row is short."""
        if column not in self.columns:
            return ""
        at = self.columns.index(column)
        return row.values[at] if at < len(row.values) else ""

    def place(self, row: TableRow) -> str:
        """Where the row is, in words."""
        if self.sheet:
            return _("sheet {sheet}, row {number}").format(sheet=self.sheet, number=row.number)
        return _("row {number}").format(number=row.number)


_PROTECTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a protected workbook


def read_table(file: str, data: bytes, known: Sequence[str], needed: int = 2) -> Table:
    """The table in a file.

    The header is the first row, of the first sheet that has one, with at least `needed` of the `known` names; rows
    above it (a title, how to read it) are passed over.

    Raises:
        InputError: the file is empty, no table, or has no such header.
    """
    names = frozenset(known)
    grids = _sheets(file, data) if PurePath(file).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods") else _csv(data)
    seen = False
    for sheet, grid in grids:
        for number, row in enumerate(grid[:_HEADER_WITHIN], 1):
            seen = seen or any(row)
            columns = ["" if cell.strip() == _BESIDE else cell.strip() for cell in row]
            if sum(column in names for column in columns) >= needed:
                while columns and not columns[-1]:
                    columns.pop()
                rows = tuple(_rows_below(grid, number))
                return Table(file=file, sheet=sheet, columns=tuple(columns), rows=rows)
    what = _("The file has no header row with the names of columns.") if seen else _("The file is empty.")
    raise InputError(
        what,
        where=file,
        mend=_("Name the columns in the first row, for example: {names}.").format(names=", ".join(known[:5])),
    )


def _rows_below(grid: list[list[str]], header: int) -> Iterator[TableRow]:
    """The rows that hold anything.

    What our own writer puts below a table (its headings stand under a title) is left out: after an empty row, lines of
    which only the first cell is filled.
    """
    gap = False
    for number, cells in enumerate(grid[header:], header + 1):
        filled = [at for at, cell in enumerate(cells) if cell.strip()]
        gap = gap or (not filled and header > 1)
        if filled and not (gap and filled == [0]):
            yield TableRow(number=number, values=tuple(cells))


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file in UTF-8 with the mark that makes Excel read it as such; line ends as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(list(columns))
    writer.writerows([list(row) for row in rows])
    return out.getvalue().encode("utf-8-sig")


def decode(data: bytes) -> str:
    """The text of a file people saved: UTF-8 or UTF-16 by its mark, UTF-8 where it is valid, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    text = decode(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # Excel under an Indonesian locale writes semicolons
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    yield "", [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _sheets(file: str, data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        if data.startswith(_OLE) and _ENCRYPTED in data:
            raise PasswordError
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [[cell_text(cell) for cell in row] for row in grid]
    except (PasswordError, CalamineError, OSError, ValueError) as fault:
        if isinstance(fault, PasswordError) or _PROTECTED in data:
            raise InputError(
                _("The workbook is protected by a password."),
                where=file,
                mend=_("Save it without the password and try again."),
            ) from None
        raise InputError(
            _("The file is no workbook, or it is damaged."),
            where=file,
            mend=_("Open it in a spreadsheet program and save it again as .xlsx or .csv."),
        ) from None


def cell_text(cell: object) -> str:
    """A cell's value as the text people see: whole numbers without a decimal point, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
