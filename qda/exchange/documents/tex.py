"""LaTeX: an article with long tables on wide pages; the same file for pdfLaTeX, XeLaTeX and LuaLaTeX.

Packages: booktabs, longtable, array, pdflscape, geometry, fancyhdr, all of any TeX distribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT, Page
from qda.exchange.documents.docx_table import column_widths
from qda.exchange.documents.tex_text import declarations, tex
from qda.exchange.safe_text import split_text, visible
from qda.model.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Runs,
    Section,
    Table,
    TableRow,
    plain,
)

_HEADINGS = {1: "section*", 2: "subsection*", 3: "subsubsection*"}
_LETTER = 1.65  # millimetres of a letter of 9 points
_GAP = 2.0  # millimetres on each side of a cell
_TALLEST = 28  # lines of a wide page that a row may fill: long tables cannot break a row


def tex_bytes(document: Document) -> bytes:
    """The document as one .tex file in UTF-8."""
    body = "".join(_body(document))
    return ("".join(_preamble(document, body)) + body).encode("utf-8")


def _preamble(document: Document, body: str) -> Iterator[str]:
    provenance = document.provenance
    yield f"% {_comment(document.title)}\n% qda {_comment(provenance.version)}: {_comment(provenance.command)}\n"
    yield f"% {_comment(provenance.date)} {_comment(provenance.study_hash)}\n"
    page = PORTRAIT
    yield "\\documentclass[12pt]{article}\n"
    yield (
        f"\\usepackage[a4paper,left={page.left:g}mm,top={page.top:g}mm,right={page.right:g}mm,"
        f"bottom={page.bottom:g}mm,headheight=15pt]{{geometry}}\n"
    )
    yield "\\usepackage{iftex}\n\\ifPDFTeX\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n"
    yield "\\usepackage{textcomp}\n\\usepackage{lmodern}\n"
    yield from (f"{line}\n" for line in declarations(body + document.mark + document.title))
    yield "\\else\n\\usepackage{fontspec}\n\\fi\n"
    yield "\\usepackage{array,booktabs,longtable,pdflscape,fancyhdr}\n"
    yield "\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash}p{#1}}\n"
    yield "\\newcolumntype{C}[1]{>{\\centering\\arraybackslash}p{#1}}\n"
    yield "\\newcolumntype{R}[1]{>{\\raggedleft\\arraybackslash}p{#1}}\n"
    yield f"\\setlength{{\\tabcolsep}}{{{_GAP:g}mm}}\n"
    yield f"\\pagestyle{{fancy}}\n\\fancyhf{{}}\n\\fancyhead[C]{{\\small {tex(document.mark or document.title)}}}\n"
    yield "\\fancyfoot[C]{\\thepage}\n\\renewcommand{\\headrulewidth}{0pt}\n"
    word = next((table.number.rpartition(" ")[0] for table in document.tables()), "")
    if word:
        yield f"\\renewcommand{{\\tablename}}{{{tex(word)}}}\n"
    yield "\\emergencystretch=2em\n\n\\begin{document}\n"


def _body(document: Document) -> Iterator[str]:
    page = LANDSCAPE if document.wide else PORTRAIT
    if document.wide:
        yield "\\begin{landscape}\n"
    yield f"\\begin{{center}}\n{{\\large\\bfseries {tex(document.title)}\\par}}\n"
    if document.subtitle:
        yield f"{{{tex(document.subtitle)}\\par}}\n"
    if document.mark:
        yield f"\\medskip{{\\bfseries {tex(document.mark)}\\par}}\n"
    yield "\\end{center}\n\n"
    for block in document.preface:
        yield from _block(block, page)
    for section in document.sections:
        wanted = LANDSCAPE if section.landscape else PORTRAIT
        yield from _turned(page, wanted, section)
        page = wanted
        for block in section.blocks:
            yield from _block(block, page)
    yield "\\end{landscape}\n\\end{document}\n" if page.landscape else "\\end{document}\n"


def _turned(page: Page, wanted: Page, section: Section) -> Iterator[str]:
    """From one kind of page to another."""
    if page.landscape and not wanted.landscape:
        yield "\\end{landscape}\n"
    elif wanted.landscape and not page.landscape:
        yield "\\begin{landscape}\n"
    elif section.page:
        yield "\\clearpage\n"


def _block(block: Block, page: Page) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"\\{_HEADINGS[block.level]}{{{tex(block.full)}}}\n"
    elif isinstance(block, Paragraph):
        yield f"{_runs(block.runs)}\n\n"
    elif isinstance(block, Note):
        yield f"{{\\small\\itshape {_runs(block.runs)}\\par}}\n\n"
    elif isinstance(block, BulletList):
        yield "\\begin{itemize}\n" + "".join(f"\\item {_runs(item)}\n" for item in block.items) + "\\end{itemize}\n\n"
    elif isinstance(block, Quote):
        yield f"\\begin{{quote}}\n“{tex(block.text)}” ({tex(block.reference)})\n\\end{{quote}}\n\n"
    else:
        yield from _table(block, page)


def _table(table: Table, page: Page) -> Iterator[str]:
    widths = [max(4.0, width - 2 * _GAP) for width in column_widths(table, page.text_width, _LETTER)]
    kinds = "".join(
        f"{'R' if column.right else 'L'}{{{width:.1f}mm}}" for column, width in zip(table.columns, widths, strict=True)
    )
    again = table.counted == "same"
    step = "\\addtocounter{table}{-1}\n" if again else ""
    heads = "".join(_heads(table, widths))
    yield f"% {_comment(table.number)}\n{{\\footnotesize\n\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n"
    yield f"{step}\\begin{{longtable}}{{@{{}}{kinds}@{{}}}}\n"
    yield _caption(table)
    yield f"\\toprule\n{heads}\\midrule\n\\endfirsthead\n\\toprule\n{heads}\\midrule\n\\endhead\n"
    yield "\\bottomrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n"
    for row in table.rows:
        yield from _row(row, widths)
    yield "\\end{longtable}\n"
    for line in (*(((Run(text=table.source),),) if table.source else ()), *table.notes):
        yield f"\\noindent {_runs(line)}\\par\\smallskip\n"
    yield "}\n\n"


def _caption(table: Table) -> str:
    """Numbered by LaTeX where it may be; a number of the document's own stands as it is."""
    if table.counted:
        label = f"\\label{{tab:qda-{tex_key(table.key)}}}" if table.counted == "next" else ""
        return f"\\caption{{{tex(table.caption)}}}{label}\\\\\n"
    return f"\\caption*{{\\textbf{{{tex(table.number)}.}} {tex(table.caption)}}}\\\\\n"


def tex_key(key: str) -> str:
    """A key as a label may be called: letters, digits and hyphens."""
    return "".join(ch if ch.isascii() and ch.isalnum() else "-" for ch in key)


def _across(widths: Sequence[float]) -> float:
    """The width of a cell that spans columns of these widths."""
    return sum(widths) + 2 * _GAP * (len(widths) - 1)


def _heads(table: Table, widths: list[float]) -> Iterator[str]:
    if any(column.group for column in table.columns):
        cells, rules, at = [], [], 1
        for name, members in groupby(table.columns, key=lambda column: column.group):
            n = len(list(members))
            across = f"C{{{_across(widths[at - 1 : at - 1 + n]):.1f}mm}}"
            cells.append(f"\\multicolumn{{{n}}}{{{across}}}{{{_strong(name)}}}" if n > 1 else _strong(name))
            if name:
                rules.append(f"\\cmidrule(lr){{{at}-{at + n - 1}}}")
            at += n
        yield " & ".join(cells) + " \\\\\n" + "".join(rules) + "\n"
    yield " & ".join(_strong(column.label) for column in table.columns) + " \\\\\n"


def _strong(words: str) -> str:
    return f"\\textbf{{{tex(words)}}}" if words else ""


def _row(row: TableRow, widths: list[float]) -> Iterator[str]:
    if row.group:
        across = f"@{{}}L{{{_across(widths):.1f}mm}}@{{}}"
        yield f"\\multicolumn{{{len(widths)}}}{{{across}}}{{{_strong(row.group)}}} \\\\*\n\\addlinespace[1pt]\n"
        return
    pieces = [list(_pieces(cell, width)) for cell, width in zip(row.cells, widths, strict=True)]
    stand = f"\\hspace*{{{3 * row.indent}mm}}" if row.indent else ""
    for n in range(max(map(len, pieces))):
        cells = [_runs(piece[n]) if n < len(piece) else "" for piece in pieces]
        cells[0] = stand + cells[0] if n == 0 else cells[0]
        yield " & ".join(cells) + " \\\\\n"
    yield "\\addlinespace[2pt]\n"


def _pieces(cell: Runs, width: float) -> Iterator[Runs]:
    """A cell's words in pieces that fit a page each: a row of a long table is never broken by LaTeX itself."""
    fits = max(1, int(width / _LETTER))
    if sum(1 + len(line) // fits for line in plain(cell).split("\n")) <= _TALLEST:
        yield cell
        return
    room: list[Run] = []
    left = _TALLEST
    for run in cell:
        for part in split_text(run.text, max(2, fits * _TALLEST // 2)):
            lines = sum(1 + len(line) // fits for line in part.split("\n"))
            if room and lines > left:
                yield tuple(room)
                room, left = [], _TALLEST
            room.append(Run(text=part, bold=run.bold, italic=run.italic))
            left -= lines
    yield tuple(room)


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = tex(run.text)
    words = f"\\textit{{{words}}}" if run.italic and words else words
    return f"\\textbf{{{words}}}" if run.bold and words else words


def _comment(text: str) -> str:
    """A line of a comment: whatever ends a line would end it."""
    return " ".join(visible(text).split())
