"""Misspellings: found among unknown words only, and the prefilter loses none."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from qda.language.fuzzy import may_be_misspelt, misspellings

spelt = st.text(alphabet="abcdefghij-éñ2", min_size=1, max_size=14)


@given(st.lists(spelt, max_size=12), st.lists(spelt, unique=True, max_size=40), st.sampled_from([70, 80, 85.5, 90]))
def test_the_prefilter_loses_nothing(keywords: list[str], words: list[str], ratio: float) -> None:
    expected = [
        [
            place
            for place, word in enumerate(words)
            if len(keyword) >= 5 and word != keyword and fuzz.ratio(keyword, word) >= ratio
        ]
        for keyword in keywords
    ]
    assert [found.tolist() for found in misspellings(keywords, words, ratio)] == expected


def test_the_gate() -> None:
    words = ["pelathian", "pelatian", "pelatihan", "plth", "pelatyhan"]
    known = np.array([False, False, True, False, False])
    documents = np.array([1, 3, 1, 1, 2])
    assert may_be_misspelt(words, known, documents).tolist() == [0, 4]


def test_typing_errors() -> None:
    words = ["pemberdyaan", "pemberdayan", "pembedayaan", "pemberdayaaan", "kelembagaan"]
    assert misspellings(["pemberdayaan"], words)[0].tolist() == [0, 1, 2, 3]
