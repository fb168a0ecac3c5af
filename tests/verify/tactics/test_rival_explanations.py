"""V12: fewest inconsistent independent witnesses (Heuer 1999).

Ani and Budi support the finding, Citra denies it: one of three witnesses is inconsistent with it. The rival's own code
is supported by Citra and denied by Ani and Budi: two are inconsistent with the rival, so the finding stands better.
"""

from __future__ import annotations

from typing import Any

from qda.verify.finding import EvidenceQuery, Rival
from qda.verify.tactic import Answer, Ground, TacticStatus, status_of
from qda.verify.tactics.rival_explanations import RivalExplanationsOptions, rival_explanations
from tests.verify.grounds import answer, claim, ground
from tests.verify.studies import material

PEOPLE = ("Ani", "Budi", "Citra")


def made(*rivals: Rival, stances: str = "++-", of_rival: str = "--+", answers: tuple[Answer, ...] = ()) -> Ground:
    finding = claim("harga", key="f", rivals=rivals)
    other = claim("cuaca", key="g", statement="Cuaca penyebabnya.")
    codings: list[dict[str, Any]] = [
        {
            "source": name.lower(),
            "start": at * 10,
            "end": at * 10 + 5,
            "code": code,
            "stance": stance,
            "quote": f"{name}{at}",
        }
        for at, (code, signs) in enumerate((("harga", stances), ("cuaca", of_rival)))
        for name, stance in zip(PEOPLE, signs, strict=True)
        if stance != " "
    ]
    return ground(
        material(
            sources=[{"name": name.lower()} for name in PEOPLE],
            turns=[{"source": n.lower(), "start": 0, "end": 50, "role": "informant", "case": n} for n in PEOPLE],
            codings=codings,
        ),
        finding,
        findings=(other,),
        answers=answers,
    )


def run(stands: Ground) -> Any:
    return rival_explanations(stands, RivalExplanationsOptions())


def test_without_a_rival_nothing_holds_and_the_human_is_asked() -> None:
    told = run(made())
    assert told.holds is None
    assert status_of(told, "question", (), "x") is TacticStatus.AWAITING_HUMAN
    assert "findings.yaml" in told.advice[0]


def test_a_rival_with_evidence_of_its_own_is_computed() -> None:
    told = run(made(Rival(statement="Cuaca", evidence=EvidenceQuery(codes=("cuaca",)))))
    assert told.holds is True
    assert told.items == ()
    assert told.value == "1 witness is inconsistent with the finding, of 3. With its rivals: “Cuaca” 2."


def test_a_rival_that_is_another_finding_takes_that_findings_evidence_and_statement() -> None:
    told = run(made(Rival(statement="", finding="g")))
    assert (told.holds, "“Cuaca penyebabnya.” 2" in told.value) == (True, True)


def test_a_rival_with_no_more_against_it_is_not_given_up() -> None:
    told = run(made(Rival(statement="", finding="g"), of_rival="-++"))
    assert told.holds is False
    assert any("Do not give it up yet" in line for line in told.advice)


def test_a_told_rival_is_judged_by_the_human_witness_by_witness() -> None:
    open_ = run(made(Rival(statement="Kebetulan")))
    assert (open_.holds, [item.key for item in open_.items]) == (None, ["1:Ani", "1:Budi", "1:Citra"])
    given = tuple(answer(f"1:{n}", "inconsistent" if n != "Citra" else "neutral") for n in PEOPLE)
    told = run(made(Rival(statement="Kebetulan"), answers=given))
    assert told.holds is True
    assert any("tell the explanations apart: Ani, Budi" in line for line in told.advice)
    assert [cell.value for cell in told.sheet.rows[-1].cells] == [1, 2]


def test_evidence_that_fits_all_explanations_tells_nothing() -> None:
    told = run(made(Rival(statement="", finding="g"), stances="++ ", of_rival="++ "))
    assert told.holds is False
    assert "No witness tells the explanations apart: each fits all of them, or none." in told.advice
