"""Phrases, nearness and unions against the plainest possible search."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qda.language.index import build
from qda.language.query import NO_HITS, Hits, has_near, in_one_sentence, near, occurrences, phrase, united
from qda.language.segment import Segment

letters = st.lists(st.sampled_from("abcd"), max_size=16)
corpora = st.lists(letters, max_size=4)


def made(corpus: list[list[str]]) -> Segment:
    return build([(str(number).encode(), " ".join(words)) for number, words in enumerate(corpus)])


def ids(segment: Segment, words: str) -> np.ndarray:
    return np.array([place for place, word in enumerate(segment.words.all()) if word in words], dtype=np.int64)


def rows(hits: Hits) -> list[tuple[int, int, int]]:
    return list(zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))


sets = st.lists(st.sampled_from(["a", "b", "c", "ab", "cd", "abc"]), min_size=1, max_size=3)


@given(corpora, sets)
def test_phrase(corpus: list[list[str]], wanted: list[str]) -> None:
    segment = made(corpus)
    expected = [
        (document, 2 * place, 2 * (place + len(wanted)) - 1)
        for document, words in enumerate(corpus)
        for place in range(len(words) - len(wanted) + 1)
        if all(words[place + step] in each for step, each in enumerate(wanted))
    ]
    assert rows(phrase(segment, [ids(segment, each) for each in wanted])) == expected


@given(corpora, st.lists(st.sampled_from(["a", "b", "c", "bd"]), min_size=2, max_size=3), st.integers(0, 8))
def test_near(corpus: list[list[str]], wanted: list[str], within: int) -> None:
    segment = made(corpus)
    expected = []
    for document, words in enumerate(corpus):
        places = [[place for place, word in enumerate(words) if word in each] for each in wanted]
        windows = {(min(chosen), max(chosen)) for chosen in product(*places)}
        windows = {(low, high) for low, high in windows if high - low <= within}
        expected += sorted(
            (document, 2 * low, 2 * high + 1)
            for low, high in windows
            if not any((a, b) != (low, high) and low <= a and b <= high for a, b in windows)
        )
    assert rows(near([occurrences(segment, ids(segment, each)) for each in wanted], within)) == expected


@given(corpora, st.integers(0, 4), st.integers(0, 4))
def test_has_near(corpus: list[list[str]], before: int, after: int) -> None:
    segment = made(corpus)
    hits, others = occurrences(segment, ids(segment, "a")), occurrences(segment, ids(segment, "b"))
    expected = [
        "b" in words[max(place - before, 0) : place + after + 1]
        for words in corpus
        for place, word in enumerate(words)
        if word == "a"
    ]
    assert has_near(hits, others, before=before, after=after).tolist() == expected


@given(corpora)
def test_united_has_every_place_once(corpus: list[list[str]]) -> None:
    segment = made(corpus)
    parts = [occurrences(segment, ids(segment, each)) for each in ("ab", "bc", "d")]
    assert rows(united(parts)) == rows(occurrences(segment, ids(segment, "abcd")))


def test_nothing_gives_nothing() -> None:
    segment = made([["a"]])
    assert len(phrase(segment, [])) == len(near([], 5)) == len(united([])) == len(NO_HITS) == 0
    assert len(phrase(segment, [ids(segment, "a"), ids(segment, "x")])) == 0
    assert len(near([NO_HITS, NO_HITS], 5)) == 0


def test_no_phrase_and_no_window_crosses_documents() -> None:
    segment = made([["a"], ["b"]])
    both = [ids(segment, "a"), ids(segment, "b")]
    assert len(phrase(segment, both)) == 0
    assert len(near([occurrences(segment, each) for each in both], 10**9)) == 0
    assert not has_near(occurrences(segment, both[0]), occurrences(segment, both[1]), before=0, after=10**9).any()


def test_no_phrase_crosses_sentences() -> None:
    segment = build([(b"1", "modal usaha. Modal. Usaha\nModal, usaha")])
    hits = phrase(segment, [ids(segment, "modal"), ids(segment, "usaha")])
    assert rows(hits) == [(0, 0, 11), (0, 26, 38)]
    assert in_one_sentence(segment, hits).all()
