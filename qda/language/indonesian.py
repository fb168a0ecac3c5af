"""Indonesian word forms, formal and as spoken, by rules and a list of roots.

The rules are those of every grammar of Indonesian (Sneddon, J. N., 1996, *Indonesian: A Comprehensive Grammar*, ch. 1;
page not checked): particles -lah -kah -tah -pun, possessives -nya -ku -mu, suffixes -kan -i -an and spoken -in, the
prefixes me- di- ter- ber- per- pe- ke- se-, the spoken nasal prefixes ng- nge- ny- n- m- and doubled words; the order
of trial follows the idea of confix stripping (Asian, J., 2007, *Effective Techniques for Indonesian Text Retrieval*,
PhD thesis, RMIT; page not checked): a reading counts only if it ends in a known root, and the reading that takes away
least that way is tried first. Roots: `data/roots_id.txt` and `data/words_id.txt`.

What is the same word at the level *inflected*: clitics and doubling are taken away, and a verb has one key in every
voice (*melatih, dilatih, terlatih, ngelatih, kulatih, latihkan* all give *latih*), because researchers quote people
who say the same thing in the active, in the passive and on the street. Derived nouns keep their own key (*pelatihan,
pelatih, perusahaan, keuangan, pengalaman*), since a quarter of the hits on a bare root are another word.

Measured on the Indonesian treebanks CSUI (train) and GSD (dev), content words: see tests/language/test_accuracy.py.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from qda.language import wordlists
from qda.language.analysis import Analysis

SHORT_ROOTS = wordlists.words("short_roots_id.txt")
"""Roots of three letters. The source list has some 110, most of them rare, and rare short roots split common words."""

_VOWELS = frozenset("aeiou")
_VOICE = frozenset(("me", "di", "N", "ku"))
_PARTICLES = ("lah", "kah", "tah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "i", "in", "an")

_ALLOWED = {
    "me": frozenset(("", "kan", "i", "in")),
    "di": frozenset(("", "kan", "i", "in")),
    "N": frozenset(("", "kan", "i", "in", "an")),
    "ku": frozenset(("", "kan", "i", "in")),
    "ter": frozenset(("", "kan", "i")),
    "ber": frozenset(("", "an", "kan")),
    "per": frozenset(("", "an", "kan", "i")),
    "pe": frozenset(("", "an")),
    "ke": frozenset(("", "an", "in")),
    "se": frozenset(("", "an")),
}
_INNER = {
    "me": frozenset(("per", "ber", "ke", "se", "ter")),
    "di": frozenset(("per", "ber", "ke", "se", "ter")),
    "N": frozenset(("ke", "se")),
    "ku": frozenset(("per", "ke")),
    "ter": frozenset(("per", "se")),
    "ber": frozenset(("ke", "pe", "se", "per")),
    "per": frozenset(("se", "ke", "ber")),
    "pe": frozenset(("ber", "se", "ke", "per", "ter")),
    "ke": frozenset(("ber", "ter", "se", "pe", "per")),
    "se": frozenset(("pe", "per", "ke", "ber", "ter", "me")),
}


class _Lists(NamedTuple):
    roots: frozenset[str]
    exceptions: dict[str, Analysis]
    kept: dict[tuple[str, str], str]
    doubled: frozenset[str]
    variants: dict[str, str]


@cache
def _lists() -> _Lists:
    variants = {form: standard for standard, forms in wordlists.rows("variants.tsv") for form in forms.split()}
    roots = wordlists.words("roots_id.txt") - wordlists.words("not_roots_id.txt")
    roots |= wordlists.words("words_id.txt") | SHORT_ROOTS
    exceptions = {form: Analysis(lexeme, root) for form, lexeme, root in wordlists.rows("exceptions_id.tsv")}
    kept = {(base, suffix): lexeme for base, suffix, lexeme in wordlists.rows("keep_suffix_id.tsv")}
    return _Lists(roots - variants.keys(), exceptions, kept, wordlists.words("doubled_id.txt"), variants)


def analyse(word: str) -> Analysis | None:
    """Return the reading of one Indonesian word, or None where no known root is found in it.

    `word` is an index key (`fold.index_key`) in its standard spelling. One reading only: a nasal can hide two roots
    (*mengurus* from *urus* or *kurus*), which `codebook explain` shows to the user.
    """
    if "-" in word:
        return _hyphenated(word)
    stem, two, rest = word.partition("2")
    if not two:
        return _simple(word)
    return _simple(stem + rest) if stem.isalpha() and (not rest or rest.isalpha()) else None


def _simple(word: str) -> Analysis | None:
    lists = _lists()
    for stem in _without_clitics(word):
        exception = lists.exceptions.get(stem)
        if exception is not None:
            return exception
        standard = lists.variants.get(stem, stem)
        if standard in lists.roots:
            return lists.exceptions.get(standard) or Analysis(standard, standard)
        found = _affixed(stem, lists) or (_affixed(standard, lists) if standard is not stem else None)
        if found is not None:
            return found
    return None


def _without_clitics(word: str) -> list[str]:
    stems = [word]
    rest = word
    if len(word) > 5 and word.endswith(_PARTICLES):
        rest = word[:-3]
        stems.append(rest)
    if rest.endswith(_POSSESSIVES):
        bare = rest[:-3] if rest.endswith("nya") else rest[:-2]
        if len(bare) >= 3:
            stems.append(bare)
    return stems


def _affixed(stem: str, lists: _Lists) -> Analysis | None:
    bases = [(stem[: -len(suffix)], suffix) for suffix in _SUFFIXES if stem.endswith(suffix)]
    bare = _suffixed(stem, bases, lists)
    if bare is not None:
        return bare
    tried = [(base, suffix, _allowed_strips(base, suffix)) for base, suffix in _in_order(stem, bases)]
    for _, suffix, strips in tried:
        for tag, rest in strips:
            root = _root(rest, lists)
            if root:
                return Analysis(_lexeme(stem, tag, root, suffix, lists), _deep(root, lists))
    for _, suffix, strips in tried:
        for tag, rest in strips:
            inner = _inner(tag, rest, lists)
            if inner:
                return Analysis(rest + ("kan" if suffix == "in" else suffix) if tag in _VOICE else stem, inner)
    return None


def _in_order(stem: str, bases: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Order the suffixes to try: nouns in pe- and ke- end in -an (*pengawasan* is no *peng-kawasan*), verbs in -kan."""
    if stem.startswith(("m", "d", "n")):
        return [(stem, ""), *bases]
    nouns = bases[::-1]
    return [*nouns, (stem, "")] if stem.startswith(("pe", "ke")) and stem.endswith("an") else [(stem, ""), *nouns]


def _allowed_strips(base: str, suffix: str) -> list[tuple[str, str]]:
    return [(tag, rest) for tag, rest in _strips(base) if suffix in _ALLOWED[tag]]


def _suffixed(stem: str, bases: list[tuple[str, str]], lists: _Lists) -> Analysis | None:
    """Read a word that has suffixes only; *-an* before *-kan*: *tindakan* is *tindak-an*, no *tinda-kan*."""
    for base, suffix in reversed(bases):
        root = _root(base, lists)
        if root and (len(base) > 3 or base in SHORT_ROOTS):
            return Analysis(stem if suffix == "an" else _verb(root, suffix, lists), _deep(root, lists))
    return None


def _inner(tag: str, rest: str, lists: _Lists) -> str | None:
    if tag == "ke" and rest.startswith("tidak"):
        root = _root(rest[5:], lists)
        return _deep(root, lists) if root else None
    for next_tag, next_rest in _strips(rest):
        if next_tag in _INNER[tag]:
            root = _root(next_rest, lists)
            if root:
                return _deep(root, lists)
    for next_tag, next_rest in _strips(rest):
        if next_tag in _INNER[tag] and tag != "N":
            for last_tag, last_rest in _strips(next_rest):
                root = _root(last_rest, lists) if last_tag in _INNER[next_tag] else None
                if root:
                    return _deep(root, lists)
    return None


def _root(form: str, lists: _Lists) -> str | None:
    if len(form) < 3:
        return None
    standard = lists.variants.get(form, form)
    return standard if standard in lists.roots else None


def _deep(root: str, lists: _Lists) -> str:
    exception = lists.exceptions.get(root)
    return exception.root if exception is not None else root


def _lexeme(stem: str, tag: str, root: str, suffix: str, lists: _Lists) -> str:
    if tag in _VOICE or tag == "ter":
        return _verb(root, suffix, lists)
    if tag == "ke" and suffix in ("", "in"):
        return _verb(root, suffix, lists)
    return stem


def _verb(root: str, suffix: str, lists: _Lists) -> str:
    """Return the key of a verb: its root, unless the suffix makes another word of it (*alam* and *alami*)."""
    if suffix == "in":
        kept = lists.kept.get((root, "kan")) or lists.kept.get((root, "i"))
    else:
        kept = lists.kept.get((root, suffix))
    if kept is not None:
        return kept
    exception = lists.exceptions.get(root)
    return exception.lexeme if exception is not None else root


def _strips(base: str) -> list[tuple[str, str]]:
    """Return every (prefix, remainder) that the sounds allow, the likeliest first."""
    if len(base) < 4:
        return []
    first, second = base[0], base[1]
    if first == "m":
        return _me(base) if second == "e" else _spoken_m(base)
    if first == "d" and second == "i":
        return [("di", base[2:])]
    if first == "p" and second == "e":
        return _pe(base)
    if first == "b" and second == "e":
        return _with_r("ber", base)
    if first == "t" and second == "e":
        return _with_r("ter", base)
    if first == "k":
        return [("ke", base[2:])] if second == "e" else [("ku", base[2:])] if second == "u" else _kau(base)
    if first == "s" and second == "e":
        return [("se", base[2:])]
    if first == "n":
        return _spoken_n(base)
    return []


def _kau(base: str) -> list[tuple[str, str]]:
    return [("ku", base[3:])] if base.startswith("kau") else []


def _with_r(tag: str, base: str) -> list[tuple[str, str]]:
    """Read ber-, ter-, per-: with their r, and without before a root with r in its first syllable."""
    if base[2] == "r":
        return [(tag, base[3:]), (tag, base[2:])]
    if base[2] == "l" and base[3:].startswith(("ajar", "unjur")):
        return [(tag, base[3:])]
    return [(tag, base[2:])] if "er" in base[3:5] else []


def _me(base: str) -> list[tuple[str, str]]:
    third = base[2]
    if third == "m":
        return _m_after("me", base[3:])
    if third == "n":
        return _n_after("me", base[3:])
    if third in "lrwyaiueo":
        return [("me", base[2:])]
    return [("N", "p" + base[1:])]


def _pe(base: str) -> list[tuple[str, str]]:
    third = base[2]
    if third == "m":
        return _m_after("pe", base[3:])
    if third == "n":
        return _n_after("pe", base[3:])
    if third == "r":
        return [("per", base[3:]), ("pe", base[2:])]
    if third == "l" and base.startswith("pelajar"):
        return [("pe", base[3:])]
    return [("pe", base[2:])]


def _m_after(tag: str, rest: str) -> list[tuple[str, str]]:
    """Read mem-, pem-: m or a lost p before a vowel, else the remainder."""
    if rest[:1] in _VOWELS:
        return [(tag, "m" + rest), (tag, "p" + rest), (tag, rest)]
    return [(tag, rest)] if rest[:1] in ("b", "f", "p", "v", "k", "m") else []


def _n_after(tag: str, rest: str) -> list[tuple[str, str]]:
    """Read men-, meng-, menge-, meny- and the same after pe-."""
    first = rest[:1]
    if first == "g":
        return _ng_after(tag, rest[1:])
    if first == "y":
        return [(tag, "n" + rest), (tag, "s" + rest[1:])]
    if first in _VOWELS:
        return [(tag, "n" + rest), (tag, "t" + rest)]
    return [(tag, rest)] if first in ("c", "d", "j", "s", "t", "z", "r", "l") else []


def _ng_after(tag: str, rest: str) -> list[tuple[str, str]]:
    first = rest[:1]
    if first in _VOWELS:
        strips = [(tag, rest), (tag, "k" + rest)]
        if first == "e" and len(rest) > 3:
            strips.append((tag, rest[1:]))
        return [*strips, (tag, "ng" + rest)]
    return [(tag, rest)]


def _spoken_m(base: str) -> list[tuple[str, str]]:
    """Read the spoken nasal m-: *mikir* from *pikir*, *mbantu* from *bantu*."""
    if base[1] in _VOWELS:
        return [("N", "p" + base[1:])]
    return [("N", base[1:])] if base[1] == "b" else []


def _spoken_n(base: str) -> list[tuple[str, str]]:
    """Read the spoken nasals n-, ng-, nge-, ny-: *nulis, ngambil, ngelatih, nyari*."""
    second = base[1]
    if second == "g":
        return _ng_after("N", base[2:])
    if second == "y":
        return [("N", "s" + base[2:]), ("N", "c" + base[2:])]
    if second in _VOWELS:
        return [("N", "t" + base[1:])]
    return [("N", base[1:])] if second in "cdj" else []


def _hyphenated(word: str) -> Analysis | None:
    """Read doubled words (*anak-anaknya, membagi-bagikan*) and prefixes set off by a hyphen (*di-upload*)."""
    lists = _lists()
    left, _, right = word.partition("-")
    for stem in _without_clitics(word):
        if stem in lists.doubled:
            return Analysis(stem, stem)
    if right in _POSSESSIVES or right in _PARTICLES:
        return _simple(left)
    if left in ("di", "me", "ke", "ter", "nge", "ng", "meng", "men", "mem") and right:
        return _simple(right)
    whole = _undoubled(left, right)
    return _simple(whole) if whole else None


def _undoubled(left: str, right: str) -> str | None:
    """Return the single word inside a doubled one, with the suffixes of its second half."""
    if len(left) < 2 or "-" in right:
        return None
    for core_end in range(len(right), max(len(right) - 9, 2), -1):
        core, tail = right[:core_end], right[core_end:]
        if tail and not tail.endswith((*_SUFFIXES, *_POSSESSIVES, *_PARTICLES)):
            continue
        if left == core or (len(core) >= 3 and left.endswith(core)):
            return left + tail
    return None


def listed(word: str) -> bool:
    """Tell whether `word` (an index key) stands in a list as it is, as a root or an exception."""
    lists = _lists()
    return word in lists.roots or word in lists.exceptions


def known(word: str) -> bool:
    """Tell whether `word` (an index key) is an Indonesian word or reduces to one."""
    return word in _lists().variants or analyse(word) is not None
