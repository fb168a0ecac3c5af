"""γ: best disorders worked out exactly, chance by intervals, and alignments checked against trying all."""

from __future__ import annotations

import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.model.errors import MissingExtraError
from qda.stats import gamma_alignment
from qda.stats.continuum import Continuum, Unit
from qda.stats.gamma import Dissimilarity, Sampler, gamma

pytest.importorskip("scipy")


def marked(*coders: list[tuple[int, int, str]] | None, length: int = 20) -> Continuum:
    units = tuple(None if each is None else tuple(Unit(start=a, end=b, value=v) for a, b, v in each) for each in coders)
    return Continuum(start=0, length=length, coders=units)


SHIFTED = marked([(1, 5, "a"), (6, 10, "b"), (11, 15, "a")], [(2, 6, "a"), (7, 11, "b"), (12, 16, "a")], length=16)
THREE = marked([(1, 5, "a"), (10, 14, "b")], [(2, 6, "a"), (11, 15, "b")], [(1, 4, "a"), (9, 14, "c")], length=15)
WEIGHED = marked([(1, 5, "a"), (6, 10, "b"), (11, 15, "c")], [(2, 7, "a"), (8, 12, "b"), (11, 15, "a")], length=15)
ALEX = [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")]
PAUL = [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")]
SUZAN = [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")]
FRIENDS = marked(ALEX, PAUL, SUZAN, length=60)
HARD = Dissimilarity(position=3)


def test_passages_moved_by_one() -> None:
    found = gamma([SHIFTED], seed=1, samples=300)
    assert found.gamma.observed == pytest.approx(((1 + 1) / (4 + 4)) ** 2)
    assert (found.gamma.units, found.gamma.ratings) == (3, 6)
    assert 0.90 <= (found.gamma.value or 0) <= 0.94
    assert [each.disorder for each in found.alignment] == [0.0625] * 3
    assert found.alignment[1].units == (Unit(start=6, end=10, value="b"), Unit(start=7, end=11, value="b"))
    assert found.form.startswith("Mathet")


def test_three_coders() -> None:
    found = gamma([THREE], seed=1, samples=300)
    a = (1 / 16 + (0 + 1) ** 2 / 49 + (1 + 2) ** 2 / 49) / 3
    b = (1 / 16 + (1 + 0) ** 2 / 81 + 1 + (2 + 1) ** 2 / 81 + 1) / 3
    assert [each.disorder for each in found.alignment] == pytest.approx([a, b])
    assert found.gamma.observed == pytest.approx(0.408756, abs=1e-6)
    assert 0.62 <= (found.gamma.value or 0) <= 0.73


def test_weights_of_position_and_category() -> None:
    found = gamma([WEIGHED], seed=1, how=Dissimilarity(position=3, category=2))
    assert found.gamma.observed == pytest.approx((3 * 9 / 81 + 3 * 16 / 64 + 2) / 3)
    assert found.gamma.observed == pytest.approx(1.027778, abs=1e-6)


def test_alex_paul_and_suzan() -> None:
    found = gamma([FRIENDS], seed=1, samples=300, how=HARD)
    assert found.gamma.observed == pytest.approx(0.960625)
    assert found.gamma.units == 6
    assert 0.44 <= (found.gamma.value or 0) <= 0.47
    assert 0.66 <= (found.categorical.value or 0) <= 0.70
    assert [found.of(code).value for code in "156"] == [1, 1, 1]
    assert all((found.of(code).value or 0) <= 0 for code in "234")
    assert found.of("7").value is None
    assert "no passages with this code were aligned" in found.of("7").because


def test_passages_without_counterpart_can_count_as_differences() -> None:
    found = gamma([FRIENDS], seed=1, samples=300, how=HARD, alone=True)
    assert 0.38 <= (found.categorical.value or 0) <= 0.42
    assert found.of("6").value == pytest.approx(0.37, abs=0.01)
    assert [found.of(code).value for code in "15"] == [1, 1]
    assert all((found.of(code).value or 0) <= 0.001 for code in "2347")


def test_the_statistical_way_gives_other_chance() -> None:
    found = gamma([FRIENDS], seed=1, samples=300, how=HARD, sampler=Sampler.STATISTICAL)
    assert 0.41 <= (found.gamma.value or 0) <= 0.44
    assert 0.61 <= (found.categorical.value or 0) <= 0.64


def test_more_chance_texts_until_precise() -> None:
    rough = gamma([FRIENDS], seed=3, samples=10, how=HARD)
    fine = gamma([FRIENDS], seed=3, samples=10, how=HARD, precision=0.02)
    assert rough.samples == 10
    assert fine.samples > 10
    assert (fine.precision or 1) < (rough.precision or 0)
    low, high = fine.interval.low, fine.interval.high
    assert low is not None
    assert high is not None
    assert low < (fine.gamma.value or 0) < high
    assert fine.interval.draws == fine.samples


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    one, two, other = (gamma([FRIENDS], seed=seed, how=HARD) for seed in (7, 7, 8))
    assert one == two
    assert one.gamma.expected != other.gamma.expected


def test_the_empty_passage_only_sets_the_scale() -> None:
    one = gamma([FRIENDS], seed=7, how=HARD)
    two = gamma([FRIENDS], seed=7, how=Dissimilarity(position=3, empty=2.5))
    assert two.gamma.value == pytest.approx(one.gamma.value)
    assert two.categorical.value == pytest.approx(one.categorical.value)
    assert two.gamma.observed == pytest.approx(2.5 * (one.gamma.observed or 0))


@pytest.mark.parametrize("sampler", list(Sampler))
def test_the_order_of_coders_does_not_matter(sampler: Sampler) -> None:
    one = gamma([marked(ALEX, PAUL, SUZAN, length=60)], seed=2, how=HARD, sampler=sampler)
    two = gamma([marked(SUZAN[::-1], ALEX, PAUL, length=60)], seed=2, how=HARD, sampler=sampler)
    assert one.gamma == two.gamma
    assert one.alignment[2].units[2] == two.alignment[2].units[0]


def test_several_texts_are_aligned_each_by_itself() -> None:
    found = gamma([SHIFTED, marked([], [], length=9), SHIFTED], seed=1)
    assert found.gamma.observed == pytest.approx(0.0625)
    assert [each.text for each in found.alignment] == [0, 0, 0, 2, 2, 2]
    assert found.texts == 3


def test_who_did_not_read_a_text_is_not_who_marked_nothing() -> None:
    unread = gamma([marked([(1, 5, "a"), (9, 12, "a")], [(1, 5, "a"), (9, 12, "a")], None)], seed=1)
    blank = gamma([marked([(1, 5, "a"), (9, 12, "a")], [(1, 5, "a"), (9, 12, "a")], [])], seed=1)
    assert (unread.gamma.observed, unread.gamma.value) == (0, 1)
    assert (blank.gamma.observed or 0) > 0
    assert unread.alignment[0].units[2] is None
    assert gamma([SHIFTED, marked([(1, 2, "a")], None)], seed=1).left_out == 1


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
    found = gamma(texts, seed=1)
    for each in (found.gamma, found.categorical, *(one.agreement for one in found.per_value)):
        assert each.value is None
        assert words in each.because
    assert found.interval.low is None
    assert words in found.interval.because


def test_chance_without_disorder_is_no_agreement() -> None:
    same = marked([(0, 4, "k")], [(0, 4, "k")])
    found = gamma([same], seed=1, sampler=Sampler.STATISTICAL)
    assert found.gamma.value is None
    assert "by chance" in found.gamma.because


def test_one_code_has_gamma_but_no_gamma_cat() -> None:
    found = gamma([marked([(0, 4, "k"), (9, 12, "k")], [(1, 4, "k"), (9, 12, "k")])], seed=1)
    assert found.gamma.value is not None
    assert found.categorical.value is None
    assert "only one category" in found.categorical.because


def test_too_many_alignments_are_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gamma_alignment, "MOST", 5)
    found = gamma([FRIENDS], seed=1)
    assert found.gamma.value is None
    assert "too many possible alignments" in found.gamma.because


def test_without_scipy_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'qda\[stats\]'"):
        gamma([SHIFTED], seed=1)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="two chance texts"):
        gamma([SHIFTED], seed=1, samples=1)
    with pytest.raises(ValueError, match="precision"):
        gamma([SHIFTED], seed=1, precision=2)
    with pytest.raises(ValueError, match="confidence"):
        gamma([SHIFTED], seed=1, level=95)
    with pytest.raises(ValueError, match="not both 0"):
        Dissimilarity(position=0, category=0)
    with pytest.raises(ValueError, match="one entry for each coder"):
        gamma([SHIFTED, THREE], seed=1)


def cheapest(coders: list[tuple[Unit, ...]], how: Dissimilarity) -> float:
    """The least sum of disorders, by trying every way to place the next passage."""
    if not any(coders):
        return 0.0
    first = next(number for number, each in enumerate(coders) if each)
    choices = [[None, *each] if n != first else [each[0]] for n, each in enumerate(coders)]
    best = float("inf")
    for chosen in product(*choices):
        rest = [tuple(u for u in each if u is not c) for each, c in zip(coders, chosen, strict=True)]
        best = min(best, disorder(chosen, how) + cheapest(rest, how))
    return best


def disorder(chosen: tuple[Unit | None, ...], how: Dissimilarity) -> float:
    pairs = [(one, two) for n, one in enumerate(chosen) for two in chosen[n + 1 :]]
    return sum(distance(one, two, how) for one, two in pairs) / len(pairs)


def distance(one: Unit | None, two: Unit | None, how: Dissimilarity) -> float:
    if one is None or two is None:
        return how.empty
    apart = abs(one.start - two.start) + abs(one.end - two.end)
    lengths = one.end - one.start + two.end - two.start
    return (how.position * (apart / lengths) ** 2 + how.category * (one.value != two.value)) * how.empty


UNITS = st.lists(
    st.builds(
        lambda start, size, value: Unit(start=start, end=start + size, value=value),
        st.integers(0, 30),
        st.integers(1, 9),
        st.sampled_from("ab"),
    ),
    max_size=3,
    unique=True,
).map(tuple)


@settings(max_examples=40, deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=3), st.sampled_from([0.0, 1.0, 3.0]), st.sampled_from([1.0, 2.0]))
def test_no_alignment_is_better_than_the_best(coders: list[tuple[Unit, ...]], alpha: float, empty: float) -> None:
    how = Dissimilarity(position=alpha, empty=empty)
    found = gamma([Continuum(start=0, length=40, coders=tuple(coders))], seed=1, samples=2, how=how)
    assert sum(each.disorder for each in found.alignment) == pytest.approx(cheapest(coders, how), abs=1e-6)
    for coder, units in enumerate(coders):
        assert sorted(each.units[coder] for each in found.alignment if each.units[coder]) == sorted(units)


@settings(max_examples=30, deadline=None)
@given(UNITS, st.integers(2, 3))
def test_identical_coders_agree_fully(units: tuple[Unit, ...], coders: int) -> None:
    found = gamma([Continuum(start=0, length=40, coders=(units,) * coders)], seed=1, samples=5)
    assert found.gamma.value in (None, 1)
    assert found.categorical.value in (None, 1)
    if units:
        assert len(found.alignment) == len(units)
