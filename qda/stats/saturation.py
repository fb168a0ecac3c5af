"""Saturation of codes after Guest, Namey and Chen: base, runs, and how much of the result is the order's doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.model.wording import _

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Incidence = npt.NDArray[np.bool_]

BASE, RUN, THRESHOLD = 4, 2, 0.05
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXACT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One run: interviews `first` to `last` (1-based, both included), their new codes, new codes / base codes."""

    first: int
    last: int
    new: int
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """What the criterion says of interviews in one order.

    Attributes:
        base: Interviews that make the base.
        run: Interviews in a run.
        threshold: Highest ratio that counts as saturated, 0–1.
        base_codes: Different codes in the base; None where there are fewer interviews than the base.
        steps: Every run after the base, each beginning one interview later; empty where undefined.
        at: Interview before the first run at or below the threshold (1-based); None where there is none.
        again: Whether a later run lies above the threshold once more.
        why: Why the criterion is undefined for these interviews; "" where it is defined.
    """

    base: int
    run: int
    threshold: float
    base_codes: int | None
    steps: tuple[Step, ...]
    at: int | None
    again: bool
    why: str = ""

    @property
    def notation(self) -> str | None:
        """`6⁺²`: saturated at interview 6, seen after 2 more; None where not saturated."""
        return None if self.at is None else f"{self.at}⁺{str(self.run).translate(_RAISED)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The criterion over random orders of the same interviews.

    Attributes:
        orders: Orders drawn.
        seed: Seed of the generator.
        saturated: Orders in which the criterion is met.
        undefined: Orders whose base has no code; they count as not saturated.
        share: `saturated` / `orders`, 0–1; None where undefined.
        median: Median of the interview of saturation over the orders that are saturated; None where none is.
        lowest: Smallest such interview; None where no order is saturated.
        highest: Largest; None where no order is saturated.
        why: Why nothing was drawn; "" where it was.
    """

    orders: int
    seed: int
    saturated: int = 0
    undefined: int = 0
    share: float | None = None
    median: float | None = None
    lowest: int | None = None
    highest: int | None = None
    why: str = ""


def saturation(new: Whole, *, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD) -> Saturation:
    """Where new codes become rare: new codes of a run / codes of the base at or below the threshold.

    Args:
        new: New codes of each interview in order, shape (interviews,), 0 or more. An interview that nobody has coded
            yet is missing, not 0: leave it out.
        base: Interviews of the base, from 1.
        run: Interviews of a run, from 1.
        threshold: 0–1; Guest and others use 0.05, or 0.

    Raises:
        ValueError: an argument lies outside its range.

    Undefined, with the reason, where there are fewer than `base` + `run` interviews or the base has no code.
    Source: Guest, Namey and Chen (2020), "A simple method to assess and report thematic saturation in qualitative
    research" (page not checked).
    """
    if base < 1 or run < 1 or not 0 <= threshold <= 1 or new.ndim != 1 or (new < 0).any():
        raise ValueError("new: 1 dimension, from 0; base and run: from 1; threshold: 0–1")
    codes = int(new[:base].sum()) if len(new) >= base else None
    why = _undefined(len(new), codes, base, run)
    steps = () if why or not codes else _steps(new, codes, base, run)
    below = [step.ratio <= threshold + _EXACT for step in steps]
    first = below.index(True) if True in below else None
    return Saturation(
        base=base,
        run=run,
        threshold=threshold,
        base_codes=codes,
        steps=steps,
        at=None if first is None else steps[first].first - 1,
        again=first is not None and not all(below[first:]),
        why=why,
    )


def new_codes(incidence: Incidence) -> Whole:
    """Codes that each interview is the first to have.

    Args:
        incidence: Shape (interviews, codes), interviews in order; whether the interview has the code. A code that
            no interview has counts nowhere.
    """
    import numpy as np

    if not incidence.size:
        return np.zeros(len(incidence), dtype=np.int64)
    first = incidence.argmax(axis=0)[incidence.any(axis=0)]
    return np.bincount(first, minlength=len(incidence)).astype(np.int64)


def over_orders(
    incidence: Incidence,
    *,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    orders: int = 1000,
    seed: int = 1,
) -> Orders:
    """The criterion in random orders of the interviews: what of the result is the order, and what the material.

    Args:
        incidence: Shape (interviews, codes): whether the interview has the code.
        base: Interviews of the base, from 1.
        run: Interviews of a run, from 1.
        threshold: 0–1.
        orders: Orders drawn with equal probability, from 1; the same may come twice.
        seed: Of numpy's default generator; the same seed gives the same result.

    Raises:
        ValueError: an argument lies outside its range.

    Undefined, with the reason, where there are fewer than `base` + `run` interviews, or no interview has a code.
    Randomised orders after the rarefaction of ecology (Colwell and Coddington 1994; page not checked); Guest, Namey
    and Chen (2020) take the interviews in one order only.
    """
    import numpy as np

    if orders < 1:
        raise ValueError("orders: from 1")
    given = saturation(new_codes(incidence), base=base, run=run, threshold=threshold)
    some = bool(incidence.any())
    if len(incidence) < base + run or not some:
        return Orders(orders=orders, seed=seed, why=given.why or _no_code())
    used = incidence[:, incidence.any(axis=0)]
    draw = np.random.default_rng(seed)
    found, undefined = [], 0
    for _order in range(orders):
        one = saturation(new_codes(used[draw.permutation(len(used))]), base=base, run=run, threshold=threshold)
        undefined += bool(one.why)
        if one.at is not None:
            found.append(one.at)
    return Orders(
        orders=orders,
        seed=seed,
        saturated=len(found),
        undefined=undefined,
        share=len(found) / orders,
        median=float(np.median(found)) if found else None,
        lowest=min(found, default=None),
        highest=max(found, default=None),
    )


def _steps(new: Whole, codes: int, base: int, run: int) -> tuple[Step, ...]:
    counted = [int(new[begin : begin + run].sum()) for begin in range(base, len(new) - run + 1)]
    return tuple(
        Step(first=base + i + 1, last=base + i + run, new=count, ratio=count / codes) for i, count in enumerate(counted)
    )


def _undefined(interviews: int, codes: int | None, base: int, run: int) -> str:
    if interviews < base + run:
        return _(
            "Undefined: a base of {base} and a run of {run} need {need} coded interviews; there are {have}."
        ).format(base=base, run=run, need=base + run, have=interviews)
    return "" if codes else _no_code()


def _no_code() -> str:
    return _("Undefined: the interviews of the base have no code, so that there is nothing to compare new codes with.")
