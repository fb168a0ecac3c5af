"""Standard errors for yes-or-no codes from counted patterns, the same as those of the functions for one table."""

from __future__ import annotations

import numpy as np

from qda.stats.presence_values import Parts, Sums
from qda.stats.ratings import Real


def cohen_error(sums: Sums, parts: Parts) -> Real:
    """Of two coders' κ: Fleiss, Cohen and Everitt (1969), as in `qda.stats.kappa`. Shape (tables,)."""
    table = sums.pairs[..., 0, :].reshape(-1, 2, 2)
    n = table.sum(axis=(1, 2))
    share = table / np.maximum(n, 1)[:, None, None]
    row, column = share.sum(axis=2), share.sum(axis=1)
    observed, expected = parts.observed[:, None, None], np.asarray(parts.expected)[:, None, None]
    spread = np.eye(2) * (1 - expected) - (column[:, :, None] + row[:, None, :]) * (1 - observed)
    level = (observed * expected - 2 * expected + observed)[:, 0, 0]
    variance = (share * spread**2).sum(axis=(1, 2)) - level**2
    return np.asarray(np.sqrt(np.maximum(variance, 0) / n) / (1 - expected[:, 0, 0]) ** 2, dtype=np.float64)


def cohen_maximum(sums: Sums, parts: Parts) -> Real:
    """Of two coders' κ: the highest value that their margins allow. Shape (tables,)."""
    neither, second, first, both = (sums.pairs[..., 0, cell] for cell in range(4))
    n = np.maximum(neither + second + first + both, 1)
    reach = (np.minimum(first + both, second + both) + np.minimum(neither + second, neither + first)) / n
    return np.asarray((reach - np.asarray(parts.expected)) / (1 - np.asarray(parts.expected)), dtype=np.float64)


def fleiss_error(sums: Sums, parts: Parts) -> Real:
    """Of Fleiss' κ, linearised."""
    yes = (sums.share / sums.judged)[:, None]
    return _linearised(sums, parts, (sums.yes * yes + (sums.given - sums.yes) * (1 - yes)) / np.maximum(sums.given, 1))


def ac1_error(sums: Sums, parts: Parts) -> Real:
    """Of AC1, linearised."""
    yes = (sums.share / sums.judged)[:, None]
    return _linearised(sums, parts, (sums.yes * (1 - yes) + (sums.given - sums.yes) * yes) / np.maximum(sums.given, 1))


def even_error(sums: Sums, parts: Parts) -> Real:
    """Of Brennan and Prediger's κ and PABAK, linearised."""
    return _linearised(sums, parts, np.broadcast_to(np.asarray(parts.expected)[:, None], sums.counts.shape))


def conger_error(sums: Sums, parts: Parts) -> Real:
    """Of Conger's κ, linearised, each coder's margins counting as estimated."""
    some = sums.made > 0
    yes = np.where(some, sums.said / np.where(some, sums.made, 1), 0.0)
    m = some.sum(axis=-1)
    others = yes.sum(axis=-1)[:, None] - yes
    gradient = 2 * others - (m[:, None] - 1)  # of yes over no, for the other coders together
    moved = np.zeros_like(sums.counts)
    for coder in range(sums.coders):
        state = sums.states[:, coder]
        own = np.where(state >= 0, state - yes[:, coder, None], 0.0)
        moved += own * (gradient[:, coder] / np.maximum(sums.made[:, coder], 1))[:, None]
    toward = np.asarray(parts.expected)[:, None] + moved * (sums.judged / (m * (m - 1)))[:, None]
    return _linearised(sums, parts, toward)


def alpha_error(sums: Sums) -> Real:
    """Of nominal α, linearised."""
    two, given = sums.given >= 2, sums.given
    n, expected = sums.paired[:, None], (2 * sums.yes_paired * sums.no_paired)[:, None]
    toward = sums.yes * sums.no_paired[:, None] + (given - sums.yes) * sums.yes_paired[:, None]
    ratio = sums.apart[:, None] * n / expected
    moved = np.where(two, sums.disagreeing * n / expected + ratio * (given / n - 2 * toward / expected), 0.0)
    units = np.where(sums.pairable > 1, sums.pairable, np.nan)
    return np.asarray(np.sqrt(units / (units - 1) * (sums.counts * moved**2).sum(axis=1)), dtype=np.float64)


def fleiss_error_by_chance(sums: Sums) -> Real:
    """Of Fleiss' κ for coders at random: two categories' shares cancel. NaN where units differ in their judgements."""
    most = np.where(sums.counts > 0, sums.given, 0).max(axis=1, initial=0)
    alike = (np.where(sums.counts > 0, sums.given == most[:, None], True)).all(axis=1)
    m, n = np.where(alike & (most > 1), most, np.nan), np.maximum(sums.counts.sum(axis=1), 1)
    return np.asarray(np.sqrt(2 / (n * m * (m - 1))), dtype=np.float64)


def _linearised(sums: Sums, parts: Parts, toward: Real) -> Real:
    """`qda.stats.fleiss.linearised_error` for every table; `toward` of shape (tables, patterns)."""
    value, expected = parts.value[:, None], np.asarray(parts.expected)[:, None]
    n, paired = np.where(sums.judged > 1, sums.judged, np.nan), sums.pairable
    own = np.where(sums.given >= 2, (sums.agreeing - expected) * (n / paired)[:, None], 0.0)
    own = (own - 2 * (1 - value) * (toward - expected)) / (1 - expected)
    squares = np.where(sums.given > 0, sums.counts * (own - value) ** 2, 0.0).sum(axis=1)
    return np.asarray(np.sqrt(squares / (n * (n - 1))), dtype=np.float64)
