"""Pictures on paper: letters that can be read, parts that hold everything once, LaTeX that finds its pictures."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from qda.exchange.documents.tex_pictures import picture_file, pictures_of
from qda.exchange.output import save
from qda.exchange.picture_blocks import LEAST, laid_out, picture_blocks
from qda.exchange.plot.pieces import pieces
from qda.exchange.svg import bare, letters_of
from qda.exchange.writers.docx import write_docx
from qda.model.numbering import Numbering
from qda.model.output import Output, Provenance
from qda.model.plot import Marks
from qda.model.plot_marks import Bar, Bars, Branch, Curve, Heat, Leaf, Step, Tree
from qda.model.sheet import Cell, Column, Row
from tests.exchange.networks import eight
from tests.exchange.plots import MARKS, coding, plot, timeline
from tests.latex import needs_latex, printed, sound

pytest.importorskip("resvg_py")


def heat() -> Heat:
    """100 codes by 40 cases."""
    cells = [Cell(value=n % 9, of=9, strength=n % 9 / 9, evidence=(coding(1),)) for n in range(40)]
    return Heat(
        corner="Code",
        shade="share of those asked",
        columns=tuple(Column(label=f"c{n}", group=f"group {n // 10}") for n in range(40)),
        rows=tuple(Row(label=f"row {n} with a name", group=f"part {n // 20}", cells=tuple(cells)) for n in range(100)),
    )


def bars() -> Bars:
    found = (Bar(label=f"code {n} with a name", value=100 - n, of=100, people=100 - n) for n in range(100))
    return Bars(corner="Code", axis="people", outline="people asked", bars=tuple(found))


def tree() -> Tree:
    """100 cases of which each joins all before it."""
    joins = (Branch(left=0 if n == 1 else 98 + n, right=n, height=n / 100) for n in range(1, 100))
    leaves = tuple(Leaf(label=f"Case {n}", counted=n, cluster=n // 25 + 1) for n in range(100))
    return Tree(corner="Case", axis="distance", counted="Codes", leaves=leaves, branches=tuple(joins), cut=0.5)


def curve() -> Curve:
    steps = (Step(label=f"talk-{n}", date=None, new=int(n < 40), total=min(40, n + 1), expected=40) for n in range(150))
    return Curve(corner="sources", base=4, steps=tuple(steps))


TALL = {"heat": heat, "bars": bars, "tree": tree, "timeline": lambda: timeline(150), "curve": curve}
ALL = {**{f"small {name}": made for name, made in MARKS.items()}, **TALL}


def output(*marks: Marks, chapter: str = "4", **also: Any) -> Output:
    origin = Provenance(study="s", command="c", date="2026-01-01T00:00:00Z", study_hash="0", version="0", language="en")
    plots = tuple(replace(plot(one), quotations=()) for one in marks)
    return Output(sheets=(), provenance=origin, plots=plots, numbering=Numbering(chapter=chapter), **also)


@pytest.mark.parametrize("name", ALL)
def test_the_smallest_letters_in_word_are_of_six_points_at_least(name: str) -> None:
    """Measured in the file: what a picture measures on paper, against what it measures as it was drawn."""
    file = io.BytesIO()
    made = output(ALL[name]())
    write_docx(made, file)
    package = docx.Document(file)
    shapes, blocks = package.inline_shapes, picture_blocks(made, "")
    laid = laid_out(made.plots[0], titled=True)
    assert len(shapes) == len(blocks) == len(laid)
    for shape, block, part in zip(shapes, blocks, laid, strict=True):
        scale = shape.width.mm / block.width
        assert scale <= 1.001
        assert letters_of(part.svg) * 0.75 * scale >= LEAST
        assert shape.height.mm <= package.sections[0].page_height.mm - 60
    captions = [p.text for p in package.paragraphs if p.style.name == "Caption"][: len(blocks)]
    assert captions == [f"Figure 4.1 Plot <of> Sukamaju{' (continued)' if n else ''}" for n in range(len(blocks))]


@pytest.mark.parametrize(("name", "most"), [("heat", 20), ("bars", 5), ("tree", 4), ("timeline", 9), ("curve", 1)])
def test_a_tall_picture_takes_few_pages(name: str, most: int) -> None:
    assert len(laid_out(plot(TALL[name]()))) <= most


def test_a_small_one_stays_whole() -> None:
    assert {name: len(laid_out(plot(made()))) for name, made in MARKS.items()} == dict.fromkeys(MARKS, 1)


def labels(svgs: list[str], form: str) -> list[str]:
    """What stands in the pictures as words of their own, in order."""
    return [found for svg in svgs for found in re.findall(rf">({form})</text>", svg)]


class TestParts:
    def drawn(self, marks: Marks) -> list[str]:
        return [bare(one, 688.0) for one in pieces(plot(marks), 688.0, 961.0)]

    def test_of_bars_hold_each_once_on_one_scale(self) -> None:
        found = self.drawn(bars())
        assert len(found) > 1
        assert labels(found, r"code \d+ with a name") == [f"code {n} with a name" for n in range(100)]
        assert {tuple(labels([one], r"\d+")) for one in found} == {("0", "20", "40", "60", "80", "100")}

    def test_of_a_heat_map_hold_each_cell_once_and_repeat_the_heads(self) -> None:
        found = self.drawn(heat())
        told = [pair for one in found for pair in re.findall(r"row (\d+) with a name · c(\d+) ·", one)]
        assert sorted((int(row), int(column)) for row, column in told) == [
            (r, c) for r in range(100) for c in range(40)
        ]
        across = len(labels(found, r"row \d+ with a name")) // 100
        assert across > 1
        assert len(labels(found, r"c\d+")) == 40 * len(found) // across
        assert all("share of those asked" in one for one in found)

    def test_of_a_timeline_hold_each_event_once(self) -> None:
        found = self.drawn(timeline(150))
        assert len(labels(found, r"Something happened [^<]*")) == 150
        assert labels(found, "Undated") == ["Undated"]
        assert labels(found, "makers") == ["makers"] * len(found), "the lanes are named on each page"

    def test_of_a_tree_hold_each_leaf_once_and_the_axis_on_each(self) -> None:
        found = self.drawn(tree())
        assert len(found) > 1
        assert sorted(labels(found, r"Case \d+ \(\d+\)")) == sorted(f"Case {n} ({n})" for n in range(100))
        assert labels(found, "distance") == ["distance"] * len(found)
        assert all('overflow="hidden"' in one for one in found), "branches end at the edge of their part"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class TestLatex:
    def test_a_picture_is_a_figure_with_caption_label_number_and_source(self, tmp_path: Path) -> None:
        made = replace(output(bars()), networks=(eight(),))
        assert save(made, tmp_path / "bab4.tex")
        assert not save(made, tmp_path / "bab4.tex"), "a second time nothing changes"
        source = read(tmp_path / "bab4.tex")
        names = pictures_of(tmp_path / "bab4.tex")
        assert names[:3] == ("bab4-f1.png", "bab4-f2.png", "bab4-f2-2.png")
        assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in names)
        assert "\\renewcommand{\\figurename}{Figure}\n\\renewcommand{\\thefigure}{4.\\arabic{figure}}" in source
        assert source.count("\\begin{figure}") == len(names)
        assert source.count("\\ContinuedFloat\n") == len(names) - 2
        assert "\\label{fig:qda-f1}" in source
        assert "\\usepackage{graphicx}" in source
        assert sound(source)

    def test_a_document_without_pictures_wants_no_package_for_them(self, tmp_path: Path) -> None:
        made = output()
        sheet = plot(bars()).as_sheet()
        save(replace(made, sheets=(sheet,)), tmp_path / "x.tex")
        assert "graphicx" not in read(tmp_path / "x.tex")

    def test_odd_names_give_files_that_every_latex_finds(self) -> None:
        picture = picture_blocks(output(MARKS["bars"]()), "")[0]
        names = [picture_file(stem, picture) for stem in ("bab 4", "bab-4", "bab_4", "50% #1", "ꦗ", "")]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Za-z0-9-]+\.png", name) for name in names)

    @needs_latex
    def test_pdflatex_prints_it(self, tmp_path: Path) -> None:
        made = replace(output(MARKS["bars"](), timeline(60)), networks=(eight(),))
        save(made, tmp_path / "bab 4.tex")
        done = printed((tmp_path / "bab 4.tex").read_bytes(), tmp_path, "bab 4")
        assert done.too_wide == ()
        assert re.findall(r"Figure 4\.\d", done.words)[:3] == ["Figure 4.1", "Figure 4.2", "Figure 4.3"]
        assert done.words.count("Figure 4.3") > 1, "what is continued keeps its number"

    def test_without_the_library_the_file_says_what_to_type(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "resvg_py", None)
        for ending in ("tex", "docx"):
            save(output(MARKS["bars"]()), tmp_path / f"x.{ending}")
        assert r"pip install \textquotesingle{}qda{[}png{]}" in read(tmp_path / "x.tex")
        words = [p.text for p in docx.Document(str(tmp_path / "x.docx")).paragraphs]
        assert any("The pictures are not here. " in line and "pip install 'qda[png]'" in line for line in words)
        assert pictures_of(tmp_path / "x.tex") == ()


@pytest.mark.parametrize("name", ALL)
def test_no_letters_are_cut_at_the_upper_edge(name: str) -> None:
    """In a bare picture the marks begin at 0, with a rim of 2 pixels above."""
    for part in laid_out(plot(ALL[name]())):
        lines = re.findall(r'<text x="[-\d.]+" y="([-\d.]+)" font-size="([\d.]+)"', part.svg)
        marks = [(float(y), float(size)) for y, size in lines if y != "4"]  # words of the legend stand in a moved group
        assert not [y for y, size in marks if y - 0.75 * size < -2]
