"""What comparing coders and lint say of the study, as the report needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.model.errors import InputError, NotFoundError
from qda.model.records import Origin
from qda.model.wording import _
from qda.report.account import AgreementAccount, AgreementRow
from qda.store import codebook, tactics
from qda.store.study import Study
from qda.verify.facts import Coded
from qda.verify.lint import Found, lint_study
from qda.verify.tactic import Sort
from qda.verify.tactic_choice import listed
from qda.verify.tactic_words import tactic_name

if TYPE_CHECKING:
    from qda.stats.agreement import Estimate


def agreement_of(study: Study, codings: Sequence[Coded]) -> tuple[AgreementAccount | None, str]:
    """Agreement between the people who coded, by their own segments; else why there is none.

    Of several rounds it is the last one in which two people coded, the consensus left out.
    """
    from qda.condense.agree import agreement
    from qda.condense.agreement_lines import compared_lines
    from qda.condense.agreement_options import AgreementOptions, IntervalMethod
    from qda.stats.agreement import Statistic

    chosen = _round(codings)
    if not chosen:
        return None, _why_not(codings)
    try:
        found = agreement(study, AgreementOptions(rounds=(chosen,), interval=IntervalMethod.NONE))
    except (InputError, NotFoundError) as fault:
        return None, fault.what.rstrip(".")
    kappa = Statistic.COHEN if len(found.raters) == 2 else Statistic.FLEISS
    labels = {code.path: code.label_in(study.language) for code in codebook.listed(study)}
    rows = [
        AgreementRow(
            code=labels.get(one.code, one.code),
            units=one.pairable,
            percent=_value(one.of(Statistic.PERCENT)),
            kappa=_value(one.of(kappa)),
            alpha=_value(one.of(Statistic.ALPHA)),
        )
        for one in found.coefficients.codes
    ]
    every = found.coefficients
    rows.append(
        AgreementRow(
            code="",
            units=found.units,
            percent=_value(every.of(Statistic.PERCENT)),
            kappa=_value(every.of(kappa)),
            alpha=_value(every.of(Statistic.ALPHA)),
        )
    )
    account = AgreementAccount(
        coders=tuple(rater.label for rater in found.raters),
        kappa=kappa.value.capitalize(),
        rows=tuple(rows),
        notes=tuple(compared_lines(found)),
    )
    return account, ""


def meaning_of(study: Study) -> tuple[str, ...]:
    """The tactics for generating meaning that were applied: number and name, in their order."""
    applied = {run.tactic for run in tactics.runs(study)}
    return tuple(
        f"{plugin.details.number} {tactic_name(plugin)}" for plugin in listed(Sort.MEANING) if plugin.name in applied
    )


def defects_of(study: Study) -> tuple[Found, ...]:
    """What lint finds in the study, that which somebody answers for included."""
    return lint_study(study).found


def _value(estimate: Estimate) -> float | None:
    return estimate.coefficient.value


def _round(codings: Sequence[Coded]) -> str:
    """The last round in which two people coded; "" where there is none."""
    from qda.condense.agreement_options import CONSENSUS

    coders: dict[str, set[str]] = {}
    for coded in codings:
        if coded.origin == Origin.HAND and coded.round != CONSENSUS:
            coders.setdefault(coded.round, set()).add(coded.coder)
    return max((name for name, people in coders.items() if len(people) > 1), default="")


def _why_not(codings: Sequence[Coded]) -> str:
    people = sorted({coded.coder for coded in codings if coded.origin == Origin.HAND})
    if not people:
        return _("nobody coded by hand, so there are no two judgements to compare")
    if len(people) == 1:
        return _("there is one coder ({coder}), so there are no two judgements to compare").format(coder=people[0])
    return _("no two people coded in the same round")
