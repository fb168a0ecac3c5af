"""Texts copied from one another (method §4.4 step 2), so that a copied sentence counts once.

Word shingles after Broder (1997); the three thresholds are the method's own. All texts of a study are shingled
once; of each only the shingles that another text holds too are kept, and pairs are found through an inverted index
of these, so that cost grows with the words once, and then with the copies.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.verify.disjoint import DisjointSets

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """Passages made ready to be compared, in the order of their keys.

    Attributes:
        repeated: Of each passage the shingles that another one holds too, as numbers.
        distinct: How many different shingles each has.
        words: How many words each has.
        place: Where in the other fields a passage stands, by key.
    """

    passages: tuple[Passage, ...]
    repeated: tuple[frozenset[int], ...]
    distinct: tuple[int, ...]
    words: tuple[int, ...]
    place: Mapping[str, int]
    options: DuplicateOptions = DEFAULTS


def words_of(text: str) -> list[str]:
    """The words that are compared: NFKC, lower case, numbers of lists and punctuation left out."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _WORD.findall(_LIST_NUMBER.sub("", folded))


def shingled(passages: Iterable[Passage], options: DuplicateOptions = DEFAULTS) -> Shingled:
    """Passages made ready to be compared. What two of them share does not depend on which others there are."""
    ordered = tuple(sorted(passages, key=lambda passage: passage.key))
    repeated, distinct, words = _shingles(ordered, options.size)
    return Shingled(
        passages=ordered,
        repeated=repeated,
        distinct=distinct,
        words=words,
        place={passage.key: at for at, passage in enumerate(ordered)},
        options=options,
    )


def clusters(passages: Iterable[Passage], options: DuplicateOptions = DEFAULTS) -> list[Cluster]:
    """The groups of copied passages, two or more in each, sorted by origin; see `clusters_among`."""
    ready = shingled(passages, options)
    return clusters_among(ready, ready.place)


def clusters_among(ready: Shingled, keys: Iterable[str]) -> list[Cluster]:
    """The groups of copied passages among those with these keys, two or more in each, sorted by origin.

    Sure clusters and unsure ones are given apart: an unsure one holds all passages that are alike at all, a
    sure one only those joined by a long run, by containment, or by similarity of passages long enough.
    """
    sure: DisjointSets[int] = DisjointSets()
    alike: DisjointSets[int] = DisjointSets()
    for one, other in _candidates(ready, sorted(ready.place[key] for key in keys)):
        match = _compare(ready, one, other)
        if match is None:
            continue
        alike.join(one, other)
        if match:
            sure.join(one, other)
    certain = [_cluster(ready.passages, members, sure=True) for members in sure.sets()]
    known = {cluster.members for cluster in certain}
    possible = [_cluster(ready.passages, members, sure=False) for members in alike.sets()]
    both = certain + [cluster for cluster in possible if cluster.members not in known]
    return sorted(both, key=lambda cluster: (cluster.origin, not cluster.sure))


def copied(ready: Shingled, one: str, other: str) -> bool:
    """Whether one of two passages was surely copied from the other."""
    places = ready.place[one], ready.place[other]
    return not ready.repeated[places[0]].isdisjoint(ready.repeated[places[1]]) and _compare(ready, *places) is True


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


def _shingles(
    passages: Sequence[Passage], size: int
) -> tuple[tuple[frozenset[int], ...], tuple[int, ...], tuple[int, ...]]:
    """Of each passage the shingles that others hold too, how many different ones it has, and how many words."""
    import numpy as np

    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    said = [np.fromiter(map(numbers.__getitem__, words_of(passage.text)), dtype=np.int64) for passage in passages]
    lengths = np.fromiter(map(len, said), dtype=np.int64, count=len(said))
    words = tuple(lengths.tolist())
    if sum(words) < size:
        return (frozenset[int](),) * len(said), (0,) * len(said), words
    owner = np.repeat(np.arange(len(said)), lengths)
    whole = owner[size - 1 :] == owner[: len(owner) - size + 1]
    shingle = _numbered(np.concatenate(said), size, len(numbers))[whole]
    kinds = int(shingle.max(initial=0)) + 1
    own = np.sort(owner[size - 1 :][whole] * kinds + shingle)
    own = own[np.diff(own, prepend=-1) > 0]  # quicker than numpy's own unique, which hashes
    holder, held = own // kinds, own % kinds
    shared = np.bincount(held, minlength=kinds)[held] > 1
    edges = np.searchsorted(holder[shared], np.arange(1, len(said)))
    repeated = tuple(frozenset(part.tolist()) for part in np.split(held[shared], edges))
    return repeated, tuple(np.bincount(holder, minlength=len(said)).tolist()), words


def _numbered(words: NDArray[np.int64], size: int, kinds: int) -> NDArray[np.int64]:
    """The number of the shingle that begins at each word: the same for the same words in a row, and only for them."""
    import numpy as np

    found, top = words, kinds
    for after in range(1, size):
        if top * kinds >= 2**62:
            distinct, found = np.unique(found, return_inverse=True)
            top = len(distinct)
        found = found[:-1] * kinds + words[after:]
        top *= kinds
    return np.unique(found, return_inverse=True)[1]


def _candidates(ready: Shingled, places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The pairs of passages that share a shingle, first by its place among the given ones."""
    holders: dict[int, list[int]] = {}
    for at in places:
        for shingle in ready.repeated[at]:
            holders.setdefault(shingle, []).append(at)
    apart = [passage.apart for passage in ready.passages]
    pairs: set[tuple[int, int]] = set()
    for same in holders.values():
        near = len(same) if len(same) <= _COMMON else 2
        for at, one in enumerate(same):
            pairs.update((one, other) for other in same[at + 1 : at + near] if _may_copy(apart[one], apart[other]))
    return sorted(pairs)


def _may_copy(one: str | None, other: str | None) -> bool:
    return one is None or one != other


def _compare(ready: Shingled, one: int, other: int) -> bool | None:
    """True for surely copied, False for alike but short, None for different."""
    options = ready.options
    shared = len(ready.repeated[one] & ready.repeated[other])
    shorter = min(ready.distinct[one], ready.distinct[other])
    if shorter >= options.min_shingles and shared >= options.containment * shorter - 1e-9:
        return True
    if shared >= options.jaccard * (ready.distinct[one] + ready.distinct[other] - shared) - 1e-9:
        return shorter >= options.min_shingles
    enough = shared >= options.run - options.size + 1 or _repeats(ready, one) or _repeats(ready, other)
    if not enough:
        return None
    texts = words_of(ready.passages[one].text), words_of(ready.passages[other].text)
    return True if longest_shared_run(*texts) >= options.run else None


def _repeats(ready: Shingled, at: int) -> bool:
    """Whether a run could be longer than its distinct shingles tell."""
    return ready.words[at] - ready.options.size + 1 > ready.distinct[at]


def _cluster(passages: Sequence[Passage], members: Iterable[int], *, sure: bool) -> Cluster:
    found = [passages[at] for at in members]
    origin = min(found, key=lambda passage: (passage.date is None, passage.date or "", passage.key))
    return Cluster(origin=origin.key, members=tuple(sorted(passage.key for passage in found)), sure=sure)
