"""Javanese word forms, by a second and smaller set of rules, for words in which the Indonesian rules find no root.

Rules after the grammars of Javanese (Robson, S., 2002, *Javanese Grammar for Students*, ch. 3–7; page not checked):
nasal prefix N-, passives di- tak- dak- kok-, prefixes ke- sa- pa- ma-, the definite or possessive -e/-ne, -ku -mu,
causative -ake/-aken/-ke, locative -i/-ni, -an, -en, -a, and doubling. A reading counts only if it ends in a root of
`data/roots_jv.txt` or in an Indonesian root of four letters or more.

As in Indonesian, a word has one key at the level *inflected* whatever its voice and its -e: *gawe, nggawe, digawe,
digawekake, takgawe*; other prefixes and -an make another word.
"""

from __future__ import annotations

from functools import cache

from qda.language import indonesian, wordlists
from qda.language.analysis import Analysis

_VOWELS = frozenset("aeiou")
_SUFFIXES = (
    "akene",
    "aken",
    "ake",
    "ane",
    "kake",
    "ken",
    "ke",
    "ne",
    "e",
    "nipun",
    "ipun",
    "ni",
    "i",
    "en",
    "ku",
    "mu",
    "yan",
    "an",
    "a",
)
_SURE = ("di", "mb", "nd", "nj", "ng", "tak")
"""Prefixes after which an Indonesian root is believed; the others are too short to tell *marga* from *warga*."""
_DERIVING = frozenset(("an", "ane", "yan"))
_RAISING = frozenset(("ake", "aken", "kake", "i", "ni", "an", "ane"))


@cache
def _roots() -> frozenset[str]:
    indonesian = wordlists.words("roots_id.txt") | wordlists.words("words_id.txt")
    return wordlists.words("roots_jv.txt") | frozenset(word for word in indonesian if len(word) >= 4)


@cache
def _own() -> frozenset[str]:
    return wordlists.words("roots_jv.txt")


def analyse(word: str) -> Analysis | None:
    """Return the reading of one Javanese word (an index key), or None where no known root is found in it."""
    if "-" in word:
        left, _, right = word.partition("-")
        return _read(left) if right.startswith(left[-3:]) or left.endswith(right[:3]) else None
    return _read(word)


def _read(word: str) -> Analysis | None:
    if word in _own():
        return Analysis(word, word)
    if len(word) < 5:
        return None
    definite = _definite(word)
    if definite is not None:
        return definite
    bases = _bases(word)
    for base, suffix in bases[1:]:
        if base in _roots() and _plausible(base, suffix):
            return Analysis(base + "an" if suffix in _DERIVING else base, base)
    for base, suffix in bases:
        for remainder, voice in _strips(base):
            if remainder in _own() or (remainder in _roots() and base.startswith(_SURE)):
                return Analysis(remainder if voice and suffix not in _DERIVING else _derived(word, suffix), remainder)
    return None


def _definite(word: str) -> Analysis | None:
    """Read a word with the definite ending: -e, -ipun after a consonant, -ne, -nipun after a vowel."""
    for suffix in ("nipun", "ipun", "ne", "e"):
        base = word.removesuffix(suffix)
        if len(base) >= 4 and base is not word and (base[-1] in _VOWELS) is suffix.startswith("n"):
            found = Analysis(base, base) if base in _own() else indonesian.analyse(base)
            if found is not None:
                return found
    return None


_BY_END = {end: tuple(suffix for suffix in _SUFFIXES if suffix[-1] == end) for end in {s[-1] for s in _SUFFIXES}}


def _bases(word: str) -> list[tuple[str, str]]:
    bases = [(word, "")]
    for suffix in _BY_END.get(word[-1], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            base = word[: -len(suffix)]
            bases.append((base, suffix))
            if suffix in _RAISING and base[-1] in "oe":
                bases.append((base[:-1] + ("u" if base[-1] == "o" else "i"), suffix))
    return bases


def _plausible(base: str, suffix: str) -> bool:
    """Refuse a bare -e or -a after a root that is only Indonesian and ends in a vowel, and short Indonesian roots."""
    return base in _own() or (len(base) >= 4 and (base[-1] not in _VOWELS or suffix[0] not in _VOWELS))


def _derived(word: str, suffix: str) -> str:
    return word[: -len(suffix)] if suffix in ("e", "ne", "ipun", "nipun", "ku", "mu") else word


_VOICES = {"d": ("dipun", "dak", "di"), "t": ("tak",), "k": ("kok",)}
_OTHERS = {"s": ("sak", "sa", "se"), "p": ("pa", "pe"), "k": ("ka", "ke"), "m": ("ma",)}


def _strips(base: str) -> list[tuple[str, bool]]:
    """Return (remainder, is it a voice) for every prefix that the sounds allow."""
    first = base[0]
    if first in "nm":
        strips = _nasal(base)
    elif first in "dtk":
        strips = [(base[len(prefix) :], True) for prefix in _VOICES[first] if base.startswith(prefix)]
    else:
        strips = []
    for prefix in _OTHERS.get(first, ()):
        if base.startswith(prefix):
            strips.append((base[len(prefix) :], False))
    return strips


def _nasal(base: str) -> list[tuple[str, bool]]:
    if base.startswith("ng"):
        rest = base[2:]
        return [(rest, True), ("k" + rest, True)] + ([(rest[1:], True)] if rest.startswith("e") else [])
    if base.startswith("ny"):
        return [("s" + base[2:], True), ("c" + base[2:], True)]
    if base.startswith(("nd", "nj", "mb", "nt")):
        return [(base[1:], True)]
    if base.startswith("n"):
        return [("t" + base[1:], True), ("th" + base[1:], True)]
    if base.startswith("m"):
        return [("p" + base[1:], True), ("w" + base[1:], True)]
    return []


def known(word: str) -> bool:
    """Tell whether `word` (an index key) is a Javanese word or reduces to one."""
    return analyse(word) is not None
