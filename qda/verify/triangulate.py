"""Triangulation (method §4.4): evidence → witnesses → groups → verdict, with bounds and fragility. Pure.

After Denzin's kinds of triangulation, the convergence coding of Farmer, Robinson, Elliott and Eyles (2006) and
Sugiyono's *triangulasi sumber* (same, different, specific, agreed); verdicts and thresholds are the method's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qda.model.evidence import (
    DEFAULT_THRESHOLDS,
    Evidence,
    EvidenceUnit,
    GroupState,
    Measures,
    SugiyonoFields,
    Triangulation,
    TriangulationOptions,
    Uncounted,
    VerdictWord,
    Witness,
)
from qda.verify.fragility import smallest_loss, supporting_techniques, verdict_of
from qda.verify.groups import Tally, group_states, pair_states, prominence, tallies
from qda.verify.guards import guards
from qda.verify.witnesses import AUTHOR, doubtful, effective_number, witnesses

# By how much the study has in the finding's favour, most first. The lower bound never stands before the upper one.
STRENGTH = (
    VerdictWord.CONVERGENT,
    VerdictWord.COMPLEMENTARY,
    VerdictWord.PARTIAL,
    VerdictWord.SINGLE_SOURCE,
    VerdictWord.DISSONANT,
    VerdictWord.ASSERTED,
    VerdictWord.UNSUPPORTED,
    VerdictWord.UNTESTED,
    VerdictWord.DOUBTED,
    VerdictWord.REFUTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    verdict: VerdictWord
    witnesses: tuple[Witness, ...]
    measures: Measures


def triangulate(evidence: Evidence, options: TriangulationOptions = DEFAULT_THRESHOLDS) -> Triangulation:
    """The verdict on one finding along one axis.

    The order of the evidence does not matter, and a further quote of the same informant to the same effect
    changes nothing. The verdict is the worse of the two readings: a dependency that hides a dissenter may
    make the cautious reading look better than the generous one, and that is not reported as caution.
    """
    asked = _asked(evidence)
    authors = [unit for unit in evidence.units if unit.technique == AUTHOR]
    names = _voices(evidence)
    readings = [_bound(evidence, asked, names, options, cautious=cautious) for cautious in (True, False)]
    lower, upper = sorted(readings, key=lambda bound: -STRENGTH.index(bound.verdict))
    by_group = tallies(lower.witnesses)
    states = group_states(by_group, asked, options)
    return Triangulation(
        finding=evidence.finding,
        axis=evidence.axis.value,
        verdict=lower.verdict,
        lower=lower.verdict,
        upper=upper.verdict,
        k_star=smallest_loss(lower.witnesses, asked, names, options),
        witnesses=lower.witnesses,
        effective_witnesses=lower.measures.independent_witnesses,
        supporting_groups=_in_state(states, GroupState.SUPPORT),
        techniques=supporting_techniques(lower.witnesses),
        groups=tuple(states.items()),
        pairs=pair_states(states, by_group, asked),
        asked=tuple(asked.items()),
        prominence=tuple(prominence(by_group, asked).items()),
        negative_cases=tuple(witness for witness in lower.witnesses if witness.stance in ("-", "mixed")),
        author_assertions=len(authors),
        author_codings=tuple(sorted({unit.coding for unit in authors if unit.coding})),
        author_counterstatement=any(unit.stance < 0 for unit in authors),
        guards=guards(evidence, lower.witnesses),
        sugiyono=sugiyono(states, by_group, evidence.agreement),
        options=options,
        measures=lower.measures,
        upper_measures=upper.measures,
        excluded=evidence.excluded,
        assumptions=evidence.assumptions,
        uncounted=uncounted(evidence, lower.witnesses),
    )


def uncounted(evidence: Evidence, found: Sequence[Witness]) -> tuple[Uncounted, ...]:
    """Groups that are quoted although none of these witnesses is theirs, in the order asked."""
    own: dict[str, list[EvidenceUnit]] = {}
    for unit in evidence.units:
        if unit.technique != AUTHOR:
            own.setdefault(unit.group, []).append(unit)
    for witness in found:
        own.pop(witness.group, None)
    order = [group for group, _asked in evidence.asked]
    return tuple(
        Uncounted(
            group=group,
            counted_with=tuple(
                dict.fromkeys(w.group for w in found if any(unit.informant in w.informants for unit in own[group]))
            ),
            codings=tuple(sorted({unit.coding for unit in own[group] if unit.coding})),
        )
        for group in sorted(own, key=lambda name: (order.index(name) if name in order else len(order), name))
    )


def sugiyono(states: Mapping[str, GroupState], by_group: Mapping[str, Tally], agreement: str) -> SugiyonoFields:
    """Which groups say the same, which differ, what one group alone says, and whether they agreed to it."""
    support, against = _in_state(states, GroupState.SUPPORT), _in_state(states, GroupState.CONTRADICT)
    same, different = (against, support) if len(against) > len(support) else (support, against)
    split = _in_state(states, GroupState.SPLIT)
    order = list(states)
    holders: dict[str, list[str]] = {}
    for group in order:
        for subcode in by_group.get(group, Tally()).subcodes:
            holders.setdefault(subcode, []).append(group)
    specific = sorted((groups[0], subcode) for subcode, groups in holders.items() if len(groups) == 1)
    return SugiyonoFields(
        same=same,
        different=tuple(sorted({*different, *split}, key=order.index)),
        specific=tuple(specific) if len(by_group) > 1 else (),
        agreement=agreement,
    )


def _asked(evidence: Evidence) -> dict[str, int]:
    """Asked by group; whoever gave evidence was asked, whatever the table says."""
    asked = dict(evidence.asked)
    speaking: dict[str, set[str]] = {}
    for unit in evidence.units:
        if unit.technique != AUTHOR:
            speaking.setdefault(unit.group, set()).add(unit.informant)
    for group in sorted(speaking):
        asked[group] = max(asked.get(group, 0), len(speaking[group]))
    return asked


def _voices(evidence: Evidence) -> int:
    """Authors who assert it; what only the study's design or perhaps only the author's text says is theirs too."""
    named = {unit.informant for unit in evidence.units if unit.technique == AUTHOR}
    return len(named) or int(any(doubtful(unit) for unit in evidence.units))


def _bound(
    evidence: Evidence, asked: Mapping[str, int], authors: int, options: TriangulationOptions, *, cautious: bool
) -> _Bound:
    found = witnesses(evidence, cautious=cautious)
    supporting = [witness for witness in found if witness.stance == "+"]
    states = group_states(tallies(found), asked, options)
    return _Bound(
        verdict=verdict_of(found, asked, authors, options),
        witnesses=found,
        measures=Measures(
            witnesses=len(supporting),
            independent_witnesses=effective_number(supporting, evidence.dependencies),
            groups=len(_in_state(states, GroupState.SUPPORT)),
            techniques=len(supporting_techniques(found)),
            negative_cases=sum(witness.stance in ("-", "mixed") for witness in found),
        ),
    )


def _in_state(states: Mapping[str, GroupState], wanted: GroupState) -> tuple[str, ...]:
    return tuple(group for group, state in states.items() if state is wanted)


def thresholds(options: TriangulationOptions) -> Sequence[tuple[str, float]]:
    """Every threshold with its name, for print."""
    return (
        ("min_groups", options.min_groups),
        ("min_techniques", options.min_techniques),
        ("tolerance", options.tolerance),
        ("max_silent", options.max_silent),
    )
