"""V2: who says it without being led, and who asked whom when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qda.verify.tactics.researcher_effects import ResearcherEffectsOptions, researcher_effects
from tests.verify.grounds import answer, claim, code
from tests.verify.sayings import say, study
from tests.verify.talks import cells

TOOLS = (code("a", label="Bantuan alat"),)
LED = {"question": "Jadi dapat bantuan alat, ya?", "answer": "Iya, dapat, Mas."}


def ground(*sayings: dict[str, Any], codes: Any = TOOLS, **more: Any) -> Any:
    return study(claim("a"), *sayings, codes=codes, **more)


def run(*sayings: dict[str, Any], **more: Any) -> Any:
    return researcher_effects(ground(*sayings, **more), ResearcherEffectsOptions())


def test_a_short_yes_to_a_leading_question_does_not_count() -> None:
    """Ani is led, Budi speaks freely: 1 of 2 people."""
    told = run(say("Ani", **LED), say("Budi", answer="Tahun lalu kami diberi gerinda oleh dinas di kota."))
    assert told.value == "1 of 2 people or sources say it without a leading question."
    assert told.holds is True
    (item,) = told.items
    assert (item.key, item.choices) == ("ani:29-45", ("keep", "reject"))
    assert "Jadi dapat bantuan alat, ya?" in item.text
    assert cells(told.sheet, "Ani")[2:4] == ["leading question before it", "Jadi dapat bantuan alat, ya?"]
    assert told.advice[0].startswith("Quote those who say it of their own accord, and not these: “Iya, dapat, Mas.”")


def test_where_all_are_led_it_fails_until_a_human_keeps_one() -> None:
    stands = ground(say("Ani", **LED))
    told = researcher_effects(stands, ResearcherEffectsOptions())
    assert told.holds is False
    assert told.advice[0].startswith("All who say it were led to it.")
    kept = replace(stands, answers=(answer(told.items[0].key, "keep"),))
    assert researcher_effects(kept, ResearcherEffectsOptions()).holds is True


def test_what_the_coder_states_wins_and_asks_nothing() -> None:
    told = run(say("Ani", **LED, prompted=False))
    assert (told.holds, told.items) == (True, ())
    assert run(say("Ani", prompted=True)).holds is False


def test_without_names_of_the_code_it_cannot_be_told() -> None:
    told = run(say("Ani"), say("Budi"), codes=())
    assert told.holds is None
    assert told.value == "2 people or sources say it; of none of them it can be told whether that was prompted."


def test_what_was_seen_was_not_asked_for() -> None:
    told = run(say("Ani", **LED), say("Catatan"), places={"Catatan": {"kind": "observation", "technique": "O"}})
    assert told.holds is True
    assert cells(told.sheet, "catatan")[2] == "seen or written, not asked for"


def test_interviewers_are_compared_where_they_are_cases() -> None:
    """Rini: 2 of 2 for it; Sari: 0 of 2. A gap of 1.0, more than 0.5."""
    sayings = [say("Ani"), say("Budi"), say("Citra", "-"), say("Dewi", "-")]
    asks = {"Ani": "Rini", "Budi": "Rini", "Citra": "Sari", "Dewi": "Sari"}
    told = run(*sayings, interviewer=asks)
    (line,) = [s for s in told.advice if s.startswith("By interviewer")]
    assert "Rini 2/2, Sari 0/2." in line
    assert "Rini and Sari differ much." in line
    assert "not compared" not in told.caveat
    assert "Interviewers are not compared" in run(*sayings).caveat


def test_weeks_of_fieldwork_are_compared() -> None:
    """2024-03-04 lies in ISO week 10, 2024-03-12 in week 11: one person each is too few to compare."""
    days = {"Ani": {"date": "2024-03-04"}, "Citra": {"date": "2024-03-12"}}
    told = run(say("Ani"), say("Citra", "-"), places=days)
    (line,) = [s for s in told.advice if s.startswith("By week")]
    assert "2024-W10 1/1, 2024-W11 0/1." in line
    assert line.endswith("Too few people in each to compare.")


def test_an_interviewer_who_talks_most_is_told() -> None:
    """A question of 96 letters to an answer of 4: 96 %."""
    told = run(say("Ani", answer="Nah.", question="x" * 96))
    assert any("the interviewer does 96 % of the talking" in s for s in told.advice)


def test_without_support_it_does_not_apply() -> None:
    assert run(say("Ani", "-")).not_applicable
