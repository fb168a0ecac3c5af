"""From a draft to what the store keeps: speakers with roles and cases, turns with questions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from qda.collect.headers import Header
from qda.collect.importer import Draft, DraftTurn
from qda.collect.questions import link_questions, match_wordings
from qda.collect.speakers import Speakers, decide_roles, join_cases, label_uses
from qda.collect.turns import find_turns
from qda.model.ids import new_ids
from qda.model.problem import Problem
from qda.model.records import Case, Kind, Question, Source, Speaker, SpeakerRole, Turn
from qda.model.wording import _

_SHOWN = 6
_SPOKEN = (Kind.INTERVIEW, Kind.FOCUS_GROUP, Kind.SURVEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Speakers by first appearance and turns in order, ready to be stored."""

    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    problems: tuple[Problem, ...]


def fit(
    source: Source, draft: Draft, cases: Sequence[Case], guide: Sequence[Question], *, settled: Sequence[Speaker] = ()
) -> Fitted:
    """Speakers and turns of a draft for this source.

    Turns without a label in an interview where only interviewers have labels are the informant's: they get a
    speaker named after the case that the header or the source's name points to, else after the source.

    Args:
        source: As it will be stored.
        draft: As the importer gave it.
        cases: The study's cases; speakers join them by name or alias.
        guide: The interview guide; turns get their questions from it.
        settled: Speakers that the source has already; a label among them keeps its id, role and case.
    """
    name = PurePosixPath(source.file).name
    problems = list(draft.problems)
    found: Sequence[DraftTurn]
    if draft.turns is None:
        searched = find_turns(draft.text, file=name)
        problems += searched.problems
        found, header = searched.turns, Header(rows=draft.metadata or searched.header.rows)
    else:
        found, header = draft.turns, Header(rows=draft.metadata)
    found = () if source.kind is Kind.AUTHOR else _without_overlap(found)  # nobody speaks in the author's own prose
    names = tuple(name for case in cases for name in (case.name, *case.aliases))
    roles = decide_roles(label_uses(draft.text, found), header, guest_names=names)
    roles |= {speaker.label: speaker.role for speaker in settled if speaker.label in roles}
    joined = join_cases(roles, header, cases, source=source.name, file=name)
    problems += joined.problems
    if _is_informants_monologue(source, found, roles):
        found, joined = _named_after_source(source, found, joined, header, cases)
        roles = {speaker.label: speaker.role for speaker in joined.speakers}
    elif source.kind is Kind.INTERVIEW and len(roles) > 1 and SpeakerRole.INTERVIEWER not in roles.values():
        problems.append(undecided(name, [*roles]))
    speakers = _records(source, joined, cases, settled)
    by_label = {speaker.label: speaker for speaker in speakers}
    own = match_wordings(draft.question_texts, guide)
    found = [replace(turn, question=own.get(turn.question, turn.question)) if turn.question else turn for turn in found]
    linked = link_questions(draft.text, found, {label: by_label[label].role for label in by_label}, guide)
    turns = tuple(
        Turn(
            source=source.id,
            start=t.start,
            end=t.end,
            speaker=by_label[t.label].id if t.label is not None else None,
            question=t.question,
            start_time=t.start_time,
            end_time=t.end_time,
        )
        for t in linked
    )
    return Fitted(speakers=speakers, turns=turns, problems=tuple(problems))


def undecided(file: str, names: Sequence[str]) -> Problem:
    """The note that nobody among these labels, in order of appearance, could be told to be the interviewer."""
    return Problem(
        file=file,
        what=_("None of the labels {labels} could be told to be the interviewer's.").format(
            labels=", ".join(f"“{label}”" for label in names[:_SHOWN])
        ),
        mend=_("Say who asks: qda source update NAME --speaker LABEL=interviewer"),
    )


def _without_overlap(turns: Sequence[DraftTurn]) -> list[DraftTurn]:
    """Turns in order; one that begins before the last ended, or is empty, is left out (a stranger's importer)."""
    kept: list[DraftTurn] = []
    for turn in sorted(turns, key=lambda turn: (turn.start, turn.end)):
        if turn.start < turn.end and (not kept or turn.start >= kept[-1].end):
            kept.append(turn)
    return kept


def _is_informants_monologue(source: Source, turns: Sequence[DraftTurn], roles: dict[str, SpeakerRole]) -> bool:
    return (
        source.kind in _SPOKEN
        and bool(roles)
        and all(r is SpeakerRole.INTERVIEWER for r in roles.values())
        and any(turn.label is None for turn in turns)
    )


def _named_after_source(
    source: Source, turns: Sequence[DraftTurn], joined: Speakers, header: Header, cases: Sequence[Case]
) -> tuple[list[DraftTurn], Speakers]:
    guest = join_cases({source.name: SpeakerRole.INFORMANT}, header, cases, source=source.name).speakers[0]
    label = guest.case or source.name
    speakers = Speakers(speakers=(*joined.speakers, replace(guest, label=label)), problems=joined.problems)
    return [replace(turn, label=label) if turn.label is None else turn for turn in turns], speakers


def _records(
    source: Source, joined: Speakers, cases: Sequence[Case], settled: Sequence[Speaker]
) -> tuple[Speaker, ...]:
    ids = {case.name: case.id for case in cases}
    known = {speaker.label: speaker for speaker in settled}
    fresh = new_ids()
    records = []
    for speaking in joined.speakers:
        old = known.get(speaking.label)
        case = ids.get(speaking.case) if speaking.case else None
        if old is not None:
            records.append(replace(old, source=source.id, case=old.case or case))
        else:
            records.append(
                Speaker(id=next(fresh), source=source.id, label=speaking.label, role=speaking.role, case=case)
            )
    return tuple(records)
