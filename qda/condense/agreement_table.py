"""Agreement as people read it: tables for the shell, sheets for the writers. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qda.condense.agreement import Agreement
from qda.condense.agreement_lines import (
    CITATION,
    compared_lines,
    left_out_lines,
    limits_lines,
    undefined_lines,
)
from qda.condense.agreement_options import IntervalMethod, Measure
from qda.condense.confusion import Confusion
from qda.condense.disagreements import disagreement_sheet
from qda.condense.free_segments import FreeSegments
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number
from qda.stats.agreement import CodeAgreement, Estimate, Statistic
from qda.stats.intervals import Interval

NAMES = {
    Statistic.PERCENT: N_("percent"),
    Statistic.HOLSTI: "Holsti",
    Statistic.COHEN: "Cohen κ",
    Statistic.SCOTT: "Scott π",
    Statistic.LIGHT: "Light κ",
    Statistic.CONGER: "Conger κ",
    Statistic.FLEISS: "Fleiss κ",
    Statistic.ALPHA: "Krippendorff α",
    Statistic.BRENNAN_PREDIGER: "Brennan–Prediger",
    Statistic.PABAK: "PABAK",
    Statistic.AC1: "Gwet AC1",
}
Value = str | int | float | None


def name_of(statistic: Statistic) -> str:
    """What a coefficient is called in a heading."""
    return _(NAMES[statistic])


def kappa_of(raters: int) -> Statistic:
    """The κ of the short table: Cohen's for two coders, Fleiss' for more."""
    return Statistic.COHEN if raters == 2 else Statistic.FLEISS


def statistic_of(measure: Measure, raters: int) -> Statistic:
    """The coefficient that `--by` names."""
    named = {Measure.KAPPA: kappa_of(raters), Measure.PI: Statistic.SCOTT}
    return named.get(measure) or Statistic(measure.value)


def short_heads(found: Agreement) -> list[str]:
    """Headings of the table that is shown unless all is asked for."""
    kappa = name_of(kappa_of(len(found.raters)))
    return [_("code"), "n", _("percent"), kappa, name_of(Statistic.ALPHA), _("interval of α")]


def short_rows(found: Agreement) -> list[tuple[str | int | None, ...]]:
    """A row a code, then all codes together, then whole sets of codes; an undefined number is a dash."""
    kappa = kappa_of(len(found.raters))
    rows: list[tuple[str | int | None, ...]] = [
        (one.code, one.pairable, *_short(one.estimates, kappa)) for one in found.coefficients.codes
    ]
    rows.append((_("all codes together"), None, *_short(found.coefficients.overall, kappa)))
    rows += [
        (
            _("sets of codes ({distance})").format(distance=one.distance),
            one.coefficient.units or None,
            None,
            None,
            _shown(one.coefficient.value),
            interval_shown(one.interval),
        )
        for one in found.sets
    ]
    return rows


def full_heads(found: Agreement) -> list[str]:
    """Headings of the whole table."""
    return [_("code"), "n", *(column.head for column in _columns(found))]


def full_rows(found: Agreement) -> list[tuple[Value, ...]]:
    """A row a code and one for all codes together, with every coefficient as a number; None where undefined."""
    whole = CodeAgreement(
        code=_("all codes together"), given=(), pairable=0, estimates=tuple(found.coefficients.overall)
    )
    columns = _columns(found)
    return [
        (one.code, one.pairable or None, *(column.value(one) for column in columns))
        for one in (*found.coefficients.codes, whole)
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    value: Callable[[CodeAgreement], Value]


def _columns(found: Agreement) -> list[_Column]:
    """What matters first; coefficients that compare two coders only are left out where there are more."""
    raters = len(found.raters)
    main = (Statistic.PERCENT, kappa_of(raters), Statistic.ALPHA)
    made = [_given(n, rater.label) for n, rater in enumerate(found.raters)]
    for statistic in main:
        made.append(_point(statistic))
        if statistic is not Statistic.PERCENT and found.options.interval is not IntervalMethod.NONE:
            made += [_end(statistic, "low", _("lower")), _end(statistic, "high", _("upper"))]
    if raters == 2:
        made.append(_Column(_("κ max"), lambda one: _rounded(one.of(Statistic.COHEN).coefficient.maximum)))
        if not found.by_character:
            error = _("standard error of κ")
            made.append(_Column(error, lambda one: _rounded(one.of(Statistic.COHEN).coefficient.error)))
    pairs_only = (Statistic.COHEN, Statistic.SCOTT) if raters > 2 else ()
    return [*made, *(_point(statistic) for statistic in Statistic if statistic not in (*main, *pairs_only))]


def _given(n: int, label: str) -> _Column:
    return _Column(_("given by {coder}").format(coder=label), lambda one: one.given[n] if one.given else None)


def _point(statistic: Statistic) -> _Column:
    def value(one: CodeAgreement) -> Value:
        found = one.of(statistic).coefficient.value
        if found is None or statistic is not Statistic.PERCENT:
            return _rounded(found)
        return round(100 * found, 1)

    return _Column(name_of(statistic), value)


def _end(statistic: Statistic, name: str, word: str) -> _Column:
    def value(one: CodeAgreement) -> Value:
        interval = one.of(statistic).interval
        end = None if interval is None else getattr(interval, name)
        return None if end is None else _rounded(min(max(end, -1.0), 1.0))

    return _Column(_("{name}, {end}").format(name=name_of(statistic), end=word), value)


def agreement_sheets(found: Agreement) -> tuple[Sheet, ...]:
    """Coefficients, agreement on free segments where there is, who confuses what with what, every disagreement."""
    sheets = [_coefficient_sheet(found)]
    if found.segments is not None:
        sheets.append(_segment_sheet(found, found.segments))
    sheets.append(_confusion_sheet(found))
    sheets.append(disagreement_sheet(found.disagreements, found.raters, found.options, synthetic=found.synthetic))
    return tuple(sheets)


def _short(estimates: Sequence[Estimate], kappa: Statistic) -> tuple[str, str, str, str]:
    have = {each.statistic: each for each in estimates}
    percent, alpha = have[Statistic.PERCENT].coefficient.value, have[Statistic.ALPHA]
    return (
        "–" if percent is None else f"{number(100 * percent, 1)} %",
        _shown(have[kappa].coefficient.value),
        _shown(alpha.coefficient.value),
        interval_shown(alpha.interval),
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else number(value, 3).replace("-", "−")


def interval_shown(interval: Interval | None) -> str:
    """An interval in a cell, within −1 and 1; "–" where it is undefined or was not asked for."""
    if interval is None or interval.low is None or interval.high is None:
        return "–"
    low, high = max(interval.low, -1.0), min(interval.high, 1.0)
    return _("{low} to {high}").format(low=_shown(low), high=_shown(high))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3) + 0.0  # no −0


def _coefficient_sheet(found: Agreement) -> Sheet:
    heads = full_heads(found)
    sets = [
        Row(
            label=_("sets of codes ({distance})").format(distance=one.distance),
            cells=tuple(
                _cell(_rounded(one.coefficient.value) if head == name_of(Statistic.ALPHA) else None)
                for head in heads[1:]
            ),
        )
        for one in found.sets
    ]
    return Sheet(
        kind="agreement",
        title=_("Agreement"),
        reading=_("Each row is a code; n counts units. A dash is a number that these codings do not define."),
        corner=heads[0],
        columns=tuple(Column(label=label) for label in heads[1:]),
        rows=(
            *(Row(label=str(row[0]), cells=tuple(map(_cell, row[1:]))) for row in full_rows(found)),
            *sets,
        ),
        decision_rules=tuple(compared_lines(found)),
        filters=tuple(left_out_lines(found)),
        notes=(*undefined_lines(found), *limits_lines(found)),
        citation=CITATION,
        synthetic=found.synthetic,
    )


def _cell(value: Value) -> Cell:
    return Cell(empty=Empty.NOT_APPLICABLE) if value is None else Cell(value=value)


def _confusion_sheet(found: Agreement) -> Sheet:
    codes = [one.code for one in found.coefficients.codes]
    return Sheet(
        kind="confusions",
        title=_("Who gives which code instead"),
        reading=_(
            "Units. On the diagonal both coders gave the code. Elsewhere the coder named first gave the code of the "
            "row and the other did not, but gave the code of the column, which the first did not. Last row and "
            "column: the other coder gave a code and this one nothing instead."
        ),
        corner=_("code of the first"),
        columns=tuple(Column(label=label, group=_("code of the second")) for label in (*codes, _("nothing instead"))),
        rows=tuple(row for one in found.confusions for row in _confused(one)),
        synthetic=found.synthetic,
    )


def _confused(one: Confusion) -> Iterator[Row]:
    most = max(int(one.units.max()), 1)
    pair = _("{first} and {second}").format(first=one.first, second=one.second)
    for label, row in zip((*one.codes, _("nothing instead")), one.units.tolist(), strict=True):
        cells = tuple(Cell(value=int(units), strength=units / most if units else None) for units in row)
        yield Row(label=label, group=pair, cells=cells)


def segment_heads() -> list[str]:
    """Headings of the table of agreement on free segments."""
    return [_("code"), "α 1995/2004", "(k)uα 2016", _("uα 2016, this code alone"), "γk"]


def segment_rows(found: FreeSegments) -> list[tuple[Value, ...]]:
    """A row a code, then all codes together; γk where γ was asked for."""
    gamma = found.gamma
    kept = {} if gamma is None else {one.value: one.agreement.value for one in gamma.per_value}
    first = {one.value: one.agreement.value for one in found.first.per_value}
    second = {one.value: one.agreement.value for one in found.second.per_value}
    rows: list[tuple[Value, ...]] = [
        (
            one.value,
            *map(
                _rounded,
                (first.get(one.value), second.get(one.value), one.agreement.value, kept.get(one.value)),
            ),
        )
        for one in found.alone
    ]
    whole = None if gamma is None else _rounded(gamma.gamma.value)
    alpha, marking, coding = found.second.alpha.value, found.second.marking.value, found.second.coding.value
    rows.append((_("all codes together"), _rounded(found.first.alpha.value), None, _rounded(alpha), whole))
    rows.append((_("marked or not (|uα)"), None, None, _rounded(marking), None))
    coded = None if gamma is None else _rounded(gamma.categorical.value)
    rows.append((_("codes where marks meet (cuα, γcat)"), None, _rounded(coding), None, coded))
    return rows


def _segment_sheet(found: Agreement, segments: FreeSegments) -> Sheet:
    heads = segment_heads()
    return Sheet(
        kind="unitizing",
        title=_("Agreement on where segments begin and end"),
        reading=_(
            "Krippendorff's α for unitizing, over all characters of the sources. The form of 1995 and 2004 and the "
            "family of 2016 give different numbers for the same codings: name the one that you report."
        ),
        corner=heads[0],
        columns=tuple(Column(label=label) for label in heads[1:]),
        rows=tuple(Row(label=str(row[0]), cells=tuple(map(_cell, row[1:]))) for row in segment_rows(segments)),
        notes=tuple(segment_lines(segments)),
        citation="Krippendorff 1995, 2004; Krippendorff et al. 2016; Mathet, Widlöcher & Métivier 2015",
        synthetic=found.synthetic,
    )


def segment_lines(found: FreeSegments) -> Iterator[str]:
    """Why numbers of the free segments are undefined, a sentence each."""
    made = [found.first.alpha, found.second.alpha, found.second.marking, found.second.coding]
    if found.gamma is not None:
        made += [found.gamma.gamma, found.gamma.categorical]
        yield _(
            "γ: 95 % interval {interval} from {n} chance texts (seed {seed}). In the row of all codes stands γ."
        ).format(interval=interval_shown(found.gamma.interval), n=found.gamma.samples, seed=found.gamma.seed)
    for coefficient in made:
        if coefficient.value is None:
            yield _("{name} is undefined: {why}.").format(name=coefficient.name, why=coefficient.because)
