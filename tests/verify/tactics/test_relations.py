"""G10: fourfold tables of codes and attributes."""

from __future__ import annotations

from typing import Any

import pytest

from qda.verify.crossing import relations
from qda.verify.incidence import Chosen, incidence_of
from qda.verify.tactics.relations import RelationsOptions, relations_between_variables
from tests.verify.talks import cells, groups, talks

SIX = {"Ani": "ab", "Budi": "ab", "Citra": "ab", "Dewi": "ac", "Eko": "c", "Fitri": "c"}
CASES = groups(dinas="Ani Budi", perajin="Citra Dewi Eko Fitri")


def run(stands: Any, **options: Any) -> Any:
    return relations_between_variables(stands, RelationsOptions(**options))


def test_sign_and_counts_of_codes_with_codes() -> None:
    """a with b: both 3, only a 1, only b 0, neither 2: φ = 6 / √(4 · 2 · 3 · 3) = 0.707.
    b with c: both 0, only b 3, only c 3, neither 0: φ = −1. a with c: 1, 3, 2, 0: −6 / √(4 · 2 · 3 · 3) = −0.707.
    """
    told = run(talks(SIX, cases=CASES), attribute=())
    assert cells(told.sheet, "b × c") == ["−", 0, 3, 3, 0, 6, -1.0]
    assert cells(told.sheet, "a × b") == ["+", 3, 1, 0, 2, 6, 0.71]
    assert [item.key for item in told.items] == ["relation:b+c", "relation:a+b", "relation:a+c"]
    assert "both 3, only the first 1, only the second 0, neither 2" in told.items[1].text
    assert told.value == "3 of 3 pairs that can be told go together or apart clearly."


def test_of_an_attribute_the_value_that_says_most_stands_once() -> None:
    """Office: 2 of 2 say b, others 1 of 4: φ = (2 · 3 − 0 · 1) / √(2 · 4 · 3 · 3); craftsmen the same, signed."""
    stands = talks(SIX, cases=CASES)
    found = relations(stands.facts, incidence_of(stands, Chosen()), ("group",), need=6, margin=2)
    own = [each for each in found if each.attribute and each.other == 1]
    assert [(each.value, each.both, each.only_other) for each in own] == [("dinas", 2, 1)]
    assert own[0].phi == pytest.approx(6 / 72**0.5)
    told = run(stands, strength=0.7)
    assert any("dinas: 2 of 2; others: 1 of 4" in item.text for item in told.items)


def test_who_was_not_asked_is_not_counted_as_lacking() -> None:
    """Fitri is not asked about b: the pair a–b is known of five, below six."""
    guide = {"q1": ["a"], "q2": ["b"], "q3": ["c"]}
    said = {name: " ".join(f"{text}..") for name, text in SIX.items()}
    put = {name: ["q1", "q2", "q3"] for name in SIX} | {"Fitri": ["q1", "", "q3"]}
    told = run(talks(said, cases=CASES, guide=guide, put=put), attribute=())
    labels = [row.label for row in told.sheet.rows]
    assert "a × b" not in labels
    assert "a × c" in labels


def test_few_people_or_thin_margins_are_refused() -> None:
    assert run(talks({"Ani": "ab", "Budi": "a"})).not_applicable.startswith("Only 2 informants")
    flat = run(talks(dict.fromkeys(SIX, "ab")))
    assert flat.not_applicable == "No two variables are known of 6 informants with 2 on every side."


def test_a_code_and_one_under_it_are_no_relation() -> None:
    told = run(talks(SIX, cases=CASES, names={"a": "x", "b": "x/b"}), attribute=())
    assert [item.key for item in told.items] == ["relation:c+x/b", "relation:c+x"]
