"""Excel: matrices whose cells lead to the words behind them, the quotations, and where it all comes from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from qda.exchange.captions import captioned
from qda.exchange.returned.marks import PROPERTY
from qda.exchange.writer import writer
from qda.exchange.writers.workbook.layout import plan
from qda.exchange.writers.workbook.light import lightened
from qda.exchange.writers.workbook.limits import EXCEL, Limits
from qda.model.garbage import uncollected
from qda.model.output import Output
from qda.model.wording import N_, settled

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


@writer("xlsx", N_("Excel workbook; each cell leads to the quotations behind it"), extensions=(".xlsx",), numbers=True)
def write_xlsx(output: Output, file: BinaryIO) -> None:
    """The whole workbook; the same output gives the same bytes.

    Raises:
        InputError: a matrix has more columns than Excel holds.
    """
    with uncollected(), settled():
        write_workbook(captioned(output), file, EXCEL)


def write_workbook(output: Output, file: BinaryIO, limits: Limits) -> None:
    """As `write_xlsx`, within stated limits.

    Raises:
        InputError: a matrix has more columns than the limit.
    """
    from openpyxl import Workbook

    from qda.exchange.writers.workbook.desk import Desk
    from qda.exchange.writers.workbook.matrix import write_part
    from qda.exchange.writers.workbook.notes import codebook_sheet, decisions_sheet
    from qda.exchange.writers.workbook.package import save
    from qda.exchange.writers.workbook.provenance import provenance_sheet
    from qda.exchange.writers.workbook.quotations import quotation_sheets
    from qda.exchange.writers.workbook.rows import Pen
    from qda.exchange.writers.workbook.styles import make_styles

    output = lightened(output, limits)
    laid = plan(output, limits)
    book = Workbook()
    book.remove(book.worksheets[0])
    matrices = [book.create_sheet(part.name) for part in laid.parts]
    quoted = [book.create_sheet(name) for name in laid.quotation_names]
    notes = [book.create_sheet(name) for name in (laid.decisions_name, laid.codebook_name) if name]
    origin = book.create_sheet(laid.provenance_name)
    styles = make_styles(book)
    desk = Desk(output=output, plan=laid, styles=styles, pen=Pen(styles.quoted), limits=limits)
    ends = {id(part.sheet): n for n, part in enumerate(laid.parts)}
    contents = [
        write_part(n, desk, worksheet, last=ends[id(laid.parts[n].sheet)] == n) for n, worksheet in enumerate(matrices)
    ]
    synthetic = any(sheet.synthetic for sheet in output.sheets)
    contents += quotation_sheets(desk, quoted, synthetic=synthetic)
    if laid.decisions_name:
        contents.append(decisions_sheet(desk, notes[0]))
    if laid.codebook_name:
        contents.append(codebook_sheet(output, desk, notes[-1]))
    contents.append(provenance_sheet(output, desk, origin))
    created = datetime.fromisoformat(output.provenance.date).astimezone(UTC).replace(tzinfo=None)
    _describe(book, output, created, synthetic=synthetic)
    if output.provenance.study_id:
        from openpyxl.packaging.custom import StringProperty

        book.custom_doc_props.append(  # type: ignore[attr-defined]
            StringProperty(name=PROPERTY, value=output.provenance.study_id)
        )
    save(book, contents, desk.pen.table(), created, file)


def _describe(book: Workbook, output: Output, created: datetime, *, synthetic: bool) -> None:
    """The file's own properties; its dates are those of the study, not of the clock."""
    from openpyxl.packaging.core import DocumentProperties

    from qda.exchange.front_matter import synthetic_mark
    from qda.exchange.office_package import MOST_PROPERTY
    from qda.exchange.safe_text import visible

    provenance = output.provenance
    book.properties = DocumentProperties(
        title=visible(provenance.study)[:MOST_PROPERTY],
        creator=f"qda {provenance.version}",
        created=created,
        modified=created,
        description=visible(provenance.command)[:MOST_PROPERTY],
        keywords=synthetic_mark() if synthetic else None,
    )
