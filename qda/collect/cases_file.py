"""The table of cases: one row a case; names first, then any attributes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qda.collect import labels
from qda.collect.importer import File
from qda.collect.sheets import Grid, column, read_book
from qda.model.attributes import standard
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

_NAME = ("name", "nama", "case", "kasus", "informant", "informan")
_ALIASES = ("aliases", "alias", "nama lain", "samaran")
_SAME_AS = ("same as", "sama dengan")
_DEPENDS_ON = ("depends on", "bergantung pada")
_UNSPECIFIED = ("unspecified", "tidak dirinci")
_YES, _NO = ("true", "yes", "ya", "1", "x"), ("false", "no", "tidak", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One row of a cases table; fields as in `qda.model.records.Case`, without an id."""

    name: str
    aliases: tuple[str, ...] = ()
    same_as: str | None = None
    depends_on: tuple[str, ...] = ()
    unspecified: bool = False
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesTable:
    """The rows that can be used, in order, and what is wrong with the file."""

    rows: tuple[CaseRow, ...]
    problems: tuple[Problem, ...] = ()


def read_cases(file: File) -> CasesTable:
    """The cases in a CSV file or a workbook (its first sheet).

    Columns: `name`; `aliases` and `depends_on`, several parted by `;`; `same_as`; `unspecified`; every other
    column is an attribute, its name in small letters, Indonesian names of the standard ones (`peran`, `kelompok`,
    `lokasi`, `teknik`) as good as the English. An empty cell is a missing value and gives no attribute.

    Returns:
        Rows without a name and rows that repeat one are left out and reported; a name or alias of two cases, and a
        `same_as` or `depends_on` that names nobody in the table, are reported and kept.

    Raises:
        InputError: the file cannot be read or has no column of names.
    """
    book = read_book(file)
    grid = book.grids[0]
    name = column(grid, *_NAME)
    if name is None:
        raise InputError(
            _("The table has no column “name”; its columns are {columns}.").format(
                columns=", ".join(f"“{heading}”" for heading in grid.columns if heading)
            ),
            where=file.name,
            mend=_("Call the column with the cases' names “name”."),
        )
    problems = list(book.problems)
    rows: dict[str, CaseRow] = {}
    places: dict[str, str] = {}
    for i, cells in enumerate(grid.rows):
        key = labels.fold(cells[name])
        if not key:
            problems.append(
                Problem(
                    file=file.name, place=grid.place(i), fatal=True, what=_("The row has no name; it was left out.")
                )
            )
        elif key in rows:
            problems.append(
                Problem(
                    file=file.name,
                    place=grid.place(i),
                    fatal=True,
                    what=_("The case “{name}” stands in {place} already; this row was left out.").format(
                        name=cells[name], place=places[key]
                    ),
                    mend=_("Give each case one row."),
                )
            )
        else:
            rows[key], places[key] = _row(file, grid, i, name, problems), grid.place(i)
    problems += _clashes(file, rows) + _strangers(file, rows, places)
    return CasesTable(rows=tuple(rows.values()), problems=tuple(problems))


def _row(file: File, grid: Grid, i: int, name: int, problems: list[Problem]) -> CaseRow:
    cells = grid.rows[i]
    special = {
        "aliases": column(grid, *_ALIASES),
        "same_as": column(grid, *_SAME_AS),
        "depends_on": column(grid, *_DEPENDS_ON),
        "unspecified": column(grid, *_UNSPECIFIED),
    }
    given = {key: cells[at] if at is not None else "" for key, at in special.items()}
    unspecified = given["unspecified"].casefold()
    if unspecified not in (*_YES, *_NO):
        problems.append(
            Problem(
                file=file.name,
                place=grid.place(i),
                what=_("“{value}” is neither yes nor no.").format(value=given["unspecified"]),
                mend=_("Write yes or no in the column “unspecified”."),
            )
        )
    kept = {name, *(at for at in special.values() if at is not None)}
    return CaseRow(
        name=cells[name],
        aliases=_several(given["aliases"]),
        same_as=given["same_as"] or None,
        depends_on=_several(given["depends_on"]),
        unspecified=unspecified in _YES,
        attributes=tuple(
            (standard(heading), cells[k])
            for k, heading in enumerate(grid.columns)
            if heading and k not in kept and cells[k]
        ),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _clashes(file: File, rows: dict[str, CaseRow]) -> list[Problem]:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        for called in (row.name, *row.aliases):
            owners[labels.fold(called)].add(row.name)
    return [
        Problem(
            file=file.name,
            what=_("“{alias}” is a name of several cases: {names}.").format(
                alias=alias, names=", ".join(sorted(names))
            ),
            mend=_("A speaker called so joins none of them; give each a name of its own."),
        )
        for alias, names in sorted(owners.items())
        if len(names) > 1
    ]


def _strangers(file: File, rows: dict[str, CaseRow], places: dict[str, str]) -> list[Problem]:
    known = {labels.fold(called) for row in rows.values() for called in (row.name, *row.aliases)}
    return [
        Problem(
            file=file.name,
            place=places[key],
            what=_("“{name}” is named, but is no case of this table.").format(name=named),
            mend=_("Give it a row, or correct the name."),
        )
        for key, row in rows.items()
        for named in (*((row.same_as,) if row.same_as else ()), *row.depends_on)
        if labels.fold(named) not in known
    ]
