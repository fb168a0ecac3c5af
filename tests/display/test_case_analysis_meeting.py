"""The agenda of a case analysis meeting, filled in from a made-up study small enough to be done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.case_analysis_meeting import CaseAnalysisMeetingOptions
from qda.model.case_meetings import MeetingDecision, decisions_in
from qda.model.desk_records import Written
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.sheet import Empty
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "case-analysis-meeting"


def two_weavers(b: Builder) -> Material:
    """Sari says both for and against the co-operative; Budi only for it; Tono is registered and was never heard."""
    b.case("Sari", role="weaver", site="North")
    b.case("Budi", role="weaver", site="North")
    b.case("Tono", role="weaver", site="North")
    for name in ("W1", "W2"):
        b.source(name)
    b.code("coop", "Co-operative")
    b.code("yarn", "Yarn")
    b.question("q1", "coop")
    b.question("q2", "yarn")
    b.turn("W1", "Sari", question="q1")
    b.turn("W2", "Budi", question="q1")
    b.turn("W2", None, "interviewer", "P", "q2")
    b.coding("W1", "coop", "The co-operative helped us all a lot", "Sari", at=0, stance="+")
    b.coding("W1", "coop", "The co-operative never paid me for a year", "Sari", at=60, stance="-")
    b.coding("W1", "yarn", "Yarn is what we lack most of all", "Sari", at=120)
    b.coding("W2", "coop", "I would join the co-operative again today", "Budi", at=0, stance="+")
    return b.material()


@pytest.mark.snapshot_of("case-analysis-meeting")
def test_each_cell_is_what_the_case_gives(builder: Builder) -> None:
    """Sari: two passages on the co-operative, one for and one against it; Yarn hangs on one. q2 never came up."""
    sheet = arrange(two_weavers(builder), KIND, CaseAnalysisMeetingOptions(case=("Sari",)))
    assert cells(sheet) == {
        "Sari/themes": "Co-operative (2 passages): (+) “The co-operative helped us all a lot” [W1:1 · weaver]\n"
        "Yarn (1 passage): “Yarn is what we lack most of all” [W1:4 · weaver] {3}",
        "Sari/contradictions": "Co-operative: (+) “The co-operative helped us all a lot” [W1:1 · weaver] / "
        "(−) “The co-operative never paid me for a year” [W1:2 · weaver] {2}",
        "Sari/explanations": "[not-applicable]",
        "Sari/open-questions": "q2 (not asked) {0}",
        "Sari/next-data": "heard in: W1\nby: Interview {0}",
        "Sari/codebook": "hang on one passage: Yarn {1}",
    }
    assert {cell.empty for row in sheet.rows for cell in row.cells[1:]} == {Empty.TO_WRITE}


def test_a_case_can_be_a_site(builder: Builder) -> None:
    """At North, Budi was asked q2 and did not answer; Tono was never heard; two people contradict each other too."""
    sheet = arrange(two_weavers(builder), KIND, CaseAnalysisMeetingOptions(unit="site"))
    found = cells(sheet)
    assert found["North/open-questions"] == "q2 (asked, not answered) {0}"
    assert "registered, not heard: Tono" in found["North/next-data"]
    assert found["North/contradictions"].count("“") == 2


def test_a_decision_without_a_word_on_dissent_is_named(builder: Builder) -> None:
    """Two decisions are written; beside the second nobody wrote whether all agree."""
    texts = (
        Written(view=KIND, row="Sari/themes", column="decision", text="Ask her again.", by="ana", at="2026-03-05"),
        Written(view=KIND, row="Sari/themes", column="dissent", text="Budi would not.", by="ana", at="2026-03-05"),
        Written(view=KIND, row="Sari/codebook", column="decision", text="Split the code.", by="ana", at="2026-03-04"),
        Written(view="contact-summary", row="W1/themes", column="decision", text="no meeting", at="2026-03-01"),
    )
    sheet = arrange(replace(two_weavers(builder), written=texts), KIND)
    assert sheet.notes == ("Decided without a word on dissent: Sari: Changes to the codebook.",)
    by_key = {row.key: row.cells for row in sheet.rows}
    assert [cell.value for cell in by_key["Sari/themes"][2:]] == ["Ask her again.", "Budi would not."]
    assert decisions_in(texts) == (
        MeetingDecision(item="Sari/codebook", decision="Split the code.", dissent="", by="ana", at="2026-03-04"),
        MeetingDecision(
            item="Sari/themes", decision="Ask her again.", dissent="Budi would not.", by="ana", at="2026-03-05"
        ),
    )


def test_a_case_that_is_not_there_is_refused(builder: Builder) -> None:
    with pytest.raises(NotFoundError, match="Wati"):
        arrange(two_weavers(builder), KIND, CaseAnalysisMeetingOptions(case=("Wati",)))
