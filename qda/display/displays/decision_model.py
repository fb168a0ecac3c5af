"""Decision model: the yes/no tests that people go through before they choose, and how often it tells the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.choices import RULE, Answered, ask, behind, named
from qda.display.display import display
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered, columns_option
from qda.display.page import BOOK, Words, sheet
from qda.display.shown import shown
from qda.model.frames import Material
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
COLUMNS = ("come", "on", "leave", "unknown", "predicted", "hit", "against")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionModelOptions(Filtered):
    """Options of the decision model."""

    choice: str = field(
        default="",
        metadata={"help": N_("What is chosen: a code, or a condition such as “site=East”.")},
    )
    test: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Tests in their order, each a code or a condition; whoever fails one does not choose."),
            "also": ("rows",),
        },
    )
    cols: tuple[str, ...] = columns_option(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case(Answered):
    @property
    def left_at(self) -> int:
        """The first test that is not passed; the number of tests where all are."""
        return next((n for n, answer in enumerate(self.answers) if answer is not True), len(self.answers))

    @property
    def known(self) -> bool:
        """Whether the model says something of the case, and the case something of its choice."""
        at = self.left_at
        return self.chose is not None and (at == len(self.answers) or self.answers[at] is False)

    @property
    def predicted(self) -> bool:
        return self.left_at == len(self.answers)

    @property
    def hit(self) -> bool:
        return self.known and self.predicted == self.chose


@display(
    "decision-model",
    N_("Decision model: the tests before a choice, and how many cases go that way"),
    question=N_("Which conditions decide whether somebody chooses it, and for how many does that hold?"),
    options=DecisionModelOptions,
    needs=("codings", "cases", "choice"),
    citation=CITATION,
    code="D29",
    rests_on="records",
    without={
        "cell": N_("cells count cases or name them"),
        "order": N_("tests stand in the order in which people ask them, that of --test"),
        "code": N_("the choice and the tests name the codes"),
        "depth": N_("a test is one code with all that lies under it, or one condition"),
        "quotes": N_("cells count cases; the passages stand behind them"),
    },
)
def decision_model(material: Material, options: DecisionModelOptions) -> Sheet:
    """A row a test, in order; who fails one is predicted not to choose, who passes all to choose.

    Raises:
        InputError: no choice or no test is named, or a column is none of those there are.
        FormulaError: a condition or `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    asked = ask(ground, options.choice, options.test)
    choice, tests, codes = asked.choice, asked.tests, asked.codes
    cases = [_Case(name=case.name, chose=case.chose, answers=case.answers) for case in asked.cases]
    known = [case for case in cases if case.known]
    hits = [case for case in known if case.hit]
    rows = [
        *(_row(ground, cases, n, f"{n + 1}. {named(ground, test)}", codes) for n, test in enumerate(tests)),
        _row(ground, cases, len(tests), _("All tests passed"), codes),
        _rate(ground, cases, hits, codes),
        _alike(ground, known, codes),
    ]
    words = Words(
        kind="decision-model",
        title=_("Decision model: {choice}").format(choice=named(ground, choice)),
        reading=_(
            "Read downwards: each case comes to a test and goes on if it passes. Those against the model are the ones "
            "to read again."
        ),
        citation=CITATION,
        counts=_(
            "Numbers count cases: {n} that something is coded of, {known} of them can be judged, {unknown} cannot."
        ).format(n=len(cases), known=len(known), unknown=len(cases) - len(known)),
        rules=(
            _(RULE),
            _("Who fails a test is predicted not to choose; who passes all is predicted to choose."),
            _("Hit rate: cases that did as predicted, of those that can be judged; the others stand apart."),
            _("Without the tests: the hit rate of predicting for everybody what most of them do."),
            _("A case whose answer to a test, or whose choice, is not known is not judged from there on."),
        ),
        notes=(
            _(
                "The model was fitted to these cases, so its hit rate is too good: try it on cases that were not used "
                "to make it."
            ),
        ),
    )
    titles = (
        _("Come here"),
        _("Go on"),
        _("Leave here"),
        _("Not known"),
        _("Predicted"),
        _("As predicted"),
        _("Against the model"),
    )
    columns = [Column(label=title) for title in titles]
    kept = shown(columns, rows, COLUMNS, options.cols)
    return sheet(material, ground, words, corner=_("Test"), columns=kept.columns, rows=kept.rows, asked=False)


def _row(ground: Ground, cases: Sequence[_Case], n: int, label: str, codes: frozenset[str]) -> Row:
    here = [case for case in cases if case.left_at >= n]
    last = n == len(cases[0].answers) if cases else False
    leaving = [case for case in here if case.left_at == n and case.known]
    on = [case for case in here if case.left_at > n]
    against = [case for case in leaving if not case.hit]
    unknown = [case for case in here if case.left_at == n and not case.known]
    predicted = _("chooses") if last else _("does not choose")
    return Row(
        label=label,
        cells=(
            _counted(ground, here, codes, len(cases)),
            Cell(empty=Empty.NOT_APPLICABLE) if last else _counted(ground, on, codes, len(here)),
            _counted(ground, leaving, codes, len(here)),
            _named(ground, unknown, codes),
            Cell(value=predicted, evidence=behind(ground, (case.name for case in leaving), codes))
            if leaving
            else Cell(empty=Empty.NO_CASE),
            _counted(ground, [case for case in leaving if case.hit], codes, len(leaving)),
            _named(ground, against, codes),
        ),
    )


def _named(ground: Ground, cases: Sequence[_Case], codes: frozenset[str]) -> Cell:
    if not cases:
        return Cell(empty=Empty.NO_CASE)
    names = [case.name for case in cases]
    return Cell(value=", ".join(names), evidence=behind(ground, names, codes))


def _rate(ground: Ground, cases: Sequence[_Case], hits: Sequence[_Case], codes: frozenset[str]) -> Row:
    known = [case for case in cases if case.known]
    blank = Cell(empty=Empty.NOT_APPLICABLE)
    return Row(
        label=_("Hit rate"),
        cells=(
            *(blank,) * 3,
            _number(ground, [case for case in cases if not case.known], codes),
            blank,
            _share(ground, known, len(hits), codes),
            _number(ground, [case for case in known if not case.hit], codes),
        ),
    )


def _number(ground: Ground, cases: Sequence[_Case], codes: frozenset[str]) -> Cell:
    if not cases:
        return Cell(empty=Empty.NO_CASE)
    told = plural("{n} case", "{n} cases", len(cases)).format(n=len(cases))
    return Cell(value=told, evidence=behind(ground, (case.name for case in cases), codes))


def _alike(ground: Ground, known: Sequence[_Case], codes: frozenset[str]) -> Row:
    """What the model has to beat."""
    chose = sum(case.chose is True for case in known)
    blank = (Cell(empty=Empty.NOT_APPLICABLE),) * 5
    rate = _share(ground, known, max(chose, len(known) - chose), codes)
    return Row(label=_("Without the tests"), cells=(*blank, rate, Cell(empty=Empty.NOT_APPLICABLE)))


def _share(ground: Ground, known: Sequence[_Case], hits: int, codes: frozenset[str]) -> Cell:
    if not known:
        return Cell(empty=Empty.NO_CASE)
    share = number(hits / len(known), 2)
    value = _("{rate} ({hits} of {n})").format(rate=share, hits=hits, n=len(known))
    return Cell(value=value, evidence=behind(ground, (case.name for case in known), codes))


def _counted(ground: Ground, cases: Sequence[_Case], codes: frozenset[str], of: int) -> Cell:
    if not cases:
        return Cell(empty=Empty.NO_CASE)
    return Cell(value=len(cases), evidence=behind(ground, (case.name for case in cases), codes), of=of)
