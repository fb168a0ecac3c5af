"""English word forms: inflection by rule and a table of irregular forms; derivation by the commonest suffixes.

The rules are the spelling rules of any grammar (plural -s -es -ies, past -ed, participle -ing, doubled consonants,
dropped e), applied where they end in a listed word or leave a stem of three letters with a vowel. The aim is to bring
the forms of a keyword together, not to give dictionary lemmas: *-er* and *-est* are not taken away from words that
are not listed, since *number* and *forest* are no comparatives; and a word not listed loses only endings that are
hardly ever Indonesian, since names and borrowings of that language come here, too.
"""

from __future__ import annotations

import re
from functools import cache

from qda.language import wordlists
from qda.language.analysis import Analysis

_VOWELS = frozenset("aeiouy")
_DERIVED = (
    *("ization", "isation", "fulness", "ational", "iveness", "ations", "ation", "ments", "ment", "ness", "ility"),
    *("ality", "ities", "ity", "able", "ible", "ful", "less", "ship", "hood", "ically", "ally", "ly", "ers", "ors"),
    *("er", "or", "ist", "ism", "ize", "ise", "ive", "al", "ion"),
)
_DERIVED_CLEARLY = ("ization", "isation", "fulness", "ation", "ment", "ness", "able", "less", "ship", "hood", "ate")
"""Suffixes that a word not listed loses too: such as no Indonesian word ends in."""


@cache
def _words() -> frozenset[str]:
    return wordlists.words("words_en.txt")


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in wordlists.rows("irregular_en.tsv") for form in forms.split()}


def listed(word: str) -> bool:
    """Tell whether `word` (an index key) is a listed English word, or an inflected form of one."""
    return listed_lemma(word) is not None


def listed_lemma(word: str) -> str | None:
    """Return the uninflected form of `word` (an index key) if that is a listed or irregular word, else None."""
    irregular = _irregular().get(word)
    if irregular is not None:
        return irregular
    if word in _words():
        return word
    if len(word) < 4:
        return None
    if word.endswith("'s"):
        return listed_lemma(word[:-2])
    return next((candidate for candidate in _candidates(word) if candidate in _words()), None)


def lemma(word: str) -> str:
    """Return the uninflected form of an English word (an index key); a word that no rule fits is returned as it is."""
    found = listed_lemma(word)
    if found is not None:
        return found
    if word.endswith("'s") and len(word) > 3:
        return lemma(word[:-2])
    return _regular(word) if len(word) >= 4 and word.isascii() else word


def _candidates(word: str) -> list[str]:
    if word[-1] not in "sgdrt":
        return []
    if word.endswith("s"):
        return [word[:-1], word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else ""]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix):
            return _verb_stems(word[: -len(suffix)])
    if word.endswith(("er", "est")):
        return _verb_stems(word[:-2] if word.endswith("er") else word[:-3])
    return []


def _verb_stems(stem: str) -> list[str]:
    stems = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stems.insert(0, stem[:-1])
    if stem.endswith("i"):
        stems.append(stem[:-1] + "y")
    return stems


_PLURAL = re.compile(r"[a-z]{2,}(?:[bcdfghlmnprtwy]|[cgv]e)s")


def _regular(word: str) -> str:
    """Take the inflection from a word that is not listed, where its ending is hardly an Indonesian one.

    So *stakeholders* loses its s, but *komoditas, matriks, kontes* do not, nor *rekening* its -ing.
    """
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if _PLURAL.fullmatch(word):
        return word[:-1]
    for suffix, shortest in (("ing", 6), ("ed", 4)):
        stem = word.removesuffix(suffix)
        if stem is not word and len(stem) >= shortest and not _VOWELS.isdisjoint(stem):
            if stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            return stem + "e" if _needs_e(stem) else stem
    return word


def _needs_e(stem: str) -> bool:
    return stem.endswith(("at", "iz", "is", "uc", "ag", "iv", "ur", "as")) and stem[-3:-2] not in _VOWELS


def root(word: str) -> str:
    """Return what is left of an English word (an index key) without inflection and the commonest derivation.

    The remainder is a key, not a word: *producer, production, productive* give *produc*.
    """
    return _root_of(lemma(word))


def _root_of(base: str) -> str:
    if not base.isascii() or len(base) < 5:
        return base
    if base not in _words():
        shorter = _without(base, _by_end(_DERIVED_CLEARLY))
        return _stub(shorter) if shorter is not base else base
    stem = next((stem for stem in _candidates(base) if stem in _words()), base)
    ends = _by_end(_DERIVED)
    return _stub(_without(_without(stem, ends), ends))


def _without(base: str, by_end: dict[str, tuple[str, ...]]) -> str:
    for suffix in by_end.get(base[-2:], ()):
        if base.endswith(suffix) and len(base) - len(suffix) >= 4:
            return base[: -len(suffix)]
    return base


@cache
def _by_end(suffixes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Sort suffixes by their last two letters, so that most words are compared with none."""
    ends = {suffix[-2:] for suffix in suffixes}
    return {end: tuple(suffix for suffix in suffixes if suffix.endswith(end)) for end in ends}


_KEPT_ENDS = ("rt", "st", "nt", "lt", "ft", "ht", "pt")


def _stub(base: str) -> str:
    """Drop a last t, e, i or y, so that *produce* meets *production* and *happy* meets *happiness*."""
    return base[:-1] if len(base) > 4 and base[-1] in "teiy" and not base.endswith(_KEPT_ENDS) else base


def analyse(word: str) -> Analysis:
    """Return the reading of one English word (an index key)."""
    base = lemma(word)
    return Analysis(base, _root_of(base))


def analyse_listed(word: str) -> Analysis | None:
    """Return the reading of a word (an index key) if it is a form of a listed English word, else None."""
    base = listed_lemma(word)
    return Analysis(base, _root_of(base)) if base is not None else None
