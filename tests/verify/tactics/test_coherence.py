"""G13: findings in the framework, its empty and overfull parts, and what lies outside."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import NotFoundError
from qda.verify.tactics.coherence import CoherenceOptions, coherence
from tests.verify.grounds import claim
from tests.verify.talks import cells, talks

NAMES = {"a": "manusia/latih", "b": "usaha/harga", "c": "lingkungan/limbah", "d": "lembaga/kub"}


def run(*findings: Any, said: dict[str, str] | None = None, names: dict[str, str] | None = None, **options: Any) -> Any:
    stands = talks(said or {"Ani": "abc", "Budi": "abd", "Citra": "c"}, names=names or NAMES, findings=findings)
    return coherence(stands, CoherenceOptions(**options))


def test_empty_parts_that_people_speak_of_and_overfull_ones_are_asked_about() -> None:
    """Four findings: three on usaha (75 %), one on manusia; nothing on lingkungan (2 people) nor lembaga (1)."""
    told = run(*(claim("usaha/harga", key=f"u{n}") for n in range(3)), claim("manusia/latih", key="m"))
    assert told.value.startswith("2 of 4 parts of the framework hold a finding (4 findings in all); empty: ")
    assert [item.key for item in told.items] == ["empty:lembaga", "empty:lingkungan", "overfull:usaha"]
    assert "2 informants speak of it" in told.items[1].text
    assert cells(told.sheet, "usaha")[1:] == [3, 0, (2, 3), "overfull"]


def test_a_framework_may_be_named_and_what_lies_outside_is_told() -> None:
    told = run(claim("usaha/harga", key="u"), claim("lembaga/kub", key="k"), framework=("usaha", "manusia"))
    assert cells(told.sheet, "(outside the framework)")[1] == 1
    assert any("In no part of the framework: k." in line for line in told.advice)
    with pytest.raises(NotFoundError, match="no code “bulan”"):
        run(claim("usaha/harga"), framework=("usaha", "bulan"))


def test_a_single_top_code_gives_way_to_what_lies_under_it() -> None:
    told = run(claim("bina/a"), said={"Ani": "ab"}, names={"a": "bina/a", "b": "bina/b"})
    assert [row.label for row in told.sheet.rows] == ["a", "b"]


def test_negative_cases_are_counted_where_they_stand() -> None:
    """Ani is for, Budi against: one negative case on usaha."""
    stands = talks(
        {"Ani": "b", "Budi": "a"},
        names=NAMES,
        codings=[{"source": "budi", "start": 5, "end": 6, "code": "usaha/harga", "stance": "-"}],
        findings=(claim("usaha/harga", key="u"),),
    )
    told = coherence(stands, CoherenceOptions())
    assert cells(told.sheet, "usaha")[2] == 1
    assert any("“usaha” (1)" in line for line in told.advice)


def test_without_findings_or_framework_it_does_not_apply() -> None:
    assert run().not_applicable
    assert run(claim("a"), said={"Ani": "a"}, names={}).not_applicable.startswith("The codebook has a single top code")
