"""V6: does the finding hold where the outcome is highest and where it is lowest?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.model.attributes import standard
from qda.model.ids import Id
from qda.model.sheet import Sheet
from qda.model.wording import N_, _, number
from qda.verify.finding import FindingSpec
from qda.verify.quoting import in_words, quotations_of
from qda.verify.rules import cases_in_scope
from qda.verify.spread import attribute_values, magnitudes, numeric_attributes
from qda.verify.tactic import About, Ground, Machine, tactic
from qda.verify.tactic_table import line, named, table
from qda.verify.voices import STANCE_WORDS, Voice, voices


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtremeCasesOptions:
    """Options of the look at extreme cases."""

    outcome: str = field(
        default="",
        metadata={
            "help": N_(
                "Code with magnitudes, or attribute with numbers, by which cases are extreme; the finding’s own "
                "if left out."
            )
        },
    )
    min_cases: int = field(
        default=3, metadata={"help": N_("Cases with a value below which none is extreme."), "least": 1}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    name: str
    values: Mapping[str, float]


@tactic(
    "extreme-cases",
    N_("Using extreme cases: whether the finding holds where the outcome is highest and where it is lowest"),
    number="V6",
    about=About.FINDING,
    question=N_("At the extremes everything else is strongest: does another explanation fail there, or hold?"),
    options=ExtremeCasesOptions,
    predicate=N_("the finding holds at both extremes, or its scope was narrowed for the one where it does not"),
    criteria=("credibility", "transferability"),
)
def extreme_cases(ground: Ground, options: ExtremeCasesOptions) -> Machine:
    """The cases with the highest and the lowest value, and what they say of the finding."""
    finding = ground.finding
    assert finding is not None  # the contract: a tactic about findings is given one
    heard = {voice.name: voice for voice in voices(ground)}
    outcome = _outcome(ground, finding, options)
    if outcome is None or len(outcome.values) < options.min_cases or len(set(outcome.values.values())) == 1:
        return _untold(ground, finding, outcome, options)
    low, high = min(outcome.values.values()), max(outcome.values.values())
    ends = {
        _("lowest"): [name for name, value in outcome.values.items() if value == low],
        _("highest"): [name for name, value in outcome.values.items() if value == high],
    }
    narrowed = {each.informant for each in finding.resolutions if each.how == "narrow"}
    names = [name for end in ends.values() for name in end]
    against = [n for n in names if n in heard and heard[n].stance in ("-", "mixed") and n not in narrowed]
    silent = [n for n in names if n not in heard or heard[n].stance == "m"]
    return Machine(
        value=_value(outcome, ends, heard),
        holds=False if against else None if silent else True,
        advice=tuple(_advice(ground, heard, against, silent, [n for n in names if n in narrowed])),
        sheet=_sheet(ground, outcome, heard),
        evidence=tuple(coding for name in names if name in heard for coding in heard[name].ids),
        caveat=_(
            "The extremes are those of this study. A case is extreme by one number, which may be wrong: check it first."
        ),
        next_action=_next(finding, against, silent),
    )


def _outcome(ground: Ground, finding: FindingSpec, options: ExtremeCasesOptions) -> _Outcome | None:
    """The chosen numbers, else the magnitudes of the finding's own code that most people have."""
    if options.outcome:
        own = magnitudes(ground, ground.facts.coded_below((options.outcome,)))
        if own:
            return _Outcome(name=options.outcome, values=own.get(options.outcome) or next(iter(own.values())))
        values = attribute_values(ground, standard(options.outcome))
        there = {case.name for case in cases_in_scope(ground, finding)}
        return _Outcome(name=options.outcome, values={name: v for name, v in values.items() if name in there})
    found = magnitudes(ground, ground.facts.coded_below(finding.evidence.codes))
    if not found:
        return None
    code = max(sorted(found), key=lambda each: len(found[each]))
    return _Outcome(name=code, values=found[code])


def _untold(ground: Ground, finding: FindingSpec, outcome: _Outcome | None, options: ExtremeCasesOptions) -> Machine:
    """Nothing by which a case is extreme: which numbers there are that could be taken."""
    attributes = numeric_attributes(ground, options.min_cases)
    coded = magnitudes(ground, ground.facts.codings)
    codes = [
        code for code, values in coded.items() if len(values) >= options.min_cases and len(set(values.values())) > 1
    ]
    choices = [*codes, *attributes]
    why = (
        _("The codes of the finding carry no magnitude, so that no case is extreme.")
        if outcome is None
        else _("“{name}” is known of {n} cases, or is the same in all; {need} that differ are needed.").format(
            name=outcome.name, n=len(outcome.values), need=options.min_cases
        )
    )
    if not choices:
        return Machine(value=why, not_applicable=f"{why} {_('No other number is known of enough cases either.')}")
    return Machine(
        value=why,
        advice=(_("Choose the outcome by which cases are extreme; there are: {names}.").format(names=named(choices)),),
        next_action=f"qda tactic extreme-cases {finding.key} --outcome {choices[0]}",
    )


def _value(outcome: _Outcome, ends: Mapping[str, Sequence[str]], heard: Mapping[str, Voice]) -> str:
    parts = []
    for end, names in ends.items():
        shown = named(f"{name} ({_stance(heard.get(name))})" for name in names)
        parts.append(
            _("{end} {value}: {names}").format(
                end=end, value=number(outcome.values[names[0]], 2, short=True), names=shown
            )
        )
    return _("By {outcome}, {n} cases: {ends}.").format(
        outcome=outcome.name, n=len(outcome.values), ends="; ".join(parts)
    )


def _stance(voice: Voice | None) -> str:
    return _("silent") if voice is None else _(STANCE_WORDS[voice.stance])


def _advice(
    ground: Ground, heard: Mapping[str, Voice], against: Sequence[str], silent: Sequence[str], narrowed: Sequence[str]
) -> list[str]:
    told = []
    for name in against:
        ids = _against(heard[name])
        quotes = " · ".join(in_words(quote) for quote in quotations_of(ground.material, ids).values())
        told.append(_("{name} speaks against it: {quotes}").format(name=name, quotes=quotes))
    if against:
        told.append(_("A finding that fails at an extreme holds for the middle only. Say so, or find what it lacks."))
    if silent:
        told.append(
            _("Nothing is known of the finding from {names}. An extreme case is worth a visit of its own.").format(
                names=named(silent)
            )
        )
    if narrowed:
        told.append(_("The scope was narrowed for: {names}.").format(names=", ".join(narrowed)))
    if not (against or silent):
        told.append(_("It holds at both ends. Look there for what else could explain it: it is easiest to see there."))
    return told


def _against(voice: Voice) -> list[Id]:
    return [unit.coding for unit in voice.units if unit.coding is not None and unit.stance < 0]


def _next(finding: FindingSpec, against: Sequence[str], silent: Sequence[str]) -> str:
    if against:
        return _("Write under “resolved” of {key} in findings.yaml what is decided about {name}.").format(
            key=finding.key, name=against[0]
        )
    return _("Ask {name}.").format(name=silent[0]) if silent else ""


def _sheet(ground: Ground, outcome: _Outcome, heard: Mapping[str, Voice]) -> Sheet:
    ordered = sorted(outcome.values, key=lambda name: (-outcome.values[name], name))
    return table(
        ground,
        "extreme-cases",
        _("Extreme cases"),
        reading=_("Each row is a case, from the highest to the lowest value."),
        corner=_("case"),
        heads=(outcome.name, _("stance")),
        rows=[
            line(
                name,
                (outcome.values[name], _stance(heard.get(name))),
                evidence=heard[name].ids if name in heard else (),
            )
            for name in ordered
        ],
        counts=_("{n} cases with a value.").format(n=len(ordered)),
    )
