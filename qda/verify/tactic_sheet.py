"""Questions that go out to a human as a sheet, and the answers that come back in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.model.errors import QdaError
from qda.model.problem import Problem
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.wording import LANGUAGES, N_, _, in_language
from qda.verify.tactic import ANSWERS, Answer, Item
from qda.verify.tactic_run import TacticRun, checked_answer
from qda.verify.tactic_words import choice_word

FINDING, TACTIC, ITEM, ASKED = N_("finding"), N_("tactic"), N_("item"), N_("question")
PASSAGE, REFERENCE, CHOICES, ANSWER, WHY = (
    N_("passage"),
    N_("reference"),
    N_("answers it takes"),
    N_("answer"),
    N_("why"),
)
COLUMNS = (FINDING, TACTIC, ITEM, ASKED, PASSAGE, REFERENCE, CHOICES, ANSWER, WHY)
NEEDED = (TACTIC, ANSWER)
FIELDS = {"finding": FINDING, "tactic": TACTIC, "item": ITEM, "answer": ANSWER, "why": WHY}
"""What is read of a sheet that came back, by field of `AnswerRow`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A row of a sheet that came back. `place` says where it stands ("row 7")."""

    finding: str
    tactic: str
    item: str
    answer: str
    why: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswers:
    """The answers of a sheet, each with the run that it answers."""

    answers: tuple[tuple[TacticRun, tuple[str, str, str]], ...]
    problems: tuple[Problem, ...]


def headings() -> dict[str, str]:
    """Every way in which a column of the sheet may be headed, to its name here."""
    return {name: column for column in COLUMNS for name in (column, *(in_language(column, lg) for lg in LANGUAGES))}


def question_sheet(runs: Iterable[TacticRun], *, synthetic: bool = False) -> Sheet:
    """A row for everything that a human is asked, answered questions with their answers."""
    rows = [row for run in runs for row in _rows(run)]
    return Sheet(
        kind="tactic-questions",
        title=_("Questions of the tactics"),
        reading=_(
            "Fill in “answer” and “why” and take the file in again: qda tactic --answers FILE. Leave the other columns "
            "as they are; rows may be sorted or deleted."
        ),
        corner=_(FINDING),
        columns=tuple(Column(label=_(name)) for name in COLUMNS[1:]),
        rows=tuple(rows),
        synthetic=synthetic,
    )


def read_answers(rows: Sequence[AnswerRow], runs: Sequence[TacticRun], file: str) -> ReadAnswers:
    """The answers of a sheet; what cannot be placed is a problem with its row, and the rest is taken.

    Args:
        rows: Of the sheet; those without an answer are passed over.
        runs: What the rows may answer.
        file: Its name, for the problems.
    """
    known = {(run.finding.key if run.finding else "", run.plugin.name): run for run in runs}
    found: list[tuple[TacticRun, tuple[str, str, str]]] = []
    problems: list[Problem] = []
    for row in rows:
        if not row.answer.strip():
            continue
        run = known.get((row.finding.strip(), row.tactic.strip()))
        if run is None:
            what = _("The tactic “{tactic}” was not applied to “{finding}”.").format(
                tactic=row.tactic, finding=row.finding
            )
            problems.append(Problem(file=file, place=row.place, what=what, fatal=True))
            continue
        try:
            found.append((run, checked_answer(run, row.item.strip(), row.answer, row.why)))
        except QdaError as fault:
            problems.append(Problem(file=file, place=row.place, what=fault.what, mend=fault.mend, fatal=True))
    return ReadAnswers(answers=tuple(found), problems=tuple(problems))


def _rows(run: TacticRun) -> Iterable[Row]:
    if run.machine.not_applicable:
        return
    question = run.details.question
    for item in run.machine.items:
        yield _row(run, item.key, item, next((a for a in run.answers if a.item == item.key), None))
    if question and run.machine.asks:
        whole = Item(key="", text=run.machine.value, choices=tuple(str(each) for each in ANSWERS))
        yield _row(run, "", whole, run.said)


def _row(run: TacticRun, key: str, item: Item, answer: Answer | None) -> Row:
    cells = (
        run.plugin.name,
        key,
        _(run.details.question) if not key else "",
        item.text,
        item.reference,
        ", ".join(choice_word(each) for each in item.choices),
        choice_word(answer.answer) if answer else "",
        answer.why if answer else "",
    )
    return Row(label=run.finding.key if run.finding else "", cells=tuple(Cell(value=text) for text in cells))
