"""The same rows under the two meanings of an absent row, and tables that are refused."""

from __future__ import annotations

import numpy as np
import pytest

from qda.stats.krippendorff import krippendorff_alpha
from qda.stats.ratings import (
    NOTHING,
    Absent,
    Ratings,
    ratings_of_counts,
    ratings_of_crosstab,
    ratings_of_numbers,
    ratings_of_rows,
)

# Ten units; both coders have a row for six of them, and a single one has a row for the other four.
UNIT = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9])
CODER = np.array([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1])
CODE = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1])


def rows(absent: Absent) -> Ratings:
    return ratings_of_rows(UNIT, CODER, CODE, units=10, coders=2, categories=("a", "b"), absent=absent)


def test_what_an_absent_row_means_decides_the_value() -> None:
    missing, not_coded = rows(Absent.MISSING), rows(Absent.NOT_CODED)
    assert krippendorff_alpha(missing).value == pytest.approx(1 - (1 / 6) / (2 * 7 * 5 / (12 * 11)))
    assert krippendorff_alpha(not_coded).value == pytest.approx(1 - 0.5 / (2 * (9 * 7 + 9 * 4 + 7 * 4) / (20 * 19)))
    assert (missing.absent, not_coded.absent) == (Absent.MISSING, Absent.NOT_CODED)


def test_the_same_table_is_good_agreement_or_worse_than_chance() -> None:
    """α .597 or −.378 by that choice alone: 16 units that both coded, 44 more that only one of the two did."""
    both, alone = [(0, 0)] * 9 + [(0, 1)] * 3 + [(1, 1)] * 4, [(0, 0)] * 22 + [(1, 0)] * 22
    unit = np.array([*np.repeat(np.arange(16), 2), *range(16, 60)])
    coder = np.array([*([0, 1] * 16), *(who for who, _code in alone)])
    code = np.array([*(one for pair in both for one in pair), *(given for _who, given in alone)])

    def alpha(absent: Absent) -> float | None:
        table = ratings_of_rows(unit, coder, code, units=60, coders=2, categories=("a", "b"), absent=absent)
        return krippendorff_alpha(table).value

    assert alpha(Absent.MISSING) == pytest.approx(0.597, abs=5e-4)
    assert alpha(Absent.NOT_CODED) == pytest.approx(-0.378, abs=5e-4)


def test_the_choice_has_no_default() -> None:
    with pytest.raises(TypeError, match="absent"):
        ratings_of_rows(UNIT, CODER, CODE, units=10, coders=2, categories=("a", "b"))  # type: ignore[call-arg]


def test_not_coded_is_a_category() -> None:
    ratings = rows(Absent.NOT_CODED)
    assert ratings.categories == ("a", "b", NOTHING)
    assert ratings.codes[6].tolist() == [0, 2]
    assert rows(Absent.MISSING).codes[6].tolist() == [0, -1]


def test_two_codes_for_one_unit_are_refused() -> None:
    with pytest.raises(ValueError, match="two codes"):
        ratings_of_rows(
            np.array([0, 0]),
            np.array([1, 1]),
            np.array([0, 1]),
            units=1,
            coders=2,
            categories=("a", "b"),
            absent=Absent.MISSING,
        )


def test_numbers_become_categories_in_their_order() -> None:
    ratings = ratings_of_numbers(np.array([[2.5, np.nan], [-1, 2.5]]))
    assert ratings.codes.tolist() == [[1, -1], [0, 1]]
    assert ratings.categories == ("-1", "2.5")
    assert ratings.values is not None
    assert ratings.values.tolist() == [-1, 2.5]


def test_tables_come_back_as_units() -> None:
    crossed = ratings_of_crosstab(np.array([[1, 2], [0, 1]]), ("a", "b"))
    assert crossed.codes.tolist() == [[0, 0], [0, 1], [0, 1], [1, 1]]
    counted = ratings_of_counts(np.array([[2, 1], [0, 1]]), ("a", "b"))
    assert counted.codes.tolist() == [[0, 0, 1], [1, -1, -1]]
    assert not counted.coders_known


def test_impossible_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="dimensions"):
        Ratings(codes=np.zeros(3, dtype=np.int64), categories=("a",))
    with pytest.raises(ValueError, match="position"):
        Ratings(codes=np.array([[1, 0]]), categories=("a",))
    with pytest.raises(ValueError, match="one value"):
        Ratings(codes=np.array([[0, 0]]), categories=("a",), values=np.array([1.0, 2.0]))


def test_equal_rows_have_equal_patterns() -> None:
    ratings = Ratings(codes=np.array([[0, 1], [1, 0], [0, 1], [-1, 1]]), categories=("a", "b"))
    found = ratings.patterns()
    assert found[0] == found[2]
    assert len(set(found.tolist())) == 3
