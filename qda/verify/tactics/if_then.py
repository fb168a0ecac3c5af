"""V9: if the finding is so, what else must be so?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.model.quotation import Quotation
from qda.model.sheet import Row, Sheet
from qda.model.wording import N_, _, number, plural
from qda.verify.finding import MIN_CASES, MIN_CONSISTENCY, FindingSpec, IfThenAssertion
from qda.verify.if_then import IfThenTable, cross
from qda.verify.moments import Moment, moment, moment_words
from qda.verify.quoting import in_words
from qda.verify.rules import cases_in_scope, codings_behind, rules_of, words_of_case
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, named, of_cases, share, table

_EXACT = 1e-9
_QUOTED = 5
_NEEDED = ("causal", "comparative")
_EXAMPLE = '- if_then: {if: "code:a", then: "code:b", consistency: 0.8}'


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThenOptions:
    """Options of the if–then test."""

    given: str = field(default="", metadata={"help": N_("Condition of the “if”; the finding’s own rule if left out.")})
    then: str = field(default="", metadata={"help": N_("Condition that should follow.")})
    consistency: float = field(
        default=MIN_CONSISTENCY,
        metadata={
            "help": N_("Share of the cases with “if” that must have “then”, 0 to 1, for a rule named here."),
            "least": 0,
            "most": 1,
        },
    )
    min_cases: int = field(
        default=MIN_CASES,
        metadata={"help": N_("Cases with “if” below which nothing is decided, for a rule named here."), "least": 1},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    rule: IfThenAssertion
    cells: IfThenTable
    moment: Moment
    told: str
    deviants: tuple[tuple[str, tuple[Quotation, ...]], ...]

    @property
    def holds(self) -> bool | None:
        if self.cells.consistency is None or self.cells.applies < self.rule.min_cases:
            return None
        return self.cells.consistency >= self.rule.consistency - _EXACT


@tactic(
    "if-then",
    N_("Making if–then tests: whether the cases with the “if” have the “then”, the deviant cases quoted"),
    number="V9",
    about=About.FINDING,
    question=N_("Was the rule written before you looked at the cases?"),
    options=IfThenOptions,
    predicate=N_("consistency at least 0.8 with at least 3 cases that have the “if”"),
    citation=N_("Miles, Huberman & Saldaña 2014, chapter 11; consistency and coverage: Ragin 2006"),
    criteria=("credibility",),
)
def if_then(ground: Ground, options: IfThenOptions) -> Machine:
    """The 2×2 table of each rule over the cases in scope.

    Raises:
        FormulaError: a condition cannot be read.
    """
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    rules = rules_of(finding, options.given, options.then, options.consistency, options.min_cases)
    if not rules:
        return _no_rule(finding)
    named = bool(options.given and options.then)
    tried = [_try(ground, finding, rule, named=named) for rule in rules]
    outcomes = {each.holds for each in tried}
    return Machine(
        value=" ".join(map(_value, tried)),
        holds=False if False in outcomes else None if None in outcomes else True,
        advice=tuple(sentence for each in tried for sentence in _advice(each, finding)),
        sheet=_sheet(ground, tried),
        asks=any(each.moment is not Moment.BEFORE for each in tried),
        evidence=tuple(dict.fromkeys(q.coding for each in tried for _name, quotes in each.deviants for q in quotes)),
        caveat=_(
            "A case has a code if somebody in it said so, and lacks it if it was asked or denies it; whoever was never "
            "asked about it is not known and counts nowhere. A rule that holds in these cases is no cause."
        ),
        next_action=_next(tried),
    )


def _no_rule(finding: FindingSpec) -> Machine:
    value = _("The finding states no if–then rule.")
    how = _("Write one under “assert”: {example}").format(example=_EXAMPLE)
    if finding.kind in _NEEDED:
        return Machine(
            value=value, advice=(_("It claims a connection, so say what must follow from it."),), next_action=how
        )
    return Machine(value=value, not_applicable=f"{value} {how}")


def _try(ground: Ground, finding: FindingSpec, rule: IfThenAssertion, *, named: bool) -> _Tried:
    cells = cross(cases_in_scope(ground, finding), rule.given, rule.then)
    codings = codings_behind(ground, finding, rule)
    return _Tried(
        rule=rule,
        cells=cells,
        moment=Moment.AFTER if named else moment(finding.imported_at, codings),
        told=_("named in the command, so after the coding: post hoc") if named else "",
        deviants=tuple((name, words_of_case(ground, codings, name)) for name in cells.only_if),
    )


def _value(tried: _Tried) -> str:
    cells, rule = tried.cells, tried.rule
    told = _("If {given}, then {then}: so in {share}.").format(
        given=rule.given, then=rule.then, share=of_cases(len(cells.both), cells.applies)
    )
    if cells.coverage is None:
        return told
    return f"{told} " + _("Of all cases with the “then”, {share} have the “if”.").format(
        share=share(len(cells.both), len(cells.both) + len(cells.only_then))
    )


def _advice(tried: _Tried, finding: FindingSpec) -> list[str]:
    cells, rule = tried.cells, tried.rule
    told = []
    if tried.holds is None:
        told.append(
            plural(
                "{n} case has the “if”; with fewer than {need} nothing is decided.",
                "{n} cases have the “if”; with fewer than {need} nothing is decided.",
                cells.applies,
            ).format(n=cells.applies, need=rule.min_cases)
        )
    elif not tried.holds:
        told.append(
            _(
                "Consistency {have}, wanted {wanted}: the rule does not hold as it stands. Narrow it, or drop it."
            ).format(have=number(cells.consistency or 0, 2), wanted=number(rule.consistency, 2))
        )
    for name, quotes in tried.deviants[:_QUOTED]:
        said = " · ".join(in_words(quote) for quote in quotes[:2]) or _("nothing coded on it")
        told.append(_("Deviant case {name}: {said}").format(name=name, said=said))
    if len(tried.deviants) > _QUOTED:
        told.append(_("And {n} more deviant cases; they stand in the table.").format(n=len(tried.deviants) - _QUOTED))
    if cells.only_then:
        told.append(
            _("It also comes about without the “if”: {names}. There must be another way to it.").format(
                names=named(cells.only_then)
            )
        )
    if cells.unknown:
        told.append(
            _("Cannot be told, a value is missing or nobody asked: {names}.").format(names=named(cells.unknown))
        )
    if not (cells.only_then or cells.neither):
        told.append(_("No case lacks the “if”, so that nothing is there to compare with."))
    when = tried.told or moment_words(tried.moment, finding.imported_at, finding.written)
    told.append(_("The rule: {when}.").format(when=when))
    return told


def _next(tried: Sequence[_Tried]) -> str:
    deviant = next((name for each in tried for name, _quotes in each.deviants), "")
    return _("Read {name} again: what is different there?").format(name=deviant) if deviant else ""


def _sheet(ground: Ground, tried: Sequence[_Tried]) -> Sheet:
    rows = [row for each in tried for row in _rows(each)]
    return table(
        ground,
        "if-then",
        _("If–then test"),
        reading=_("Each row is a case; those that have the “if” and not the “then” are the deviant cases."),
        corner=_("case"),
        heads=(_("if"), _("then"), _("what it is")),
        rows=rows,
        rules=[_("If {given}, then {then}.").format(given=each.rule.given, then=each.rule.then) for each in tried],
        counts=_("{n} cases.").format(n=len(rows)),
        quotations=[quote for each in tried for _name, quotes in each.deviants for quote in quotes],
    )


def _rows(tried: _Tried) -> list[Row]:
    yes, no, cells = _("yes"), _("no"), tried.cells
    quotes = dict(tried.deviants)
    kinds = (
        (cells.both, yes, yes, _("as the rule says")),
        (cells.only_if, yes, no, _("deviant case")),
        (cells.only_then, no, yes, _("another way")),
        (cells.neither, no, no, _("neither")),
        (cells.unknown, None, None, _("cannot be told")),
    )
    return [
        line(name, (given, then, kind), group=tried.rule.text, evidence=[q.coding for q in quotes.get(name, ())])
        for names, given, then, kind in kinds
        for name in names
    ]
