"""Folding never moves a position, and a word has one key however it is written."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.language.fold import fold, index_key


@given(st.text())
def test_fold_keeps_the_length_and_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "".join(fold(char) for char in text)


def test_only_one_character_of_unicode_grows_when_lowered() -> None:
    growing = [char for char in map(chr, range(sys.maxunicode + 1)) if len(char.lower()) != 1]
    assert growing == ["\u0130"]


@given(st.text())
def test_key_is_the_same_for_composed_and_decomposed_text(word: str) -> None:
    assert index_key(unicodedata.normalize("NFC", word)) == index_key(unicodedata.normalize("NFD", word))


@given(st.text())
def test_key_of_a_key_is_itself(word: str) -> None:
    assert index_key(index_key(word)) == index_key(word)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Jum\u2019at", "jum'at"),
        ("anak\u2011anak", "anak-anak"),
        ("pember\u00addayaan", "pemberdayaan"),
        ("Cafe\u0301", "café"),
        ("İZİN", "izin"),
        ("de\ufb01nisi", "definisi"),
    ],
)
def test_key(written: str, key: str) -> None:
    assert index_key(written) == key
