"""Making and testing predictions: what was expected, since when, what works for and against it, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.display import display
from qda.display.entries import Entries
from qda.display.grid import Ground, ground_of
from qda.display.linked import ties_of
from qda.display.page import BOOK, Words, sheet
from qda.display.people import texts
from qda.model.day import day
from qda.model.errors import InputError, NotFoundError
from qda.model.evidence import Triangulation, VerdictWord
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.moments import Moment, moment_among, moment_words
from qda.model.prediction import EXPECTATION, Factor, Prediction, prediction_of
from qda.model.records import Finding, LinkType
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.tactic_records import TacticAnswer
from qda.model.verdict_words import agreement_label, verdict_label
from qda.model.wording import N_, _, plural

CITATION = f"{BOOK}, ch. 10."  # page not checked
_CAME = {
    VerdictWord.CONVERGENT: N_("as predicted"),
    VerdictWord.COMPLEMENTARY: N_("as predicted"),
    VerdictWord.PARTIAL: N_("as predicted in part"),
    VerdictWord.SINGLE_SOURCE: N_("as predicted, says one side"),
    VerdictWord.DISSONANT: N_("disputed"),
    VerdictWord.DOUBTED: N_("otherwise, says one side"),
    VerdictWord.REFUTED: N_("otherwise"),
}
_TRUE = frozenset({VerdictWord.CONVERGENT, VerdictWord.COMPLEMENTARY})
_ANSWERS = {
    "agree": N_("agree"),
    "partly": N_("partly"),
    "disagree": N_("disagree"),
    "no answer": N_("no answer"),
    "not contacted": N_("not contacted"),
}
_CHECK = "member-checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionsOptions:
    """Options of the table of predictions."""

    finding: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Ids of the findings to show; those of the kind “expectation” if left out.")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a prediction meets in the study.

    Attributes:
        evidence: Codings that say what came of it.
        collected: ISO dates of their sources, as far as they bear one; "" for one that bears none.
    """

    prediction: Prediction
    verdict: Triangulation | None
    evidence: tuple[Id, ...]
    moment: Moment
    collected: tuple[str, ...]

    @property
    def seen(self) -> bool:
        """Whether anything is coded that says what came of it."""
        return bool(self.evidence)

    @property
    def counts(self) -> bool:
        """Whether it was there before its outcome was coded, and the outcome is known."""
        return self.moment is Moment.BEFORE and self.verdict is not None and self.verdict.verdict in _CAME


@display(
    "predictions",
    N_("Making and testing predictions: dated, with what works for and against them, and what came of them"),
    question=N_("What did I expect, was that written down before the outcome was seen, and did it come so?"),
    options=PredictionsOptions,
    needs=("verdicts", "predictions"),
    citation=CITATION,
    code="D42",
    rests_on="records",
    reads=("answers",),
    without={
        "rows": N_("a row is a prediction"),
        "cols": N_("the columns are those of the form: date, factors, outcome, the informants’ verdict"),
        "cell": N_("each column has its own kind of cell"),
        "order": N_("predictions stand in the order of findings.yaml"),
        "where": N_("a verdict weighs all evidence; a finding says what it is confined to (scope)"),
        "code": N_("the codes are those of the findings; choose these with --finding"),
        "depth": N_("a factor is a code with all that lies under it"),
        "quotes": N_("the quotations stand behind the cells"),
    },
)
def predictions(material: Material, options: PredictionsOptions) -> Sheet:
    """A row a prediction; what it means that it came otherwise is the researcher's to write.

    Raises:
        InputError: nothing was predicted.
        NotFoundError: there is no finding with one of the ids.
    """
    chosen = _chosen(material, options.finding)
    ground = ground_of(material)
    times = dict(zip(texts(material.codings["id"]), texts(material.codings["at"]), strict=True))
    dates = dict(zip(texts(material.codings["id"]), texts(material.codings["date"]), strict=True))
    verdicts = {v.finding: v for v in material.verdicts if isinstance(v, Triangulation) and v.axis == "group"}
    told = [_told(ground, each, verdicts.get(each.key), times, dates) for each in chosen]
    rows = [
        Row(
            label=f"{one.prediction.key}: {one.prediction.statement}",
            key=one.prediction.key,
            cells=(
                _stored(one.prediction),
                _dated(one),
                *_factors(material, ground, one.prediction),
                _outcome(one),
                _informants(material, one),
                Cell(empty=Empty.TO_WRITE),
            ),
        )
        for one in told
    ]
    columns = [
        Column(label=_("Stored"), key="stored"),
        Column(label=_("Before or after the data"), key="dated"),
        Column(label=_("working for it"), group=_("Factors"), key="for"),
        Column(label=_("working against it"), group=_("Factors"), key="against"),
        Column(label=_("What came of it"), key="outcome"),
        Column(label=_("The informants’ verdict"), key="informants"),
        Column(label=_("If otherwise: why, and what follows"), key="explanation"),
    ]
    return sheet(material, ground, _words(told), corner=_("Prediction"), columns=columns, rows=rows, asked=False)


def _chosen(material: Material, wanted: Sequence[str]) -> list[Prediction]:
    every = [prediction_of(finding) for finding in material.findings if isinstance(finding, Finding)]
    known = {each.key: each for each in every}
    for key in wanted:
        if key not in known:
            raise NotFoundError(_("There is no finding “{key}”.").format(key=key), mend=_("See: qda finding list"))
    found = [known[key] for key in wanted] or [each for each in every if each.kind == EXPECTATION]
    if not found:
        raise InputError(
            _("Nothing is predicted: no finding is of the kind “expectation”."),
            mend=_("Write one into findings.yaml with kind: expectation, then: qda finding import findings.yaml"),
        )
    return found


def _told(
    ground: Ground, each: Prediction, verdict: Triangulation | None, times: dict[Id, str], dates: dict[Id, str | None]
) -> _Told:
    behind = [coding for witness in (verdict.witnesses if verdict else ()) for coding in witness.codings]
    evidence = tuple(dict.fromkeys(coding for coding in behind if coding in times))
    shown = frozenset(ground.entries.ids)
    return _Told(
        prediction=each,
        verdict=verdict,
        evidence=tuple(coding for coding in evidence if coding in shown),
        moment=moment_among(each.stored, (times[coding] for coding in evidence)),
        collected=tuple(sorted({dates[coding] or "" for coding in evidence})),
    )


def _stored(each: Prediction) -> Cell:
    if not each.stored:
        return Cell(empty=Empty.NOT_STATED)
    stored = day(each.stored[:10])
    return Cell(value=f"{stored}, {each.by}" if each.by else stored)


def _dated(one: _Told) -> Cell:
    """When it was stored, seen from the coding of its outcome and from the days on which that was collected."""
    each = one.prediction
    if not one.collected:
        return Cell(value=_("no outcome is coded yet"))
    told = moment_words(one.moment, "", "")
    if one.moment is Moment.BEFORE:
        told = f"{told}; {_collected(one)}"
    if _said_before_data(one):
        told = _(
            "{told}; its writer dates it {date}, before the first dated data on it, which nothing here proves"
        ).format(told=told, date=day(each.written))
    elif each.written and each.written < each.stored[:10]:
        told = _("{told}; its writer dates it {date}, which nothing here proves").format(
            told=told, date=day(each.written)
        )
    return Cell(value=told, evidence=one.evidence)


def _said_before_data(one: _Told) -> bool:
    """Whether its writer says that it was written before it was stored, and before any dated data on it."""
    written = one.prediction.written
    dated = [date for date in one.collected if date]
    return bool(written and dated) and written < min(one.prediction.stored[:10], dated[0])


def _before_data(one: _Told) -> bool:
    return one.moment is Moment.BEFORE and one.prediction.stored[:10] < one.collected[0]


def _collected(one: _Told) -> str:
    dated = [date for date in one.collected if date]
    if not dated:
        return _("when the data were collected is not recorded")
    if _before_data(one):
        return _("the first data on it are of {date}, after it").format(date=day(dated[0]))
    if one.prediction.stored[:10] < dated[0]:
        return _("the first dated data on it are of {date}, after it; some bear no date").format(date=day(dated[0]))
    return _("but the first data on it were collected on {date} already").format(date=day(dated[0]))


def _factors(material: Material, ground: Ground, each: Prediction) -> tuple[Cell, Cell]:
    """What works for it and against it: as it was written down, else the causal links that lead to its codes."""
    found = each.factors or _linked(material, ground, each)
    return _factor_cell(ground, found, "+"), _factor_cell(ground, found, "-")


def _linked(material: Material, ground: Ground, each: Prediction) -> tuple[Factor, ...]:
    mine = {path for code in each.codes for path in ground.tree.subtree(code)}
    turned = {"+": "-", "-": "+"} if each.denies else {"+": "+", "-": "-"}
    return tuple(
        Factor(code=tie.first, sign=sign, why=tie.memo)
        for tie in ties_of(material)
        if tie.kind == LinkType.CAUSES and tie.second in mine and tie.first not in mine
        for sign in ("+", "-")
        if tie.sign in (turned[sign], "±")
    )


def _factor_cell(ground: Ground, factors: Sequence[Factor], sign: str) -> Cell:
    mine = [factor for factor in factors if factor.sign == sign]
    if not mine:
        return Cell(empty=Empty.NOT_STATED)
    lines, evidence = [], list[Id]()
    for factor in mine:
        inside = ground.tree.subtree(factor.code)
        at = [i for i, code in enumerate(ground.entries.code) if code in inside]
        evidence += [ground.entries.ids[i] for i in at]
        told = f"{ground.tree.label(factor.code)} ({_people(ground.entries, at)})"
        lines.append(f"{told}: {factor.why}" if factor.why else told)
    return Cell(value="\n".join(lines), evidence=tuple(dict.fromkeys(evidence)))


def _people(entries: Entries, at: list[int]) -> str:
    n = len(entries.units(at))
    return plural("{n} person", "{n} people", n).format(n=n)


def _outcome(one: _Told) -> Cell:
    verdict = one.verdict
    if verdict is None or verdict.verdict not in _CAME:
        told = verdict_label(verdict.verdict) if verdict is not None else _("no verdict")
        return Cell(value=_("open: {verdict}").format(verdict=told), evidence=one.evidence)
    stances = Counter(witness.stance for witness in verdict.witnesses)
    counted = _("{n} for it, {against} against it, {mixed} both").format(
        n=stances["+"], against=stances["-"], mixed=stances["mixed"]
    )
    label = verdict_label(verdict.verdict)
    told = (
        _("{came}: {counted} ({verdict})").format(came=_(_CAME[verdict.verdict]), counted=counted, verdict=label)
        if one.moment is Moment.BEFORE
        else _("no test, see its date: {counted} ({verdict})").format(counted=counted, verdict=label)
    )
    return Cell(value=told, evidence=one.evidence, of=sum(n for _group, n in verdict.asked) or None)


def _informants(material: Material, one: _Told) -> Cell:
    """What those said to whom it was put, each with the reason; else what the file says of their agreement."""
    said = [each for each in material.papers.answers if _is_check(each, one.prediction.key)]
    if not said:
        stated = one.prediction.agreement
        if stated in ("", "belum"):
            return Cell(empty=Empty.NOT_APPLIED)
        return Cell(value=_("stated in the file: {agreement}").format(agreement=agreement_label(stated)))
    given = Counter(each.answer for each in said)
    lines = [", ".join(f"{_(words)} {given[answer]}" for answer, words in _ANSWERS.items() if given[answer])]
    lines += [f"{each.item}: {each.why}" for each in said if each.why]
    return Cell(value="\n".join(lines), evidence=one.evidence)


def _is_check(each: TacticAnswer, key: str) -> bool:
    return each.tactic == _CHECK and each.finding == key and bool(each.item)


def _words(told: Sequence[_Told]) -> Words:
    tested = [one for one in told if one.counts]
    came = sum(one.verdict is not None and one.verdict.verdict in _TRUE for one in tested)
    late = sum(one.moment in (Moment.BETWEEN, Moment.AFTER) for one in told)
    notes = [
        plural(
            "Of {n} prediction that was stored before its outcome was coded and whose outcome is known, {came} came as "
            "predicted.",
            "Of {n} predictions that were stored before their outcome was coded and whose outcome is known, {came} "
            "came as predicted.",
            len(tested),
        ).format(n=len(tested), came=came)
    ]
    if late:
        notes.append(
            plural(
                "{n} was stored when its outcome was coded already, in part or whole: nothing here shows that it was "
                "predicted.",
                "{n} were stored when their outcome was coded already, in part or whole: nothing here shows that they "
                "were predicted.",
                late,
            ).format(n=late)
        )
    said = sum(one.moment in (Moment.BETWEEN, Moment.AFTER) and _said_before_data(one) for one in told)
    if said:
        notes.append(
            plural(
                "{n} of these is dated by its writer before the first dated data on it: call it a prediction on the "
                "writer’s word only, which nothing here proves.",
                "{n} of these are dated by their writer before the first dated data on them: call them predictions on "
                "the writer’s word only, which nothing here proves.",
                said,
            ).format(n=said)
        )
    return Words(
        kind="predictions",
        title=_("Making and testing predictions"),
        reading=_(
            "Each row is a prediction. Read first when it was stored: only what stood there before the outcome was "
            "seen is a test. Then read what would have worked against it."
        ),
        citation=CITATION,
        counts=_("Behind a factor: how many people speak of it. Of an outcome: witnesses, of how many asked."),
        rules=(
            _(
                "Stored is when what it predicts came into the study as it stands: its words, codes, assertions and "
                "factors. What is decided or answered later does not make it younger."
            ),
            _("The dates of the data are those that the sources bear; nothing here proves them."),
            _(
                "Factors are those written with the prediction; where none is, causal links that lead to its codes: + "
                "works for it, − against it, the other way round where it predicts that they will not come."
            ),
            _(
                "As predicted: triangulation finds it convergent or complementary; one side alone, a dispute or a "
                "denial is said as such."
            ),
            _("The informants’ verdict is what they answered to the member check (tactic V13)."),
        ),
        notes=tuple(notes),
    )
