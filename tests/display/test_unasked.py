"""What is printed of people whom nobody asked, and what a filter leaves of marks and shades: all of it true."""

from __future__ import annotations

from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.settings import made
from qda.model.plot import Plot
from qda.model.sheet import UNASKED, Sheet
from tests.display.conftest import Builder


@pytest.fixture
def looms() -> Builder:
    """Ani and Budi were asked about work; of money Budi alone speaks, by himself. Budi is for and against work."""
    b = Builder()
    for name in ("Ani", "Budi"):
        b.case(name, role="weaver")
    b.code("form", "Forms")
    b.code("form/work", "Work")
    b.code("form/money", "Money")
    b.question("q1", "form/work")
    for n, name in enumerate(("Ani", "Budi"), start=1):
        b.source(f"W{n}")
        b.turn(f"W{n}", name, question="q1")
    b.coding("W2", "form/work", "We weave at night.", "Budi", at=0, stance="+")
    b.coding("W2", "form/work", "We never weave by day.", "Budi", at=40, stance="-")
    b.coding("W2", "form/money", "It brings money.", "Budi", at=80)
    return b


def shown(b: Builder, kind: str, **options: Any) -> Sheet:
    drawn = arrange_any(b.material(), kind, made(registry.get("displays", kind), options, ""))
    assert isinstance(drawn, Sheet | Plot)
    return drawn.as_sheet() if isinstance(drawn, Plot) else drawn


def test_the_mark_of_what_was_said_unasked_is_explained(looms: Builder) -> None:
    """One of two speaks of work; of money one, of one, whom nobody asked."""
    sheet = shown(looms, "forms-table", code=("form",), cell="informants")
    assert [row.cells[0].value for row in sheet.rows] == ["Work (1/2)", f"Money (1/1{UNASKED})"]
    assert any(f"marked {UNASKED}" in rule for rule in sheet.decision_rules)
    heat = shown(looms, "heat-map", code=("form",), cols="role")
    assert [row.cells[0].unasked for row in heat.rows] == [False, True]
    assert any(f"marked {UNASKED}" in rule for rule in heat.decision_rules)
    asked = shown(looms, "forms-table", code=("form",), cell="informants", where="code:form/work")
    assert not any("marked" in rule for rule in asked.decision_rules)


def test_a_heat_map_speaks_of_empty_cells_not_of_those_without_a_shade(looms: Builder) -> None:
    """Money has a number and no shade; a passage against work does not “say” work."""
    reading = shown(looms, "heat-map", code=("form",), cols="role").reading
    assert "an empty cell says why nothing stands there" in reading
    assert "who speak of it" in reading


def test_a_checklist_of_marks_counts_nobody_in_words(looms: Builder) -> None:
    """Its cells hold no number of informants: colours follow their share."""
    assert shown(looms, "checklist").counts.startswith("Colours follow the share of those asked")
    assert shown(looms, "checklist", cell="informants").counts.startswith("Numbers count informants")


def test_a_mark_over_what_the_filter_leaves_in_says_so(looms: Builder) -> None:
    """Work is disputed; of what is against it nothing but a denial is left."""
    told = "Marks rest on what the filter leaves in: what is denied there may be said in what it leaves out."
    [work, _money] = [row.cells[0] for row in shown(looms, "checklist", where="stance=-").rows]
    assert str(work.value).startswith("✗ denied")
    assert told in shown(looms, "checklist", where="stance=-").filters
    assert told not in shown(looms, "checklist", where="case=Budi").filters
    assert told not in shown(looms, "checklist").filters
    assert told not in shown(looms, "checklist", where="stance=-", cell="informants").filters
