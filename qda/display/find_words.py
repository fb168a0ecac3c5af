"""Where words stand in the sources of a study, and what stands around a place. Touches the store."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qda.language.paragraphs import blocks
from qda.language.query_tree import Node, leaves
from qda.language.search import Units, search
from qda.language.terms import Term
from qda.model.ids import Id
from qda.model.records import Level
from qda.store import index, sources
from qda.store.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.language.query import Hits
    from qda.store.index import Indexed
    from qda.store.sources import LabelledSpan, StoredSource

_A_FEW = 3  # places of one source that are looked up one by one
_AROUND_LABEL = 40  # asterisks, a time stamp, a colon and blanks


class Speech:
    """Who speaks where in one source; everything is read when it is asked for the first time."""

    def __init__(self, study: Study, source: StoredSource) -> None:
        self.study, self.source = study, source
        self._asked = 0

    @cached_property
    def text(self) -> str:
        """The text."""
        return sources.text(self.study, self.source)

    @cached_property
    def starts(self) -> list[int]:
        """Where each turn begins; each paragraph, where there are no turns."""
        turns = sources.turn_starts(self.study, self.source.id)
        return turns or [span.start for span in blocks(self.text)]

    def unit(self, start: int) -> int:
        """The number of the turn or paragraph that begins at or before a place; -1 before the first."""
        return bisect.bisect_right(self.starts, start) - 1

    def place(self, start: int, end: int) -> Place | None:
        """Words with their turn, if they are in one; None where they are in the label of the turn that follows."""
        before, after = self._around(start)
        if before is not None and start < before.end:
            return Place(said=self, start=start, end=end, turn=before)
        if after is not None and self._is_label(start, end, after):
            return None
        return Place(said=self, start=start, end=end, turn=None)

    @cached_property
    def _turns(self) -> tuple[list[int], list[LabelledSpan]]:
        turns = sources.labelled_turns(self.study, self.source.id)
        return [turn.start for turn in turns], turns

    def _around(self, start: int) -> tuple[LabelledSpan | None, LabelledSpan | None]:
        """The turn at or before a place and the one after it; a source that is asked often is read whole."""
        self._asked += 1
        if self._asked <= _A_FEW:
            return sources.turns_around(self.study, self.source.id, start)
        starts, turns = self._turns
        after = bisect.bisect_right(starts, start)
        return (turns[after - 1] if after else None), (turns[after] if after < len(turns) else None)

    def _is_label(self, start: int, end: int, turn: LabelledSpan) -> bool:
        if turn.label is None or not 0 <= turn.start - end <= len(turn.label) + _AROUND_LABEL:
            return False
        return self.text[start:end].casefold() in turn.label.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a source, with the turn that it is in, if any."""

    said: Speech
    start: int
    end: int
    turn: LabelledSpan | None


def word_places(study: Study, node: Node, level: Level, only: Id | None) -> list[Place]:
    """A place for each source of each hit of a query of words, if it is no speaker's label; in no order.

    Args:
        study: The study.
        node: A query made of words alone.
        level: How far forms are followed where a term does not say.
        only: The only source to look in; None: all.
    """
    from qda.language.patterns import study_document_counts

    places: list[Place] = []
    with index.opened(study) as opened:
        fuzzy = any(isinstance(leaf, Term) and leaf.fuzzy for leaf in leaves(node))
        counts = study_document_counts(each.segment for each in opened) if fuzzy else None
        for indexed in opened:
            speech = {number: Speech(study, stored[0]) for number, stored in indexed.sources.items()}
            hits = search(indexed.segment, node, _units(speech), level=level, document_counts=counts)
            places += _places(study, indexed, hits, speech, only)
    return places


def _units(speech: dict[int, Speech]) -> Units:
    def units(document: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        rows = zip(document.tolist(), start.tolist(), strict=True)
        numbers = [(doc << 32) | (speech[doc].unit(place) + 1) if doc in speech else -1 for doc, place in rows]
        return np.array(numbers, dtype=np.int64)

    return units


def _places(study: Study, indexed: Indexed, hits: Hits, speech: dict[int, Speech], only: Id | None) -> Iterator[Place]:
    """A place for each source of each hit that is no speaker's label."""
    others: dict[Id, Speech] = {one.source.id: one for one in speech.values()}
    for document, start, end in zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True):
        for source in indexed.sources.get(document, ()):
            if only in (None, source.id):
                place = others.setdefault(source.id, Speech(study, source)).place(start, end)
                if place is not None:
                    yield place
