"""Texts copied from one another (method §4.4 step 2), so that a copied sentence counts once.

Word shingles after Broder (1997); the three thresholds are the method's own. Pairs are found through an
inverted index of shingles, so that cost grows with the words and not with the square of the texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.verify.disjoint import DisjointSets

_LIST_NUMBER = re.compile(r"^[ \t]*(?:\(?\d{1,3}[.)]|[a-zA-Z][.)])[ \t]+", re.MULTILINE)
_WORD = re.compile(r"\w+", re.UNICODE)
_COMMON = 64  # a shingle in more texts than this is a formula of the genre, followed only from text to next text


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateOptions:
    """When two texts are copies.

    Attributes:
        size: Words in a shingle.
        run: Words in a row that suffice alone.
        containment: Share of the shorter text's shingles found in the other, 0–1.
        min_shingles: Shingles the shorter text needs for `containment` to count.
        jaccard: Shared shingles of all shingles, 0–1.
    """

    size: int = 5
    run: int = 25
    containment: float = 0.90
    min_shingles: int = 8
    jaccard: float = 0.80


DEFAULTS = DuplicateOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text that may be a copy.

    Attributes:
        key: Names it.
        date: ISO date; None if unknown.
        apart: Passages that share this key are never compared (the same turn coded twice); None compares with all.
    """

    key: str
    text: str
    date: str | None = None
    apart: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Passages copied from one another.

    Attributes:
        origin: Key of the earliest dated passage, else of the first by key.
        members: All keys, sorted; the origin among them.
        sure: False where only passages with fewer than `min_shingles` shingles are alike: a short answer
            given in the same words need not be copied.
    """

    origin: str
    members: tuple[str, ...]
    sure: bool = True


def words_of(text: str) -> list[str]:
    """The words that are compared: NFKC, lower case, numbers of lists and punctuation left out."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _WORD.findall(_LIST_NUMBER.sub("", folded))


def clusters(passages: Sequence[Passage], options: DuplicateOptions = DEFAULTS) -> list[Cluster]:
    """The groups of copied passages, two or more in each, sorted by origin.

    Sure clusters and unsure ones are given apart: an unsure one holds all passages that are alike at all, a
    sure one only those joined by a long run, by containment, or by similarity of passages long enough.
    """
    ordered = sorted(passages, key=lambda passage: passage.key)
    words = [words_of(passage.text) for passage in ordered]
    shingles = _shingles(words, options.size)
    sure: DisjointSets[int] = DisjointSets()
    alike: DisjointSets[int] = DisjointSets()
    for one, other in _candidates(shingles, [passage.apart for passage in ordered]):
        match = _compare(words[one], words[other], shingles[one], shingles[other], options)
        if match is None:
            continue
        alike.join(one, other)
        if match:
            sure.join(one, other)
    certain = [_cluster(ordered, members, sure=True) for members in sure.sets()]
    known = {cluster.members for cluster in certain}
    possible = [_cluster(ordered, members, sure=False) for members in alike.sets()]
    both = certain + [cluster for cluster in possible if cluster.members not in known]
    return sorted(both, key=lambda cluster: (cluster.origin, not cluster.sure))


def longest_shared_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Most words in a row that both hold; 0 if they share none."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(other):
        places[word].append(at)
    best, before = 0, dict[int, int]()
    for word in one:
        now = {at: before.get(at - 1, 0) + 1 for at in places.get(word, ())}
        best = max([best, *now.values()])
        before = now
    return best


def _shingles(texts: Sequence[Sequence[str]], size: int) -> list[frozenset[int]]:
    """The shingles of each text, every one an exact number: its words' numbers as digits.

    Numbers instead of tuples of words take less than half of the time, since the garbage collector leaves them alone.
    """
    numbers: dict[str, int] = {}
    for words in texts:
        for word in words:
            numbers.setdefault(word, len(numbers))
    base = max(len(numbers), 2)
    whole = base**size
    found = []
    for words in texts:
        value, own = 0, set()
        for at, word in enumerate(words, 1):
            value = (value * base + numbers[word]) % whole
            if at >= size:
                own.add(value)
        found.append(frozenset(own))
    return found


def _candidates(shingles: Sequence[frozenset[int]], apart: Sequence[str | None]) -> Iterable[tuple[int, int]]:
    first: dict[int, int] = {}
    repeated: dict[int, list[int]] = {}
    for at, own in enumerate(shingles):
        for shingle in own:
            before = first.setdefault(shingle, at)
            if before != at:
                repeated.setdefault(shingle, [before]).append(at)
    pairs: set[tuple[int, int]] = set()
    for places in repeated.values():
        near = len(places) if len(places) <= _COMMON else 2
        for at, one in enumerate(places):
            pairs.update((one, other) for other in places[at + 1 : at + near] if _may_copy(apart[one], apart[other]))
    return sorted(pairs)


def _may_copy(one: str | None, other: str | None) -> bool:
    return one is None or one != other


def _compare(
    one: Sequence[str],
    other: Sequence[str],
    shingles: frozenset[int],
    others: frozenset[int],
    options: DuplicateOptions,
) -> bool | None:
    """True for surely copied, False for alike but short, None for different."""
    shared = len(shingles & others)
    shorter = min(len(shingles), len(others))
    if shorter >= options.min_shingles and shared >= options.containment * shorter - 1e-9:
        return True
    if shared >= options.jaccard * len(shingles | others) - 1e-9:
        return shorter >= options.min_shingles
    enough = (
        shared >= options.run - options.size + 1 or _repeats(one, shingles, options) or _repeats(other, others, options)
    )
    return True if enough and longest_shared_run(one, other) >= options.run else None


def _repeats(words: Sequence[str], shingles: frozenset[int], options: DuplicateOptions) -> bool:
    """Whether a run could be longer than its distinct shingles tell."""
    return len(words) - options.size + 1 > len(shingles)


def _cluster(passages: Sequence[Passage], members: Iterable[int], *, sure: bool) -> Cluster:
    found = [passages[at] for at in members]
    origin = min(found, key=lambda passage: (passage.date is None, passage.date or "", passage.key))
    return Cluster(origin=origin.key, members=tuple(sorted(passage.key for passage in found)), sure=sure)
