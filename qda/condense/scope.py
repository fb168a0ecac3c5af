"""In which passages of a source rules may find anything. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qda.language.paragraphs import paragraphs
from qda.model.records import Kind, SpeakerRole
from qda.model.text import Span

INFORMANTS = "informants"
EVERYONE = "all"
_WHOLE = (Kind.OBSERVATION, Kind.DOCUMENT, Kind.AUTHOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTurn:
    """A turn with who speaks; None where nobody is named."""

    start: int
    end: int
    label: str | None
    role: str | None
    case: str | None


def in_scope(turn: SpokenTurn, speakers: str) -> bool:
    """Whether a turn's words count.

    Args:
        turn: The turn.
        speakers: `informants` (all but interviewers and notes), `all`, or the label or case of one speaker.
    """
    if speakers == EVERYONE:
        return True
    if speakers == INFORMANTS:
        return turn.role in (None, SpeakerRole.INFORMANT)
    wanted = speakers.casefold()
    return wanted in ((turn.label or "").casefold(), (turn.case or "").casefold())


def passages(kind: Kind, turns: Sequence[SpokenTurn], speakers: str, text: str | None) -> Iterator[Span]:
    """The passages of one source in which finds count: turns, or the paragraphs of what has no turns.

    Observations, documents and the author's own prose are read whole, whatever looks like turns in them; they have no
    speakers, and so nothing where one speaker is asked for.

    Args:
        kind: What the source is.
        turns: In order.
        speakers: See `in_scope`.
        text: The text; needed only for what is read whole (`reads_whole`).
    """
    if reads_whole(kind, turns):
        if speakers in (INFORMANTS, EVERYONE):
            yield from paragraphs(text or "")
        return
    for turn in turns:
        if turn.end > turn.start and in_scope(turn, speakers):
            yield Span(start=turn.start, end=turn.end)


def reads_whole(kind: Kind, turns: Sequence[SpokenTurn]) -> bool:
    """Whether a source is read by paragraphs and not by turns."""
    return kind in _WHOLE or not turns


def labels(turns: Iterable[SpokenTurn]) -> set[str]:
    """Every label and case that speaks."""
    return {name for turn in turns for name in (turn.label, turn.case) if name}
