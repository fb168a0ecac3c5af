"""V10: is a connection there still when a third factor is held still?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.attributes import standard
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.finding import FindingSpec, IfThenAssertion
from qda.verify.rules import cases_in_scope, codings_behind, rules_of
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, table
from qda.verify.third_factor import Layer, Stratified, factors, layer, require_stated, sign, stratify

_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SpuriousRelationsOptions:
    """Options of the check on spurious relations."""

    given: str = field(default="", metadata={"help": N_("Condition of the “if”; the finding’s own rule if left out.")})
    then: str = field(default="", metadata={"help": N_("Condition that goes with it.")})
    by: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Attributes to hold still, one at a time; all there are if left out.")}
    )
    min_cases: int = field(
        default=2, metadata={"help": N_("Cases with, and as many without, the “if” that a stratum needs."), "least": 1}
    )
    least: float = field(
        default=0.1,
        metadata={
            "help": N_("Difference of shares, 0 to 1, below which a connection counts as gone."),
            "least": 0,
            "most": 1,
        },
    )


@tactic(
    "spurious-relations",
    N_("Ruling out spurious relations: whether a connection is still there within each value of a third factor"),
    number="V10",
    about=About.FINDING,
    question=N_("Which third factor could bring about both, and did you look at it?"),
    options=SpuriousRelationsOptions,
    predicate=N_("the connection points the same way in all strata but one"),
    criteria=("credibility",),
)
def spurious_relations(ground: Ground, options: SpuriousRelationsOptions) -> Machine:
    """The connection of the finding's first rule, overall and by stratum.

    Raises:
        FormulaError: a condition cannot be read.
        NotFoundError: nobody states an attribute to hold still.
    """
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    chosen = [standard(name) for name in options.by]
    require_stated(ground.facts, chosen)
    rules = rules_of(finding, options.given, options.then, 0.0, options.min_cases)
    if not rules:
        return _no_relation(finding)
    rule, cases = rules[0], cases_in_scope(ground, finding)
    overall = layer("", cases, rule.given, rule.then, options.min_cases)
    way = sign(overall.difference, options.least)
    if not way:
        return _no_difference(overall, rule, options)
    names = chosen or list(factors(cases, rule.given, rule.then))
    tried = [stratify(cases, rule.given, rule.then, name, options.min_cases) for name in names]
    told = [e for e in tried if len(e.told) >= _ENOUGH and sign(e.overall.difference, options.least) == way]
    vanishing = [each for each in told if len(each.same(way, options.least)) < len(each.told) - 1]
    untold = [each for each in tried if each not in told]
    return Machine(
        value=_value(overall, rule, told, vanishing),
        holds=not vanishing if told else None,
        advice=(
            *_factor_advice(told, vanishing, way, options.least),
            *_untold_advice(untold, options),
            *([] if len(rules) == 1 else [_("Only the first of the finding’s rules was looked at.")]),
        ),
        sheet=_sheet(ground, overall, rule, tried if options.by else told),
        asks=not options.by,
        evidence=tuple(coded.id for coded in codings_behind(ground, finding, rule)),
        caveat=_(
            "With so few cases a stratum turns on one person. A factor that no case states cannot be held still; and a "
            "connection that stays is still no cause."
        ),
        next_action=_next(finding, options, told, vanishing),
    )


def _no_relation(finding: FindingSpec) -> Machine:
    value = _("The finding names no connection of two things over cases.")
    if finding.kind == "causal":
        return Machine(
            value=value,
            advice=(_("It claims that one thing brings about another. Say both as conditions on cases."),),
            next_action=f'qda tactic spurious-relations {finding.key} --given "code:…" --then "code:…"',
        )
    return Machine(value=value, not_applicable=f"{value} {_('It gets one by an if_then under “assert”.')}")


def _no_difference(overall: Layer, rule: IfThenAssertion, options: SpuriousRelationsOptions) -> Machine:
    cells = overall.cells
    if overall.difference is None:
        return Machine(
            value=_(
                "{given} in {n} cases and not in {m}; {need} of each are needed to see a connection with {then}."
            ).format(
                given=rule.given,
                then=rule.then,
                n=cells.applies,
                m=len(cells.only_then) + len(cells.neither),
                need=options.min_cases,
            ),
            asks=False,
        )
    return Machine(
        value=_("There is no connection that could be spurious: {told}").format(told=_difference(overall)),
        advice=(_("Cases with the “if” have the “then” about as often as those without it."),),
        asks=False,
    )


def _difference(found: Layer) -> str:
    """`3 of 4 with it, 1 of 5 without (+0.55)`."""
    cells = found.cells
    without = len(cells.only_then) + len(cells.neither)
    counts = _("{both} of {applies} with it, {other} of {without} without").format(
        both=len(cells.both), applies=cells.applies, other=len(cells.only_then), without=without
    )
    if found.difference is None:
        return _("{counts} (too few to tell)").format(counts=counts)
    size = "0" if not found.difference else f"{'+' if found.difference > 0 else '−'}{number(abs(found.difference), 2)}"
    return f"{counts} ({size})"


def _value(overall: Layer, rule: IfThenAssertion, told: Sequence[Stratified], vanishing: Sequence[Stratified]) -> str:
    start = _("“{then}” with “{given}”: {told}.").format(given=rule.given, then=rule.then, told=_difference(overall))
    if not told:
        return f"{start} {_('No third factor could be held still.')}"
    end = plural(
        "{n} third factor was held still; the connection is lost under {lost}.",
        "{n} third factors were held still, one at a time; the connection is lost under {lost}.",
        len(told),
    ).format(n=len(told), lost=len(vanishing))
    return f"{start} {end}"


def _factor_advice(told: Sequence[Stratified], vanishing: Sequence[Stratified], way: int, least: float) -> list[str]:
    sentences = []
    for each in told:
        shown = "; ".join(f"{part.value}: {_difference(part)}" for part in each.told)
        if each in vanishing:
            sentences.append(
                _(
                    "Held still, {factor} takes the connection away ({shown}). Perhaps {factor} brings about both."
                ).format(factor=each.factor, shown=shown)
            )
        else:
            sentences.append(
                _("Within {factor} it stays in {same} of {n} strata ({shown}).").format(
                    factor=each.factor, same=len(each.same(way, least)), n=len(each.told), shown=shown
                )
            )
    return sentences


def _untold_advice(untold: Sequence[Stratified], options: SpuriousRelationsOptions) -> list[str]:
    """Why a factor could not be held still; for factors that nobody asked for only how many they are."""
    if not untold:
        return []
    if not options.by:
        return [
            plural(
                "{n} other property has too few cases in two strata.",
                "{n} other properties have too few cases in two strata.",
                len(untold),
            ).format(n=len(untold))
        ]
    few = [each.factor for each in untold if len(each.told) < _ENOUGH]
    gone = [each for each in untold if len(each.told) >= _ENOUGH]
    told = [
        _("Of {n} cases {factor} is known, and among these there is no such connection to begin with.").format(
            n=sum(len(part.cells.both + part.cells.only_if) for part in each.layers)
            + sum(len(part.cells.only_then + part.cells.neither) for part in each.layers),
            factor=each.factor,
        )
        for each in gone
    ]
    if few:
        told.append(
            _("Too few cases in two strata of: {names}. Choose another factor, or find more cases.").format(
                names=", ".join(few)
            )
        )
    return told


def _next(
    finding: FindingSpec,
    options: SpuriousRelationsOptions,
    told: Sequence[Stratified],
    vanishing: Sequence[Stratified],
) -> str:
    if vanishing:
        return _(
            "Read the cases of each {factor} side by side before you write that one brings about the other."
        ).format(factor=vanishing[0].factor)
    if told or options.by:
        return ""
    return _("Give the cases an attribute that might explain both, then: qda tactic spurious-relations {key}").format(
        key=finding.key
    )


def _sheet(ground: Ground, overall: Layer, rule: IfThenAssertion, tried: Sequence[Stratified]) -> Sheet:
    def row(label: str, found: Layer, group: str) -> tuple[str, tuple[str | int | float | None, ...], str]:
        cells = found.cells
        values = (len(cells.both), len(cells.only_if), len(cells.only_then), len(cells.neither), found.difference)
        return label, values, group

    plain = [row(_("all cases"), overall, "")]
    plain += [row(part.value, part, each.factor) for each in tried for part in each.layers]
    return table(
        ground,
        "spurious-relations",
        _("Spurious relations"),
        reading=_("First all cases, then each third factor value by value. The last column is the connection."),
        corner=_("stratum"),
        heads=(_("both"), _("if only"), _("then only"), _("neither"), _("difference of shares")),
        rows=[
            line(label, (*values[:4], None if values[4] is None else round(float(values[4]), 3)), group=group)
            for label, values, group in plain
        ],
        rules=(_("If {given}, then {then}.").format(given=rule.given, then=rule.then),),
    )
