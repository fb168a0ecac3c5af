"""V11: the same assertions on a part that was set aside beforehand."""

from __future__ import annotations

from typing import Any

from qda.verify.finding import MeasureAssertion, TacticAssertion
from qda.verify.tactics.replicating import ReplicatingOptions, replicating
from tests.verify.grounds import claim
from tests.verify.sayings import say, study
from tests.verify.talks import cells

CODED = "2024-03-01T00:00:00Z"
TWO = MeasureAssertion(text="witnesses >= 2", measure="witnesses", sign=">=", number=2)
SITES = {"Ani": "Utara", "Budi": "Utara", "Citra": "Selatan", "Dewi": "Selatan"}
CASES = [{"name": name, "site": site, "group": site.lower()} for name, site in SITES.items()]


def run(stances: str = "++++", *, at: str = "2024-01-01T00:00:00Z", hold_out: str = "site=Selatan", **more: Any) -> Any:
    sayings = [
        say(name, sign, answer=f"kata {name} sendiri", at=CODED) for name, sign in zip(SITES, stances, strict=True)
    ]
    asserted = more.pop("asserted", (TWO,))
    finding = claim("a", assertions=asserted, hold_out=hold_out, hold_out_at=at, **more)
    return replicating(study(finding, *sayings, cases=CASES), ReplicatingOptions())


def test_what_passes_in_both_parts_is_replicated() -> None:
    """Two witnesses in the south, set aside two months before it was coded; two in the north."""
    told = run()
    assert told.value == (
        "On the hold-out (site=Selatan) it passes: single source, 2 of 2 witnesses for it. On the rest it passes: "
        "single source, 2 of 2 witnesses for it."
    )
    assert told.holds is True
    assert cells(told.sheet, "witnesses >= 2")[:2] == ["passes", "passes"]
    assert told.sheet.counts == "2 people or sources asked in the hold-out, 2 in the rest."


def test_a_hold_out_chosen_afterwards_replicates_nothing() -> None:
    told = run(at="2024-03-02T00:00:00Z")
    assert told.holds is None
    assert told.advice[0].startswith("The hold-out: post hoc: stored after all of this was coded (2024-03-02).")


def test_what_fails_in_the_hold_out_fails_whenever_it_was_chosen() -> None:
    """One witness for it and one against in the south."""
    for at in ("2024-01-01T00:00:00Z", "2024-03-02T00:00:00Z"):
        told = run("+++-", at=at)
        assert told.holds is False
        assert "On the hold-out: supporting witnesses: 1; wanted >= 2." in told.advice
        assert any(s.startswith("Against it there: “kata Dewi sendiri”") for s in told.advice)
        assert told.refutes is False


def test_what_is_contradicted_by_all_in_the_hold_out_is_refuted_there() -> None:
    """Two groups within the hold-out, both against it."""
    cases = [{**row, "group": row["name"]} for row in CASES]
    sayings = [say(name, sign, answer=f"{name} saja", at=CODED) for name, sign in zip(SITES, "++--", strict=True)]
    finding = claim("a", assertions=(TWO,), hold_out="site=Selatan", hold_out_at="2024-01-01T00:00:00Z")
    told = replicating(study(finding, *sayings, cases=cases), ReplicatingOptions())
    assert (told.holds, told.refutes) == (False, True)


def test_what_fails_everywhere_cannot_be_replicated() -> None:
    told = run("+-+-")
    assert told.holds is None
    assert any(s.startswith("It does not pass on the rest either") for s in told.advice)


def test_it_never_rests_on_tactics() -> None:
    """Only a tactic is asserted: the default assertion stands in, and one group does not converge."""
    told = run(asserted=(TacticAssertion(text="tactic: replicating", tactic="replicating"),))
    assert [row.label for row in told.sheet.rows] == ["verdict in [CONVERGENT, COMPLEMENTARY]"]


def test_the_scope_stands_within_both_parts() -> None:
    """North is out of scope: nobody is left on the rest."""
    told = run(scope_condition="site=Selatan")
    assert "On the rest it cannot be told: not asked yet, 0 of 0 witnesses" in told.value


def test_nothing_set_aside_or_nothing_coded() -> None:
    assert run(hold_out="").not_applicable
    told = run(hold_out="site=Barat")
    assert told.value == "Nothing is coded yet in the part that was set aside (site=Barat)."
    assert told.holds is None
