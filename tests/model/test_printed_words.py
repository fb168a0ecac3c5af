"""Words that the program knows are printed in the reader's language; what a study calls its own stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.model.attribute_words import attribute_value, attribute_word
from qda.model.code_words import method_word, origin_kind, origin_word
from qda.model.day import day, moment
from qda.model.wording import forget_language, headed, use_language


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    use_language("id")
    yield
    forget_language()


def test_a_moment_has_its_day_in_words_and_no_seconds() -> None:
    told = moment("2026-11-22T13:53:03Z")
    assert told.startswith(f"{day('2026-11-22')}, ")
    assert "13" in told.removeprefix(day("2026-11-22"))
    assert ":03" not in told
    assert "T13" not in told
    assert moment("2026-11-22") == day("2026-11-22")
    assert moment("") == ""


def test_attributes_of_the_program_are_translated_and_others_are_not() -> None:
    assert [attribute_word(name) for name in ("role", "site", "umur")] == ["Peran", "Lokasi", "umur"]


@given(st.decimals(min_value=-999, max_value=999, places=2))
def test_decimals_of_the_cases_table_have_a_comma(value: object) -> None:
    told = attribute_value(str(value))
    assert "." not in told
    assert float(told.replace(",", ".")) == float(str(value))


@pytest.mark.parametrize("value", ["", "12", "1.234.567", "v1.2", "10.2024", "08123456789", "1e5", "-"])
def test_what_is_no_number_with_decimals_stays(value: str) -> None:
    assert attribute_value(value) == value


def test_origins_are_told_by_any_of_their_names() -> None:
    assert {origin_kind(name) for name in ("a priori", "A-priori", "apriori", "teori", "theory")} == {"a-priori"}
    assert {origin_kind(name) for name in ("emergent", "Emergent (2. round)", "induktif")} == {"emergent"}
    assert origin_kind("") == ""
    assert origin_word("emergent") == "muncul dari data"
    assert origin_word("from a colleague") == "from a colleague"


def test_a_method_of_the_users_own_stays() -> None:
    assert method_word("in-vivo") == method_word("In vivo")
    assert method_word("my own method") == "my own method"
    assert method_word("") == ""


@given(st.text())
def test_a_heading_begins_with_a_capital_and_says_the_same(text: str) -> None:
    assert headed(text).casefold() == text.casefold()
    assert headed("k*") == "k*"
    assert headed("kelompok sumber") == "Kelompok sumber"
