"""Networks and plots in the chapter: drawn as figures with numbers, their numbers printed as tables."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import docx
import pytest

from qda.exchange.documents.docx import docx_bytes
from qda.exchange.documents.html import html_bytes
from qda.exchange.documents.tex_pictures import pictures_of
from qda.model.document import Document, Picture, plain
from qda.model.numbering import Numbering
from qda.report.compose import compose
from qda.report.gather import WantedDisplay, gather
from qda.report.write import write_report
from qda.store.study import Study
from tests.latex import needs_latex, printed

pytest.importorskip("resvg_py")
WANTED = (
    WantedDisplay(kind="code-frequency", file="hasil/frekuensi.png"),
    WantedDisplay(kind="content-analytic-summary", options=(("depth", 0),)),
    WantedDisplay(kind="folk-taxonomy"),
    WantedDisplay(kind="heat-map"),
)


@pytest.fixture
def chapter(small: Path) -> Document:
    with Study.open(small) as study:
        return compose(gather(study, displays=WANTED), Numbering(chapter="4"))


def words(document: Document) -> str:
    """The chapter's section on displays."""
    [section] = [s for s in document.sections if any(getattr(b, "key", "") == "displays" for b in s.blocks)]
    bullets = [plain(item) for block in section.blocks for item in getattr(block, "items", ())]
    return "\n".join(bullets)


def test_plots_and_networks_are_figures_numbered_apart_from_tables(chapter: Document) -> None:
    """Of four displays three are drawn; the matrix between them takes no number of a figure."""
    numbers = [(one.number, one.counted) for one in chapter.pictures()]
    assert numbers == [("Figure 4.1", "next"), ("Figure 4.2", "next"), ("Figure 4.3", "next")]
    told = words(chapter).splitlines()
    assert [re.findall(r"Figure 4\.\d", line) for line in told] == [["Figure 4.1"], [], ["Figure 4.2"], ["Figure 4.3"]]
    assert "file hasil/frekuensi.png" in told[0]
    assert all(isinstance(one, Picture) and one.png.startswith(b"\x89PNG") for one in chapter.pictures())


def test_word_and_web_page_print_them_with_their_captions(chapter: Document) -> None:
    package = docx.Document(io.BytesIO(docx_bytes(chapter)))
    assert len(package.inline_shapes) == 3
    captions = [p.text for p in package.paragraphs if p.style.name == "Caption" and p.text.startswith("Figure")]
    assert [caption.split()[1] for caption in captions] == ["4.1", "4.2", "4.3"]
    page = html_bytes(chapter).decode()
    assert page.count('src="data:image/png;base64,') == 3
    assert "<b>Figure 4.3</b>" in page


@needs_latex
def test_latex_finds_them_beside_the_chapter(small: Path, tmp_path: Path) -> None:
    with Study.open(small) as study:
        path = tmp_path / "bab.tex"
        assert write_report(study, path, displays=WANTED, numbering=Numbering(chapter="4"))
        assert not write_report(study, path, displays=WANTED, numbering=Numbering(chapter="4"))
    assert len(pictures_of(path)) == 3
    done = printed(path.read_bytes(), tmp_path, "bab")
    assert set(re.findall(r"Figure 4\.\d", done.words)) == {"Figure 4.1", "Figure 4.2", "Figure 4.3"}


def test_without_the_library_the_chapter_says_what_to_type(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with Study.open(small) as study:
        document = compose(gather(study, displays=WANTED))
    assert not list(document.pictures())
    said = [plain(getattr(block, "runs", ())) for section in document.sections for block in section.blocks]
    [line] = [line for line in said if "“heat-map” could not be drawn" in line]
    assert "pip install 'qda[png]'" in line
