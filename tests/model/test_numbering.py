"""Numbers of tables in a chapter."""

from __future__ import annotations

import pytest

from qda.model.errors import InputError
from qda.model.numbering import Numbering, numbering


@pytest.mark.parametrize(
    ("chapter", "first", "third"), [("4", None, "4.3"), ("4", 3, "4.5"), ("IV", None, "IV.3"), (None, 7, "9")]
)
def test_numbers_count_on_from_the_first(chapter: str | None, first: int | None, third: str) -> None:
    found = numbering(chapter, first)
    assert found is not None
    assert found.of(2) == third


def test_nothing_asked_is_nothing() -> None:
    assert numbering(None, None) is None
    assert numbering("4", None) == Numbering(chapter="4", first=1)


@pytest.mark.parametrize("chapter", ["", "0", "4.1", "bab 4", "-1", "iv", "4a"])
def test_what_is_no_chapter_is_refused(chapter: str) -> None:
    with pytest.raises(InputError, match="is no number of a chapter"):
        numbering(chapter, None)


def test_counting_begins_at_one_at_least() -> None:
    with pytest.raises(InputError, match="counted from 1, not from 0"):
        numbering("4", 0)
