"""The segment says exactly what a plain scan of the texts says, whatever the texts are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.language import index
from qda.language.fold import index_key
from qda.language.index import build
from qda.language.lexeme import RULES_VERSION, keys_of_key
from qda.language.query import occurrences
from qda.language.segment import GAP, PARTS, Blobs, Segment
from qda.language.tokens import tokenise
from qda.language.tokens import words as words_of

pieces = st.sampled_from(
    [
        *["latih", "pelatihan", "Pelatihannya", "anak-anak", "cafe\u0301", "café", "CAFÉ"],
        *[" ", ".", "\n", ", ", "2.500", "😀", "kata" * 9, "katakatakatakatb"],
    ]
)
texts = st.lists(st.lists(pieces | st.characters(), max_size=14).map("".join), max_size=6)


def documents(made: Sequence[str]) -> list[tuple[bytes, str]]:
    return [(f"doc{number}".encode(), text) for number, text in enumerate(made)]


def scan(made: Sequence[str]) -> dict[str, list[tuple[int, int, int]]]:
    """Return (document, start, end) of every word by its key, by looking at each token."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for number, text in enumerate(made):
        spans = tokenise(text)
        for start, end in zip(spans.start.tolist(), spans.end.tolist(), strict=True):
            found.setdefault(index_key(text[start:end]), []).append((number, start, end))
    return found


def indexed(segment: Segment) -> dict[str, list[tuple[int, int, int]]]:
    found = {}
    for place, word in enumerate(segment.words.all()):
        hits = occurrences(segment, np.array([place]))
        found[word] = list(zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))
    return found


@given(texts)
def test_postings_are_those_of_a_plain_scan(made: list[str]) -> None:
    segment = build(documents(made))
    expected = scan(made)
    assert indexed(segment) == expected
    assert segment.words.all() == sorted(expected)
    assert segment.documents == [key for key, _ in documents(made)]
    assert segment.meta.tokens == sum(map(len, expected.values()))
    assert segment.all_document_counts().tolist() == [
        len({document for document, _, _ in expected[word]}) for word in sorted(expected)
    ]


@given(texts)
@settings(max_examples=40)
def test_small_batches_give_the_same_bytes(made: list[str]) -> None:
    whole = build(documents(made)).to_blobs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_BATCH", 5)
        assert build(documents(made)).to_blobs() == whole


@given(texts)
@settings(max_examples=40)
def test_words_are_told_apart_even_if_every_mix_fails(made: list[str]) -> None:
    whole = build(documents(made)).to_blobs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_MULTIPLIERS", (0,))
        assert build(documents(made)).to_blobs() == whole


@given(texts)
@settings(max_examples=40)
def test_keys_lead_to_the_words_that_have_them(made: list[str]) -> None:
    segment = build(documents(made))
    words = segment.words.all()
    for level in ("exact", "inflected", "root"):
        for word in words:
            key = getattr(keys_of_key(word), level)
            expected = [place for place, other in enumerate(words) if getattr(keys_of_key(other), level) == key]
            assert segment.words_with_key(level, key).tolist() == expected
    assert segment.known().tolist() == [keys_of_key(word).known for word in words]


def test_parts_go_out_and_come_back() -> None:
    segment = build(documents(["Satu dua tiga.", "", "Dua"]))
    parts = segment.to_blobs()
    assert tuple(parts) == PARTS
    again = Segment.from_blobs(parts)
    assert again.to_blobs() == parts
    assert again.documents == [b"doc0", b"doc1", b"doc2"]
    assert again.document_first.tolist() == [0, 3 + GAP, 3 + 2 * GAP]
    assert again.meta.rules == RULES_VERSION


def test_documents_are_far_apart() -> None:
    assert GAP >= 1000


def test_another_format_is_refused() -> None:
    parts = {**build([]).to_blobs(), "meta": b'{"format": 0}'}
    with pytest.raises(ValueError, match="format"):
        Segment.from_blobs(parts)


def test_too_many_words_for_one_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "GAP", 1 << 31)
    with pytest.raises(ValueError, match="too many"):
        build(documents(["a", "b", "c"]))


def test_sentences_begin_where_one_would_say() -> None:
    text = "Satu dua. Tiga 3.5 empat? lima\nenam\nTujuh\n\ndelapan S.Sos sembilan"
    words = [index_key(word) for word in words_of(text)]
    assert [words[place] for place in build(documents([text])).breaks().tolist()] == [
        "satu",
        "tiga",
        "lima",
        "tujuh",
        "delapan",
    ]


class Counting(Blobs):
    """A reader that counts what is read."""

    read = 0

    def slice(self, part: str, start: int, stop: int) -> bytes:
        piece = super().slice(part, start, stop)
        Counting.read += len(piece)
        return piece


def test_one_word_costs_kilobytes() -> None:
    letters = "abcdefghijklmnopqrst"
    text = " ".join(f"{a}{b}{c}x" for a in letters for b in letters for c in letters) + " pelatihan"
    parts = build(documents([text] * 20)).to_blobs()
    assert sum(map(len, parts.values())) > 1_500_000
    Counting.read = 0
    segment = Segment(Counting(parts))
    assert len(occurrences(segment, segment.words_with_key("inflected", "pelatihan"))) == 20
    assert 0 < Counting.read < 10_000


def test_many_look_ups_agree_with_few() -> None:
    words = [f"kata{number:04}" for number in range(500)]
    parts = build(documents([" ".join(words)])).to_blobs()
    many = Segment.from_blobs(parts)
    for word in words:
        few = Segment.from_blobs(parts).words_with_key("exact", word)
        assert len(few) == 1
        assert many.words_with_key("exact", word).tolist() == few.tolist()
    assert many.words_with_key("exact", "tiada").tolist() == []
    assert Segment.from_blobs(parts).words_with_key("exact", "tiada").tolist() == []
