"""LaTeX: an article with long tables on wide pages; the same file for pdfLaTeX, XeLaTeX and LuaLaTeX.

Packages: booktabs, longtable, array, caption, pdflscape, geometry, fancyhdr, iftex, for pictures graphicx, all of any
TeX distribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT, Page
from qda.exchange.documents.docx_table import column_widths
from qda.exchange.documents.tex_pictures import figure, tex_key
from qda.exchange.documents.tex_text import declarations, tex
from qda.exchange.safe_text import split_text, visible
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
    plain,
)

_HEADINGS = {1: "section*", 2: "subsection*", 3: "subsubsection*"}
_LETTER = 1.75  # millimetres of a letter of 9 points
_GAP = 2.0  # millimetres on each side of a cell
_TALLEST = 20  # lines of a row that stay on one page: a longer row goes on, for long tables cannot break one
_SMALL = "\\fontsize{9}{10.8}\\selectfont"
_TEXT = 40  # letters of a cell that make a table one of texts


def tex_bytes(document: Document, stem: str = "") -> bytes:
    """The document as one .tex file in UTF-8; its pictures are files beside it (`tex_pictures.pictures_beside`).

    Args:
        document: The document.
        stem: The name of its file without the ending, by which its pictures are called.
    """
    body = "".join(_body(document, stem))
    return ("".join(_preamble(document, body)) + body).encode("utf-8")


def _preamble(document: Document, body: str) -> Iterator[str]:
    provenance = document.provenance
    yield f"% {_comment(document.title)}\n% qda {_comment(provenance.version)}: {_comment(provenance.command)}\n"
    yield f"% {_comment(provenance.date)} {_comment(provenance.study_hash)}\n"
    wide = _all_wide(document)
    page = LANDSCAPE if wide else PORTRAIT
    yield "\\documentclass[12pt]{article}\n"
    yield (
        f"\\usepackage[a4paper,{'landscape,' if wide else ''}left={page.left:g}mm,top={page.top:g}mm,"
        f"right={page.right:g}mm,bottom={page.bottom:g}mm,headheight=15pt]{{geometry}}\n"
    )
    yield "\\usepackage{iftex}\n\\ifPDFTeX\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n"
    yield "\\usepackage{textcomp}\n\\usepackage{lmodern}\n"
    yield from (f"{line}\n" for line in declarations(body + document.mark + document.title))
    yield "\\else\n\\usepackage{fontspec}\n\\fi\n"
    yield "\\usepackage{array,booktabs,longtable,pdflscape,fancyhdr,caption}\n"
    if any(True for _picture in document.pictures()):
        yield "\\usepackage{graphicx}\n"
    yield "\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash}p{#1}}\n"
    yield "\\newcolumntype{C}[1]{>{\\centering\\arraybackslash}p{#1}}\n"
    yield "\\newcolumntype{R}[1]{>{\\raggedleft\\arraybackslash}p{#1}}\n"
    yield f"\\setlength{{\\tabcolsep}}{{{_GAP:g}mm}}\n"
    yield f"\\pagestyle{{fancy}}\n\\fancyhf{{}}\n\\fancyhead[C]{{\\small {tex(document.mark or document.title)}}}\n"
    yield "\\fancyfoot[C]{\\thepage}\n\\renewcommand{\\headrulewidth}{0pt}\n"
    yield from _numbers(document)
    # English patterns divide other languages wrongly, and theirs are not in every distribution
    if document.language != "en":
        yield "\\hyphenpenalty=10000\n\\tolerance=9999\n"
    yield "\\emergencystretch=3em\n\n\\begin{document}\n"


def _numbers(document: Document) -> Iterator[str]:
    """How LaTeX names and counts tables and figures: as the first of them that it counts says."""
    table = next((table for table in document.tables() if table.counted), None)
    picture = next((picture for picture in document.pictures() if picture.counted), None)
    point = any(one is not None and not one.prefix for one in (table, picture))
    yield f"\\captionsetup{{labelfont=bf,labelsep={'period' if point else 'space'}}}\n"
    for kind, one in (("table", table), ("figure", picture)):
        if one is None:
            continue
        yield f"\\renewcommand{{\\{kind}name}}{{{tex(one.words)}}}\n"
        if one.prefix:
            yield f"\\renewcommand{{\\the{kind}}}{{{tex(one.prefix)}\\arabic{{{kind}}}}}\n"


def _all_wide(document: Document) -> bool:
    """Whether the paper itself lies on its side, so that nothing has to be turned."""
    return document.wide and all(section.landscape for section in document.sections)


def _body(document: Document, stem: str) -> Iterator[str]:
    page = LANDSCAPE if document.wide else PORTRAIT
    turned = not _all_wide(document)
    if document.wide and turned:
        yield "\\begin{landscape}\n"
    yield f"\\begin{{center}}\n{{\\large\\bfseries {tex(document.title)}\\par}}\n"
    if document.subtitle:
        yield f"{{{tex(document.subtitle)}\\par}}\n"
    if document.mark:
        yield f"\\medskip{{\\bfseries {tex(document.mark)}\\par}}\n"
    yield "\\end{center}\n\n"
    for block in document.preface:
        yield from _block(block, page)
    counted = {"table": 0, "figure": 0}
    titled = True
    for section in document.sections:
        wanted = LANDSCAPE if section.landscape else PORTRAIT
        yield from _turned(page, wanted, section)
        page = wanted
        for block in section.blocks:
            if isinstance(block, Captioned) and block.counted:
                kind = "figure" if isinstance(block, Picture) else "table"
                if block.counted == "next" and block.place != counted[kind] + 1:
                    yield f"\\setcounter{{{kind}}}{{{block.place - 1}}}\n"
                counted[kind] = block.place
            if isinstance(block, Picture):
                yield from _picture(block, stem, page, titled=titled)
            else:
                yield from _block(block, page)
            titled = False
    yield "\\end{landscape}\n\\end{document}\n" if page.landscape and turned else "\\end{document}\n"


def _turned(page: Page, wanted: Page, section: Section) -> Iterator[str]:
    """From one kind of page to another."""
    if page.landscape and not wanted.landscape:
        yield "\\end{landscape}\n"
    elif wanted.landscape and not page.landscape:
        yield "\\begin{landscape}\n"
    elif section.page:
        yield "\\clearpage\n"


def _picture(picture: Picture, stem: str, page: Page, *, titled: bool) -> Iterator[str]:
    yield f"% {_comment(picture.number or picture.caption)}\n"
    yield from figure(picture, stem, page, titled=titled)
    if picture.notes:
        yield f"{{{_SMALL}\n"
        yield from (f"\\noindent {_runs(line)}\\par\\smallskip\n" for line in picture.notes)
        yield "}\n"
    yield "\n"


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
    elif isinstance(block, Table):
        yield from _table(block, page)
    else:
        raise ValueError(f"{block.key}: a picture stands by itself")


def _table(table: Table, page: Page) -> Iterator[str]:
    widths = [max(4.0, width - 2 * _GAP) for width in column_widths(table, page.text_width, _LETTER, 2 * _GAP)]
    kinds = "".join(
        f"{'R' if column.right else 'L'}{{{width:.1f}mm}}" for column, width in zip(table.columns, widths, strict=True)
    )
    heads = "".join(_heads(table, widths))
    yield f"% {_comment(table.number or table.caption)}\n{{{_SMALL}\n\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n"
    step = "\\addtocounter{table}{-1}\n" if table.counted == "same" else ""
    yield f"{step}\\begin{{longtable}}{{@{{}}{kinds}@{{}}}}\n"
    yield _caption(table)
    yield f"\\toprule\n{heads}\\midrule\n\\endfirsthead\n\\toprule\n{heads}\\midrule\n\\endhead\n"
    yield "\\bottomrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n"
    texts = any(len(plain(cell)) > _TEXT for row in table.rows for cell in row.cells)
    for n, row in enumerate(table.rows, 1):  # a gap behind the last row could begin a page with nothing but the head
        yield from _row(row, widths, gap=0 if n == len(table.rows) else 4 if texts else 2)
    yield "\\end{longtable}\n\\raggedright\n"
    for line in (*(((Run(text=table.source),),) if table.source else ()), *table.notes):
        yield f"\\noindent {_runs(line)}\\par\\smallskip\n"
    yield "}\n\n"


def _caption(table: Table) -> str:
    """Numbered by LaTeX where it may be; a number of the document's own stands as it is."""
    if table.counted:
        label = f"\\label{{tab:qda-{tex_key(table.key)}}}" if table.counted == "next" else ""
        return f"\\caption{{{tex(table.caption)}}}{label}\\\\\n"
    number = f"\\textbf{{{tex(table.number + table.stop.rstrip())}}} " if table.number else ""
    return f"\\caption*{{{number}{tex(table.caption)}}}\\\\\n"


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


def _row(row: TableRow, widths: list[float], *, gap: int) -> Iterator[str]:
    if row.group:
        across = f"@{{}}L{{{_across(widths):.1f}mm}}@{{}}"
        words = f"\\itshape {_strong(row.group)}"
        yield f"\\addlinespace[3pt]\n\\multicolumn{{{len(widths)}}}{{{across}}}{{{words}}} \\\\*\n"
        yield "\\addlinespace[1pt]\n"
        return
    pieces = [list(_pieces(cell, width)) for cell, width in zip(row.cells, widths, strict=True)]
    stand = f"\\hspace*{{{3 * row.indent}mm}}" if row.indent else ""
    for n in range(max(map(len, pieces))):
        cells = [_runs(piece[n]) if n < len(piece) else "" for piece in pieces]
        cells[0] = stand + cells[0] if n == 0 else cells[0]
        yield " & ".join(cells) + " \\\\\n"
    if gap:
        yield f"\\addlinespace[{gap}pt]\n"


def _pieces(cell: Runs, width: float) -> Iterator[Runs]:
    """A cell's words in pieces that LaTeX may set on different pages, broken where lines end if they do."""
    fits = max(1, int(width / _LETTER))
    if sum(1 + len(line) // fits for line in plain(cell).split("\n")) <= _TALLEST:
        yield cell
        return
    room: list[Run] = []
    used = 0
    for run, text, new_line in _lines(cell, fits * _TALLEST):
        lines = 1 + len(text) // fits
        if room and used + lines > _TALLEST:
            yield tuple(room)
            room, used = [], 0
        words = f"\n{text}" if new_line and room else text
        room.append(Run(text=words, bold=run.bold, italic=run.italic))
        used += lines
    yield tuple(room)


def _lines(cell: Runs, most: int) -> Iterator[tuple[Run, str, bool]]:
    """The lines of a cell's runs, none longer than `most` letters; whether each begins a new line."""
    for run in cell:
        for n, line in enumerate(run.text.split("\n")):
            for k, part in enumerate(split_text(line, max(2, most))):
                yield run, part, n > 0 and k == 0


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = tex(run.text)
    words = f"\\textit{{{words}}}" if run.italic and words else words
    return f"\\textbf{{{words}}}" if run.bold and words else words


def _comment(text: str) -> str:
    """A line of a comment: whatever ends a line would end it."""
    return " ".join(visible(text).split())
