"""V1: people before quotes, and who was not asked."""

from __future__ import annotations

from typing import Any

import pytest

from qda.model.errors import NotFoundError
from qda.verify.tactics.representativeness import RepresentativenessOptions, representativeness
from tests.verify.grounds import claim
from tests.verify.sayings import say, study
from tests.verify.talks import cells

CASES = [
    {"name": "Ani", "role": "kepala dinas", "group": "dinas"},
    {"name": "Budi", "role": "perajin", "group": "perajin"},
    {"name": "Citra", "role": "perajin", "group": "perajin"},
]


def run(*sayings: dict[str, Any], cases: Any = CASES, finding: Any = None, places: Any = None, **options: Any) -> Any:
    ground = study(finding or claim("a"), *sayings, cases=cases, places=places)
    return representativeness(ground, RepresentativenessOptions(**options))


def words(n: int) -> str:
    """A different answer each time, so that none is a copy of another."""
    return f"jawaban nomor {n} tentang hal {n * 7} dan {n * 13}"


def test_one_voice_in_three_of_five_passages_is_too_loud() -> None:
    """Ani 3, Budi 1, Citra 1: 3 of 5 are 60 %, more than 40 %; three independent people, so no other reason."""
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(["Ani", "Ani", "Ani", "Budi", "Citra"])))
    assert (
        told.value == "3 people or sources speak for it, 3 of them independent. Ani gives most: 3 of 5 passages (60 %)."
    )
    assert told.holds is False
    assert told.advice[0].startswith("The voice of Ani makes up 3 of 5 passages (60 %), more than 40 %.")
    assert cells(told.sheet, "Ani")[:4] == ["dinas", 3, "60 %", "yes"]


def test_a_passage_with_two_codes_is_one() -> None:
    """Ani's words carry a and a/b, the same place: one passage of three."""
    told = run(
        say("Ani", answer=words(1)),
        *({**say(who, answer=words(n)), "code": "a"} for n, who in ((2, "Budi"), (3, "Citra"))),
    )
    twice = run(say("Ani", answer=words(1)), say("Budi", answer=words(2)), say("Citra", answer=words(3)))
    assert told.value == twice.value
    assert told.value.endswith("Nobody gives more than 1 of 3 passages (33 %).")
    assert told.holds is True


def test_two_names_of_one_person_are_one() -> None:
    """Ani = Bu Ani: two people with 2 and 1 of 3 passages."""
    cases = [*CASES, {"name": "Bu Ani", "same_as": "Ani"}]
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(["Ani", "Bu Ani", "Budi"])), cases=cases)
    assert told.value.startswith("2 people or sources speak for it, 2 of them independent. Ani gives most: 2 of 3")


def test_two_people_can_never_stay_under_forty_percent() -> None:
    """1/2 = 50 %; the smallest n with 1/n ≤ 0.4 is 3."""
    told = run(say("Ani", answer=words(1)), say("Budi", answer=words(2)))
    assert told.holds is False
    assert "at least 3 are needed" in told.advice[0]


def test_three_people_who_are_one_witness_are_one_voice() -> None:
    """Budi and Citra depend on Ani: passages 1 of 3 each, but one independent witness, 100 % of the evidence."""
    cases = [CASES[0], *({**row, "depends_on": ("Ani",)} for row in CASES[1:])]
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(["Ani", "Budi", "Citra"])), cases=cases)
    assert told.holds is False
    assert "Only 1 of them is an independent witness" in told.advice[0]


def test_a_group_that_nobody_asked_fails_it() -> None:
    """Desi of the village is a case that speaks nowhere; the three others stay under 40 %."""
    cases = [*CASES, {"name": "Desi", "role": "lurah", "group": "desa"}]
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(["Ani", "Budi", "Citra"])), cases=cases)
    assert told.holds is False
    assert told.advice[0].startswith("Nobody was asked about it in: desa.")
    assert told.next_action == "Ask in desa: is it so that “Pelatihan ada”?"
    scoped = run(
        *(say(who, answer=words(n)) for n, who in enumerate(["Ani", "Budi", "Citra"])),
        cases=cases,
        finding=claim("a", scope=(("group", ("dinas", "perajin")),)),
    )
    assert scoped.holds is True


def test_standing_comes_from_the_role_unless_the_case_says_it() -> None:
    """By role Ani alone is of high standing: 1 of 3. Stated, Ani is not and Budi is."""
    sayings = [say(who, answer=words(n)) for n, who in enumerate(["Ani", "Budi", "Citra"])]
    told = run(*sayings)
    assert any(
        "give 1 of 3 passages (33 %); they are 1 of 3 (33 %) of those who say it: Ani." in s for s in told.advice
    )
    stated = [{**CASES[0], "status": "rendah"}, {**CASES[1], "status": "tinggi"}, CASES[2]]
    assert any("of those who say it: Budi." in s for s in run(*sayings, cases=stated).advice)
    assert any("No role is known" in s for s in run(*sayings, cases=()).advice)


def test_weekdays_are_told_from_the_dates() -> None:
    """2024-03-04 is a Monday, the next two days follow: none of a weekend."""
    days = {who: {"date": f"2024-03-0{4 + n}"} for n, who in enumerate(["Ani", "Budi", "Citra"])}
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(days)), places=days)
    assert any("from 2024-03-04 to 2024-03-06. None is from a weekend" in s for s in told.advice)
    days["Citra"] = {"date": "2024-03-09"}
    told = run(*(say(who, answer=words(n)) for n, who in enumerate(days)), places=days)
    assert not any("weekend" in s for s in told.advice)


def test_without_support_it_does_not_apply() -> None:
    told = run(say("Ani", "-"), say("Budi", "0"))
    assert told.not_applicable
    assert told.holds is None


def test_an_attribute_that_nobody_states_is_told_where_it_was_asked_for() -> None:
    """The cases state group and role, no site: only what was named is missed."""
    with pytest.raises(NotFoundError, match=r"states “nosuch”.*group.*role") as fault:
        run(say("Ani"), strata=("group", "nosuch"))
    assert "informant" not in fault.value.mend
    assert run(say("Ani"), strata=("group", "site")).value == run(say("Ani")).value
    assert cells(run(say("Ani"), strata=("Peran",)).sheet, "perajin")[0] == "role"
