from __future__ import annotations

import pytest

from qda.language.content import content_keys, function_words, is_content


@pytest.mark.parametrize(
    ("word", "topic"),
    [("pelatihan", True), ("yang", False), ("Tidaknya", False), ("the", False), ("training", True), ("2023", False)],
)
def test_words_that_bind_sentences_tell_no_topic(word: str, topic: bool) -> None:
    assert is_content(word) is topic


def test_content_keys_keep_order_and_repetition() -> None:
    assert content_keys(["Pelatihannya", "dan", "pelatihan", "itu", "untuk", "perajin"]) == [
        "pelatihan",
        "pelatihan",
        *content_keys(["perajin"]),
    ]


def test_function_words_tell_languages_apart() -> None:
    assert function_words(["The", "price", "of", "silver", "and", "the", "buyers"]) == {"en": 4}
    assert function_words(["Harga", "perak", "yang", "naik", "dan", "pembeli"]) == {"id": 2}
