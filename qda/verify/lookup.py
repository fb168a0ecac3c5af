"""Looking words up for tactics: every place of some terms, its sentence, and whether it is denied there."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qda.model.ids import Id
from qda.model.text import Span
from qda.store import index, quarantine, sources
from qda.store.study import Study
from qda.verify.tactic import Lookup, Mention

if TYPE_CHECKING:
    from qda.language.sentences import Span as Sentence
    from qda.store.sources import StoredSource


def study_lookup(study: Study) -> Lookup:
    """A `Lookup` on a study; it reads the word index, and leaves quarantined passages out."""

    def look_up(terms: Sequence[str]) -> Iterator[Mention]:
        return iter(_mentions(study, terms))

    return look_up


def _mentions(study: Study, terms: Sequence[str]) -> list[Mention]:
    from qda.language.negation import negated
    from qda.language.patterns import study_document_counts
    from qda.language.search import Any, search
    from qda.language.terms import read_term

    wanted = tuple(dict.fromkeys(read_term(term) for term in terms if any(c.isalnum() for c in term)))
    if not wanted:
        return []
    found: list[Mention] = []
    kept_out: dict[Id, list[Span]] = {}
    for passage in quarantine.listed(study):
        kept_out.setdefault(passage.source, []).append(passage.span)
    with index.opened(study) as opened:
        spelt = any(term.fuzzy for term in wanted)
        counts = study_document_counts(each.segment for each in opened) if spelt else None
        for indexed in opened:
            hits = search(indexed.segment, Any(parts=wanted), lambda _d, _p: _p, document_counts=counts)
            rows = zip(
                hits.document.tolist(),
                hits.start.tolist(),
                hits.end.tolist(),
                negated(indexed.segment, hits).tolist(),
                strict=True,
            )
            read: dict[Id, _Read] = {}
            for document, start, end, denied in rows:
                for source in indexed.sources.get(document, ()):
                    if any(span.start < end and start < span.end for span in kept_out.get(source.id, ())):
                        continue
                    text = read.get(source.id) or read.setdefault(source.id, _Read(study, source))
                    found.append(text.mention(start, end, denied))
    return sorted(found, key=lambda mention: (mention.source, mention.start, mention.end))


class _Read:
    """One source's text with its sentences and lines."""

    def __init__(self, study: Study, source: StoredSource) -> None:
        from qda.language.sentences import sentences

        self.name, self.text = source.name, sources.text(study, source)
        self.sentences: list[Sentence] = sentences(self.text)
        self.starts = [span.start for span in self.sentences]

    def mention(self, start: int, end: int, denied: bool) -> Mention:
        span = self.sentences[max(bisect.bisect_right(self.starts, start) - 1, 0)]
        return Mention(
            source=self.name,
            start=start,
            end=end,
            sentence=self.text[span.start : span.end],
            sentence_start=span.start,
            sentence_end=span.end,
            negated=denied,
            line=self.text.count("\n", 0, start) + 1,
        )
