"""G2: findings that no test has been applied to."""

from __future__ import annotations

from typing import Any

from qda.verify.finding import NegativeAssertion
from qda.verify.tactic import TacticStatus, status_of
from qda.verify.tactics.plausibility import PlausibilityOptions, plausibility
from tests.verify.grounds import claim
from tests.verify.talks import talks

CHECKED = (NegativeAssertion(text="no_unresolved_negative"),)


def run(*findings: Any, ask: int = 10, **more: Any) -> Any:
    return plausibility(talks({"Ani": "a"}, findings=findings, **more), PlausibilityOptions(most=ask))


def test_neither_assertion_nor_tactic_leaves_a_finding_merely_plausible() -> None:
    """f1 asserts, f2 was tested, f3 was only chained, f4 was never touched, f5 is an expectation."""
    told = run(
        claim("a", key="f1", assertions=CHECKED),
        claim("a", key="f2"),
        claim("a", key="f3"),
        claim("a", key="f4"),
        claim("a", key="f5", kind="expectation"),
        statuses={
            "f2": {"negative-evidence": TacticStatus.AWAITING_HUMAN},
            "f3": {"chain-of-evidence": TacticStatus.SUPPORTS, "triangulating": TacticStatus.NOT_APPLIED},
        },
    )
    assert told.value == "2 of 4 findings rest on plausibility alone."
    assert [item.key for item in told.items] == ["finding:f3", "finding:f4"]
    assert told.holds is False
    assert status_of(told, "question", (), "x") is TacticStatus.AWAITING_HUMAN


def test_all_tested_asks_nothing() -> None:
    told = run(claim("a", key="f1", assertions=CHECKED))
    assert (told.holds, told.asks, told.items) == (True, False, ())
    assert status_of(told, "question", (), "x") is TacticStatus.SUPPORTS


def test_only_so_many_are_asked_at_once() -> None:
    told = run(*(claim("a", key=f"f{n:02}") for n in range(15)))
    assert (len(told.items), told.value[:8]) == (10, "15 of 15")


def test_without_findings_there_is_nothing_to_see() -> None:
    assert run().not_applicable == "The study has no findings yet."
