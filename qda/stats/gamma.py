"""γ, γcat and γk: agreement on passages that coders marked freely, by the best alignment of what they marked.

Passages may overlap in any way. The observed disorder is exact; the one by chance is a mean over made-up texts, so γ
has an interval that narrows with their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from qda.model.wording import _
from qda.stats.coefficient import Coefficient
from qda.stats.continuum import (
    Continuum,
    Unit,
    ValueAgreement,
    check_coders,
    nothing_marked,
    too_few_readers,
    values_of,
)
from qda.stats.gamma_alignment import Alignment, Dissimilarity, Passages, best_alignment
from qda.stats.gamma_chance import Marked, Sampler, chance_text, spread_of
from qda.stats.gamma_coding import Pairs, coding_alone, pairs_of, together
from qda.stats.intervals import Interval

FORM = "Mathet, Widlöcher and Métivier 2015"
EQUAL = Dissimilarity()  # α = β = Δ∅ = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitaryAlignment:
    """Passages that belong together.

    Attributes:
        text: The text, by position among those given.
        units: One entry for each coder: the passage, or None.
        disorder: The mean over pairs of the text's readers, from 0; Δ∅ for a passage alone.
    """

    text: int
    units: tuple[Unit | None, ...]
    disorder: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamma:
    """γ and what comes with it.

    Attributes:
        form: Whose measure this is.
        gamma: γ; `observed` and `expected` are disorders, from 0; `units` are unitary alignments, `ratings` passages.
        interval: Where γ lies given how the chance disorders vary; nothing is said of other texts or coders.
        categorical: γcat, the codes alone, where passages were aligned; `expected` is the mean over chance texts.
        per_value: γk, one code where passages were aligned.
        alignment: The best alignment, by text and place.
        texts: Texts that counted: those that two coders or more read.
        left_out: Texts that did not.
        samples: Chance texts (or sets of texts) drawn.
        precision: The share of the chance disorder that its mean may be off by, at the interval's level; None where γ
            is undefined.
        sampler: How chance texts were made.
        seed: The seed of the generator.
    """

    form: str
    gamma: Coefficient
    interval: Interval
    categorical: Coefficient
    per_value: tuple[ValueAgreement, ...]
    alignment: tuple[UnitaryAlignment, ...]
    texts: int
    left_out: int
    samples: int
    precision: float | None
    sampler: Sampler
    seed: int

    def of(self, value: str) -> Coefficient:
        """γk of one value.

        Raises:
            KeyError: there is no such value.
        """
        return {each.value: each.agreement for each in self.per_value}[value]


def gamma(
    texts: Sequence[Continuum],
    *,
    seed: int,
    samples: int = 30,
    precision: float | None = None,
    how: Dissimilarity = EQUAL,
    sampler: Sampler = Sampler.SHUFFLING,
    level: float = 0.95,
    alone: bool = False,
) -> Gamma:
    """γ = 1 − disorder of the best alignment / mean disorder of the best alignments of chance texts.

    Over several texts each is aligned by itself and disorders are summed; the sum is divided by the mean number of
    passages of a reader. γcat = 1 − observed / expected of the codes that differ in aligned pairs, weighed by
    max(0, 1 − α d_pos / Δ∅) and 1 / (passages in the unitary alignment − 1); γk over the pairs with one code.

    Missing: a coder who did not read a text is left out of it; a text that fewer than two read is left out whole.
    Undefined, with the reason: nobody marked anything, chance gives no disorder, nothing to compare was aligned, or
    a text has too many possible alignments.

    Args:
        texts: One text or more, each with the same coders in the same order.
        seed: Seed of the generator; the same seed gives the same γ.
        samples: Chance texts, 2 or more.
        precision: The share of the chance disorder that its mean may be off by, above 0 and below 1: more chance texts
            are drawn where `samples` do not suffice. None draws no more.
        how: The dissimilarity.
        sampler: How chance texts are made; shuffling is the paper's way.
        level: Confidence of the interval, above 0 and below 1.
        alone: Whether γcat and γk count a passage and a coder without one as a full difference. The paper weighs pairs
            of passages only; a version of pygamma-agreement counted both, which lowers γcat and γk.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a number is out of range, or the texts have different numbers of coders.

    Source: Mathet, Widlöcher and Métivier (2015; pages not checked); γcat and γk: Mathet (2017; pages not checked).
    """
    _check(samples, precision, level)
    coders = check_coders(texts)
    values = values_of(texts)
    read = [number for number, text in enumerate(texts) if len(text.readers()) >= 2]
    marked = [_marked(texts[number], values) for number in read]
    because = "" if read else too_few_readers(coders)
    if not because and not any(text.passages for text in marked):
        because = nothing_marked()
    best = None if because else _align(marked, how, alone)
    if not because and best is None:
        because = too_many()
    chance: list[_Disorder] = []
    if best is not None:
        drawn = _chance(marked, how, alone, len(values), seed, samples, precision, sampler, level)
        chance, because = (drawn, "") if drawn is not None else ([], too_many())
    off = _off(chance, level)
    observed, drawn_pairs = None if best is None else best.pairs, [each.pairs for each in chance]
    whole = _gamma(best, chance, because, sum(text.passages for text in marked))
    return Gamma(
        form=FORM,
        gamma=whole,
        interval=_interval(whole, off, level, len(chance), seed),
        categorical=coding_alone("Mathet's γcat", observed, drawn_pairs, because, None),
        per_value=tuple(
            ValueAgreement(value=value, agreement=coding_alone("Mathet's γk", observed, drawn_pairs, because, number))
            for number, value in enumerate(values)
        ),
        alignment=() if best is None else _named(texts, read, best),
        texts=len(read),
        left_out=len(texts) - len(read),
        samples=len(chance),
        precision=off,
        sampler=sampler,
        seed=seed,
    )


def too_many() -> str:
    """The reason where there is too much to look at."""
    return _("a text has too many possible alignments; compare fewer codes or fewer coders at a time")


@dataclass(frozen=True, slots=True, eq=False)
class _Disorder:
    """The best alignments of a set of texts, their disorder, and their aligned pairs."""

    value: float
    alignments: tuple[Alignment, ...]
    pairs: Pairs


def _align(texts: list[Marked], how: Dissimilarity, alone: bool) -> _Disorder | None:
    found: list[Alignment] = []
    pairs: list[Pairs] = []
    total = mean = 0.0
    for text in texts:
        best = best_alignment(text.coders, how) if text.passages else _empty(len(text.coders))
        if best is None:
            return None
        found.append(best)
        total += float(best.disorders.sum())
        mean += text.passages / len(text.coders)
        pairs.append(pairs_of(text.coders, best, how, alone=alone))
    return _Disorder(total / mean, tuple(found), together(pairs))


def _chance(
    texts: list[Marked],
    how: Dissimilarity,
    alone: bool,
    kinds: int,
    seed: int,
    samples: int,
    precision: float | None,
    sampler: Sampler,
    level: float,
) -> list[_Disorder] | None:
    generator = np.random.default_rng(seed)
    spread = spread_of(texts, kinds)
    marked = [text for text in texts if text.passages]
    found: list[_Disorder] = []
    wanted = samples
    while len(found) < wanted:
        texts = [chance_text(text, spread, sampler, generator) for text in marked]
        if not any(text.passages for text in texts):  # only readers who marked nothing were drawn: no disorder to tell
            continue
        made = _align(texts, how, alone)
        if made is None:
            return None
        found.append(made)
        if len(found) == samples and precision is not None:
            wanted = max(samples, _needed(found, precision, level))
    return found


def _needed(found: list[_Disorder], precision: float, level: float) -> int:
    """(variation × z / precision)², upwards: Mathet et al. (2015, section 5.3; page not checked)."""
    values = np.array([each.value for each in found])
    mean = float(values.mean())
    return int(np.ceil((float(values.std()) / mean * _reach(level) / precision) ** 2)) if mean > 0 else 0


def _off(chance: list[_Disorder], level: float) -> float | None:
    values = np.array([each.value for each in chance])
    if not len(values) or values.mean() <= 0:
        return None
    return float(values.std() / values.mean() * _reach(level) / np.sqrt(len(values)))


def _gamma(best: _Disorder | None, chance: list[_Disorder], because: str, passages: int) -> Coefficient:
    name = "Mathet's γ"
    expected = float(np.mean([each.value for each in chance])) if chance else 0.0
    if not because and expected <= 0:
        because = _("passages drawn by chance agree fully, so agreement cannot be told from chance")
    if because or best is None:
        return Coefficient(name=name, value=None, because=because, ratings=passages)
    return Coefficient(
        name=name,
        value=1 - best.value / expected,
        observed=best.value,
        expected=expected,
        units=sum(len(each.disorders) for each in best.alignments),
        ratings=passages,
    )


def _interval(whole: Coefficient, off: float | None, level: float, samples: int, seed: int) -> Interval:
    if whole.value is None or whole.observed is None or not whole.expected or off is None:
        return Interval(
            method="sampling", level=level, low=None, high=None, error=None, because=whole.because, seed=seed
        )
    ratio = whole.observed / whole.expected
    return Interval(
        method="sampling",
        level=level,
        low=1 - ratio / (1 - off) if off < 1 else None,
        high=1 - ratio / (1 + off),
        error=ratio * off / _reach(level),
        because="" if off < 1 else _("the disorders by chance vary too much; draw more"),
        draws=samples,
        seed=seed,
    )


def _marked(text: Continuum, values: tuple[str, ...]) -> Marked:
    place = {value: number for number, value in enumerate(values)}
    coders = []
    for reader in _readers(text):
        ordered = _ordered(text, reader)
        coders.append(
            Passages(
                np.array([unit.start for unit in ordered], dtype=np.float64),
                np.array([unit.end for unit in ordered], dtype=np.float64),
                np.array([place[unit.value] for unit in ordered], dtype=np.int64),
            )
        )
    return Marked(text.start, text.length, coders)


def _readers(text: Continuum) -> list[int]:
    """The readers by what they marked: chance then draws the same whatever order the coders are given in."""
    return sorted(text.readers(), key=lambda reader: _ordered(text, reader))


def _ordered(text: Continuum, reader: int) -> list[Unit]:
    return sorted(text.coders[reader] or ())


def _named(texts: Sequence[Continuum], read: list[int], best: _Disorder) -> tuple[UnitaryAlignment, ...]:
    found = []
    for number, alignment in zip(read, best.alignments, strict=True):
        readers = _readers(texts[number])
        ordered = [_ordered(texts[number], reader) for reader in readers]
        rows: list[UnitaryAlignment] = []
        for members, disorder in zip(alignment.members.tolist(), alignment.disorders.tolist(), strict=True):
            units: list[Unit | None] = [None] * len(texts[number].coders)
            for reader, own, member in zip(readers, ordered, members, strict=True):
                units[reader] = own[member] if member >= 0 else None
            rows.append(UnitaryAlignment(text=number, units=tuple(units), disorder=disorder))
        found += sorted(rows, key=_where)
    return tuple(found)


def _where(alignment: UnitaryAlignment) -> tuple[Unit, ...]:
    return tuple(sorted(unit for unit in alignment.units if unit is not None))


def _empty(coders: int) -> Alignment:
    return Alignment(np.empty((0, coders), dtype=np.int64), np.empty(0))


def _reach(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _check(samples: int, precision: float | None, level: float) -> None:
    if samples < 2:
        raise ValueError("γ needs two chance texts or more")
    if precision is not None and not 0 < precision < 1:
        raise ValueError("the precision must lie between 0 and 1")
    if not 0 < level < 1:
        raise ValueError("the level of confidence must lie between 0 and 1")
