"""Javanese forms as they stand in Indonesian interviews."""

from __future__ import annotations

import pytest

from qda.language import javanese
from qda.language.lexeme import keys


@pytest.mark.parametrize(
    ("lexeme", "forms"),
    [
        ("omah", "omah omahe omahku omah-omah"),
        ("gawe", "gawe nggawe digawe takgawe nggawekake digawekake"),
        ("wong", "wong wonge wong-wong"),
        ("pelatihan", "pelatihane"),
        ("usaha", "usahane"),
        ("tuku", "tuku dituku ditukokake"),
        ("rega", "rega regane"),
        ("anak", "anake anak"),
        ("pasar", "pasare pasar"),
        ("paring", "dipunparingi maringi paring"),
        ("wulang", "wulang diwulang diwulangake"),
        ("bocah", "bocahe bocah-bocah"),
    ],
)
def test_forms_of_one_lexeme_share_the_inflected_key(lexeme: str, forms: str) -> None:
    assert {form: keys(form).inflected for form in forms.split()} == dict.fromkeys(forms.split(), lexeme)


def test_a_suffix_that_makes_another_word_shows_only_at_the_root() -> None:
    assert keys("gaweyan").inflected == "gawean"
    assert keys("gaweyan").root == "gawe"


@pytest.mark.parametrize("word", ["mangan", "ora", "dudu", "tiyang", "sinau"])
def test_a_javanese_word_is_not_taken_for_an_indonesian_form(word: str) -> None:
    assert keys(word)[:3] == (word, word, word)


@pytest.mark.parametrize("word", ["price", "make", "stakeholder", "xyz", "e", "zzzze"])
def test_what_ends_in_no_known_root_is_not_javanese(word: str) -> None:
    assert javanese.analyse(word) is None
    assert not javanese.known(word)
