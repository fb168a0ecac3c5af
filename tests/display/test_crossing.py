"""Rows, columns, cell and order are options of every matrix, and bend it as they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display.build import arrange
from qda.display.displays.case_by_code import CaseByCodeOptions
from qda.display.displays.checklist import ChecklistOptions
from qda.display.displays.conceptually_clustered import ConceptuallyClusteredOptions
from qda.display.displays.content_analytic_summary import ContentAnalyticSummaryOptions
from qda.display.displays.process_matrix import ProcessMatrixOptions
from qda.display.displays.role_ordered import RoleOrderedOptions
from qda.display.settings import from_values
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.sheet import Sheet

Show = Callable[[Sheet], str]


def test_a_matrix_may_have_no_codes_on_its_axes(village: Material, show: Show) -> None:
    """Chosen codes then say what counts: of Training only Darmo (East), Sari (West) and Kepala (East) speak."""
    options = RoleOrderedOptions(cols="site", cell="informants", code=("latih",))
    sheet = arrange(village, "role-ordered", options)
    lines = show(sheet).splitlines()
    assert "craftsman (2) | East: 1 of 1 {2}" in lines
    assert "craftsman (2) | West: 1 of 1 {1}" in lines
    assert "office (1) | East: 1 of 1 {1}" in lines
    assert "office (1) | West: [not-applicable]" in lines  # the office is heard in the East only
    assert any("outside the chosen ones" in sentence for sentence in sheet.filters)


def test_without_chosen_codes_everything_counts_and_nothing_is_said_to_be_left_out(village: Material) -> None:
    sheet = arrange(village, "case-by-code", CaseByCodeOptions(cols="technique", cell="passages"))
    assert sheet.title == "Informant by Technique"
    darmo = next(row for row in sheet.rows if row.label == "Darmo")
    assert darmo.cells[0].value == 3
    assert not any("outside the chosen ones" in sentence for sentence in sheet.filters)


def test_codes_may_be_the_rows_and_the_order_then_is_that_of_the_columns(village: Material) -> None:
    options = ConceptuallyClusteredOptions(rows="code", cols="role", order=("office",), cell="stance", depth=0)
    sheet = arrange(village, "conceptually-clustered", options)
    assert [column.label for column in sheet.columns][:2] == ["office", "craftsman"]
    assert sheet.rows[0].label == "People"
    assert sheet.rows[0].cells[0].value == "+1"
    assert not any("Quotations:" in rule for rule in sheet.decision_rules)


def test_a_checklist_may_stand_the_other_way_and_show_numbers(village: Material) -> None:
    sheet = arrange(village, "checklist", ChecklistOptions(rows="role", cols="code", cell="informants"))
    assert sheet.corner == "Role"
    assert not any("strong" in rule for rule in sheet.decision_rules)
    usual = arrange(village, "checklist")
    assert usual.corner == "Component"
    assert any("strong" in rule for rule in usual.decision_rules)


def test_the_groups_of_a_summary_have_an_order_and_a_cell(village: Material) -> None:
    options = ContentAnalyticSummaryOptions(cols="role", order=("office",), cell="presence")
    sheet = arrange(village, "content-analytic-summary", options)
    assert sheet.columns[2].label == "office"
    assert {cell.value for row in sheet.rows for cell in row.cells[2:] if cell.value} == {"✓"}


def test_rows_and_columns_must_differ_and_the_cell_must_be_known(village: Material) -> None:
    with pytest.raises(InputError, match="both “role”"):
        arrange(village, "role-ordered", RoleOrderedOptions(cols="role"))
    with pytest.raises(InputError, match="cannot show “feelings”"):
        arrange(village, "role-ordered", RoleOrderedOptions(cell="feelings"))


def test_an_option_answers_to_its_other_names() -> None:
    checklist = registry.get("displays", "checklist")
    assert from_values(checklist, (("columns", "site"),), "study.yaml") == ChecklistOptions(cols="site")
    assert from_flags(checklist, ["--columns", "site"]) == from_flags(checklist, ["--cols", "site"])
    summary = registry.get("displays", "content-analytic-summary")
    assert from_flags(summary, ["--cols", "site"]) == ContentAnalyticSummaryOptions(cols="site")
    assert from_flags(summary, ["--by", "site"]) == from_flags(summary, ["--cols", "site"])


@pytest.mark.parametrize("name", ["role-ordered", "conceptually-clustered", "case-by-code", "checklist"])
def test_every_matrix_speaks_the_grammar(name: str) -> None:
    from qda.display.settings import flag_names

    assert {"--rows", "--cols", "--cell", "--order", "--where", "--code"} <= set(
        flag_names(registry.get("displays", name))
    )


def test_the_process_matrix_may_count_instead_of_quote(village: Material) -> None:
    sheet = arrange(village, "process-matrix", ProcessMatrixOptions(cell="passages"))
    assert [cell.value for cell in sheet.rows[0].cells] == [1, None, 1, 1, None]
    with pytest.raises(InputError, match="cannot show"):
        arrange(village, "process-matrix", ProcessMatrixOptions(cell="feelings"))
