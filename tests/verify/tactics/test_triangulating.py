"""V3: the verdict by source group, and what the other axes add."""

from __future__ import annotations

from typing import Any

from qda.verify.finding import Resolution
from qda.verify.tactics.triangulating import TriangulatingOptions, triangulating
from tests.verify.grounds import claim
from tests.verify.sayings import say, study
from tests.verify.talks import groups

PEOPLE = groups(dinas="Ani Budi", perajin="Citra Dewi")


def run(*sayings: dict[str, Any], finding: Any = None, cases: Any = PEOPLE, places: Any = None) -> Any:
    ground = study(finding or claim("a"), *sayings, cases=cases, places=places)
    return triangulating(ground, TriangulatingOptions())


def test_two_groups_that_agree_hold() -> None:
    """Two groups with two witnesses each, none against, by interview alone."""
    told = run(*(say(who, answer=f"kata {who} lain lagi") for who in ("Ani", "Budi", "Citra", "Dewi")))
    assert told.value == (
        "By source group: convergent. 4 of 4 independent witnesses are for it, 0 against or on both sides; 2 of 2 "
        "groups that were asked support it."
    )
    assert (told.holds, told.asks, told.refutes) == (True, False, False)
    assert any(s.startswith("Only by one technique (interview).") for s in told.advice)


def test_one_group_alone_fails_and_asks_nothing() -> None:
    told = run(say("Ani", answer="satu"), say("Budi", answer="dua"))
    assert (told.holds, told.asks) == (False, False)
    assert told.next_action == "Ask in perajin: is it so that “Pelatihan ada”?"


def test_dissonance_is_quoted_on_both_sides_and_asks() -> None:
    sayings = [say("Ani", answer="ada semua"), say("Citra", "-", answer="tidak ada")]
    told = run(*sayings)
    assert (told.holds, told.asks) == (False, True)
    assert told.advice[0] == "For it: “ada semua” [ani:1 · Ani]"
    assert told.advice[1] == "Against it: “tidak ada” [citra:1 · Citra]"
    assert told.advice[2].startswith("1 witness against it has no decision yet.")
    decided = Resolution(informant="Citra", how="both-true", who="sari", when="2024-05-01", why="lain dusun")
    told = run(*sayings, finding=claim("a", resolutions=(decided,)))
    assert not any("no decision yet" in s for s in told.advice)


def test_all_against_refutes() -> None:
    told = run(say("Ani", "-", answer="tidak"), say("Citra", "-", answer="bukan"))
    assert (told.holds, told.refutes) == (False, True)


def test_nobody_asked_cannot_be_told() -> None:
    told = run(say("Ani", code="b"), finding=claim("a", scope=(("group", ("desa",)),)))
    assert told.holds is None
    assert told.next_action == "Ask about it: nobody was asked yet."


def test_kinds_of_data_and_time_are_told() -> None:
    """Citra in May for it, Dewi in August against it; a note shows it too."""
    told = run(
        say("Citra", answer="sudah"),
        say("Dewi", "-", answer="belum"),
        say("Catatan", answer="terlihat mesin"),
        places={
            "Citra": {"period": "2024-05"},
            "Dewi": {"period": "2024-08"},
            "Catatan": {"kind": "observation", "technique": "O", "period": "2024-05"},
        },
    )
    assert "It rests on 2 kinds of data: observed, spoken." in told.advice
    assert any(s.startswith("By time it differs: for it 2024-05; against it 2024-08.") for s in told.advice)


def test_a_script_read_to_many_is_told_from_a_copy() -> None:
    """Three interviews share thirty words: they count as one, and it is said why that may be."""
    script = " ".join(f"kata{n}" for n in range(30))
    told = run(*(say(who, answer=script) for who in ("Ani", "Citra", "Dewi")))
    assert any(s.startswith("3 interviews share the same words and count as one.") for s in told.advice)
