"""G1: spread, pairs and sequences; the guide's patterns are told from the informants'."""

from __future__ import annotations

from typing import Any

from qda.verify.tactic import TacticStatus, status_of
from qda.verify.tactics.patterns import PatternsOptions, patterns
from tests.verify.talks import cells, groups, talks

TWO = groups(dinas="Ani Budi", perajin="Citra Dewi")


def run(stands: Any, **options: Any) -> Any:
    return patterns(stands, PatternsOptions(**options))


def test_a_code_of_three_people_in_two_groups_is_a_pattern() -> None:
    """a: four people, two groups; b: two people; c: three people of whom two groups; d: one."""
    stands = talks({"Ani": "a . c", "Budi": "a . c", "Citra": "a . b . c", "Dewi": "a . b . d"}, cases=TWO)
    told = run(stands, times=9)
    assert told.value.startswith("2 of 4 codes in use")
    assert [item.key for item in told.items] == ["code:a", "code:c"]
    assert cells(told.sheet, "a") == [(4, 4), 2, None, None, None, None]
    assert status_of(told, "question", (), "x") is TacticStatus.AWAITING_HUMAN


def test_one_group_alone_is_no_pattern_unless_the_study_knows_no_groups() -> None:
    said = {"Ani": "a", "Budi": "a", "Citra": "a", "Dewi": "b"}
    one = run(talks(said, cases=groups(dinas="Ani Budi Citra", perajin="Dewi")))
    assert (one.items, one.asks, one.holds) == ((), False, None)
    assert run(talks(said)).items[0].key == "code:a"


def test_what_nobody_raises_unasked_is_perhaps_the_guides() -> None:
    """q1 is on a, q2 on b: all speak of a only when asked, and of c without any question on it."""
    stands = talks(
        dict.fromkeys(("Ani", "Budi", "Citra"), "a c"),
        cases=groups(dinas="Ani", perajin="Budi Citra"),
        guide={"q1": ["a"], "q2": ["b"]},
        put={name: ["q1", "q2"] for name in ("Ani", "Budi", "Citra")},
    )
    told = run(stands)
    assert any(line.startswith("Only in answer to a question on it: “a”.") for line in told.advice)
    by_key = {item.key: item.text for item in told.items}
    assert "Nobody raised it unasked." in by_key["code:a"]
    assert "Nobody raised it unasked." not in by_key["code:c"]
    assert cells(told.sheet, "c")[3] == 3


def test_pairs_above_chance_are_counted_in_people() -> None:
    """Three people with turns ab, c, c, c: a and b in 3 of 12 turns, 9 / 12 = 0.75 meetings by chance, 3 found."""
    stands = talks(dict.fromkeys(("Ani", "Budi", "Citra"), "ab c c c"))
    told = run(stands)
    assert cells(told.sheet, "a + b") == [3, None, None, None, 3, 0.8]
    assert [item.key for item in told.items if item.key.startswith("pair")] == ["pair:a+b"]
    assert not [row for row in run(stands, times=5).sheet.rows if row.label == "a + b"]


def test_a_sequence_that_the_guide_asks_in_is_said_to_be() -> None:
    """a then b with each of three; q1 on a is followed by q2 on b. 6 steps of which 3 are a→b; a begins 3, b ends 3:
    9 / 6 = 1.5 by chance, 3 found.
    """
    names = ("Ani", "Budi", "Citra")
    stands = talks(
        dict.fromkeys(names, "a b c"),
        guide={"q1": ["a"], "q2": ["b"], "q3": ["c"]},
        put={name: ["q1", "q2", "q3"] for name in names},
    )
    told = run(stands, most=9)
    by_key = {item.key: item.text for item in told.items}
    assert "3 times, 1.5 by chance" in by_key["sequence:a>b"]
    assert by_key["sequence:a>b"].endswith("The guide asks about them in this order.")


def test_a_code_and_one_under_it_are_no_pair() -> None:
    stands = talks(dict.fromkeys(("Ani", "Budi", "Citra"), "ab c c c"), names={"a": "x", "b": "x/b"})
    assert not [item for item in run(stands, most=9).items if item.key.startswith("pair")]


def test_at_most_so_many_are_asked_and_all_kinds_have_their_turn() -> None:
    stands = talks(dict.fromkeys(("Ani", "Budi", "Citra"), "ab cd e f g h i"))
    told = run(stands)
    assert [item.key.split(":")[0] for item in told.items] == ["code", "pair", "sequence", "code", "pair"]


def test_two_people_give_no_pattern() -> None:
    told = run(talks({"Ani": "a", "Budi": "a"}))
    assert told.not_applicable.startswith("Only 2 informants")
