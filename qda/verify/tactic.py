"""What a tactic is: one of the Sourcebook's ways of generating or testing meaning, run, recorded and re-run.

A tactic has two halves. The machine computes what can be computed; the human answers what only a human can. Neither
half stands for the other: where an answer lacks, the status says so (Miles, Huberman & Saldaña 2014, chapter 11; page
not checked).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from qda import registry
from qda.model.evidence import Evidence, Triangulation
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Code, Memo
from qda.model.sheet import Sheet
from qda.model.wording import N_
from qda.verify.facts import StudyFacts
from qda.verify.finding import FindingSpec


class Sort(StrEnum):
    """The two lists of chapter 11."""

    MEANING = "meaning"  # G1–G13, generating meaning
    TEST = "test"  # V1–V13, testing or confirming


class About(StrEnum):
    """What a tactic is run on."""

    FINDING = "finding"
    STUDY = "study"


class TacticStatus(StrEnum):
    """What a tactic comes to (method §3.1)."""

    NOT_APPLIED = "not_applied"
    MACHINE_ONLY = "machine_only"  # computed; it has no predicate and nothing to ask
    AWAITING_HUMAN = "awaiting_human"
    SUPPORTS = "supports"
    WEAKENS = "weakens"
    REFUTES = "refutes"
    NOT_APPLICABLE = "not_applicable"


ANSWERS = (TacticStatus.SUPPORTS, TacticStatus.WEAKENS, TacticStatus.REFUTES, TacticStatus.NOT_APPLICABLE)
"""What a human can answer to a tactic's question as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a human must look at and answer: an outlier, a deviant case, a candidate passage, an informant.

    Attributes:
        key: The same for the same thing in every run, so that an answer finds it again.
        text: What is asked of it, or the passage itself, one or two sentences.
        reference: Where it stands, "[source:line · role]"; "" for none.
        choices: Answers it takes, in English as stored; empty where any words will do.
        evidence: Codings it is about.
    """

    key: str
    text: str
    reference: str = ""
    choices: tuple[str, ...] = ()
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a human said.

    Attributes:
        item: Key of the item; "" for the tactic's question as a whole, whose answer is one of `ANSWERS`.
        inputs: Digest of what the machine saw when it was answered.
    """

    item: str
    answer: str
    why: str
    by: str
    at: str
    inputs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The machine's half.

    Attributes:
        value: The result in one sentence, with its numbers and out of how many.
        holds: Whether the default predicate holds; None where it cannot be told or there is none.
        refutes: Whether a predicate that fails speaks against the finding itself, not only for caution.
        advice: What it means and what to do next, a sentence each; quotations where they help.
        sheet: The table behind it, for files and for the screen.
        items: What must be answered one by one, answered ones included.
        asks: Whether the tactic's question must be answered now; False where the result leaves nothing to ask.
        caveat: What the number cannot say.
        next_action: The one thing to do next, a command where there is one.
        not_applicable: Why the tactic cannot be applied here; "" where it can.
    """

    value: str
    holds: bool | None = None
    refutes: bool = False
    advice: tuple[str, ...] = ()
    sheet: Sheet | None = None
    items: tuple[Item, ...] = ()
    asks: bool = True
    evidence: tuple[Id, ...] = ()
    caveat: str = ""
    next_action: str = ""
    not_applicable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where one of the words asked for stands.

    Attributes:
        start: First code point of the word.
        sentence: The sentence around it, and where it begins and ends in the source.
        negated: Whether a negator stands shortly before it in the sentence.
    """

    source: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    negated: bool
    line: int


class Lookup(Protocol):
    """Finds words in all sources, through the word index."""

    def __call__(self, terms: Sequence[str]) -> Iterator[Mention]:
        """Places of any of the terms (words or phrases as rules write them), by source and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a tactic stands on: the study, and the finding it is run on.

    Attributes:
        evidence: Of the finding, by source group; None for tactics about the study.
        result: The finding's triangulation by source group; None likewise.
        results: Of all findings, by key.
        answers: What humans answered in earlier runs of this tactic on this finding, the overall answer included.
        statuses: By finding's key ("" for the study) and tactic, the last recorded statuses.
        coded_last: When the last coding was made, UTC; "" where there is none.
        today: Date of the run, ISO; for what is written on sheets, never for a result.
    """

    material: Material
    facts: StudyFacts
    findings: tuple[FindingSpec, ...]
    finding: FindingSpec | None = None
    evidence: Evidence | None = None
    result: Triangulation | None = None
    results: Mapping[str, Triangulation] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    memos: tuple[Memo, ...] = ()
    answers: tuple[Answer, ...] = ()
    statuses: Mapping[str, Mapping[str, TacticStatus]] = field(default_factory=dict)
    lookup: Lookup | None = None
    coded_last: str = ""
    today: str = ""

    def answered(self, key: str) -> Answer | None:
        """The answer to an item; None while it is open."""
        return next((each for each in self.answers if each.item == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticDetails:
    """What a tactic declares.

    Attributes:
        number: G1–G13, V1–V13.
        question: What it asks the human, one sentence; "" where it asks nothing.
        predicate: The default predicate in words; "" where there is none.
        criteria: Lincoln and Guba's criteria it serves: credibility, transferability, dependability, confirmability.
    """

    number: str
    sort: Sort
    about: About
    question: str
    predicate: str = ""
    citation: str = ""
    criteria: tuple[str, ...] = ()


Tactic = Callable[[Ground, Any], Machine]


def tactic(
    name: str,
    summary: str,
    *,
    number: str,
    about: About,
    question: str,
    options: type[Any],
    predicate: str = "",
    citation: str = N_("Miles, Huberman & Saldaña 2014, chapter 11"),
    criteria: tuple[str, ...] = (),
) -> Callable[[Tactic], Tactic]:
    """Declare a tactic; the function is called as `function(ground, options)`."""
    details = TacticDetails(
        number=number,
        sort=Sort.MEANING if number.startswith("G") else Sort.TEST,
        about=about,
        question=question,
        predicate=predicate,
        citation=citation,
        criteria=criteria,
    )
    return registry.mark("tactics", name, summary, options=options, details=details)


def open_items(machine: Machine, answers: Sequence[Answer]) -> tuple[Item, ...]:
    """The items that nobody has answered yet."""
    done = {answer.item for answer in answers if answer.answer}
    return tuple(item for item in machine.items if item.key not in done)


def overall(answers: Sequence[Answer], inputs: str) -> Answer | None:
    """The human's answer to the tactic as a whole, if it was given on what the machine sees now."""
    return next((each for each in answers if not each.item and each.inputs == inputs), None)


def status_of(machine: Machine | None, question: str, answers: Sequence[Answer], inputs: str) -> TacticStatus:
    """What a run comes to.

    An open item or an unanswered question waits for a human, whatever the predicate says; an answer that was given
    on other evidence counts as open. A human's answer goes before the machine's.

    Args:
        machine: The machine's half; None where the tactic was never run.
        question: What the tactic asks as a whole; "" for nothing.
        answers: All answers to this tactic on this finding.
        inputs: Digest of what the machine saw.
    """
    if machine is None:
        return TacticStatus.NOT_APPLIED
    said = overall(answers, inputs)
    if said is not None and said.answer == TacticStatus.NOT_APPLICABLE:
        return TacticStatus.NOT_APPLICABLE
    if machine.not_applicable:
        return TacticStatus.NOT_APPLICABLE
    if open_items(machine, answers):
        return TacticStatus.AWAITING_HUMAN
    if said is not None:
        return TacticStatus(said.answer)
    if question and machine.asks:
        return TacticStatus.AWAITING_HUMAN
    if machine.holds is None:
        return TacticStatus.MACHINE_ONLY
    if machine.holds:
        return TacticStatus.SUPPORTS
    return TacticStatus.REFUTES if machine.refutes else TacticStatus.WEAKENS
