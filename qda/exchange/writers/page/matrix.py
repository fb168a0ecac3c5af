"""A matrix as an HTML table: heads that stay, quotations that open beneath a cell or stand at the end."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from qda.exchange.front_matter import after, before, shown, synthetic_mark
from qda.exchange.quotation_numbers import QuotationNumbers, spans_of
from qda.exchange.safe_text import visible
from qda.model.ids import Id
from qda.model.link_words import sign_shown
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Empty, Row, Sheet
from qda.model.wording import _

LONG = 40  # characters of a text that gets a broad column
LARGE, PIECE = 20_000, 50  # cells of a large matrix; rows that are laid out together
LABEL_REM, CELL_REM, TEXT_REM = 14.0, 6.0, 18.0  # widths in a large matrix
MOST_ON_A4, MOST_ON_A3 = 18, 30  # columns of numbers; a broad column counts for three


def section(sheet: Sheet, number: int, numbers: QuotationNumbers | None) -> Iterator[str]:
    """A sheet's title, matrix and rules, piece by piece.

    Args:
        sheet: What is shown.
        number: Its number in the page, from 0.
        numbers: Of the quotations at the end that cells lead to; None where they open beneath their cells.
    """
    paper = f' class="{name}"' if (name := _paper(sheet)) else ""
    yield f"<section{paper}>\n{heading(sheet)}"
    yield from matrix(sheet, number, numbers)
    yield f"{rules(sheet)}</section>\n"


def heading(sheet: Sheet) -> str:
    """A sheet's title and what is said before its matrix."""
    lines = "".join(f"<p>{text(line)}</p>\n" for line in before(sheet) if line != synthetic_mark())
    return f"<h1>{text(sheet.title)}</h1>\n{lines}"


def matrix(sheet: Sheet, number: int, numbers: QuotationNumbers | None) -> Iterator[str]:
    """The matrix alone, piece by piece. Arguments as `section`."""
    yield f'<div class="wide" id="m{number}" tabindex="0" role="region" aria-label="{text(sheet.title)}">\n'
    rows = _Rows(sheet, number, numbers)
    yield from _in_pieces(sheet, rows) if is_large(sheet) else _whole(sheet, rows)
    yield "</div>\n"


def rules(sheet: Sheet) -> str:
    """What is said below a matrix."""
    made = []
    for part in after(sheet):
        if part.paragraphs:
            items = "".join(f"<p>{text(line)}</p>" for line in part.lines)
        else:
            items = "".join(["<ul>", *(f"<li>{text(line)}</li>" for line in part.lines), "</ul>"])
        made.append(f"<h2>{text(part.heading)}</h2>\n{items}\n")
    return "".join(made)


def is_large(sheet: Sheet) -> bool:
    """Whether a browser would stand still over the matrix if it had to lay all of it out at once."""
    return len(sheet.rows) * len(sheet.columns) > LARGE


def width(sheet: Sheet) -> float:
    """The width of a large matrix in rem: its columns have fixed ones, or each piece would choose its own."""
    return LABEL_REM + sum(TEXT_REM if kind else CELL_REM for kind in _kinds(sheet))


def _whole(sheet: Sheet, writer: _Rows) -> Iterator[str]:
    yield f"<table>\n{_head(sheet)}"
    yield from _bodies(sheet, writer, 0, len(sheet.rows))
    yield "</table>\n"


def _in_pieces(sheet: Sheet, writer: _Rows) -> Iterator[str]:
    """The head, then tables of a few rows each, which a browser lays out only when they come into view."""
    columns = "".join(f"<col{' class=t' if kind else ''}>" for kind in _kinds(sheet))
    opening = f'<table class="fixed">\n<colgroup><col class="l">{columns}</colgroup>\n'
    yield f'<div class="head">{opening}{_head(sheet)}</table></div>\n'
    for first in range(0, len(sheet.rows), PIECE):
        yield f'<div class="piece">{opening}'
        yield from _bodies(sheet, writer, first, first + PIECE)
        yield "</table></div>\n"


def _kinds(sheet: Sheet) -> list[bool]:
    """Whether each column holds long texts."""
    return [any(_is_long(row.cells[c]) for row in sheet.rows) for c in range(len(sheet.columns))]


def _bodies(sheet: Sheet, writer: _Rows, first: int, last: int) -> Iterator[str]:
    """Rows under the headings of their groups."""
    for group, rows in groupby(enumerate(sheet.rows[first:last], first), lambda pair: pair[1].group):
        head = f'<tr class="group"><th colspan="{len(sheet.columns) + 1}"><span>{text(group)}</span></th></tr>\n'
        yield f"<tbody>\n{head if group else ''}"
        for at, row in rows:
            yield writer.row(at, row)
        yield "</tbody>\n"


def _paper(sheet: Sheet) -> str:
    """The paper a matrix is printed on: A4 as everything, A3 or larger where its columns would not fit."""
    wide = sum(3 if kind else 1 for kind in _kinds(sheet))
    return "a1" if wide > MOST_ON_A3 else "a3" if wide > MOST_ON_A4 else ""


def _head(sheet: Sheet) -> str:
    top = ""
    if any(column.group for column in sheet.columns):
        spans = [(group, len(list(members))) for group, members in groupby(sheet.columns, lambda c: c.group)]
        heads = "".join(f'<th{" class=over" if group else ""} colspan="{n}">{text(group)}</th>' for group, n in spans)
        top = f"<tr><th></th>{heads}</tr>\n"
    labels = "".join(f"<th>{text(column.label)}</th>" for column in sheet.columns)
    return f"<thead>\n{top}<tr><th>{text(sheet.corner)}</th>{labels}</tr>\n</thead>\n"


class _Rows:
    """Writes the rows of one sheet."""

    def __init__(self, sheet: Sheet, number: int, numbers: QuotationNumbers | None) -> None:
        self.number, self.numbers = number, numbers
        self.plain = sheet.kind == "quotations"
        self.quotations: dict[Id, Quotation] = {q.coding: q for q in sheet.quotations}

    def row(self, at: int, row: Row) -> str:
        cells = "".join([self._cell(at, c, cell) for c, cell in enumerate(row.cells)])
        return f'<tr class="r"><th>{text(row.label)}</th>{cells}</tr>\n'

    def _cell(self, at: int, c: int, cell: Cell) -> str:
        if cell.empty is not None:
            return f"<td class={'w' if cell.empty is Empty.TO_WRITE else 'e'}>{text(shown(cell))}</td>"
        if cell.written_by:
            return f'<td class="w y" title="{text(cell.written_by)}">{text(shown(cell))}</td>'
        looks = _looks(cell)
        words = text(shown(cell))
        if self.plain or not cell.evidence:
            return f"<td{looks}>{words}</td>"
        if self.numbers is None:
            return f"<td{looks}>{words}{self._fold(cell)}</td>"
        behind = self.numbers.of(cell)
        if not behind:
            return f"<td{looks}>{words}</td>"
        spans = " ".join(f"{a}-{b}" if a < b else str(a) for a, b in spans_of(behind))
        link = f'<a href="#q{behind[0]}" data-q="{spans}" title="{text(self.numbers.printed(cell))}">{words}</a>'
        return f'<td id="c{self.number}-{at}-{c}"{looks}>{link}</td>'

    def _fold(self, cell: Cell) -> str:
        behind = [self.quotations[coding] for coding in cell.evidence if coding in self.quotations]
        if not behind:
            return ""
        blocks = "".join(f"<blockquote>{quoted(q)} <cite>{cited(q)}</cite></blockquote>" for q in behind)
        return f"<details><summary>{_('Quotations')}: {len(behind)}</summary>{blocks}</details>"


def _looks(cell: Cell) -> str:
    level = 0 if cell.strength is None else min(5, -int(-cell.strength * 5 // 1))
    names = [f"s{level}"] if level > 0 else []
    if isinstance(cell.value, int | float):
        names.append("n")
    elif _is_long(cell):
        names.append("t")
    return f' class="{" ".join(names)}"' if names else ""


def _is_long(cell: Cell) -> bool:
    return isinstance(cell.value, str) and (len(cell.value) > LONG or "\n" in cell.value)


def quotation_list(numbers: QuotationNumbers) -> Iterator[str]:
    """The quotations: number, words, where they are found; each leads back to the first cell it stands behind."""
    yield '<div class="quotes">\n'
    for first in range(0, len(numbers.listed), 2 * PIECE):
        yield '<div class="piece">\n'
        last = first + 2 * PIECE
        pairs = zip(numbers.listed[first:last], numbers.places[first:last], strict=True)
        for n, (q, place) in enumerate(pairs, first + 1):
            yield (
                f'<div class="r" id="q{n}"><a href="#c{place.sheet}-{place.row}-{place.column}">{n}</a>'
                f"<blockquote>{quoted(q)} <cite>{cited(q)}</cite>"
                "</blockquote></div>\n"
            )
        yield "</div>\n"
    yield "</div>\n"


def quoted(quotation: Quotation) -> str:
    """A quotation's words; bold within what stands around them, where it carries that."""
    if not quotation.before and not quotation.after:
        return text(quotation.text)
    return f"{text(quotation.before)}<b>{text(quotation.text)}</b>{text(quotation.after)}"


def cited(*quotations: Quotation) -> str:
    """Where a passage is found, and the codes that mark it, each with its stance as cells show it."""
    codes = [f"{one.code} ({sign_shown(one.stance)})" if one.stance else one.code for one in quotations]
    return text(f"{quotations[0].reference} {'; '.join(codes)}".strip())


def text(words: str) -> str:
    """Words with nothing in them that HTML would take for a mark."""
    return escape(visible(words))
