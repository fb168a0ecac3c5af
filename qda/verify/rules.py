"""The rules that a finding asserts over cases, or that were named for a tactic. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from qda.model.condition import parse_condition
from qda.model.quotation import Quotation
from qda.verify.asked import one_name
from qda.verify.evidence import scope_of
from qda.verify.facts import Coded
from qda.verify.finding import FindingSpec, IfThenAssertion
from qda.verify.if_then import CaseValues, case_values
from qda.verify.quoting import quotations_of
from qda.verify.tactic import Ground


def rules_of(
    finding: FindingSpec, given: str, then: str, consistency: float, min_cases: int
) -> tuple[IfThenAssertion, ...]:
    """The rule named, else those that the finding asserts; none where there is neither."""
    if given and then:
        text = f"if {given} then {then}"
        return (IfThenAssertion(text=text, given=given, then=then, consistency=consistency, min_cases=min_cases),)
    return tuple(each for each in finding.assertions if isinstance(each, IfThenAssertion))


def cases_in_scope(ground: Ground, finding: FindingSpec) -> tuple[CaseValues, ...]:
    """The cases within the finding's scope, with what conditions can ask of them."""
    return case_values(ground.facts, scope_of(ground.facts, finding)[0])


def codings_behind(ground: Ground, finding: FindingSpec, rule: IfThenAssertion) -> tuple[Coded, ...]:
    """The codings a rule looks at; those of the finding where it looks at attributes alone.

    Raises:
        FormulaError: a condition cannot be read.
    """
    codes = [*parse_condition(rule.given).codes, *parse_condition(rule.then).codes]
    plain = [code.partition("*")[0].rstrip("/") for code in codes]
    wanted = [code for code in plain if code] or list(finding.evidence.codes)
    return tuple(ground.facts.coded_below(wanted))


def words_of_case(ground: Ground, codings: Sequence[Coded], name: str) -> tuple[Quotation, ...]:
    """What one case says among some codings, as quotations."""
    ids = {coded.id for coded in codings if one_name(ground.facts, coded.informant) == one_name(ground.facts, name)}
    return tuple(quotations_of(ground.material, ids).values())
