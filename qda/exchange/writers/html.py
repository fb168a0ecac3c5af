"""HTML: one file that any browser opens, searches and prints; nothing is fetched, and it works without script too."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import BinaryIO

from qda.exchange.captions import captioned, figure_number
from qda.exchange.front_matter import synthetic_mark
from qda.exchange.origin_told import origin_told
from qda.exchange.quotation_numbers import QuotationNumbers, quotation_numbers
from qda.exchange.writer import writer
from qda.exchange.writers.page.figure import figure_section
from qda.exchange.writers.page.matrix import is_large, quotation_list, section, text, width
from qda.exchange.writers.page.script import SCRIPT
from qda.exchange.writers.page.style import style
from qda.model.output import Output
from qda.model.sheet import CodeNote, Sheet
from qda.model.wording import N_, _, language

MOST_FOLDED = 3_000  # quotations that open beneath their cells; more would stand many times in the page


@writer(
    "html",
    N_("Web page in one file, to search; quotations open beneath each cell"),
    extensions=(".html", ".htm"),
    takes=("sheets", "plots"),
    numbers=True,
)
def write_html(output: Output, file: BinaryIO) -> None:
    """The whole page in UTF-8, the marks of HTML in people's words made harmless.

    Up to `MOST_FOLDED` quotations open beneath the cells they stand behind. Where there are more, each stands once
    at the end, cells lead there and open them at the side, and the page says so.
    """
    plots, sheets = output.plots, output.sheets
    output = captioned(output)
    output = replace(output, sheets=(*output.sheets, *_numbered(output)), plots=())
    numbers = quotation_numbers(output) if plots else _numbers(output)
    mark = synthetic_mark() if any(sheet.synthetic for sheet in output.sheets) else ""
    file.write((_opening(output, mark) + _tools(mark)).encode())
    if numbers is not None:
        told = (
            _("{n} quotations stand behind the marks: click a mark to read its own; all follow in a table at the end.")
            if plots
            else _(
                "{n} quotations stand behind the cells: click a cell to read its own; all follow in a table at the end."
            )
        )
        file.write(f"<p>{text(told.format(n=len(numbers.listed)))}</p>\n".encode())
    for number, sheet in enumerate(output.sheets):
        plot = plots[number - len(sheets)] if number >= len(sheets) else None
        pieces = (
            section(sheet, number, numbers)
            if plot is None or numbers is None
            else figure_section(plot, sheet, number, numbers)
        )
        for piece in pieces:
            file.write(piece.encode())
    if numbers is not None:
        file.write(f"<section>\n<h1>{text(_('Quotations'))}</h1>\n".encode())
        for piece in quotation_list(numbers):
            file.write(piece.encode())
        file.write(b"</section>\n")
    file.write(_closing(output).encode())


def _numbered(output: Output) -> list[Sheet]:
    """The numbers behind the plots, titled as figures."""
    tables = [plot.as_sheet() for plot in output.plots]
    if output.numbering is None:
        return tables
    return [replace(one, title=f"{figure_number(output.numbering, n)} {one.title}") for n, one in enumerate(tables)]


def _numbers(output: Output) -> QuotationNumbers | None:
    """Numbers for the table at the end; None where the quotations fit beneath their cells."""
    folded = sum(len(c.evidence) for s in output.sheets if s.kind != "quotations" for r in s.rows for c in r.cells)
    return quotation_numbers(output) if folded > MOST_FOLDED else None


def _opening(output: Output, mark: str) -> str:
    title = text(output.sheets[0].title if output.sheets else output.provenance.study)
    widths = {n: width(sheet) for n, sheet in enumerate(output.sheets) if is_large(sheet)}
    looks = f"\n{style(mark, widths)}\n"
    allowed = f"default-src 'none'; style-src {_hash(looks)}; script-src {_hash(_script())}"
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{looks}</style>\n</head>\n<body>\n"
    )


def _script() -> str:
    return f"\n{SCRIPT}\n"


def _hash(words: str) -> str:
    """What a browser compares before it runs a script or takes a style: only these two are let in."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def _tools(mark: str) -> str:
    banner = f'<div class="mark">{text(mark)}</div>\n' if mark else ""
    find, opened, closed = text(_("Find words in the rows")), text(_("Open all quotations")), text(_("Close all"))
    told = text(_("found: {shown} of {all}"))
    more = text(_("{n} more stand among the quotations at the end."))
    return (
        f'{banner}<div id="tools" hidden><input id="find" type="search" placeholder="{find}" aria-label="{find}">'
        f'<button id="all" type="button" data-words="{opened}" data-close="{closed}">{opened}</button>'
        f'<span id="told" role="status" data-told="{told}"></span></div>\n'
        f'<aside id="panel" hidden><button id="close" type="button">{text(_("Close"))}</button>'
        f'<div id="listed" data-more="{more}"></div></aside>\n<main>\n'
    )


def _closing(output: Output) -> str:
    codes = {code.path: code for sheet in output.sheets for code in sheet.codes}
    facts = "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in origin_told(output.provenance))
    return (
        f"{_codebook(tuple(codes.values()))}<h2>{_('Provenance')}</h2>\n<dl>{facts}</dl>\n</main>\n"
        f"<script>{_script()}</script>\n</body>\n</html>\n"
    )


def _codebook(codes: tuple[CodeNote, ...]) -> str:
    if not codes:
        return ""
    entries = "".join(
        f"<dt>{text(code.path)}</dt><dd>{text(' — '.join(part for part in (code.label, code.definition) if part))}</dd>"
        for code in codes
    )
    return f"<h2>{_('Codebook')}</h2>\n<dl>{entries}</dl>\n"
