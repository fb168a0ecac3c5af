"""Sentence ends in transcripts, by hand-made cases and on the treebanks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.language.sentences import sentences


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Saya bertemu Ibu Hj. Siti, S.Sos., M.Si. di balai desa.| Beliau ramah.",
        "Modalnya Rp. 200.000.000.| Itu sesuai SK No. 23/PER/M.KUKM/XI/2005.| Lalu?",
        "Ya... begitu.| (tertawa) Ya.",
        '"Betul?" katanya.| Saya diam.',
        "1. Modal|\n2. Pasar",
        "Harga naik\nlalu turun.| A. Yani datang.",
        "Apa?!| Tidak.",
        "Pagi.|\n\npasar buka",
        "Lahir tgl. 5 Jan. 2010 di Kab. Mojokerto.| Sudah lama…| Ya.",
        "Alat, bahan, dll. yang lain.| Cukup.",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    assert pieces(text) == [piece.strip() for piece in marked.split("|")]


@given(st.text(alphabet=st.sampled_from("aB .?!…\n\r\"'()1,\u2028"), max_size=60))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(piece == piece.strip() and piece for piece in pieces(text))
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(("name", "floor"), [("id_csui-ud-train", 0.965), ("id_gsd-ud-dev", 0.94)])
def test_ends_on_the_treebanks(shared: Path, name: str, floor: float) -> None:
    lines = (shared / "data" / "lemma" / f"{name}.conllu").read_text(encoding="utf-8").splitlines()
    gold = [line[9:].strip() for line in lines if line.startswith("# text = ")]
    right = found = real = 0
    for first in range(0, len(gold), 10):
        text, ends = "", set()
        for sentence in gold[first : first + 10]:
            text += sentence
            ends.add(len(text))
            text += " "
        given_ends = {span.end for span in sentences(text)}
        right, found, real = right + len(ends & given_ends), found + len(given_ends), real + len(ends)
    assert 2 * right / (found + real) >= floor
