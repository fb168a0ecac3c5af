"""How many codes two sets share, counted for all pairs of many sets without comparing each pair."""

from __future__ import annotations

from math import comb

import numpy as np
import numpy.typing as npt

from qda.stats.ratings import Real, Whole

Flags = npt.NDArray[np.bool_]

MOST_SUBSETS = 1 << 20  # beyond, comparing pairs is cheaper in memory


def overlaps(sets: Flags, times: Real) -> Real | None:
    """Shape (K + 1, K + 1, K + 1), K the largest size: pairs of sets by the two sizes and the codes that they share.

    Each ordered pair counts the product of `times`, a set with itself included. Pairs that share a given subset are
    counted for each subset that occurs; inclusion and exclusion make of them the pairs that share exactly s codes.

    Args:
        sets: Shape (sets, codes), all different.
        times: Shape (sets,): how often each was given, whole numbers.

    Returns:
        None where the sets have more than `MOST_SUBSETS` subsets together.
    """
    size = sets.sum(axis=1).astype(np.int64)
    if not len(size) or (np.exp2(size.astype(np.float64))).sum() > MOST_SUBSETS:
        return None
    largest = int(size.max())
    sharing = [_squares(np.zeros(len(size), dtype=np.int64), size, times, largest)]
    codes, start = np.nonzero(sets)[1], np.cumsum(size) - size
    owner, place, subset = np.arange(len(size)), np.full(len(size), -1), np.zeros(len(size), dtype=np.int64)
    for _level in range(largest):
        owner, place, subset = _longer(owner, place, subset, size)
        key = subset * sets.shape[1] + codes[start[owner] + place]
        subset = np.unique(key, return_inverse=True)[1].reshape(-1)
        sharing.append(_squares(subset, size[owner], times[owner], largest))
    found = np.zeros((largest + 1, largest + 1, largest + 1))
    for shared in range(largest + 1):
        for level in range(shared, largest + 1):
            found[:, :, shared] += (-1) ** (level - shared) * comb(level, shared) * sharing[level]
    return found


def _longer(owner: Whole, place: Whole, subset: Whole, size: Whole) -> tuple[Whole, Whole, Whole]:
    """Every subset with one later code of its set: whose it is, where that code stands in it, the subset before."""
    more = size[owner] - 1 - place
    first = np.cumsum(more) - more
    step = np.arange(int(more.sum())) - np.repeat(first, more)
    return np.repeat(owner, more), np.repeat(place + 1, more) + step, np.repeat(subset, more)


def _squares(subset: Whole, size: Whole, times: Real, largest: int) -> Real:
    """Shape (K + 1, K + 1): pairs of sets, by their sizes, that have the same subset; summed over subsets."""
    shape = (int(subset.max(initial=-1)) + 1, largest + 1)
    cells = np.bincount(subset * (largest + 1) + size, weights=times, minlength=shape[0] * shape[1]).reshape(shape)
    return np.asarray(cells.T @ cells, dtype=np.float64)
