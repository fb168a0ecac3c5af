"""The provenance sheet: where the workbook comes from, what is in it, what its colours and words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.exchange.front_matter import synthetic_mark
from qda.exchange.origin_told import origin_told
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.layout import Plan
from qda.exchange.writers.workbook.limits import Limits
from qda.exchange.writers.workbook.matrix import page_setup
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.reading import hide_mark, with_mark
from qda.exchange.writers.workbook.rows import Field, height_for
from qda.model.output import Output
from qda.model.sheet import Empty
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (26.0, 110.0)


def provenance_sheet(output: Output, desk: Desk, worksheet: Worksheet) -> Content:
    """Set the worksheet up and give its rows, with a link to each matrix."""
    plan, styles, pen = desk.plan, desk.styles, desk.pen
    for column, width in zip("AB", WIDTHS, strict=True):
        worksheet.column_dimensions[column].width = width
    page_setup(worksheet, 1)
    lines = list(origin_told(output.provenance))
    if any(sheet.synthetic for sheet in output.sheets):
        lines.insert(0, (_("Material"), synthetic_mark()))
    links = []
    for part in plan.parts:
        links.append(Link(cell=f"B{len(lines) + 2}", location=f"'{part.name.replace(chr(39), chr(39) * 2)}'!A1"))
        lines.append((_("Matrix"), f"{part.name} ({part.sheet.kind})"))
        lines += [(_("Filter"), text) for text in part.sheet.filters if part.first == 0]
    lines += [*(_desk() if any(part.marked for part in plan.parts) else ()), *_legend(), *_splits(plan, desk.limits)]
    title = _("Provenance")
    hide_mark(worksheet, desk, 2)
    every: list[Sequence[object]] = [(title,), *lines]
    head = with_mark([Field(value=title, style=styles.title)], desk, 2, every, len(every))
    rows = [pen.row(1, head, 22.0, fixed=True)]
    for n, (label, value) in enumerate(lines, start=2):
        fields = [Field(value=label, style=styles.label), Field(value=value, style=styles.wrapped)]
        rows.append(pen.row(n, fields, height_for([(value, WIDTHS[1])])))
    return Content(rows=rows, links=links)


def _desk() -> tuple[tuple[str, str], ...]:
    told = _(
        "Yours to write: ratings, summaries, explanations, and the analytic text below a matrix. A hidden column and a "
        "hidden row say what each cell is, so rows may be sorted and filtered, rows and columns inserted, moved or "
        "hidden, sheets renamed, copied or deleted. Save the workbook; “qda import FILE” takes back what you wrote."
    )
    return ((_("Yellow cells"), told),)


def _legend() -> list[tuple[str, str]]:
    return [
        (
            _("Colours"),
            _(
                "Five steps of one colour, the darker the stronger: the share of those asked, or of the "
                "greatest number in the matrix. They keep their order when printed in grey."
            ),
        ),
        (
            _("Links"),
            _(
                "A filled cell, or the number beside a long text, leads to the quotations behind it; there, "
                "column A leads back. The number says how many codings they are."
            ),
        ),
        (Empty.SILENT.word, _("asked, and nothing was said")),
        (Empty.FILTERED.word, _("something is said there, and the filter leaves it out")),
        (Empty.NOT_ASKED.word, _("no question that targets it was put")),
        (Empty.MISSING.word, _("nobody was heard there, or nothing heard is coded yet")),
        (Empty.NOT_STATED.word, _("named nowhere in the material")),
        (Empty.NOT_APPLIED.word, _("a test that nobody ran")),
        (Empty.TO_WRITE.word, _("left for you: nothing is computed there")),
        (Empty.NO_CASE.word, _("no case has these values together")),
        (Empty.NO_SOURCE.word, _("no source of that kind was collected there")),
        (Empty.NOT_TOGETHER.word, _("both codes are used, but never where the rule of the display asks for it")),
        (Empty.NOT_APART.word, _("it is told of all at once, and of none of them in particular")),
        (Empty.NO_CHANGE.word, _("nothing new since the time before")),
        (Empty.NOT_APPLICABLE.word, _("there is nothing to expect here")),
    ]


def _splits(plan: Plan, limits: Limits) -> list[tuple[str, str]]:
    """What did not fit and where it went; nothing where all did."""
    said = []
    if plan.split:
        said.append(
            plural(
                "{n} text is longer than an Excel cell and goes on in the row below.",
                "{n} texts are longer than an Excel cell and go on in the rows below.",
                plan.split,
            ).format(n=plan.split)
        )
    if len(plan.quotation_names) > 1:
        said.append(
            _("The quotations fill {n} sheets: one holds {rows} rows.").format(
                n=len(plan.quotation_names), rows=limits.rows
            )
        )
    if any(part.first for part in plan.parts):
        said.append(_("A matrix with more rows than a sheet holds goes on on the next sheet."))
    if any(
        sum(bool(cell.evidence) for row in part.sheet.rows[part.first : part.last] for cell in row.cells) > limits.links
        for part in plan.parts
    ):
        said.append(
            _(
                "Excel holds {n} links on a sheet: where a matrix has more cells, the row’s label leads to the "
                "row’s quotations, which stand in the order of its cells."
            ).format(n=limits.links)
        )
    if plan.quotation_rows > limits.links:
        said.append(
            _(
                "Where there are more quotations than links, the first one of each cell leads back; column A "
                "names the cell for all."
            )
        )
    return [(_("Limits of Excel"), text) for text in said]
