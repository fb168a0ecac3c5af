"""The vignette of an episode in a made-up study small enough to be done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.vignette import VignetteOptions
from qda.display.spoken import quoted_words
from qda.model.desk_records import Written
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.papers import Papers, SourceText
from qda.model.tactic_records import TacticAnswer
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "vignette"
TEXT = (
    "The office came with a lorry at noon and took the drums.\nThey never brought them back, and nobody wrote it down."
)


def lorry(b: Builder) -> Material:
    """Sari and Budi tell of the day the lorry came; Wati is heard and tells nothing of it."""
    for name in ("Sari", "Budi", "Wati"):
        b.case(name, role="dyer")
    for name in ("W1", "W2", "W3"):
        b.source(name, site="North")
    b.rows["sources"][0]["date"], b.rows["sources"][1]["date"] = "2026-03-01", "2026-03-09"
    b.code("waste", "Waste")
    b.code("waste/drums", "The drums")
    b.code("trust", "Trust")
    for source, name in (("W1", "Sari"), ("W2", "Budi"), ("W3", "Wati")):
        b.turn(source, name)
    b.rows["turns"][0].update(start=0, end=len(TEXT))
    at = TEXT.index
    lost = "They never brought them back"
    b.coding("W1", "waste/drums", "The office", "Sari", at=0, slot="actor")
    b.coding("W1", "waste/drums", "came with a lorry", "Sari", at=at("came"), slot="process", memo="place: the yard")
    b.coding("W1", "waste/drums", "at noon", "Sari", at=at("at noon"), slot="time")
    out = b.coding("W1", "waste/drums", lost, "Sari", at=at(lost), slot="output", line=2)
    b.coding("W2", "waste/drums", "My drums went too", "Budi", at=0, slot="output")
    b.coding("W3", "trust", "I trust them", "Wati", at=0)
    b.rows["links"].append(
        {
            "id": b.new(),
            "from_kind": "code",
            "from": "waste/drums",
            "to_kind": "code",
            "to": "trust",
            "type": "causes",
            "sign": "-",
            "evidence": (out,),
            "memo": "",
            "coder": "ana",
            "at": "2026-01-01T00:00:00Z",
        }
    )
    answer = TacticAnswer(
        id=Id(b"a" * 16),
        tactic="member-checks",
        finding="drums",
        item="Sari",
        answer="agree",
        why="It was so.",
        inputs="",
        by="ana",
        at="2026-05-01T00:00:00Z",
    )
    other = replace(answer, id=Id(b"b" * 16), item="Wati")
    texts = (SourceText(source="W1", text=TEXT), SourceText(source="W2", text="My drums went too. Such is life."))
    return replace(b.material(), papers=Papers(texts=texts, answers=(answer, other)))


@pytest.mark.snapshot_of("vignette")
def test_each_cell_is_what_the_passages_give(builder: Builder) -> None:
    """Four slots of “The drums” are named, so it is the episode. The place is in a note; Wati’s answer is no part."""
    sheet = arrange(lorry(builder), KIND)
    block = "waste/drums"
    assert {key.removeprefix(f"{block}/"): text for key, text in cells(sheet).items()} == {
        "who": "“The office” [W1:1 · dyer] {1}",
        "told-by": "Sari (dyer); Budi (dyer) {5}",
        "when": "at noon {1}",
        "where": "the yard {1}",
        "what": "Process: “came with a lorry” [W1:1 · dyer] {1}",
        "outcome": "Output: “They never brought them back” [W1:2 · dyer]\n"
        "Output: “My drums went too” [W2:1 · dyer] {2}",
        "links": "The drums → Trust (causes −) {1}",
        "narrative": "[not-applicable]",
        "quotations": "[not-applicable]",
        "kind": "2 of 3 heard tell of it {5}",
        "member-check": "Sari: agree (drums) – It was so. {0}",
    }
    assert {row.key for row in sheet.rows if row.cells[1].empty is None} == set()
    assert [row.key for row in sheet.rows if not row.cells[1].for_people] == [f"{block}/quotations"]


def test_what_the_story_quotes_is_looked_up(builder: Builder) -> None:
    """The first leaves words out and ends with a comma of the writer’s own; the second nobody says.

    The third is Budi’s: his source tells of the episode too.
    """
    story = 'They came “with a lorry … and took the drums,” but “promised to return”. Budi: "such is life".'
    written = (Written(view=KIND, row="waste/drums/narrative", column="written", text=story, by="ana"),)
    sheet = arrange(replace(lorry(builder), written=written), KIND)
    assert cells(sheet)["waste/drums/quotations"] == (
        "✓ “with a lorry … and took the drums,” [W1:1 · dyer]\n✗ “promised to return”\n"
        "✓ “such is life” [W2:1 · dyer] {1}"
    )
    assert sheet.notes == ("In the story, but in no source of the episode: “promised to return”.",)


def test_the_episode_stays_the_one_that_is_written_about(builder: Builder) -> None:
    """“The drums” names more parts, but the story was written of “Trust”."""
    text = Written(view=KIND, row="trust/narrative", column="written", text="She trusts.", by="ana")
    sheet = arrange(replace(lorry(builder), written=(text,)), KIND)
    assert sheet.title == "Vignette: Trust"
    assert cells(sheet, "written")["trust/narrative"] == "She trusts. {0}"
    named = arrange(replace(lorry(Builder()), written=(text,)), KIND, VignetteOptions(code=("drums",)))
    assert cells(named, "written")["waste/drums/narrative"] == "[to-write]", "another episode has its own story"


def test_one_source_may_tell_alone(builder: Builder) -> None:
    """Budi names no time and no place; his contact has a date, and the North is where it took place."""
    found = cells(arrange(lorry(builder), KIND, VignetteOptions(source=("W2",))))
    assert found["waste/drums/when"] == "not said; told on 9 March 2026 {0}"
    assert found["waste/drums/where"] == "not said; told in North {0}"
    with pytest.raises(NotFoundError, match="W9"):
        arrange(lorry(Builder()), KIND, VignetteOptions(source=("W9",)))


def test_quotation_marks_of_three_kinds_are_read() -> None:
    assert list(quoted_words('a “b  c” d "e" «f» ‘g’ "h\ni"')) == ["b c", "e", "f"]
