"""Predictions against a small study made by hand: what is dated before the data, and what only says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from qda.display.build import arrange
from qda.display.displays.predictions import PredictionsOptions
from qda.model.errors import InputError, NotFoundError
from qda.model.evidence import Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.papers import Papers
from qda.model.records import Finding
from qda.model.sheet import Sheet
from qda.model.tactic_records import TacticAnswer
from tests.display.conftest import Builder


def finding(key: str, stored: str, codes: Sequence[str], **entry: Any) -> Finding:
    body = {
        "kind": "expectation",
        "evidence": {"codes": list(codes)},
        "imported": {"at": stored, "by": "ana"} if stored else {},
        **entry,
    }
    return Finding(
        id=Id(key.encode().ljust(16)), key=key, statement=f"{key.capitalize()} will come.", body=json.dumps(body)
    )


def verdict(key: str, word: VerdictWord, *witnesses: tuple[str, str, Id]) -> Triangulation:
    return Triangulation(
        finding=key,
        axis="group",
        verdict=word,
        lower=word,
        upper=word,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=(),
        witnesses=tuple(
            Witness(informants=(who,), group="g", techniques=("W",), stance=stance, codings=(coding,))
            for who, stance, coding in witnesses
        ),
        techniques=("W",),
        groups=(),
        pairs=(),
        asked=(("g", 3),),
    )


def answer(item: str, said: str, why: str = "", tactic: str = "member-checks") -> TacticAnswer:
    return TacticAnswer(
        id=Id(item.encode().ljust(16)), tactic=tactic, finding="debt", item=item, answer=said, why=why, inputs="",
        by="ana", at="2024-09-01T00:00:00Z",
    )  # fmt: skip


@pytest.fixture
def forecasts() -> Material:
    """Three sellers, heard on 10 May 2024 (Ani, Budi) and on no known day (Citra); all is coded on 1 June 2024.

    Debt: Ani and Budi tell of it, in two passages. Loan: Citra alone. Peace: nobody, not coded. Price works for debt,
    by a link, and help against it; Ani speaks of the price, nobody of help.
    """
    b = Builder()
    for name in ("Ani", "Budi", "Citra"):
        b.case(name)
        b.source(f"W-{name}")
        b.turn(f"W-{name}", name)
    for code in ("debt", "loan", "peace", "price", "help"):
        b.code(code, code.capitalize())
    ani = b.coding("W-Ani", "debt", "We owe more.", "Ani", date="2024-05-10")
    budi = b.coding("W-Budi", "debt", "It grew.", "Budi", date="2024-05-12")
    citra = b.coding("W-Citra", "loan", "They gave me one.", "Citra")
    price = b.coding("W-Ani", "price", "Rice is dear.", "Ani", date="2024-05-10")
    for row in b.rows["codings"]:
        row["at"] = "2024-06-01T00:00:00Z"
    b.link("price", "causes", "debt", "+", [price], "dear rice is bought on credit")
    b.link("help", "causes", "debt", "-")
    return replace(
        b.material(),
        findings=(
            finding("debt", "2024-03-01T00:00:00Z", ["debt"], written="2023-01-01"),
            finding("late", "2024-05-20T00:00:00Z", ["debt"], factors=[{"code": "help", "sign": "-", "why": "carts"}]),
            finding("hindsight", "2024-06-02T00:00:00Z", ["debt"], agreement="ya"),
            finding("loan", "2024-03-01T00:00:00Z", ["loan"]),
            finding("peace", "2024-03-01T00:00:00Z", ["peace"]),
            finding("claim", "2024-03-01T00:00:00Z", ["debt"], kind="causal"),
        ),
        verdicts=(
            verdict("debt", VerdictWord.CONVERGENT, ("Ani", "+", ani), ("Budi", "+", budi)),
            verdict("late", VerdictWord.DISSONANT, ("Ani", "+", ani), ("Budi", "-", budi)),
            verdict("hindsight", VerdictWord.CONVERGENT, ("Ani", "+", ani), ("Budi", "+", budi)),
            verdict("loan", VerdictWord.SINGLE_SOURCE, ("Citra", "+", citra)),
            verdict("peace", VerdictWord.UNTESTED),
        ),
        papers=Papers(
            answers=(
                answer("Ani", "agree"),
                answer("Budi", "partly", "only in the dry season"),
                answer("", "supports", "of the tactic as a whole"),
                answer("Citra", "agree", tactic="outliers"),
            )
        ),
    )


def cells(sheet: Sheet) -> dict[str, list[str]]:
    return {
        row.key: [str(cell.value) if cell.empty is None else f"[{cell.empty.value}]" for cell in row.cells]
        for row in sheet.rows
    }


@pytest.mark.snapshot_of("predictions")
def test_each_prediction_says_whether_it_stood_there_before_its_data(forecasts: Material) -> None:
    """Debt was stored in March, before the talks of May and the coding of June; that it says 2023 proves nothing.

    Late was stored between the talks and the coding. Hindsight came a day after the coding. Loan rests on a talk
    without a date. Of peace nothing is coded. The causal finding is no prediction and is left out.
    """
    found = cells(arrange(forecasts, "predictions"))
    assert list(found) == ["debt", "late", "hindsight", "loan", "peace"]
    assert {key: told[:2] for key, told in found.items()} == {
        "debt": [
            "1 March 2024, ana",
            "stored before any of this was coded; the first data on it are of 10 May 2024, after it; its writer dates "
            "it 1 January 2023, before the first dated data on it, which nothing here proves",
        ],
        "late": [
            "20 May 2024, ana",
            "stored before any of this was coded; but the first data on it were collected on 10 May 2024 already",
        ],
        "hindsight": ["2 June 2024, ana", "post hoc: stored after all of this was coded"],
        "loan": [
            "1 March 2024, ana",
            "stored before any of this was coded; when the data were collected is not recorded",
        ],
        "peace": ["1 March 2024, ana", "no outcome is coded yet"],
    }


def test_factors_are_those_written_down_else_the_links(forecasts: Material) -> None:
    """Debt's come from the links: price (+, Ani speaks of it), help (−, nobody does). Late names help itself."""
    sheet = arrange(forecasts, "predictions")
    found = cells(sheet)
    assert found["debt"][2:4] == ["Price (1 person): dear rice is bought on credit", "Help (0 people)"]
    assert found["late"][2:4] == ["[not-stated]", "Help (0 people): carts"]
    assert found["loan"][2:4] == ["[not-stated]", "[not-stated]"]
    assert [len(cell.evidence) for cell in sheet.rows[0].cells[2:4]] == [1, 0]


def test_what_works_for_a_thing_works_against_its_denial(forecasts: Material) -> None:
    denied = finding("debt", "2024-03-01T00:00:00Z", [], evidence={"codes": "debt", "stance": "-"})
    found = cells(arrange(replace(forecasts, findings=(denied,)), "predictions"))
    assert found["debt"][2:4] == ["Help (0 people)", "Price (1 person): dear rice is bought on credit"]


def test_what_came_of_it_and_what_the_informants_say(forecasts: Material) -> None:
    """Two of three asked say debt came; two whose answers to the member check are there agree, one of them partly.

    Answers to the tactic as a whole, and to other tactics, are no informant's verdict. What is dated after its data
    is no test, whatever came. Of hindsight the file only states that they agreed. One of debt, late and loan, which
    stood there before the coding, came as predicted.
    """
    sheet = arrange(forecasts, "predictions")
    found = cells(sheet)
    assert found["debt"][4:] == [
        "as predicted: 2 for it, 0 against it, 0 both (convergent)",
        "agree 1, partly 1\nBudi: only in the dry season",
        "[to-write]",
    ]
    assert sheet.rows[0].cells[4].of == 3
    assert found["late"][4:6] == ["disputed: 1 for it, 1 against it, 0 both (dissonant)", "[not-applied]"]
    assert found["hindsight"][4:6] == [
        "no test, see its date: 2 for it, 0 against it, 0 both (convergent)",
        "stated in the file: yes",
    ]
    assert found["loan"][4] == "as predicted, says one side: 1 for it, 0 against it, 0 both (single source)"
    assert found["peace"][4] == "open: not asked yet"
    assert sheet.notes == (
        "Of 3 predictions that were stored before their outcome was coded and whose outcome is known, 1 came as "
        "predicted.",
        "1 was stored when its outcome was coded already, in part or whole: nothing here shows that it was predicted.",
    )
    assert (sheet.columns[-1].key, sheet.rows[0].key) == ("explanation", "debt")


def test_the_day_that_its_writer_names_is_told_and_proves_nothing(forecasts: Material) -> None:
    """A study built from its plan stores predictions after all codings: what the file dates earlier says so, no more.

    Hindsight is dated to March, before the first talk of 10 May; late to June, after it was stored: no word on that.
    """
    dated = {"hindsight": "2024-03-20", "late": "2024-06-20"}
    findings = tuple(
        replace(one, body=json.dumps({**json.loads(one.body), "written": dated[one.key]})) if one.key in dated else one
        for one in forecasts.findings
        if isinstance(one, Finding)
    )
    sheet = arrange(replace(forecasts, findings=findings), "predictions")
    found = cells(sheet)
    assert found["hindsight"][1] == (
        "post hoc: stored after all of this was coded; its writer dates it 20 March 2024, before the first dated data "
        "on it, which nothing here proves"
    )
    assert "its writer" not in found["late"][1]
    assert found["hindsight"][4].startswith("no test, see its date")
    assert sheet.notes[2:] == (
        "1 of these is dated by its writer before the first dated data on it: call it a prediction on the writer’s "
        "word only, which nothing here proves.",
    )


def test_findings_can_be_chosen_and_must_be_there(forecasts: Material) -> None:
    assert list(cells(arrange(forecasts, "predictions", PredictionsOptions(finding=("claim",))))) == ["claim"]
    with pytest.raises(NotFoundError, match="no finding “nobody”"):
        arrange(forecasts, "predictions", PredictionsOptions(finding=("nobody",)))
    with pytest.raises(InputError, match="Nothing is predicted") as refused:
        arrange(replace(forecasts, findings=()), "predictions")
    assert "kind: expectation" in refused.value.mend
