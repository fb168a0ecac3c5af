"""The pre-structured case, filled in from a made-up study small enough to be done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.pre_structured_case import PreStructuredCaseOptions
from qda.display.written import view_of
from qda.model.desk_records import Written
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.papers import CodeBirth, Papers
from qda.model.sheet import Empty
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "pre-structured-case"


def help_and_trouble(b: Builder) -> Material:
    """Sari and Budi are asked about help, Budi alone about trouble; fieldwork began on 1 March."""
    b.case("Sari", role="weaver")
    b.case("Budi", role="weaver")
    for name in ("W1", "W2"):
        b.source(name)
    b.rows["sources"][0]["date"], b.rows["sources"][1]["date"] = "2026-03-01", "2026-03-04"
    b.code("help", "Help")
    b.code("help/loan", "Loan")
    b.code("trouble", "Trouble")
    b.question("q1", "help")
    b.question("q2", "trouble")
    b.turn("W1", "Sari", question="q1")
    b.turn("W2", "Budi", question="q1")
    b.turn("W2", "Budi", question="q2")
    b.coding("W1", "help/loan", "They lent me money for a new loom", "Sari", at=0)
    b.coding("W2", "help", "Nobody here ever helped us with anything", "Budi", at=0)
    births = (
        CodeBirth(path="help", at="2026-02-01T00:00:00Z", origin="Sen 1999"),
        CodeBirth(path="help/loan", at="2026-05-01T00:00:00Z", origin=""),
        CodeBirth(path="trouble", at="2026-05-01T00:00:00Z", origin=""),
    )
    return replace(b.material(), papers=Papers(births=births))


@pytest.mark.snapshot_of("pre-structured-case")
def test_each_cell_is_what_the_study_gives(builder: Builder) -> None:
    """Both speak of help, its subcode counted in, the shorter passage first.

    Trouble was asked of Budi, who is silent; its code came in too late.
    """
    sheet = arrange(help_and_trouble(builder), KIND)
    assert cells(sheet, "evidence") == {
        "help": "“Nobody here ever helped us with anything” [W2:1 · weaver]\n"
        "“They lent me money for a new loom” [W1:1 · weaver] {2}",
        "trouble": "[silent]",
    }
    assert cells(sheet, "people") == {"help": "2 {2}", "trouble": "[silent]"}
    assert sheet.rows[0].cells[1].of == 2
    assert cells(sheet, "since") == {
        "help": "1 February 2026\nbefore the first contact (1 March 2026)\nfrom: Sen 1999 {0}",
        "trouble": "1 May 2026\nnot before the first contact (1 March 2026) {0}",
    }
    assert set(cells(sheet, "narrative").values()) == {"[to-write]"}


def test_the_outline_can_be_given_with_headings_of_ones_own(builder: Builder) -> None:
    """A section without codes is only to be written. An outline has texts of its own, by its headings."""
    outline = PreStructuredCaseOptions(section=("Setting", "What helped = loan"))
    text = Written(
        view=view_of(KIND, outline), row="Setting", column="narrative", text="A village of weavers.", by="ana"
    )
    material = replace(help_and_trouble(builder), written=(text,))
    sheet = arrange(material, KIND, outline)
    assert [row.label for row in sheet.rows] == ["Setting", "What helped"]
    assert [cell.empty for cell in sheet.rows[0].cells[:3]] == [Empty.NOT_APPLICABLE] * 3
    assert sheet.rows[0].cells[3].value == "A village of weavers."
    assert cells(sheet, "people")["What helped"] == "1 {1}"
    assert sheet.filters[-1] == "1 coding on a code outside the chosen ones is not shown."
    with pytest.raises(InputError, match="no heading"):
        arrange(material, KIND, PreStructuredCaseOptions(section=("= loan",)))


def test_a_case_has_its_own_evidence_only(builder: Builder) -> None:
    """Sari was never asked about trouble."""
    sheet = arrange(help_and_trouble(builder), KIND, PreStructuredCaseOptions(case="Sari"))
    assert cells(sheet, "people") == {"Sari/help": "1 {1}", "Sari/trouble": "[not-asked]"}
