"""Content words: what a passage is about, without the words that only bind sentences together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

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
    return [key for word in words if (key := _content_key(word)) is not None]


@lru_cache(maxsize=1 << 17)
def _content_key(word: str) -> str | None:
    return keys_of_key(index_key(word)).inflected if is_content(word) else None


def function_words(words: Iterable[str]) -> Counter[str]:
    """How many of these words are listed function words, by language ("id", "en")."""
    return Counter(language for word in words for language in _binding_in(word))


@lru_cache(maxsize=1 << 17)
def _binding_in(word: str) -> tuple[str, ...]:
    key = index_key(word)
    return tuple(language for language, name in _LISTS.items() if key in wordlists.words(name))


def _binds(key: str) -> bool:
    return any(key in wordlists.words(name) for name in _LISTS.values())
