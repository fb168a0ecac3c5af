"""Hierarchical clustering with average linkage, its cut, and how well the tree keeps the similarities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Real = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

_TIE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two clusters become one.

    Attributes:
        left: The one that holds the smaller first member; below n an item, else n + the position of its join.
        right: The other.
        height: Average distance between the members of the two.
        size: Members of both together.
    """

    left: int
    right: int
    height: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """How alike the rows of a table are, each shape (rows, rows).

    Attributes:
        similarity: 0–1; 1 on the diagonal.
        either: Columns behind each similarity: those that either row has.
    """

    similarity: Real
    either: Real


def jaccard_of_asked(said: Flags, asked: Flags) -> Likeness:
    """Columns that both rows have as a share of those that either has, over the columns asked of both.

    Args:
        said: Shape (rows, columns): whether the row has the column.
        asked: The same shape: whether the row could have it; true wherever `said` is.

    Raises:
        ValueError: the shapes differ, or something is said that was not asked.

    0 where neither has any column that both were asked about. Source: Jaccard (1901; page not checked); that only
    what both were asked about counts is a rule of this program.
    """
    import numpy as np

    if said.shape != asked.shape or said.ndim != 2 or (said & ~asked).any():
        raise ValueError("said, asked: one shape; what is said was asked")
    s, a = said.astype(np.float64), asked.astype(np.float64)
    both = s @ s.T
    either = s @ a.T + a @ s.T - both
    similarity: Real = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    np.fill_diagonal(similarity, 1.0)
    return Likeness(similarity=similarity, either=either)


def average_linkage(distance: Real) -> tuple[Join, ...]:
    """Join the two clusters that are nearest on average until one is left; n − 1 joins, heights never falling.

    Args:
        distance: Shape (n, n), symmetric, 0 or more, the diagonal ignored.

    Raises:
        ValueError: it is not square and symmetric, or holds missing or negative values.

    Of pairs equally near, the one whose first members come first is joined first, so that the result depends on the
    order of the items and on nothing else. Source: Sokal and Michener (1958; unweighted pair groups, page not checked).
    """
    import numpy as np

    d = np.array(distance, dtype=np.float64)
    n = len(d)
    if d.shape != (n, n) or not np.isfinite(d).all() or (d < 0).any() or not np.allclose(d, d.T):
        raise ValueError("distance: square, symmetric, finite, from 0")
    np.fill_diagonal(d, np.inf)
    name, size = list(range(n)), np.ones(n)
    joins: list[Join] = []
    for step in range(n - 1):
        i, j = divmod(int(np.argmax((d <= d.min() + _TIE).ravel())), n)
        height = float(d[i, j])
        joins.append(Join(left=name[i], right=name[j], height=height, size=int(size[i] + size[j])))
        merged = (size[i] * d[i] + size[j] * d[j]) / (size[i] + size[j])
        d[i], d[:, i] = merged, merged
        d[j], d[:, j], d[i, i] = np.inf, np.inf, np.inf
        size[i] += size[j]
        name[i] = n + step
    return tuple(joins)


def members(joins: tuple[Join, ...], n: int, node: int) -> tuple[int, ...]:
    """The items under a node, in the order of the tree."""
    found, ahead = [], [node]
    while ahead:
        here = ahead.pop()
        if here < n:
            found.append(here)
        else:
            ahead += [joins[here - n].right, joins[here - n].left]
    return tuple(found)


def cut(joins: tuple[Join, ...], n: int, clusters: int) -> tuple[int, ...]:
    """The nodes that are left where the tree is cut into so many clusters, by first member.

    Raises:
        ValueError: fewer than 1 cluster or more than items.
    """
    if not 1 <= clusters <= n:
        raise ValueError("clusters: 1 to the number of items")
    nodes = set(range(n))
    for step, join in enumerate(joins[: n - clusters]):
        nodes -= {join.left, join.right}
        nodes.add(n + step)
    return tuple(sorted(nodes, key=lambda node: min(members(joins, n, node))))


def widest_gap(joins: tuple[Join, ...], most: int) -> int:
    """The number of clusters, 2 to `most`, below which the next join costs most: the widest gap between heights.

    A convention, not a test: the tree has a widest gap whether there are clusters or not. The fewest clusters of
    equally wide gaps. 1 where there are fewer than two joins or every join is at the same height.
    """
    best, widest = 1, _TIE
    for clusters in range(2, min(most, len(joins)) + 1):
        gap = joins[len(joins) - clusters + 1].height - joins[len(joins) - clusters].height
        if gap > widest + _TIE:
            best, widest = clusters, gap
    return best


def cophenetic_correlation(distance: Real, joins: tuple[Join, ...]) -> float | None:
    """Pearson's correlation of the distances with the heights at which the tree joins each pair, −1 to 1.

    None for fewer than three items or where all distances or all heights are equal. Source: Sokal and Rohlf (1962;
    page not checked).
    """
    import numpy as np

    n = len(distance)
    if n < 3:
        return None
    height = np.zeros((n, n))
    under: dict[int, list[int]] = {item: [item] for item in range(n)}
    for step, join in enumerate(joins):
        left, right = under.pop(join.left), under.pop(join.right)
        height[np.ix_(left, right)] = join.height
        height[np.ix_(right, left)] = join.height
        under[n + step] = left + right
    upper = np.triu_indices(n, 1)
    one, other = np.asarray(distance, dtype=np.float64)[upper], height[upper]
    one, other = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / spread if spread > _TIE else None
