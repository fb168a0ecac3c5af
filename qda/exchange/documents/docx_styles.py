"""How a Word document of this program looks: pages and styles, after Indonesian thesis rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Package

FONT = "Times New Roman"
_CAPTION_ROOM, _TITLE_ROOM = 18.0, 24.0  # millimetres below a picture for its caption and source, above it for a title
_LOCALES = {"id": "id-ID", "en": "en-GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in millimetres; the binding side keeps the widest margin."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    landscape: bool = False

    @property
    def text_width(self) -> float:
        """Width of a line of text in millimetres."""
        return self.width - self.left - self.right

    def scale(self, width: float, height: float, *, titled: bool = True) -> float:
        """How much of its size a picture keeps on the page with its caption, 1 at most.

        Args:
            width: Of the picture in millimetres.
            height: Likewise.
            titled: Whether the document's title may stand above it.
        """
        return min(1.0, self.text_width / width, self.picture_height(titled=titled) / height)

    def picture_height(self, *, titled: bool) -> float:
        """Millimetres that a picture has on the page with its caption, and with the document's title above it."""
        return self.height - self.top - self.bottom - _CAPTION_ROOM - (_TITLE_ROOM if titled else 0.0)


PORTRAIT = Page(width=210, height=297, left=40, top=30, right=30, bottom=30)
LANDSCAPE = Page(width=297, height=210, left=30, top=40, right=30, bottom=30, landscape=True)


def set_styles(package: Package, language: str) -> None:
    """Make every style the writer uses."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    styles = package.styles
    _base(styles["Normal"], language)
    _paragraph(styles["Normal"], size=12, line=1.0)
    for name, based in (
        ("Synthetic Mark", "Normal"),
        ("Contents Heading", "Normal"),
        ("Note To Author", "Normal"),
        ("Table Text", "Normal"),
        ("Table Head", "Normal"),
        ("Table Source", "Normal"),
        ("Table Note", "Normal"),
        ("Picture", "Normal"),
        ("Wide Table Text", "Normal"),
        ("Wide Table Head", "Normal"),
        ("TOC 1", "Normal"),
        ("TOC 2", "Normal"),
    ):
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[based]
    _paragraph(styles["Title"], size=14, bold=True, align=ALIGN.CENTER, after=6)
    _paragraph(styles["Subtitle"], size=13, align=ALIGN.CENTER, after=12)
    _paragraph(styles["Synthetic Mark"], size=12, bold=True, align=ALIGN.CENTER, after=12)
    _paragraph(styles["Contents Heading"], size=12, bold=True, align=ALIGN.CENTER, before=18, after=6)
    _paragraph(styles["Heading 1"], size=12, bold=True, before=24, after=6, keep=True)
    _paragraph(styles["Heading 2"], size=12, bold=True, before=14, after=4, keep=True)
    _paragraph(styles["Heading 3"], size=12, bold=True, italic=True, before=10, after=4, keep=True)
    _paragraph(styles["Body Text"], size=12, line=1.5, after=6, align=ALIGN.JUSTIFY)
    _paragraph(styles["List Bullet"], size=12, line=1.5, after=2)
    _paragraph(styles["Quote"], size=12, line=1.0, after=8, left=10, right=5, align=ALIGN.JUSTIFY)
    _paragraph(styles["Note To Author"], size=10, line=1.0, after=6, italic=True, grey=True)
    _paragraph(styles["Caption"], size=11, line=1.0, before=12, after=4, align=ALIGN.CENTER, keep=True)
    _paragraph(styles["Table Text"], size=10, line=1.0)
    _paragraph(styles["Table Head"], size=10, line=1.0, bold=True)
    _paragraph(styles["Wide Table Text"], size=9, line=1.0)
    _paragraph(styles["Wide Table Head"], size=9, line=1.0, bold=True)
    _paragraph(styles["Table Source"], size=9, line=1.0, before=3, after=12)
    _paragraph(styles["Picture"], size=12, line=1.0, before=6, align=ALIGN.CENTER, keep=True)
    _paragraph(styles["Table Note"], size=9, line=1.0, after=3)
    _paragraph(styles["TOC 1"], size=12, line=1.0, after=3, right=12)
    _paragraph(styles["TOC 2"], size=12, line=1.0, after=2, left=8, right=12)
    _paragraph(styles["Header"], size=9, align=ALIGN.CENTER)
    _paragraph(styles["Footer"], size=11, align=ALIGN.CENTER)


def _base(style: Any, language: str) -> None:
    """The language of the text, so that spelling is checked in it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LOCALES.get(language, language))
    properties.append(tongue)


def _paragraph(
    style: Any,
    *,
    size: float,
    line: float = 1.0,
    bold: bool = False,
    italic: bool = False,
    grey: bool = False,
    align: Any = None,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    keep: bool = False,
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0x59, 0x59, 0x59) if grey else RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    for spread in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spread)
    form = style.paragraph_format
    form.line_spacing, form.space_before, form.space_after = line, Pt(before), Pt(after)
    if align is not None:
        form.alignment = align
    if left or right:
        form.left_indent, form.right_indent = Mm(left), Mm(right)
    form.keep_with_next = keep
    form.widow_control = True
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
