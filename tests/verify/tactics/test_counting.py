"""G5: passages, people and groups, out of those asked."""

from __future__ import annotations

from typing import Any

from qda.verify.tactics.counting import CountingOptions, counting
from tests.verify.talks import cells, groups, talks


def run(stands: Any, **options: Any) -> Any:
    return counting(stands, CountingOptions(**options))


def test_people_and_groups_have_those_asked_as_denominator() -> None:
    """a: asked of Ani and Budi (one group), said by Ani twice; b: asked of nobody, said by Citra; c: asked, silent.

    Citra was asked about something else.
    """
    stands = talks(
        {"Ani": "a a", "Budi": ".", "Citra": "b"},
        cases=groups(dinas="Ani Budi", perajin="Citra"),
        guide={"q1": ["a", "c"], "q2": ["d"]},
        put={"Ani": ["q1", ""], "Budi": ["q1"], "Citra": ["q2"]},
        codings=[{"source": "budi", "start": 0, "end": 1, "code": "d"}],
    )
    told = run(stands)
    assert cells(told.sheet, "a") == [(1, 2), (1, 1), 1, 2, 2]
    assert cells(told.sheet, "b") == [(1, 1), (1, 1), 1, 1, 1]
    assert cells(told.sheet, "c") == [(0, 2), (0, 1), 0, 0, 0]
    assert told.items == ()
    assert any(line.startswith("Asked about, and nobody said anything coded: “c”.") for line in told.advice)


def test_a_passage_coded_by_two_counts_once() -> None:
    twice = [{"source": "ani", "start": 0, "end": 1, "code": "a", "coder": "sari"}]
    assert cells(run(talks({"Ani": "a"}, codings=twice)).sheet, "a")[3] == 1


def test_one_who_gives_most_passages_is_pointed_out() -> None:
    """a: 4 of 5 passages are Ani's; b: 1 of 2, and too few to say anything."""
    told = run(talks({"Ani": "a a a a b", "Budi": "a b"}))
    assert told.advice[0].startswith("One informant gives more than 50 % of the passages of “a”.")
    assert "One informant gives" not in run(talks({"Ani": "a a a a b", "Budi": "a b"}), loud=0.8).advice[0]


def test_groups_are_not_counted_where_none_is_known() -> None:
    assert cells(run(talks({"Ani": "a", "Budi": "a"})).sheet, "a")[1] is None


def test_nothing_coded_cannot_be_counted() -> None:
    assert run(talks({"Ani": "."})).not_applicable
