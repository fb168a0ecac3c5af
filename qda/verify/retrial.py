"""A finding tried again on part of its evidence, as weighting, extremes and replication do. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qda.model.evidence import DEFAULT_THRESHOLDS, Evidence, EvidenceUnit, Triangulation
from qda.verify.assertions import status_of, try_assertions
from qda.verify.evidence import gather_evidence, scope_of
from qda.verify.finding import FindingSpec, IfThenAssertion, TacticAssertion
from qda.verify.if_then import case_values
from qda.verify.outcome import AssertionResult, Outcome, Status
from qda.verify.tactic import Ground
from qda.verify.triangulate import triangulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrial:
    """What a finding comes to on some evidence."""

    result: Triangulation
    assertions: tuple[AssertionResult, ...]
    status: Status

    @property
    def failing(self) -> tuple[AssertionResult, ...]:
        """The assertions that fail or cannot be told."""
        return tuple(a for a in self.assertions if a.outcome in (Outcome.FAIL, Outcome.UNDETERMINED))


def retry(ground: Ground, finding: FindingSpec, evidence: Evidence) -> Retrial:
    """Triangulate some evidence and try the finding's own assertions on it.

    What is asserted of tactics is left out, or a tactic would rest on itself; so is the expected verdict, which is
    meant for all the evidence. The thresholds are those of the study's own run.

    Raises:
        FormulaError: a condition cannot be read.
    """
    own = replace(
        finding,
        assertions=tuple(a for a in finding.assertions if not isinstance(a, TacticAssertion)),
        expected=None,
    )
    result = triangulate(evidence, DEFAULT_THRESHOLDS if ground.result is None else ground.result.options)
    ruled = any(isinstance(a, IfThenAssertion) for a in own.assertions)
    cases = case_values(ground.facts, scope_of(ground.facts, own)[0]) if ruled else ()
    tried = try_assertions(own, result, cases)
    return Retrial(result=result, assertions=tried, status=status_of(tried))


def retry_with(ground: Ground, finding: FindingSpec, keep: Callable[[EvidenceUnit], bool]) -> Retrial:
    """The finding on those units of its evidence alone; who was asked stays who was asked."""
    evidence = ground.evidence or gather_evidence(ground.facts, finding)
    return retry(ground, finding, replace(evidence, units=tuple(filter(keep, evidence.units))))


def retry_within(ground: Ground, finding: FindingSpec, condition: str) -> Retrial:
    """The finding in the part of the study for which a condition holds: its evidence, and who was asked there.

    Raises:
        FormulaError: the condition cannot be read.
    """
    scope = f"({finding.scope_condition}) and ({condition})" if finding.scope_condition else condition
    narrowed = replace(finding, scope_condition=scope)
    return retry(ground, narrowed, gather_evidence(ground.facts, narrowed))
