"""A quote has one place, or the message says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.condense.places import find_quote, nearest, place_at
from qda.model.errors import AmbiguousError, InputError, NotFoundError
from qda.model.text import Span, occurrences

TEXT = "Kami ikut pelatihan.\nModal tetap sulit,  kata “Bu Sri”.\r\nPelatihan lagi tahun depan.\n"


def test_a_quote_that_occurs_once_is_placed() -> None:
    span = find_quote(TEXT, "ikut pelatihan")
    assert TEXT[span.start : span.end] == "ikut pelatihan"


@pytest.mark.parametrize("quote", ["sulit, kata", 'kata "Bu Sri".', "“Bu Sri”.\nPelatihan", "modal TETAP sulit"])
def test_what_spreadsheets_change_does_not_hinder(quote: str) -> None:
    span = find_quote(TEXT, quote)
    assert TEXT[span.start : span.end].casefold().split()[0].strip('“"') == quote.casefold().split()[0].strip('“"')


def test_a_quote_that_occurs_twice_names_both_lines() -> None:
    with pytest.raises(AmbiguousError) as fault:
        find_quote("satu perak\ndua\ntiga perak\n", "perak", where="sumber")
    assert "line 1 (from 5), line 3 (from 20)" in str(fault.value)
    assert str(fault.value).startswith("sumber: ")


def test_one_of_two_places_may_be_meant() -> None:
    assert find_quote("perak perak", "perak", within=Span(start=6, end=11)).start == 6


def test_a_quote_that_is_not_there_gets_the_nearest_offered() -> None:
    with pytest.raises(NotFoundError) as fault:
        find_quote(TEXT, "modal masih sulit")
    assert "line 2" in fault.value.mend
    assert "Modal tetap sulit" in fault.value.mend
    assert nearest("abc", "xyzxyzxyz") == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000)])
def test_a_place_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(InputError, match="not within the text"):
        place_at(TEXT, start, end)


@given(st.text("ab \n", min_size=1, max_size=30), st.data())
def test_what_is_found_is_what_was_asked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not quote.strip():
        with pytest.raises(NotFoundError):
            find_quote(text, quote)
    elif len(occurrences(text, quote)) > 1:
        with pytest.raises(AmbiguousError):
            find_quote(text, quote)
    else:
        span = find_quote(text, quote)
        assert text[span.start : span.end] == quote
