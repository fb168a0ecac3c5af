"""What `qda saturation` found, as the fixed JSON and as sheets. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qda.model.first_heard import Counted
from qda.model.sheet import Cell, Column, Empty, Row, Sheet
from qda.model.wording import N_, _, number
from qda.stats.saturation import Orders, Saturation
from qda.verify.saturation import GroupLine, StudySaturation

UNIT_RULES = {
    Counted.PEOPLE: N_(
        "People count, with all they say, in the interview in which they were heard first: a second talk with somebody "
        "is no new one."
    ),
    Counted.SOURCES: N_("Each interview counts by itself, a second talk with the same person too."),
}
CITATION = "Guest, Namey & Chen 2020; Chao 1987; Chao & Jost 2012"


def saturation_json(found: StudySaturation) -> dict[str, Any]:
    """What `qda saturation --json` prints. Undefined is null, with the reason in the `why` beside it, else "".

    `{kinds, unit, by, base, run, threshold, base_codes, saturated_at, notation, again, why}`: the criterion;
    `saturated_at` counts interviews from 1 and is null where the criterion is not met, `again` says that a later
    run lies above it. `interviews: [{interview, date, new, cumulative, run_ratio, saturated}]`: in order;
    `run_ratio` is that of the run that ends there. `runs: [{first, last, new, ratio}]`. `orders: {orders, seed,
    saturated, undefined, share, median, lowest, highest, why}`: over random orders. `groups: [{group, interviews,
    codes, saturated_at, notation, again, why, orders}]`. `richness: {observed, interviews, in_one, in_two,
    estimate, error, low, high, why, why_no_error}`: Chao2 with its 95 % interval. `coverage: {good_turing,
    chao_jost, why}`, 0–1. `left_out: {uncoded, copies}` and `undated`, `without_group`: names. `heard_again:
    [{interview, counted_with}]`: those that bring no new people.
    """
    options, richness, coverage = found.options, found.richness, found.coverage
    return {
        "kinds": [kind.value for kind in options.kinds],
        "unit": options.unit.value,
        "by": options.by,
        "base": options.base,
        "run": options.run,
        "threshold": options.threshold,
        "base_codes": found.result.base_codes,
        **_result_json(found.result),
        "interviews": [
            {
                "interview": line.interview,
                "date": line.date,
                "new": line.new,
                "cumulative": line.cumulative,
                "run_ratio": None if line.step is None else line.step.ratio,
                "saturated": line.saturated,
            }
            for line in found.lines
        ],
        "runs": [
            {"first": step.first, "last": step.last, "new": step.new, "ratio": step.ratio}
            for step in found.result.steps
        ],
        "orders": _orders_json(found.orders),
        "groups": [
            {
                "group": line.group,
                "interviews": line.interviews,
                "codes": line.codes,
                **_result_json(line.result),
                "orders": _orders_json(line.orders),
            }
            for line in found.groups
        ],
        "richness": {
            "observed": richness.observed,
            "interviews": richness.n,
            "in_one": richness.once,
            "in_two": richness.twice,
            "estimate": richness.estimate,
            "error": richness.error,
            "low": richness.low,
            "high": richness.high,
            "why": richness.why,
            "why_no_error": richness.why_no_error,
        },
        "coverage": {"good_turing": coverage.good_turing, "chao_jost": coverage.chao_jost, "why": coverage.why},
        "left_out": {"uncoded": list(found.uncoded), "copies": list(found.copies)},
        "undated": list(found.undated),
        "without_group": list(found.ungrouped),
        "heard_again": [{"interview": name, "counted_with": list(at)} for name, at in found.again],
    }


def saturation_sheets(found: StudySaturation) -> tuple[Sheet, ...]:
    """A sheet of the interviews in order, and one of the groups where there are any."""
    shared: dict[str, Any] = {
        "decision_rules": (rule_line(found),),
        "filters": tuple(left_out_lines(found)),
        "citation": CITATION,
        "synthetic": found.synthetic,
    }
    interviews = Sheet(
        kind="saturation",
        title=_("Saturation of codes over the interviews"),
        reading=_("Each row is an interview in the order of its date; new are codes that no earlier interview has."),
        corner=_("interview"),
        columns=tuple(Column(label=label) for label in _heads()),
        rows=tuple(
            Row(
                label=line.interview,
                cells=(
                    _cell(line.date),
                    Cell(value=line.new, evidence=line.evidence),
                    _cell(line.cumulative),
                    _cell(None if line.step is None else round(line.step.ratio, 3)),
                    _cell(found.result.notation if line.saturated else None),
                ),
            )
            for line in found.lines
        ),
        notes=(*result_lines(found), limits_line()),
        **shared,
    )
    return (interviews, _groups_sheet(found.groups, shared)) if found.groups else (interviews,)


def _groups_sheet(groups: Sequence[GroupLine], shared: dict[str, Any]) -> Sheet:
    return Sheet(
        kind="saturation-groups",
        title=_("Saturation of codes within each group"),
        reading=_("Each row is a group: only the words of its own informants count, in their own interviews."),
        corner=_("group"),
        columns=tuple(Column(label=label) for label in group_heads()[1:]),
        rows=tuple(
            Row(label=line.group, cells=tuple(_cell(value) for value in group_row(line)[1:])) for line in groups
        ),
        **shared,
    )


def group_heads() -> list[str]:
    """Heads of the table of groups."""
    return [_("group"), _("interviews"), _("codes"), _("saturated"), _("share of orders")]


def group_row(line: GroupLine) -> tuple[str | int | float | None, ...]:
    """One group; the share is missing where the criterion is undefined."""
    share = None if line.orders.share is None else round(line.orders.share, 3)
    return line.group, line.interviews, line.codes, _outcome(line.result, line.interviews), share


def rule_line(found: StudySaturation) -> str:
    """The criterion in words, and what counts as one."""
    options = found.options
    criterion = _(
        "Saturated after an interview where the next {run} bring at most {threshold} of the number of codes that the "
        "first {base} have (base {base}, run {run}, threshold {threshold})."
    ).format(run=options.run, base=options.base, threshold=number(options.threshold, 4, short=True))
    return f"{criterion} {_(UNIT_RULES[options.unit])}"


def result_lines(found: StudySaturation) -> list[str]:
    """What was found, a sentence each: in this order, over random orders, estimated number of codes, coverage."""
    return [_result_line(found.result), *_orders_lines(found.orders), *_estimate_lines(found)]


def limits_line() -> str:
    """What the numbers do not say."""
    return _(
        "What this does not say: that the codes are understood, or that others would say nothing new. It counts codes "
        "as this codebook has them in the words of these informants; a list of codes made before the interviews fills "
        "up by itself, and Chao2 takes the interviews for a random sample."
    )


def left_out_lines(found: StudySaturation) -> list[str]:
    """What was left out and how it was ordered, a sentence each."""
    told = (
        (
            found.uncoded,
            _("Left out, because nothing in them is coded, which is not the same as nothing new: {names}."),
        ),
        (found.copies, _("Left out as copies of other sources: {names}.")),
        (found.undated, _("Without a date, so put last by name: {names}.")),
        (
            [f"{name} ({', '.join(at)})" for name, at in found.again],
            _("No new people, so counted where these were heard first: {names}."),
        ),
        (found.ungrouped, _("In no group: {names}.")),
    )
    return [sentence.format(names=", ".join(names)) for names, sentence in told if names]


def _heads() -> list[str]:
    return [_("date"), _("new codes"), _("cumulative"), _("run ratio"), _("saturated")]


def _cell(value: str | float | None) -> Cell:
    return Cell(empty=Empty.NOT_APPLICABLE) if value is None else Cell(value=value)


def _outcome(result: Saturation, interviews: int) -> str:
    if result.notation is not None:
        return result.notation
    if not result.why:
        return _("not reached")
    if result.base_codes == 0:
        return _("undefined: no code in the base")
    return _("undefined: {have} of {need} interviews").format(have=interviews, need=result.base + result.run)


def _result_line(result: Saturation) -> str:
    if result.why:
        return result.why
    if result.at is None:
        return _("In this order saturation is not reached (base: {codes} codes).").format(codes=result.base_codes)
    line = _("In this order saturated at interview {at}, written {notation} (base: {codes} codes).").format(
        at=result.at, notation=result.notation, codes=result.base_codes
    )
    again = _("A later run lies above the threshold again, so it does not last.")
    return f"{line} {again}" if result.again else line


def _orders_lines(orders: Orders) -> list[str]:
    if orders.share is None:
        return []
    if orders.median is None:
        return [
            _("In none of {n} random orders (seed {seed}) is saturation reached.").format(
                n=orders.orders, seed=orders.seed
            )
        ]
    return [
        _(
            "Saturated in {share} of {n} random orders (seed {seed}): at interview {median} in the median, from "
            "{lowest} to {highest}."
        ).format(
            share=_percent(orders.share),
            n=orders.orders,
            seed=orders.seed,
            median=number(orders.median, 1, short=True),
            lowest=orders.lowest,
            highest=orders.highest,
        )
    ]


def _estimate_lines(found: StudySaturation) -> list[str]:
    richness, coverage = found.richness, found.coverage
    if richness.estimate is None or coverage.good_turing is None:
        return [_("Chao2 and coverage: {why}").format(why=richness.why or coverage.why)]
    heard = _("Chao2: {observed} codes heard, at least {estimate} there to be heard").format(
        observed=richness.observed, estimate=number(richness.estimate, 1)
    )
    if richness.low is None or richness.high is None:
        lines = [f"{heard}. {richness.why_no_error}"]
    else:
        interval = _("95 % interval {low} to {high}").format(low=number(richness.low, 1), high=number(richness.high, 1))
        lines = [f"{heard} ({interval})."]
    shares = _("Coverage after Good and Turing: {share}").format(share=_percent(coverage.good_turing))
    if coverage.chao_jost is None:
        return [*lines, f"{shares}. {coverage.why}"]
    corrected = _("after Chao and Jost: {share}").format(share=_percent(coverage.chao_jost))
    return [*lines, f"{shares}; {corrected}."]


def _percent(share: float) -> str:
    return f"{number(100 * share, 1)} %"


def _result_json(result: Saturation) -> dict[str, Any]:
    return {"saturated_at": result.at, "notation": result.notation, "again": result.again, "why": result.why}


def _orders_json(orders: Orders) -> dict[str, Any]:
    return {
        "orders": orders.orders,
        "seed": orders.seed,
        "saturated": orders.saturated,
        "undefined": orders.undefined,
        "share": orders.share,
        "median": orders.median,
        "lowest": orders.lowest,
        "highest": orders.highest,
        "why": orders.why,
    }
