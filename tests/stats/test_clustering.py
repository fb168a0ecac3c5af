"""Average linkage on the five 5S sequences that textbooks work by hand, and on tables small enough to do so."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.clustering import (
    Join,
    average_linkage,
    cophenetic_correlation,
    cut,
    jaccard_of_asked,
    members,
    widest_gap,
)

# a–b 17, then (ab)–e (23 + 21) / 2 = 22, then c–d 28, then (abe)–(cd) (21 + 31 + 30 + 34 + 39 + 43) / 6 = 33
FIVE = np.array(
    [
        [0, 17, 21, 31, 23],
        [17, 0, 30, 34, 21],
        [21, 30, 0, 28, 39],
        [31, 34, 28, 0, 43],
        [23, 21, 39, 43, 0],
    ],
    dtype=float,
)


def test_the_textbook_example() -> None:
    assert average_linkage(FIVE) == (
        Join(left=0, right=1, height=17.0, size=2),
        Join(left=5, right=4, height=22.0, size=3),
        Join(left=2, right=3, height=28.0, size=2),
        Join(left=6, right=7, height=33.0, size=5),
    )


def test_a_cut_leaves_so_many_clusters_and_every_item_once() -> None:
    joins = average_linkage(FIVE)
    assert [members(joins, 5, node) for node in cut(joins, 5, 2)] == [(0, 1, 4), (2, 3)]
    assert [members(joins, 5, node) for node in cut(joins, 5, 3)] == [(0, 1, 4), (2,), (3,)]
    assert cut(joins, 5, 5) == (0, 1, 2, 3, 4)
    with pytest.raises(ValueError, match="clusters"):
        cut(joins, 5, 6)


def test_equally_near_pairs_join_in_the_order_of_the_items() -> None:
    """All at distance 1: 0–1, then (01)–2, then (012)–3."""
    joins = average_linkage(np.ones((4, 4)))
    assert [(join.left, join.right) for join in joins] == [(0, 1), (4, 2), (5, 3)]
    assert widest_gap(joins, 4) == 1
    assert cophenetic_correlation(np.ones((4, 4)), joins) is None


def test_the_widest_gap_between_heights_gives_the_number_of_clusters() -> None:
    """Heights 17, 22, 28, 33: gaps 5, 6, 5 from the bottom, so two joins are made and three clusters stay."""
    assert widest_gap(average_linkage(FIVE), 4) == 3
    assert widest_gap(average_linkage(FIVE), 2) == 2


def test_two_tight_pairs_far_apart() -> None:
    """Points 0, 1, 10, 12 on a line: (01) at 1, (10 12) at 2, both at (10 + 12 + 9 + 11) / 4 = 10.5."""
    points = np.array([0.0, 1.0, 10.0, 12.0])
    distance = np.abs(points[:, None] - points[None, :])
    joins = average_linkage(distance)
    assert [join.height for join in joins] == [1.0, 2.0, 10.5]
    assert widest_gap(joins, 3) == 2
    # distances 1 10 12 9 11 2 against heights 1 10.5 10.5 10.5 10.5 2
    assert cophenetic_correlation(distance, joins) == pytest.approx(
        np.corrcoef([1, 10, 12, 9, 11, 2], [1, *[10.5] * 4, 2])[0, 1]
    )


def test_what_is_no_table_of_distances_is_refused() -> None:
    for wrong in (np.array([[0.0, 1.0], [2.0, 0.0]]), np.array([[0.0, -1.0], [-1.0, 0.0]]), np.full((2, 2), np.nan)):
        with pytest.raises(ValueError, match="distance"):
            average_linkage(wrong)


def test_one_item_is_one_cluster() -> None:
    assert average_linkage(np.zeros((1, 1))) == ()
    assert cut((), 1, 1) == (0,)


class TestLikenessOfAsked:
    def test_counts_only_what_both_were_asked(self) -> None:
        """Rows 0 and 1 share the first column; row 0 alone has the second, which row 1 was not asked: 1 of 1."""
        said = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=bool)
        asked = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=bool)
        found = jaccard_of_asked(said, asked)
        assert found.similarity.tolist() == [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        assert found.either.tolist()[0] == [2.0, 1.0, 3.0]

    def test_refuses_what_was_said_but_not_asked(self) -> None:
        with pytest.raises(ValueError, match="was asked"):
            jaccard_of_asked(np.ones((1, 1), dtype=bool), np.zeros((1, 1), dtype=bool))
