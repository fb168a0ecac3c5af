"""The quotation sheets: every passage behind every cell, in the order of the cells, each leading back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qda.exchange.front_matter import QUOTATION_COLUMNS, attribute_names, quotation_values, synthetic_mark
from qda.exchange.safe_text import split_text
from qda.exchange.writers.workbook.desk import Desk
from qda.exchange.writers.workbook.layout import QUOTATION_HEAD, Block
from qda.exchange.writers.workbook.matrix import page_setup
from qda.exchange.writers.workbook.package import Content, Link
from qda.exchange.writers.workbook.reading import hide_mark, with_mark
from qda.exchange.writers.workbook.rows import LINE_HEIGHT, TALLEST, Field, fitting, letter, lines_of
from qda.model.attribute_words import attribute_value, attribute_word
from qda.model.link_words import sign_shown
from qda.model.quotation import Quotation
from qda.model.records import TECHNIQUE_OF, Kind, Origin
from qda.model.technique_words import technique_word
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LEAD = (N_("Cell"), N_("Row"), N_("Column"))
WIDTHS = (9.0, 20.0, 20.0, 70.0, 18.0, 7.0, 14.0, 18.0, 14.0, 26.0, 8.0, 12.0, 8.0, 26.0, 8.0, 8.0)
_TEXT, _STANCE, _ORIGIN, _MEMO = 3, 10, 12, 13  # columns, from 0: the long texts, the stance, and who coded
_TECHNIQUE = "technique"
_ORIGINS = {Origin.HAND: N_("by hand"), Origin.RULE: N_("by a rule"), Origin.MODEL: N_("by a model")}
_NAMES = (1, 2, 4, 7, 9)  # columns of names and labels, which wrap too
_NUMBERS = (5, 14, 15)
_ONE = fitting(WIDTHS[_TEXT])
_FITS = _ONE * 14 // 15  # lines end before words
_PRINTED = 11  # columns on paper: a line that can be read, up to the stance


class _Line(NamedTuple):
    row: int
    block: Block
    quotation: Quotation


def quotation_sheets(desk: Desk, worksheets: list[Worksheet], *, synthetic: bool) -> list[Content]:
    """Set the worksheets up and give their rows and links."""
    plan = desk.plan
    attributes = attribute_names(plan.quotations)
    made = []
    for number, worksheet in enumerate(worksheets):
        _set_up(worksheet, len(attributes), plan.quotation_ends[number], 9.0 if len(plan.parts) == 1 else 36.0)
        hide_mark(worksheet, desk, len(WIDTHS) + len(attributes))
        rows = _rows(desk, attributes, number, synthetic=synthetic)
        made.append(Content(rows=rows, links=_links(desk, number)))
    return made


def _lines(desk: Desk, number: int) -> Iterator[_Line]:
    """The lines of one sheet, by the same steps as the plan."""
    plan, most = desk.plan, desk.limits.rows
    sheet, row = 0, QUOTATION_HEAD + 1
    for block in plan.blocks:
        for coding in block.codings:
            tall = plan.tall.get(coding, 1)
            if row + tall - 1 > most and row > QUOTATION_HEAD + 1:
                sheet, row = sheet + 1, QUOTATION_HEAD + 1
            if sheet == number:
                yield _Line(row, block, plan.quotations[coding])
            row += tall


def _set_up(worksheet: Worksheet, attributes: int, end: int, first: float) -> None:
    widths = [*WIDTHS, *([16.0] * attributes)]
    for k, width in enumerate(widths, start=1):
        worksheet.column_dimensions[letter(k)].width = width
    worksheet.freeze_panes = f"E{QUOTATION_HEAD + 1}"
    worksheet.print_title_rows = f"{QUOTATION_HEAD}:{QUOTATION_HEAD}"
    worksheet.auto_filter.ref = f"A{QUOTATION_HEAD}:{letter(len(widths))}{end}"
    worksheet.column_dimensions["A"].width = first
    worksheet.print_area = f"A1:{letter(_PRINTED)}{end}"
    page_setup(worksheet, 1)


def _links(desk: Desk, number: int) -> Iterator[Link]:
    """Back from every row; from the first row of each cell where Excel cannot hold that many."""
    plan, most = desk.plan, desk.limits.links
    names = [part.name.replace("'", "''") for part in plan.parts]
    every = plan.quotation_ends[number] - QUOTATION_HEAD <= most
    made = 0
    last: Block | None = None
    for row, block, _quotation in _lines(desk, number):
        if made == most:
            break
        if every or block is not last:
            made += 1
            yield Link(cell=f"A{row}", location=f"'{names[block.part]}'!{block.cell}")
        last = block


def _rows(desk: Desk, attributes: tuple[str, ...], number: int, *, synthetic: bool) -> Iterator[str]:
    plan, styles, pen = desk.plan, desk.styles, desk.pen
    hint = synthetic_mark() if synthetic else _("Column A leads back to the cell.")
    blank = Field(value=None, style=styles.line)
    names = [*(_(name) for name in (*LEAD, *QUOTATION_COLUMNS)), *(attribute_word(name) for name in attributes)]
    head = [Field(value=_("Quotations"), style=styles.title), blank, blank]
    head.append(Field(value=hint, style=styles.mark if synthetic else styles.line))
    every: Iterable[Sequence[object]] = chain(
        ([field.value for field in head], names), _values(desk, attributes, number)
    )
    yield pen.row(1, with_mark(head, desk, len(names), every, plan.quotation_ends[number]), 22.0, fixed=True)
    yield pen.row(QUOTATION_HEAD, [Field(value=name, style=styles.head) for name in names], 18.0, fixed=True)
    columns = [letter(k) for k in range(1, len(names) + 1)]
    looks = [styles.link, *([styles.plain] * (len(columns) - 1))]
    for k in (*_NAMES, _TEXT, _MEMO):
        looks[k] = styles.wrapped
    for k in _NUMBERS:
        looks[k] = styles.whole
    tail, known = pen.tail, pen.known
    for row, block, quotation in _lines(desk, number):
        home = _home(desk, block)
        values = [home, block.row_label, block.column_label, *_told(quotation, attributes)]
        if quotation.coding in plan.tall:
            yield from _long(row, values, columns, looks, desk)
            continue
        values[_TEXT] = ""
        tails = [known(key) or tail(*key) for key in zip(values, looks, strict=True)]
        whole = _whole(quotation, desk.limits.text)
        if whole != quotation.text:
            tails[_TEXT] = pen.rich(quotation.before, quotation.text, quotation.after, looks[_TEXT])
        else:
            tails[_TEXT] = pen.inline(quotation.text, looks[_TEXT])
        cells = "".join([f'<c r="{column}{row}{rest}' for column, rest in zip(columns, tails, strict=True)])
        least = max([name_lines(str(values[k]), WIDTHS[k]) for k in _NAMES])
        yield f'<row r="{row}"{_height(whole, quotation.memo, least)}>{cells}</row>'


def _told(quotation: Quotation, attributes: tuple[str, ...]) -> Sequence[str | int]:
    """What stands in its row, words that the program keeps in the reader's language."""
    values = list(quotation_values(quotation, attributes))
    values[_STANCE - len(LEAD)] = sign_shown(quotation.stance)
    values[len(QUOTATION_COLUMNS) :] = [attribute_value(str(value)) for value in values[len(QUOTATION_COLUMNS) :]]
    at = _ORIGIN - len(LEAD)
    if values[at] in _ORIGINS:
        values[at] = _(_ORIGINS[Origin(str(values[at]))])
    if _TECHNIQUE in attributes:
        at = len(QUOTATION_COLUMNS) + attributes.index(_TECHNIQUE)
        kind = str(values[at])
        values[at] = technique_word(TECHNIQUE_OF[Kind(kind)]) if kind in set(Kind) else kind
    return values


def _home(desk: Desk, block: Block) -> str:
    """The cell that the quotations are behind; with its sheet where there are several."""
    parts = desk.plan.parts
    return block.cell if len(parts) == 1 else f"{parts[block.part].name} {block.cell}"


def _whole(quotation: Quotation, limit: int) -> str:
    """The quotation with the words around it where these find room in the same cell."""
    if not quotation.before and not quotation.after:
        return quotation.text
    whole = f"{quotation.before}{quotation.text}{quotation.after}"
    return whole if 2 * len(whole) <= limit else quotation.text


def _values(desk: Desk, attributes: tuple[str, ...], number: int) -> Iterator[list[str | int]]:
    """What stands in each row of quotations of one sheet."""
    for _row, block, quotation in _lines(desk, number):
        values = [
            _home(desk, block),
            block.row_label,
            block.column_label,
            *_told(quotation, attributes),
        ]
        if quotation.coding in desk.plan.tall:
            yield from _pieces(values, desk)
        else:
            values[_TEXT] = _whole(quotation, desk.limits.text)
            yield values


def _height(text: str, memo: str, least: int) -> str:
    """The hint of a row's height, of `least` lines or more."""
    if memo or "\n" in text:
        lines = max(least, lines_of(text, WIDTHS[_TEXT]), lines_of(memo, WIDTHS[_MEMO]))
    else:
        lines = max(least, 1 if len(text) <= _ONE else -(-len(text) // _FITS))  # as `lines_of`, at a fifth of its cost
    return f' ht="{min(TALLEST, lines * LINE_HEIGHT + 2):g}"' if lines > 1 else ""


@lru_cache(maxsize=100_000)
def name_lines(text: str, width: float) -> int:
    """Lines a name or label fills; words that do not fit the rest of a line begin the next."""
    fits, lines, used = fitting(width), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > fits:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + (used - 1) // fits, (used - 1) % fits + 1
    return lines


def _long(row: int, values: list[str | int], columns: list[str], looks: list[int], desk: Desk) -> Iterator[str]:
    """A quotation that goes on in the rows below; the other columns stand in every one of them."""
    for n, now in enumerate(_pieces(values, desk)):
        cells = "".join(
            f'<c r="{column}{row + n}{desk.pen.tail(value, look)}'
            for column, value, look in zip(columns, now, looks, strict=True)
        )
        yield f'<row r="{row + n}">{cells}</row>'


def _pieces(values: list[str | int], desk: Desk) -> Iterator[list[str | int]]:
    """The rows of a quotation whose text or memo is longer than a cell."""
    texts = {k: split_text(str(values[k]), desk.limits.text) for k in (_TEXT, _MEMO)}
    for n in range(max(map(len, texts.values()))):
        now = list(values)
        for k, pieces in texts.items():
            now[k] = pieces[n] if n < len(pieces) else ""
        yield now
