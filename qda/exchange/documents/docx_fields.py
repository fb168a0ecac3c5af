"""Fields and bookmarks of Word: page numbers, the table of contents with its entries filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qda.exchange.safe_text import visible

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.text.paragraph import Paragraph as PackageParagraph

    from qda.model.document import Captioned


def page_number(paragraph: PackageParagraph) -> None:
    """The page's number."""
    _simple(paragraph, " PAGE ", "1")


def counted_number(paragraph: PackageParagraph, block: Captioned, *, restarts: bool) -> None:
    """A number ("Table 3", "Figure 4.1") in bold as Word counts it: pasted into a thesis, it takes its place there.

    The chapter stands as words: a field that looks for the chapter's own number would find none in this file, and
    "IV" in the many theses whose chapters have Roman numbers and whose tables have not. With a chapter, Word counts
    anew below each heading of the first level, as its own captions do.

    Args:
        paragraph: The caption.
        block: What is counted, and whether it is the number of the table before once more.
        restarts: Whether the count is set to this number, because it does not follow the one before.
    """
    words = visible(block.words)
    paragraph.add_run(f"{words} {block.prefix}").bold = True
    place: Any = paragraph._p
    switches = "\\* ARABIC"
    if block.counted == "same":
        switches = f"\\c {switches}"
    elif restarts:
        switches += f" \\r {block.place}"
    elif block.prefix:
        switches += " \\s 1"
    _begin(place, f" SEQ {words} {switches} ", bold=True)
    place.append(_run(str(block.place), bold=True))
    place.append(_mark("end", bold=True))
    paragraph.add_run(block.stop).bold = True


def bookmark(paragraph: PackageParagraph, name: str) -> None:
    """Put a bookmark around a paragraph's words."""
    number = name.removeprefix("_Toc").lstrip("0")
    start, end = _element("bookmarkStart", id=number, name=name), _element("bookmarkEnd", id=number)
    place: Any = paragraph._p
    place.insert(1 if place.pPr is not None else 0, start)
    place.append(end)


def contents_entries(package: Package, entries: Sequence[tuple[str, int, str]]) -> None:
    """The table of contents: entries (words, level, bookmark) that lead to their headings, each with a page field.

    Not one TOC field around them: LibreOffice would show what stood in it when it was written, and no program that
    does not lay out pages knows their numbers; fields of their own are counted when the file is opened.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    for text, level, mark in entries:
        paragraph = package.add_paragraph(style=f"TOC {level}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(140), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        place: Any = paragraph._p
        link = _element("hyperlink", anchor=mark, history="1")
        place.append(link)
        link.append(_run(text))
        link.append(_run(tab=True))
        _begin(link, f" PAGEREF {mark} \\h ")
        link.append(_run("…"))
        link.append(_mark("end"))


def count_on_opening(package: Package) -> None:
    """Have Word count the pages when it opens the file."""
    from docx.oxml.ns import qn

    settings: Any = package.settings.element
    after = {qn(f"w:{name}") for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids")}
    place = next((at for at, one in enumerate(settings) if one.tag in after), len(settings))
    settings.insert(place, _element("updateFields", val="true"))


def _simple(paragraph: PackageParagraph, instruction: str, shown: str) -> None:
    place: Any = paragraph._p
    _begin(place, instruction)
    place.append(_run(shown))
    place.append(_mark("end"))


def _begin(place: Any, instruction: str, *, bold: bool = False) -> None:
    """Opens a field; all its runs have one look, for LibreOffice gives the result that of the first."""
    from docx.oxml.ns import qn

    place.append(_mark("begin", bold=bold))
    run, told = _bare(bold=bold), _element("instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = instruction
    run.append(told)
    place.append(run)
    place.append(_mark("separate", bold=bold))


def _mark(kind: str, *, bold: bool = False) -> Any:
    run = _bare(bold=bold)
    run.append(_element("fldChar", fldCharType=kind))
    return run


def _run(text: str = "", *, tab: bool = False, bold: bool = False) -> Any:
    from docx.oxml.ns import qn

    run = _bare(bold=bold)
    if tab:
        run.append(_element("tab"))
    else:
        words = _element("t")
        words.set(qn("xml:space"), "preserve")
        words.text = text
        run.append(words)
    return run


def _bare(*, bold: bool) -> Any:
    run = _element("r")
    if bold:
        look = _element("rPr")
        look.append(_element("b"))
        run.append(look)
    return run


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
