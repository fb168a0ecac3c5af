"""V4: the finding again, without what was only heard or supposed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qda.verify.finding import MeasureAssertion, RobustAssertion
from qda.verify.tactics.weighting_evidence import WeightingEvidenceOptions, weighting_evidence
from tests.verify.grounds import answer, claim
from tests.verify.sayings import say, study
from tests.verify.talks import cells, groups

PEOPLE = groups(dinas="Ani Budi", perajin="Citra Dewi")
TWO = MeasureAssertion(text="witnesses >= 2", measure="witnesses", sign=">=", number=2)


def ground(*sayings: dict[str, Any], asserted: Any = TWO, **more: Any) -> Any:
    return study(claim("a", assertions=(asserted,)), *sayings, cases=PEOPLE, **more)


def run(*sayings: dict[str, Any], asserted: Any = TWO, places: Any = None, **options: Any) -> Any:
    return weighting_evidence(ground(*sayings, asserted=asserted, places=places), WeightingEvidenceOptions(**options))


def test_weights_add_up_by_person() -> None:
    """Ani saw it (1), Budi heard it (0.4), Citra supposes it (0.2): 1.6 of three people; two are left of none."""
    told = run(
        say("Ani", answer="saya lihat", basis="direct"),
        say("Budi", answer="kata orang", basis="hearsay"),
        say("Citra", answer="mungkin saja", basis="inference"),
    )
    assert told.value == (
        "3 people or sources speak for it; the basis is known of 3. By how they know it, these 3 weigh as much as 1.6 "
        "at first hand."
    )
    assert told.holds is False
    assert told.advice[0].startswith("Tried again without hearsay and inference, it is single source and no longer")
    assert "supporting witnesses: 1; wanted >= 2." in told.advice[0]
    assert cells(told.sheet, "Budi")[2:4] == ["hearsay", 0.4]


def test_with_two_at_first_hand_it_passes() -> None:
    told = run(
        say("Ani", answer="saya lihat", basis="direct"),
        say("Citra", answer="saya ikut", basis="direct"),
        say("Budi", answer="kata orang", basis="hearsay"),
    )
    assert told.holds is True
    assert told.advice[0] == "Tried again without hearsay and inference, it is convergent and passes as before."
    assert told.advice[1].startswith("Not at first hand: “kata orang”")


def test_the_strongest_basis_of_a_person_counts() -> None:
    told = run(say("Ani", answer="x y", basis="hearsay"), say("Ani", answer="z w", basis="direct"), say("Citra"))
    assert cells(told.sheet, "Ani")[2:4] == ["at first hand", 1.0]


def test_what_is_seen_and_read_has_its_basis_and_what_is_said_has_none() -> None:
    """An observation 1, a document 0.8, two interviews without a basis: known of 2 of 4, which is enough (0.5)."""
    told = run(
        say("Catatan", answer="terlihat"),
        say("Koran", answer="tertulis"),
        say("Ani", answer="satu"),
        say("Citra", answer="dua"),
        places={
            "Catatan": {"kind": "observation", "technique": "O"},
            "Koran": {"kind": "document", "technique": "D"},
        },
    )
    assert told.value.endswith(
        "the basis is known of 2. By how they know it, these 2 weigh as much as 1.8 at first hand."
    )
    assert told.holds is True
    assert cells(told.sheet, "Ani")[2:4] == ["not stated", None]


def test_where_the_basis_is_not_stated_nothing_is_decided() -> None:
    told = run(say("Ani", answer="satu"), say("Citra", answer="dua"))
    assert told.holds is None
    assert told.value.endswith("the basis is known of 0.")
    assert told.next_action.startswith("State the basis")


def test_what_fails_with_all_its_evidence_is_not_weighed() -> None:
    told = run(say("Ani", basis="direct"))
    assert told.holds is None
    assert told.advice[0].startswith(
        "It does not pass even with all its evidence (supporting witnesses: 1; wanted >= 2)"
    )


def test_people_on_whom_the_verdict_hangs_are_to_be_rated() -> None:
    """Ani for one group, Citra for the other: without either one source is left. Rated poor, Citra no longer counts."""
    sayings = (say("Ani", answer="saya lihat", basis="direct"), say("Citra", answer="saya ikut", basis="direct"))
    told = run(*sayings)
    assert [item.key for item in told.items] == ["Ani", "Citra"]
    assert told.items[1].text.startswith("Without Citra the verdict becomes single source.")
    assert told.holds is True
    rated = replace(ground(*sayings), answers=(answer("Citra", "reject"),))
    again = weighting_evidence(rated, WeightingEvidenceOptions())
    assert again.holds is False
    assert "without hearsay, inference and Citra" in again.advice[0]


def test_a_verdict_that_hangs_on_nobody_asks_about_nobody() -> None:
    sayings = [say(who, answer=f"kata {who} sendiri", basis="direct") for who in ("Ani", "Budi", "Citra", "Dewi")]
    assert run(*sayings, asserted=RobustAssertion(text="survives_loss_of: 1", loss=1)).items == ()


def test_company_and_moment_are_told() -> None:
    """Ani and Citra on the same day: nothing is from later."""
    day = {"date": "2024-03-04"}
    told = run(say("Ani", answer="satu"), say("Citra", answer="dua"), places={"Ani": day, "Citra": day})
    assert any(s.startswith("All of it is from one day") for s in told.advice)
    assert cells(told.sheet, "Ani")[4:] == ["earlier half", "alone"]
    focus = run(say("Ani", answer="satu"), places={"Ani": {"technique": "F"}})
    assert any(s.startswith("Said before others: Ani.") for s in focus.advice)


def test_without_support_it_does_not_apply() -> None:
    assert run(say("Ani", "-")).not_applicable
