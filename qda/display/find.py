"""Find words and coded passages in a study and show them in context. Touches the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.display.find_arguments import query_of
from qda.display.find_words import Place, word_places
from qda.language.query_reader import Saved, read_query
from qda.language.query_slips import small_operator
from qda.language.query_tree import Node, is_words, leaves
from qda.language.terms import Term
from qda.model.errors import NotFoundError
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import Level
from qda.model.wording import _
from qda.store import sources, views
from qda.store.study import Study

if TYPE_CHECKING:
    from qda.display.find_ground import StudyGround
    from qda.display.passages import Passages

WIDTH = 60
VERB = "find"


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
        line: 1-based line of the source's text where it begins; 0 where only words were looked for.
        codes: Paths of the codes behind it, in the order of the codebook.
        codings: Ids of the codings behind it, oldest first.
    """

    source: str
    start: int
    end: int
    quote: str
    left: str
    right: str
    speaker: str | None
    line: int = 0
    codes: tuple[str, ...] = ()
    codings: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The places that fit a query, by source and place.

    Attributes:
        places: Up to the number asked for.
        total: How many there are.
        sources: How many sources they are in.
        coded: Whether the query asks for anything else than words.
        notes: Values it asks for that nothing has; operators in small letters where nothing is found.
    """

    places: tuple[Found, ...]
    total: int
    sources: int
    coded: bool = False
    notes: tuple[Problem, ...] = ()


def find(
    study: Study,
    query: str,
    *,
    level: Level = Level.INFLECTED,
    source: str | None = None,
    limit: int | None = None,
    width: int = WIDTH,
) -> Finding:
    """Look a query up; `qda.language.query_reader` says how it is written, `qda.display.queried` what it means.

    Words are found wherever they stand, in the words of interviewers, too, but not in the labels of speakers. Codings
    are those in use: active, with an active code, whoever made them.

    Args:
        study: The study.
        query: Words, codes, conditions, and how they lie to one another.
        level: How far forms are followed where a term does not say.
        source: Name of the only source to look in; None: all.
        limit: How many places to give; None: all.
        width: Characters of context on each side.

    Raises:
        FormulaError: the query cannot be read, or names a property that nothing has.
        NotFoundError: no such source, code or saved query.
    """
    node = read_query(query, saved_queries(study))
    only = sources.find(study, source).id if source else None
    if not is_words(node):
        return _passages(study, node, level, only, limit, width)
    places = word_places(study, node, level, only)
    places.sort(key=lambda place: (place.said.source.name, place.start, place.end))
    shown = places if limit is None else places[:limit]
    return Finding(
        places=tuple(_in_context(place, width) for place in shown),
        total=len(places),
        sources=len({place.said.source.id for place in places}),
        notes=() if places else tuple(_small_operators(node)),
    )


def _small_operators(node: Node) -> Iterator[Problem]:
    """Operators in small letters, which may be why nothing is found."""
    for leaf in leaves(node):
        found = small_operator(leaf.text) if isinstance(leaf, Term) else None
        if found is not None:
            yield Problem(what=found.what, mend=found.mend)


def saved_queries(study: Study) -> Saved:
    """Gives the text of a saved query by its name, the source it is restricted to included.

    Raises:
        NotFoundError: when it is called: nothing is saved under that name, or it is no query.
    """

    def text(name: str) -> str:
        known = {view.name: view for view in views.saved(study) if view.verb == VERB}
        if name not in known:
            names = ", ".join(sorted(known))
            raise NotFoundError(
                _("There is no saved query “{name}”.").format(name=name),
                mend=_("Saved are: {names}.").format(names=names)
                if names
                else _("Save one with: qda find QUERY --save NAME"),
            )
        return query_of(known[name].arguments)

    return text


def _passages(study: Study, node: Node, level: Level, only: Id | None, limit: int | None, width: int) -> Finding:
    from qda.display.find_ground import StudyGround
    from qda.display.queried import evaluate

    ground = StudyGround(study, node, level=level, only=only)
    found = evaluate(node, ground)
    first = _first_rows(found)
    return Finding(
        places=tuple(_shown(found, first, first if limit is None else first[:limit], ground, width)),
        total=len(first),
        sources=len(set(found.source.tolist())),
        coded=True,
        notes=(*ground.notes.values(), *(() if first else _small_operators(node))),
    )


def _first_rows(found: Passages) -> Sequence[int]:
    """The row at which each passage begins."""
    import numpy as np

    new = np.ones(len(found), dtype=bool)
    new[1:] = (np.diff(found.start) != 0) | (np.diff(found.end) != 0)
    rows: list[int] = np.flatnonzero(new).tolist()
    return rows


def _shown(
    found: Passages, first: Sequence[int], wanted: Sequence[int], ground: StudyGround, width: int
) -> Iterator[Found]:
    import dataclasses

    import numpy as np

    from qda.display.passages import NO_CODING, POSITION

    source, start, end, coding = (c.tolist() for c in (found.source, found.start, found.end, found.coding))
    line = _Lines()
    chosen = np.zeros(len(found), dtype=bool)
    chosen[list(wanted)] = True
    turns = ground.spoken_in(found.where(chosen))
    for row, following, turn in zip(wanted, [*first[1:], len(found)], turns, strict=False):
        speech = ground.speech[source[row]]
        at, to = start[row] & POSITION, end[row] & POSITION
        codings = [number for number in coding[row:following] if number != NO_CODING]
        yield dataclasses.replace(
            _in_context(Place(said=speech, start=at, end=to, turn=turn), width),
            line=line.at(speech.source.id, speech.text, at),
            codes=ground.code_paths(codings),
            codings=ground.coding_ids(codings),
        )


class _Lines:
    """Line numbers of places that come in the order of the texts."""

    def __init__(self) -> None:
        self._source, self._at, self._line, self._end = Id(b""), 0, 1, "\n"

    def at(self, source: Id, text: str, position: int) -> int:
        """1-based line of a place that is not before the last one asked for in the same source."""
        if source != self._source:
            self._source, self._at, self._line = source, 0, 1
            self._end = "\n" if "\n" in text else "\r"
        self._line += text.count(self._end, self._at, position)
        self._at = position
        return self._line


def _in_context(place: Place, width: int) -> Found:
    text, start, end, turn = place.said.text, place.start, place.end, place.turn
    first, last = (turn.start, max(turn.end, end)) if turn else _line(text, start, end)
    return Found(
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
