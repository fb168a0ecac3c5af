"""Content words: what a passage is about, without the words that only bind sentences together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qda.language import wordlists
from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key

_LISTS = {"id": "function_id.txt", "en": "function_en.txt"}


def is_content(word: str) -> bool:
    """Whether a word may tell a topic: it has a letter and stands on no list of function words.

    >>> is_content("pelatihan"), is_content("yang"), is_content("2023")
    (True, False, False)
    """
    key = index_key(word)
    return any(map(str.isalpha, key)) and not any(key in wordlists.words(name) for name in _LISTS.values())


def content_keys(words: Iterable[str]) -> list[str]:
    """The inflected keys of the content words, in their order, repetitions kept."""
    return [keys_of_key(index_key(word)).inflected for word in words if is_content(word)]


def main_language(words: Iterable[str]) -> str | None:
    """The language whose function words are the more numerous, "id" or "en"; None where there are none."""
    found = Counter(
        language for key in map(index_key, words) for language, name in _LISTS.items() if key in wordlists.words(name)
    )
    return min(found, key=lambda language: (-found[language], language)) if found else None
