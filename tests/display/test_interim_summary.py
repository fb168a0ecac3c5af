"""The interim case summary, filled in from a made-up study small enough to be done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.interim_summary import InterimSummaryOptions
from qda.model.evidence import GroupState, Triangulation, VerdictWord, Witness
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.records import Finding
from qda.model.sheet import Empty
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "interim-summary"


def judged(b: Builder) -> Material:
    """Two findings, one triangulated: Sari is for it, Budi against. W3 is not coded; Tono was never heard."""
    b.case("Sari", role="weaver")
    b.case("Budi", role="weaver")
    b.case("Tono", role="dyer")
    for name in ("W1", "W2", "W3"):
        b.source(name)
    b.code("coop", "Co-operative")
    b.code("yarn", "Yarn")
    b.question("q1", "coop")
    b.question("q2", "yarn")
    b.turn("W1", "Sari", question="q1")
    b.turn("W2", "Budi", question="q1")
    b.turn("W3", "Sari")
    one = b.coding("W1", "coop", "The co-operative helped us", "Sari", at=0, stance="+", question="q1")
    two = b.coding("W2", "coop", "The co-operative cheated us", "Budi", at=0, stance="-", question="q1")
    b.coding("W1", "yarn", "Yarn is what we lack", "Sari", at=60)
    verdict = Triangulation(
        finding="help",
        axis="group",
        verdict=VerdictWord.DISSONANT,
        lower=VerdictWord.DISSONANT,
        upper=VerdictWord.DISSONANT,
        k_star=1,
        effective_witnesses=1.0,
        supporting_groups=("old",),
        witnesses=(
            Witness(informants=("Sari",), group="old", techniques=("W",), stance="+", codings=(one,)),
            Witness(informants=("Budi",), group="new", techniques=("W",), stance="-", codings=(two,)),
        ),
        techniques=("W",),
        groups=(("old", GroupState.SUPPORT), ("new", GroupState.CONTRADICT)),
        pairs=(),
        asked=(("old", 1), ("new", 1)),
        prominence=(("old", 1.0), ("new", 0.0)),
    )
    findings = tuple(
        Finding(id=Id(bytes([n]) * 16), key=key, statement=said, body="{}", position=n)
        for n, (key, said) in enumerate((("help", "The co-operative helps."), ("lack", "Yarn is lacking.")))
    )
    return replace(b.material(), findings=findings, verdicts=(verdict,))


@pytest.mark.snapshot_of("interim-summary")
def test_each_cell_is_what_the_study_gives(builder: Builder) -> None:
    """“lack” was not triangulated. Yarn is Sari’s alone. q2 was put nowhere, and W3 carries no question at all."""
    sheet = arrange(judged(builder), KIND)
    assert cells(sheet) == {
        "finding/help": "dissonant\n+1 −1 {2}",
        "finding/lack": "[not-applied]",
        "quality/sources": "2 of 3 coded {2}",
        "quality/people": "weaver: 2 of 2 heard\ndyer: 0 of 1 heard {0}",
        "quality/questions": "1 of 2 questions answered {2}",
        "quality/alone": "Yarn {1}",
        "agenda/uncoded": "W3 {0}",
        "agenda/unheard": "Tono {0}",
        "agenda/questions": "q2 (not asked) {0}",
        "agenda/findings": "help: dissonant {0}",
        "agenda/thoughts": "[not-applicable]",
        "agenda/else": "[not-applicable]",
    }
    assert {cell.empty for row in sheet.rows for cell in row.cells[1:]} == {Empty.TO_WRITE}
    assert [column.key for column in sheet.columns] == ["record", "written", "next"]


def test_a_case_has_its_own_witnesses_only(builder: Builder) -> None:
    """Of Budi only his own word counts; nothing of his is about yarn."""
    sheet = arrange(judged(builder), KIND, InterimSummaryOptions(case="Budi"))
    found = cells(sheet)
    assert found["Budi/finding/help"] == "in the whole study: dissonant\n−1 {1}"
    assert found["Budi/quality/people"] == "weaver: 1 of 1 heard {0}"
    assert found["Budi/quality/alone"] == "none {0}"
    assert {row.group for row in sheet.rows} == {
        "Budi: Findings",
        "Budi: Quality of the data",
        "Budi: What is to be done",
    }


def test_a_study_without_findings_says_so(builder: Builder) -> None:
    sheet = arrange(replace(judged(builder), findings=(), verdicts=()), KIND)
    assert (sheet.rows[0].key, sheet.rows[0].label) == ("finding", "(no finding is written yet)")
