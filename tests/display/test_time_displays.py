"""Displays ordered by time, on small hand-made studies; each docstring says why each cell is what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qda.display.build import arrange
from qda.display.changes import change_word, measured_change, noted_change
from qda.display.displays.activity_record import ActivityRecordOptions
from qda.display.displays.critical_incident_chart import CriticalIncidentOptions
from qda.display.displays.growth_gradient import GrowthGradientOptions
from qda.display.displays.role_by_time import RoleByTimeOptions
from qda.display.displays.time_ordered import TimeOrderedOptions
from qda.display.notes import note
from qda.display.occasions import in_units
from qda.model.errors import InputError, NotFoundError
from qda.model.sheet import Sheet
from tests.display.conftest import Builder

Show = Callable[[Sheet], str]


@pytest.fixture
def panel() -> Builder:
    """Two rounds of interviews: Ani is heard in both, Budi in the second; only training is asked about in 2018."""
    b = Builder()
    b.case("Ani", role="weaver")
    b.case("Budi", role="office")
    b.case("Citra", role="trader")
    for name, period in (("W1", "2018"), ("W2", "2020"), ("W3", "2020")):
        b.source(name, period=period)
    b.code("training", "Training", scale=("low", "high"))
    b.code("loan", "Loan")
    b.code("market", "Market")
    b.question("q1", "training")
    b.question("q2", "loan")
    for source, case, questions in (("W1", "Ani", ("q1",)), ("W2", "Ani", ("q1", "q2")), ("W3", "Budi", ("q1", "q2"))):
        for question in questions:
            b.turn(source, None, "interviewer", "P", question)
            b.turn(source, case, question=question)
    return b


@pytest.mark.snapshot_of("time-ordered")
def test_time_ordered_tells_no_change_from_not_asked_and_silent(panel: Builder, show: Show) -> None:
    """2015 is only told of (a note), 2018 and 2020 are rounds of interviews.

    Training: told of for 2015; nothing new in 2018, where it was asked, so no change; in 2020 it is noted to grow.
    Loan: nothing before 2020. 2015 is only told of, and everybody who was heard could have told: silent; 2018 did not
    ask for it: not asked. Market: no question targets it, so it is nowhere asked. Its passage in 2020 has no note.
    """
    panel.coding("W1", "training", "In 2015 the first course began.", "Ani", memo="time: 2015")
    panel.coding("W2", "training", "Now there are three courses.", "Ani", memo="change: increase")
    panel.coding("W3", "loan", "We lend since this year.", "Budi")
    panel.coding("W3", "market", "A new market opened here.", "Budi", memo="seen twice")
    sheet = arrange(panel.material(), "time-ordered", TimeOrderedOptions(depth=0))
    assert (
        show(sheet)
        == """\
Training | 2015: “In 2015 the first course began.” [W1:1 · weaver] of 2 {1}
Training | 2018: [no-change]
Training | 2020: increases or emerges // “Now there are three courses.” [W2:1 · weaver] of 2 {1}
Loan | 2015: [silent]
Loan | 2018: [not-asked]
Loan | 2020: “We lend since this year.” [W3:1 · office] of 2 {1}
Market | 2015: [not-asked]
Market | 2018: [not-asked]
Market | 2020: “A new market opened here.” [W3:1 · office] of 1 {1}"""
    )
    assert sheet.counts == "1 cell has no change since the time before."
    assert "“no change” is the blank of this matrix" in sheet.reading


def test_a_time_told_of_elsewhere_is_no_silence_here(panel: Builder) -> None:
    """1998 is told of for the market only, and 07.10 is an hour of the visit in 2020: neither is a time of the loan."""
    panel.coding("W3", "market", "The market burnt down then.", "Budi", memo="time: 1998")
    panel.coding("W3", "loan", "The counter opened at ten past seven.", "Budi", memo="time: 07.10")
    made = arrange(panel.material(), "time-ordered", TimeOrderedOptions(code=("loan",)))
    assert [column.label for column in made.columns] == ["2018", "2020"]
    assert made.rows[0].cells[1].value
    roles = arrange(panel.material(), "role-by-time", RoleByTimeOptions(code=("loan",)))
    assert [column.label for column in roles.columns] == ["2018", "2020"]


def test_a_round_that_did_not_ask_is_never_no_change(panel: Builder) -> None:
    """Loan is told of for 2015; the interviews of 2018 did not ask for it, those of 2020 did and nothing was said."""
    panel.coding("W3", "loan", "The first loan came in 2015.", "Budi", memo="time: 2015")
    panel.coding("W1", "training", "There is a course.", "Ani")
    panel.coding("W2", "training", "There is a course still.", "Ani")
    row = arrange(panel.material(), "time-ordered", TimeOrderedOptions(code=("loan",), depth=0)).rows[0]
    assert [cell.empty for cell in row.cells] == [None, "not-asked", "no-change"]


def test_magnitudes_show_the_change_where_no_note_does(panel: Builder) -> None:
    """Low in 2018, high in 2020: increases. A note says otherwise, then the note stands."""
    panel.coding("W1", "training", "Hardly any.", "Ani", magnitude="low")
    panel.coding("W2", "training", "A great deal.", "Ani", magnitude="high")
    first = arrange(panel.material(), "time-ordered", TimeOrderedOptions(code=("training",), depth=0))
    assert str(first.rows[0].cells[1].value).startswith("increases or emerges\n")
    panel.rows["codings"][-1]["memo"] = "Perubahan: tetap"
    second = arrange(panel.material(), "time-ordered", TimeOrderedOptions(code=("training",), depth=0))
    assert str(second.rows[0].cells[1].value).startswith("constant\n")


def test_what_only_the_researcher_tells_of_has_no_change_after_its_first_entry(builder: Any, show: Show) -> None:
    """Prose of the researcher: founding 2015, proposal 2017, decline 2021; nobody is heard, so nothing is 'silent'.

    Group: told of for 2015 and 2021, between them no change. Training: nothing before 2016 (not applicable), then
    2016 and 2017, and no change in 2021. The undated passage has a column of its own, without 'no change'.
    """
    builder.source("A1", "A")
    builder.code("group", "Group")
    builder.code("training", "Training")
    for at, (code, year) in enumerate((("group", 2015), ("training", 2016), ("training", 2017), ("group", 2021))):
        builder.coding("A1", code, f"Something of {year}", at=100 * at, memo=f"time: {year}")
    builder.coding("A1", "group", "Something without a date", at=900)
    sheet = arrange(builder.material(), "time-ordered", TimeOrderedOptions(depth=0))
    kinds = [[cell.empty.value if cell.empty else "…" for cell in row.cells] for row in sheet.rows]
    assert [column.label for column in sheet.columns] == ["2015", "2016", "2017", "2021", "(time not recorded)"]
    assert kinds == [
        ["…", "no-change", "no-change", "…", "…"],
        ["not-applicable", "…", "…", "no-change", "not-applicable"],
    ]


@pytest.mark.snapshot_of("role-by-time")
def test_role_by_time_has_no_blank_that_means_no_change(panel: Builder, show: Show) -> None:
    """A role heard at a time and without a passage of that time is silent; one not heard then has nothing coded there.

    Nobody was heard in 2015: those heard later could have told of it. The trader was never heard. The interview of
    2018 is coded with what is told of 2015, so its weaver is silent on 2018; hers of 2020 is not coded at all.
    """
    panel.coding("W1", "training", "In 2015 the first course began.", "Ani", memo="time: 2015")
    panel.coding("W3", "loan", "We lend since this year.", "Budi")
    assert (
        show(arrange(panel.material(), "role-by-time"))
        == """\
weaver (1) | 2015: “In 2015 the first course began.” [W1:1 · weaver] // (only one informant: Ani) of 1 {1}
weaver (1) | 2018: [silent]
weaver (1) | 2020: [missing]
office (1) | 2015: [silent]
office (1) | 2018: [missing]
office (1) | 2020: “We lend since this year.” [W3:1 · office] // (only one informant: Budi) of 1 {1}
trader (1) | 2015: [missing]
trader (1) | 2018: [missing]
trader (1) | 2020: [missing]"""
    )
    only = arrange(panel.material(), "role-by-time", RoleByTimeOptions(code=("loan",)))
    assert only.rows[0].cells[0].empty == "silent", "the weaver's passage is on another code"


def test_times_are_put_in_the_order_the_user_wants(panel: Builder) -> None:
    panel.coding("W1", "training", "There is a course.", "Ani")
    options = TimeOrderedOptions(order=("2020",))
    assert [c.label for c in arrange(panel.material(), "time-ordered", options).columns] == ["2020", "2018"]
    with pytest.raises(NotFoundError, match="2018"):
        arrange(panel.material(), "time-ordered", replace(options, order=("1900",)))


@pytest.mark.parametrize(
    ("said", "unit", "label"),
    [
        ("Maret 2015", "year", "2015"),
        ("Maret 2015", "month", "2015-03"),
        ("2015", "month", "2015"),
        ("±1974", "decade", "1970–1979"),
        ("±1974", "written", "±1974"),
        ("at its  peak", "decade", "at its peak"),
    ],
)
def test_times_in_units(said: str, unit: str, label: str) -> None:
    assert in_units(said, unit) == label


def test_notes_stand_on_lines_of_their_own() -> None:
    assert note("seen twice\nChange: Titik balik; time: 1998", ("change",)) == "Titik balik"
    assert note("the change: none", ("change",)) is None
    assert note("change:   ", ("change",)) is None
    assert noted_change("change: Titik balik") == "surge"
    assert noted_change("perubahan: menurun") == "decrease"
    assert noted_change("change: sideways") is None
    assert [measured_change(1, now) for now in (2, 1, 0)] == ["increase", "constant", "decrease"]
    assert change_word("surge") == "surge or turning point"


@pytest.mark.snapshot_of("critical-incident-chart")
def test_critical_incidents_leave_rank_and_reason_to_the_researcher(builder: Any, show: Show) -> None:
    """The flood is rated 5 and stands first although it is later; the founding has no rating.

    What the flood led to overlaps its passage and names the slot impact; nothing overlaps the founding.
    """
    builder.case("Ani", role="weaver")
    builder.source("W1")
    builder.code("event", "Event")
    builder.code("loss", "Loss")
    builder.coding("W1", "event", "We founded it together.", "Ani", at=0, memo="time: 1990")
    builder.coding("W1", "event", "The flood of 2007 took all looms.", "Ani", at=100, magnitude="5", memo="time: 2007")
    builder.coding("W1", "loss", "took all looms", "Ani", at=118)
    options = CriticalIncidentOptions(code=("event",), effect=("loss",))
    assert (
        show(arrange(builder.material(), "critical-incident-chart", options))
        == """\
2007 | Rank: [to-write]
2007 | Rated: 5 {1}
2007 | Event: “The flood of 2007 took all looms.” [W1:3 · weaver] {1}
2007 | Told by: weaver {1}
2007 | Led to: “took all looms” [W1:3 · weaver] {1}
2007 | Why critical: [to-write]
1990 | Rank: [to-write]
1990 | Rated: [not-stated]
1990 | Event: “We founded it together.” [W1:1 · weaver] {1}
1990 | Told by: weaver {1}
1990 | Led to: [not-stated]
1990 | Why critical: [to-write]"""
    )


def test_incidents_told_in_the_same_words_are_two_rows_to_write_in(builder: Any) -> None:
    """Twice the same words in one talk, the later rated: it stands first, and keeps the name of the second."""
    builder.source("W1")
    builder.code("event", "Event")
    for at, magnitude in ((0, None), (90, "5")):
        builder.coding("W1", "event", "Then the water came.", at=at, magnitude=magnitude)
    sheet = arrange(builder.material(), "critical-incident-chart", CriticalIncidentOptions(code=("event",)))
    first, second = (row.key for row in sheet.rows)
    assert first == f"{second}/2"


@pytest.mark.snapshot_of("growth-gradient")
def test_growth_gradient_counts_each_person_once_a_date(builder: Any, show: Show) -> None:
    """Looms: 2 in 2001; in 2005 Ani says 4 and 8 (the lower middle, 4) and Budi 10: the lower middle of 4 and 10 is 4.

    2009 has 12. The bar: the lowest value has one step, the highest ten; 4 lies 2/10 of the way, 1 + 2 = 3 steps.
    What has no year is left out.
    """
    for name in ("Ani", "Budi"):
        builder.case(name)
        builder.source(f"W-{name}")
    builder.code("looms", "Looms")
    for at, (who, number, time) in enumerate(
        (
            ("Ani", "2", "2001"),
            ("Ani", "4", "2005"),
            ("Ani", "8", "2005"),
            ("Budi", "10", "2005"),
            ("Budi", "12", "2009"),
            ("Budi", "99", "at the peak"),
        )
    ):
        builder.coding(f"W-{who}", "looms", f"{number} looms", who, at=at * 50, magnitude=number, memo=f"time: {time}")
    sheet = arrange(builder.material(), "growth-gradient")
    rows = [(row.label, *(cell.value for cell in row.cells[:4])) for row in sheet.rows]
    assert rows == [
        ("2001", 2, "■□□□□□□□□□", None, 1),
        ("2005", 4, "■■■□□□□□□□", "increases or emerges", 2),
        ("2009", 12, "■" * 10, "increases or emerges", 1),
    ]
    assert sheet.counts == "3 dated values, from 2 to 12."


def test_growth_gradient_refuses_fewer_than_three_dates(builder: Any) -> None:
    builder.source("W1")
    builder.code("looms", "Looms")
    builder.code("other", "Other")
    for year in ("2001", "2005"):
        builder.coding("W1", "looms", "some looms", magnitude="2", memo=f"time: {year}", at=int(year))
    with pytest.raises(InputError, match="“Looms” has values at 2 dates; a growth gradient needs 3"):
        arrange(builder.material(), "growth-gradient")
    with pytest.raises(InputError, match="“Other” has values at 0 dates"):
        arrange(builder.material(), "growth-gradient", GrowthGradientOptions(code=("other",)))
    with pytest.raises(InputError, match="one code"):
        arrange(builder.material(), "growth-gradient", GrowthGradientOptions(code=("looms", "other")))


@pytest.mark.snapshot_of("activity-record")
def test_activity_record_holds_only_what_was_observed(builder: Any, show: Show) -> None:
    """Two acts in the notes. The actor touches the first; the outcome lies nearer to the second.

    The interview tells of an act as well: it is told, not observed, and left out.
    """
    builder.source("O1", "O")
    builder.source("W1")
    builder.code("act", "Act")
    builder.coding("O1", "act", "A weaver", at=0, slot="actor")
    builder.coding("O1", "act", "winds the yarn", at=9, slot="process")
    builder.coding("O1", "act", "dyes it red", at=60, memo="time: 2024-05-01")
    builder.coding("O1", "act", "the cloth dries", at=75, slot="output")
    builder.coding("W1", "act", "We dye it ourselves.")
    sheet = arrange(builder.material(), "activity-record", ActivityRecordOptions(setting=("O1",)))
    assert (
        show(sheet)
        == """\
O1 > 1 | Act: “winds the yarn” [O1:1 · Observation] {1}
O1 > 1 | Actor: A weaver {1}
O1 > 1 | Object: [not-stated]
O1 > 1 | Outcome: [not-stated]
O1 > 1 | Time: [not-stated]
O1 > 2 | Act: “dyes it red” [O1:2 · Observation] {1}
O1 > 2 | Actor: [not-stated]
O1 > 2 | Object: [not-stated]
O1 > 2 | Outcome: the cloth dries {1}
O1 > 2 | Time: 2024-05-01 {1}"""
    )
    assert "1 coding that is no observation is not shown." in sheet.filters
    with pytest.raises(NotFoundError, match="O1"):
        arrange(builder.material(), "activity-record", ActivityRecordOptions(setting=("W1",)))
