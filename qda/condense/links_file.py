"""Links as a table that people fill in (CSV, XLSX): read to rows of text, and written. Pure.

The columns are `from, type, to, sign, quote, source, coding, memo`; a link with several pieces of evidence has a row
for each. What the names mean in a study is settled by `qda.condense.links`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from difflib import get_close_matches

from qda.condense.codings_file import unguarded
from qda.condense.tables import Table, TableRow, read_table, write_csv
from qda.model.errors import InputError
from qda.model.link_words import LINK_WORDS, read_sign, read_type
from qda.model.problem import Problem
from qda.model.records import LinkType, Sign
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import _

COLUMNS = ("from", "type", "to", "sign", "quote", "source", "coding", "memo")
_NEEDED = ("from", "type", "to")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One row; "" where a cell is empty.

    Attributes:
        place: The row, in words.
        codings: Ids of codings, as written.
    """

    place: str
    start: str
    type: LinkType
    end: str
    sign: Sign | None = None
    quote: str = ""
    source: str = ""
    codings: tuple[str, ...] = ()
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRows:
    """The rows that could be read, and what is wrong with the others."""

    file: str
    rows: tuple[LinkRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A link on one piece of its evidence, in words, as tables have it; the fields are the columns."""

    start: str
    type: str
    end: str
    sign: str = ""
    quote: str = ""
    source: str = ""
    coding: str = ""
    memo: str = ""


def read_links(file: str, data: bytes) -> LinkRows:
    """The rows of a table of links.

    Raises:
        InputError: no table, no header row, or a column that is unknown or missing.
    """
    table = read_table(file, data, COLUMNS)
    _check_columns(table)
    rows, problems = [], []
    for row in table.rows:
        try:
            rows.append(_row(table, row))
        except _RowError as fault:
            problems.append(Problem(file=file, place=table.place(row), what=str(fault), mend=fault.mend, fatal=True))
    return LinkRows(file=file, rows=tuple(rows), problems=tuple(problems))


class _RowError(Exception):
    """A row cannot be read."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


def types_shown() -> str:
    """The types as people may write them."""
    return ", ".join(kind.value for kind in LINK_WORDS)


def _check_columns(table: Table) -> None:
    names = ", ".join(COLUMNS)
    for name in table.columns:
        if name and name not in COLUMNS:
            near = get_close_matches(name.lower(), COLUMNS, 1, 0.6)
            hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ""
            raise InputError(
                _("Unknown column “{name}”.").format(name=name),
                where=table.file,
                mend=hint or _("Columns are: {names}.").format(names=names),
            )
    for name in _NEEDED:
        if name not in table.columns:
            raise InputError(
                _("There is no column “{name}”.").format(name=name),
                where=table.file,
                mend=_("Columns are: {names}.").format(names=names),
            )


def _row(table: Table, row: TableRow) -> LinkRow:
    def text(column: str) -> str:
        return unguarded(table.cell(row, column)).strip()

    for column in _NEEDED:
        if not text(column):
            raise _RowError(_("The cell “{column}” is empty.").format(column=column), _("Fill it in."))
    kind = read_type(text("type"))
    if kind is None:
        raise _RowError(
            _("There is no link “{type}”.").format(type=text("type")),
            _("Choose one of: {names}.").format(names=types_shown()),
        )
    try:
        sign = read_sign(text("sign"))
    except ValueError:
        raise _RowError(
            _("There is no sign “{sign}”.").format(sign=text("sign")), _("Signs are +, - and ±; leave others empty.")
        ) from None
    return LinkRow(
        place=table.place(row),
        start=text("from"),
        type=kind,
        end=text("to"),
        sign=sign,
        quote=table.cell(row, "quote").strip(),
        source=text("source"),
        codings=tuple(text("coding").replace(";", " ").replace(",", " ").split()),
        memo=text("memo"),
    )


def links_csv(lines: Iterable[LinkLine]) -> bytes:
    """The lines as CSV, to be edited and imported again."""
    return write_csv(COLUMNS, (astuple(line) for line in lines))


def links_sheet(lines: Iterable[LinkLine], title: str) -> Sheet:
    """The lines as a flat sheet, for the writers; its headings are the columns that reading knows."""
    rows = [Row(label=line.start, cells=tuple(Cell(value=value) for value in astuple(line)[1:])) for line in lines]
    return Sheet(
        kind="links",
        title=title,
        corner=COLUMNS[0],
        columns=tuple(Column(label=name) for name in COLUMNS[1:]),
        reading=_("A row is a link with one piece of its evidence; add rows, then: qda link import FILE."),
        rows=tuple(rows),
    )
