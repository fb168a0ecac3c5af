"""V13: at least half of those contacted answered, every disagreement resolved.

Ani, Budi and Citra stand behind the finding; a document does too, which nobody can ask.
"""

from __future__ import annotations

from typing import Any

from qda.verify.finding import Resolution
from qda.verify.tactic import Answer, Ground, TacticStatus, status_of
from qda.verify.tactics.member_checks import MemberChecksOptions, member_checks
from tests.verify.grounds import answer, claim, ground
from tests.verify.studies import material

PEOPLE = ("Ani", "Budi", "Citra")


def made(*answers: Answer, resolved: tuple[Resolution, ...] = (), people: tuple[str, ...] = PEOPLE) -> Ground:
    return ground(
        material(
            sources=[*({"name": n.lower()} for n in people), {"name": "berita", "kind": "document", "technique": "D"}],
            turns=[{"source": n.lower(), "start": 0, "end": 50, "role": "informant", "case": n} for n in people],
            codings=[
                *({"source": n.lower(), "start": 0, "end": 9, "code": "x", "quote": f"kata {n}"} for n in people),
                {"source": "berita", "start": 0, "end": 9, "code": "x", "quote": "berita"},
            ],
        ),
        claim("x", resolutions=resolved),
        answers=answers,
    )


def run(stands: Ground, **options: Any) -> Any:
    return member_checks(stands, MemberChecksOptions(**options))


def test_every_person_behind_it_is_asked_and_documents_are_not() -> None:
    told = run(made())
    assert [item.key for item in told.items] == list(PEOPLE)
    assert (told.holds, told.asks) == (None, False)
    assert status_of(told, "question", (), "x") is TacticStatus.AWAITING_HUMAN
    assert "“kata Ani”" in told.items[0].text


def test_half_of_those_contacted_must_have_answered() -> None:
    half = run(made(answer("Ani", "agree"), answer("Budi", "no answer"), answer("Citra", "not contacted")))
    assert (half.holds, half.value.startswith("2 of 3 informants behind it were contacted: 1 agree")) == (True, True)
    third = run(made(answer("Ani", "agree"), answer("Budi", "no answer"), answer("Citra", "no answer")))
    assert third.holds is False
    assert run(
        made(answer("Ani", "agree"), answer("Budi", "no answer"), answer("Citra", "no answer")), min_response=0.3
    ).holds


def test_a_disagreement_stays_open_until_it_says_what_was_done() -> None:
    others = (answer("Budi", "agree"), answer("Citra", "partly"))
    assert run(made(answer("Ani", "disagree"), *others)).holds is False
    assert run(made(answer("Ani", "disagree", "cakupan dipersempit"), *others)).holds is True
    decided = Resolution(informant="Ani", how="narrow", who="sari", when="2024-01-01", why="baru")
    assert run(made(answer("Ani", "disagree"), *others, resolved=(decided,))).holds is True


def test_nobody_to_ask_is_not_applicable() -> None:
    assert run(made(people=())).not_applicable


def test_one_informant_alone_is_told_as_one() -> None:
    assert run(made(people=("Ani",))).value == (
        "1 informant is behind the finding and was not asked what they think of it."
    )
    assert run(made()).value.startswith("None of the 3 informants behind the finding was asked")
