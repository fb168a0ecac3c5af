"""The hidden marks of a worksheet, and its box: what an edited workbook is known by when it comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qda.exchange.front_matter import rules
from qda.exchange.returned.marks import (
    MOST_CHECKED,
    UNCHECKED,
    BesideMark,
    BoxMark,
    BoxRowMark,
    ColumnMark,
    LabelMark,
    Mark,
    RowMark,
    SheetMark,
    around_check,
    check,
    encoded,
    label_check,
    seal,
)
from qda.exchange.safe_text import within_cell
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.desk_cells import BOX_WIDTH, head_lines, people_columns
from qda.exchange.writers.workbook.layout import Part
from qda.exchange.writers.workbook.rows import Field, letter
from qda.model.output import Output
from qda.model.sheet import Empty, Row, Sheet
from qda.model.wording import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KEY_HEAD = "qda"
BESIDE = "→"  # heads the columns that lead from long texts to their quotations
_MOST_COLUMNS = 4_000  # so that the checks of a row fit into one cell
_MOST_TITLE = 1_000  # letters of a title in a mark
_FEW = 500  # columns to write in; with more, seals are cut short and nothing is checked, to fit into one cell
_BROAD = 100.0  # characters across a box that ends within a matrix or beyond it
_PAGE = 260.0  # characters across a box that can still be read
_WORD = "6B5B1E"


class Marker:
    """Makes the marks of one worksheet."""

    def __init__(self, part: Part, output: Output) -> None:
        """Take the part and whose study it is from."""
        sheet = part.sheet
        self.part = part
        self.people = people_columns(sheet)
        self.checked = len(sheet.rows) * len(sheet.columns) <= MOST_CHECKED and len(sheet.columns) <= _MOST_COLUMNS
        self.rows = self.checked or bool(self.people)
        self.mark = SheetMark(
            study=output.provenance.study_id,
            title=output.provenance.study[:_MOST_TITLE],
            name=sheet.title[:_MOST_TITLE],
            view=sheet.view,
            language=output.provenance.language,
            word=Empty.TO_WRITE.word,
            box=part.box is not None,
            around=around_check(_around(sheet)),
        )

    def head(self, style: int) -> list[Field]:
        """The hidden row above the headings."""
        part, sheet = self.part, self.part.sheet
        marks: list[Mark] = [BesideMark()] * part.width
        marks[: part.labels] = [LabelMark(at=at) for at in range(part.labels)]
        marks[part.labels] = self.mark
        for c, column in enumerate(sheet.columns):
            head = label_check([within_cell(column.label)])
            marks[part.columns[c] - 1] = ColumnMark(at=c, key=column.own_key, head=head)
        return [Field(value=encoded(mark), style=style) for mark in marks]

    def row(self, row: Row, fields: Sequence[Field], piece: int) -> str | None:
        """The mark of a worksheet row, from what is written into it; None where rows carry none."""
        if not self.rows:
            return None
        part = self.part
        digits = 16 if len(self.people) <= _FEW else 6
        ours = {c: seal(str(row.cells[c].value or ""))[:digits] for c in self.people if row.cells[c].for_people}
        checks = ""
        if self.checked and len(self.people) <= _FEW:
            checks = "".join(
                [UNCHECKED if c in ours else check(fields[at - 1].value) for c, at in enumerate(part.columns)]
            )
        return encoded(
            RowMark(
                key=row.own_key,
                piece=piece,
                label=label_check([field.value for field in fields[: part.labels]]),
                checks=checks,
                texts=() if piece else tuple(ours.items()),
            )
        )


def _around(sheet: Sheet) -> list[str]:
    """Every text of the worksheet outside the matrix, but the box, as it stands in its cell."""
    told = [sheet.title, *head_lines(sheet), _("Group"), sheet.corner, BESIDE, KEY_HEAD, box_label(sheet)]
    heads = [text for column in sheet.columns for text in (column.group, column.label)]
    below = [text for section in rules(sheet) for text in (section.heading, *section.lines)]
    return [within_cell(text) for text in (*told, *heads, *below)]


def box_end(part: Part, widths: Sequence[float]) -> int:
    """The last worksheet column of the box: that of the matrix where it is broad enough to be read, and no broader."""
    if BOX_WIDTH <= sum(widths[part.lead : part.width]) <= _PAGE:
        return part.width
    column, across = part.lead, 0.0
    while across < (BOX_WIDTH if column == part.width else _BROAD):
        across += widths[column] if column < len(widths) else 9.0
        column += 1
    return column


def box_places(part: Part) -> Iterator[tuple[int, int, str]]:
    """First row, rows and text of each piece of the box."""
    row = part.end + 2
    if part.box is not None:
        for piece, height in zip(part.box.pieces, part.box.heights, strict=True):
            yield row, height, piece
            row += height


def box_rows(part: Part, desk: Desk, end: int) -> Iterator[str]:
    """The rows of the box: its label, its mark, and one wide cell to write in."""
    styles, label = desk.styles, box_label(part.sheet)
    whole = seal(part.sheet.analysis)
    for piece, (first, height, text) in enumerate(box_places(part)):
        mark = BoxMark(piece=piece, label=label_check([label]), text="" if piece else whole)
        for n in range(height):
            fields = [Field(value=None, style=styles.label)] * part.labels
            fields += [Field(value=encoded(BoxRowMark() if n else mark), style=styles.hidden)]
            fields += [Field(value=None, style=styles.to_write)] * (end - part.lead)
            if n == 0:
                fields[0] = Field(value=label, style=styles.label)
                fields[part.lead] = Field(value=text or Empty.TO_WRITE.word, style=styles.to_write)
            yield desk.pen.row(first + n, fields, 15.0, fixed=True)


def box_label(sheet: Sheet) -> str:
    """What stands left of the box, with who wrote the text."""
    heading = _("Analytic text")
    return f"{heading}\n({sheet.analysis_by})" if sheet.analysis_by else heading


def writable(part: Part, people: Sequence[int], end: int) -> list[str]:
    """The ranges that are for people to write in."""
    ranges = [f"{letter(part.columns[c])}{part.top + 1}:{letter(part.columns[c])}{part.end}" for c in people if part.at]
    return [
        *ranges,
        *(f"{letter(part.lead + 1)}{row}:{letter(end)}{row + n - 1}" for row, n, _text in box_places(part)),
    ]


def set_up_marks(part: Part, worksheet: Worksheet, ranges: Sequence[str]) -> None:
    """Hide the column of marks; let the word that asks for a text look unlike a text."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font

    worksheet.column_dimensions[letter(part.lead)].hidden = True
    word = Empty.TO_WRITE.word.replace('"', '""')
    look = Font(italic=True, color=_WORD)
    rule = CellIsRule(operator="equal", formula=[f'"{word}"'], font=look)  # type: ignore[no-untyped-call]
    worksheet.conditional_formatting.add(" ".join(ranges), rule)


def ignored(ranges: Sequence[str]) -> str:
    """What tells Excel not to put a warning on every rating that is kept as it was typed."""
    return f'<ignoredErrors><ignoredError sqref="{" ".join(ranges)}" numberStoredAsText="1"/></ignoredErrors>'
