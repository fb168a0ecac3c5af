"""From witnesses to groups, pairs of groups and a verdict (method §4.4 steps 5–7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qda.model.evidence import GroupState, PairState, TriangulationOptions, VerdictWord, Witness

NEAR_PROMINENCE = 0.34  # Farmer's “prominence” agrees within this
FEW_ASKED = 3  # with fewer asked in either group, prominence tells nothing
SHARED_EXAMPLES = 0.5  # Farmer's “examples” agree from this Jaccard on
_EXACT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Witnesses of one group by stance, and the parts of the finding they speak to."""

    plus: int = 0
    minus: int = 0
    mixed: int = 0
    mention: int = 0
    subcodes: frozenset[str] = frozenset()
    supporting_subcodes: frozenset[str] = frozenset()

    @property
    def directed(self) -> int:
        """Witnesses who take a side."""
        return self.plus + self.minus + self.mixed


def tallies(witnesses: Sequence[Witness]) -> dict[str, Tally]:
    """One tally for each group that has a witness."""
    own: dict[str, list[Witness]] = {}
    for witness in witnesses:
        own.setdefault(witness.group, []).append(witness)
    return {group: _tally(members) for group, members in own.items()}


def _tally(members: Sequence[Witness]) -> Tally:
    stances = [member.stance for member in members]
    return Tally(
        plus=stances.count("+"),
        minus=stances.count("-"),
        mixed=stances.count("mixed"),
        mention=stances.count("m"),
        subcodes=frozenset(sub for member in members for sub in member.subcodes),
        supporting_subcodes=frozenset(
            sub for member in members if member.stance in ("+", "mixed") for sub in member.subcodes
        ),
    )


def group_state(tally: Tally, asked: int, tolerance: float) -> GroupState:
    """What one group says; a mixed witness is half for and half against."""
    if tally.directed == 0:
        if tally.mention:
            return GroupState.MENTION
        return GroupState.SILENT if asked > 0 else GroupState.NOT_ASKED
    share = (tally.plus + tally.mixed / 2) / tally.directed
    if share >= 1 - tolerance - _EXACT:
        return GroupState.SUPPORT
    return GroupState.CONTRADICT if share <= tolerance + _EXACT else GroupState.SPLIT


def group_states(
    by_group: Mapping[str, Tally], asked: Mapping[str, int], options: TriangulationOptions
) -> dict[str, GroupState]:
    """The state of every group in `asked`, in its order."""
    return {group: group_state(by_group.get(group, Tally()), n, options.tolerance) for group, n in asked.items()}


def prominence(by_group: Mapping[str, Tally], asked: Mapping[str, int]) -> dict[str, float]:
    """Share of those asked who take a side, 0–1; a group nobody asked has no entry."""
    return {group: by_group.get(group, Tally()).directed / n for group, n in asked.items() if n > 0}


def pair_state(one: GroupState, other: GroupState, tallied: tuple[Tally, Tally], asked: tuple[int, int]) -> PairState:
    """How two groups compare (Farmer et al. 2006); support against contradiction is always dissonance.

    Farmer would allow partial agreement where the examples coincide; the method hardens this on purpose.
    """
    states = {one, other}
    if GroupState.NOT_ASKED in states:
        return PairState.NA
    if GroupState.SILENT in states:
        return PairState.SILENCE_BOTH if states == {GroupState.SILENT} else PairState.SILENCE
    if states == {GroupState.SUPPORT, GroupState.CONTRADICT}:
        return PairState.DISSONANCE
    meaning = one == other and _near(tallied, asked)
    examples = _same_examples(tallied[0].subcodes, tallied[1].subcodes)
    if meaning and examples:
        return PairState.AGREEMENT
    return PairState.PARTIAL if meaning or examples else PairState.DISSONANCE


def pair_states(
    states: Mapping[str, GroupState], by_group: Mapping[str, Tally], asked: Mapping[str, int]
) -> tuple[tuple[str, str, PairState], ...]:
    """Every pair of groups, in the order of `states`."""
    return tuple(
        (
            a,
            b,
            pair_state(
                states[a], states[b], (by_group.get(a, Tally()), by_group.get(b, Tally())), (asked[a], asked[b])
            ),
        )
        for a, b in combinations(states, 2)
    )


def _near(tallied: tuple[Tally, Tally], asked: tuple[int, int]) -> bool:
    if min(asked) < FEW_ASKED:
        return True
    one, other = (tally.directed / n for tally, n in zip(tallied, asked, strict=True))
    return abs(one - other) <= NEAR_PROMINENCE + _EXACT


def _same_examples(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one and not other:
        return True
    return len(one & other) / len(one | other) >= SHARED_EXAMPLES - _EXACT


def verdict(
    by_group: Mapping[str, Tally],
    asked: Mapping[str, int],
    techniques: int,
    author_assertions: int,
    options: TriangulationOptions,
) -> VerdictWord:
    """The verdict, first match wins (method §4.4 step 7).

    Args:
        by_group: Tallies of the groups that have a witness.
        asked: All groups compared.
        techniques: Techniques among supporting witnesses.
        author_assertions: The researcher's own assertions, which are no witnesses.
        options: The thresholds.
    """
    if not by_group and author_assertions:
        return VerdictWord.ASSERTED
    if not by_group and not any(asked.values()):
        return VerdictWord.UNTESTED
    states = group_states(by_group, asked, options)
    counts = {state: list(states.values()).count(state) for state in GroupState}
    support, against = counts[GroupState.SUPPORT], counts[GroupState.CONTRADICT]
    split = counts[GroupState.SPLIT]
    if support + against + split == 0:
        return VerdictWord.UNSUPPORTED
    if support + split == 0:
        return VerdictWord.REFUTED if against >= options.min_groups else VerdictWord.DOUBTED
    if against + split > 0:
        return VerdictWord.DISSONANT
    if support == 1:
        return VerdictWord.SINGLE_SOURCE
    silent = counts[GroupState.SILENT] / sum(1 for n in asked.values() if n > 0)
    supporting = [by_group[group] for group, state in states.items() if state is GroupState.SUPPORT]
    return _of_several(supporting, techniques, silent, options)


def _of_several(
    supporting: Sequence[Tally], techniques: int, silent: float, options: TriangulationOptions
) -> VerdictWord:
    enough = len(supporting) >= options.min_groups
    if enough and _disjoint([tally.supporting_subcodes for tally in supporting]):
        return VerdictWord.COMPLEMENTARY
    if not enough or techniques < options.min_techniques or silent > options.max_silent + _EXACT:
        return VerdictWord.PARTIAL
    return VerdictWord.CONVERGENT


def _disjoint(sets: Sequence[frozenset[str]]) -> bool:
    """Whether each set holds something and no two share anything."""
    return all(sets) and len(frozenset[str]().union(*sets)) == sum(len(own) for own in sets)
