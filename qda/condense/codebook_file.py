"""Codebook files: YAML, XLSX and CSV, read to the same codes and written back. Pure: bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from qda.condense.codebook import Codebook, Written
from qda.condense.codebook_build import build
from qda.condense.codebook_table import read_codebook_table, table_columns, table_rows
from qda.condense.codebook_yaml import read_yaml, write_yaml
from qda.condense.tables import decode, write_csv
from qda.model.errors import InputError
from qda.model.ids import Id
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import _

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
YAMLS = (".yaml", ".yml")


def read_codebook(file: str, data: bytes, ids: Iterator[Id]) -> Codebook:
    """The codebook in a file, with everything that is wrong in it under `problems`.

    Args:
        file: Its name; the ending picks the reader.
        data: Its bytes.
        ids: Fresh ids for codes and rules.

    Raises:
        InputError: the file is empty, damaged, protected, has no header row, or has another ending.
    """
    return build(file, _written(file, data), ids)


def _written(file: str, data: bytes) -> Written:
    ending = PurePath(file).suffix.lower()
    if ending not in (*YAMLS, *TABLES):
        what = _("A codebook is a .yaml, .xlsx or .csv file, not “{ending}”.").format(ending=ending)
        raise InputError(what, where=file)
    if not data.strip():
        raise InputError(_("The file is empty."), where=file, mend=_("Write “codes:” and the codes below it."))
    if ending in TABLES:
        return read_codebook_table(file, data)
    if b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(_("This is no text file."), where=file, mend=_("Save the codebook as YAML, XLSX or CSV."))
    return read_yaml(file, decode(data))


def write_codebook(book: Codebook, ending: str) -> bytes:
    """The codebook as the bytes of a `.yaml` or `.csv` file; `codebook_sheet` serves the other writers.

    Raises:
        InputError: another ending.
    """
    if ending in YAMLS:
        return write_yaml(book).encode("utf-8")
    if ending == ".csv":
        return write_csv(table_columns(book), table_rows(book))
    raise InputError(_("A codebook is written as .yaml, .xlsx or .csv, not “{ending}”.").format(ending=ending))


def codebook_sheet(book: Codebook) -> Sheet:
    """The codebook as a flat sheet: row labels are the paths, the headings are the columns that reading knows."""
    columns = table_columns(book)
    rows = tuple(Row(label=path, cells=tuple(Cell(value=value) for value in rest)) for path, *rest in table_rows(book))
    return Sheet(
        kind="codebook",
        title=book.name or _("Codebook"),
        corner=columns[0],
        reading=_("One row a code. Change it here and import it again with: qda codebook import FILE."),
        columns=tuple(Column(label=name) for name in columns[1:]),
        rows=rows,
    )
