"""V9: the 2×2 table of a rule, its deviant cases, and when it was written."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import FormulaError
from qda.verify.finding import IfThenAssertion
from qda.verify.tactics.if_then import IfThenOptions, if_then
from tests.verify.grounds import claim
from tests.verify.sayings import say, study
from tests.verify.talks import cells

CODED = "2024-03-01T00:00:00Z"
RULE = IfThenAssertion(text="a → b", given="code:a", then="code:b")
HAVE = {"Ani": "ab", "Budi": "ab", "Citra": "ab", "Dewi": "ab", "Eka": "a", "Fajar": "b", "Gita": "c"}


def run(
    have: dict[str, str] = HAVE, *, rules: Any = (RULE,), kind: str = "causal", cases: Any = (), **more: Any
) -> Any:
    options = {name: more.pop(name) for name in ("given", "then", "consistency", "min_cases") if name in more}
    sayings = [say(who, answer=f"{who} soal {c}", code=c, at=CODED) for who, codes in have.items() for c in codes]
    finding = claim("a", kind=kind, assertions=rules, **more)
    return if_then(study(finding, *sayings, cases=cases), IfThenOptions(**options))


def test_four_of_five_are_consistent_enough() -> None:
    """Five have a, four of them b: 0.80. Five have b, four of them a: coverage 4 of 5. Gita has neither."""
    told = run()
    assert told.value == (
        "If code:a, then code:b: so in 4 of 5 cases (80 %). Of all cases with the “then”, 4 of 5 (80 %) have the “if”."
    )
    assert told.holds is True
    assert told.advice[0] == "Deviant case Eka: “Eka soal a” [eka:1 · Eka]"
    assert told.advice[1].startswith("It also comes about without the “if”: Fajar.")
    assert told.next_action == "Read Eka again: what is different there?"
    assert cells(told.sheet, "Eka") == ["yes", "no", "deviant case"]
    assert cells(told.sheet, "Gita") == ["no", "no", "neither"]


def test_three_of_four_are_not() -> None:
    """0.75 < 0.8."""
    told = run({name: codes for name, codes in HAVE.items() if name != "Dewi"})
    assert told.holds is False
    assert told.advice[0].startswith("Consistency 0.75, wanted 0.80")


def test_two_cases_decide_nothing() -> None:
    told = run({"Ani": "ab", "Budi": "ab", "Gita": "c"})
    assert told.holds is None
    assert told.advice[0] == "2 cases have the “if”; with fewer than 3 nothing is decided."


def test_a_code_said_against_is_not_had() -> None:
    sayings = [say(name, code=c) for name in ("Ani", "Budi", "Citra") for c in "ab"]
    sayings[-1]["stance"] = "-"
    told = if_then(study(claim("a", assertions=(RULE,)), *sayings), IfThenOptions())
    assert told.value.startswith("If code:a, then code:b: so in 2 of 3 cases (67 %).")


def test_two_names_of_one_person_are_one_case() -> None:
    """Bu Ani is Ani: a under one name, b under the other."""
    cases = [{"name": "Ani"}, {"name": "Bu Ani", "same_as": "Ani"}]
    told = run({"Ani": "a", "Bu Ani": "b", "Budi": "ab", "Citra": "ab"}, cases=cases)
    assert told.value.startswith("If code:a, then code:b: so in 3 of 3 cases (100 %).")


def test_a_rule_stored_before_the_coding_asks_nothing() -> None:
    assert run(imported_at="2024-01-01T00:00:00Z").asks is False
    late = run(imported_at="2024-04-01T00:00:00Z")
    assert late.asks is True
    assert late.advice[-1] == "The rule: post hoc: stored after all of this was coded (2024-04-01)."


def test_a_rule_named_in_the_command_is_post_hoc() -> None:
    told = run(rules=(), given="code:a", then="code:b", imported_at="2024-01-01T00:00:00Z")
    assert (told.holds, told.asks) == (True, True)
    assert told.advice[-1] == "The rule: named in the command, so after the coding: post hoc."
    assert run(rules=(), given="code:a", then="code:b", consistency=0.9).holds is False


def test_a_missing_value_is_unknown() -> None:
    told = run(rules=(), given="usia>=40", then="code:b", cases=[{"name": "Ani", "usia": "50"}])
    assert told.holds is None
    assert any(s.startswith("Cannot be told, a value is missing or nobody asked: Budi, Citra") for s in told.advice)


def test_without_a_rule_only_a_claimed_connection_needs_one() -> None:
    assert run(rules=(), kind="descriptive").not_applicable
    told = run(rules=(), kind="causal")
    assert (told.not_applicable, told.holds, told.asks) == ("", None, True)


def test_a_faulty_condition_is_named() -> None:
    with pytest.raises(FormulaError):
        run(rules=(), given="code:a and", then="code:b")
