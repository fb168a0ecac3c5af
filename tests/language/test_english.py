"""English forms, listed and by rule."""

from __future__ import annotations

import pytest

from qda.language import english
from qda.language.lexeme import keys


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("study", "study studies studied studying"),
        ("run", "run runs running ran"),
        ("make", "make makes making made"),
        ("plan", "plan plans planned planning"),
        ("woman", "woman women woman's"),
        ("company", "company companies"),
        ("stakeholder", "stakeholder stakeholders"),
        ("upload", "upload uploads uploaded di-upload diupload nge-upload"),
        ("develop", "develop develops developed developing"),
        ("class", "class classes"),
        ("analysis", "analyses"),
    ],
)
def test_forms_of_one_word(base: str, forms: str) -> None:
    assert {form: keys(form).inflected for form in forms.split()} == dict.fromkeys(forms.split(), base)


@pytest.mark.parametrize("word", ["bus", "analysis", "crisis", "bring", "red", "number", "his", "agus", "kontes"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    assert english.lemma(word) == word


def test_derivation_shows_only_at_the_root() -> None:
    forms = ["produce", "production", "producers"]
    assert {english.root(form) for form in forms} == {"produc"}
    assert len({english.lemma(form) for form in forms}) == 3
    assert english.root("training") == english.root("trains") == "train"
    assert english.root("happiness") == english.root("happy")
    assert english.root("developments") == "develop"


@pytest.mark.parametrize(("word", "listed"), [("women", True), ("studying", True), ("zorbling", False)])
def test_listed(word: str, listed: bool) -> None:
    assert english.listed(word) is listed
