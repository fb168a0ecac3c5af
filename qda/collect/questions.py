"""Which question of the guide a turn asks or answers: what tells asked from silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.collect.importer import DraftTurn
from qda.model.records import Question, SpeakerRole

LIKENESS = 80.0  # token-set similarity, 0–100, from which a turn asks a question of the guide
_FEWEST_WORDS = 3  # shorter turns ("Lalu?") ask only what is shorter still
_NUMBERED_SHARE = 0.65  # of the likeness asked for otherwise, where the number agrees
_FEWEST_SHARE = 0.5  # of the question's number of words
_NUMBER = re.compile(
    r"\s*(?:no(?:mor)?\.?\s*|pertanyaan\s+|question\s+|q)?(\d{1,3}(?:[.-]?[a-z])?)\s*[.):]\s+", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the guide found in an interviewer's turn.

    Attributes:
        turn: Number of the turn, 0-based.
        likeness: 0–100; 100 where the turn carries the question's number and its words do not contradict it.
    """

    turn: int
    key: str
    likeness: float


def find_asked(
    texts: Sequence[str], roles: Sequence[SpeakerRole | None], guide: Sequence[Question], *, likeness: float = LIKENESS
) -> list[Asked]:
    """The questions that the interviewer's turns ask, at most one a turn.

    A leading number that is a question's key counts if the wording is at least 0.65 times as like as is asked
    for otherwise; without a number the best token-set similarity (rapidfuzz) decides, ties by the guide's order.

    Args:
        texts: Words of each turn.
        roles: Role of each turn's speaker; only interviewers ask.
        guide: The interview guide; nothing is found where it is empty.
        likeness: Threshold, 0–100.
    """
    if not guide:
        return []
    from rapidfuzz import fuzz, process

    wordings = [_plain(question.text) for question in guide]
    keys = {question.key.casefold(): i for i, question in enumerate(guide)}
    found: list[Asked] = []
    for turn, (text, role) in enumerate(zip(texts, roles, strict=True)):
        if role is not SpeakerRole.INTERVIEWER:
            continue
        number = _NUMBER.match(text)
        words = _plain(text[number.end() :] if number else text)
        i = keys.get(number[1].casefold()) if number else None
        if i is not None and fuzz.token_set_ratio(words, wordings[i]) >= _NUMBERED_SHARE * likeness:
            found.append(Asked(turn=turn, key=guide[i].key, likeness=100.0))
        else:
            like = process.extract(words, wordings, scorer=fuzz.token_set_ratio, score_cutoff=likeness, limit=5)
            full = [best for best in like if _says_enough(words, best[0])]
            if full:
                found.append(Asked(turn=turn, key=guide[full[0][2]].key, likeness=float(full[0][1])))
    return found


def link_questions(
    text: str, turns: Sequence[DraftTurn], roles: dict[str, SpeakerRole], guide: Sequence[Question]
) -> tuple[DraftTurn, ...]:
    """The turns with their questions: a turn that asks one, and all after it up to the next asked one.

    Turns that name a question already keep it. Turns before the first asked question have none.
    """
    if not guide:
        return tuple(turns)
    asked = {
        a.turn: a.key
        for a in find_asked(
            [text[turn.start : turn.end] for turn in turns], [roles.get(turn.label or "") for turn in turns], guide
        )
    }
    linked, now = [], None
    for i, turn in enumerate(turns):
        now = turn.question or asked.get(i, now)
        linked.append(turn if turn.question or now is None else replace(turn, question=now))
    return tuple(linked)


def _says_enough(words: str, question: str) -> bool:
    """Whether a turn is long enough to ask a question: a few words may all occur in it and yet not ask it."""
    said, asked = len(words.split()), len(question.split())
    return said >= min(_FEWEST_WORDS, asked) and said >= _FEWEST_SHARE * asked


def match_wordings(wordings: Sequence[tuple[str, str]], guide: Sequence[Question]) -> dict[str, str]:
    """The guide's key for each question that a questionnaire words itself.

    Args:
        wordings: Key in the questionnaire, and wording.
        guide: The interview guide.

    Returns:
        By the questionnaire's key; a wording that is like no question of the guide keeps its own.
    """
    if not guide:
        return {key: key for key, _wording in wordings}
    from rapidfuzz import fuzz, process

    texts = [_plain(question.text) for question in guide]
    found: dict[str, str] = {}
    for key, wording in wordings:
        best = process.extractOne(_plain(wording), texts, scorer=fuzz.token_set_ratio, score_cutoff=LIKENESS)
        found[key] = guide[best[2]].key if best else key
    return found


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
