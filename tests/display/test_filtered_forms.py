"""Forms of which a filter leaves nothing: they say that it was filtered out, not that nothing was ever coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange
from qda.display.settings import made
from qda.model.evidence import Triangulation
from qda.model.frames import Material
from qda.model.sheet import Empty, Sheet
from tests.display.conftest import Builder
from tests.display.lane import lane

AGAINST, OTHERS = "stance=-", "case=Budi"


@pytest.fixture(scope="module")
def pair() -> Material:
    """Ani is for the loan, in W1; Budi against it, in W2; W3 is not coded. Both speak of the price, nobody else."""
    b = Builder()
    for name in ("Ani", "Budi", "Citra"):
        b.case(name, role="weaver")
    for n, name in enumerate(("Ani", "Budi", "Citra"), start=1):
        b.source(f"W{n}")
        b.turn(f"W{n}", name)
    b.code("loan", "Loan", slots=("process",))
    b.code("price", "Price")
    b.coding("W1", "loan", "We borrowed from the bank.", "Ani", at=0, stance="+")
    b.coding("W1", "price", "Yarn is dear.", "Ani", at=40)
    b.coding("W2", "loan", "I never borrow anything.", "Budi", at=0, stance="-")
    b.coding("W2", "price", "Yarn is dear with us.", "Budi", at=40, stance="-")
    return b.material()


def cells(sheet: Sheet, column: int = 0) -> Mapping[str, Any]:
    """What stands in a column by the key of the row: the value, or why there is none."""
    return {row.key: row.cells[column].empty or row.cells[column].value for row in sheet.rows}


def form(material: Material, kind: str, **options: Any) -> Sheet:
    return arrange(material, kind, made(registry.get("displays", kind), options, ""))


@pytest.mark.parametrize("where", [AGAINST, OTHERS])
def test_a_contact_that_the_filter_empties_is_coded_all_the_same(pair: Material, where: str) -> None:
    """Of W1 nothing is against, nor Budi's; in W3 nothing is coded at all."""
    sheet = form(pair, "contact-summary", where=where)
    found = cells(sheet)
    assert [found[f"W1/{item}"] for item in ("themes", "new-codes")] == [Empty.FILTERED] * 2
    assert [found[f"W3/{item}"] for item in ("themes", "new-codes")] == [Empty.MISSING] * 2
    assert found["W1/record"].splitlines()[-1] == "coded, and the filter leaves all of it out"
    assert found["W2/record"].splitlines()[-1] == "2 codings"
    assert found["W3/record"].splitlines()[-1] == "not coded yet"
    assert found["W1/people"] == ("Ani (weaver)" if where == AGAINST else Empty.FILTERED)
    assert any("“filtered out” means" in line for line in sheet.filters)


def test_an_agenda_says_what_is_filtered_out(pair: Material) -> None:
    found = cells(form(pair, "case-analysis-meeting", where=AGAINST))
    items = ("themes", "contradictions", "changes", "codebook")
    assert [found[f"Ani/{item}"] for item in items] == [Empty.FILTERED] * 4
    assert [found[f"Citra/{item}"] for item in items] == [Empty.MISSING] * 4


def test_a_code_hangs_on_one_passage_of_all_not_of_those_shown(pair: Material) -> None:
    """In the role, the loan has two passages, one of which is shown."""
    found = cells(form(pair, "case-analysis-meeting", where=AGAINST, unit="role"))
    assert found["weaver/codebook"] == "none"


@pytest.mark.parametrize("where", [AGAINST, OTHERS])
def test_an_interim_summary_counts_what_is_coded_not_what_is_shown(pair: Material, where: str) -> None:
    """Two of three sources are coded, whoever is shown; both codes hang on two people."""
    found = cells(form(pair, "interim-summary", where=where))
    assert found["quality/sources"] == "2 of 3 coded"
    assert found["agenda/uncoded"] == "W3"
    assert found["quality/alone"] == "none"


def test_an_interim_summary_of_nothing_is_filtered_out(pair: Material) -> None:
    assert cells(form(pair, "interim-summary", where=AGAINST, case="Ani"))["Ani/quality/alone"] is Empty.FILTERED
    assert cells(form(pair, "interim-summary", case="Citra"))["Citra/quality/alone"] is Empty.MISSING
    assert cells(form(pair, "interim-summary", where="stance=+ and case=Budi"))["quality/alone"] is Empty.FILTERED


def test_witnesses_that_the_filter_leaves_out_are_not_no_witness() -> None:
    """Ani alone bears out both expectations; nothing that she says is against anything."""
    shown = cells(form(lane(), "interim-summary"))["finding/rising"]
    assert str(shown).endswith("+1")
    left = cells(form(lane(), "interim-summary", where="case=Budi"))["finding/rising"]
    assert str(left).endswith("no witness that the filter leaves in")
    other = cells(form(lane(), "interim-summary", case="Budi"))["Budi/finding/rising"]
    assert str(other).endswith("no witness")
    bare = tuple(replace(v, witnesses=()) for v in lane().verdicts if isinstance(v, Triangulation))
    nobody = cells(form(replace(lane(), verdicts=bare), "interim-summary", where="case=Budi"))["finding/rising"]
    assert str(nobody).endswith("no witness")


@pytest.mark.parametrize("where", [AGAINST, OTHERS])
def test_a_step_that_the_filter_empties_is_no_step_without_codings(pair: Material, where: str) -> None:
    sheet = form(pair, "sequential-analyses", where=where, by="source")
    for column in (0, 1):
        found = cells(sheet, column)
        assert found["source/W1"] is Empty.FILTERED
        assert found["source/W3"] is Empty.MISSING
        assert not isinstance(found["source/W2"], Empty)


def test_a_finding_whose_witnesses_are_filtered_out_did_not_stay_as_it_was() -> None:
    """Ani's witness came in W-Ani, and the filter leaves it out; in W-Dewi there never was one."""
    found = cells(form(lane(), "sequential-analyses", where="case=Budi", by="source"), 2)
    assert found["source/W-Ani"] is Empty.FILTERED
    assert found["source/W-Dewi"] is Empty.NO_CHANGE


@pytest.mark.parametrize("where", [AGAINST, OTHERS])
def test_strains_that_the_filter_leaves_out_are_stated_all_the_same(pair: Material, where: str) -> None:
    """Only Ani states the loan as a strain: Budi denies it."""
    sheet = form(pair, "case-dynamics", where=where, code=("loan",))
    assert not sheet.rows
    assert sheet.notes == ("No strain is stated in what the filter leaves in.",)
    assert "The filter leaves out every statement of: Loan." in sheet.filters
    assert not any("No strain is stated on" in line for line in sheet.filters)


def test_a_strain_that_nobody_states_is_said_to_be_none(pair: Material) -> None:
    """All that Budi says is against it, with the filter or without."""
    rest = pair.codings[pair.codings["informant"] == "Budi"]
    sheet = form(replace(pair, codings=rest), "case-dynamics", where=AGAINST, code=("loan",))
    assert sheet.notes[0].startswith("No strain is stated. Name the codes of strains")
    assert "No strain is stated on: Loan." in sheet.filters


@pytest.mark.parametrize("kind", ["contact-summary", "sequential-analyses"])
def test_what_is_new_in_what_the_filter_leaves_in_may_not_be_new(pair: Material, kind: str) -> None:
    """Ani spoke of the loan before Budi did, and the filter leaves her out."""
    told = "What is new is told of what the filter leaves in: it may have come up before in what it leaves out."
    assert told in form(pair, kind, where=OTHERS).decision_rules
    assert told not in form(pair, kind).decision_rules
