"""Displays that sort and compare cases, on the made-up market: each line says what stands where, each test why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.construct_table import ConstructTableOptions
from qda.display.displays.contrast_table import ContrastTableOptions, exemplary
from qda.display.displays.two_variable_case_ordered import TwoVariableCaseOrderedOptions
from qda.display.displays.typology import TypologyOptions
from qda.display.displays.variable_by_variable import VariableByVariableOptions
from qda.display.standing import Standing
from qda.model.errors import InputError, NotFoundError
from qda.model.frames import Material
from qda.model.sheet import Cell, Empty, Sheet
from qda.model.wording import forget_language, use_language
from tests.display.conftest import Builder
from tests.display.market import build_market

Show = Callable[[Sheet], str]


@pytest.fixture
def market() -> Material:
    return build_market(Builder()).material()


@pytest.mark.snapshot_of("variable-by-variable")
def test_variable_by_variable_puts_each_case_where_its_values_meet(market: Material, show: Show) -> None:
    """Ani rates trust low and high, so she stands twice, starred and named in the notes; Cici says high, Budi middle.

    Dedi was asked and is silent, Eka speaks of trust without a rating, Fajar was never heard. Eka has no group. The
    codings behind a name are those on trust: one behind each of Ani's two values, none behind a silence.
    """
    sheet = arrange(market, "variable-by-variable", VariableByVariableOptions(rows="group", cols="trust"))
    filled = [line for line in show(sheet).splitlines() if "[no-case]" not in line]
    assert filled == [
        "old | low: Ani* {1}",
        "old | high: Ani*; Cici {2}",
        "new | middle: Budi {1}",
        "new | silent: Dedi {0}",
        "new | nothing coded: Fajar {0}",
        "(Group not recorded) | said, not rated: Eka {1}",
    ]
    assert sheet.notes == ("In more than one cell, since they have several values (*): Ani.",)
    assert [column.label for column in sheet.columns][:3] == ["low", "middle", "high"], "in the order of the scale"


def test_each_case_stands_once_where_each_value_is_one(market: Material) -> None:
    sheet = arrange(market, "variable-by-variable", VariableByVariableOptions(rows="role", cols="presence:trust"))
    names = "; ".join(str(cell.value) for row in sheet.rows for cell in row.cells if cell.value).split("; ")
    assert sorted(names) == ["Ani", "Budi", "Cici", "Dedi", "Eka", "Fajar"]
    assert not sheet.notes


def test_stances_are_a_variable_too(market: Material, show: Show) -> None:
    """Dedi alone speaks of the fair, for it; the others were asked of efforts and say nothing of it."""
    options = VariableByVariableOptions(rows="site", cols="stance:effort/fair", order=("South", "North"))
    lines = show(arrange(market, "variable-by-variable", options)).splitlines()
    assert "South | for (+): Dedi {1}" in lines
    assert "South | silent: Budi {0}" in lines
    assert "North | silent: Ani; Cici; Eka {0}" in lines
    assert lines[0].startswith("South")


def test_any_axis_may_be_the_cases(market: Material, show: Show) -> None:
    """North is heard in three years, so it stands in three columns; behind each is what is said there of trust."""
    options = VariableByVariableOptions(rows="presence:trust", cols="period", cell="site")
    lines = show(arrange(market, "variable-by-variable", options)).splitlines()
    assert lines[:3] == ["said | 2015: North* {2}", "said | 2016: North*; South {2}", "said | 2017: North* {1}"]


def test_an_unknown_variable_names_what_there_is(market: Material) -> None:
    with pytest.raises(NotFoundError) as unknown:
        arrange(market, "variable-by-variable", VariableByVariableOptions(rows="weather"))
    assert "role, group, site, age" in unknown.value.mend


@pytest.mark.snapshot_of("typology")
def test_a_typology_shows_empty_types(market: Material, show: Show) -> None:
    """Two roles by two groups and the office: Eka of the office has no group, so both office types stay empty."""
    sheet = arrange(market, "typology", TypologyOptions(rows="role", cols="group"))
    assert show(sheet).splitlines() == [
        "weaver | old: Type 1: 1 case // Ani {4}",
        "weaver | new: Type 2: 2 cases // Budi; Fajar {3}",
        "trader | old: Type 3: 1 case // Cici {3}",
        "trader | new: Type 4: 1 case // Dedi {2}",
        "office | old: [no-case]",
        "office | new: [no-case]",
    ]
    assert sheet.notes == (
        "2 types of 6 have no case: office × old; office × new.",
        "Of no type, since a property is not known: Eka.",
    )
    assert sheet.counts == "Numbers count cases: 5 of 6 are of a type."


def test_a_typology_of_what_is_said_leaves_out_those_not_heard(market: Material) -> None:
    sheet = arrange(market, "typology", TypologyOptions(rows="problem/capital", cols="effort/loan"))
    assert [row.label for row in sheet.rows] == ["said", "silent"]
    assert str(sheet.rows[0].cells[0].value).endswith("Ani; Budi; Cici")
    assert str(sheet.rows[1].cells[1].value).endswith("Dedi; Eka")
    assert "Of no type, since a property is not known: Fajar." in sheet.notes


def test_a_contrast_table_chooses_by_the_outcome(market: Material, show: Show) -> None:
    """Ages 60, 50, 44, 35, 28: the middle value is 44, so Eka stands for the middle; Fajar has no age."""
    options = ContrastTableOptions(by="age", cell="informants", code=("problem",))
    sheet = arrange(market, "contrast-table", options)
    assert [(c.group, c.label) for c in sheet.columns] == [("High", "Ani"), ("In the middle", "Eka"), ("Low", "Dedi")]
    lines = show(sheet).splitlines()
    assert lines[:3] == ["Outcome > age | Ani: 60 {0}", "Outcome > age | Eka: 44 {0}", "Outcome > age | Dedi: 28 {0}"]
    assert "Attributes > Group | Eka: [not-stated]" in lines
    assert "What is said > Problems | Eka: [silent]" in lines
    assert lines[-1] == "In short > What sets it apart | Dedi: [to-write]"
    assert sheet.notes == ("Without a value on the outcome, so never chosen: Fajar.",)
    assert any("Chosen: the 1 highest" in rule for rule in sheet.decision_rules)


def standing(*ranks: float | None) -> list[Standing]:
    return [Standing(rank=rank, cell=Cell(empty=Empty.NOT_STATED)) for rank in ranks]


@pytest.mark.parametrize(
    ("ranks", "each", "chosen"),
    [
        ((1, 2, 3), 1, "2H 1M 0L"),
        ((3, 1), 1, "0H 1L"),
        ((None, 4), 1, "1H"),
        ((), 1, ""),
        ((5, 5, 1, 1), 1, "0H 1M 2L"),  # of equals the first; the middle value is 3, 5 and 1 are as near
        ((9, 8, 7, 6, 5), 2, "0H 1H 2M 3L 4L"),
        ((3, 2, 1), 2, "0H 1H 2L"),
    ],
)
def test_exemplary_cases(ranks: tuple[float | None, ...], each: int, chosen: str) -> None:
    assert (
        " ".join(f"{one.k}{one.stands_for[:1].replace('I', 'M')}" for one in exemplary(standing(*ranks), each))
        == chosen
    )


def test_where_nothing_differs_there_is_no_contrast(builder: Builder) -> None:
    for name in ("A", "B", "C"):
        builder.case(name, wealth="3" if name != "C" else "3.0")
    sheet = arrange(builder.material(), "contrast-table", ContrastTableOptions(by="wealth"))
    assert "All chosen cases have the same value: there is no contrast." in sheet.notes


def test_decimals_of_the_cases_table_are_written_as_the_reader_writes_them(builder: Builder) -> None:
    """1.25 hectares is a number with decimals; 46 has none, and 1.2.3 and 0812 are no such numbers."""
    for name, land in (("A", "1.25"), ("B", "46"), ("C", "0812")):
        builder.case(name, wealth=str(ord(name)), land=land, site="1.2.3")
    use_language("id")
    try:
        sheet = arrange(builder.material(), "contrast-table", ContrastTableOptions(by="wealth"))
    finally:
        forget_language()
    assert [[cell.value for cell in row.cells] for row in sheet.rows if row.label == "land"] == [["0812", "46", "1,25"]]
    assert {cell.value for row in sheet.rows for cell in row.cells} >= {"1.2.3"}


def test_words_need_an_order_to_contrast(market: Material) -> None:
    with pytest.raises(InputError, match="have no order"):
        arrange(market, "contrast-table", ContrastTableOptions(by="group"))
    sheet = arrange(market, "contrast-table", ContrastTableOptions(by="group", levels=("new", "old")))
    assert sheet.columns[0].label == "Ani"


def test_two_variables_one_in_the_rows_one_through_time(market: Material, show: Show) -> None:
    """Rows fall by age. Ani's first passage is told of 2014, the second is of her source's period 2015.

    Nobody was heard in 2014, so whoever speaks of trust at all may be silent of it; Dedi, heard in 2016, is silent.
    """
    options = TwoVariableCaseOrderedOptions(by="age", code=("trust",), cell="magnitude", summary=False)
    sheet = arrange(market, "two-variable-case-ordered", options)
    assert [row.label for row in sheet.rows] == ["Ani", "Cici", "Eka", "Budi", "Dedi", "Fajar"]
    lines = show(sheet).splitlines()
    assert lines[:4] == [
        "Ani | age: 60 {0}",
        "Ani | 2014: low (1×) {1}",
        "Ani | 2015: high (1×) {1}",
        "Ani | 2016: [not-applicable]",
    ]
    assert "Dedi | 2016: [silent]" in lines
    assert "Fajar | age: [not-stated]" in lines
    assert "12 codings on codes outside the chosen ones are not shown." in sheet.filters


def test_the_second_variable_may_be_codes_and_the_last_column_the_researchers(market: Material) -> None:
    options = TwoVariableCaseOrderedOptions(by="trust", cols="code", code=("problem",), cell="presence")
    sheet = arrange(market, "two-variable-case-ordered", options)
    assert [column.label for column in sheet.columns] == ["Trust", "Capital", "The young", "Yarn", "In short"]
    assert {row.cells[-1].empty for row in sheet.rows} == {Empty.TO_WRITE}
    assert [row.label for row in sheet.rows][:3] == ["Cici", "Budi", "Ani"], (
        "high, middle, and low for Ani’s two values"
    )
    with pytest.raises(InputError, match="both “code”"):
        arrange(market, "two-variable-case-ordered", replace(options, rows="code"))


def test_nothing_to_order_by_is_said(builder: Builder) -> None:
    builder.case("A", role="weaver")
    with pytest.raises(InputError, match="Nothing here puts cases in order"):
        arrange(builder.material(), "two-variable-case-ordered")


def test_a_construct_spreads_from_its_lowest_to_its_highest(market: Material, show: Show) -> None:
    """Ani's two ratings make low (the lower middle), Budi middle, Cici high; Eka speaks without a rating.

    Three of six cases have a value; the steps of the scale all occur.
    """
    lines = show(arrange(market, "construct-table", ConstructTableOptions(code=("trust",)))).splitlines()
    assert lines[0] == "Informant > Ani | Its value: low {2}"
    assert "Informant > Dedi | Its value: [silent]" in lines
    assert "Informant > Eka | Its value: [not-stated]" in lines
    assert [line for line in lines if line.startswith("Spread") and "Its value" in line] == [
        "Spread > Lowest | Its value: low: Ani {2}",
        "Spread > Highest | Its value: high: Cici {1}",
        "Spread > Range | Its value: low – high (3 of 6 cases) {4}",
        "Spread > Dimension | Its value: low · middle · high {4}",
    ]


def test_steps_of_the_scale_that_nobody_has_stand_in_brackets(builder: Builder) -> None:
    builder.code("trust", "Trust", scale=("low", "middle", "high"))
    builder.source("W1")
    for name, value in (("A", "low"), ("B", "high")):
        builder.case(name)
        builder.coding("W1", "trust", "so it is", name, magnitude=value)
    sheet = arrange(builder.material(), "construct-table")
    assert sheet.title == "Construct table: Trust"
    assert sheet.rows[-1].cells[0].value == "low · (middle) · high"


def test_properties_without_a_scale_say_how_many_cases_have_them(market: Material) -> None:
    sheet = arrange(market, "construct-table", ConstructTableOptions(code=("problem",)))
    assert [column.group for column in sheet.columns][::2] == ["Capital", "The young", "Yarn"]
    spread = {row.label: [cell.value for cell in row.cells] for row in sheet.rows if row.group == "Spread"}
    assert spread["Range"] == ["3 of 6 cases", None, "1 of 6 cases", None, None, None]
    assert spread["Lowest"] == [None] * 6
