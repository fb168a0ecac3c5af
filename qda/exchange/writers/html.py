"""HTML: one file that any browser opens and prints, without script; quotations open beneath their cell."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import BinaryIO

from qda.exchange.front_matter import after, before, origin, shown, synthetic_mark
from qda.exchange.safe_text import visible
from qda.exchange.writer import writer
from qda.model.ids import Id
from qda.model.sheet import Cell, Output, Quotation, Row, Sheet
from qda.model.wording import N_, _, language

STYLE = """
:root{color-scheme:light}body{font:15px/1.45 system-ui,"Segoe UI",sans-serif;margin:2rem;color:#1a1a1a}
h1{font-size:1.35rem;margin:2rem 0 .3rem}h2{font-size:1rem;margin:1.2rem 0 .3rem}p{max-width:60rem;margin:.2rem 0}
.mark{font-weight:600;color:#8a1c1c}div.wide{overflow:auto;max-height:90vh;border:1px solid #bbb;margin:.8rem 0}
table{border-collapse:separate;border-spacing:0}
th,td{border:0 solid #ccc;border-width:0 1px 1px 0;padding:.35rem .5rem;vertical-align:top;
text-align:left;white-space:pre-line;min-width:5rem;max-width:26rem}
thead th{position:sticky;top:0;background:#e9edf1;z-index:2}
tbody th{position:sticky;left:0;background:#f5f7f9;z-index:1}
td.empty{color:#666;font-style:italic}td.s1{background:#edf4fa}td.s2{background:#dce9f5}td.s3{background:#c6dcef}

td.s4{background:#afcfe8}td.s5{background:#97c0e0}summary{cursor:pointer;color:#1f4e79;font-size:.85em}
blockquote{margin:.4rem 0;padding-left:.6rem;border-left:3px solid #9ab;font-size:.92em}
cite{font-style:normal;color:#555}
dl{display:grid;grid-template-columns:max-content auto;gap:.1rem 1rem}dt{font-weight:600}dd{margin:0}
@media print{div.wide{overflow:visible;max-height:none}thead{display:table-header-group}@page{size:A4 landscape}}
""".strip()


@writer("html", N_("Web page in one file; quotations open beneath each cell"), extensions=(".html", ".htm"))
def write_html(output: Output, file: BinaryIO) -> None:
    """The whole page in UTF-8; everything found by the browser's own search, the marks of HTML made harmless."""
    title = _text(output.sheets[0].title if output.sheets else output.provenance.study)
    file.write(
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n".encode()
    )
    for sheet in output.sheets:
        _write_sheet(sheet, file)
    facts = "".join(f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in origin(output.provenance))
    file.write(f"<h2>{_('Provenance')}</h2>\n<dl>{facts}</dl>\n</body>\n</html>\n".encode())


def _write_sheet(sheet: Sheet, file: BinaryIO) -> None:
    lines = "".join(f"<p{_class(line)}>{_text(line)}</p>\n" for line in before(sheet))
    file.write(
        f'<section>\n<h1>{_text(sheet.title)}</h1>\n{lines}<div class="wide"><table>\n{_head(sheet)}<tbody>\n'.encode()
    )
    quotations = {quotation.coding: quotation for quotation in sheet.quotations}
    grouped = any(row.group for row in sheet.rows)
    for row in sheet.rows:
        file.write(_row(row, quotations, grouped=grouped, unfold=sheet.kind != "quotations").encode())
    rest = "".join(
        f"<h2>{_text(section.heading)}</h2>\n<ul>"
        + "".join(f"<li>{_text(line)}</li>" for line in section.lines)
        + "</ul>\n"
        for section in after(sheet)
    )
    file.write(f"</tbody></table></div>\n{rest}</section>\n".encode())


def _class(line: str) -> str:
    return ' class="mark"' if line == synthetic_mark() else ""


def _head(sheet: Sheet) -> str:
    grouped = any(row.group for row in sheet.rows)
    lead = (f"<th>{_text(_('Group'))}</th>" if grouped else "") + f"<th>{_text(sheet.corner)}</th>"
    top = ""
    if any(column.group for column in sheet.columns):
        spans = [(group, len(list(members))) for group, members in groupby(sheet.columns, lambda c: c.group)]
        heads = "".join(f'<th colspan="{n}">{_text(group)}</th>' for group, n in spans)
        top = f"<tr>{'<th></th>' * (1 + grouped)}{heads}</tr>\n"
    labels = "".join(f"<th>{_text(column.label)}</th>" for column in sheet.columns)
    return f"<thead>\n{top}<tr>{lead}{labels}</tr>\n</thead>\n"


def _row(row: Row, quotations: dict[Id, Quotation], *, grouped: bool, unfold: bool) -> str:
    group = f"<td>{_text(row.group)}</td>" if grouped else ""
    cells = "".join(_cell(cell, quotations, unfold=unfold) for cell in row.cells)
    return f"<tr>{group}<th>{_text(row.label)}</th>{cells}</tr>\n"


def _cell(cell: Cell, quotations: dict[Id, Quotation], *, unfold: bool) -> str:
    if cell.empty is not None:
        return f'<td class="empty">{_text(shown(cell))}</td>'
    level = 0 if cell.strength is None else min(5, -int(-cell.strength * 5 // 1))
    behind = [quotations[coding] for coding in cell.evidence if coding in quotations] if unfold else []
    more = "".join(
        f"<blockquote>{_text(q.text)} <cite>{_text(q.reference)} {_text(q.code)} {_text(q.stance)}</cite></blockquote>"
        for q in behind
    )
    fold = f"<details><summary>{_('Quotations')}: {len(behind)}</summary>{more}</details>" if more else ""
    return f"<td{f' class=s{level}' if level else ''}>{_text(shown(cell))}{fold}</td>"


def _text(text: str) -> str:
    return escape(visible(text))
