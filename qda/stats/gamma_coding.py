"""γcat and γk: the codes alone, where passages were aligned."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient, one_category
from qda.stats.gamma_alignment import Alignment, Dissimilarity, Passages, apart
from qda.stats.ratings import Real, Whole

NOTHING = -1  # in the place of a code: this coder has no passage there


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Aligned pairs of passages.

    Attributes:
        first: Shape (pairs,): the code of one, by number.
        second: Shape (pairs,): the code of the other; −1 for none.
        weight: Shape (pairs,): what the pair counts for, 0–1.
    """

    first: Whole
    second: Whole
    weight: Real


def pairs_of(coders: list[Passages], best: Alignment, how: Dissimilarity, *, alone: bool) -> Pairs:
    """The pairs of one text: max(0, 1 − α d_pos / Δ∅) / (passages in the unitary alignment − 1) each.

    Args:
        coders: The readers' passages.
        best: Their alignment.
        how: The dissimilarity.
        alone: Whether a passage and a coder without one are a pair too, of weight 1.

    Source: Mathet (2017, section 4.2; pages not checked), with α in the weight as in its author's program.
    """
    size = (best.members >= 0).sum(axis=1)
    found = []
    for one, two in combinations(range(len(coders)), 2):
        has_one, has_two = best.members[:, one] >= 0, best.members[:, two] >= 0
        rows = np.flatnonzero(has_one & has_two)
        of_one, of_two = best.members[rows, one], best.members[rows, two]
        position, _category = apart(coders[one], coders[two], of_one, of_two, how)
        weight = np.maximum(0, 1 - position / how.empty) / (size[rows] - 1)
        found.append(Pairs(coders[one].kinds[of_one], coders[two].kinds[of_two], weight))
        if alone:
            for coder, only in ((one, has_one & ~has_two), (two, has_two & ~has_one)):
                kinds = coders[coder].kinds[best.members[only, coder]]
                found.append(Pairs(kinds, np.full(len(kinds), NOTHING), np.ones(len(kinds))))
    return together(found)


def together(pairs: list[Pairs]) -> Pairs:
    """The pairs of several, one list or more, as one."""
    return Pairs(
        np.concatenate([each.first for each in pairs]),
        np.concatenate([each.second for each in pairs]),
        np.concatenate([each.weight for each in pairs]),
    )


def coding_alone(name: str, observed: Pairs | None, chance: list[Pairs], because: str, kind: int | None) -> Coefficient:
    """1 − share of pairs that differ / mean share in the chance texts that have such pairs, by weight.

    `units` are the pairs with weight, `ratings` their passages. Undefined where none has weight and where chance gives
    no difference.

    Args:
        name: The coefficient's name.
        observed: The pairs of the best alignment; None where there is none.
        chance: Those of each chance text.
        because: Why γ itself is undefined, "" where it is not.
        kind: For γk the code, by number; None for γcat.
    """
    if because or observed is None:
        return Coefficient(name=name, value=None, because=because)
    share, pairs = _differing(observed, kind)
    if share is None:
        because = _("no passages with this code were aligned") if kind is not None else _("no passages were aligned")
        return Coefficient(name=name, value=None, because=because)
    known = [each for each in (_differing(made, kind)[0] for made in chance) if each is not None]
    expected = float(np.mean(known)) if known else 0.0
    if expected <= 0:
        return Coefficient(name=name, value=None, because=one_category(), units=pairs, ratings=2 * pairs)
    return Coefficient(
        name=name,
        value=1 - share / expected,
        observed=share,
        expected=expected,
        units=pairs,
        ratings=2 * pairs,
    )


def _differing(pairs: Pairs, kind: int | None) -> tuple[float | None, int]:
    """The share, by weight, of pairs that differ in code, and their number; None where none has weight."""
    chosen = np.ones(len(pairs.first), dtype=np.bool_)
    if kind is not None:
        chosen = (pairs.first == kind) | (pairs.second == kind)
    weight = pairs.weight[chosen]
    whole = float(weight.sum())
    if whole <= 0:
        return None, 0
    differ = (pairs.first != pairs.second)[chosen]
    return float(weight[differ].sum()) / whole, int((weight > 0).sum())
