"""Quotations in their sentences: within the turn, cut between words, the words themselves untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.display.context import REACH, surroundings

TEXT = "First one. Then, he said, we were trained twice. And paid? Yes."


def around(words: str, text: str = TEXT) -> tuple[str, str]:
    start = text.index(words)
    found = surroundings(text, start, start + len(words), 0, len(text))
    return found.before, found.after


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("we were trained", "Then, he said, ", " twice."),
        ("Then, he said, we were trained twice.", "", ""),
        ("Then, he said, we were trained twice", "", "."),
        ("trained twice. And", "Then, he said, we were ", " paid?"),
        ("First", "", " one."),
        ("Yes.", "", ""),
        ("Yes", "", "."),
    ],
)
def test_the_rest_of_the_sentence(words: str, before: str, after: str) -> None:
    assert around(words) == (before, after)


def test_nothing_is_taken_from_beyond_the_turn() -> None:
    found = surroundings("Who? and we were paid too, they said", 12, 21, 9, 25)
    assert (found.before, found.after) == ("we ", " too")


def test_a_long_sentence_is_cut_between_words() -> None:
    before, after = around("HERE", "word " * 200 + "HERE" + " tail" * 200)
    assert before.startswith("… word ")
    assert after.endswith(" tail …")
    assert max(len(before), len(after)) <= REACH + 2


@given(st.text(alphabet="ab .?”\n"), st.integers(0, 30), st.integers(0, 30))
def test_context_and_words_are_a_piece_of_the_text(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = surroundings(text, start, end, 0, len(text))
    assert f"{found.before}{text[start:end]}{found.after}" in text
