"""A filter that can choose nothing is a slip, and is refused with what was meant."""

from __future__ import annotations

import pytest

from qda.display.build import arrange
from qda.display.displays.case_by_code import CaseByCodeOptions
from qda.model.errors import FormulaError
from qda.model.sheet import Empty
from tests.display.conftest import Builder


@pytest.fixture
def talks() -> Builder:
    """Capital and yarn are problems; nothing is coded as a problem itself."""
    b = Builder()
    b.case("Ani", role="weaver")
    b.source("W1")
    b.code("problem", "Problems")
    b.code("problem/capital", "Capital")
    b.code("problem/yarn", "Yarn")
    b.turn("W1", "Ani")
    b.coding("W1", "problem/capital", "I had no money", "Ani")
    b.coding("W1", "problem/yarn", "and no yarn", "Ani", at=20)
    return b


def test_a_code_that_only_stands_above_others_is_told_of(talks: Builder) -> None:
    """`code=` is that code alone, and both passages have one below it: an empty matrix would look like silence."""
    with pytest.raises(FormulaError, match="2 have a code below it") as fault:
        arrange(talks.material(), "case-by-code", CaseByCodeOptions(where="code=problem"))
    assert "code:problem" in fault.value.mend
    made = arrange(talks.material(), "case-by-code", CaseByCodeOptions(where="code:problem"))
    assert [cell.value for cell in made.rows[0].cells] == [1, 1]


def test_a_code_that_is_used_itself_may_be_asked_for(talks: Builder) -> None:
    talks.coding("W1", "problem", "It was all too much", "Ani", at=40)
    made = arrange(talks.material(), "case-by-code", CaseByCodeOptions(where="code=problem"))
    assert sum(len(cell.evidence) for row in made.rows for cell in row.cells) == 1


def test_a_value_that_nothing_has_is_refused(talks: Builder) -> None:
    with pytest.raises(FormulaError, match="weavr") as fault:
        arrange(talks.material(), "case-by-code", CaseByCodeOptions(where="role=weavr"))
    assert "“weaver”" in fault.value.mend


def test_what_a_filter_leaves_out_is_no_silence(talks: Builder) -> None:
    """Ani speaks of yarn, Budi does not: who asks for passages on capital alone must not read her yarn as silence."""
    talks.case("Budi", role="weaver")
    talks.source("W2")
    talks.turn("W2", "Budi")
    talks.coding("W2", "problem/capital", "Money lacks everywhere", "Budi")
    options = CaseByCodeOptions(code=("problem/yarn",), where="code=problem/capital")
    found = {row.key: row.cells[0].empty for row in arrange(talks.material(), "case-by-code", options).rows}
    assert found == {"Ani": Empty.FILTERED, "Budi": Empty.SILENT}
    of_people = arrange(talks.material(), "case-by-code", CaseByCodeOptions(where="role=weaver"))
    assert Empty.FILTERED not in {cell.empty for row in of_people.rows for cell in row.cells}
