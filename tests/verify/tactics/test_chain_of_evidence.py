"""G12: a conclusion is as firm as the weakest of its steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qda.verify.tactic import TacticStatus, status_of
from qda.verify.tactics.chain_of_evidence import ChainOfEvidenceOptions, chain_of_evidence
from tests.verify.grounds import claim
from tests.verify.talks import cells, groups, talks

PEOPLE = groups(dinas="Ani Budi", perajin="Citra Dewi")

AGAINST = [{"source": name, "start": 5, "end": 6, "code": "e", "stance": "-"} for name in ("ani", "citra")]


def run(*findings: Any, **options: Any) -> Any:
    """The first finding's chain: of a speak three people, of b two, of c one."""
    stands = talks(
        {"Ani": "abc", "Budi": "ab", "Citra": "a", "Dewi": "d"}, cases=PEOPLE, findings=findings, codings=AGAINST
    )
    return chain_of_evidence(replace(stands, finding=findings[0]), ChainOfEvidenceOptions(**options))


def test_the_weakest_step_decides() -> None:
    """end ← mid (b: 2) ← low (c: 1), and end ← top (a: 3): the weakest is low with one, two steps from the end."""
    told = run(
        claim("d", key="end", depends_on=("mid", "top")),
        claim("b", key="mid", depends_on=("low",)),
        claim("c", key="low"),
        claim("a", key="top"),
    )
    assert told.value == (
        "The chain has 3 steps. The weakest is “low” with 1 independent witness, so the conclusion is no firmer than "
        "that."
    )
    assert [row.label for row in told.sheet.rows] == ["low", "mid", "top", "end"]
    assert [cells(told.sheet, key)[2] for key in ("low", "mid", "top")] == [1, 2, 3]
    assert [item.key for item in told.items] == ["step:low"]
    assert told.holds is False


def test_steps_of_two_or_more_hold() -> None:
    told = run(claim("d", key="end", depends_on=("mid", "top")), claim("b", key="mid"), claim("a", key="top"))
    assert (told.holds, told.items) == (True, ())
    assert status_of(told, "question", (), "x") is TacticStatus.AWAITING_HUMAN
    assert run(claim("d", key="end", depends_on=("mid",)), claim("b", key="mid"), least=3).holds is False


def test_a_refuted_step_does_not_carry_however_many_speak_of_it() -> None:
    """Ani and Citra, of two groups, speak against e."""
    told = run(claim("d", key="end", depends_on=("mid",)), claim("e", key="mid"), least=0)
    assert told.holds is False
    assert any("“mid” itself is REFUTED" in line for line in told.advice)


def test_a_step_that_is_no_finding_breaks_the_chain() -> None:
    told = run(claim("d", key="end", depends_on=("gone", "mid")), claim("b", key="mid"))
    assert told.value.endswith("It is broken: there is no finding “gone”.")
    assert (told.holds, told.items) == (False, ())


def test_a_circle_is_named() -> None:
    told = run(
        claim("d", key="end", depends_on=("mid",)),
        claim("b", key="mid", depends_on=("low",)),
        claim("c", key="low", depends_on=("mid",)),
    )
    assert told.value == "The chain runs in a circle: mid → low → mid."
    assert status_of(told, "question", (), "x") is TacticStatus.WEAKENS


def test_a_finding_without_steps_has_no_chain() -> None:
    assert run(claim("a", key="end")).not_applicable
