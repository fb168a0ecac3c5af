"""Opposites of words: *naik* and *turun*, *easy* and *difficult*, compared by their inflected keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from qda.language import wordlists
from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key

_LIST = "opposites.txt"


def opposites(words: Iterable[str]) -> tuple[str, ...]:
    """The opposites of words or of their roots, in the order of the words; words without one give none.

    >>> opposites(["harganya", "naik"]), opposites(["kenaikan"])
    (('turun',), ('turun',))
    """
    found = (each for word in words for key in _keys(word) for each in _pairs().get(key, ()))
    return tuple(dict.fromkeys(found))


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, list[str]] = {}
    for line in wordlists.lines(_LIST):
        one, other = line.split()
        pairs.setdefault(_key(one), []).append(other)
        pairs.setdefault(_key(other), []).append(one)
    return {key: tuple(each) for key, each in pairs.items()}


def _key(word: str) -> str:
    return keys_of_key(index_key(word)).inflected


def _keys(word: str) -> tuple[str, ...]:
    keys = keys_of_key(index_key(word))
    return tuple(dict.fromkeys((keys.inflected, keys.root)))
