"""Trying a finding's assertions against its triangulation (method §3.4). Pure."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from shlex import quote

from qda.model.evidence import Triangulation, VerdictWord, Witness
from qda.model.ids import show_id
from qda.model.verdict_words import verdict_shown
from qda.model.wording import _, number, plural
from qda.verify.finding import (
    DEFAULT,
    Assertion,
    FindingSpec,
    IfThenAssertion,
    MeasureAssertion,
    NegativeAssertion,
    NotOnlyAssertion,
    Resolution,
    RobustAssertion,
    TacticAssertion,
    VerdictAssertion,
    waives,
)
from qda.verify.if_then import CaseValues, cross
from qda.verify.outcome import AssertionResult, Outcome, Status
from qda.verify.tactic import TacticStatus

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
_SUPPORTING = frozenset(
    {VerdictWord.CONVERGENT, VerdictWord.COMPLEMENTARY, VerdictWord.PARTIAL, VerdictWord.SINGLE_SOURCE}
)
_DIGITS = 9

Tried = tuple[Outcome, str]
Computed = (
    MeasureAssertion | VerdictAssertion | NegativeAssertion | NotOnlyAssertion | RobustAssertion | IfThenAssertion
)


def try_assertions(
    finding: FindingSpec,
    result: Triangulation,
    cases: Sequence[CaseValues],
    tactics: Mapping[str, TacticStatus] | None = None,
) -> tuple[AssertionResult, ...]:
    """Every assertion with its outcome; the default one where the finding has none.

    An assertion that holds under one bound of the evidence and not under the other is undetermined: whether
    the doubtful dependencies are real is for a human to say. The writer's `expected` verdict is tried too.

    Args:
        finding: With its assertions, waivers and resolutions.
        result: Its triangulation.
        cases: For if–then tests.
        tactics: What the tactics that were applied to the finding came to.
    """
    known = tactics or {}
    tried = [_tried(finding, assertion, result, cases, known) for assertion in finding.assertions or (DEFAULT,)]
    if finding.expected is not None:
        tried.append(_expected(finding.expected, result))
    return tuple(tried)


def status_of(assertions: Sequence[AssertionResult]) -> Status:
    """Not supported if one fails, undetermined if one is, else supported; what is waived does not count."""
    outcomes = {assertion.outcome for assertion in assertions}
    if Outcome.FAIL in outcomes:
        return Status.NOT_SUPPORTED
    return Status.UNDETERMINED if Outcome.UNDETERMINED in outcomes else Status.SUPPORTED


def unresolved(negative: Sequence[Witness], resolutions: Sequence[Resolution]) -> list[Witness]:
    """Witnesses against the finding about whom nobody decided yet."""
    informants = {resolution.informant for resolution in resolutions if resolution.informant}
    codings = {resolution.coding for resolution in resolutions if resolution.coding}
    return [
        witness
        for witness in negative
        if not informants & set(witness.informants) and not codings & {show_id(c) for c in witness.codings}
    ]


def _tried(
    finding: FindingSpec,
    assertion: Assertion,
    result: Triangulation,
    cases: Sequence[CaseValues],
    tactics: Mapping[str, TacticStatus],
) -> AssertionResult:
    outcome, because = (
        _tactic(finding, assertion, tactics)
        if isinstance(assertion, TacticAssertion)
        else _try(finding, assertion, result, cases)
    )
    waiver = next((w for w in finding.waivers if waives(w.assertion, assertion)), None)
    if waiver is not None and outcome in (Outcome.FAIL, Outcome.UNDETERMINED):
        told = _("Waived by {who} on {when}: {why}").format(who=waiver.who, when=waiver.when, why=waiver.why)
        return AssertionResult(
            assertion=assertion.text, outcome=Outcome.WAIVED, because=f"{because} {told}", waiver=waiver
        )
    return AssertionResult(assertion=assertion.text, outcome=outcome, because=because)


def _try(finding: FindingSpec, assertion: Computed, result: Triangulation, cases: Sequence[CaseValues]) -> Tried:
    match assertion:
        case MeasureAssertion():
            return _measure(assertion, result)
        case VerdictAssertion():
            return _verdict(assertion.verdicts, result)
        case NegativeAssertion():
            return _negative(finding, result)
        case NotOnlyAssertion():
            return _not_only(result)
        case RobustAssertion():
            return _robust(assertion, result)
        case IfThenAssertion():
            return _if_then(assertion, cases)


def _measure(assertion: MeasureAssertion, result: Triangulation) -> Tried:
    lower = round(float(getattr(result.measures, assertion.measure)), _DIGITS)
    upper = round(float(getattr(result.upper_measures, assertion.measure)), _DIGITS)
    holds = [_COMPARE[assertion.sign](value, assertion.number) for value in (lower, upper)]
    least, most, wanted = (number(value, 6, short=True) for value in (lower, upper, assertion.number))
    told = _("{measure}: {value}; wanted {sign} {number}.").format(
        measure=_measure_label(assertion.measure),
        value=least if lower == upper else _("{lower} to {upper}").format(lower=least, upper=most),
        sign=assertion.sign,
        number=wanted,
    )
    if result.verdict is VerdictWord.UNTESTED:
        return Outcome.UNDETERMINED, f"{told} {_('Nobody was asked.')}"
    if holds[0] != holds[1]:
        return Outcome.UNDETERMINED, f"{told} {_uncertain()}"
    return (Outcome.PASS if holds[0] else Outcome.FAIL), told


def _verdict(wanted: Sequence[VerdictWord], result: Triangulation) -> Tried:
    shown = " … ".join(dict.fromkeys((verdict_shown(result.lower), verdict_shown(result.upper))))
    told = _("The verdict is {verdict}; wanted {wanted}.").format(
        verdict=shown, wanted=", ".join(map(verdict_shown, wanted))
    )
    holds = [word in wanted for word in (result.lower, result.upper)]
    if all(holds):
        return Outcome.PASS, told
    if any(holds):
        return Outcome.UNDETERMINED, f"{told} {_uncertain()}"
    return (Outcome.UNDETERMINED if result.verdict is VerdictWord.UNTESTED else Outcome.FAIL), told


def _expected(expected: VerdictWord, result: Triangulation) -> AssertionResult:
    holds = result.verdict is expected
    return AssertionResult(
        assertion=f"expected: {expected.value}",
        outcome=Outcome.PASS if holds else Outcome.FAIL,
        because=_("The verdict is {verdict}, and {expected} was expected.").format(
            verdict=verdict_shown(result.verdict), expected=verdict_shown(expected)
        ),
    )


def _negative(finding: FindingSpec, result: Triangulation) -> Tried:
    negative = result.negative_cases
    open_cases = unresolved(negative, finding.resolutions)
    if not negative:
        if result.verdict is VerdictWord.UNTESTED:
            return Outcome.UNDETERMINED, _("No negative case, but nobody was asked.")
        return Outcome.PASS, _("No negative case was found.")
    if not open_cases:
        return Outcome.PASS, _("All negative cases are resolved: {n}.").format(n=len(negative))
    names = ", ".join(witness.informants[0] for witness in open_cases)
    return Outcome.FAIL, _(
        "Negative cases without a decision: {names} ({n} of {all}). Write under “resolved” what was decided."
    ).format(names=names, n=len(open_cases), all=len(negative))


def _not_only(result: Triangulation) -> Tried:
    told = _("Supporting witnesses: {n}; assertions of the researcher: {m}.").format(
        n=result.measures.witnesses, m=result.author_assertions
    )
    if result.measures.witnesses:
        return Outcome.PASS, told
    if result.upper_measures.witnesses:
        return Outcome.UNDETERMINED, f"{told} {_uncertain()}"
    return Outcome.FAIL, told


def _robust(assertion: RobustAssertion, result: Triangulation) -> Tried:
    if result.verdict not in _SUPPORTING:
        return Outcome.FAIL, _("The verdict is {verdict}: there is no support that could last.").format(
            verdict=verdict_shown(result.verdict)
        )
    if result.k_star is None:
        return Outcome.PASS, _("The verdict {verdict} survives the loss of any four witnesses.").format(
            verdict=verdict_shown(result.verdict)
        )
    told = plural(
        "The verdict {verdict} changes if {k} witness is lost (k*); it should survive the loss of {loss}.",
        "The verdict {verdict} changes if {k} witnesses are lost (k*); it should survive the loss of {loss}.",
        result.k_star,
    ).format(verdict=verdict_shown(result.verdict), k=result.k_star, loss=assertion.loss)
    return (Outcome.PASS if result.k_star > assertion.loss else Outcome.FAIL), told


def _if_then(assertion: IfThenAssertion, cases: Sequence[CaseValues]) -> Tried:
    table = cross(cases, assertion.given, assertion.then)
    told = _(
        "2×2: {both} both, {only_if} if only, {only_then} then only, {neither} neither, {unknown} unknown;"
    ).format(
        both=len(table.both),
        only_if=len(table.only_if),
        only_then=len(table.only_then),
        neither=len(table.neither),
        unknown=len(table.unknown),
    )
    if table.consistency is None or table.applies < assertion.min_cases:
        return Outcome.UNDETERMINED, f"{told} " + _("{n} cases with “if”, at least {least} are needed.").format(
            n=table.applies, least=assertion.min_cases
        )
    coverage = _("not defined") if table.coverage is None else number(table.coverage, 2)
    told = f"{told} " + _("consistency {consistency} (wanted {wanted}), coverage {coverage}.").format(
        consistency=number(table.consistency, 2), wanted=number(assertion.consistency, 2), coverage=coverage
    )
    if table.only_if:
        told = f"{told} " + _("Deviants: {names}.").format(names=", ".join(table.only_if))
    holds = table.consistency >= assertion.consistency - 10**-_DIGITS
    return (Outcome.PASS if holds else Outcome.FAIL), told


def _tactic(finding: FindingSpec, assertion: TacticAssertion, tactics: Mapping[str, TacticStatus]) -> Tried:
    status = tactics.get(assertion.tactic, TacticStatus.NOT_APPLIED)
    command = f"qda tactic {assertion.tactic} {quote(finding.key)}"
    match status:
        case TacticStatus.SUPPORTS:
            return Outcome.PASS, _("The tactic supports the finding.")
        case TacticStatus.WEAKENS | TacticStatus.REFUTES:
            return Outcome.FAIL, _("The tactic speaks against the finding. See: {command}").format(command=command)
        case TacticStatus.NOT_APPLIED:
            return Outcome.UNDETERMINED, _("The tactic was not applied yet. Type: {command}").format(command=command)
        case TacticStatus.NOT_APPLICABLE:
            return Outcome.UNDETERMINED, _("The tactic cannot be applied here; waive the assertion, or take it out.")
        case TacticStatus.AWAITING_HUMAN | TacticStatus.MACHINE_ONLY:
            return Outcome.UNDETERMINED, _("The tactic waits for your answer. See: {command}").format(command=command)


def _uncertain() -> str:
    return _("It depends on whether doubtful informants are independent; a human must say.")


def _measure_label(measure: str) -> str:
    return {
        "witnesses": _("supporting witnesses"),
        "independent_witnesses": _("independent witnesses"),
        "groups": _("supporting groups"),
        "techniques": _("techniques"),
        "negative_cases": _("negative cases"),
    }[measure]
