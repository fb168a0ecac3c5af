"""A table of Word as XML: three rules as in print, a head that is repeated on each page, rows that are not torn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from qda.exchange.safe_text import visible
from qda.model.document import Runs, Table, TableColumn, TableRow, plain

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS = 1440 / 25.4
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
_LETTER, _LETTER_WIDE, _PADDING = 1.9, 1.65, 2.6  # millimetres; letters of 10 and 9 points
_BROAD, _BOLD = 1.4, 1.12
_TORN = 600  # letters of a row that may be broken over two pages
_BEGINNING = 9  # lines of the first rows of a table that stay together
_HAND = f'<w:trHeight w:val="{round(16 * _TWIPS)}" w:hRule="atLeast"/>'  # room for two lines by hand
_OFF = 2.0  # millimetres to the right of numbers, so that they do not run into the words of the next column
_OFF_NEXT = f'<w:ind w:right="{round(_OFF * _TWIPS)}"/>'
_TALLEST = 30  # lines of a wide page that a row may fill where rows stay whole


def table_element(table: Table, width: float, *, wide: bool = False) -> Any:
    """The table.

    Args:
        table: What stands in it.
        width: Of the line of text, in millimetres.
        wide: Whether it stands on a wide page, in smaller letters.
    """
    from docx.oxml import parse_xml

    text, head = ("WideTableText", "WideTableHead") if wide else ("TableText", "TableHead")
    widths = [round(each * _TWIPS) for each in column_widths(table, width, _LETTER_WIDE if wide else _LETTER)]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    labels = "".join(
        _cell(_paragraphs(((column.label, True, False),), head, side=_side(column), keep=True), each, below=True)
        for column, each in zip(table.columns, widths, strict=True)
    )
    heads = _groups(table, widths, head) + _row(labels, "<w:cantSplit/><w:tblHeader/>")
    kept = _kept_rows(table, widths)
    rows = "".join(_body_row(table, row, widths, text, keep=at in kept) for at, row in enumerate(table.rows))
    return parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_RULE.format(side='top', size=8)}{_RULE.format(side='bottom', size=8)}"
        f'<w:insideH w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heads}{rows}</w:tbl>"
    )


def _kept_rows(table: Table, widths: list[int]) -> set[int]:
    """Rows that stay with what follows: neither the first nor the last is alone on a page, nor the line below it."""
    last = len(table.rows) - 1
    tall = sum(_row_lines(row, widths) for row in table.rows[:3])
    first = {0, 1} if last > 3 and tall <= _BEGINNING else set()
    return first | {at for at in (last - 1, last) if at > 0 and (at < last or table.source)}


def column_widths(table: Table, width: float, letter: float, padding: float = _PADDING) -> list[float]:
    """The columns' widths in millimetres, together `width`: as the table wishes, but no word is broken if it can be.

    Args:
        table: The table.
        width: Of all columns, in millimetres.
        letter: Of a letter, in millimetres.
        padding: What a cell keeps free beside its words, in millimetres.
    """
    total = sum(column.width for column in table.columns)
    wished = [width * column.width / total for column in table.columns]
    least = [
        min(width / 4, padding + _OFF * column.right + letter * max(_widest(table, at), default=0.0))
        for at, column in enumerate(table.columns)
    ]
    if sum(least) >= width:
        return [width * each / sum(least) for each in least]
    fixed: set[int] = set()
    while True:  # columns that need more than their share take it from the others
        room = width - sum(least[at] for at in fixed)
        shared = sum(wished[at] for at in range(len(wished)) if at not in fixed)
        found = [least[at] if at in fixed else room * wished[at] / shared for at in range(len(wished))]
        short = {at for at in range(len(wished)) if found[at] < least[at] - 1e-9}
        if not short:
            return found
        fixed |= short


def _letters(word: str) -> float:
    """A word's width in letters of the middle size; capitals, m and w are wider."""
    return sum(_BROAD if letter.isupper() or letter in "mw" else 1.0 for letter in word)


def _widest(table: Table, at: int) -> Iterator[float]:
    """Widths of the words of a column in letters; bold ones, as heads are, are wider."""
    column = table.columns[at]
    heads = f"{column.label} {column.group}" if _stands_alone(table, at) else column.label
    texts = ((heads, True), *((run.text, run.bold) for row in table.rows if not row.group for run in row.cells[at]))
    for text, bold in texts:
        for word in re.split(r"[\s/-]", text):
            yield _letters(word) * (_BOLD if bold else 1.0)


def _stands_alone(table: Table, at: int) -> bool:
    """Whether a column shares its heading with no neighbour."""
    beside = (table.columns[n].group for n in (at - 1, at + 1) if 0 <= n < len(table.columns))
    return table.columns[at].group not in beside


def _groups(table: Table, widths: list[int], style: str) -> str:
    """The row of headings that neighbouring columns share; nothing where there are none."""
    if not any(column.group for column in table.columns):
        return ""
    cells = ""
    for name, members in groupby(range(len(widths)), key=lambda at: table.columns[at].group):
        own = list(members)
        span = f'<w:gridSpan w:val="{len(own)}"/>' if len(own) > 1 else ""
        side = "center" if len(own) > 1 else _side(table.columns[own[0]])
        words = _paragraphs(((name, True, False),), style, side=side, keep=True)
        cells += _cell(words, sum(widths[at] for at in own), span, below=bool(name))
    return _row(cells, "<w:cantSplit/><w:tblHeader/>")


def _body_row(table: Table, row: TableRow, widths: list[int], style: str, *, keep: bool) -> str:
    if row.group:
        words = _paragraphs(((row.group, True, False),), style, keep=True)
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        return _row(_cell(words, sum(widths), span, shade="F2F2F2"), "<w:cantSplit/>")
    cells = "".join(
        _cell(_paragraphs(_told(cell), style, side=_side(column), indent=0 if at else row.indent, keep=keep), each)
        for at, (cell, column, each) in enumerate(zip(row.cells, table.columns, widths, strict=True))
    )
    if table.whole:
        long = _row_lines(row, widths) > _TALLEST
    else:
        long = sum(len(run.text) for cell in row.cells for run in cell) > _TORN
    return _row(cells, ("" if long else "<w:cantSplit/>") + (_HAND if row.open else ""))


def _row_lines(row: TableRow, widths: list[int]) -> int:
    """Lines that a row fills, about."""
    if row.group:
        return 1
    return max((_lines(cell, each) for cell, each in zip(row.cells, widths, strict=True)), default=1)


def _lines(cell: Runs, width: int) -> int:
    """Lines that a cell's words fill, about."""
    fits = max(1.0, (width / _TWIPS - _PADDING) / _LETTER_WIDE)
    return sum(1 + int(len(line) / fits) for line in plain(cell).split("\n"))


def _row(cells: str, properties: str) -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell(words: str, width: int, more: str = "", *, below: bool = False, shade: str = "") -> str:
    rule = f"<w:tcBorders>{_RULE.format(side='bottom', size=8)}</w:tcBorders>" if below else ""
    colour = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}{rule}{colour}</w:tcPr>{words}</w:tc>'


def _told(cell: Runs) -> tuple[tuple[str, bool, bool], ...]:
    return tuple((run.text, run.bold, run.italic) for run in cell)


def _paragraphs(
    runs: tuple[tuple[str, bool, bool], ...], style: str, *, side: str = "", indent: int = 0, keep: bool = False
) -> str:
    """The words of a cell; line ends within them begin a new line."""
    stand = f'<w:ind w:left="{indent * 170}"/>' if indent else _OFF_NEXT if side == "right" else ""
    lies = f'<w:jc w:val="{side}"/>' if side else ""
    together = "<w:keepNext/>" if keep else ""
    words = "".join(_run(visible(text), bold=bold, italic=italic) for text, bold, italic in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}{stand}{lies}</w:pPr>{words}</w:p>'


def _side(column: TableColumn) -> str:
    return "right" if column.right else ""


def _run(text: str, *, bold: bool, italic: bool) -> str:
    properties = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{pieces}</w:r>"
