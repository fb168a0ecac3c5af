"""What a matrix shows when it is bent: each docstring says why its cells are what they are."""

from __future__ import annotations

from typing import Any

from qda import registry
from qda.display.build import arrange
from qda.display.settings import made
from tests.display.bent import studies
from tests.display.conftest import Builder, as_text


def lines(study: int, name: str, **values: Any) -> list[str]:
    return as_text(arrange(studies()[study], name, made(registry.get("displays", name), values, ""))).splitlines()


def test_an_observation_is_where_its_source_was_made_and_a_person_where_the_cases_table_says(builder: Builder) -> None:
    """O1 was made in the East; Ani lives in the West though she was interviewed in the East."""
    builder.case("Ani", site="West")
    builder.source("W1", site="East")
    builder.source("O1", "O", site="East")
    builder.code("a", "A")
    builder.coding("W1", "a", "I live over there.", "Ani")
    builder.coding("O1", "a", "A fence runs through the village.")
    options = registry.get("displays", "case-by-code").options
    assert options is not None
    east = arrange(builder.material(), "case-by-code", options(where="site=East"))
    west = arrange(builder.material(), "case-by-code", options(where="site=West"))
    assert [quotation.source for quotation in east.quotations] == ["O1"]
    assert [quotation.source for quotation in west.quotations] == ["W1"]
    assert [row.label for row in west.rows] == ["Ani"]


def test_the_stances_of_a_code_are_shares_of_the_same_people(builder: Builder) -> None:
    """Ani and Budi were asked of A, one is for it, one against it; Cici was asked of B and is for A unasked.

    So three people count in every row of A, or the shares of a column could not be held against one another.
    """
    builder.question("q1", "a")
    builder.question("q2", "b")
    builder.code("a", "A")
    builder.code("b", "B")
    for name, question, stance in (("Ani", "q1", "+"), ("Budi", "q1", "-"), ("Cici", "q2", "+")):
        builder.case(name)
        builder.source(f"W-{name}")
        builder.turn(f"W-{name}", case=name, question=question)
        builder.coding(f"W-{name}", "a", f"{name} says so.", name, stance=stance)
    options = registry.get("displays", "role-ordered").options
    assert options is not None
    for turned, sheet in (
        (False, arrange(builder.material(), "role-ordered", options(rows="stance", cell="informants", code=("a",)))),
        (
            True,
            arrange(
                builder.material(), "role-ordered", options(rows="code", cols="stance", cell="informants", code=("a",))
            ),
        ),
    ):
        cells = [cell for row in sheet.rows for cell in row.cells if cell.value]
        assert [(cell.value, cell.of) for cell in cells] == [(2, 3), (1, 3)], turned


def test_who_was_heard_otherwise_has_no_row_where_a_technique_is_asked_for() -> None:
    """Two observations, in which nobody speaks, and nobody who was only interviewed."""
    seen = arrange(
        studies()[0], "case-by-code", made(registry.get("displays", "case-by-code"), {"where": "technique=O"}, "")
    )
    assert [row.label for row in seen.rows] == ["(O1)", "(O2)"]


def test_time_goes_with_people_where_the_rows_are_roles() -> None:
    """Tools only. Darmo (craftsman) tells of 2015, Sari (craftsman) of 2016, the office of 2018.

    In 2018 the craftsmen tell nothing new, and nobody was heard then: no change. The office was not asked about tools,
    so before it speaks of them by itself it is not asked. Sari's 6 after Darmo's 5 is an increase.
    """
    found = lines(0, "time-ordered", rows="role", code=("alat",), cell="change")
    assert "craftsman | 2015: ✓ {1}" in found
    assert "craftsman | 2016: increases or emerges {1}" in found
    assert "craftsman | 2018: [no-change]" in found
    assert "office | 2015: [not-asked]" in found
    assert "office | 2018: ✓ {1}" in found


def test_effects_may_be_turned_and_counted() -> None:
    """People: Darmo is for it in three codings, and tells against it; Sari is against it; the office is for it."""
    found = lines(0, "effects-matrix", rows="role", cols="code", depth=0, code=("manusia",), cell="informants")
    assert "craftsman | +: 1 of 2 {3}" in found
    assert "craftsman | −: 2 of 2 {2}" in found
    assert "office | +: 1 of 1 {1}" in found
    assert "office | −: [not-stated]" in found


def test_a_form_may_be_split_over_roles() -> None:
    """Darmo and Sari deliver within a week, and so does the office; nobody of them names an actor."""
    found = lines(0, "process-matrix", code=("bersama",), rows="role", cols=("process", "actor"), cell="informants")
    assert "Joint work > craftsman | Process: 2 of 2 {2}" in found
    assert "Joint work > craftsman | Actor: [not-stated]" in found
    assert "Joint work > office | Process: 1 of 1 {1}" in found


def test_co_occurrence_may_be_cut_to_problems_by_efforts() -> None:
    """Capital meets the loan twice on the same words: Ani's passage is the loan's own, Budi's lies within his."""
    found = lines(1, "co-occurrence", rows=("problem",), cols=("effort",), cell="informants")
    assert [line for line in found if line.startswith("Problems > Capital")] == [
        "Problems > Capital | Loan: 2 {4}",
        "Problems > Capital | Fair: [not-together]",
    ]


def test_types_may_be_counted() -> None:
    """Weavers: Ani is old, Budi and Fajar are new; the office's Eka has no group."""
    found = lines(1, "typology", rows="role", cols="group", cell="informants")
    assert any(line.startswith("weaver | new: 2 of 6") for line in found)
    assert any(line.startswith("weaver | old: 1 of 6") for line in found)


def test_forms_may_be_listed_deeper_and_counted() -> None:
    """Dyeing lies under Training; only Darmo speaks of it.

    Asked are the three of the interviews (q1 asks about people); two observations and a document are in scope.
    """
    found = lines(0, "forms-table", code=("manusia",), depth=2, cell="informants")
    assert "1 | People: Training (3/6) {6}" in found
    assert "2 | People: Dyeing (1/6) {1}" in found


def test_the_log_may_show_words_alone() -> None:
    """Three interviews of 200 words each, one of an informant of the West."""
    found = lines(0, "data-accounting-log", cell="words")
    assert any(line.startswith("Interview | East: 400") for line in found)
    assert any(line.startswith("Interview | West: 200") for line in found)


def test_findings_are_chosen_and_their_groups_counted() -> None:
    """Of the two findings one is asked for; the state’s only witness supports it, of one asked."""
    found = lines(0, "convergence", rows=("latihan",), cols=("verdict", "groups"), cell="informants")
    assert found[0].startswith("latihan | Verdict: ")
    assert "latihan | state: 1 of 1 {1}" in found
    assert all(line.startswith("latihan | ") for line in found)


def test_a_row_of_a_split_outcome_says_why_it_is_empty() -> None:
    """Nobody was asked about the bank: no question aims at co-operation. The village head was never heard at all."""
    found = lines(0, "explanatory-effects", code=("bank",), depth=0, rows="role", cols=("what", "explanation"))
    assert "Bank > office | What happened: [not-asked]" in found
    assert "Bank > village head | What happened: [missing]" in found
    assert "Bank > office | Explanation: [to-write]" in found
