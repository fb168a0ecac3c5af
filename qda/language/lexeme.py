"""The three keys of a word, for texts in which people mix Indonesian, Javanese and English.

A word is tried in this order: spelling variant; a listed word of Indonesian, English or Javanese; an Indonesian form,
an English form of a listed word, a Javanese form; English inflection by rule. The first reading wins, so that a word
has the same keys in every text, whatever language surrounds it: keys depend on the word alone, and may be kept with an
index as long as `RULES_VERSION` is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from qda.language import english, indonesian, javanese, wordlists
from qda.language.analysis import Analysis
from qda.language.fold import index_key

RULES_VERSION = 1
"""Raise this by one whenever a rule or a list in `data/` changes: indexes made before are then made anew."""


class Keys(NamedTuple):
    """What a word is matched by at each level, and whether it is a word that the lists know.

    A named tuple and not a dataclass: one is made for each distinct word of a corpus.
    """

    exact: str
    inflected: str
    root: str
    known: bool


@cache
def _variants() -> dict[str, str]:
    return {form: standard for standard, forms in wordlists.rows("variants.tsv") for form in forms.split()}


def keys(word: str) -> Keys:
    """Return the keys of a word as it stands in a text.

    >>> keys("Nggak")[:3], keys("pelatihannya")[:3]
    (('tidak', 'tidak', 'tidak'), ('pelatihannya', 'pelatihan', 'latih'))
    """
    return keys_of_key(index_key(word))


@lru_cache(maxsize=1 << 18)
def keys_of_key(key: str) -> Keys:
    """Return the keys of a word that is already an index key (`fold.index_key`)."""
    exact = _variants().get(key, key)
    reading, known = _read(exact)
    return Keys(exact, reading.lexeme, reading.root, known)


def keys_of_all(words: Iterable[str]) -> Sequence[Keys]:
    """Return the keys of many index keys, in their order; 40,000 to 90,000 words a second the first time."""
    return [keys_of_key(word) for word in words]


def _read(word: str) -> tuple[Analysis, bool]:
    """Read a word: one that a list holds as it is comes before any taking apart."""
    if not any(map(str.isalpha, word)):
        return Analysis(word, word), True
    if not indonesian.listed(word):
        if word in wordlists.words("words_en.txt"):
            return english.analyse(word), True
        if word in wordlists.words("roots_jv.txt"):
            return Analysis(word, word), True
    reading = indonesian.analyse(word) or english.analyse_listed(word) or javanese.analyse(word)
    return (reading, True) if reading is not None else (_unknown(word), False)


def _unknown(word: str) -> Analysis:
    """Read a word no list knows (a name, a borrowing, a misspelling): its doubling, its -nya, English inflection."""
    left, _, right = word.partition("-")
    if left == right or (right and right.removesuffix("nya") == left):
        return Analysis(left, left)
    if word.endswith("nya") and len(word) > 5:
        stem = word[:-3].rstrip("-'")
        return Analysis(stem, stem)
    return english.analyse(_without_voice(word, left, right))


_VOICE = ("di", "nge", "meng", "mem", "men", "me", "ng", "ke", "ter")


def _without_voice(word: str, left: str, right: str) -> str:
    """Take an Indonesian voice prefix from a borrowed verb: *di-upload, diupload, nge-share*."""
    if right:
        return right if left in _VOICE else word
    if word[0] not in "dmnkt":
        return word
    for prefix in _VOICE:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4 and english.listed(word[len(prefix) :]):
            return word[len(prefix) :]
    return word


def known(word: str) -> bool:
    """Tell whether a word as it stands in a text is, or reduces to, a word of the lists. Numbers are known."""
    return keys(word).known
