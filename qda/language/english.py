"""English word forms: inflection by rule and a table of irregular forms; derivation by the commonest suffixes.

The rules are the spelling rules of any grammar (plural -s -es -ies, past -ed, participle -ing, doubled consonants,
dropped e), applied where they end in a listed word or leave a stem of three letters with a vowel. The aim is to bring
the forms of a keyword together, not to give dictionary lemmas: *-er* and *-est* are not taken away from words that
are not listed, since *number* and *forest* are no comparatives.
"""
from __future__ import annotations

from functools import cache

from qda.language import wordlists
from qda.language.analysis import Analysis

_VOWELS = frozenset("aeiouy")
_DERIVED = (
    "ization", "isation", "fulness", "ational", "iveness", "ations", "ation", "ments", "ment", "ness", "ility", "ality", "ities",
    "ity", "able", "ible", "ful", "less", "ship", "hood", "ically", "ally", "ly", "ers", "ors", "er", "or", "ist", "ism", "ize",
    "ise", "ive", "al", "ion",
)


@cache
def _words() -> frozenset[str]:
    return wordlists.words("words_en.txt")


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in wordlists.rows("irregular_en.tsv") for form in forms.split()}


def listed(word: str) -> bool:
    """Tell whether `word` (an index key) is a listed English word, or an inflected form of one."""
    return word in _words() or word in _irregular() or lemma(word) in _words()


def lemma(word: str) -> str:
    """Return the uninflected form of an English word (an index key); a word that no rule fits is returned as it is."""
    irregular = _irregular().get(word)
    if irregular is not None:
        return irregular
    if word.endswith("'s") and len(word) > 3:
        return lemma(word[:-2])
    if word in _words() or len(word) < 4 or not word.isascii():
        return word
    for candidate in _candidates(word):
        if candidate in _words():
            return candidate
    return _regular(word)


def _candidates(word: str) -> list[str]:
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


def _regular(word: str) -> str:
    """Take the inflection from a word that is not listed, where it leaves a plausible stem."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s"):
        return word[:-1] if word[-2] not in "sui'" and len(word) > 4 else word
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            stem = word[: -len(suffix)]
            if _VOWELS.isdisjoint(stem):
                return word
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
    base = lemma(word)
    if not base.isascii() or len(base) < 5:
        return base
    base = next((stem for stem in _candidates(base) if stem in _words()), base)
    for _ in range(2):
        for suffix in _DERIVED:
            if base.endswith(suffix) and len(base) - len(suffix) >= 4:
                base = base[: -len(suffix)]
                break
    return _stub(base)


def _stub(base: str) -> str:
    if len(base) > 4 and base.endswith(("t", "e", "i", "y")) and not base.endswith(("rt", "st", "nt", "lt", "ft", "ht", "pt")):
        return base[:-1]
    return base[:-1] if len(base) > 4 and base.endswith("e") else base


def analyse(word: str) -> Analysis:
    """Return the reading of one English word (an index key)."""
    return Analysis(lemma(word), root(word))
