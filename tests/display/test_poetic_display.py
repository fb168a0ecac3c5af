"""The poetic display: every line is looked up in what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.poetic_display import PoeticDisplayOptions
from qda.model.desk_records import Written
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.papers import Papers, SourceText
from qda.model.sheet import Sheet
from tests.display.conftest import Builder
from tests.display.form_cells import cells

KIND = "poetic-display"
TALK = {
    "W1": (
        ("P", "interviewer", None, "Was it hard to begin again?"),
        ("S", "informant", "Sari", "We carried\n  the looms on our backs, all of us."),
        ("B", "informant", "Budi", "I sold the last cloth for rice."),
    ),
}
NOTE = "The looms stand still. A board says: we begin at seven."


def talk(b: Builder) -> Material:
    """Sari and Budi talk with an interviewer; a note of an observation in which nobody speaks."""
    b.case("Sari", role="weaver")
    b.case("Budi", role="seller")
    b.source("W1")
    b.source("O1", "O")
    b.code("carry", "Carrying")
    b.code("rice", "Rice")
    text = ""
    for label, role, case, words in TALK["W1"]:
        text += f"{label}: "
        b.turn("W1", case, role, label)
        b.rows["turns"][-1].update(start=len(text), end=len(text) + len(words))
        if case:
            said = words.split(",", maxsplit=1)[0]
            b.coding("W1", "carry" if case == "Sari" else "rice", said, case, at=len(text), speaker=label)
        text += words + "\n"
    for coding in b.rows["codings"]:
        coding["line"] = text.count("\n", 0, coding["start"]) + 1
    papers = Papers(texts=(SourceText(source="W1", text=text), SourceText(source="O1", text=NOTE)))
    return replace(b.material(), papers=papers)


def poem(b: Builder, text: str, case: str = "*") -> Sheet:
    written = (Written(view=KIND, row=f"{case}/poem", column="poem", text=text, by="ana"),)
    return arrange(replace(talk(b), written=written), KIND, PoeticDisplayOptions(phrases=0))


def test_before_anything_is_written_it_proposes_passages(builder: Builder) -> None:
    """Both passages have 3 to 14 words; line ends become spaces. Of each who speaks there may be a poem."""
    sheet = arrange(talk(builder), KIND)
    assert {row.group for row in sheet.rows} == {"All voices", "Sari", "Budi"}
    assert cells(sheet, "poem")["Budi/phrase/1"] == "I sold the last cloth for rice. {1}"
    sheet = arrange(talk(Builder()), KIND, PoeticDisplayOptions(case=("*",)))
    assert cells(sheet, "poem") == {
        "*/poem": "[to-write]",
        "*/phrase/1": "We carried the looms on our backs {1}",
        "*/phrase/2": "I sold the last cloth for rice. {1}",
    }
    assert cells(sheet, "whose")["*/poem"] == "[not-applicable]"
    assert cells(sheet, "whose")["*/phrase/2"] == "[W1:4 · seller] {1}"


@pytest.mark.snapshot_of("poetic-display")
def test_each_line_stands_with_whose_words_it_is(builder: Builder) -> None:
    """Line 1 runs over a line end of the transcript, with a capital of its own. The title is not looked up.

    “The looms on our back” is not said: a word must be whole. The question is the interviewer’s, “we begin at seven”
    stands on a board that nobody speaks; a line over two turns is nobody’s; an added full stop is nobody’s.
    """
    text = "# Beginning\nThe looms on our backs\nI sold the last cloth\n\nthe looms on our back\nWas it hard\n"
    sheet = poem(builder, text + "\n\nwe begin at seven\nall of us. I sold\nAll of us.\nthe looms.")
    whose = {key: text for key, text in cells(sheet, "whose").items() if key.startswith("*")}
    assert whose == {
        "*/poem": "3 of 8 lines are participants’ {0}",
        "*/line/1/1": "✓ [W1:3 · weaver] {1}",
        "*/line/1/2": "✓ [W1:4 · seller] {1}",
        "*/line/2/1": "✗ nobody’s words: they stand in no text {0}",
        "*/line/2/2": "✗ the interviewer’s words: [W1:1 · P] {0}",
        "*/line/3/1": "✗ a text in which nobody speaks: [O1:1] {0}",
        "*/line/3/2": "✗ nobody’s words: they stand in no text {0}",
        "*/line/3/3": "✓ [W1:3 · weaver] {0}",
        "*/line/3/4": "✗ nobody’s words: they stand in no text {0}",
    }
    assert len(sheet.notes) == 5
    assert sheet.notes[1] == (
        "Not shown to be a participant’s words in “All voices”: “Was it hard” – the interviewer’s words: [W1:1 · P]."
    )
    assert sheet.rows[0].cells[0].written_by == "ana"


def test_in_the_poem_of_one_the_words_of_another_do_not_count(builder: Builder) -> None:
    """A poem that was written for Sari stands there without being asked for."""
    sheet = poem(builder, "We carried the looms\nI sold the last cloth", case="Sari")
    whose = cells(sheet, "whose")
    assert whose["Sari/line/1/1"] == "✓ [W1:2 · weaver] {1}"
    assert whose["Sari/line/1/2"] == "✗ said by Budi: [W1:4 · seller] {0}"


def test_a_passage_coded_as_an_informants_counts(builder: Builder) -> None:
    """The coder says that Sari is quoted on the board."""
    material = talk(builder)
    builder.coding("O1", "carry", "we begin at seven", "Sari", at=37, role=None, speaker=None)
    written = (Written(view=KIND, row="*/poem", column="poem", text="We begin at seven", by="ana"),)
    again = replace(builder.material(), papers=material.papers, written=written)
    assert cells(arrange(again, KIND), "whose")["*/line/1/1"] == "✓ [O1:1 · weaver] {1}"


def test_a_transcript_without_speakers_proves_nothing(builder: Builder) -> None:
    """The words are there, but who says them is not: neither a participant’s line nor nobody’s."""
    builder.source("W9")
    text = (SourceText(source="W9", text="M: Go on.\nI wove it all by night."),)
    written = (Written(view=KIND, row="*/poem", column="poem", text="I wove it all by night", by="ana"),)
    sheet = arrange(replace(builder.material(), papers=Papers(texts=text), written=written), KIND)
    assert cells(sheet, "whose")["*/line/1/1"] == "? the transcript does not say who speaks: [W9:2] {0}"
    assert len(sheet.notes) == 1


def test_an_informant_who_is_not_there_is_refused(builder: Builder) -> None:
    with pytest.raises(NotFoundError, match="Wati"):
        arrange(talk(builder), KIND, PoeticDisplayOptions(case=("Wati",)))
