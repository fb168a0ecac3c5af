"""Queries for words, carried out on a segment of the word index; `query_reader` says how they are written.

Written by the author of `qda.condense`, on top of `query` and `patterns`; here because stages may not import each
other and several of them look things up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from qda.language.query_reader import read_query
from qda.language.query_tree import All, Any, Near, Node, Without
from qda.language.terms import Term
from qda.model.records import Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.language.query import Hits
    from qda.language.segment import Segment

__all__ = ["All", "Any", "Near", "Node", "Units", "Without", "read_query", "search"]

Units: TypeAlias = "Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]"
"""Gives for places (numbers of documents, positions) the number of the turn or paragraph each is in; int64."""


def search(
    segment: Segment,
    node: Node,
    units: Units,
    *,
    level: Level = Level.INFLECTED,
    document_counts: Mapping[str, int] | None = None,
) -> Hits:
    """Carry out a query on one segment: its hits in text order.

    Args:
        segment: The word index of some documents.
        node: What `read_query` gave, made of words alone (`query_tree.is_words`).
        units: What AND, NOT and NEAR hold together.
        level: How far forms are followed where a term does not say.
        document_counts: See `patterns.resolve`.

    Raises:
        TypeError: there is something else than words in it.
    """
    return _Search(segment, units, level, document_counts).hits(node)


class _Search:
    def __init__(self, segment: Segment, units: Units, level: Level, counts: Mapping[str, int] | None) -> None:
        self.segment, self.units, self.level, self.counts = segment, units, level, counts

    def hits(self, node: Node) -> Hits:
        from qda.language import query

        if isinstance(node, Any):
            return query.united([self.hits(part) for part in node.parts])
        if isinstance(node, All):
            return self.together([self.hits(part) for part in node.parts])
        if isinstance(node, Without):
            return self.without(self.hits(node.wanted), self.hits(node.unwanted))
        if isinstance(node, Near):
            return self.in_one_unit(query.near([self.hits(part) for part in node.parts], node.within))
        if isinstance(node, Term):
            return self.term(node)
        raise TypeError(f"the word index knows no {type(node).__name__}")

    def term(self, term: Term) -> Hits:
        from qda.language import patterns, query

        level = term.level or self.level
        return query.phrase(self.segment, patterns.resolve(self.segment, term.text, level, term.fuzzy, self.counts))

    def together(self, parts: Sequence[Hits]) -> Hits:
        import numpy as np

        from qda.language import query

        numbers = [self.units(part.document, part.start) for part in parts]
        shared = numbers[0]
        for other in numbers[1:]:
            shared = np.intersect1d(shared, other)
        kept = [part.where(np.isin(unit, shared)) for part, unit in zip(parts, numbers, strict=True)]
        return query.united(kept)

    def without(self, wanted: Hits, unwanted: Hits) -> Hits:
        import numpy as np

        barred = self.units(unwanted.document, unwanted.start)
        return wanted.where(~np.isin(self.units(wanted.document, wanted.start), barred))

    def in_one_unit(self, hits: Hits) -> Hits:
        same = self.units(hits.document, hits.start) == self.units(hits.document, hits.end - 1)
        return hits.where(same)
