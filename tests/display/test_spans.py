"""How much time a date leaves open."""

from __future__ import annotations

import pytest

from qda.display.spans import span_of


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("1946", 1946.0, 1947.0),
        ("±1950", 1950.0, 1951.0),
        ("1970-an", 1970.0, 1980.0),
        ("tahun 1980an", 1980.0, 1990.0),
        ("the 1990s", 1990.0, 2000.0),
        ("1970–1979", 1970.0, 1980.0),
        ("2014-2016", 2014.0, 2017.0),
        ("1980 an office", 1980.0, 1981.0),
        ("12/03/2015", 2015 + 70 / 365, 2015 + 71 / 365),
        ("2016-02-29", 2016 + 59 / 366, 2016 + 60 / 366),
        ("Januari 2015", 2015.0, 2015 + 31 / 365),
        ("31/02/2015", 2015 + 31 / 365, 2015 + 59 / 365),
        ("2014-15", 2014.0, 2015.0),
    ],
)
def test_as_long_as_what_is_left_open(said: str, start: float, end: float) -> None:
    """A day is a day; a month its days; a decade ten years; a month or day there is none of counts as not said."""
    span = span_of(said)
    assert span is not None
    assert (span.start, span.end) == (pytest.approx(start), pytest.approx(end))


def test_words_without_a_year_are_no_time() -> None:
    assert span_of("long ago") is None
