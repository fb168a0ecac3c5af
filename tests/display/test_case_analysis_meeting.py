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
        "Sari/changes": "none {0}",
        "Sari/explanations": "[not-applicable]",
        "Sari/open-questions": "q2 (not asked) {0}",
        "Sari/next-data": "heard in: W1\nby: Interview {0}",
        "Sari/codebook": "hang on one passage: Yarn {1}",
    }
    assert {cell.empty for row in sheet.rows for cell in row.cells[1:]} == {Empty.TO_WRITE}


def years_apart(b: Builder) -> Material:
    """Sari was against the co-operative in 2015 and is for it in 2018; Budi is for it in 2015 and says no more."""
    b.case("Sari", role="weaver", site="North")
    b.case("Budi", role="dyer", site="North")
    for name, period in (("W15", "2015"), ("W18", "2018"), ("B15", "2015")):
        b.source(name, period=period)
    b.code("coop", "Co-operative")
    b.coding("W15", "coop", "They never paid me for a whole year", "Sari", at=0, stance="-")
    b.coding("W18", "coop", "Now they pay us every single week", "Sari", at=0, stance="+")
    b.coding("B15", "coop", "They have always paid what they owe", "Budi", at=0, stance="+")
    return b.material()


def test_an_earlier_and_a_later_view_of_one_person_are_a_change_and_no_contradiction(builder: Builder) -> None:
    """What Sari says of 2015 and of 2018 are two times; nothing she says of one time goes against another word."""
    found = cells(arrange(years_apart(builder), KIND, CaseAnalysisMeetingOptions(case=("Sari",))))
    assert found["Sari/contradictions"] == "none {0}"
    assert found["Sari/changes"] == (
        "Co-operative: 2015: (−) “They never paid me for a whole year” [W15:1 · weaver]; "
        "2018: (+) “Now they pay us every single week” [W18:1 · weaver] {2}"
    )


def test_two_people_contradict_each_other_with_the_times_of_which_they_speak(builder: Builder) -> None:
    """At North, Budi's yes of 2015 stands against Sari's no of 2015 and not against her later yes; she changed."""
    found = cells(arrange(years_apart(builder), KIND, CaseAnalysisMeetingOptions(unit="site")))
    assert found["North/contradictions"] == (
        "Co-operative: 2015: (+) “They have always paid what they owe” [B15:1 · dyer] / "
        "(−) “They never paid me for a whole year” [W15:1 · weaver] {2}"
    )
    assert found["North/changes"].startswith("Co-operative, Sari: 2015: (−)")


def test_the_note_of_a_coding_says_of_which_time_its_words_are(builder: Builder) -> None:
    """In one talk Sari tells how it was in 2015 and how it is in 2018; of 2018 and of a year untold she says both."""
    b = builder
    b.case("Sari", role="weaver")
    b.source("W1", period="2018")
    b.code("coop", "Co-operative")
    b.code("yarn", "Yarn")
    b.code("loan", "Loan")
    b.coding("W1", "coop", "Back then nobody got any money there", "Sari", at=0, stance="-", memo="time: 2015")
    b.coding("W1", "coop", "Today everybody gets what is due", "Sari", at=60, stance="+")
    b.coding("W1", "yarn", "Good yarn can be had these days", "Sari", at=120, stance="+")
    b.coding("W1", "yarn", "There was no good yarn that March", "Sari", at=180, stance="-", memo="time: March 2018")
    b.coding("W1", "loan", "A loan helps and a loan hurts", "Sari", at=240, stance="±", memo="time: 2015")
    found = cells(arrange(b.material(), KIND))
    assert found["Sari/changes"].startswith("Co-operative: 2015: (−)")
    assert found["Sari/contradictions"].splitlines() == [
        "Yarn: 2018: (+) “Good yarn can be had these days” [W1:4 · weaver] / "
        "2018-03: (−) “There was no good yarn that March” [W1:5 · weaver]",
        "Loan: 2015: (±) “A loan helps and a loan hurts” [W1:7 · weaver] {3}",
    ]


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
