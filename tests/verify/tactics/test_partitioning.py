"""G7: codes with people on both sides, and scales with two peaks."""

from __future__ import annotations

from typing import Any

from qda.model.records import Code
from qda.verify.tactics.partitioning import PartitioningOptions, partitioning
from tests.verify.talks import cells, groups, talks

NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eko")
CASES = groups(dinas="Ani Budi", perajin="Citra Dewi Eko")
SCALE = ("rendah", "sedang", "tinggi")


def run(stances: str = "", values: tuple[str, ...] = (), **options: Any) -> Any:
    """The five say a with these stances, one each ("." for none), or with these magnitudes."""
    rows = [
        {"source": name.lower(), "start": 0, "end": 1, "code": "a", "stance": sign, "quote": "kata"}
        for name, sign in zip(NAMES, stances, strict=False)
        if sign != "."
    ]
    rows += [
        {"source": name.lower(), "start": 0, "end": 1, "code": "a", "magnitude": value, "quote": "kata"}
        for name, value in zip(NAMES, values, strict=False)
    ]
    stands = talks(dict.fromkeys(NAMES, "."), cases=CASES, codings=rows, codes=(Code(id=b"", path="a", scale=SCALE),))
    return partitioning(stands, PartitioningOptions(**options))


def test_a_division_between_groups_is_proposed_for_a_split() -> None:
    told = run("++---")
    assert told.value == "1 code divides people, with 2 or more on each side."
    assert cells(told.sheet, "a") == [2, 3, 0, "for: dinas; against: perajin"]
    assert "2 for, 3 against, 0 both (for: dinas; against: perajin)" in told.items[0].text


def test_one_against_is_a_deviant_case_and_no_division() -> None:
    told = run("++++-")
    assert (told.items, told.asks) == ((), False)
    assert run("++++-", min_informants=1).items[0].key == "stance:a"


def test_who_says_both_stands_on_each_side() -> None:
    """One for, none against, two both: 2 on the side against."""
    told = run("+±±..")
    assert cells(told.sheet, "a") == [1, 0, 2, "the same people say both"]


def test_a_scale_with_both_ends_and_no_middle_has_two_peaks() -> None:
    told = run(values=("rendah", "rendah", "tinggi", "tinggi", "sedang"))
    assert told.items[0].key == "magnitude:a"
    assert cells(told.sheet, "a") == [2, 2, 1, "rendah: 2, sedang: 1, tinggi: 2"]
    assert run(values=("rendah", "sedang", "sedang", "sedang", "tinggi")).items == ()


def test_without_stance_or_magnitude_nothing_can_be_seen() -> None:
    stands = talks({"Ani": "a", "Budi": "a"})
    assert partitioning(stands, PartitioningOptions()).not_applicable.startswith("No coding carries a stance")
