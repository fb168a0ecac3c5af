"""Rules may code the sentence or the turn around what they find."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.condense import code
from qda.condense.units import Unit, segments, widened
from qda.model.text import Span
from qda.store import codings
from qda.store.study import Study
from tests.condense.conftest import spoken


def test_sentences_end_with_their_passage() -> None:
    text = "Satu. Dua tiga. N: Empat"
    spans = segments(text, [Span(start=0, end=15), Span(start=19, end=24)], Unit.SENTENCE)
    assert [text[s.start : s.end] for s in spans] == ["Satu.", "Dua tiga.", "Empat"]
    assert segments(text, [Span(start=0, end=15)], Unit.TURN) == [Span(start=0, end=15)]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.data())
def test_a_find_widens_to_whole_segments_that_hold_it(lengths: list[int], data: st.DataObject) -> None:
    edges = np.cumsum([0, *(n + 1 for n in lengths)]).tolist()
    around = [Span(start=a, end=a + n) for a, n in zip(edges, lengths, strict=False)]
    first = data.draw(st.sampled_from(around))
    last = data.draw(st.sampled_from(around[around.index(first) :]))
    start, end = data.draw(st.integers(first.start, first.end - 1)), data.draw(st.integers(last.start + 1, last.end))
    if end <= start:
        start, end = first.start, last.end
    a, b = widened(np.array([start]), np.array([end]), around)
    assert (int(a[0]), int(b[0])) == (first.start, last.end)


def test_a_find_outside_every_segment_stays() -> None:
    a, b = widened(np.array([0, 9]), np.array([2, 11]), [Span(start=3, end=8)])
    assert (a.tolist(), b.tolist()) == ([0, 9], [2, 11])


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit.WORDS, ["Pelatihan", "pelatihan", "pelatihannya"]),
        (Unit.SENTENCE, ["Pelatihan ada, pelatihan las.", "Tetapi pelatihannya sebentar!"]),
        (Unit.TURN, ["Pelatihan ada, pelatihan las. Modal tidak. Tetapi pelatihannya sebentar!"]),
    ],
)
def test_two_finds_in_one_unit_are_one_coding(
    study: Study, take_in: Callable[..., None], frame: Callable[..., None], unit: Unit, expected: list[str]
) -> None:
    turn = "Pelatihan ada, pelatihan las. Modal tidak. Tetapi pelatihannya sebentar!"
    take_in(spoken("w", [("P", "Ada pelatihan?"), ("N", turn)]))
    frame("codes: [{name: a, match: [pelatihan]}]")
    code.auto(study, unit=unit)
    assert [coding.quote for coding in codings.listed(study)] == expected
    again = code.auto(study, unit=unit)
    assert (again.added, again.removed) == (0, 0)


def test_another_unit_takes_the_place_of_the_one_before(
    study: Study, take_in: Callable[..., None], frame: Callable[..., None]
) -> None:
    take_in(spoken("w", [("N", "Ada pelatihan las.")]))
    frame("codes: [{name: a, match: [pelatihan]}]")
    code.auto(study)
    done = code.auto(study, unit=Unit.SENTENCE)
    assert (done.added, done.removed) == (1, 1)
    assert [coding.quote for coding in codings.listed(study)] == ["Ada pelatihan las."]
