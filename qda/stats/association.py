"""How two things go together: c-coefficient, Jaccard, keyness, log ratio, Goodman and Kruskal's γ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.model.wording import _
from qda.stats.cooccurrence import UNEQUAL

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

CRITICAL = ((0.05, 3.84), (0.01, 6.63), (0.001, 10.83), (0.0001, 15.13))  # χ², one degree of freedom: p, G²


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number; `value` is None exactly where `why` says why it is undefined."""

    value: float | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CCoefficient:
    """How much two codes overlap.

    Attributes:
        value: 0–1; None where undefined.
        unequal: One code has more than five times the passages of the other, which keeps the value low.
        redundant: The count of overlaps is larger than two codes can have without being coded twice in one place.
        why: Why the value is undefined; "" where it is defined.
    """

    value: float | None
    unequal: bool = False
    redundant: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyness:
    """How much more often a word or code stands in one body of text than in another.

    Attributes:
        two_cell: G² over the two frequencies, 0 or more; None where undefined.
        four_cell: G² over the frequencies and all the other words, 0 or more; None where undefined.
        over: Whether the first body has relatively more (True), less (False), or the same (None).
        log_ratio: log2 of the ratio of the relative frequencies; ±1 is twice as often. A Measure of its own, since it
            is undefined where one body has none.
        why: Why G² is undefined; "" where it is defined.
    """

    two_cell: float | None
    four_cell: float | None
    over: bool | None
    log_ratio: Measure
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamma:
    """Association of two ordered scales.

    Attributes:
        value: −1 to 1; None where undefined.
        error: Asymptotic standard error; None where undefined, and at −1 and 1, where its formula gives a false 0.
        concordant: Pairs ordered alike on both scales.
        discordant: Pairs ordered the other way round.
        why: Why the value is undefined; "" where it is defined.
    """

    value: float | None
    error: float | None
    concordant: int
    discordant: int
    why: str = ""


def c_coefficient(n1: int, n2: int, n12: int) -> CCoefficient:
    """n12 / (n1 + n2 − n12).

    Args:
        n1: Passages with the first code, 0 or more.
        n2: Passages with the second.
        n12: Overlaps of both.

    Raises:
        ValueError: a number is negative.

    Undefined where neither code was used, and where overlaps exceed what gives at most 1: one passage then overlaps
    several of the other code (redundant coding). Source: manual of ATLAS.ti, version 22 (page not checked).
    `qda.stats.cooccurrence` gives the same for all pairs of codes at once.
    """
    if min(n1, n2, n12) < 0:
        raise ValueError("n1, n2, n12: from 0")
    if not n1 + n2:
        return CCoefficient(value=None, why=_("Undefined: neither code was used."))
    unequal = min(n1, n2) > 0 and max(n1, n2) > UNEQUAL * min(n1, n2)
    if 2 * n12 > n1 + n2:
        why = _(
            "Undefined: more overlaps than passages, because passages of one code overlap or repeat (redundant coding)."
        )
        return CCoefficient(value=None, unequal=unequal, redundant=True, why=why)
    return CCoefficient(value=n12 / (n1 + n2 - n12), unequal=unequal)


def jaccard(one: Flags, other: Flags) -> Measure:
    """Cases with both / cases with either, 0–1.

    Args:
        one: Whether each case has the first, shape (cases,). Every case counts as looked at: leave out the others.
        other: Whether it has the second, same shape.

    Raises:
        ValueError: the shapes differ.

    Undefined where no case has either. Source: Jaccard (1912; page not checked).
    """
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError("one, other: 1 dimension, the same length")
    either = int((one | other).sum())
    if not either:
        return Measure(value=None, why=_("Undefined: no case has either of the two."))
    return Measure(value=int((one & other).sum()) / either)


def keyness(a: int, b: int, c: int, d: int) -> Keyness:
    """Log-likelihood G² with two and with four cells, and the log ratio.

    Args:
        a: Frequency in the first body, 0 to c.
        b: Frequency in the second, 0 to d.
        c: Size of the first body (words, or segments), from 1.
        d: Size of the second.

    Raises:
        ValueError: a size is below 1, or a frequency outside its range.

    G² = 2 Σ observed · ln(observed / expected), a zero cell adding 0; two cells after Rayson and Garside (2000), four
    after Dunning (1993); log2((a / c) / (b / d)) after Hardie (2014) (pages not checked). G² is undefined where
    neither body has it; the log ratio where one has none, without a constant added in its place. Words of one text
    are not independent draws: the critical values in `CRITICAL` are too low for them.
    """
    if min(c, d) < 1 or not 0 <= a <= c or not 0 <= b <= d:
        raise ValueError("c, d: from 1; a: 0 to c; b: 0 to d")
    if not a + b:
        why = _("Undefined: it occurs in neither body of text.")
        return Keyness(two_cell=None, four_cell=None, over=None, log_ratio=Measure(value=None, why=why), why=why)
    share = (a + b) / (c + d)
    two = _likelihood(a, c * share) + _likelihood(b, d * share)
    four = two + _likelihood(c - a, c * (1 - share)) + _likelihood(d - b, d * (1 - share))
    return Keyness(
        two_cell=max(two, 0.0),
        four_cell=max(four, 0.0),
        over=None if a * d == b * c else a * d > b * c,
        log_ratio=_log_ratio(a, b, c, d),
    )


def goodman_kruskal_gamma(table: Whole) -> Gamma:
    """(concordant − discordant) / (concordant + discordant), over all pairs not tied on either scale.

    Args:
        table: Counts, shape (rows, columns), both scales ascending, 0 or more. Cases without a value are left out.

    Raises:
        ValueError: the table has another shape or negative counts.

    Undefined where every pair is tied. The standard error is the asymptotic one, not the one under independence.
    Source: Goodman and Kruskal (1954, 1963; pages not checked).
    """
    if table.ndim != 2 or (table < 0).any():
        raise ValueError("table: 2 dimensions, from 0")
    import numpy as np

    cells = table.astype(np.int64)
    alike, against = np.zeros_like(cells), np.zeros_like(cells)
    for i, j in np.ndindex(*cells.shape):
        alike[i, j] = cells[:i, :j].sum() + cells[i + 1 :, j + 1 :].sum()
        against[i, j] = cells[:i, j + 1 :].sum() + cells[i + 1 :, :j].sum()
    p, q = int((cells * alike).sum()), int((cells * against).sum())
    if not p + q:
        why = _("Undefined: every pair of cases is tied on one of the scales.")
        return Gamma(value=None, error=None, concordant=0, discordant=0, why=why)
    spread = float((cells * (q * alike.astype(float) - p * against.astype(float)) ** 2).sum())
    return Gamma(
        value=(p - q) / (p + q),
        error=4 / (p + q) ** 2 * spread**0.5 if p and q else None,
        concordant=p // 2,
        discordant=q // 2,
    )


def _likelihood(observed: int, expected: float) -> float:
    from math import log

    return 2 * observed * log(observed / expected) if observed else 0.0


def _log_ratio(a: int, b: int, c: int, d: int) -> Measure:
    from math import log2

    if not (a and b):
        return Measure(value=None, why=_("Undefined: one body of text has none, and nothing is added in its place."))
    return Measure(value=log2((a * d) / (b * c)))
