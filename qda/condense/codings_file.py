"""Codings as a table that people fill in or edit (CSV, XLSX): read to rows of text and numbers, and written. Pure.

What the rows mean in a study is settled by `qda.condense.codings_match`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from qda.condense.tables import Table, TableRow, read_table, write_csv
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.records import Basis, Stance
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import _

COLUMNS = (
    "source",
    "start",
    "end",
    "quote",
    "code",
    "stance",
    "basis",
    "informant",
    "magnitude",
    "coder",
    "round",
    "slot",
    "memo",
)
EXPORTED = (*COLUMNS, "id", "origin", "hash")
_KNOWN = (*EXPORTED, "delete")
HASHED = tuple(name for name in COLUMNS if name != "quote")
_YES = ("yes", "ya", "y", "true", "1", "x")
_STANCES = {"+": "+", "-": "-", "\u2212": "-", "\u2013": "-", "0": "0", "±": "±", "+/-": "±", "+-": "±"}
_LONGEST_CELL = 32_000  # Excel holds 32,767 characters; a longer quote is left to its place
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRow:
    """One row as written; "" and None where a cell is empty.

    Attributes:
        place: The row, in words.
        hash: The state of the coding when it was exported.
        delete: Whether the column `delete` says yes.
    """

    place: str
    source: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    code: str
    stance: str = ""
    basis: str = ""
    informant: str = ""
    magnitude: str = ""
    coder: str = ""
    round: str = ""
    slot: str = ""
    memo: str = ""
    id: str = ""
    origin: str = ""
    hash: str = ""
    delete: bool = False

    @property
    def state(self) -> str:
        """The hash of what the row says now; the quote is left out, since spreadsheets change its line ends."""
        return state_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRows:
    """The rows that could be read, and what is wrong with the others."""

    file: str
    rows: tuple[CodingRow, ...]
    problems: tuple[Problem, ...]


def state_of(row: CodingRow) -> str:
    """Twelve hexadecimal digits that change when any value of a coding changes."""
    values = ("" if getattr(row, name) is None else " ".join(str(getattr(row, name)).split()) for name in HASHED)
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_codings(file: str, data: bytes) -> CodingRows:
    """The rows of a table of codings.

    Raises:
        InputError: no table, no header row, a column that is unknown, missing or there twice.
    """
    table = read_table(file, data, _KNOWN)
    _check_columns(table)
    rows, problems = [], []
    for row in table.rows:
        faults = list(_faults(table, row))
        problems += [Problem(file=file, place=table.place(row), what=w, mend=m, fatal=True) for w, m in faults]
        if not faults:
            rows.append(_coding_row(table, row))
    return CodingRows(file=file, rows=tuple(rows), problems=tuple(problems))


def _check_columns(table: Table) -> None:
    unknown = [name for name in table.columns if name and name not in _KNOWN]
    if unknown:
        near = get_close_matches(unknown[0].lower(), _KNOWN, 1, 0.6)
        names = ", ".join(f"“{name}”" for name in unknown)
        mend = (
            _("Did you mean “{near}”?").format(near=near[0])
            if near
            else _("Columns are: {names}.").format(names=", ".join(COLUMNS))
        )
        raise InputError(_("Unknown columns: {names}.").format(names=names), where=table.file, mend=mend)
    twice = sorted({name for name in table.columns if name and table.columns.count(name) > 1})
    if twice:
        raise InputError(
            _("The column “{name}” stands there twice.").format(name=twice[0]),
            where=table.file,
            mend=_("Keep one of them."),
        )
    missing = [name for name in ("source", "code") if name not in table.columns]
    if not {"quote"} & set(table.columns) and not {"start", "end"} <= set(table.columns):
        missing.append("quote")
    if missing:
        raise InputError(
            _("There is no column “{name}”.").format(name=missing[0]),
            where=table.file,
            mend=_("Columns are: {names}.").format(names=", ".join(COLUMNS)),
        )


def _faults(table: Table, row: TableRow) -> Iterator[tuple[str, str]]:
    for column in ("source", "code"):
        if not table.cell(row, column).strip():
            yield _("The cell “{column}” is empty.").format(column=column), _("Fill it in.")
    for column in ("start", "end"):
        text = table.cell(row, column).strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 13):
            yield (
                _("“{column}” is a whole number, not “{value}”.").format(column=column, value=text),
                _("Count characters from 0, or leave start and end empty and give the quote."),
            )
    given = [bool(table.cell(row, column).strip()) for column in ("start", "end")]
    if not all(given) and not table.cell(row, "quote").strip():
        yield _("Neither a place nor a quote is given."), _("Fill in “quote”, or “start” and “end”.")
    stance = unguarded(table.cell(row, "stance")).strip()
    if stance and stance not in _STANCES:
        yield (
            _("There is no stance “{sign}”.").format(sign=stance),
            _("Stances are {signs}.").format(signs=", ".join(s.value for s in Stance)),
        )
    basis = table.cell(row, "basis").strip()
    if basis and basis not in list(Basis):
        yield (
            _("There is no basis “{basis}”.").format(basis=basis),
            _("A basis is one of: {names}.").format(names=", ".join(b.value for b in Basis)),
        )


def _coding_row(table: Table, row: TableRow) -> CodingRow:
    def text(column: str) -> str:
        return unguarded(table.cell(row, column)).strip()

    def number(column: str) -> int | None:
        return int(text(column)) if text(column) else None

    return CodingRow(
        place=table.place(row),
        source=text("source"),
        start=number("start"),
        end=number("end"),
        quote=table.cell(row, "quote"),
        code=text("code").strip("/"),
        stance=_STANCES.get(text("stance"), ""),
        basis=text("basis"),
        informant=text("informant"),
        magnitude=text("magnitude"),
        coder=text("coder"),
        round=text("round"),
        slot=text("slot"),
        memo=text("memo"),
        id=text("id"),
        origin=text("origin"),
        hash=text("hash"),
        delete=text("delete").lower() in _YES,
    )


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA and len(cell) > 1 else cell


def codings_csv(rows: Iterable[CodingRow]) -> bytes:
    """The rows as CSV, quotes exactly as they stand in the text."""
    return write_csv(EXPORTED, (_cells(row) for row in rows))


def codings_sheet(rows: Iterable[CodingRow], title: str) -> Sheet:
    """The rows as a flat sheet, for the writers; its headings are the columns that reading knows."""
    made = []
    for row in rows:
        first, *rest = _cells(row if len(row.quote) <= _LONGEST_CELL else dataclasses.replace(row, quote=""))
        made.append(Row(label=first, cells=tuple(Cell(value=value) for value in rest)))
    return Sheet(
        kind="codings",
        title=title,
        corner=EXPORTED[0],
        columns=tuple(Column(label=name) for name in EXPORTED[1:]),
        reading=_(
            "One row a coding. Edit the rows, add rows without an id, write yes in a column “delete” to take one "
            "out; then: qda code import FILE. Leave id and hash as they are."
        ),
        rows=tuple(made),
    )


def _cells(row: CodingRow) -> tuple[str, ...]:
    values = (getattr(row, "state" if name == "hash" else name) for name in EXPORTED)
    return tuple("" if value is None else str(value) for value in values)
