"""G9: factors of informants by codes; how many is the human's choice."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import InputError
from qda.verify.tactics.factoring import FactoringOptions, factoring
from tests.verify.talks import cells, talks

EIGHT = {
    **dict.fromkeys(("Ani", "Budi", "Citra", "Dewi", "Eko"), "abz"),
    **dict.fromkeys(("Fitri", "Gita", "Hari"), "xyz"),
}


def run(said: dict[str, str] | None = None, **options: Any) -> Any:
    return factoring(talks(said or EIGHT, documents={"berita": "abxy"}), FactoringOptions(**options))


def test_without_a_number_it_shows_what_each_would_give_back() -> None:
    """Two blocks, 5 × 2 and 3 × 2; z is everybody's. One factor gives back the larger: 10 of 16 = 62.5 %; two, all."""
    told = run()
    assert [row.cells[0].value for row in told.sheet.rows] == ["62 %", "100 %"]
    assert (told.items, told.asks) == ((), True)
    assert told.next_action.endswith("--factors 2")


def test_two_blocks_are_two_factors_the_larger_first() -> None:
    told = run(factors=2)
    assert [item.text.split(",")[0] for item in told.items] == ["Factor 1: “a”", "Factor 2: “x”"]
    assert {item.key.split(":")[0] for item in told.items} == {"factor-of-2"}
    assert cells(told.sheet, "a") == [1.0, 0.0]
    assert cells(told.sheet, "Gita") == [0.0, 1.0]
    assert "z" not in [row.label for row in told.sheet.rows]
    assert "berita" not in [row.label for row in told.sheet.rows]
    assert "“Citra kata a” [citra:1 · Citra]" in told.items[0].text


def test_a_factor_of_one_informant_is_a_case() -> None:
    said = {**dict.fromkeys(("Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita"), "ab"), "Hari": "xy"}
    assert "Factor 2 rests on one informant: that is a case, not a pattern." in run(said, factors=2).advice


def test_few_informants_or_codes_are_refused() -> None:
    assert run({"Ani": "ab", "Budi": "x"}).not_applicable.startswith("Only 2 informants")
    assert run(dict.fromkeys(EIGHT, "ab")).not_applicable
    with pytest.raises(InputError, match="3 factors cannot be told apart"):
        run(factors=3)
