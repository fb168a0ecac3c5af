"""What verifying a finding gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qda.model.evidence import Triangulation
from qda.model.wording import plural
from qda.verify.finding import FindingSpec, Waiver
from qda.verify.moments import Moment


class Outcome(StrEnum):
    """What one assertion comes to."""

    PASS = "pass"
    FAIL = "fail"
    UNDETERMINED = "undetermined"  # a human's answer is missing
    WAIVED = "waived"


class Status(StrEnum):
    """What a finding comes to."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not-supported"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionResult:
    """One assertion, tried.

    Attributes:
        because: One sentence with the numbers.
        waiver: Who answers for it, where it was waived.
    """

    assertion: str
    outcome: Outcome
    because: str
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How the evidence differs from that of the last verification.

    Attributes:
        before: Codings of the evidence then.
        now: Codings of the evidence now.
        verdict_before: The verdict then.
    """

    before: int
    now: int
    verdict_before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingResult:
    """One finding, verified.

    Attributes:
        change: None where the evidence is as it was, or was never verified before.
        moment: Of an expectation: whether it was stored before its evidence was coded; None of other findings.
    """

    finding: FindingSpec
    status: Status
    assertions: tuple[AssertionResult, ...]
    triangulation: Triangulation
    change: Change | None = None
    moment: Moment | None = None

    @property
    def post_hoc(self) -> bool:
        """Whether it calls itself an expectation and came when evidence was coded already."""
        return self.moment in (Moment.AFTER, Moment.BETWEEN)


def exit_status(results: Sequence[FindingResult]) -> int:
    """0 all supported, 1 some not, 3 none fails but a human's answer is missing."""
    statuses = {result.status for result in results}
    if Status.NOT_SUPPORTED in statuses:
        return 1
    return 3 if Status.UNDETERMINED in statuses else 0


def verification_counts(results: Sequence[FindingResult]) -> str:
    """How many findings came to what, one line."""
    counts = Counter(result.status for result in results)
    return plural(
        "{n} finding: {supported} supported, {failing} not supported, {open} undetermined",
        "{n} findings: {supported} supported, {failing} not supported, {open} undetermined",
        len(results),
    ).format(
        n=len(results),
        supported=counts[Status.SUPPORTED],
        failing=counts[Status.NOT_SUPPORTED],
        open=counts[Status.UNDETERMINED],
    )


def verification_json(results: Iterable[FindingResult]) -> list[dict[str, object]]:
    """The rows of `qda verify --json`; `finding`, `status` and `assertions` are fixed (design §7)."""
    return [
        {
            "finding": result.finding.key,
            "status": result.status.value,
            "assertions": [
                {"assertion": each.assertion, "outcome": each.outcome.value, "because": each.because}
                for each in result.assertions
            ],
            "statement": result.finding.statement,
            "verdict": result.triangulation.verdict.value,
            "lower": result.triangulation.lower.value,
            "upper": result.triangulation.upper.value,
            "k_star": result.triangulation.k_star,
            "waivers": [
                {"assertion": w.assertion, "who": w.who, "when": w.when, "why": w.why} for w in result.finding.waivers
            ],
            "rivals": [{"statement": rival.statement, "finding": rival.finding} for rival in result.finding.rivals],
            "kind": result.finding.kind,
            "post_hoc": result.post_hoc,
            "changed": result.change is not None,
            "evidence_changed": None
            if result.change is None
            else {
                "before": result.change.before,
                "now": result.change.now,
                "verdict_before": result.change.verdict_before,
            },
        }
        for result in results
    ]
