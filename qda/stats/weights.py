"""How far two categories lie apart: disagreement weights for κ, AC2 and their kin.

Every function gives a matrix (categories, categories), 0 on the diagonal, 1 the farthest. Krippendorff's own
distances depend on how often categories were used and are in `krippendorff`.
"""

from __future__ import annotations

import numpy as np

from qda.stats.ratings import Real


def nominal(categories: int) -> Real:
    """Every disagreement counts the same."""
    return 1.0 - np.eye(categories)


def linear(categories: int) -> Real:
    """|i − j| / (q − 1), after Cicchetti and Allison (1971; page not checked)."""
    return _steps(categories) / max(categories - 1, 1)


def quadratic(categories: int) -> Real:
    """((i − j) / (q − 1))², after Fleiss and Cohen (1973; page not checked)."""
    return linear(categories) ** 2


def gwet_ordinal(categories: int) -> Real:
    """C(|i − j| + 1, 2) / C(q, 2), after Gwet (2014; page not checked). Not Krippendorff's ordinal distance."""
    steps = _steps(categories)
    return steps * (steps + 1) / max(categories * (categories - 1), 1)


def given(weights: Real) -> Real:
    """Weights of the caller's, scaled so that the largest is 1.

    Raises:
        ValueError: not square, negative, all 0, or not 0 on the diagonal.
    """
    matrix = np.asarray(weights, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("weights must be a square matrix")
    if (matrix < 0).any() or np.diag(matrix).any() or not matrix.any():
        raise ValueError("weights must be 0 on the diagonal, 0 or more elsewhere, and not all 0")
    return np.asarray(matrix / matrix.max(), dtype=np.float64)


def _steps(categories: int) -> Real:
    place = np.arange(categories, dtype=np.float64)
    return np.abs(place[:, None] - place[None, :])
