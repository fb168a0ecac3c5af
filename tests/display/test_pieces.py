"""The pieces displays share: choice of quotations, order, times."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.display.displays.recommendation_trace import answered
from qda.display.entries import entries_of
from qda.display.order import arrange
from qda.display.quotes import choose
from qda.display.times import Time, note_time, read_time
from qda.model.errors import NotFoundError
from qda.model.natural import natural


def chosen(builder: Any, k: int) -> list[str]:
    entries = entries_of(builder.material())
    return [entries.quote[i] for i in choose(entries, list(range(len(entries))), k)]


@pytest.fixture
def speakers(builder: Any) -> Any:
    builder.source("W1")
    builder.code("a", "A")
    for name in ("R1", "R2", "R3"):
        builder.case(name)
    return builder


def test_both_stances_come_first_from_different_people_if_possible(speakers: Any) -> None:
    speakers.coding("W1", "a", "one two three four five six", "R1", stance="+")
    speakers.coding("W1", "a", "no two three four five six", "R1", stance="-")
    speakers.coding("W1", "a", "never two three four five six seven", "R2", stance="-")
    assert chosen(speakers, 2) == ["one two three four five six", "never two three four five six seven"]
    # R1 is heard only once: stances first, then one of each informant.
    assert chosen(speakers, 9) == chosen(speakers, 2)


def test_one_person_alone_may_stand_for_both_sides(speakers: Any) -> None:
    speakers.coding("W1", "a", "one two three four five six", "R1", stance="+")
    speakers.coding("W1", "a", "no two three four five six", "R1", stance="-")
    assert len(chosen(speakers, 2)) == 2


def test_then_magnitude_then_the_shortest_of_six_words(speakers: Any) -> None:
    speakers.coding("W1", "a", "too short", "R1")
    speakers.coding("W1", "a", "one two three four five six seven", "R2")
    speakers.coding("W1", "a", "one two three four five six", "R3")
    assert chosen(speakers, 1) == ["one two three four five six"]
    speakers.coding("W1", "a", "strong", "R1", magnitude="2,5")
    assert chosen(speakers, 2) == ["strong", "one two three four five six"]


def test_a_speaker_without_a_case_counts_by_source(builder: Any) -> None:
    builder.source("W1")
    builder.source("W2")
    builder.code("a", "A")
    for source in ("W1", "W1", "W2"):
        builder.coding(source, "a", "said something", speaker="N", role="informant")
    entries = entries_of(builder.material())
    assert sorted(entries.units(list(range(len(entries))))) == ["N (W1)", "N (W2)"]


def test_natural_order_reads_numbers() -> None:
    assert sorted(["R10", "r2", "R1"], key=natural) == ["R1", "r2", "R10"]


def test_order_is_the_users_then_the_tables_then_natural() -> None:
    assert arrange(["z10", "z9", "b"], ["a", "b", "c"], ["c"]) == ["c", "a", "b", "z9", "z10"]
    assert arrange(["b"], ["a", "b"], [], keep_unused=False) == ["b"]
    with pytest.raises(NotFoundError):
        arrange(["a"], [], ["b"])


@given(st.lists(st.text(max_size=4), unique=True), st.lists(st.text(max_size=4), unique=True))
def test_order_keeps_every_key_once(found: list[str], listed: list[str]) -> None:
    made = arrange(found, listed, [])
    assert sorted(made) == sorted({*found, *listed})


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1946", Time(year=1946)),
        ("±1950", Time(year=1950)),
        ("1970-an", Time(year=1970)),
        ("3 Maret 2015", Time(year=2015, month=3, day=3)),
        ("March 2015", Time(year=2015, month=3)),
        ("12/03/2015", Time(year=2015, month=3, day=12)),
        ("2015-07", Time(year=2015, month=7)),
        ("tahun 1960–1965", Time(year=1960)),
        ("puncak", None),
        ("150 ATBM", None),
    ],
)
def test_times_as_people_say_them(text: str, time: Time | None) -> None:
    assert read_time(text) == time


def test_notes_name_times_and_findings() -> None:
    assert note_time("time: ±1950; told twice") == "±1950"
    assert note_time("Waktu : 1946\nmore") == "1946"
    assert note_time("it was a long time: 3 days") is None
    assert answered("menjawab: C1, C7;C9") == ["C1", "C7", "C9"]
    assert answered("answers: -") == answered(None) == answered("no finding") == []
