"""What a filter leaves of those who were heard: of how many, and whose silence counts. Each case was found by counting
made-up studies a second way (`test_oracle`)."""

from __future__ import annotations

import pytest

from qda.display.build import arrange
from qda.display.displays.case_by_code import CaseByCodeOptions
from qda.display.displays.effects_matrix import EffectsMatrixOptions
from qda.display.displays.process_matrix import ProcessMatrixOptions
from qda.display.displays.role_ordered import RoleOrderedOptions
from qda.model.sheet import Cell, Sheet
from tests.display.conftest import Builder


@pytest.fixture
def three() -> Builder:
    """A weaver who speaks of it, a silent weaver and a silent seller; a weaver's second name; a yard that is a case."""
    b = Builder()
    b.case("Ani", role="weaver", site="East")
    b.case("Budi", role="weaver", site="East")
    b.case("Cici", role="seller", site="West")
    b.case("Bu Ani", same_as="Ani")
    b.case("Yard", role="place", site="East")
    b.code("work", "Work")
    b.code("work/loom", "Loom")
    b.code("money", "Money")
    for source, who in (("W1", "Ani"), ("W2", "Budi"), ("W3", "Cici")):
        b.source(source, period="2016" if source == "W3" else "2015", site="South")
        date = "2016-02-01" if source == "W3" else "2015-02-01"
        b.rows["sources"][-1]["date"] = date
        b.turn(source, who, speaker=who.lower())
        b.coding(source, "money", "We all need money here.", who, at=50, speaker=who.lower(), date=date)
    b.coding("W1", "work/loom", "The loom stands in the house.", "Ani", stance="+", speaker="ani", date="2015-02-01")
    b.source("Yard", "O", site="South")
    b.coding("Yard", "work/loom", "Two looms stand in the yard.")
    return b


def cells(sheet: Sheet) -> dict[tuple[str, str], Cell]:
    return {
        (row.key, column.key): cell for row in sheet.rows for column, cell in zip(sheet.columns, row.cells, strict=True)
    }


def of(b: Builder, where: str) -> tuple[object, int | None]:
    """How many speak of work, in the whole study, of how many."""
    sheet = arrange(
        b.material(),
        "case-by-code",
        CaseByCodeOptions(rows="code", cols="stance", code=("work",), depth=0, cell="informants", where=where),
    )
    found = cells(sheet)["work", "+"]
    return found.value, found.of


def test_a_code_in_the_filter_does_not_let_people_in_whom_the_rest_rules_out(three: Builder) -> None:
    assert of(three, "code:work and role=weaver") == (1, 2)
    assert of(three, "code=work/loom and role=weaver") == (1, 2)
    assert of(three, "role=weaver and (code:money or code:work)") == (1, 2)
    assert of(three, "code:work") == of(three, "stance=+ or code:work") == (1, 4)
    assert of(three, "technique=W and code:work") == (1, 3)


def test_whose_site_is_missing_stays_in_the_count_while_a_passage_may_let_them_in(three: Builder) -> None:
    three.case("Didi", role="weaver")
    three.source("W4")
    three.turn("W4", "Didi", speaker="didi")
    three.coding("W4", "money", "I never have any money.", "Didi", speaker="didi")
    assert of(three, "site=East or stance=+") == (1, 5)
    assert of(three, "site=East and stance=+") == (1, 3)


def test_the_date_of_a_talk_rules_out_those_heard_on_another_day(three: Builder) -> None:
    assert of(three, "date < 2016-01-01") == (1, 2)
    assert of(three, "period=2015") == (1, 2)


def test_a_label_in_the_transcript_finds_its_person_also_where_that_person_is_silent(three: Builder) -> None:
    three.question("q1", "work", "money")
    sheet = arrange(
        three.material(), "case-by-code", CaseByCodeOptions(depth=0, where="speaker=budi", cell="informants")
    )
    assert [row.label for row in sheet.rows] == ["Budi"]
    silent, said = sheet.rows[0].cells
    assert (silent.empty, said.of) == ("silent", 1)
    assert of(three, "speaker in (ani, budi) and stance=+") == (1, 2)
    assert of(three, "not speaker=cici and code:work") == (1, 2)


@pytest.mark.parametrize("name", ["informant", "case"])
def test_a_filter_by_name_takes_in_what_a_person_says_under_another_name(three: Builder, name: str) -> None:
    three.source("W5")
    three.turn("W5", "Bu Ani", speaker="bu ani")
    three.coding("W5", "work", "Weaving is all I can do.", "Bu Ani", stance="+", speaker="bu ani")
    options = CaseByCodeOptions(rows="source", code=("work",), depth=0, cell="informants", where=f"{name}=Ani")
    found = cells(arrange(three.material(), "case-by-code", options))
    assert {source: cell.value for (source, _code), cell in found.items()} == {"W1": 1, "W5": 1}


def test_a_text_that_stands_for_a_case_is_filtered_like_one(three: Builder) -> None:
    for where in ("case=Yard", "informant=Yard", "role=place", "site=East and technique=O"):
        found = arrange(
            three.material(), "role-ordered", RoleOrderedOptions(cell="passages", code=("work",), where=where)
        )
        assert [(row.key, row.cells[0].value) for row in found.rows if row.cells[0].value] == [("place", 1)], where
    for where in ("case!=Ani", "not role=weaver", "site!=West"):
        found = arrange(
            three.material(), "role-ordered", RoleOrderedOptions(cell="passages", code=("work",), where=where)
        )
        assert ("place", 1) in [(row.key, row.cells[0].value) for row in found.rows], where


def test_a_code_that_stands_under_another_chosen_one_has_one_column(three: Builder) -> None:
    options = CaseByCodeOptions(code=("work/loom", "work"), depth=1)
    assert [c.key for c in arrange(three.material(), "case-by-code", options).columns] == ["work/loom"]
    options = CaseByCodeOptions(code=("work/loom", "work"), depth=0)
    assert [c.key for c in arrange(three.material(), "case-by-code", options).columns] == ["work/loom", "work"]


def test_who_speaks_of_it_in_a_slot_that_the_filter_leaves_out_is_not_silent(three: Builder) -> None:
    """Ani speaks of the loom in no slot, so that no column is hers: she does not state its output."""
    options = CaseByCodeOptions(
        rows="code", cols="slot", code=("work",), depth=0, cell="informants", where="slot=output and case=Ani"
    )
    three.coding("W1", "money", "A good price in the end.", "Ani", slot="output", speaker="ani")
    found = cells(arrange(three.material(), "case-by-code", options))
    assert {cell.empty for cell in found.values()} == {"not-stated"}


def test_the_parts_of_a_form_have_one_denominator() -> None:
    """Ani is asked and tells of the actor, Budi of the output unasked: each is one of the two who speak of the loan."""
    b = Builder()
    b.code("loan", "Loan", slots=("actor", "output"))
    b.question("q1", "loan")
    for name, slot, question in (("Ani", "actor", "q1"), ("Budi", "output", "q0")):
        b.case(name, site="East")
        b.source(name)
        b.turn(name, name, question=question)
        b.coding(name, "loan", "The bank lends us money.", name, slot=slot)
    for rows in ("", "site"):
        [row] = arrange(b.material(), "process-matrix", ProcessMatrixOptions(cell="informants", rows=rows)).rows
        told = [(cell.value, cell.of) for cell in row.cells if cell.empty is None]
        assert told == [(1, 2), (1, 2)], rows


def test_of_whom_nothing_is_coded_nothing_is_shown_and_no_filter_is_blamed(three: Builder) -> None:
    three.case("Didi", role="guide")
    three.source("W4")
    three.turn("W4", "Didi", speaker="didi")
    sheet = arrange(three.material(), "case-by-code", CaseByCodeOptions(depth=0, where="role=guide and stance=+"))
    assert {cell.empty for cell in cells(sheet).values()} == {"missing"}


def test_good_and_bad_effects_have_one_denominator() -> None:
    """Ani is asked and for it, Budi speaks against it unasked, Cici mentions it: each is one of three."""
    b = Builder()
    b.code("market", "Market")
    b.question("q1", "market")
    for name, stance, question in (("Ani", "+", "q1"), ("Budi", "-", "q0"), ("Cici", "0", "q0")):
        b.case(name, role="weaver")
        b.source(name)
        b.turn(name, name, question=question)
        b.coding(name, "market", "The new market has opened.", name, stance=stance)
    [row] = arrange(b.material(), "effects-matrix", EffectsMatrixOptions(cell="informants", depth=0)).rows
    assert [(cell.value, cell.of) for cell in row.cells] == [(1, 3), (1, 3)]
