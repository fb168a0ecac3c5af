"""Content words: what a passage is about, without the words that only bind sentences together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qda.language import wordlists
from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key

_LISTS = {"id": "function_id.txt", "en": "function_en.txt"}


def is_content(word: str) -> bool:
    """Whether a word may tell a topic: it has a letter, and neither it nor its lexeme is a listed function word.

    >>> is_content("pelatihan"), is_content("yang"), is_content("tidaknya"), is_content("2023")
    (True, False, False, False)
    """
    key = index_key(word)
    return any(map(str.isalpha, key)) and not (_binds(key) or _binds(keys_of_key(key).inflected))


def content_keys(words: Iterable[str]) -> list[str]:
    """The inflected keys of the content words, in their order, repetitions kept."""
    return [keys_of_key(index_key(word)).inflected for word in words if is_content(word)]


def function_words(words: Iterable[str]) -> Counter[str]:
    """How many of these words are listed function words, by language ("id", "en")."""
    return Counter(
        language for key in map(index_key, words) for language, name in _LISTS.items() if key in wordlists.words(name)
    )


def _binds(key: str) -> bool:
    return any(key in wordlists.words(name) for name in _LISTS.values())
