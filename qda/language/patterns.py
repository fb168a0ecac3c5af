"""From the words of a pattern to the words of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qda.language import fuzzy as spelling
from qda.language import lexeme
from qda.language.fold import index_key
from qda.language.segment import Segment
from qda.language.tokens import words as words_of
from qda.model.records import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """One word of the corpus that a level catches: the word (folded), how often, in how many documents."""

    word: str
    count: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a word is matched by, and what each level would catch; every level lists only what it adds."""

    word: str
    keys: lexeme.Keys
    exact: tuple[Caught, ...]
    inflected: tuple[Caught, ...]
    root: tuple[Caught, ...]
    misspelt: tuple[Caught, ...]


def resolve(
    segment: Segment,
    phrase: str,
    level: Level = Level.INFLECTED,
    fuzzy: bool = False,
    document_counts: Mapping[str, int] | None = None,
) -> list[NDArray[np.int64]]:
    """Return for each word of `phrase` the ids of the segment's words that count as it; int64, rising.

    Args:
        segment: Where to look.
        phrase: One word or several; they are cut as the text is (`tokens`). Without any word the list is empty.
        level: How far forms are followed.
        fuzzy: Whether misspellings count, too (`fuzzy`).
        document_counts: In how many sources of the whole study each word (index key) occurs, for the gate of
            misspellings; without it, the segment's own counts.
    """
    keys = [index_key(word) for word in words_of(phrase)]
    found = [segment.words_with_key(level.value, getattr(lexeme.keys_of_key(key), level.value)) for key in keys]
    if not fuzzy:
        return found
    misspelt = misspelt_ids(segment, keys, document_counts)
    return [np.union1d(ids, more) for ids, more in zip(found, misspelt, strict=True)]


def misspelt_ids(
    segment: Segment, keys: Sequence[str], document_counts: Mapping[str, int] | None = None
) -> list[NDArray[np.int64]]:
    """Return for each key (index keys of words) the ids of the words that are misspellings of it; int64, rising.

    One call for all keywords of a codebook is cheaper than one for each: the words are sorted by length once.
    """
    words = segment.words.all()
    counts = segment.all_document_counts()
    if document_counts is not None:
        counts = np.array([document_counts.get(word, 0) for word in words], dtype=np.int64)
    candidates = spelling.may_be_misspelt(words, segment.known(), counts)
    # the key without clitics, so that pengerajinnya is compared as pengerajin
    forms = [lexeme.keys_of_key(words[place]).inflected for place in candidates.tolist()]
    return [candidates[places] for places in spelling.misspellings(keys, forms)]


def study_document_counts(segments: Iterable[Segment]) -> dict[str, int]:
    """Return in how many documents of all segments each word occurs (words as index keys)."""
    counts: dict[str, int] = {}
    for segment in segments:
        for word, count in zip(segment.words.all(), segment.all_document_counts().tolist(), strict=True):
            counts[word] = counts.get(word, 0) + count
    return counts


def explain(segments: Sequence[Segment], word: str) -> Explanation:
    """Return what each level would catch for one word, most frequent first.

    Raises:
        ValueError: where `word` is not exactly one word.
    """
    found = words_of(word)
    if len(found) != 1:
        raise ValueError("not one word")
    key = index_key(found[0])
    caught = {level: _caught(segments, [resolve(each, key, level)[0] for each in segments]) for level in Level}
    counts = study_document_counts(segments)
    misspelt = _caught(segments, [misspelt_ids(each, [key], counts)[0] for each in segments])
    exact, inflected, root = caught[Level.EXACT], caught[Level.INFLECTED], caught[Level.ROOT]
    return Explanation(
        word=key,
        keys=lexeme.keys_of_key(key),
        exact=_listed(exact, {}),
        inflected=_listed(inflected, exact),
        root=_listed(root, {**exact, **inflected}),
        misspelt=_listed(misspelt, {**exact, **inflected, **root}),
    )


def _caught(segments: Sequence[Segment], ids: Sequence[NDArray[np.int64]]) -> dict[str, Caught]:
    total: dict[str, Caught] = {}
    for segment, word_ids in zip(segments, ids, strict=True):
        rows = zip(
            word_ids.tolist(),
            segment.counts(word_ids).tolist(),
            segment.document_counts(word_ids).tolist(),
            strict=True,
        )
        for word_id, count, documents in rows:
            word = segment.words.texts(word_id, word_id + 1)[0]
            before = total.get(word, Caught(word=word, count=0, documents=0))
            total[word] = Caught(word=word, count=before.count + count, documents=before.documents + documents)
    return total


def _listed(caught: Mapping[str, Caught], without: Mapping[str, Caught]) -> tuple[Caught, ...]:
    rest = [each for word, each in caught.items() if word not in without]
    return tuple(sorted(rest, key=lambda each: (-each.count, each.word)))
