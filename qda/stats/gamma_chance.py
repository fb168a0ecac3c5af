"""What coders would mark by chance, for γ: made-up passages that resemble theirs in number, length, gap and code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qda.stats.gamma_alignment import Passages
from qda.stats.ratings import Real


class Sampler(StrEnum):
    """How a chance text is made."""

    STATISTICAL = "statistical"  # passages drawn from the means and spreads of all that was marked
    SHUFFLING = "shuffling"  # the coders' own passages, each coder's moved round by another distance


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """One text with its readers' passages.

    Attributes:
        start: Its first position.
        length: Its positions.
        coders: The readers' passages, two readers or more.
    """

    start: int
    length: int
    coders: list[Passages]

    @property
    def passages(self) -> int:
        """How many passages its readers marked."""
        return sum(len(each.starts) for each in self.coders)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Means and standard deviations (divided by n) over all texts, and the share of each code.

    Attributes:
        gap: Mean and deviation of the distance from a passage's end to the next one's start, below 0 where they
            overlap, and from the start of the text to the first, where there is any.
        length: Mean and deviation of the passages' lengths.
        kinds: Shape (codes,): shares, summing to 1.
    """

    gap: tuple[float, float]
    length: tuple[float, float]
    kinds: Real


def spread_of(texts: list[Marked], kinds: int) -> Spread:
    """What was marked, over all texts; there is one passage at least."""
    gaps: list[Real] = []
    for text in texts:
        for each in text.coders:
            between = each.starts[1:] - each.ends[:-1]
            before = each.starts[:1] - text.start
            gaps += [between, before[before > 0]]
    lengths = np.concatenate([each.ends - each.starts for text in texts for each in text.coders])
    found = np.concatenate([each.kinds for text in texts for each in text.coders])
    return Spread(_mean(np.concatenate(gaps)), _mean(lengths), np.bincount(found, minlength=kinds) / len(found))


def chance_text(text: Marked, spread: Spread, sampler: Sampler, generator: np.random.Generator) -> Marked:
    """A text that chance marked, with as many readers as `text`.

    Statistical: each reader gets a number of passages drawn (and cut to a whole number, 1 at least) from the mean and
    spread of the readers' numbers in this text; gaps, lengths and codes are drawn from those of all texts. Shuffling:
    each reader gets the passages of a reader drawn at random, moved round the text by a distance that lies half a mean
    passage or more from those before, as long as there is room.

    Source: Mathet, Widlöcher and Métivier (2015, section 5.2; pages not checked) for shuffling; the statistical way is
    that of Titeux and Riad (2021, pygamma-agreement).
    """
    if sampler is Sampler.SHUFFLING:
        return Marked(text.start, text.length, _shuffled(text, generator))
    number = _mean(np.array([len(each.starts) for each in text.coders], dtype=np.float64))
    drawn = [_drawn(text.start, max(1, int(generator.normal(*number))), spread, generator) for _each in text.coders]
    return Marked(text.start, text.length, drawn)


def _drawn(start: int, number: int, spread: Spread, generator: np.random.Generator) -> Passages:
    gaps = generator.normal(*spread.gap, size=number)
    lengths = np.abs(generator.normal(*spread.length, size=number))
    lengths = np.where(lengths > 0, lengths, spread.length[0])
    kinds = generator.choice(len(spread.kinds), size=number, p=spread.kinds)
    ends = start + np.cumsum(gaps + lengths)
    return _ordered(ends - lengths, ends, kinds)


def _shuffled(text: Marked, generator: np.random.Generator) -> list[Passages]:
    lengths = np.concatenate([each.ends - each.starts for each in text.coders])
    clear = float(lengths.mean()) / 2 if len(lengths) else 0.0
    free = np.array([[0.0, float(text.length)]])
    found = []
    for _reader in text.coders:
        room = free if len(free) else np.array([[0.0, float(text.length)]])
        size = room[:, 1] - room[:, 0]
        part = generator.choice(len(room), p=size / size.sum())
        distance = float(np.floor(generator.uniform(*room[part])))
        free = _without(free, distance - clear, distance + clear)
        source = text.coders[generator.integers(len(text.coders))]
        back = np.where(source.starts + distance >= text.start + text.length, text.length, 0)
        moved = distance - back
        found.append(_ordered(source.starts + moved, source.ends + moved, source.kinds))
    return found


def _without(free: Real, low: float, high: float) -> Real:
    """The stretches that are left of `free`, shape (stretches, 2), outside of low–high."""
    before = np.stack([free[:, 0], np.minimum(free[:, 1], low)], axis=1)
    after = np.stack([np.maximum(free[:, 0], high), free[:, 1]], axis=1)
    left = np.concatenate([before, after])
    return np.asarray(left[left[:, 1] > left[:, 0]], dtype=np.float64)


def _ordered(starts: Real, ends: Real, kinds: np.typing.NDArray[np.int64]) -> Passages:
    order = np.lexsort((ends, starts))
    return Passages(starts[order], ends[order], kinds[order])


def _mean(values: Real) -> tuple[float, float]:
    return (float(values.mean()), float(values.std())) if len(values) else (0.0, 0.0)
