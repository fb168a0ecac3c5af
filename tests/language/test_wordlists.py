"""The lists themselves: in order, without contradictions."""

from __future__ import annotations

import pytest

from qda.language import wordlists
from qda.language.fold import index_key

LISTS = (
    "roots_id.txt",
    "words_id.txt",
    "short_roots_id.txt",
    "not_roots_id.txt",
    "doubled_id.txt",
    "roots_jv.txt",
    "words_en.txt",
    "abbreviations.txt",
    "function_id.txt",
    "function_en.txt",
)


@pytest.mark.parametrize("name", LISTS)
def test_entries_are_index_keys(name: str) -> None:
    words = wordlists.words(name)
    assert words
    assert {word for word in words if index_key(word) != word} == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [("variants.tsv", 2), ("exceptions_id.tsv", 3), ("keep_suffix_id.tsv", 3), ("irregular_en.tsv", 2)],
)
def test_rows_are_whole(name: str, columns: int) -> None:
    assert {len(row) for row in wordlists.rows(name)} == {columns}


def test_a_variant_has_one_standard_and_no_standard_is_a_variant() -> None:
    rows = [(form, standard) for standard, forms in wordlists.rows("variants.tsv") for form in forms.split()]
    forms = [form for form, _ in rows]
    assert len(forms) == len(set(forms)) > 450
    assert {standard for _, standard in rows} & set(forms) == set()


def test_a_variant_is_no_frequent_english_word() -> None:
    forms = {form for _, forms in wordlists.rows("variants.tsv") for form in forms.split()}
    assert forms & wordlists.words("words_en.txt") == set()


def test_an_exception_is_listed_once() -> None:
    forms = [row[0] for row in wordlists.rows("exceptions_id.tsv")]
    assert len(forms) == len(set(forms))


def test_words_struck_off_were_on_the_list() -> None:
    assert wordlists.words("not_roots_id.txt") - wordlists.words("roots_id.txt") == set()
    assert wordlists.words("not_roots_id.txt") & wordlists.words("words_id.txt") == set()
