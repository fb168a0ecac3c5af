"""V11: does the finding hold in a part of the study that was set aside beforehand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.model.condition import Condition, parse_condition
from qda.model.evidence import VerdictWord
from qda.model.sheet import Sheet
from qda.model.verdict_words import interval_label
from qda.model.wording import N_, _
from qda.verify.facts import Coded, StudyFacts
from qda.verify.finding import FindingSpec
from qda.verify.moments import Moment, moment, moment_words
from qda.verify.outcome import Status
from qda.verify.quoting import in_words, one_each, quotations_of
from qda.verify.retrial import Retrial, retry_within
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, table

_STATUS = {
    Status.SUPPORTED: N_("passes"),
    Status.NOT_SUPPORTED: N_("fails"),
    Status.UNDETERMINED: N_("cannot be told"),
}
_QUOTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicatingOptions:
    """Replicating takes its hold-out from the finding, where its date is kept; it has no options."""


@tactic(
    "replicating",
    N_("Replicating a finding: whether it passes on cases, sites or periods set aside before coding"),
    number="V11",
    about=About.FINDING,
    question="",
    options=ReplicatingOptions,
    predicate=N_("what the finding asserts passes on the hold-out"),
    criteria=("transferability", "dependability"),
)
def replicating(ground: Ground, _options: ReplicatingOptions) -> Machine:
    """The finding's assertions, tried within the hold-out and outside of it.

    Raises:
        FormulaError: the condition of the hold-out cannot be read.
    """
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    if not finding.hold_out:
        return _nothing_set_aside(finding)
    condition = parse_condition(finding.hold_out)
    held = tuple(coded for coded in ground.facts.codings if _inside(ground.facts, condition, coded))
    if not held:
        return _nothing_coded(finding)
    inside = retry_within(ground, finding, finding.hold_out)
    outside = retry_within(ground, finding, f"not ({finding.hold_out})")
    when = moment(finding.hold_out_at, held)
    return Machine(
        value=_value(finding, inside, outside),
        holds=_holds(inside, outside, when),
        refutes=inside.result.verdict is VerdictWord.REFUTED,
        advice=(*_moment_advice(finding, when), *_advice(ground, inside, outside)),
        sheet=_sheet(ground, finding, inside, outside),
        evidence=tuple(sorted({coding for witness in inside.result.witnesses for coding in witness.codings})),
        caveat=_(
            "Both parts come from one study, one researcher, one codebook. That it holds again here does not say that "
            "it would elsewhere."
        ),
        next_action=_next(inside, when),
    )


def _inside(facts: StudyFacts, condition: Condition, coded: Coded) -> bool:
    return condition.holds(facts.values_of(coded.informant, coded.source))


def _nothing_set_aside(finding: FindingSpec) -> Machine:
    value = _("No part of the study was set aside for this finding.")
    how = _('Set one aside before you code it: hold_out: "site=…" or "period>=…" at {key} in findings.yaml.').format(
        key=finding.key
    )
    return Machine(value=value, not_applicable=f"{value} {how}")


def _nothing_coded(finding: FindingSpec) -> Machine:
    return Machine(
        value=_("Nothing is coded yet in the part that was set aside ({hold_out}).").format(hold_out=finding.hold_out),
        advice=(_("Finish the codebook on the rest first. Then code this part with it, unchanged."),),
        next_action=_("Code the part that was set aside, then: qda tactic replicating {key}").format(key=finding.key),
    )


def _holds(inside: Retrial, outside: Retrial, when: Moment) -> bool | None:
    """A failure counts whenever it was found; a success only where the part was set aside before it was coded.

    What fails on the rest as well has not been found anywhere yet, so that there is nothing to replicate.
    """
    if inside.status is not Status.SUPPORTED and outside.status is not Status.SUPPORTED:
        return None
    if inside.status is Status.NOT_SUPPORTED:
        return False
    return True if inside.status is Status.SUPPORTED and when is Moment.BEFORE else None


def _value(finding: FindingSpec, inside: Retrial, outside: Retrial) -> str:
    return _("On the hold-out ({hold_out}) it {inside}: {here}. On the rest it {outside}: {there}.").format(
        hold_out=finding.hold_out,
        inside=_(_STATUS[inside.status]),
        here=_told(inside),
        outside=_(_STATUS[outside.status]),
        there=_told(outside),
    )


def _told(trial: Retrial) -> str:
    result = trial.result
    return _("{verdict}, {plus} of {all} witnesses for it").format(
        verdict=interval_label(result.lower, result.upper),
        plus=result.measures.witnesses,
        all=len(result.witnesses),
    )


def _moment_advice(finding: FindingSpec, when: Moment) -> list[str]:
    told = _("The hold-out: {when}.").format(when=moment_words(when, finding.hold_out_at))
    if when is Moment.BEFORE:
        return [told]
    return [f"{told} {_('A part chosen after it was coded replicates nothing; passing it does not count.')}"]


def _advice(ground: Ground, inside: Retrial, outside: Retrial) -> list[str]:
    told = [_("On the hold-out: {because}").format(because=each.because) for each in inside.failing]
    against = {coding for witness in inside.result.negative_cases for coding in witness.codings}
    quotes = one_each(quotations_of(ground.material, against).values(), _QUOTED)
    if quotes:
        told.append(_("Against it there: {quotes}").format(quotes=" · ".join(map(in_words, quotes))))
    if inside.failing and outside.status is Status.SUPPORTED:
        told.append(_("It holds where it was found and not where it was tried. Narrow it to where it was found."))
    if inside.failing and outside.failing:
        told.append(_("It does not pass on the rest either: there is nothing yet that could be replicated."))
    if inside.failing and not inside.result.witnesses:
        told.append(_("Nobody there speaks of it, which is no refutation: see whether they were asked."))
    return told


def _next(inside: Retrial, when: Moment) -> str:
    if when is not Moment.BEFORE:
        return _("Set aside something that is not coded yet: a site, a period, some informants.")
    return "" if not inside.failing else _("Say in the finding where it holds, under “scope”.")


def _sheet(ground: Ground, finding: FindingSpec, inside: Retrial, outside: Retrial) -> Sheet:
    there: dict[str, str] = {each.assertion: _outcome(each.outcome.value) for each in outside.assertions}
    rows = [
        line(each.assertion, (_outcome(each.outcome.value), there.get(each.assertion), each.because))
        for each in inside.assertions
    ]
    return table(
        ground,
        "replicating",
        _("Replication"),
        reading=_("Each row is an assertion of the finding, tried on the part set aside and on the rest."),
        corner=_("assertion"),
        heads=(_("hold-out"), _("rest"), _("on the hold-out")),
        rows=rows,
        rules=(_("Set aside: {hold_out}").format(hold_out=finding.hold_out),),
        counts=_counts(inside, outside),
    )


def _counts(inside: Retrial, outside: Retrial) -> str:
    asked: Sequence[int] = [sum(n for _group, n in trial.result.asked) for trial in (inside, outside)]
    return _("{here} people or sources asked in the hold-out, {there} in the rest.").format(
        here=asked[0], there=asked[1]
    )


def _outcome(word: str) -> str:
    return {
        "pass": _("passes"),
        "fail": _("fails"),
        "undetermined": _("cannot be told"),
        "waived": _("waived"),
    }[word]
