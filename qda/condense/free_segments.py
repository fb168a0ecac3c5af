"""Agreement on where segments begin and end: Krippendorff's unitizing α in both forms, and Mathet's γ. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.condense.agreement_units import ComparedText, GivenCode
from qda.stats.continuum import Continuum, Unit, ValueAgreement, merge_overlaps
from qda.stats.unitizing import UnitizingAlpha, tally_1995, unitizing_alpha_1995
from qda.stats.unitizing_2016 import UnitizingAlpha2016, each_value_alone, tally_2016, unitizing_alpha_2016

if TYPE_CHECKING:
    from qda.stats.gamma import Gamma


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSegments:
    """What the forms say; they give different numbers for the same codings.

    Attributes:
        first: The form of 1995 and 2004.
        second: The family of 2016.
        alone: Of that family: each code against everything else, for codings that overlap.
        gamma: γ, γcat and γk; None where they were not asked for.
    """

    first: UnitizingAlpha
    second: UnitizingAlpha2016
    alone: tuple[ValueAgreement, ...]
    gamma: Gamma | None = None


def free_segments(
    texts: Sequence[ComparedText],
    given: Sequence[GivenCode],
    codes: Sequence[str],
    raters: int,
    gamma_seed: int | None = None,
) -> FreeSegments:
    """The codings of each rater as passages of each text; those of one code that overlap are one passage.

    Args:
        texts: The sources.
        given: The codings; those whose code is not reported are left out.
        codes: Paths that are reported.
        raters: How many raters there are.
        gamma_seed: Seed of γ, which takes long; None leaves γ out.

    Raises:
        MissingExtraError: γ is asked for and what it stands on is not installed.
    """
    read = continua(texts, given, codes, raters)
    return FreeSegments(
        first=unitizing_alpha_1995(tally_1995(read, codes)),
        second=unitizing_alpha_2016(tally_2016(read, codes)),
        alone=each_value_alone(read, codes),
        gamma=None if gamma_seed is None else _gamma(read, gamma_seed),
    )


def _gamma(read: Sequence[Continuum], seed: int) -> Gamma:
    from qda.stats.gamma import gamma

    return gamma(read, seed=seed)


def continua(
    texts: Sequence[ComparedText], given: Sequence[GivenCode], codes: Sequence[str], raters: int
) -> list[Continuum]:
    """Each text as its raters cut it; None for a rater who did not look at it."""
    drawn: list[list[list[Unit]]] = [[[] for _rater in range(raters)] for _text in texts]
    for one in given:
        if one.code >= 0 and one.start < one.end:
            drawn[one.source][one.rater].append(Unit(start=one.start, end=one.end, value=codes[one.code]))
    return [
        Continuum(
            start=0,
            length=max(len(text.text), 1),
            coders=tuple(
                merge_overlaps(units) if rater in text.judges else None for rater, units in enumerate(of_text)
            ),
        )
        for text, of_text in zip(texts, drawn, strict=True)
    ]
