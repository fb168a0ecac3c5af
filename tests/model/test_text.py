"""Positions convert there and back, whatever the characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.model.text import (
    Lines,
    Span,
    occurrences,
    points_to_utf8,
    points_to_utf16,
    utf8_to_points,
    utf16_to_points,
)

TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("aé€😀\r\n"), max_size=60)


@given(TEXTS)
def test_utf8_bytes_there_and_back(text: str) -> None:
    every = list(range(len(text) + 1))
    offsets = points_to_utf8(text, every)
    assert utf8_to_points(text, offsets) == every
    assert all(text.encode()[:offset].decode() == text[:point] for point, offset in zip(every, offsets, strict=True))


@given(TEXTS)
def test_utf16_units_there_and_back(text: str) -> None:
    every = list(range(len(text) + 1))
    offsets = points_to_utf16(text, every)
    assert utf16_to_points(text, offsets) == every
    assert offsets[-1] * 2 == len(text.encode("utf-16-le"))


def test_an_offset_within_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="offset 3"):
        utf8_to_points("é€", [0, 3])
    with pytest.raises(ValueError, match="offset 1"):
        utf16_to_points("😀", [1])


@given(TEXTS)
def test_lines_cover_the_text_and_their_ends(text: str) -> None:
    lines = Lines(text)
    for position in range(len(text)):
        span = lines.span_of(lines.line_at(position))
        assert span.start <= position
        assert position < span.end or text[position] in "\r\n"


def test_the_three_line_ends_and_no_other() -> None:
    lines = Lines("a\nb\r\nc\rd\x0ce\u2028f")
    assert [lines.line_at(i) for i in (0, 2, 5, 7, 9, 11)] == [1, 2, 3, 4, 4, 4]
    assert lines.span_of(2) == Span(start=2, end=3)
    with pytest.raises(ValueError):
        lines.span_of(5)


def test_overlapping_occurrences_are_all_found() -> None:
    assert occurrences("aaa", "aa") == [0, 1]
    assert occurrences("aaa", "") == []


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_spans_overlap_exactly_where_they_share_a_point(a: int, long: int, c: int, wide: int) -> None:
    one, other = Span(start=a, end=a + long), Span(start=c, end=c + wide)
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == bool(shared)
    assert one.contains(other) == (shared == set(range(other.start, other.end)))


def test_a_span_may_not_run_backwards() -> None:
    with pytest.raises(ValueError):
        Span(start=3, end=2)
