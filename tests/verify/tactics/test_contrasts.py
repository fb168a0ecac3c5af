"""G6: differences between groups of enough people, with their numbers."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import InputError, NotFoundError
from qda.verify.tactics.contrasts import ContrastsOptions, contrasts
from tests.verify.talks import cells, groups, talks

SIX = groups(dinas="Ani Budi Citra", perajin="Dewi Eko Fitri")


def run(stands: Any, **options: Any) -> Any:
    return contrasts(stands, ContrastsOptions(**options))


def made(**more: Any) -> Any:
    """a: 3 of 3 against 1 of 3; b: 2 of 3 against 2 of 3."""
    said = {"Ani": "ab", "Budi": "ab", "Citra": "a", "Dewi": "ab", "Eko": "b", "Fitri": "."}
    return talks(said, cases=SIX, codings=[{"source": "fitri", "start": 0, "end": 1, "code": "c"}], **more)


def test_the_widest_gap_comes_first_with_its_numbers() -> None:
    told = run(made())
    assert [item.key for item in told.items] == ["group:said:a"]
    assert "“a”: dinas: 3 of 3; perajin: 1 of 3." in told.items[0].text
    assert cells(told.sheet, "a") == ["0.67", (3, 3), (1, 3)]
    assert cells(told.sheet, "b") == ["0.00", (2, 3), (2, 3)]
    assert told.value.startswith("1 of 3 codes that can be compared differ by 40 percentage points")


def test_small_groups_are_shown_and_never_compared() -> None:
    told = run(made(), min_informants=4)
    assert told.not_applicable.startswith("Nothing is compared: no code has 4 informants on two sides.")
    assert "dinas 3, perajin 3" in told.not_applicable
    assert {row.group for row in told.sheet.rows} == {"too few to compare"}
    assert cells(told.sheet, "a") == [None, (3, 3), (1, 3)]


def test_a_small_third_group_is_named_and_left_out() -> None:
    said = {"Ani": "a", "Budi": "a", "Citra": "a", "Dewi": "b", "Eko": "b", "Fitri": "b", "Gita": "a"}
    told = run(talks(said, cases=[*SIX, *groups(desa="Gita")]))
    assert "Not compared, since they have fewer than 3: desa." in told.advice
    assert cells(told.sheet, "a")[1:] == [(1, 1), (3, 3), (0, 3)]


def test_stances_are_compared_among_those_who_take_a_side() -> None:
    """All six speak of a; the office is for it, two craftsmen are against, one says both: none is for it."""
    rows = [
        {"source": name, "start": 0, "end": 1, "code": "a", "stance": stance}
        for name, stance in zip(("ani", "budi", "citra", "dewi", "eko", "fitri"), "+++--±", strict=True)
    ]
    stands = talks(dict.fromkeys(("Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri"), "."), cases=SIX, codings=rows)
    assert cells(run(stands, of="for").sheet, "a") == ["1.00", (3, 3), (0, 3)]
    assert cells(run(stands).sheet, "a") == ["0.00", (3, 3), (3, 3)]


def test_one_person_in_two_periods_stands_in_both() -> None:
    """Ani speaks in period 1 under her name and in period 2 under another: of a only then."""
    again = talks(
        {"Ani": "b", "Budi": "b", "Lagi": "a"},
        places={"Ani": {"period": "1"}, "Budi": {"period": "1"}, "Lagi": {"period": "2"}},
        cases=[{"name": "Ani"}, {"name": "Lagi", "same_as": "Ani"}],
    )
    assert cells(run(again, by="period", min_informants=1).sheet, "a") == ["1.00", (0, 2), (1, 1)]


def test_what_is_not_there_cannot_be_compared() -> None:
    with pytest.raises(NotFoundError, match="states “umur”"):
        run(made(), by="umur")
    with pytest.raises(InputError, match="compare no"):
        run(made(), of="words")


def test_a_study_in_which_nobody_has_a_group_has_nothing_to_contrast_and_is_no_error() -> None:
    found = run(talks({}))
    assert "states “group”" in found.not_applicable
    assert "--by" in found.next_action
    assert found.holds is None
