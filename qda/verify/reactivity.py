"""What in a finding's evidence may be the researcher's doing: prompting, interviewer, moment of fieldwork. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qda.verify.facts import Coded, Place
from qda.verify.prompting import Questions
from qda.verify.tactic import Ground
from qda.verify.voices import Voice


class Prompting(StrEnum):
    """How a passage came about."""

    STATED_PROMPTED = "stated-prompted"
    LED = "led"  # a leading question stands in the turn before
    STATED_FREE = "stated-free"
    NOT_LED = "not-led"  # looked into, and no leading question found
    NOT_ASKED = "not-asked"  # seen or written, not said in answer to anybody
    UNKNOWN = "unknown"


FREE = (Prompting.STATED_FREE, Prompting.NOT_LED, Prompting.NOT_ASKED)
PROMPTED = (Prompting.STATED_PROMPTED, Prompting.LED)
_NOT_SPOKEN = ("O", "D")


def prompting_of(coded: Coded, questions: Questions) -> Prompting:
    """What the coder stated goes before what can be seen."""
    if coded.prompted is not None:
        return Prompting.STATED_PROMPTED if coded.prompted else Prompting.STATED_FREE
    if coded.technique in _NOT_SPOKEN:
        return Prompting.NOT_ASKED
    if questions.led(coded):
        return Prompting.LED
    return Prompting.NOT_LED if questions.looked_into(coded) else Prompting.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """People in one part of the evidence (an interviewer's, a week's) by what they say.

    Attributes:
        plus: People who speak for the finding there and not against it.
        directed: People who take a side there, those who do both included.
    """

    name: str
    plus: int
    directed: int

    @property
    def share(self) -> float | None:
        """Share of those who take a side that is for the finding, 0–1; None where nobody does."""
        return self.plus / self.directed if self.directed else None


def sides(heard: Sequence[Voice], part_of: Callable[[str], str | None]) -> tuple[Side, ...]:
    """People for and against, by part; a person counts once in each part in which he or she speaks.

    Args:
        heard: All voices in the evidence.
        part_of: The part that a source belongs to; None leaves it out.
    """
    stances: dict[tuple[str, str], set[int]] = {}
    for voice in heard:
        for unit in voice.units:
            part = part_of(unit.source) if unit.source else None
            if part is not None and unit.stance:
                stances.setdefault((part, voice.name), set()).add(unit.stance)
    plus = Counter(part for (part, _name), signs in stances.items() if signs == {1})
    directed = Counter(part for part, _name in stances)
    return tuple(Side(name=part, plus=plus[part], directed=directed[part]) for part in sorted(directed))


def fieldwork(place: Place) -> str | None:
    """The period of a source, else the ISO week of its date (`2024-W10`), else its date; None if there is none."""
    if place.period or not place.date:
        return place.period
    try:
        year, week, _day = date.fromisoformat(place.date).isocalendar()
    except ValueError:
        return place.date
    return f"{year}-W{week:02d}"


def interviewers(ground: Ground) -> dict[str, str]:
    """By source, the cases that ask there, by name; sources whose interviewer is no case have no entry.

    Labels such as “P:” name no person, so that only cases are compared.
    """
    found: dict[str, set[str]] = {}
    turns = ground.material.turns
    asking = turns[(turns["role"] == "interviewer") & turns["case"].notna()]
    for source, case in zip(asking["source"], asking["case"], strict=True):
        found.setdefault(source, set()).add(case)
    return {source: ", ".join(sorted(cases)) for source, cases in found.items()}


def talk_share(ground: Ground, sources: Sequence[str]) -> float | None:
    """Share of the characters of all turns that is the interviewers' in these sources, 0–1; None without turns."""
    asking = total = 0
    for source in sources:
        spans = ground.facts.spans.get(source, ())
        for (start, end), role in zip(spans, ground.facts.roles.get(source, ()), strict=True):
            if role in ("interviewer", "informant"):
                total += end - start
                asking += (end - start) if role == "interviewer" else 0
    return asking / total if total else None
