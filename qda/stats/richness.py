"""How many codes there may be beyond those seen (Chao1, Chao2), and how complete the sample is (coverage)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.model.wording import _

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Incidence = npt.NDArray[np.bool_]

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Richness:
    """An estimate of the number of codes, a lower bound by its nature.

    Attributes:
        observed: Different codes seen.
        n: Codings (Chao1) or interviews (Chao2).
        once: Codes seen once (f1), or in one interview (Q1).
        twice: Codes seen twice (f2), or in two interviews (Q2).
        estimate: Codes there are at least, by estimate, `observed` or more; None where undefined.
        error: Standard error; None where undefined.
        low: Lower end of the 95 % interval, `observed` or more; None where undefined.
        high: Upper end; None where undefined.
        why: Why the estimate is undefined; "" where it is defined.
        why_no_error: Why error and interval are undefined; "" where they are defined.
    """

    observed: int
    n: int
    once: int
    twice: int
    estimate: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""
    why_no_error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Estimated share, 0–1, of all mentions that belong to codes already seen.

    Attributes:
        good_turing: 1 − f1 / n; None where undefined.
        chao_jost: The same corrected by the codes seen twice; None where undefined.
        why: Why what is undefined is so; "" where both are defined.
    """

    good_turing: float | None
    chao_jost: float | None
    why: str = ""


def chao1(counts: Whole) -> Richness:
    """Chao's estimator from how often each code was used.

    Args:
        counts: Codings of each code, shape (codes,), 0 or more; codes with 0 were not seen and count nowhere.

    Raises:
        ValueError: `counts` has another shape, or holds negative numbers.

    S + ((n − 1) / n) · f1² / (2 f2); where f2 = 0 with f1 (f1 − 1) / 2 in place of the last factor. Standard error
    and log-normal interval as in Chao (1987). Undefined where nothing was seen; without an error where no code was
    seen once, or the estimate adds nothing. Source: Chao (1984), Chao (1987), and for f2 = 0 Chao and others (2014)
    (pages not checked). Codings of one talk are not independent draws: for interviews `chao2` is the fitting one.
    """
    seen = _counted(counts)
    return _richness(observed=len(seen), n=int(seen.sum()), once=int((seen == 1).sum()), twice=int((seen == 2).sum()))


def chao2(incidence: Incidence) -> Richness:
    """Chao's estimator from the interviews in which each code occurs.

    Args:
        incidence: Shape (interviews, codes): whether the interview has the code. An interview that nobody has coded
            is missing: leave it out.

    Raises:
        ValueError: `incidence` has another shape.

    The formulas of `chao1` with interviews m for n, and Q1, Q2 (codes in one, in two interviews) for f1, f2. Undefined
    where nothing was seen, and with fewer than two interviews. Source: Chao (1987); Colwell and others (2012) (pages
    not checked).
    """
    interviews = _interviews(incidence)
    return _richness(
        observed=int((interviews > 0).sum()),
        n=len(incidence),
        once=int((interviews == 1).sum()),
        twice=int((interviews == 2).sum()),
    )


def coverage(counts: Whole) -> Coverage:
    """How complete a sample of codings is.

    Args:
        counts: Codings of each code, shape (codes,), 0 or more.

    Raises:
        ValueError: `counts` has another shape, or holds negative numbers.

    Good–Turing: 1 − f1 / n (Good 1953). Chao–Jost: 1 − (f1 / n) · (n − 1) f1 / ((n − 1) f1 + 2 f2), where f2 = 0 with
    f1 − 1 for f1 in the fraction and 2 for 2 f2 (Chao and Jost 2012; pages not checked). Undefined where nothing was
    seen; Chao–Jost also where one code was seen once and none twice, of which the formula makes a coverage of 1.
    """
    seen = _counted(counts)
    total = int(seen.sum())
    return _coverage(total=total, draws=total, once=int((seen == 1).sum()), twice=int((seen == 2).sum()))


def incidence_coverage(incidence: Incidence) -> Coverage:
    """How complete a sample of interviews is.

    Args:
        incidence: Shape (interviews, codes): whether the interview has the code.

    Raises:
        ValueError: `incidence` has another shape.

    As `coverage`, with Q1, Q2 for f1, f2, all incidences for n in f1 / n, and interviews m for n elsewhere (Chao and
    others 2014; page not checked). Undefined also with fewer than two interviews.
    """
    interviews = _interviews(incidence)
    return _coverage(
        total=int(interviews.sum()),
        draws=len(incidence),
        once=int((interviews == 1).sum()),
        twice=int((interviews == 2).sum()),
    )


def expected_codes(incidence: Incidence) -> tuple[float, ...]:
    """Different codes to be expected in 1, 2 … of the interviews, taken in any order: the curve without its order.

    Args:
        incidence: Shape (interviews, codes): whether the interview has the code. A code that no interview has counts
            nowhere.

    Raises:
        ValueError: `incidence` has another shape.

    Returns:
        One number for each number of interviews, the last being all codes seen: the mean over all orders, exactly,
        Σ 1 − C(m − Q, k) / C(m, k) over codes in Q of m interviews. Source: Colwell, Mao and Chang (2004), "Mao Tau"
        (page not checked).
    """
    from math import comb

    seen = [int(q) for q in _interviews(incidence) if q]
    m = len(incidence)
    return tuple(sum(1 - comb(m - q, k) / comb(m, k) for q in seen) for k in range(1, m + 1))


def _counted(counts: Whole) -> Whole:
    if counts.ndim != 1 or (counts < 0).any():
        raise ValueError("counts: 1 dimension, from 0")
    seen: Whole = counts[counts > 0]
    return seen


def _interviews(incidence: Incidence) -> Whole:
    if incidence.ndim != 2:
        raise ValueError("incidence: 2 dimensions, interviews × codes")
    found: Whole = incidence.astype(bool).sum(axis=0)
    return found


def _why(total: int, draws: int) -> str:
    if not total:
        return _("Undefined: no code was seen.")
    return "" if draws > 1 else _("Undefined: one interview or coding says nothing of what others would add.")


def _richness(*, observed: int, n: int, once: int, twice: int) -> Richness:
    from math import sqrt

    why = _why(observed, n)
    if why:
        return Richness(observed=observed, n=n, once=once, twice=twice, why=why, why_no_error=why)
    factor = (n - 1) / n
    unseen = factor * (once**2 / (2 * twice) if twice else once * (once - 1) / 2)
    estimate = observed + unseen
    if not unseen:
        return Richness(
            observed=observed,
            n=n,
            once=once,
            twice=twice,
            estimate=estimate,
            why_no_error=_("No standard error: too few codes were seen only once to estimate any beyond those seen."),
        )
    error = sqrt(_variance(factor, once, twice, estimate))
    low, high = _interval(observed, unseen, error)
    return Richness(observed=observed, n=n, once=once, twice=twice, estimate=estimate, error=error, low=low, high=high)


def _variance(factor: float, once: int, twice: int, estimate: float) -> float:
    if twice:
        ratio = once / twice
        return twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return (
        factor * once * (once - 1) / 2
        + factor**2 * once * (2 * once - 1) ** 2 / 4
        - factor**2 * once**4 / (4 * estimate)
    )


def _interval(observed: int, unseen: float, error: float) -> tuple[float, float]:
    """Log-normal, so that it never goes below what was seen (Chao 1987)."""
    from math import exp, log, sqrt

    spread = exp(Z95 * sqrt(log(1 + (error / unseen) ** 2)))
    return observed + unseen / spread, observed + unseen * spread


def _coverage(*, total: int, draws: int, once: int, twice: int) -> Coverage:
    why = _why(total, draws)
    if why:
        return Coverage(good_turing=None, chao_jost=None, why=why)
    good_turing = 1 - once / total
    if once == 1 and not twice:
        why = _("Chao and Jost's coverage is undefined: one code was seen once and none twice.")
        return Coverage(good_turing=good_turing, chao_jost=None, why=why)
    weight = (draws - 1) * (once if twice else once - 1)
    missed = once / total * weight / (weight + 2 * (twice or 1)) if once else 0.0
    return Coverage(good_turing=good_turing, chao_jost=1 - missed)
