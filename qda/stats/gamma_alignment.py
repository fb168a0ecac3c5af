"""Which passages of several coders belong together: the alignment of least disorder, exactly.

A unitary alignment takes at most one passage of each coder; an alignment takes every passage exactly once. The best
one is an integer programme, solved by HiGHS over the unitary alignments that can be part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from qda.model.errors import MissingExtraError
from qda.model.wording import _
from qda.stats.ratings import Real, Whole

MOST = 3_000_000  # unitary alignments that may be looked at in one text
FEWER = 1e-7  # in Δ∅: what one unitary alignment more has to be worth
FINE = 1e3  # the solver stops within 1e-6 of the best; disorders are given to it this much larger


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissimilarity:
    """How unlike two passages are: α d_pos + β d_cat, against Δ∅ for a passage that has no counterpart.

    d_pos = ((|start − start'| + |end − end'|) / (length + length'))² Δ∅; d_cat is Δ∅ for two codes, else 0.

    Attributes:
        position: α, 0 or more.
        category: β, 0 or more.
        empty: Δ∅, above 0. It only sets the scale of disorders: γ is the same whatever it is.

    Raises:
        ValueError: a weight is out of range, or both α and β are 0.

    Source: Mathet, Widlöcher and Métivier (2015, section 4.2; pages not checked).
    """

    position: float = 1.0
    category: float = 1.0
    empty: float = 1.0

    def __post_init__(self) -> None:
        if self.position < 0 or self.category < 0 or self.position + self.category <= 0 or self.empty <= 0:
            raise ValueError("α and β must be 0 or more and not both 0, and Δ∅ must lie above 0")


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """One coder's passages in one text, ascending by start.

    Attributes:
        starts: Shape (passages,).
        ends: Shape (passages,), each after its start.
        kinds: Shape (passages,): the code, by number.
    """

    starts: Real
    ends: Real
    kinds: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The best alignment of one text.

    Attributes:
        members: Shape (unitary alignments, coders): number of the passage, −1 for none.
        disorders: Shape (unitary alignments,): the mean over pairs of coders.
    """

    members: Whole
    disorders: Real


@dataclass(frozen=True, slots=True, eq=False)
class _Partial:
    """Unitary alignments over the coders so far: members, each one's disorder with the others, and their sum."""

    members: Whole
    each: Real
    total: Real

    def only(self, rows: Whole | Real) -> _Partial:
        return _Partial(self.members[rows], self.each[rows], self.total[rows])


def best_alignment(coders: list[Passages], how: Dissimilarity) -> Alignment | None:
    """The alignment of least disorder of two coders or more; None where there are too many to look at.

    Of alignments that are as good, that of the fewest unitary alignments; of several such, whichever is found.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    optimize, sparse = _solver()
    candidates = _candidates(coders, how)
    if candidates is None:
        return None
    members = candidates.members
    costs = _costs(candidates, how)
    firsts = np.concatenate([[0], np.cumsum([len(each.starts) for each in coders])])
    column, coder = np.nonzero(members >= 0)
    row = firsts[coder] + members[column, coder]
    once = sparse.csc_array((np.ones(len(row)), (row, column)), shape=(int(firsts[-1]), len(costs)))
    found = optimize.milp(
        (costs / how.empty + FEWER) * FINE,
        integrality=np.ones(len(costs)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(once, 1, 1),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    chosen = np.flatnonzero(found.x > 0.5)
    return Alignment(members[chosen], costs[chosen])


def apart(one: Passages, two: Passages, of_one: Whole, of_two: Whole, how: Dissimilarity) -> tuple[Real, Real]:
    """α d_pos and β d_cat of passages of two coders, pair by pair."""
    ends = np.abs(one.ends[of_one] - two.ends[of_two])
    starts = np.abs(one.starts[of_one] - two.starts[of_two])
    lengths = one.ends[of_one] - one.starts[of_one] + two.ends[of_two] - two.starts[of_two]
    position = how.position * how.empty * ((starts + ends) / lengths) ** 2
    category = how.category * how.empty * (one.kinds[of_one] != two.kinds[of_two])
    return np.asarray(position, dtype=np.float64), np.asarray(category, dtype=np.float64)


def _candidates(coders: list[Passages], how: Dissimilarity) -> _Partial | None:
    """All unitary alignments but those that cost more than the same passages in two parts do."""
    n = len(coders)
    pairs = n * (n - 1) // 2
    known = _Partial(np.empty((0, n), dtype=np.int64), np.empty((0, n)), np.empty(0))
    for coder, passages in enumerate(coders):
        more = [known, _alone(coder, len(passages.starts), n)]
        for anchor in range(coder):
            rows = np.flatnonzero((known.members[:, :anchor] < 0).all(axis=1) & (known.members[:, anchor] >= 0))
            joined = _join(known.only(rows), coders, anchor, coder, how, (n - 1 + pairs) * how.empty)
            if joined is None:
                return None
            more.append(joined)
        known = _Partial(
            np.concatenate([each.members for each in more]),
            np.concatenate([each.each for each in more]),
            np.concatenate([each.total for each in more]),
        )
        if len(known.total) > MOST:
            return None
    size = (known.members >= 0).sum(axis=1)
    splits = (known.each <= (size - 1 + pairs)[:, None] * how.empty).all(axis=1)
    scatters = known.total <= (size * pairs - pairs + size * (size - 1) / 2) * how.empty
    return known.only(np.flatnonzero((size < 2) | (splits & scatters)))


def _join(
    known: _Partial, coders: list[Passages], anchor: int, coder: int, how: Dissimilarity, bound: float
) -> _Partial | None:
    """Each alignment, whose first coder is `anchor`, with each passage of the next coder that can belong to it.

    No passage of an alignment worth having is further than `bound` from all its others together: it would be cheaper
    alone.
    """
    low, high = _within_reach(coders[anchor], coders[coder], how, bound)
    first = known.members[:, anchor]
    many = high[first] - low[first]
    if int(many.sum()) > MOST:
        return None
    rows = np.repeat(np.arange(len(first)), many)
    added = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many - low[first], many)
    grown = known.only(rows)
    each, members = grown.each.copy(), grown.members.copy()
    for other in range(anchor, coder):
        real = np.flatnonzero(members[:, other] >= 0)
        position, category = apart(coders[other], coders[coder], members[real, other], added[real], how)
        each[real, other] += position + category
        each[real, coder] += position + category
    members[:, coder] = added
    total = grown.total + each[:, coder]
    return _Partial(members, each, total).only(np.flatnonzero((each <= bound).all(axis=1)))


def _within_reach(one: Passages, two: Passages, how: Dissimilarity, bound: float) -> tuple[Whole, Whole]:
    """For each passage of one coder the part of the other's, by start, outside of which all are beyond the bound."""
    everything = len(two.starts)
    if not how.position or not everything:
        return np.zeros(len(one.starts), dtype=np.int64), np.full(len(one.starts), everything, dtype=np.int64)
    longest = float((two.ends - two.starts).max())
    reach = np.sqrt(bound / (how.position * how.empty)) * (one.ends - one.starts + longest)
    low = np.searchsorted(two.starts, one.starts - reach, side="left")
    high = np.searchsorted(two.starts, one.starts + reach, side="right")
    return np.asarray(low, dtype=np.int64), np.asarray(high, dtype=np.int64)


def _alone(coder: int, passages: int, coders: int) -> _Partial:
    members = np.full((passages, coders), -1, dtype=np.int64)
    members[:, coder] = np.arange(passages)
    return _Partial(members, np.zeros((passages, coders)), np.zeros(passages))


def _costs(candidates: _Partial, how: Dissimilarity) -> Real:
    """The mean over pairs of coders, Δ∅ for each pair in which one or both have nothing."""
    coders = candidates.members.shape[1]
    pairs = coders * (coders - 1) / 2
    size = (candidates.members >= 0).sum(axis=1)
    return np.asarray((candidates.total + (pairs - size * (size - 1) / 2) * how.empty) / pairs, dtype=np.float64)


def _solver() -> tuple[ModuleType, ModuleType]:
    try:
        from scipy import optimize, sparse
    except ImportError:
        what = _("γ needs the library scipy, which is not installed.")
        raise MissingExtraError(what, mend=_("Type: pip install 'qda[stats]'")) from None
    return optimize, sparse
