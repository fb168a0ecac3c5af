"""V6: the ends of the scale."""

from __future__ import annotations

from typing import Any

from qda.verify.finding import Resolution
from qda.verify.tactics.extreme_cases import ExtremeCasesOptions, extreme_cases
from tests.verify.grounds import claim
from tests.verify.sayings import say, study

CASES = [{"name": n, "usia": age} for n, age in (("Ani", "20"), ("Budi", "40"), ("Citra", "61"))]


def run(*sayings: dict[str, Any], cases: Any = CASES, finding: Any = None, **options: Any) -> Any:
    return extreme_cases(study(finding or claim("a"), *sayings, cases=cases), ExtremeCasesOptions(**options))


def test_it_holds_where_both_ends_speak_for_it() -> None:
    told = run(say("Ani"), say("Budi", "-"), say("Citra"), outcome="usia")
    assert told.value == "By usia, 3 cases: lowest 20: Ani (for it); highest 61: Citra (for it)."
    assert told.holds is True
    assert [row.label for row in told.sheet.rows] == ["Citra", "Budi", "Ani"]


def test_an_end_against_it_fails_until_the_scope_is_narrowed() -> None:
    sayings = (say("Ani"), say("Budi"), say("Citra", "-", answer="tidak begitu"))
    told = run(*sayings, outcome="usia")
    assert told.holds is False
    assert told.advice[0] == "Citra speaks against it: “tidak begitu” [citra:1 · Citra]"
    narrowed = Resolution(informant="Citra", how="narrow", who="sari", when="2024-05-01", why="di bawah 60 tahun")
    assert run(*sayings, outcome="usia", finding=claim("a", resolutions=(narrowed,))).holds is True


def test_a_silent_end_cannot_be_told() -> None:
    told = run(say("Ani"), say("Budi"), say("Citra", code="b"), outcome="usia")
    assert told.holds is None
    assert told.next_action == "Ask Citra."


def test_ties_are_all_looked_at() -> None:
    """Ani and Budi share the lowest number; Budi is against it."""
    cases = [{**CASES[0]}, {"name": "Budi", "usia": "20"}, CASES[2]]
    told = run(say("Ani"), say("Budi", "-"), say("Citra"), outcome="usia", cases=cases)
    assert "lowest 20: Ani (for it), Budi (against it)" in told.value
    assert told.holds is False


def test_the_findings_own_magnitudes_come_first() -> None:
    """Ani twice, 1 and 3: her median 2 lies between Budi's 1 and Citra's 4."""
    told = run(
        say("Ani", magnitude="1"), say("Ani", magnitude="3"), say("Budi", magnitude="1"), say("Citra", magnitude="4")
    )
    assert told.value.startswith("By a, 3 cases: lowest 1: Budi (for it); highest 4: Citra (for it).")


def test_cases_outside_the_scope_are_no_extremes() -> None:
    cases = [{**row, "site": "Utara" if row["name"] != "Citra" else "Selatan"} for row in CASES]
    cases.append({"name": "Dewi", "usia": "50", "site": "Utara"})
    told = run(
        *(say(name) for name in ("Ani", "Budi", "Citra", "Dewi")),
        cases=cases,
        finding=claim("a", scope=(("site", ("Utara",)),)),
        outcome="usia",
    )
    assert "highest 50: Dewi" in told.value


def test_without_a_number_it_says_which_could_be_taken() -> None:
    told = run(say("Ani"), say("Budi"), say("Citra"))
    assert told.holds is None
    assert told.next_action == "qda tactic extreme-cases f --outcome usia"
    assert run(say("Ani"), cases=()).not_applicable
    few = run(say("Ani"), say("Budi"), say("Citra"), outcome="tinggi")
    assert few.value == "“tinggi” is known of 0 cases, or is the same in all; 3 that differ are needed."
