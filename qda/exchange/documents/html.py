"""HTML: one file that any browser opens and prints, without script and without anything from elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from itertools import groupby

from qda.exchange.safe_text import visible
from qda.model.document import (
    Block,
    BulletList,
    Captioned,
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Section,
    Table,
    TableRow,
)

STYLE = """
:root{color-scheme:light}
body{font:16px/1.6 "Times New Roman","Liberation Serif",Times,serif;color:#111;background:#fff;margin:0}
main{max-width:46rem;margin:2rem auto;padding:0 1rem}
header{text-align:center;margin-bottom:2rem}h1{font-size:1.4rem;margin:.2rem 0}
p.subtitle{font-size:1.1rem;text-align:center}
.mark{font-weight:700;text-align:center;color:#8a1c1c}body>.mark{position:sticky;top:0;background:#fdf3f3;padding:.2rem}
h2{font-size:1.15rem;margin:2.2rem 0 .4rem}h3{font-size:1.02rem;margin:1.6rem 0 .3rem}
h4{font-size:1rem;font-style:italic;margin:1.2rem 0 .3rem}p{margin:.5rem 0;text-align:justify}
nav ol{list-style:none;padding-left:0}nav ol ol{padding-left:1.4rem}nav a{color:inherit;text-decoration:none}
nav a:hover{text-decoration:underline}.note{font-size:.88rem;font-style:italic;color:#595959;text-align:left}
blockquote{margin:.5rem 1.5rem;line-height:1.35}cite{font-style:normal;color:#444}
figure{margin:1.2rem 0;overflow-x:auto}figcaption{text-align:center;margin-bottom:.3rem}
figure img{display:block;margin:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.3;border:solid #111;border-width:1.5px 0}
th,td{padding:.25rem .45rem;vertical-align:top;text-align:left;border-bottom:1px solid #ccc}
thead th{border-bottom:1.5px solid #111}.right{text-align:right}
tr.group th{background:#f2f2f2}.source{font-size:.84rem;text-align:left}
section.wide{max-width:none}section.wide figure{margin-left:calc(50% - min(48vw,36rem));width:min(96vw,72rem)}
@page{size:A4;margin:30mm 30mm 30mm 40mm}@page wide{size:A4 landscape;margin:40mm 30mm 30mm 30mm}
@media print{main{max-width:none;margin:0;padding:0}section.page{break-before:page}section.wide{page:wide}
section.wide figure{margin-left:0;width:auto}thead{display:table-header-group}tr{break-inside:avoid}
figure{overflow:visible}h2,h3,figcaption{break-after:avoid}body>.mark{position:static}}
""".strip()


def html_bytes(document: Document) -> bytes:
    """The document as a page in UTF-8; the marks of HTML in people's words are made harmless."""
    return "".join(_page(document)).encode("utf-8")


def _page(document: Document) -> Iterator[str]:
    title = _text(f"{document.title}: {document.subtitle}")
    yield f'<!DOCTYPE html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
    yield f'<meta name="generator" content="qda {_text(document.provenance.version)}">\n'
    yield f"<style>\n{STYLE}\n{_page_heads(document.mark)}</style>\n</head>\n<body>\n"
    if document.mark:
        yield f'<div class="mark">{_text(document.mark)}</div>\n'
    yield f'<main>\n<header>\n<h1>{_text(document.title)}</h1>\n<p class="subtitle">'
    yield f"{_text(document.subtitle)}</p>\n</header>\n"
    for block in document.preface:
        yield from _block(block, iter(()))
    yield from _contents(document)
    names = iter(range(1, sum(1 for _heading in document.headings()) + 1))
    for section in document.sections:
        yield from _section(section, names)
    yield "</main>\n</body>\n</html>\n"


def _page_heads(mark: str) -> str:
    """The mark at the head of each printed page; nothing where there is none."""
    words = "".join(
        f"\\{ord(letter):06x}" if letter in '"\\<>&' or letter < " " else letter for letter in visible(mark)
    )
    return f'@page{{@top-center{{content:"{words}";font:9pt "Times New Roman",serif}}}}\n' if mark else ""


def _contents(document: Document) -> Iterator[str]:
    if not document.contents:
        return
    yield f'<nav aria-label="{_text(document.contents)}">\n<h2>{_text(document.contents)}</h2>\n<ol>\n'
    below = False
    for n, heading in enumerate(document.headings(), 1):
        if heading.level > 2:
            continue
        if (heading.level == 2) != below:
            yield "<li><ol>\n" if heading.level == 2 else "</ol></li>\n"
            below = heading.level == 2
        yield f'<li><a href="#s{n}">{_text(heading.full)}</a></li>\n'
    yield f"{'</ol></li>' if below else ''}</ol>\n</nav>\n"


def _section(section: Section, names: Iterator[int]) -> Iterator[str]:
    kinds = [kind for kind, wanted in (("page", section.page), ("wide", section.landscape)) if wanted]
    yield f'<section class="{" ".join(kinds)}">\n' if kinds else "<section>\n"
    for block in section.blocks:
        yield from _block(block, names)
    yield "</section>\n"


def _block(block: Block, names: Iterator[int]) -> Iterator[str]:
    if isinstance(block, Heading):
        tag = f"h{block.level + 1}"
        yield f'<{tag} id="s{next(names)}">{_text(block.full)}</{tag}>\n'
    elif isinstance(block, Paragraph):
        yield f"<p>{_runs(block.runs)}</p>\n"
    elif isinstance(block, Note):
        yield f'<p class="note">{_runs(block.runs)}</p>\n'
    elif isinstance(block, BulletList):
        yield "<ul>\n" + "".join(f"<li>{_runs(item)}</li>\n" for item in block.items) + "</ul>\n"
    elif isinstance(block, Quote):
        yield f"<blockquote>“{_text(block.text)}” <cite>({_text(block.reference)})</cite></blockquote>\n"
    elif isinstance(block, Picture):
        yield from _picture(block)
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield f"<figure>\n<figcaption>{_number(table)}{_text(table.caption)}</figcaption>\n"
    labels = "".join(f"<th{_side(column.right)}>{_text(column.label)}</th>" for column in table.columns)
    heads = f"{_groups(table)}<tr>{labels}</tr>"
    total = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{100 * column.width / total:.1f}%">' for column in table.columns)
    yield f"<table>\n<colgroup>{widths}</colgroup>\n<thead>{heads}</thead>\n<tbody>\n"
    for row in table.rows:
        yield _row(table, row)
    yield f"</tbody>\n</table>\n{_below(table)}</figure>\n"


def _picture(picture: Picture) -> Iterator[str]:
    data = base64.b64encode(picture.png).decode()
    yield f'<figure>\n<img src="data:image/png;base64,{data}" alt="{_text(picture.told or picture.caption)}" '
    yield f'style="width:{picture.width:.0f}mm">\n<figcaption>{_number(picture)}{_text(picture.caption)}</figcaption>\n'
    yield f"{_below(picture)}</figure>\n"


def _below(block: Captioned) -> str:
    source = f'<p class="source">{_text(block.source)}</p>\n' if block.source else ""
    return source + "".join(f'<p class="source">{_runs(note)}</p>\n' for note in block.notes)


def _number(block: Captioned) -> str:
    return f"<b>{_text(block.number + block.stop.rstrip())}</b> " if block.number else ""


def _groups(table: Table) -> str:
    """The row of headings that neighbouring columns share; nothing where there are none."""
    if not any(column.group for column in table.columns):
        return ""
    spans = [(name, len(list(members))) for name, members in groupby(table.columns, key=lambda column: column.group)]
    return "<tr>" + "".join(f'<th colspan="{n}">{_text(name)}</th>' for name, n in spans) + "</tr>"


def _row(table: Table, row: TableRow) -> str:
    if row.group:
        return f'<tr class="group"><th colspan="{len(table.columns)}">{_text(row.group)}</th></tr>\n'
    cells = []
    for at, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        stand = f' style="padding-left:{0.45 + row.indent:.2f}rem"' if at == 0 and row.indent else ""
        cells.append(f"<td{_side(column.right)}{stand}>{_runs(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _side(right: bool) -> str:
    return ' class="right"' if right else ""


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = _text(run.text).replace("\n", "<br>")
    words = f"<i>{words}</i>" if run.italic else words
    return f"<b>{words}</b>" if run.bold else words


def _text(text: str) -> str:
    return escape(visible(text))
