"""The looks of a workbook: each is made once by openpyxl; rows only carry its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# One hue from light to dark: in grey print the order stays, and black text stays readable on the darkest.
SHADES = ("EDF4FA", "DCE9F5", "C6DCEF", "AFCFE8", "97C0E0")
_HEAD, _GROUP, _LABEL = "DDE4EA", "C9D3DC", "F3F5F7"
_LINE = "B7BEC5"
_GREY = "6B6B6B"  # dark enough to be read on white, also in print
_WRITE = "FFF6DC"  # where the researcher writes; no other cell has this colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Numbers of cell formats. Each text look has a twin for text that begins like a formula (`quoted`).

    Attributes:
        text: By strength 0 (none) to 5.
        linked: The same for cells that lead to their quotations.
        number: As `text`, centred.
        linked_number: As `linked`.
        share: Numbers with no, one or two decimals, each by strength, linked.
        aside: Reasons why a cell is empty, in columns of words: where those begin.
        to_write: Cells meant for the researcher, written or not: what is typed stays as it is typed ("1-2" no date),
            and they stay open where somebody protects the sheet.
        hidden: Cells that carry marks.
        quoted: From a look to the same look with Excel's quote prefix, which keeps it text when edited.
    """

    title: int
    mark: int
    line: int
    heading: int
    head: int
    group: int
    label: int
    empty: int
    aside: int
    to_write: int
    hidden: int
    plain: int
    wrapped: int
    link: int
    whole: int
    text: tuple[int, ...]
    linked: tuple[int, ...]
    number: tuple[int, ...]
    linked_number: tuple[int, ...]
    share: tuple[tuple[int, ...], ...]
    quoted: dict[int, int]


def level(strength: float | None) -> int:
    """0 for no colour, else 1 to 5: fifths of the way from 0 to 1."""
    if strength is None or strength <= 0:
        return 0
    return min(5, -int(-strength * 5 // 1))


def make_styles(book: Workbook) -> Styles:
    """Enter all looks into the workbook."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    thin = Side(style="thin", color=_LINE)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    top, across = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
    middle = Alignment(vertical="top", horizontal="center", wrap_text=True)
    blue, name = "1F4E79", "Calibri"
    quoted: dict[int, int] = {}

    def fill(color: str) -> Any:
        return PatternFill("solid", fgColor=color)

    def make(**looks: Any) -> int:
        number = _enter(book, looks, quote=False)
        quoted[number] = _enter(book, looks, quote=True)
        return number

    def shaded(**looks: Any) -> tuple[int, ...]:
        return (make(**looks), *(make(**looks, fill=fill(shade)) for shade in SHADES))

    body, link = Font(name=name, size=10), Font(name=name, size=10, color=blue)
    bold = Font(name=name, size=10, bold=True)
    head = Alignment(vertical="center", horizontal="center", wrap_text=True)
    above = Alignment(vertical="center", horizontal="left", wrap_text=True)  # centred, the end of a page would cut it
    return Styles(
        title=make(font=Font(name=name, size=14, bold=True), alignment=across),
        mark=make(font=Font(name=name, size=11, bold=True, color="9C1C1C"), alignment=top),
        line=make(font=Font(name=name, size=10, italic=True), alignment=top),
        heading=make(font=bold, alignment=top),
        head=make(font=bold, alignment=head, fill=fill(_HEAD), border=box),
        group=make(font=bold, alignment=above, fill=fill(_GROUP), border=box),
        label=make(font=bold, alignment=top, fill=fill(_LABEL), border=box),
        empty=make(font=Font(name=name, size=10, italic=True, color=_GREY), alignment=middle, border=box),
        aside=make(font=Font(name=name, size=10, italic=True, color=_GREY), alignment=top, border=box),
        to_write=make(
            font=body,
            alignment=top,
            border=box,
            fill=fill(_WRITE),
            number_format="@",
            protection=Protection(locked=False),
        ),
        hidden=make(font=Font(name=name, size=8, color="7F7F7F"), alignment=across),
        plain=make(font=body, alignment=across, border=box),
        wrapped=make(font=body, alignment=top, border=box),
        link=make(font=Font(name=name, size=10, color=blue, underline="single"), alignment=across, border=box),
        whole=make(font=body, alignment=middle, border=box),
        text=shaded(font=body, alignment=top, border=box),
        linked=shaded(font=link, alignment=top, border=box),
        number=shaded(font=body, alignment=middle, border=box),
        linked_number=shaded(font=link, alignment=middle, border=box),
        share=tuple(
            shaded(font=link, alignment=middle, border=box, number_format=form) for form in ("0", "0.0", "0.00")
        ),
        quoted=quoted,
    )


def _enter(book: Workbook, looks: dict[str, Any], *, quote: bool) -> int:
    """The number of a look. openpyxl numbers a look when a cell that has it asks."""
    from openpyxl.cell.cell import Cell

    cell = Cell(book.worksheets[0], row=1, column=1)
    for name, value in looks.items():
        setattr(cell, name, value)
    if quote:
        cell.quotePrefix = True
    return int(cell.style_id)
