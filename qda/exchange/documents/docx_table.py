"""A table of Word as XML: three rules as in print, a head that is repeated on each page, rows that are not torn."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from qda.exchange.safe_text import visible
from qda.model.document import Runs, Table, TableRow

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS = 1440 / 25.4
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
_TORN = 600  # letters of a row that may be broken over two pages


def table_element(table: Table, width: float) -> Any:
    """The table.

    Args:
        table: What stands in it.
        width: Of the line of text, in millimetres.
    """
    from docx.oxml import parse_xml

    total = sum(column.width for column in table.columns)
    widths = [round(width * _TWIPS * column.width / total) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = _row(
        "".join(
            _cell(_paragraphs(((column.label, True, False),), "TableHead", right=column.right), each, below=True)
            for column, each in zip(table.columns, widths, strict=True)
        ),
        "<w:cantSplit/><w:tblHeader/>",
    )
    rows = "".join(_body_row(table, row, widths) for row in table.rows)
    return parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_RULE.format(side='top', size=8)}{_RULE.format(side='bottom', size=8)}"
        f'<w:insideH w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _body_row(table: Table, row: TableRow, widths: list[int]) -> str:
    if row.group:
        words = _paragraphs(((row.group, True, False),), "TableText", keep=True)
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        return _row(_cell(words, sum(widths), span, shade="F2F2F2"), "<w:cantSplit/>")
    cells = "".join(
        _cell(_paragraphs(_told(cell), "TableText", right=column.right, indent=row.indent if at == 0 else 0), each)
        for at, (cell, column, each) in enumerate(zip(row.cells, table.columns, widths, strict=True))
    )
    long = sum(len(run.text) for cell in row.cells for run in cell) > _TORN
    return _row(cells, "" if long else "<w:cantSplit/>")


def _row(cells: str, properties: str) -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell(words: str, width: int, more: str = "", *, below: bool = False, shade: str = "") -> str:
    rule = f"<w:tcBorders>{_RULE.format(side='bottom', size=8)}</w:tcBorders>" if below else ""
    colour = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}{rule}{colour}</w:tcPr>{words}</w:tc>'


def _told(cell: Runs) -> tuple[tuple[str, bool, bool], ...]:
    return tuple((run.text, run.bold, run.italic) for run in cell)


def _paragraphs(
    runs: tuple[tuple[str, bool, bool], ...], style: str, *, right: bool = False, indent: int = 0, keep: bool = False
) -> str:
    """The words of a cell; line ends within them begin a new line."""
    stand = f'<w:ind w:left="{indent * 170}"/>' if indent else ""
    side = '<w:jc w:val="right"/>' if right else ""
    together = "<w:keepNext/>" if keep else ""
    words = "".join(_run(visible(text), bold=bold, italic=italic) for text, bold, italic in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}{stand}{side}</w:pPr>{words}</w:p>'


def _run(text: str, *, bold: bool, italic: bool) -> str:
    properties = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{pieces}</w:r>"
