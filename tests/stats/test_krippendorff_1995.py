"""Unitizing α as printed in 1995: four values by two coders on 24 positions, and the limit of a fine scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.stats.continuum import Continuum, Unit, merge_overlaps
from qda.stats.intervals import bootstrap, jackknife
from qda.stats.unitizing import squared_distance, tally_1995, unitizing_alpha_1995

PRINTED = {  # value: (start, length) of the first coder, of the second
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]),
    "D": ([(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]),
}


def stretched(times: int) -> Continuum:
    coders = tuple(
        tuple(
            Unit(start=start * times, end=(start + length) * times, value=value)
            for value, both in PRINTED.items()
            for start, length in both[coder]
        )
        for coder in range(2)
    )
    return Continuum(start=0, length=24 * times, coders=coders)


def number(value: float | None) -> float:
    assert value is not None
    return value


def test_observed_disagreement_of_each_value() -> None:
    found = unitizing_alpha_1995(tally_1995([stretched(1)]))
    observed = {each.value: each.agreement.observed for each in found.per_value}
    assert observed == pytest.approx({"A": 0.03125, "B": 2.26736, "C": 0.02777, "D": 0.38715}, abs=1e-5)
    assert found.form == "Krippendorff 1995/2004"


def test_limit_of_a_fine_scale() -> None:
    found = unitizing_alpha_1995(tally_1995([stretched(50_000)]))
    expected = {each.value: each.agreement.expected for each in found.per_value}
    alpha = {each.value: each.agreement.value for each in found.per_value}
    assert expected == pytest.approx({"A": 0.0699, "B": 1.17731, "C": 0.08642, "D": 0.41445}, abs=0.02)
    assert alpha == pytest.approx({"A": 0.553, "B": -0.926, "C": 0.679, "D": 0.066}, abs=0.02)


def test_distances_of_one_value_by_hand() -> None:
    one, two = np.array([[2, 10], [14, 20]]), np.array([[4, 8], [15, 17]])
    assert squared_distance(one, two) == (2**2 + 2**2) + (1**2 + 3**2)
    assert squared_distance(one[:1], two[1:]) == 8**2 + 2**2


def marked(*coders: list[tuple[int, int, str]] | None, length: int = 20) -> Continuum:
    units = tuple(None if each is None else tuple(Unit(start=a, end=b, value=v) for a, b, v in each) for each in coders)
    return Continuum(start=0, length=length, coders=units)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([], "there are 0"),
        ([marked([(0, 4, "k")])], "there are 1"),
        ([marked([], [])], "nobody marked"),
        ([marked([(0, 4, "k")], None)], "no text was read"),
    ],
)
def test_undefined_says_why(texts: list[Continuum], words: str) -> None:
    found = unitizing_alpha_1995(tally_1995(texts))
    assert found.alpha.value is None
    assert words in found.alpha.because
    assert all(each.agreement.value is None for each in found.per_value)


def test_expected_disagreement_of_nothing_is_no_agreement() -> None:
    full = marked([(0, 1, "k")], [(0, 1, "k")], length=1)
    found = unitizing_alpha_1995(tally_1995([full]))
    assert found.alpha.value is None
    assert "by chance" in found.alpha.because


def test_a_value_that_nobody_used_is_undefined_and_does_not_move_the_others() -> None:
    text = marked([(0, 4, "k")], [(1, 4, "k")])
    with_it = unitizing_alpha_1995(tally_1995([text], ["k", "z"]))
    assert with_it.of("z").value is None
    assert with_it.of("k") == unitizing_alpha_1995(tally_1995([text])).of("k")


def test_overlaps_of_one_coder_and_value_are_refused_and_can_be_merged() -> None:
    twice = marked([(0, 4, "k"), (3, 6, "k"), (2, 5, "z")], [(0, 6, "k")])
    with pytest.raises(ValueError, match=r"coder 1 gave “k” to 0–4 and 3–6, which overlap"):
        tally_1995([twice])
    merged = Continuum(start=0, length=20, coders=tuple(merge_overlaps(each or ()) for each in twice.coders))
    assert merged.coders[0] == (Unit(start=0, end=6, value="k"), Unit(start=2, end=5, value="z"))
    assert unitizing_alpha_1995(tally_1995([merged])).of("k").value == 1


def test_touching_passages_stay_two() -> None:
    touching = (Unit(start=0, end=3, value="k"), Unit(start=3, end=6, value="k"))
    assert merge_overlaps(reversed(touching)) == touching


def test_wrong_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="is empty"):
        marked([(3, 3, "k")])
    with pytest.raises(ValueError, match="does not lie within"):
        marked([(3, 21, "k")])
    with pytest.raises(ValueError, match="length of 1"):
        marked([], length=0)
    with pytest.raises(ValueError, match="one entry for each coder"):
        tally_1995([marked([], []), marked([])])


def test_a_text_that_one_coder_did_not_read_is_left_out() -> None:
    read, half = marked([(0, 4, "k")], [(1, 4, "k")]), marked([(5, 9, "k")], None)
    found = unitizing_alpha_1995(tally_1995([read, half]))
    assert (found.texts, found.left_out) == (1, 1)
    assert found.alpha == unitizing_alpha_1995(tally_1995([read])).alpha


def test_bootstrap_over_texts_draws_what_was_measured() -> None:
    texts = [marked([(n, n + 6, "k")], [(n + n % 3, n + 7, "k")]) for n in range(8)]
    tally = tally_1995(texts)
    drawn = unitizing_alpha_1995(tally.take(np.array([1, 1, 4])))
    assert drawn.alpha == unitizing_alpha_1995(tally_1995([texts[1], texts[1], texts[4]])).alpha
    again = unitizing_alpha_1995(tally.take(np.array([1, 1, 4])).take(np.array([0, 2])))
    assert again.alpha == unitizing_alpha_1995(tally_1995([texts[1], texts[4]])).alpha
    interval = bootstrap(tally, lambda each: unitizing_alpha_1995(each).alpha, draws=200, seed=5)
    assert interval == bootstrap(tally, lambda each: unitizing_alpha_1995(each).alpha, draws=200, seed=5)
    assert interval.over == 8
    assert number(interval.low) < number(unitizing_alpha_1995(tally).alpha.value) < number(interval.high)
    assert jackknife(tally, lambda each: unitizing_alpha_1995(each).of("k")).low is not None


LENGTH = 40
UNITS = st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12), st.sampled_from("kz")), max_size=5).map(
    lambda rows: merge_overlaps(Unit(start=start, end=min(start + size, LENGTH), value=v) for start, size, v in rows)
)


@settings(max_examples=60, deadline=None)
@given(UNITS, st.integers(2, 4))
def test_identical_coders_agree_fully(units: tuple[Unit, ...], coders: int) -> None:
    found = unitizing_alpha_1995(tally_1995([Continuum(start=0, length=LENGTH, coders=(units,) * coders)]))
    assert found.alpha.value == (1 if units else None)


@settings(max_examples=60, deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=3))
def test_the_order_of_coders_and_units_does_not_matter(coders: list[tuple[Unit, ...]]) -> None:
    text = Continuum(start=0, length=LENGTH, coders=tuple(coders))
    turned = Continuum(start=0, length=LENGTH, coders=tuple(each[::-1] for each in reversed(coders)))
    one, two = unitizing_alpha_1995(tally_1995([text])).alpha, unitizing_alpha_1995(tally_1995([turned])).alpha
    assert one.value == (None if two.value is None else pytest.approx(two.value))
    if one.value is not None:
        assert one.value <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=3), st.integers(2, 9), st.integers(0, 100))
def test_observed_disagreement_knows_no_scale_and_no_place(
    coders: list[tuple[Unit, ...]], times: int, moved: int
) -> None:
    grown = tuple(
        tuple(Unit(start=u.start * times + moved, end=u.end * times + moved, value=u.value) for u in each)
        for each in coders
    )
    text = Continuum(start=0, length=LENGTH, coders=tuple(coders))
    far = Continuum(start=moved, length=LENGTH * times, coders=grown)
    one, two = unitizing_alpha_1995(tally_1995([text])).alpha, unitizing_alpha_1995(tally_1995([far])).alpha
    if one.observed is not None:
        assert one.observed == pytest.approx(two.observed)
