"""How wide the columns of a matrix are on its worksheet, and whether it fits a page when it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.exchange.front_matter import rules, shown
from qda.exchange.table_columns import Wish, breadth, shared_out
from qda.exchange.writers.workbook.desk_cells import head_lines
from qda.exchange.writers.workbook.layout import Part
from qda.exchange.writers.workbook.rows import height_for
from qda.model.sheet import Sheet

LINE_WIDTH = 110.0  # characters that a merged line of text spans at least
PAGE_WIDTH = 170.0  # characters across a landscape page at readable size
ONE_PAGE = 250.0  # characters across a page at the least size that is printed
_PAPER, _DEPTH = 149.0, 494.0  # characters across a page, points down it, at full size
_LEAST_SCALE, _MOST_PAGES = 0.54, 1.7  # below and beyond it nothing is made smaller to fit one page
_FEW = 120  # rows of a matrix whose height is worth reckoning
_ROW = 13.5  # points of a row of one line
_BOX_ROW = 15.0  # points of a row of the box
_DENSER = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)  # how high programs make the rows, as a share of what is reckoned
SAMPLE = 2_000  # rows looked at to find a column's width
ROOM = 28.0  # characters across a cell to write in
_NONE = 0.0  # width of a hidden column
_NARROWEST = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Measures of a worksheet: width of each of its columns, and how many of them a line of text spans.

    Attributes:
        pages: Pages across on which it is printed.
        begin: The column, 1-based, where title, lines and rules begin: the first, or that of the first cell where
            several pages lie side by side, since the columns of labels, printed on each, would show their beginnings.
        words: For each column of the Sheet, whether words stand in it.
        decimals: For each column of the Sheet, decimals of its numbers, up to two.
    """

    widths: tuple[float, ...]
    pages: int
    begin: int
    span: int
    across: float
    words: tuple[bool, ...]
    decimals: tuple[int, ...]


def frame_of(part: Part) -> Frame:
    """The measures of a part's worksheet."""
    sheet = part.sheet
    groups = [max((len(row.group) for row in sheet.rows), default=0)] if part.labels == 2 else []
    leads = [*groups, max([len(sheet.corner), *(len(row.label) for row in sheet.rows)])]
    widths = [min(36.0, max(12.0, length + 2.0)) for length in leads]
    widths += [_NONE] * part.marked
    widths += [5.0] * (part.width - part.lead)
    for c, column in enumerate(part.columns):
        widths[column - 1] = _width(sheet, c)
    return _framed(part, _on_paper(part, widths))


def _framed(part: Part, widths: Sequence[float]) -> Frame:
    sheet = part.sheet
    pages = max(1, round(sum(widths) / PAGE_WIDTH))
    begin = 1 if pages == 1 else part.lead + 1
    span, across = 0, 0.0
    broad = min(max(LINE_WIDTH, sum(widths)), PAGE_WIDTH) if pages == 1 else PAGE_WIDTH - sum(widths[: part.lead])
    while across < broad:
        at = begin - 1 + span
        across += widths[at] if at < len(widths) else 9.0
        span += 1
    if pages > 1 and span > 1 and across > broad:
        span, across = span - 1, across - widths[begin + span - 2]
    columns = range(len(sheet.columns))
    return Frame(
        widths=tuple(widths),
        pages=pages,
        begin=begin,
        span=span,
        across=across,
        words=tuple(any(isinstance(row.cells[c].value, str) for row in sheet.rows[:SAMPLE]) for c in columns),
        decimals=tuple(_decimals(sheet, c) for c in columns),
    )


def _decimals(sheet: Sheet, c: int) -> int:
    """Decimals that the numbers of a column need, all alike, two at most."""
    numbers = {cell.value for row in sheet.rows if isinstance((cell := row.cells[c]).value, float)}
    return max((min(2, len(f"{value:.3f}".rstrip("0").partition(".")[2])) for value in numbers), default=0)


def _on_paper(part: Part, widths: list[float]) -> list[float]:
    """The widths with which the matrix is largest on one page; as they are where no page holds its columns."""
    if sum(widths) <= PAGE_WIDTH or _NARROWEST * len(part.columns) > ONE_PAGE:
        return widths
    sheet = part.sheet
    wishes = [_wish(sheet, c, widths[column - 1]) for c, column in enumerate(part.columns)]
    beside = sum(widths) - sum(widths[column - 1] for column in part.columns)
    for whole in (PAGE_WIDTH, (PAGE_WIDTH + ONE_PAGE) / 2, ONE_PAGE):
        room = whole - beside
        if sum(one.least for one in wishes) > room:
            continue
        found = list(widths)
        for column, width in zip(part.columns, shared_out(wishes, room), strict=True):
            found[column - 1] = int(width * 10) / 10
        if whole == ONE_PAGE or (
            len(sheet.rows) <= _FEW and _depth(part, _framed(part, found)) * _PAPER / whole < _DEPTH
        ):
            return found
    return widths


def _wish(sheet: Sheet, c: int, width: float) -> Wish:
    """What a column asks for, in characters, where it is to be no broader than it is on the screen."""
    longest = max((len(shown(row.cells[c])) for row in sheet.rows[:SAMPLE]), default=0)
    least = min(width, _floor(sheet, c))
    return Wish(least=least, line=width, whole=max(least, longest + 2.0))


def _floor(sheet: Sheet, c: int) -> float:
    """The width below which a column breaks a word, or a sentence after every other."""
    told = [shown(row.cells[c]) for row in sheet.rows[:SAMPLE]]
    word = max((breadth(word) for text in told for word in text.split()), default=0)
    head = max((len(word) for word in sheet.columns[c].label.split()), default=0)
    sentences = max(map(len, told), default=0) > 60 or any(row.cells[c].for_people for row in sheet.rows[:SAMPLE])
    return max(26.0 if sentences else _NARROWEST, min(word + 2.0, 26.0), min(head + 3.0, 22.0))


def _width(sheet: Sheet, c: int) -> float:
    """Numbers and words narrow, sentences wide; never narrower than the heading's longest word."""
    longest = max((breadth(line) for row in sheet.rows[:SAMPLE] for line in shown(row.cells[c]).split("\n")), default=0)
    word = max((len(word) for word in sheet.columns[c].label.split()), default=0)
    body = 44.0 if longest > 60 else 28.0 if longest > 24 else longest + 2.0
    if any(row.cells[c].for_people for row in sheet.rows[:SAMPLE]):
        body = max(body, ROOM)
    return min(44.0, max(body, min(word + 3.0, 22.0), _NARROWEST))


def fits_one_page(part: Part, frame: Frame) -> bool:
    """Whether matrix and rules can be read on one page, so that no head is repeated over a few lines of rules."""
    if len(part.sheet.rows) > _FEW:
        return False
    scale = min(1.0, _PAPER / sum(frame.widths))
    pages = _depth(part, frame) * scale / _DEPTH
    return pages <= _MOST_PAGES and scale / max(1.0, pages) >= _LEAST_SCALE


def _depth(part: Part, frame: Frame) -> float:
    """Points that the worksheet takes from top to bottom, about."""
    sections = rules(part.sheet)
    told = _lines_depth([line for section in sections for line in section.lines], frame)
    box = _BOX_ROW * (part.box.height + 1) if part.box else 0.0
    return _down_to_matrix(part, frame) + told + box + _ROW * (len(sections) + 1)


def _lines_depth(lines: Sequence[str], frame: Frame) -> float:
    return sum(height_for([(line, frame.across)]) or _ROW for line in lines)


def _down_to_matrix(part: Part, frame: Frame) -> float:
    """Points from the top to the end of the matrix, about."""
    sheet = part.sheet
    widths = [frame.widths[column - 1] for column in part.columns]
    matrix = 0.0
    for row in sheet.rows[part.first : part.last]:
        labels = zip((row.group, row.label)[-part.labels :], frame.widths, strict=False)
        matrix += height_for([*labels, *zip(map(shown, row.cells), widths, strict=True)]) or _ROW
    return 22.0 + _lines_depth(head_lines(sheet), frame) + 5 * _ROW + matrix


def tears_box(part: Part, frame: Frame) -> bool:
    """Whether a page would end within the box for the researcher's text, in whatever program it is printed."""
    if part.box is None or len(part.sheet.rows) > _FEW:
        return part.box is not None
    page = _DEPTH / min(1.0, _PAPER / sum(frame.widths))
    begin = _down_to_matrix(part, frame)
    end = begin + _BOX_ROW * (part.box.height + 1)
    return any(begin * share // page != end * share // page for share in _DENSER)
