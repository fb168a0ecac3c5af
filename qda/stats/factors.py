"""Non-negative matrix factors: a table of cases by codes as a sum of a few patterns, none of them negative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Real = npt.NDArray[np.float64]

_TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factors:
    """A matrix V as W H, all non-negative; the strongest factor first.

    Attributes:
        cases: W, shape (rows, k).
        codes: H, shape (k, columns), each row with its largest loading 1; a factor that carries nothing is all 0.
        share: 1 − ‖V − W H‖² / ‖V‖², 0–1: how much of the squared entries the factors give back.
        rounds: Updates made.
        settled: Whether the error stopped falling before the last round allowed.
    """

    cases: Real
    codes: Real
    share: float
    rounds: int
    settled: bool


def non_negative_factors(table: Real, k: int, *, rounds: int = 2000, tolerance: float = 1e-7) -> Factors:
    """Factors by multiplicative updates from a start without chance, so that the same table gives the same factors.

    Args:
        table: V, shape (rows, columns), 0 or more, not all 0.
        k: How many factors, 1 to the smaller side.
        rounds: Updates at most.
        tolerance: Fall of the error over ten updates, as a share of ‖V‖², below which it stops.

    Raises:
        ValueError: the table holds missing or negative values or nothing but 0, or k is out of its range.

    The error never rises, but another start may end elsewhere: the factors are one reading of the table. Sources:
    Lee and Seung (2001; updates for the Euclidean distance), Boutsidis and Gallopoulos (2008; NNDSVD start, zeros
    filled with the mean so that no entry is locked); pages not checked.
    """
    import numpy as np

    v = np.asarray(table, dtype=np.float64)
    if v.ndim != 2 or not np.isfinite(v).all() or (v < 0).any() or not v.any():
        raise ValueError("table: 2 dimensions, finite, from 0, not all 0")
    if not 1 <= k <= min(v.shape):
        raise ValueError("k: 1 to the smaller side of the table")
    w, h = _start(v, k)
    whole = float((v**2).sum())
    before, done, settled = float("inf"), 0, False
    while done < rounds and not settled:
        h *= (w.T @ v) / (w.T @ w @ h + _TINY)
        w *= (v @ h.T) / (w @ (h @ h.T) + _TINY)
        done += 1
        if done % 10 == 0:
            error = float(((v - w @ h) ** 2).sum())
            settled = before - error < tolerance * whole
            before = error
    share = 1 - float(((v - w @ h) ** 2).sum()) / whole
    w, h = _scaled(w, h)
    return Factors(cases=w, codes=h, share=min(max(share, 0.0), 1.0), rounds=done, settled=settled)


def _start(v: Real, k: int) -> tuple[Real, Real]:
    import numpy as np

    u, s, vt = np.linalg.svd(v, full_matrices=False)
    w, h = np.zeros((v.shape[0], k)), np.zeros((k, v.shape[1]))
    w[:, 0], h[0] = np.sqrt(s[0]) * np.abs(u[:, 0]), np.sqrt(s[0]) * np.abs(vt[0])
    for n in range(1, k):
        up, vp = np.maximum(u[:, n], 0), np.maximum(vt[n], 0)
        um, vm = np.maximum(-u[:, n], 0), np.maximum(-vt[n], 0)
        plus, minus = np.linalg.norm(up) * np.linalg.norm(vp), np.linalg.norm(um) * np.linalg.norm(vm)
        left, right, size = (up, vp, plus) if plus >= minus else (um, vm, minus)
        if size > _TINY:
            w[:, n] = np.sqrt(s[n] * size) * left / np.linalg.norm(left)
            h[n] = np.sqrt(s[n] * size) * right / np.linalg.norm(right)
    mean = float(v.mean()) / 100
    return np.where(w < _TINY, mean, w), np.where(h < _TINY, mean, h)


def _scaled(w: Real, h: Real) -> tuple[Real, Real]:
    """Largest loading of each factor 1, factors by how much of the table they carry."""
    import numpy as np

    top = h.max(axis=1)
    safe = np.where(top > _TINY, top, 1.0)
    w, h = w * safe, h / safe[:, None]
    carried = (w**2).sum(axis=0) * (h**2).sum(axis=1)
    order = np.argsort(-np.round(carried, 9), kind="stable")
    return w[:, order], h[order]
