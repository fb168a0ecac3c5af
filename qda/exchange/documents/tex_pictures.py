"""Figures of LaTeX: the picture is a PNG file beside the document, with caption, label, number and source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from qda.exchange.documents.docx_styles import Page
from qda.exchange.documents.tex_text import tex
from qda.exchange.writer import Beside
from qda.model.document import Document, Picture

_INCLUDED = re.compile(r"\\includegraphics\[[^]]*\]\{([^}]+)\}")


def pictures_beside(document: Document, stem: str) -> tuple[Beside, ...]:
    """The pictures of a document as the files that it names.

    Args:
        document: The document.
        stem: The name of its own file without the ending.
    """
    return tuple(Beside(name=picture_file(stem, one), data=one.png) for one in document.pictures())


def pictures_of(path: Path) -> tuple[str, ...]:
    """The names of the pictures that a written document has beside it, in order."""
    return tuple(dict.fromkeys(_INCLUDED.findall(path.read_text(encoding="utf-8"))))


def picture_file(stem: str, picture: Picture) -> str:
    """What the file of a picture is called: letters, digits and hyphens, which every LaTeX takes as they are.

    A document whose own name has other signs gets a few digits for them, so that no two take each other's pictures.
    """
    plain = tex_key(stem).strip("-")
    if plain != stem:
        plain = f"{plain}-{hashlib.sha256(stem.encode()).hexdigest()[:4]}".lstrip("-")
    return f"{plain}-{tex_key(picture.key)}.png"


def tex_key(key: str) -> str:
    """A key as a label or a file may be called: letters, digits and hyphens."""
    return "".join(ch if ch.isascii() and ch.isalnum() else "-" for ch in key)


def figure(picture: Picture, stem: str, page: Page, *, titled: bool) -> Iterator[str]:
    """The lines of a figure.

    Args:
        picture: The picture.
        stem: The name of the document's file without the ending.
        page: The page that it stands on.
        titled: Whether the document's title may stand above it.
    """
    scale = page.scale(picture.width, picture.height, titled=titled)
    yield "\\begin{figure}[!htbp]\n"
    if picture.counted == "same":
        yield "\\ContinuedFloat\n"
    yield "\\centering\n"
    size = f"width={picture.width * scale:.1f}mm"
    yield f"\\includegraphics[{size}]{{{picture_file(stem, picture)}}}\n"
    if picture.counted:
        label = f"\\label{{fig:qda-{tex_key(picture.key)}}}" if picture.counted == "next" else ""
        yield f"\\caption{{{tex(picture.caption)}}}{label}\n"
    else:
        number = f"\\textbf{{{tex(picture.number + picture.stop.rstrip())}}} " if picture.number else ""
        yield f"\\caption*{{{number}{tex(picture.caption)}}}\n"
    if picture.source:
        yield f"\\par\\smallskip{{\\fontsize{{9}}{{10.8}}\\selectfont {tex(picture.source)}\\par}}\n"
    yield "\\end{figure}\n"
