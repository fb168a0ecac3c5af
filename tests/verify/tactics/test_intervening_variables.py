"""G11: what is told between two codes that go together."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import InputError, NotFoundError
from qda.verify.tactics.intervening_variables import InterveningOptions, intervening_variables
from tests.verify.talks import cells, talks

# with Ani, Budi and Citra m is told between a and b; Dewi tells m last; Eko and Fitri have a alone, Eko without m
SAID = {"Ani": "am mb", "Budi": "a am bm", "Citra": "a m b", "Dewi": "a b m", "Eko": "a n", "Fitri": "n a", "Gita": "n"}


def run(said: dict[str, str] | None = None, **options: Any) -> Any:
    return intervening_variables(talks(said or SAID), InterveningOptions(**options))


def test_what_is_told_between_and_meets_both_is_a_candidate() -> None:
    told = run(first="a", second="b")
    assert told.value == "1 code may lie between “a” and “b” (of 4 informants who speak of both)."
    assert cells(told.sheet, "m") == [(3, 4), 2, 2, 3, (4, 4), (0, 2)]
    assert [item.key for item in told.items] == ["path:a>m>b"]
    assert any(line.startswith("“m”: 4 of 4 who have both ends speak of it, 0 of 2") for line in told.advice)


def test_the_strongest_relation_is_taken_where_none_is_named_in_the_order_of_telling() -> None:
    """b and m are together with four, apart with none: φ = 1. Told first is m with three, b with one."""
    told = run()
    assert "between “m” and “b”" in told.value
    assert told.advice[0].startswith("The two ends are the pair that goes together most")


def test_a_code_told_after_the_end_is_none() -> None:
    told = run({"Ani": "a b m am bm", "Budi": "a b am bm"}, first="a", second="b")
    assert (told.items, told.asks) == ((), False)


def test_earlier_interviews_come_first() -> None:
    """Ani tells b in the second interview only, whatever the names of the sources."""
    stands = talks(
        {"Ani": "b", "Zani": "am m mb", "Budi": "am mb"},
        cases=[{"name": "Ani"}, {"name": "Zani", "same_as": "Ani"}],
        places={"Ani": {"date": "2024-02-01"}, "Zani": {"date": "2024-01-01"}, "Budi": {"date": "2024-01-01"}},
    )
    told = intervening_variables(stands, InterveningOptions(first="a", second="b"))
    assert cells(told.sheet, "m")[0] == (2, 2)


def test_ends_must_be_two_codes_that_are_there() -> None:
    with pytest.raises(InputError, match="Only one end"):
        run(first="a")
    with pytest.raises(InputError, match="are the same"):
        run(first="a", second="a/b")
    with pytest.raises(NotFoundError, match="no code “q”"):
        run(first="a", second="q")


def test_few_who_speak_of_both_tell_no_path() -> None:
    assert run({"Ani": "ab", "Budi": "a"}, first="a", second="b").not_applicable.startswith("Only 1 informant")
    assert run({"Ani": "ab", "Budi": "a"}).not_applicable.startswith("No two codes go together")
