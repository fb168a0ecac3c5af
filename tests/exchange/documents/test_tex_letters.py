"""Letters in LaTeX: all that the program itself prints are known to pdfTeX, and all that are known do print."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from qda.exchange.documents.tex import tex_bytes
from qda.exchange.documents.tex_letters import KNOWN
from qda.exchange.documents.tex_text import declarations, tex
from qda.model.document import Document, Paragraph, Run, Section
from qda.model.output import Provenance
from tests.latex import needs_latex, printed

ROOT = Path(__file__).resolve().parents[3]
BOXED = re.compile(r"\\fbox\{\\tiny")


def page(*paragraphs: str) -> Document:
    return Document(
        title="Letters",
        subtitle="",
        preface=(),
        sections=(Section(blocks=tuple(Paragraph(runs=(Run(text=text),)) for text in paragraphs)),),
        contents="",
        language="id",
        provenance=Provenance(study="s", command="c", date="2024-01-01T00:00:00Z", study_hash="0", version="0"),
    )


def test_every_sign_of_our_own_words_is_built() -> None:
    words = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "qda/locale").rglob("*.po")))
    strange = {ch for ch in words if ch > "\xff" and unicodedata.category(ch) != "Cn"}
    assert len(strange) > 10
    assert [line for line in declarations("".join(sorted(strange))) if BOXED.search(line)] == []


def test_a_control_sign_of_a_badly_read_file_is_told_of() -> None:
    assert list(declarations("a\x92b\x80")) == [
        r"\DeclareUnicodeCharacter{0080}{\fbox{\tiny 0080}}",
        r"\DeclareUnicodeCharacter{0092}{\fbox{\tiny 0092}}",
    ]


@pytest.mark.parametrize(
    ("words", "written"),
    [("bina-usaha/bantuan", r"bina-usaha/\allowbreak{}bantuan"), ("2/5", "2/5"), ("a/b", "a/b"), ("</td>", None)],
)
def test_addresses_of_codes_may_be_broken_but_no_shares(words: str, written: str | None) -> None:
    assert tex(words) == (written or r"\textless{}/td\textgreater{}")


@needs_latex
def test_pdflatex_prints_every_letter_we_know(tmp_path: Path) -> None:
    latin = " ".join(chr(code) for code in range(0x20, 0x180))
    greek = " ".join(letter for letter in KNOWN if letter.strip())
    found = printed(tex_bytes(page(latin, greek, "中 ꦗ 😀 \x92 ḍ ṭ \u0301")), tmp_path)
    for letter in "ñéŋłœ†‰∞":
        assert not found.words or letter in found.words
    assert not found.words or all(code in found.words for code in ("4E2D", "A997", "1F600", "0092"))


@needs_latex
def test_a_bar_of_ten_boxes_is_as_wide_as_ten_letters_full_or_empty(tmp_path: Path) -> None:
    """A column gets 1.65 mm a letter; wider boxes ran into the column beside them."""
    source = (
        "\\documentclass{article}\\usepackage[T1]{fontenc}\n\\begin{document}\\footnotesize\n"
        + "".join(
            f"\\setbox0=\\hbox{{{KNOWN[sign] * 10}}}\\immediate\\write16{{{name} \\the\\wd0}}\n"
            for name, sign in (("full", "■"), ("empty", "□"))
        )
        + "x\\end{document}\n"
    )
    printed(source.encode(), tmp_path)
    log = (tmp_path / "x.log").read_text(encoding="latin-1")
    widths = {name: float(points) * 25.4 / 72.27 for name, points in re.findall(r"(?m)^(full|empty) ([\d.]+)pt", log)}
    assert widths["full"] == pytest.approx(widths["empty"], rel=0.06)
    assert max(widths.values()) <= 16.5
