"""Find words, phrases and words near each other in a segment.

Everything is linear in the postings read, and exact. A set of word ids stands for one word of a pattern with all the
forms that count as it (`patterns.resolve`). Only the postings of those words are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qda.language.segment import GAP, Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Places found in a segment, in text order; all arrays int64 of one length.

    document  number of the document in the segment; first, last  numbers of the first and last token;
    start, end  half-open place in the document's text, in code points.
    """

    document: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first)

    def where(self, mask: NDArray[np.bool_] | NDArray[np.intp]) -> Hits:
        """Return the hits that `mask` keeps (a truth value for each), or that it points at (places in order)."""
        return Hits(
            document=self.document[mask],
            first=self.first[mask],
            last=self.last[mask],
            start=self.start[mask],
            end=self.end[mask],
        )


_NONE = np.empty(0, dtype=np.int64)
NO_HITS = Hits(document=_NONE, first=_NONE, last=_NONE, start=_NONE, end=_NONE)


def occurrences(segment: Segment, word_ids: NDArray[np.int64]) -> Hits:
    """Return every place at which one of the words stands; `word_ids` are distinct ids of the segment's words."""
    runs = _runs(segment, word_ids)
    token = _gather(segment, "token", np.uint32, runs)
    start = _gather(segment, "start", np.uint32, runs)
    length = _gather(segment, "length", np.uint16, runs)
    if len(runs) > 1 or len(word_ids) > 1:
        order = np.argsort(token, kind="stable")
        token, start, length = token[order], start[order], length[order]
    return Hits(document=_documents(segment, token), first=token, last=token, start=start, end=start + length)


def _runs(segment: Segment, word_ids: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the stretches of postings to read; words that are neighbours in the vocabulary share one."""
    runs: list[tuple[int, int]] = []
    for word in np.unique(word_ids).tolist():
        begin, end = segment.read("word_pointer", np.uint64, word, word + 2).tolist()
        if runs and runs[-1][1] == begin:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs


def _gather(segment: Segment, part: str, dtype: type[np.generic], runs: list[tuple[int, int]]) -> NDArray[np.int64]:
    if not runs:
        return _NONE
    pieces = [segment.read(part, dtype, begin, end) for begin, end in runs]
    return (pieces[0] if len(pieces) == 1 else np.concatenate(pieces)).astype(np.int64)


def _documents(segment: Segment, token: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(segment.document_first, token, "right").astype(np.int64) - 1


def phrase(segment: Segment, words: Sequence[NDArray[np.int64]]) -> Hits:
    """Return the places at which the words stand one right after the other in one sentence.

    `words` is one array of word ids for each word of the phrase. What else is between two tokens (a blank, a comma, a
    line that goes on) is not looked at: a caller that wants blanks only looks at the text of each hit.
    """
    if not words or any(len(each) == 0 for each in words):
        return NO_HITS
    if len(words) == 1:
        return occurrences(segment, words[0])
    tokens = [_tokens(segment, each) for each in words]
    rarest = min(range(len(words)), key=lambda place: len(tokens[place]))
    first = tokens[rarest] - rarest
    for place, token in enumerate(tokens):
        if place != rarest:
            first = first[_contains(token, first + place)]
    if not len(first):
        return NO_HITS
    begin, end = occurrences(segment, words[0]), occurrences(segment, words[-1])
    begin = begin.where(np.searchsorted(begin.first, first))
    end = end.where(np.searchsorted(end.first, first + len(words) - 1))
    hits = Hits(document=begin.document, first=first, last=end.last, start=begin.start, end=end.end)
    return hits.where(in_one_sentence(segment, hits))


def _tokens(segment: Segment, word_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.sort(_gather(segment, "token", np.uint32, _runs(segment, word_ids)))


def _contains(sorted_values: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
    place = np.searchsorted(sorted_values, values)
    found: NDArray[np.bool_] = sorted_values[np.minimum(place, len(sorted_values) - 1)] == values
    return found


def near(groups: Sequence[Hits], within: int) -> Hits:
    """Return the smallest stretches that hold a hit of every group, first words at most `within` tokens apart.

    Groups are hits of one segment, in any order in the text. A stretch runs from the beginning of its first hit to the
    end of its last; one that contains a smaller one is not given. One token may serve two groups.
    """
    if not groups or any(len(group) == 0 for group in groups):
        return NO_HITS
    if len(groups) == 1:
        return groups[0]
    moment = np.unique(np.concatenate([group.first for group in groups]))
    places = [np.searchsorted(group.first, moment, "right") - 1 for group in groups]
    complete = np.flatnonzero(np.min(places, axis=0) >= 0)
    moment, places = moment[complete], [place[complete] for place in places]
    firsts = np.stack([group.first[place] for group, place in zip(groups, places, strict=True)])
    earliest = firsts.min(axis=0)
    smallest = (np.diff(earliest, prepend=-1) > 0) & (moment - earliest <= min(within, GAP))
    picked = [group.where(place[smallest]) for group, place in zip(groups, places, strict=True)]
    return _spanning(picked)


def _spanning(picked: Sequence[Hits]) -> Hits:
    """Return for each row the stretch from the earliest beginning to the latest end of the hits in it."""
    return Hits(
        document=picked[0].document,
        first=np.min([hits.first for hits in picked], axis=0),
        last=np.max([hits.last for hits in picked], axis=0),
        start=np.min([hits.start for hits in picked], axis=0),
        end=np.max([hits.end for hits in picked], axis=0),
    )


def has_near(hits: Hits, others: Hits, *, before: int, after: int) -> NDArray[np.bool_]:
    """Tell for each hit whether one of `others` begins at most `before` tokens before it or `after` tokens after it."""
    low = np.searchsorted(others.first, hits.first - min(before, GAP), "left")
    high = np.searchsorted(others.first, hits.last + min(after, GAP), "right")
    found: NDArray[np.bool_] = high > low
    return found


def in_one_sentence(segment: Segment, hits: Hits) -> NDArray[np.bool_]:
    """Tell for each hit whether no sentence begins between its first and its last token."""
    breaks = segment.breaks()
    begun, ended = np.searchsorted(breaks, hits.first, "right"), np.searchsorted(breaks, hits.last, "right")
    same: NDArray[np.bool_] = begun == ended
    return same


def united(groups: Sequence[Hits]) -> Hits:
    """Return the hits of all groups in text order, each place once."""
    if not groups:
        return NO_HITS
    joined = Hits(
        document=np.concatenate([group.document for group in groups]),
        first=np.concatenate([group.first for group in groups]),
        last=np.concatenate([group.last for group in groups]),
        start=np.concatenate([group.start for group in groups]),
        end=np.concatenate([group.end for group in groups]),
    )
    joined = joined.where(np.lexsort((joined.last, joined.first)))
    new = np.ones(len(joined), dtype=np.bool_)
    new[1:] = (np.diff(joined.first) != 0) | (np.diff(joined.last) != 0)
    return joined.where(new)
