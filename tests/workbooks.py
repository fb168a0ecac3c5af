"""A matrix with cells for people, as a workbook that is edited and read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qda.exchange.returned.read import Returned, read_returned
from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.exchange.writers.xlsx import write_workbook
from qda.model.ids import Id
from qda.model.output import Output, Provenance
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import language

STUDY = "0123456789abcdef"
LONG = "Sejak ada pelatihan itu kami lebih berani memasang harga sendiri, begitu."
VIEW = "role-ordered --by desa"
ANI, BUDI, CICI, DODO = (f"case:{name}" for name in ("ani", "budi", "cici", "dodo"))
RATING, SUMMARY = "rating", "summary"


def coding(n: int) -> Id:
    """An id."""
    return Id(n.to_bytes(16, "big"))


def quotation(n: int, text: str) -> Quotation:
    """A quotation of coding n."""
    return Quotation(
        coding=coding(n), text=text, role="perajin", source="W1", line=n, start=0, end=len(text), code="harga"
    )


def desk_row(n: int, label: str, group: str, *, rating: str = "", summary: str = "") -> Row:
    """A row: a count, a long text with a link beside it, a rating and a summary of the researcher's."""
    return Row(
        label=label,
        group=group,
        key=f"case:{label.casefold()}",
        cells=(
            Cell(value=n, of=9, evidence=(coding(1),)),
            Cell(value=LONG, evidence=(coding(2),), strength=0.5),
            Cell(value=rating, written_by="ani") if rating else Cell(empty=Empty.TO_WRITE),
            Cell(value=summary, written_by="ani") if summary else Cell(empty=Empty.TO_WRITE),
            Cell(empty=Empty.SILENT),
        ),
    )


def desk_sheet(*rows: Row, view: str = VIEW, title: str = "Peran dan harga", analysis: str = "") -> Sheet:
    """The matrix."""
    return Sheet(
        kind="role-ordered",
        title=title,
        reading="Read across.",
        corner="Case",
        columns=(
            Column(label="Passages", key="passages"),
            Column(label="Words", group="Said", key="words"),
            Column(label="Rating", group="Judged", key="rating"),
            Column(label="Summary", group="Judged", key="summary"),
            Column(label="Later", key="later"),
        ),
        rows=rows
        or (
            desk_row(1, "Ani", "Utara"),
            desk_row(2, "Budi", "Utara", rating="2", summary="Ragu.\nLalu yakin."),
            desk_row(3, "Cici", "Selatan"),
            desk_row(4, "Dodo", "Selatan", summary="=lebih dari itu"),
        ),
        decision_rules=("Only informants.",),
        quotations=(quotation(1, "Harga naik."), quotation(2, LONG)),
        view=view,
        analysis=analysis,
        analysis_by="ani" if analysis else "",
    )


def output_of(*sheets: Sheet, study: str = STUDY, title: str = "Harga") -> Output:
    """The output that a workbook is written from."""
    return Output(
        sheets=sheets,
        provenance=Provenance(
            study=title,
            command="qda display role-ordered --to meja.xlsx",
            date="2026-11-20T10:00:00Z",
            study_hash="abc",
            version="0.1.0",
            language=language(),
            study_id=study,
        ),
    )


def exported(*sheets: Sheet, limits: Limits = EXCEL) -> bytes:
    """The workbook."""
    file = io.BytesIO()
    write_workbook(output_of(*(sheets or (desk_sheet(),))), file, limits)
    return file.getvalue()


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody has worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str = "meja.xlsx") -> Returned:
    """What is read from it."""
    return read_returned(name, data)


def taken(returned: Returned) -> dict[tuple[str, str], str]:
    """The edits by row and column."""
    return {(text.place.row, text.place.column): text.text for text in returned.texts}


def told(returned: Returned) -> list[str]:
    """The faults as people read them."""
    return [str(problem) for problem in returned.problems]


def first(edit: Callable[[Worksheet], object]) -> Callable[[Workbook], object]:
    """Works on the first sheet."""
    return lambda book: edit(book.worksheets[0])


def put(**cells: object) -> Callable[[Workbook], None]:
    """Types into cells of the first sheet."""

    def edit(book: Workbook) -> None:
        for address, value in cells.items():
            book.worksheets[0][address] = value

    return edit


def type_text(cell: Any, value: object) -> None:
    """As a spreadsheet keeps what it was given as text, also where it begins like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def move_rows(sheet: Worksheet, order: list[int], columns: str = "ABCDEFGHI") -> None:
    """Put the four rows of the matrix into another order, in these columns: what a sort does."""
    stood = {row: [sheet[f"{c}{row}"].value for c in columns] for row in range(8, 12)}
    for to, source in zip(range(8, 12), order, strict=True):
        for c, value in zip(columns, stood[source], strict=True):
            type_text(sheet[f"{c}{to}"], value)
