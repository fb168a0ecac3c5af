"""Keys of any word: each level contains the one before it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.language import wordlists
from qda.language.fold import index_key
from qda.language.lexeme import RULES_VERSION, keys, keys_of_all, keys_of_key, known

PREFIXES = ["", "me", "di", "ber", "ter", "pe", "ke", "meng", "mem", "nge", "se", "memper"]
SUFFIXES = ["", "kan", "i", "in", "an", "nya", "annya", "kannya", "lah", "ku", "e", "ne", "s", "ing"]
made_up = st.builds(
    lambda prefix, root, suffix: prefix + root + suffix,
    st.sampled_from(PREFIXES),
    st.sampled_from(sorted(wordlists.words("roots_id.txt"))),
    st.sampled_from(SUFFIXES),
)


@given(st.one_of(made_up, st.text(max_size=20)))
def test_no_word_is_too_strange(word: str) -> None:
    found = keys(word)
    assert found == keys_of_key(index_key(word))
    assert all(part or not word for part in found[:3]) or index_key(word) == ""


@given(st.sampled_from(sorted(wordlists.words("roots_id.txt") - wordlists.words("not_roots_id.txt"))))
def test_a_root_is_known(root: str) -> None:
    assert known(root)


@pytest.mark.parametrize("name", ["exceptions_id.tsv", "variants.tsv"])
def test_same_exact_key_gives_same_wider_keys(name: str) -> None:
    words = [word for row in wordlists.rows(name) for word in row[0].split()]
    for word in words:
        narrow, again = keys(word), keys(keys(word).exact)
        assert (narrow.inflected, narrow.root) == (again.inflected, again.root)


def test_keys_of_all_keeps_the_order() -> None:
    assert [found.root for found in keys_of_all(["pelatihan", "uang", "qwrtz"])] == ["latih", "uang", "qwrtz"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pelatihannya", True),
        ("nggak", True),
        ("studies", True),
        ("omahe", True),
        ("2.500.000", True),
        ("pelathian", False),
        ("pemberdyaan", False),
        ("Batankrajan", False),
    ],
)
def test_known(word: str, expected: bool) -> None:
    assert known(word) is expected


def test_a_name_loses_its_clitic_only_when_inflected() -> None:
    assert keys("Batankrajannya")[:3] == ("batankrajannya", "batankrajan", "batankrajan")


def test_the_version_is_raised_when_the_rules_change() -> None:
    """Where this fails on purpose: raise `RULES_VERSION` by one and write the new digest here."""
    roots = sorted(wordlists.words("roots_id.txt") | wordlists.words("roots_jv.txt") | wordlists.words("words_en.txt"))
    made = [prefix + root + suffix for root in roots[::12] for prefix in PREFIXES for suffix in SUFFIXES]
    digest = sha256("\n".join("\t".join(map(str, found)) for found in keys_of_all(made)).encode()).hexdigest()
    assert (RULES_VERSION, digest[:16]) == (1, "60eba48545fc6774")
