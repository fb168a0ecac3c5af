"""Days as people write them, in both languages."""

from __future__ import annotations

import pytest

from qda.model.day import day, days
from qda.model.wording import forget_language, use_language


@pytest.mark.parametrize(
    ("wanted", "iso", "told"),
    [
        ("en", "2024-03-05", "5 March 2024"),
        ("id", "2022-07-08", "8 Juli 2022"),
        ("id", "2026-11-22T12:34:07Z", "22 November 2026"),
        ("id", "2021-05", "Mei 2021"),
        ("id", "2015", "2015"),
        ("id", "2021-13-01", "2021-13-01"),
        ("id", "2021-2022", "2021-2022"),
        ("en", "before the flood", "before the flood"),
        ("en", "", ""),
    ],
)
def test_a_day_is_written_out_and_what_is_none_stays(wanted: str, iso: str, told: str) -> None:
    use_language(wanted)
    try:
        assert day(iso) == told
    finally:
        forget_language()


def test_a_span_names_a_single_day_once() -> None:
    use_language("en")
    try:
        assert days("2021-06-14", "2021-06-14") == "14 June 2021"
        assert days("2021-06-14", "2024-06-20") == "14 June 2021 – 20 June 2024"
    finally:
        forget_language()
