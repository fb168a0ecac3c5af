"""Many codes at once give what the functions for one table give, intervals included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qda.stats import intervals, presence_intervals
from qda.stats.agreement import Agreement, Bootstrap, Jackknife, Statistic, agreement_of_codes
from qda.stats.coefficient import Coefficient
from qda.stats.fleiss import conger_kappa, fleiss_kappa
from qda.stats.gwet import brennan_prediger, gwet_ac1, pabak
from qda.stats.kappa import cohen_kappa, light_kappa, scott_pi
from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.percent import holsti, percent_agreement
from qda.stats.ratings import Ratings
from qda.stats.sets import SetRatings

Flags = npt.NDArray[np.bool_]
ONE_TABLE: dict[Statistic, Callable[[Ratings], Coefficient]] = {
    Statistic.PERCENT: percent_agreement,
    Statistic.HOLSTI: holsti,
    Statistic.COHEN: cohen_kappa,
    Statistic.SCOTT: scott_pi,
    Statistic.LIGHT: light_kappa,
    Statistic.CONGER: conger_kappa,
    Statistic.FLEISS: fleiss_kappa,
    Statistic.ALPHA: krippendorff_alpha,
    Statistic.BRENNAN_PREDIGER: brennan_prediger,
    Statistic.PABAK: pabak,
    Statistic.AC1: gwet_ac1,
}


def coded(seed: int, coders: int, units: int, codes: int, missing: float = 0.0) -> tuple[Flags, Flags]:
    """Coders who see the same truth through noise, and which units each judged."""
    draw = np.random.default_rng(seed)
    truth = draw.random((1, units, codes)) < 0.3
    judged = draw.random((coders, units)) >= missing
    return (truth ^ (draw.random((coders, units, codes)) < 0.2)) & judged[:, :, None], judged


def names(number: int) -> tuple[str, ...]:
    return tuple(f"c{n}" for n in range(number))


def tables(presence: Flags, judged: Flags) -> list[Ratings]:
    sets = SetRatings(sets=presence.transpose(1, 0, 2), judged=judged.T, codes=names(presence.shape[2]))
    return list(sets.each_code())


def same(found: Coefficient, wanted: Coefficient) -> None:
    wanted = replace(wanted, per_category=())
    assert (found.name, found.because) == (wanted.name, wanted.because)
    if wanted.value is None:
        assert found.value is None
        return
    assert (found.units, found.ratings) == (wanted.units, wanted.ratings)
    for part in ("value", "observed", "expected", "error", "error_by_chance", "maximum"):
        root = part.startswith("error")  # of a variance: what rounds to nothing at 1e-16 is off by 1e-8 as its root
        assert getattr(found, part) == pytest.approx(getattr(wanted, part), abs=1e-7 if root else 1e-9), part


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(0, 12), st.sampled_from([0.0, 0.3, 0.7]))
@example(20001, 2, 12, 0.0)  # a kappa of nothing, whose variance is nothing but rounding
def test_each_code_is_its_own_table(seed: int, coders: int, units: int, missing: float) -> None:
    presence, judged = coded(seed, coders, units, 3, missing)
    found = agreement_of_codes(presence, names(3), judged=judged)
    for one, table in zip(found.codes, tables(presence, judged), strict=True):
        for statistic, function in ONE_TABLE.items():
            same(one.of(statistic).coefficient, function(table))


def test_every_statistic_has_a_function_for_one_table() -> None:
    assert set(ONE_TABLE) == set(Statistic)


def test_missing_may_differ_from_code_to_code() -> None:
    presence, _judged = coded(3, 3, 40, 2)
    seen = np.random.default_rng(4).random((3, 40, 2)) < 0.7
    found = agreement_of_codes(presence & seen, names(2), judged=seen)
    for place, one in enumerate(found.codes):
        (table,) = tables((presence & seen)[:, :, [place]], seen[:, :, place])
        same(one.of(Statistic.CONGER).coefficient, conger_kappa(table))
        assert one.given == tuple((presence & seen)[:, :, place].sum(axis=1).tolist())
        assert one.pairable == int((seen[:, :, place].sum(axis=0) >= 2).sum())


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("how", [Jackknife(), Bootstrap(draws=60, seed=5, level=0.9)], ids=["jackknife", "bootstrap"])
def test_intervals_are_those_of_one_table(how: Jackknife | Bootstrap, grouped: bool) -> None:
    """The same seed draws the same units, so that the bounds are equal and not merely alike."""
    presence, judged = coded(6, 3, 60, 4, 0.1)
    groups = np.random.default_rng(7).integers(0, 9, 60) if grouped else None
    found = agreement_of_codes(presence, names(4), judged=judged, intervals=how, groups=groups)
    for one, table in zip(found.codes, tables(presence, judged), strict=True):
        for statistic in (Statistic.HOLSTI, Statistic.LIGHT, Statistic.CONGER, Statistic.ALPHA, Statistic.AC1):
            got = one.of(statistic).interval
            if isinstance(how, Jackknife):
                wanted = intervals.jackknife(table, ONE_TABLE[statistic], groups=groups)
            else:
                wanted = intervals.bootstrap(table, ONE_TABLE[statistic], draws=60, seed=5, level=0.9, groups=groups)
            assert got is not None
            assert (got.method, got.over, got.draws, got.seed) == (
                wanted.method,
                wanted.over,
                wanted.draws,
                wanted.seed,
            )
            assert [got.low, got.high, got.error] == pytest.approx([wanted.low, wanted.high, wanted.error], abs=1e-9)


@pytest.mark.parametrize("how", [Jackknife(), Bootstrap(draws=40, seed=1)], ids=["jackknife", "bootstrap"])
@pytest.mark.parametrize("grouped", [False, True])
def test_small_pieces_change_nothing(
    how: Jackknife | Bootstrap, grouped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    presence, judged = coded(8, 4, 50, 5, 0.2)
    groups = np.arange(50) // 7 if grouped else None

    def bounds() -> list[float | None]:
        found = agreement_of_codes(presence, names(5), judged=judged, intervals=how, groups=groups)
        every = [one.interval for code in found.codes for one in code.estimates if one.interval is not None]
        every += [one.interval for one in found.overall if one.interval is not None]
        return [bound for one in every for bound in (one.low, one.high) if bound is not None]

    whole = bounds()
    assert whole
    monkeypatch.setattr(presence_intervals, "_CELLS", 150)
    assert bounds() == pytest.approx(whole)


def overall(found: Agreement, statistic: Statistic) -> Coefficient:
    return found.of(statistic).coefficient


def test_de_vries_2008_pools_observed_and_expected() -> None:
    """κ of the means: two codes with po .9 and .7, pe by their margins."""
    first = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], [70, 5, 5, 20], axis=0)
    second = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], [40, 10, 20, 30], axis=0)
    presence = np.stack([first, second], axis=2).transpose(1, 0, 2).astype(np.bool_)
    found = agreement_of_codes(presence, names(2))
    expected = (0.75**2 + 0.25**2 + 0.5 * 0.6 + 0.5 * 0.4) / 2
    assert overall(found, Statistic.COHEN).observed == pytest.approx(0.8)
    assert overall(found, Statistic.COHEN).expected == pytest.approx(expected)
    assert overall(found, Statistic.COHEN).value == pytest.approx((0.8 - expected) / (1 - expected))
    assert overall(found, Statistic.PERCENT).value == pytest.approx(0.8)
    assert overall(found, Statistic.COHEN).units == 200
    alphas = [one.of(Statistic.ALPHA).coefficient for one in found.codes]
    wanted = 1 - sum(one.observed or 0 for one in alphas) / sum(one.expected or 0 for one in alphas)
    assert overall(found, Statistic.ALPHA).value == pytest.approx(wanted)


def test_a_code_without_a_value_is_left_out_and_named() -> None:
    presence, _judged = coded(9, 2, 30, 3)
    presence[:, :, 1] = False
    found = agreement_of_codes(presence, names(3))
    two = agreement_of_codes(presence[:, :, [0, 2]], names(2))
    places = {one.statistic: place for place, one in enumerate(found.overall)}
    assert found.left_out[places[Statistic.ALPHA]] == ("c1",)
    assert found.left_out[places[Statistic.PERCENT]] == ()
    assert overall(found, Statistic.ALPHA) == overall(two, Statistic.ALPHA)


def test_nothing_to_say_says_why() -> None:
    for shape in ((2, 0, 2), (0, 5, 2), (1, 5, 2), (2, 5, 2)):
        found = agreement_of_codes(np.zeros(shape, dtype=np.bool_), names(2), intervals=Jackknife())
        for one in (*found.codes[0].estimates, *found.overall):
            if shape == (2, 5, 2) and one.statistic in (Statistic.PERCENT, Statistic.HOLSTI):
                assert one.coefficient.value == 1
                continue
            assert one.coefficient.value is None
            assert one.coefficient.because
            assert one.interval is not None
            assert one.interval.low is None
            assert one.interval.because
    empty = agreement_of_codes(np.zeros((2, 5, 0), dtype=np.bool_), (), intervals=Bootstrap(draws=5, seed=0))
    assert empty.codes == ()
    assert overall(empty, Statistic.ALPHA).because


def test_many_coders_have_more_patterns_than_are_numbered_beforehand() -> None:
    presence, judged = coded(10, 12, 40, 2, 0.3)
    found = agreement_of_codes(presence, names(2), judged=judged, statistics=[Statistic.ALPHA, Statistic.LIGHT])
    for one, table in zip(found.codes, tables(presence, judged), strict=True):
        same(one.of(Statistic.ALPHA).coefficient, krippendorff_alpha(table))
        same(one.of(Statistic.LIGHT).coefficient, light_kappa(table))
    with pytest.raises(KeyError):
        found.of(Statistic.COHEN)


def test_wrong_arguments_are_refused() -> None:
    presence = np.ones((2, 5, 3), dtype=np.bool_)
    with pytest.raises(ValueError, match="one name"):
        agreement_of_codes(presence, names(2))
    with pytest.raises(ValueError, match="judged must be"):
        agreement_of_codes(presence, names(3), judged=np.ones((5, 2), dtype=np.bool_))
    with pytest.raises(ValueError, match="not judged"):
        agreement_of_codes(presence, names(3), judged=np.zeros((2, 5), dtype=np.bool_))
    with pytest.raises(ValueError, match="two draws"):
        agreement_of_codes(presence, names(3), intervals=Bootstrap(draws=1, seed=0))
    with pytest.raises(ValueError, match="one group"):
        agreement_of_codes(presence, names(3), intervals=Jackknife(), groups=np.zeros(4, dtype=np.int64))
