"""Sequential analyses of a made-up study small enough to be done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.sequential_analyses import SequentialAnalysesOptions
from qda.model.desk_records import Written
from qda.model.evidence import GroupState, Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.papers import FindingChange, Papers
from qda.model.sheet import Empty
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "sequential-analyses"


def three_weeks(b: Builder) -> Material:
    """W1 in 2015, W2 and W3 in 2016, W3 coded a month after the others. Sari and Wati are for, Budi is against."""
    for name in ("Sari", "Budi", "Wati"):
        b.case(name)
    for name, period in (("W1", "2015"), ("W2", "2016"), ("W3", "2016")):
        b.source(name, period=period)
    b.source("A1", "A")
    b.code("coop", "Co-operative")
    b.code("yarn", "Yarn")
    sari = b.coding("W1", "coop", "It helped us", "Sari", stance="+")
    budi = b.coding("W2", "coop", "It cheated us", "Budi", stance="-")
    b.coding("W2", "yarn", "No yarn to be had", "Budi")
    wati = b.coding("W3", "coop", "It helped me too", "Wati", stance="+", at=50, round="2")
    b.rows["codings"][-1]["at"] = "2026-02-01T00:00:00Z"
    b.coding("A1", "yarn", "I think yarn matters")
    sides = ((sari, "Sari", "+"), (budi, "Budi", "-"), (wati, "Wati", "+"))
    verdict = Triangulation(
        finding="help",
        axis="group",
        verdict=VerdictWord.DISSONANT,
        lower=VerdictWord.DISSONANT,
        upper=VerdictWord.DISSONANT,
        k_star=1,
        effective_witnesses=2.0,
        supporting_groups=("all",),
        witnesses=tuple(
            Witness(informants=(name,), group="all", techniques=("W",), stance=stance, codings=(coding,))
            for coding, name, stance in sides
        ),
        techniques=("W",),
        groups=(("all", GroupState.SPLIT),),
        pairs=(),
        asked=(("all", 3),),
        prominence=(("all", 0.67),),
    )
    return replace(b.material(), verdicts=(verdict,))


def change(seq: int, at: str, kind: str, before: str, after: str) -> FindingChange:
    return FindingChange(seq=seq, at=at, by="ana", finding="help", kind=kind, before=before, after=after)


@pytest.mark.snapshot_of("sequential-analyses")
def test_each_cell_is_what_the_periods_give(builder: Builder) -> None:
    """2015 has W1: one code, one witness for. 2016 adds W2 and W3: the code yarn, one more for, one against."""
    sheet = arrange(three_weeks(builder), KIND)
    assert cells(sheet, "cases") == {
        "period/2015": "W1\nso far: 1 source, 1 informant or text {1}",
        "period/2016": "W2; W3\nso far: 3 sources, 3 informants or texts {2}",
    }
    assert cells(sheet, "codes") == {"period/2015": "Co-operative {1}", "period/2016": "Yarn {1}"}
    assert cells(sheet, "findings") == {"period/2015": "help: +1 {1}", "period/2016": "help: +2 −1 {2}"}
    assert set(cells(sheet, "revised").values()) == {"[not-applicable]"}
    assert all(cell.empty is Empty.TO_WRITE for row in sheet.rows for cell in row.cells[4:])


def test_versions_of_the_findings_are_steps_where_there_are_several(builder: Builder) -> None:
    """The finding was written in January, when W1 and W2 (and A1) were coded, and reworded before W3 was."""
    changes = (
        change(4, "2026-01-05T00:00:00Z", "added", "", "It helps."),
        change(7, "2026-01-20T00:00:00Z", "reworded", "It helps.", "It helps some."),
    )
    material = replace(three_weeks(builder), papers=Papers(changes=changes))
    sheet = arrange(material, KIND)
    assert [row.label for row in sheet.rows] == [
        "1 · 5 January 2026 · ana",
        "2 · 20 January 2026 · ana",
        "since version 2",
    ]
    assert cells(sheet, "revised") == {
        "history/1": "new: help: It helps. {0}",
        "history/2": "reworded: help: “It helps.” → “It helps some.” {0}",
        "history/2+": "[no-change]",
    }
    assert cells(sheet, "findings") == {
        "history/1": "help: +1 −1 {2}",
        "history/2": "[no-change]",
        "history/2+": "help: +2 −1 {1}",
    }
    assert cells(sheet, "cases")["history/2"] == "[missing]", "nothing was coded between the two versions"
    by_period = arrange(material, KIND, SequentialAnalysesOptions(by="period"))
    assert by_period.notes == ("The findings have 2 versions; --by history shows them.",)


def test_the_steps_stay_what_they_were_when_somebody_wrote(builder: Builder) -> None:
    """Written beside a month’s or a round’s row, the rows stay those, whatever else could be a step by now."""
    text = Written(view=KIND, row="round/1", column="learned", text="Ask the others.", by="ana")
    sheet = arrange(replace(three_weeks(builder), written=(text,)), KIND)
    assert cells(sheet, "learned") == {"round/1": "Ask the others. {0}", "round/2": "[to-write]"}


def test_rounds_of_coding_can_be_steps(builder: Builder) -> None:
    """The second round has W3 only."""
    sheet = arrange(three_weeks(builder), KIND, SequentialAnalysesOptions(by="round"))
    assert list(cells(sheet, "cases")) == ["round/1", "round/2"]
    assert cells(sheet, "findings")["round/2"] == "help: +2 −1 {1}"
