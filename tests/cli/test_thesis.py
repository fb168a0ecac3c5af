"""A thesis from the shell: numbers of a chapter in every kind of file, and LaTeX that its engine prints."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qda import registry
from tests.cli.conftest import Qda
from tests.latex import needs_latex, printed, sound

NUMBERED = ("--chapter", "4", "--number", "3")


def test_every_kind_of_file_that_has_captions_prints_the_number(batankrajan: Path, qda: Qda) -> None:
    for ending in ("tex", "html", "md", "xlsx", "docx"):
        assert qda("display", "role-ordered", "--to", f"x.{ending}", *NUMBERED).status == 0
    assert "\\setcounter{table}{2}" in Path("x.tex").read_text(encoding="utf-8")
    assert "<h1>Table 4.3 " in Path("x.html").read_text(encoding="utf-8")
    assert Path("x.md").read_text(encoding="utf-8").startswith("# Table 4.3 ")
    with zipfile.ZipFile("x.xlsx") as book:
        assert 'name="Table 4.3 ' in book.read("xl/workbook.xml").decode()
    with zipfile.ZipFile("x.docx") as document:
        assert "SEQ Table \\* ARABIC \\r 3" in document.read("word/document.xml").decode()
    assert "qda display role-ordered --chapter 4 --number 3" in Path("x.md").read_text(encoding="utf-8")


def test_the_number_is_printed_without_a_file_too(batankrajan: Path, qda: Qda) -> None:
    assert qda("display", "role-ordered", "--chapter", "IV").out.startswith("# Table IV.1 ")
    refused = qda("display", "role-ordered", "--json", "--chapter", "4")
    assert refused.status == 2
    assert "has no captions that could be numbered" in refused.err


def test_a_picture_has_its_number_below(batankrajan: Path, qda: Qda) -> None:
    assert qda("display", "code-network", "--to", "x.svg", *NUMBERED).status == 0
    drawn = Path("x.svg").read_text(encoding="utf-8")
    assert drawn.count("Figure 4.3 ") == 2, "as its title for readers of the file, and below the picture"
    assert drawn.index("</g>\n<g" if "</g>\n<g" in drawn else "</g>") < drawn.rindex("Figure 4.3 ")


def test_files_without_captions_refuse_a_number(batankrajan: Path, qda: Qda) -> None:
    refused = qda("display", "role-ordered", "--to", "x.csv", *NUMBERED)
    assert refused.status == 2
    assert "Leave --chapter and --number out, or use one of: .docx" in refused.err
    assert not Path("x.csv").exists()


def test_the_report_is_a_chapter(batankrajan: Path, qda: Qda) -> None:
    assert qda("report", "x.tex", "--chapter", "3").status == 0
    source = Path("x.tex").read_text(encoding="utf-8")
    assert "\\subsection*{3.1 " in source
    assert "\\renewcommand{\\thetable}{3.\\arabic{table}}" in source
    assert sound(source)
    assert not sound(source.replace("\\end{longtable}", "", 1))
    assert not sound(source.replace("\\DeclareUnicodeCharacter{2713}", "", 1))
    refused = qda("report", "--form", "form.xlsx", "--chapter", "3")
    assert refused.status == 2
    assert "--chapter and --number are for the report" in refused.err


@needs_latex
def test_latex_prints_the_report(batankrajan: Path, qda: Qda, tmp_path: Path) -> None:
    assert qda("--lang", "id", "report", "laporan.tex", "--chapter", "3").status == 0
    found = printed(Path("laporan.tex").read_bytes(), tmp_path)
    assert found.too_wide == ()
    assert not found.words or "Tabel 3.1 " in found.words


@needs_latex
@pytest.mark.slow
def test_latex_prints_every_display_of_the_example(batankrajan: Path, qda: Qda, tmp_path: Path) -> None:
    made = 0
    for plugin in registry.find("displays"):
        if qda("--lang", "id", "display", plugin.name, "--to", f"{plugin.name}.tex", *NUMBERED).status:
            continue  # the example has no material for it; test_displays_from_the_shell.py knows which
        found = printed(Path(f"{plugin.name}.tex").read_bytes(), tmp_path, plugin.name)
        assert (plugin.name, found.too_wide) == (plugin.name, ())
        kind = "Tabel" if plugin.details.gives == "sheet" else "Gambar"
        assert not found.words or f"{kind} 4.3 " in found.words
        made += 1
    assert made > 30


PLAN = """\
study: Coba
language: id
synthetic: true
coder: ani
sources: [{path: "*.txt", kind: interview}]
codebook: kode.yaml
coding: [{auto: codebook}]
"""
DISPLAYS = """\
displays:
  - {kind: case-by-code, rows: source, to: satu.md}
  - {kind: code-frequency, to: dua.svg}
  - {kind: checklist, rows: source, to: dua.md}
  - {kind: quotations, to: tiga.csv}
  - {kind: case-by-code, rows: source, to: empat.md%s}
report: %s
"""


def planned(tmp_path: Path, lines: str) -> None:
    (tmp_path / "ani.txt").write_text("P: Apa?\nN: Modal kurang, pasar ramai.\n", encoding="utf-8")
    (tmp_path / "budi.txt").write_text("P: Apa?\nN: Modal cukup.\n", encoding="utf-8")
    book = "codebook: x\ncodes:\n  - {name: modal, match: [modal]}\n  - {name: pasar, match: [pasar]}\n"
    (tmp_path / "kode.yaml").write_text(book, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN + lines, encoding="utf-8")


def titles(*names: str) -> list[str]:
    return [Path(name).read_text(encoding="utf-8").splitlines()[0].partition(" ")[2] for name in names]


def test_a_plan_numbers_its_files_one_after_the_other_and_its_report(tmp_path: Path, qda: Qda) -> None:
    """Tables and figures are counted apart; a file that has no captions takes no number."""
    planned(tmp_path, "chapter: 4\n" + DISPLAYS % ("", "{to: bab-3.tex, chapter: 3}"))
    assert qda("run", "plan.yaml").status == 0
    assert [title.split()[:2] for title in titles("satu.md", "dua.md", "empat.md")] == [
        ["Table", "4.1"], ["Table", "4.2"], ["Table", "4.3"]
    ]  # fmt: skip
    assert "Figure 4.1 " in Path("dua.svg").read_text(encoding="utf-8")
    report = Path("bab-3.tex").read_text(encoding="utf-8")
    assert "\\renewcommand{\\thetable}{3.\\arabic{table}}" in report
    assert "Nothing changed" in qda("--lang", "en", "run", "plan.yaml").out
    assert qda("report", "lain.tex", "--plan", "plan.yaml", "--chapter", "IV").status == 0
    assert "{IV.\\arabic{table}}" in Path("lain.tex").read_text(encoding="utf-8")
    assert qda("report", "lain.tex", "--plan", "plan.yaml").status == 0
    assert "{3.\\arabic{table}}" in Path("lain.tex").read_text(encoding="utf-8")


def test_a_file_may_have_a_chapter_of_its_own(tmp_path: Path, qda: Qda) -> None:
    planned(tmp_path, DISPLAYS % (", chapter: A", "bab.tex"))
    assert qda("run", "plan.yaml").status == 0
    assert titles("empat.md")[0].startswith("Table A.1 ")
    assert not titles("satu.md")[0].startswith("Table")
    assert "\\thetable" not in Path("bab.tex").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("chapter: 0\n", "line 8: “0” is no number of a chapter"),
        ("chapter: empat\n", "line 8: “empat” is no number of a chapter"),
        ("displays:\n  - {kind: checklist, to: x.csv, chapter: 4}\n", "has no captions that could be numbered"),
        (
            "displays:\n  - {kind: checklist, to: x.md, chapter: 4}\n  - {kind: checklist, to: x.md, chapter: 5}\n",
            "line 10: “x.md” cannot be in chapter 4 and in chapter 5",
        ),
        ("report: {chapter: 3}\n", "line 8: “report:” needs “to:”"),
        ("report: {to: x.tex, bab: 3}\n", "line 8: Unknown key “bab”"),
    ],
)
def test_a_chapter_that_cannot_be_is_refused_before_anything_is_done(
    tmp_path: Path, qda: Qda, lines: str, said: str
) -> None:
    planned(tmp_path, lines)
    refused = qda("--lang", "en", "run", "plan.yaml")
    assert (refused.status, said in refused.err) == (2, True), refused.err
    assert not Path("plan.qda").exists()
