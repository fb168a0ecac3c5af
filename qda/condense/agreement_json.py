"""The fixed JSON of `qda agree`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qda.condense.agreement import Agreement
from qda.condense.agreement_options import AgreementUnit, leaves_uncoded
from qda.condense.disagreements import Disagreement
from qda.condense.free_segments import FreeSegments
from qda.model.wording import _
from qda.stats.agreement import Estimate, Statistic
from qda.stats.coefficient import Coefficient
from qda.stats.continuum import ValueAgreement
from qda.stats.intervals import Interval

if TYPE_CHECKING:
    from qda.stats.gamma import Gamma

KEYS = {
    Statistic.PERCENT: "percent",
    Statistic.HOLSTI: "holsti",
    Statistic.COHEN: "cohen_kappa",
    Statistic.SCOTT: "scott_pi",
    Statistic.LIGHT: "light_kappa",
    Statistic.CONGER: "conger_kappa",
    Statistic.FLEISS: "fleiss_kappa",
    Statistic.ALPHA: "krippendorff_alpha",
    Statistic.BRENNAN_PREDIGER: "brennan_prediger",
    Statistic.PABAK: "pabak",
    Statistic.AC1: "gwet_ac1",
}


def agreement_json(found: Agreement) -> dict[str, Any]:
    """What `qda agree --json` prints. Undefined is null, with the reason under the same name in `why`.

    `{unit, overlap, coders, raters: [{coder, round}], uncoded, units, uncoded_units, untouched_codings, unused_codes,
    sources: [{source, coders}], left_out_sources}`: what is compared; `overlap` is null but for segments, `uncoded`
    is null where no unit can be uncoded. `codes: [{code, n, given: {coder: units}, percent, holsti, cohen_kappa,
    cohen_kappa_max, cohen_kappa_error, scott_pi, light_kappa, conger_kappa, fleiss_kappa, krippendorff_alpha,
    brennan_prediger, pabak, gwet_ac1, why: {}, intervals: {}}]`: shares and coefficients, `n` units; `overall` has the
    same over all codes, each counting the same, and `left_out`: the codes without that coefficient. An interval is
    `{low, high, error, method, level, over, draws, undefined, seed, why}`. `sets: [{distance, alpha, why, interval}]`:
    α over the sets of codes of each unit. `unitizing`: null but for segments and characters; its `gamma` is null unless
    it was asked for. `confusions: [{first,
    second, first_code, second_code, units}]`: null for no code. `disagreements: [{source, line, start, end, text,
    codes: {coder: []}}]`: null for a coder who did not look at the source.
    """
    options, labels = found.options, [rater.label for rater in found.raters]
    characters = options.unit is AgreementUnit.CHARACTER
    return {
        "unit": options.unit.value,
        "overlap": options.overlap if options.unit is AgreementUnit.SEGMENT else None,
        "coders": labels,
        "raters": [{"coder": rater.coder, "round": rater.round} for rater in found.raters],
        "uncoded": options.uncoded.value if options.uncoded and leaves_uncoded(options) else None,
        "units": found.units,
        "uncoded_units": found.uncoded,
        "untouched_codings": found.untouched,
        "unused_codes": found.unused,
        "sources": [{"source": name, "coders": list(readers)} for name, readers in found.sources],
        "left_out_sources": list(found.one_rater_only),
        "codes": [
            {
                "code": one.code,
                "n": one.pairable,
                "given": dict(zip(labels, one.given, strict=True)),
                **_estimates(one.estimates, characters=characters),
            }
            for one in found.coefficients.codes
        ],
        "overall": {
            "codes": len(found.coefficients.codes),
            **_estimates(found.coefficients.overall, characters=characters),
            "left_out": {
                KEYS[each.statistic]: list(codes)
                for each, codes in zip(found.coefficients.overall, found.coefficients.left_out, strict=True)
                if codes
            },
        },
        "sets": [
            {
                "distance": one.distance,
                "alpha": one.coefficient.value,
                "why": one.coefficient.because,
                "interval": None if one.interval is None else _interval(one.interval),
            }
            for one in found.sets
        ],
        "unitizing": None if found.segments is None else _unitizing(found.segments),
        "confusions": [
            {
                "first": one.first,
                "second": one.second,
                "first_code": row or None,
                "second_code": column or None,
                "units": units,
            }
            for one in found.confusions
            for row, column, units in one.mixed()
        ],
        "disagreements": disagreements_json(found.disagreements, labels),
        "synthetic": found.synthetic,
    }


def disagreements_json(found: Iterable[Disagreement], labels: Sequence[str]) -> list[dict[str, Any]]:
    """Each disagreement, as `qda adjudicate --json` has it too."""
    return [
        {
            "source": one.source,
            "line": one.line,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "codes": {
                label: None if codes is None else list(codes) for label, codes in zip(labels, one.codes, strict=True)
            },
        }
        for one in found
    ]


def no_error_of_characters() -> str:
    """Why there is no standard error by formula for characters."""
    return _("characters of one passage are not independent of each other; the interval goes by documents")


def _estimates(estimates: Sequence[Estimate], *, characters: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    why: dict[str, str] = {}
    for each in estimates:
        key, coefficient = KEYS[each.statistic], each.coefficient
        values[key] = coefficient.value
        if coefficient.value is None:
            why[key] = coefficient.because
        if each.statistic is Statistic.COHEN:
            values[f"{key}_max"] = coefficient.maximum
            values[f"{key}_error"] = None if characters else coefficient.error
            if characters and coefficient.error is not None:
                why[f"{key}_error"] = no_error_of_characters()
    intervals = {KEYS[each.statistic]: _interval(each.interval) for each in estimates if each.interval is not None}
    return {**values, "why": why, "intervals": intervals}


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "low": interval.low,
        "high": interval.high,
        "error": interval.error,
        "method": interval.method,
        "level": interval.level,
        "over": interval.over,
        "draws": interval.draws,
        "undefined": interval.undefined,
        "seed": interval.seed,
        "why": interval.because,
    }


def _unitizing(found: FreeSegments) -> dict[str, Any]:
    """Both forms, each under its own name."""
    second = found.second
    return {
        "krippendorff_1995": {
            "form": found.first.form,
            "alpha": _coefficient(found.first.alpha),
            "codes": _values(found.first.per_value),
            "left_out_sources": found.first.left_out,
        },
        "krippendorff_2016": {
            "form": second.form,
            "u_alpha": _coefficient(second.alpha),
            "u_alpha_marking": _coefficient(second.marking),
            "cu_alpha": _coefficient(second.coding),
            "k_u_alpha": _values(second.per_value),
            "each_code_alone": _values(found.alone),
            "left_out_sources": second.left_out,
        },
        "gamma": None if found.gamma is None else _gamma(found.gamma),
    }


def _gamma(found: Gamma) -> dict[str, Any]:
    return {
        "form": found.form,
        "gamma": _coefficient(found.gamma),
        "interval": _interval(found.interval),
        "gamma_cat": _coefficient(found.categorical),
        "gamma_k": _values(found.per_value),
        "samples": found.samples,
        "seed": found.seed,
        "left_out_sources": found.left_out,
    }


def _coefficient(one: Coefficient) -> dict[str, Any]:
    return {"value": one.value, "why": one.because, "observed": one.observed, "expected": one.expected}


def _values(found: Iterable[ValueAgreement]) -> list[dict[str, Any]]:
    return [{"code": one.value, **_coefficient(one.agreement)} for one in found]
