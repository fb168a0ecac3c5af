"""G8: pairs of codes with the same company, and classes that hang on one part."""

from __future__ import annotations

from typing import Any

from qda.verify.tactics.subsuming import SubsumingOptions, subsuming
from tests.verify.talks import cells, talks

NAMES = {"a": "p/a", "b": "q/b", "c": "c", "d": "d", "e": "p/e", "f": "f"}


def run(said: dict[str, str], names: dict[str, str] | None = None, **options: Any) -> Any:
    stands = talks(said, names=NAMES if names is None else names, guide={"q": ["p", "q", "p/g"]})
    return subsuming(stands, SubsumingOptions(**options))


def test_codes_that_meet_the_same_others_are_candidates_for_a_class() -> None:
    """a and b each meet c and d with both informants, never each other: 2 shared of 2 neighbours."""
    told = run(dict.fromkeys(("Ani", "Budi"), "acd bcd"))
    assert "class:p/a+q/b" in [item.key for item in told.items]
    assert cells(told.sheet, "a + b")[2:] == ["2 of 2", "“c”, “d”"]


def test_codes_that_the_codebook_joins_already_are_no_candidates() -> None:
    said = dict.fromkeys(("Ani", "Budi"), "acd bcd")
    told = run(said, names=NAMES | {"b": "p/b"})
    assert not [item for item in told.items if "p/a" in item.key and item.key.startswith("class")]


def test_one_informant_alone_makes_no_neighbours() -> None:
    assert not [item for item in run({"Ani": "acd bcd", "Budi": "f"}).items if item.key.startswith("class")]


def test_coverage_of_a_class_by_its_parts() -> None:
    """p: Ani through a, Budi through a and e, Citra by p itself; g stands for nobody."""
    told = run({"Ani": "a", "Budi": "ae", "Citra": "p"}, names=NAMES | {"p": "p"})
    assert cells(told.sheet, "p") == [(3, 3), 2, "2 of 3", "a: 2"]
    assert not [item for item in told.items if item.key.startswith("parts")]
    assert any(line.startswith("Parts that stand for nobody: “g”.") for line in told.advice)


def test_a_class_of_which_one_part_is_used_is_asked_about() -> None:
    told = run({"Ani": "a", "Budi": "a"})
    assert [item.key for item in told.items] == ["parts:p"]
    assert "only “a” is in use (2 informants); 1 more parts stand for nobody" in told.items[0].text


def test_a_flat_codebook_is_told_so() -> None:
    stands = talks({"Ani": "a", "Budi": "b"})
    told = subsuming(stands, SubsumingOptions())
    assert told.asks is False
    assert told.advice[-1].startswith("The codebook has one level.")
