"""Find words in a study and show them in context (keyword in context). Touches the store."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qda.language.paragraphs import paragraphs
from qda.language.search import Node, Units, Without, read_query, search
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

WIDTH = 60
_A_FEW = 3  # places of one source that are looked up one by one
_AROUND_LABEL = 40  # asterisks, a time stamp, a colon and blanks


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place that fits a query.

    Attributes:
        start: First code point of the source's text.
        end: Code point after the last.
        quote: The text from start to end.
        left: What stands right before it, within its turn or line.
        right: What stands right after it, likewise.
        speaker: Label of the turn; None outside turns.
    """

    source: str
    start: int
    end: int
    quote: str
    left: str
    right: str
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The places that fit a query, by source and place.

    Attributes:
        places: Up to the number asked for.
        total: How many there are.
        sources: How many sources they are in.
    """

    places: tuple[Found, ...]
    total: int
    sources: int


def find(
    study: Study,
    query: str,
    *,
    level: Level = Level.INFLECTED,
    source: str | None = None,
    limit: int | None = None,
    width: int = WIDTH,
) -> Finding:
    """Look a query up; `qda.language.search` says how it is written.

    Words are found wherever they stand, in the words of interviewers, too, but not in the labels of speakers.

    Args:
        study: The study.
        query: Words in any inflection, "phrases", =exact, +root, ~misspelt, AND, OR, NOT, NEAR/n, brackets.
        level: How far forms are followed where a term does not say.
        source: Name of the only source to look in; None: all.
        limit: How many places to give; None: all.
        width: Characters of context on each side.

    Raises:
        FormulaError: the query cannot be read.
        NotFoundError: no such source.
    """
    from qda.language.patterns import study_document_counts

    node = read_query(query)
    only = sources.find(study, source).id if source else None
    places: list[_Place] = []
    with index.opened(study) as opened:
        counts = study_document_counts(each.segment for each in opened) if _asks_spelling(node) else None
        for indexed in opened:
            speech = {number: _Speech(study, stored[0]) for number, stored in indexed.sources.items()}
            hits = search(indexed.segment, node, _units(speech), level=level, document_counts=counts)
            places += _places(study, indexed, hits, speech, only)
    places.sort(key=lambda place: (place.said.source.name, place.start, place.end))
    shown = places if limit is None else places[:limit]
    return Finding(
        places=tuple(_in_context(shown, width)),
        total=len(places),
        sources=len({place.said.source.id for place in places}),
    )


def _asks_spelling(node: Node) -> bool:
    if isinstance(node, Term):
        return node.fuzzy
    if isinstance(node, Without):
        return _asks_spelling(node.wanted) or _asks_spelling(node.unwanted)
    return any(_asks_spelling(part) for part in node.parts)


class _Speech:
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
        return turns or [span.start for span in paragraphs(self.text)]

    def unit(self, start: int) -> int:
        """The number of the turn or paragraph that begins at or before a place; -1 before the first."""
        return bisect.bisect_right(self.starts, start) - 1

    def place(self, start: int, end: int) -> _Place | None:
        """A place with its turn, if it is in one; None where it is in the label of the turn that follows."""
        before, after = self._around(start)
        if before is not None and start < before.end:
            return _Place(said=self, start=start, end=end, turn=before)
        if after is not None and self._is_label(start, end, after):
            return None
        return _Place(said=self, start=start, end=end, turn=None)

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
class _Place:
    said: _Speech
    start: int
    end: int
    turn: LabelledSpan | None


def _units(speech: dict[int, _Speech]) -> Units:
    def units(document: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        rows = zip(document.tolist(), start.tolist(), strict=True)
        numbers = [(doc << 32) | (speech[doc].unit(place) + 1) if doc in speech else -1 for doc, place in rows]
        return np.array(numbers, dtype=np.int64)

    return units


def _places(
    study: Study, indexed: Indexed, hits: Hits, speech: dict[int, _Speech], only: Id | None
) -> Iterator[_Place]:
    """A place for each source of each hit that is no speaker's label."""
    others: dict[Id, _Speech] = {one.source.id: one for one in speech.values()}
    for document, start, end in zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True):
        for source in indexed.sources.get(document, ()):
            if only in (None, source.id):
                place = others.setdefault(source.id, _Speech(study, source)).place(start, end)
                if place is not None:
                    yield place


def _in_context(places: Sequence[_Place], width: int) -> Iterator[Found]:
    for place in places:
        text, start, end, turn = place.said.text, place.start, place.end, place.turn
        first, last = (turn.start, max(turn.end, end)) if turn else _line(text, start, end)
        yield Found(
            source=place.said.source.name,
            start=start,
            end=end,
            quote=text[start:end],
            left=text[max(start - width, first) : start],
            right=text[end : min(end + width, last)],
            speaker=turn.label if turn else None,
        )


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The edges of the lines that a place is in."""
    before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    breaks = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return before, min(breaks, default=len(text))
