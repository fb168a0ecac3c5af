"""What a coefficient of agreement gives back, and the reasons for which there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qda.model.wording import _
from qda.stats.ratings import Ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryValue:
    """A coefficient for one category against all others together; None where undefined, `because` says why."""

    category: str
    value: float | None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A coefficient of agreement.

    Attributes:
        name: Its name in the literature, the same in every language.
        value: At most 1; None where it is undefined. Never NaN, and never 1 for want of variation.
        because: Why it is undefined, a clause for people; "" where there is a value.
        observed: Observed agreement, 0–1; for Krippendorff's α observed disagreement Do, from 0, in δ² units.
        expected: Agreement by chance, 0–1; for α expected disagreement De. None where none is subtracted.
        units: Units that counted.
        ratings: Judgements that counted.
        error: Standard error by the paper's formula; None where this program has none (see `intervals`).
        error_by_chance: Standard error if the coders coded at random; None where the paper has none.
        maximum: The highest value that the coders' own margins allow; None where the paper has none.
        per_category: One entry for each category; empty where the paper has none.
    """

    name: str
    value: float | None
    because: str = ""
    observed: float | None = None
    expected: float | None = None
    units: int = 0
    ratings: int = 0
    error: float | None = None
    error_by_chance: float | None = None
    maximum: float | None = None
    per_category: tuple[CategoryValue, ...] = ()


def why_not(ratings: Ratings, *, exactly: int | None = None, who: bool = False, chance: bool = True) -> str:
    """Why a coefficient cannot be computed on these data, "" where it can.

    Args:
        ratings: The data.
        exactly: The number of coders that the coefficient compares, None for any.
        who: Whether it needs to know which coder gave which judgement.
        chance: Whether it subtracts agreement by chance, which units of one category alone do not let it; a unit
            that only one coder judged cannot supply the second category.
    """
    if exactly is not None and ratings.coders != exactly:
        return other_number(exactly, ratings.coders)
    if who and not ratings.coders_known:
        return _("it needs to know which coder gave which code, and only the counts are known")
    pairable = (ratings.codes >= 0).sum(axis=1) >= 2
    if not pairable.any():
        return no_pair()
    judged = ratings.codes[pairable]
    if chance and np.ptp(judged[judged >= 0]) == 0:
        return one_category()
    return ""


def other_number(needed: int, coders: int) -> str:
    """The reason where a coefficient compares another number of coders."""
    return _("it compares exactly {needed} coders, and there are {n}").format(needed=needed, n=coders)


def no_pair() -> str:
    """The reason where there is nothing to compare."""
    return _("no unit was coded by two coders")


def one_category() -> str:
    """The reason where nothing varies."""
    return _("only one category was used, so agreement cannot be told from chance")
