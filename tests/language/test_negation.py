"""Negators and their reach, word by word and over a whole segment."""

from __future__ import annotations

import pytest

from qda.language.index import build
from qda.language.negation import REACH, is_negated, is_negator, negated
from qda.language.patterns import resolve
from qda.language.query import occurrences
from qda.language.tokens import words as words_of


def test_negators() -> None:
    words = "Tidak nggak gak ndak belum blm bukan kurang tanpa jangan ora dudu durung not Never don't didn’t without"
    assert [word for word in words.split() if not is_negator(word)] == []


@pytest.mark.parametrize("word", ["ada", "pelatihan", "bukannyala", "nota", "saja", "aja"])
def test_other_words(word: str) -> None:
    assert not is_negator(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kami tidak pernah ikut pelatihan", True),
        ("nggak ada pelatihan", True),
        ("pelatihan tidak ada", False),
        ("tidak satu dua tiga empat pelatihan", False),
        ("tidak satu dua tiga pelatihan", True),
        ("Kami tidak. Pelatihan ada", False),
        ("tidak\n\npelatihan", False),
        ("tidak ada\npelatihan", True),
        ("durung tau pelatihan", True),
        ("ada pelatihan", False),
        ("Harga Rp 2.500 tidak 3.5 pelatihan", True),
    ],
)
def test_reach(text: str, expected: bool) -> None:
    segment = build([(b"1", "tidak belum bukan"), (b"2", text)])
    hits = occurrences(segment, resolve(segment, "pelatihan")[0])
    assert negated(segment, hits).tolist() == [expected]


def test_word_by_word_agrees() -> None:
    words = words_of("kami tidak pernah ikut pelatihan dan pelatihan lain")
    assert [is_negated(words, place) for place in range(len(words))] == [
        False,
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    assert not is_negated(words, 4, breaks={3})
    assert is_negated(words, 3, breaks={1})
    assert REACH == 4


def test_a_segment_without_negators() -> None:
    segment = build([(b"1", "ada pelatihan")])
    assert negated(segment, occurrences(segment, resolve(segment, "pelatihan")[0])).tolist() == [False]
