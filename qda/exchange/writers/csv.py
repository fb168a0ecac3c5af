"""CSV: one table, UTF-8 with a byte-order mark, commas, CRLF (RFC 4180), readable by Excel with a double click.

Excel takes a file for UTF-8 only where a mark says so. Indonesian Windows separates lists by semicolons, so the
same file may open there in one column: then Data > From Text splits it. A first line `sep=,` would do so at once, but
makes Excel overlook the mark, and names and quotations would come out broken; so there is none.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end, or with an apostrophe, gets an apostrophe before it
(`qda.exchange.safe_text.guarded`). Numbers are left alone, with a point in any language; a count out of some (3/5) is
no number, nor is what would be a share of people whom nobody asked (1*). What is not the matrix stands in rows that
begin with `#`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from qda.exchange.front_matter import (
    QUOTATION_COLUMNS,
    after,
    all_quotations,
    attribute_names,
    before,
    origin,
    quotation_values,
    shown,
)
from qda.exchange.safe_text import guarded, visible
from qda.exchange.writer import writer
from qda.model.output import Output
from qda.model.sheet import Cell, Sheet
from qda.model.wording import N_, _


@writer("csv", N_("Table as comma-separated values, opened by every spreadsheet"), extensions=(".csv",))
def write_csv(output: Output, file: BinaryIO) -> None:
    """All sheets one under the other, then the quotations behind them, then where the file comes from."""
    file.write(b"\xef\xbb\xbf")
    for n, sheet in enumerate(output.sheets):
        if n:
            file.write(b"\r\n")
        _write(file, _matrix(sheet))
    quotations = all_quotations(output)
    if quotations and not any(sheet.kind == "quotations" for sheet in output.sheets):
        attributes = attribute_names(quotations)
        file.write(b"\r\n")
        around = any(quotation.before or quotation.after for quotation in quotations.values())
        heads = [*(_(name) for name in QUOTATION_COLUMNS), *attributes, *((_("Before"), _("After")) if around else ())]
        _write(file, [[f"# {_('Quotations')}"], heads])
        _write(
            file,
            (
                (*quotation_values(quotation, attributes), *((quotation.before, quotation.after) if around else ()))
                for quotation in quotations.values()
            ),
        )
    file.write(b"\r\n")
    _write(file, ([f"# {label}: {value}"] for label, value in origin(output.provenance)))


def _matrix(sheet: Sheet) -> Iterator[Sequence[str | int | float]]:
    yield [f"# {sheet.title}"]
    for line in before(sheet):
        yield [f"# {line}"]
    grouped = any(row.group for row in sheet.rows)
    lead = [_("Group")] if grouped else []
    if any(column.group for column in sheet.columns):
        yield [*([""] * len(lead)), "", *(column.group for column in sheet.columns)]
    yield [*lead, sheet.corner, *(column.label for column in sheet.columns)]
    for row in sheet.rows:
        values = [_value(cell) for cell in row.cells]
        yield [*([row.group] if grouped else []), row.label, *values]
    for section in after(sheet):
        yield from ([f"# {section.heading}: {line}"] for line in section.lines)


def _value(cell: Cell) -> str | int | float:
    plain = isinstance(cell.value, float) or (isinstance(cell.value, int) and cell.of is None)
    return cell.value if plain and not cell.unasked and cell.value is not None else shown(cell)


def _write(file: BinaryIO, rows: Iterable[Sequence[str | int | float]]) -> None:
    for row in rows:
        file.write((",".join(map(field, row)) + "\r\n").encode("utf-8"))


def field(value: str | int | float) -> str:
    """One field: guarded against formulas, quoted where it holds a comma, a quotation mark or a line end."""
    if isinstance(value, int | float):
        return str(value)
    text = guarded(visible(value))
    plain = text == text.strip() and not any(mark in text for mark in ',"\n')
    return text if plain else '"' + text.replace('"', '""') + '"'
