"""Word: a thesis page (A4, margins 4-3-3-3 cm, serif 12, one and a half lines), contents, captions, wide pages.

The same document gives the same bytes: the package carries the study's time, not the clock's.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qda.exchange.documents.docx_fields import (
    bookmark,
    contents_entries,
    count_on_opening,
    counted_number,
    page_number,
)
from qda.exchange.documents.docx_styles import LANDSCAPE, PORTRAIT, Page, set_styles
from qda.exchange.documents.docx_table import table_element
from qda.exchange.office_package import MOST_PROPERTY, repacked, study_time
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
    Runs,
    Section,
    Table,
    plain,
)

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.section import Section as PackageSection
    from docx.text.paragraph import Paragraph as PackageParagraph


def docx_bytes(document: Document) -> bytes:
    """The document as a .docx package."""
    import docx

    package = docx.Document()
    set_styles(package, document.language)
    _describe(package, document)
    count_on_opening(package)
    _Writer(package, document).write()
    out = io.BytesIO()
    package.save(out)
    return repacked(out.getvalue(), study_time(document.created))


def _describe(package: Package, document: Document) -> None:
    about = package.core_properties
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    about.title = visible(title)[:MOST_PROPERTY]
    about.subject = visible(document.mark)[:MOST_PROPERTY]
    about.author = about.last_modified_by = f"qda {document.provenance.version}"
    about.comments = visible(document.provenance.command)[:MOST_PROPERTY]
    about.keywords = document.provenance.study_hash
    about.language = document.language
    about.revision = 1


class _Writer:
    """Puts blocks into the package, one after the other."""

    def __init__(self, package: Package, document: Document) -> None:
        self.package, self.document = package, document
        self.headings = 0
        self.counted: dict[str, int] = {}
        self.begun = False

    def write(self) -> None:
        first = self.package.sections[0]
        _page(first, LANDSCAPE if self.document.wide else PORTRAIT)
        self._header(first)
        self._front()
        for n, (wide, sections) in enumerate(_runs_of_pages(self.document.sections)):
            page = LANDSCAPE if wide else PORTRAIT
            if n or wide != self.document.wide or self.document.contents:
                self._new_page(page)
            for section in sections:
                for block in section.blocks:
                    self._block(block, page)

    def _front(self) -> None:
        document = self.document
        self._plain(document.title, "Title")
        self.begun = bool(document.contents)
        if document.subtitle:
            self._plain(document.subtitle, "Subtitle")
        if document.mark:
            self._plain(document.mark, "Synthetic Mark")
        for block in document.preface:
            self._block(block, PORTRAIT)
        if not document.contents:
            return
        self._plain(document.contents, "Contents Heading")
        marked = enumerate(document.headings(), 1)
        contents_entries(self.package, [(visible(h.full), h.level, _mark(n)) for n, h in marked if h.level < 3])

    def _header(self, section: PackageSection) -> None:
        header = section.header.paragraphs[0]
        header.style = self.package.styles["Header"]
        header.text = visible(self.document.mark or self.document.subtitle or self.document.title)
        footer = section.footer.paragraphs[0]
        footer.style = self.package.styles["Footer"]
        page_number(footer)

    def _new_page(self, page: Page) -> None:
        from docx.enum.section import WD_SECTION

        _page(self.package.add_section(WD_SECTION.NEW_PAGE), page)

    def _block(self, block: Block, page: Page) -> None:
        if isinstance(block, Heading):
            bookmark(self._plain(block.full, f"Heading {block.level}"), self._mark())
        elif isinstance(block, Paragraph):
            made = self.package.add_paragraph(style="Body Text")
            _put(made, block.runs)
            made.paragraph_format.keep_with_next = plain(block.runs).endswith(":") or None
        elif isinstance(block, Note):
            made = self.package.add_paragraph(style="Note To Author")
            _put(made, block.runs)
            made.paragraph_format.keep_with_next = True
        elif isinstance(block, BulletList):
            for item in block.items:
                _put(self.package.add_paragraph(style="List Bullet"), item)
        elif isinstance(block, Quote):
            self._quote(block)
        elif isinstance(block, Picture):
            self._picture(block, page)
        else:
            self._table(block, page)

    def _mark(self) -> str:
        self.headings += 1
        return _mark(self.headings)

    def _quote(self, block: Quote) -> None:
        paragraph = self.package.add_paragraph(style="Quote")
        paragraph.add_run(visible(f"“{block.text}” "))
        paragraph.add_run(visible(f"({block.reference})")).italic = False

    def _table(self, block: Table, page: Page) -> None:
        self._caption(block)
        body: Any = self.package.element.body
        body.insert(len(body) - 1, table_element(block, page.text_width, wide=page.landscape))
        if block.source:
            self._plain(block.source, "Table Source")
        elif not block.notes:
            _hairline(self.package.add_paragraph(style="Table Source"))
        self._notes(block)

    def _picture(self, block: Picture, page: Page) -> None:
        from docx.shared import Mm

        scale = page.scale(block.width, block.height, titled=not self.begun)
        self.begun = True
        place = self.package.add_paragraph(style="Picture")
        shape = place.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width * scale))
        shape._inline.docPr.set("descr", visible(block.told or block.caption))
        self._caption(block, below=True)
        if block.source:
            self._plain(block.source, "Table Source")
        self._notes(block)

    def _caption(self, block: Captioned, *, below: bool = False) -> None:
        caption = self.package.add_paragraph(style="Caption")
        if below:
            caption.paragraph_format.keep_with_next = bool(block.source)
        if block.counted:
            follows = self.counted.get(block.words, 0) + (block.counted == "next")
            counted_number(caption, block, restarts=block.place != follows)
            self.counted[block.words] = block.place
        elif block.number:
            caption.add_run(visible(f"{block.number}{block.stop}")).bold = True
        caption.add_run(visible(block.caption))

    def _notes(self, block: Captioned) -> None:
        for note in block.notes:
            _put(self.package.add_paragraph(style="Table Note"), note)

    def _plain(self, text: str, style: str) -> PackageParagraph:
        return self.package.add_paragraph(visible(text), style=style)


def _hairline(paragraph: PackageParagraph) -> None:
    """Make the paragraph that has to stand behind a table too low to begin a page of its own."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _runs_of_pages(sections: tuple[Section, ...]) -> list[tuple[bool, list[Section]]]:
    """Sections that share pages, together; whether their pages are wide."""
    found: list[tuple[bool, list[Section]]] = []
    for section in sections:
        if found and not section.page and found[-1][0] == section.landscape:
            found[-1][1].append(section)
        else:
            found.append((section.landscape, [section]))
    return found


def _mark(heading: int) -> str:
    """The bookmark of a heading, counted from 1."""
    return f"_Toc{heading:06d}"


def _put(paragraph: PackageParagraph, runs: Runs) -> None:
    for run in runs:
        made = paragraph.add_run(visible(run.text))
        made.bold, made.italic = run.bold or None, run.italic or None


def _page(section: PackageSection, page: Page) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin, section.top_margin = Mm(page.left), Mm(page.top)
    section.right_margin, section.bottom_margin = Mm(page.right), Mm(page.bottom)
    section.header_distance = section.footer_distance = Mm(15)
