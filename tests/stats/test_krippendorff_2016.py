"""The unitizing family of 2016: hand-worked coincidences of lengths, and what each member can and cannot say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.stats.continuum import Continuum, Unit, merge_overlaps
from qda.stats.intervals import bootstrap
from qda.stats.unitizing_2016 import each_value_alone, tally_2016, unitizing_alpha_2016


def marked(*coders: list[tuple[int, int, str]] | None, length: int = 10) -> Continuum:
    units = tuple(None if each is None else tuple(Unit(start=a, end=b, value=v) for a, b, v in each) for each in coders)
    return Continuum(start=0, length=length, coders=units)


ONE = marked([(0, 4, "A")], [(0, 6, "A")])
SWAPPED = marked([(0, 4, "A"), (6, 9, "B")], [(0, 4, "B"), (6, 9, "A")])
THREE = marked([(3, 15, "k"), (22, 53, "k")], [(3, 10, "k"), (22, 53, "k")], [(22, 46, "k")], length=56)


def test_one_value_by_hand() -> None:
    tally = tally_2016([ONE])
    assert tally.lengths.tolist() == [[10, 10]]
    assert tally.same.tolist() == [[8, 8]]
    assert tally.own.tolist() == [[16 + 36, 10]]
    found = unitizing_alpha_2016(tally)
    assert found.alpha.observed == pytest.approx(4 / 20)
    assert found.alpha.expected == pytest.approx(2 * 100 / (20 - 62 / 20) / 20)
    assert found.alpha.value == pytest.approx(0.662)
    assert found.marking.value == pytest.approx(0.662)
    assert found.form == "Krippendorff et al. 2016"


def test_marks_agree_and_codes_do_not() -> None:
    found = unitizing_alpha_2016(tally_2016([SWAPPED]))
    assert found.alpha.value == pytest.approx(0.094737, abs=1e-6)
    assert found.marking.value == 1
    assert found.coding.value == pytest.approx(-0.489796, abs=1e-6)
    assert found.of("A").value == pytest.approx(-0.489796, abs=1e-6)
    assert [each.coverage for each in found.per_value] == [1, 1]


def test_three_coders() -> None:
    found = unitizing_alpha_2016(tally_2016([THREE]))
    assert found.alpha.value == pytest.approx(0.564545, abs=1e-6)
    assert found.alpha.value == pytest.approx(0.56, abs=0.01)


def test_codes_of_two_among_three_never_exceed_full_agreement() -> None:
    apart = marked([(0, 4, "A")], [(0, 4, "B")], [])
    found = unitizing_alpha_2016(tally_2016([apart]))
    assert found.coding.value == pytest.approx(0)
    assert found.coding.observed == 1


def test_coverage_is_the_share_that_meets_others() -> None:
    half = marked([(0, 4, "A"), (6, 8, "B")], [(2, 6, "A"), (6, 8, "B")])
    found = unitizing_alpha_2016(tally_2016([half]))
    assert {each.value: each.coverage for each in found.per_value} == {"A": 0.5, "B": 1}


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([], "there are 0"),
        ([marked([(0, 4, "k")])], "there are 1"),
        ([marked([], [])], "nobody marked"),
        ([marked([(0, 4, "k")], None)], "no text was read"),
        ([marked([(0, 10, "k")], [(0, 10, "k")])], "only one category"),
        ([marked([(0, 4, "A"), (2, 6, "B")], [(0, 4, "A")])], "two codes to one place"),
    ],
)
def test_undefined_says_why(texts: list[Continuum], words: str) -> None:
    found = unitizing_alpha_2016(tally_2016(texts))
    for each in (found.alpha, found.marking, found.coding, *(one.agreement for one in found.per_value)):
        assert each.value is None
        assert words in each.because


def test_codes_that_never_meet_have_no_cu_alpha() -> None:
    found = unitizing_alpha_2016(tally_2016([marked([(0, 4, "A")], [(4, 8, "B")])]))
    assert found.alpha.value is not None
    assert found.coding.value is None
    assert "no passage of one coder meets" in found.coding.because
    assert "meets a passage of another" in found.of("A").because


def test_overlapping_codes_are_compared_each_by_itself() -> None:
    text = marked([(0, 4, "A"), (2, 6, "B")], [(0, 4, "A"), (2, 8, "B")])
    a, b = each_value_alone([text])
    assert a.agreement.value == 1
    assert b.agreement == unitizing_alpha_2016(tally_2016([text], ["B"])).alpha
    assert 0 < (b.agreement.value or 0) < 1


def test_overlaps_of_one_value_are_refused() -> None:
    twice = marked([(0, 4, "k"), (3, 6, "k")], [])
    for measure in (tally_2016, each_value_alone):
        with pytest.raises(ValueError, match="which overlap: merge them"):
            measure([twice])


def test_who_did_not_read_a_text_is_not_who_marked_nothing() -> None:
    unread = unitizing_alpha_2016(tally_2016([marked([(0, 4, "k")], [(0, 4, "k")], None)]))
    blank = unitizing_alpha_2016(tally_2016([marked([(0, 4, "k")], [(0, 4, "k")], [])]))
    assert unread.alpha.value == 1
    assert (blank.alpha.value or 0) < 1
    assert unitizing_alpha_2016(tally_2016([ONE, marked([(0, 4, "k")], None)])).left_out == 1


def test_bootstrap_over_texts_draws_what_was_measured() -> None:
    texts = [marked([(n % 3, n % 3 + 4, "AB"[n % 2])], [(0, 4 + n % 4, "A")]) for n in range(9)]
    tally = tally_2016(texts)
    drawn = unitizing_alpha_2016(tally.take(np.array([2, 2, 5])))
    wanted = unitizing_alpha_2016(tally_2016([texts[2], texts[2], texts[5]]))
    assert (drawn.alpha, drawn.coding) == (wanted.alpha, wanted.coding)
    interval = bootstrap(tally, lambda each: unitizing_alpha_2016(each).alpha, draws=200, seed=5)
    assert interval.low is not None
    assert interval.high is not None
    assert interval.low < (unitizing_alpha_2016(tally).alpha.value or 0) < interval.high


LENGTH = 40


def without_overlaps(rows: list[tuple[int, int, str]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for start, size, value in sorted(rows):
        if not units or units[-1].end <= start:
            units.append(Unit(start=start, end=min(start + size, LENGTH), value=value))
    return tuple(units)


ROWS = st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12), st.sampled_from("kz")), max_size=6)
UNITS = ROWS.map(without_overlaps)


@settings(max_examples=60, deadline=None)
@given(UNITS, st.integers(2, 4))
def test_identical_coders_agree_fully(units: tuple[Unit, ...], coders: int) -> None:
    found = unitizing_alpha_2016(tally_2016([Continuum(start=0, length=LENGTH, coders=(units,) * coders)]))
    every = (found.alpha, found.marking, found.coding, *(each.agreement for each in found.per_value))
    assert all(each.value is None or each.value == pytest.approx(1) for each in every)
    assert (found.coding.value is None) == (len({unit.value for unit in units}) < 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=4), st.integers(1, 7), st.integers(0, 99))
def test_neither_order_nor_place_matters_and_nothing_exceeds_full_agreement(
    coders: list[tuple[Unit, ...]], cut: int, moved: int
) -> None:
    text = Continuum(start=0, length=LENGTH, coders=tuple(coders))
    turned = tuple(
        tuple(Unit(start=u.start + moved, end=u.end + moved, value=u.value) for u in reversed(each))
        for each in coders[cut % len(coders) :] + coders[: cut % len(coders)]
    )
    one = unitizing_alpha_2016(tally_2016([text]))
    two = unitizing_alpha_2016(tally_2016([Continuum(start=moved, length=LENGTH, coders=turned)]))
    for here, there in ((one.alpha, two.alpha), (one.marking, two.marking), (one.coding, two.coding)):
        assert here.value == (None if there.value is None else pytest.approx(there.value))
        assert here.value is None or here.value <= 1 + 1e-12


@settings(max_examples=60, deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=3))
def test_lengths_agree_with_counting_positions(coders: list[tuple[Unit, ...]]) -> None:
    text = Continuum(start=0, length=LENGTH, coders=tuple(coders))
    rows = np.zeros((len(coders), LENGTH), dtype=np.int64)
    for row, units in zip(rows, coders, strict=True):
        for unit in units:
            row[unit.start : unit.end] = 1 + "kz".index(unit.value)
    tally = tally_2016([text], ["k", "z"])
    for kind, column in ((1, 0), (2, 1), (0, 2)):
        here = rows == kind
        both = sum(int((here[i] & here[j]).sum()) for i in range(len(rows)) for j in range(len(rows)) if i != j)
        assert tally.lengths[0, column] == here.sum()
        assert tally.same[0, column] == pytest.approx(both / (len(rows) - 1))
    for kind, column in ((1, 0), (2, 1)):
        meets = sum(
            int(((rows[i] == kind) & (rows[j] > 0)).sum()) for i in range(len(rows)) for j in range(len(rows)) if i != j
        )
        assert tally.met[0, column] == pytest.approx(meets / (len(rows) - 1))


def test_merging_first_is_enough_for_one_value() -> None:
    units = merge_overlaps([Unit(start=0, end=4, value="k"), Unit(start=2, end=6, value="k")])
    text = Continuum(start=0, length=10, coders=(units, (Unit(start=0, end=6, value="k"),)))
    assert unitizing_alpha_2016(tally_2016([text])).alpha.value == 1
