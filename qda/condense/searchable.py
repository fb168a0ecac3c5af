"""What autocoders look at: some documents with their word index, and the passages in which finds count.

Imported only where rules are run, since it needs numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qda.condense.hits import Hits
from qda.language import fuzzy, lexeme, patterns, query
from qda.language.fold import index_key
from qda.language.terms import Term
from qda.language.tokens import words
from qda.model.problem import Problem
from qda.model.records import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qda.language.segment import Segment

_SHIFT = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """Stretches of text in which finds count: turns of informants, or whole texts.

    Attributes:
        document: Number of the document, rising; int64.
        start: First code point, rising within a document; stretches do not overlap.
        end: Code point after the last.
    """

    document: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, int]]) -> Passages:
        """Passages from triples of document, start and end, in any order."""
        rows = np.array(sorted(spans), dtype=np.int64).reshape(-1, 3)
        return cls(document=rows[:, 0], start=rows[:, 1], end=rows[:, 2])


class Searchable:
    """Documents of one segment of the index. Positions are code points of each document's text."""

    def __init__(
        self,
        segment: Segment,
        passages: Passages,
        *,
        names: Mapping[int, str],
        text: Callable[[int], str],
        level: Level = Level.INFLECTED,
        document_counts: Callable[[], Mapping[str, int]] | None = None,
    ) -> None:
        """Bring together what rules look at.

        Args:
            segment: The word index of the documents.
            passages: Where finds count.
            names: Name of each document, for problems.
            text: Gives the text of a document.
            level: How far forms are followed where a rule does not say.
            document_counts: Gives in how many sources of the study each word stands, for the gate of misspellings;
                the segment's own counts where it is None.
        """
        self.segment, self.passages, self.names, self.text, self.level = segment, passages, names, text, level
        self._counts = document_counts
        self._found: dict[Term, query.Hits] = {}
        self._ids: dict[tuple[str, Level, bool], NDArray[np.int64]] = {}
        self._spelt: tuple[NDArray[np.int64], list[str]] | None = None
        self._passage_keys = (passages.document << _SHIFT) | passages.start

    @property
    def vocabulary(self) -> list[str]:
        """The distinct words, folded; a word's place is its number."""
        return self.segment.words.all()

    def term(self, term: Term) -> query.Hits:
        """Where a word or phrase stands within one passage, in text order."""
        return self.within_passages(self.anywhere(term))

    def anywhere(self, term: Term) -> query.Hits:
        """Where a word or phrase stands, in passages or not, in text order."""
        if term not in self._found:
            level = term.level or self.level
            self._found[term] = query.phrase(
                self.segment, [self._forms(word, level, term.fuzzy) for word in words(term.text)]
            )
        return self._found[term]

    def within_passages(self, hits: query.Hits) -> query.Hits:
        """The hits that lie within one passage."""
        passage = self.passage(hits.document, hits.start)
        keep = passage >= 0
        keep[keep] = hits.end[keep] <= self.passages.end[passage[keep]]
        return hits.where(keep)

    def passage(self, document: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the passage each place is in; -1 for none."""
        number = np.searchsorted(self._passage_keys, (document << _SHIFT) | start, side="right") - 1
        at = np.maximum(number, 0)
        if not len(self._passage_keys):
            return np.full(len(start), -1, dtype=np.int64)
        inside = (number >= 0) & (self.passages.document[at] == document) & (start < self.passages.end[at])
        return np.where(inside, number, -1).astype(np.int64)

    def sentence(self, token: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the sentence each token is in."""
        return np.searchsorted(self.segment.breaks(), token, side="right").astype(np.int64)

    def turns(self) -> Iterator[tuple[int, int, int]]:
        """Document, start and end of every passage."""
        lists = (self.passages.document.tolist(), self.passages.start.tolist(), self.passages.end.tolist())
        yield from zip(*lists, strict=True)

    def turns_with(self, word_ids: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Document, start and end of the passages in which one of these words stands."""
        hits = query.occurrences(self.segment, np.array(word_ids, dtype=np.int64))
        numbers = np.unique(self.passage(hits.document, hits.start))
        for number in numbers[numbers >= 0].tolist():
            yield (
                int(self.passages.document[number]),
                int(self.passages.start[number]),
                int(self.passages.end[number]),
            )

    def _forms(self, word: str, level: Level, misspelt: bool) -> NDArray[np.int64]:
        key = index_key(word)
        asked = (key, level, misspelt)
        if asked not in self._ids:
            ids = patterns.resolve(self.segment, key, level)[0]
            self._ids[asked] = np.union1d(ids, self._misspelt(key)) if misspelt else ids
        return self._ids[asked]

    def _misspelt(self, key: str) -> NDArray[np.int64]:
        if self._spelt is None:
            known_words = self.vocabulary
            counts = self.segment.all_document_counts()
            if self._counts is not None:
                everywhere = self._counts()
                counts = np.array([everywhere.get(word, 0) for word in known_words], dtype=np.int64)
            places = fuzzy.may_be_misspelt(known_words, self.segment.known(), counts)
            # without clitics, as patterns.misspelt_ids has it; kept here because a codebook asks many times
            self._spelt = places, [lexeme.keys_of_key(known_words[place]).inflected for place in places.tolist()]
        places, forms = self._spelt
        return places[fuzzy.misspellings([key], forms)[0]]


def hits_of(found: query.Hits) -> Hits:
    """Hits of words as an autocoder returns them."""
    return Hits(document=found.document, start=found.start, end=found.end)


def places(found: Iterable[tuple[int, int, int]], problems: tuple[Problem, ...] = ()) -> Hits:
    """Hits from triples of document, start and end."""
    rows = np.array(list(found), dtype=np.int64).reshape(-1, 3)
    return Hits(document=rows[:, 0], start=rows[:, 1], end=rows[:, 2], problems=problems)
