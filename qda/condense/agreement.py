"""What a comparison of coders is: its results, and how they are computed from units. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qda.condense.agreement_options import (
    AgreementOptions,
    AgreementUnit,
    Clusters,
    IntervalMethod,
    Rater,
)
from qda.condense.agreement_units import ComparedText, GivenCode, Presence, UnitsFound, find_units, presence
from qda.condense.confusion import Confusion, confusions
from qda.condense.disagreements import Disagreement, disagreements
from qda.condense.free_segments import FreeSegments, free_segments
from qda.model.errors import InputError
from qda.model.wording import _
from qda.stats.agreement import Agreement as Coefficients
from qda.stats.agreement import Bootstrap, Jackknife, agreement_of_codes
from qda.stats.coefficient import Coefficient
from qda.stats.intervals import Interval, bootstrap, jackknife
from qda.stats.sets import SetRatings, jaccard, masi
from qda.stats.sets_tally import MOST_SETS, SetTally, krippendorff_alpha_tally, tally_sets

if TYPE_CHECKING:
    from qda.stats.ratings import Whole

_LONG = 2000  # characters of a source that one would expect to have several turns or paragraphs
_MOST_FLAGS = 2_000_000_000  # raters × units × codes held at once, one byte each


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is compared: the material, as the verb fetched it.

    Attributes:
        raters: Two or more.
        codes: Paths that are reported, in the order of the codebook; the numbers in `given` are their places.
        unused: How many codes without subcodes, of those asked for, no rater used.
        one_rater_only: Sources that only one of the raters looked at; no number counts them.
        synthetic: Whether any source compared was made up.
    """

    raters: tuple[Rater, ...]
    texts: tuple[ComparedText, ...]
    given: tuple[GivenCode, ...]
    codes: tuple[str, ...]
    unused: int = 0
    one_rater_only: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgreement:
    """α over whole sets of codes: the codes that each coder gave a unit, compared as a set.

    Attributes:
        distance: "MASI" or "Jaccard".
    """

    distance: str
    coefficient: Coefficient
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree.

    Attributes:
        options: What was asked for.
        raters: Who is compared.
        sources: Names of the sources compared, each with the labels of the raters who looked at it.
        one_rater_only: Sources left out, because only one of them looked at it.
        units: Units compared.
        uncoded: Units that nobody coded; among `units` only where these were to be included.
        untouched: Codings that lie in no unit and do not count.
        whole_sources: Sources of some length that are a single unit.
        unused: Codes without subcodes that no rater used, so that there is nothing to say of them.
        coefficients: For each code and overall; see `qda.stats.agreement`.
        sets: α over sets of codes.
        segments: Agreement on free segments; None where the unit is neither segment nor character.
        confusions: Who gives which code where the other gives which.
        disagreements: Every unit on which they differ.
        synthetic: Whether any source was made up.
    """

    options: AgreementOptions
    raters: tuple[Rater, ...]
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    one_rater_only: tuple[str, ...]
    units: int
    uncoded: int
    untouched: int
    whole_sources: int
    unused: int
    coefficients: Coefficients
    sets: tuple[SetAgreement, ...]
    segments: FreeSegments | None
    confusions: tuple[Confusion, ...]
    disagreements: tuple[Disagreement, ...]
    synthetic: bool

    @property
    def by_character(self) -> bool:
        """Whether units are characters, which are no decisions of their own."""
        return self.options.unit is AgreementUnit.CHARACTER


def compare(compared: Compared, options: AgreementOptions) -> Agreement:
    """All that can be said of the agreement of these coders. Pure.

    Raises:
        InputError: no unit is left to compare, or there are too many to hold.
    """
    found = units_of(compared, options)
    flags = presence(found, compared.texts, compared.given, raters=len(compared.raters), codes=len(compared.codes))
    segments = None
    if options.unit in (AgreementUnit.SEGMENT, AgreementUnit.CHARACTER):
        seed = options.seed if options.gamma else None
        segments = free_segments(compared.texts, compared.given, compared.codes, len(compared.raters), seed)
    return Agreement(
        options=options,
        raters=compared.raters,
        sources=tuple(
            (text.name, tuple(compared.raters[judge].label for judge in text.judges)) for text in compared.texts
        ),
        one_rater_only=compared.one_rater_only,
        units=int(flags.weight.sum()),
        uncoded=found.uncoded,
        untouched=found.untouched,
        whole_sources=_whole_sources(found, compared),
        unused=compared.unused,
        coefficients=_coefficients(flags, compared.codes, options),
        sets=_sets(flags, compared.codes, options),
        segments=segments,
        confusions=confusions(flags, compared.codes, compared.raters),
        disagreements=disagreements(found, flags, compared.texts, compared.given, compared.codes, options.unit),
        synthetic=compared.synthetic,
    )


def _whole_sources(found: UnitsFound, compared: Compared) -> int:
    cut = Counter(place.source for place in found.places)
    return sum(n == 1 and len(compared.texts[source].text) > _LONG for source, n in cut.items())


def differing(compared: Compared, options: AgreementOptions) -> tuple[Disagreement, ...]:
    """Only the units on which the coders differ. Pure.

    Raises:
        InputError: no unit is left to compare.
    """
    found = units_of(compared, options)
    flags = presence(found, compared.texts, compared.given, raters=len(compared.raters), codes=len(compared.codes))
    return disagreements(found, flags, compared.texts, compared.given, compared.codes, options.unit)


def units_of(compared: Compared, options: AgreementOptions) -> UnitsFound:
    """The units of a comparison.

    Raises:
        InputError: there is none.
    """
    found = find_units(
        compared.texts,
        compared.given,
        options.unit,
        overlap=options.overlap,
        speakers=options.speakers,
        uncoded=options.uncoded,
    )
    if not found.places:
        raise InputError(
            _("There is no unit to compare: no coding lies in the words of these speakers."),
            mend=_("Add --speakers all, or choose another --unit."),
        )
    return found


def _coefficients(flags: Presence, codes: Sequence[str], options: AgreementOptions) -> Coefficients:
    given, judged, source = _each_unit(flags)
    how = {
        IntervalMethod.NONE: None,
        IntervalMethod.JACKKNIFE: Jackknife(),
        IntervalMethod.BOOTSTRAP: Bootstrap(draws=max(options.bootstraps, 2), seed=options.seed),
    }[options.interval]
    return agreement_of_codes(
        given, codes, judged=judged, intervals=how, groups=_groups(source, options) if how else None
    )


def _each_unit(flags: Presence) -> tuple[np.ndarray, np.ndarray, Whole]:
    """The arrays with one entry a unit: a run of characters is as many units as it has characters.

    Raises:
        InputError: they would not fit into memory.
    """
    if (flags.weight == 1).all():
        return flags.given, flags.judged, flags.source
    if flags.given.shape[0] * flags.given.shape[2] * int(flags.weight.sum()) > _MOST_FLAGS:
        raise InputError(
            _("There are too many characters to compare all these codes at once."),
            mend=_("Choose fewer with --code or --source, or compare sentences with --unit sentence."),
        )
    return (
        np.repeat(flags.given, flags.weight, axis=1),
        np.repeat(flags.judged, flags.weight, axis=1),
        np.repeat(flags.source, flags.weight),
    )


def _groups(source: Whole, options: AgreementOptions) -> Whole | None:
    return source if options.clusters is Clusters.DOCUMENT else None


def _sets(flags: Presence, codes: Sequence[str], options: AgreementOptions) -> tuple[SetAgreement, ...]:
    data = SetRatings(
        sets=np.ascontiguousarray(flags.given.transpose(1, 0, 2)),
        judged=np.ascontiguousarray(flags.judged.T),
        codes=tuple(codes),
    )
    made = []
    for name, distance in (("MASI", masi), ("Jaccard", jaccard)):
        tally = tally_sets(data, distance, weight=flags.weight, groups=_groups(flags.source, options))
        if tally is None:
            because = _("there are more than {n} different sets of codes").format(n=MOST_SETS)
            nothing = Coefficient(name=f"Krippendorff's α ({distance.__name__})", value=None, because=because)
            made.append(SetAgreement(distance=name, coefficient=nothing, interval=None))
            continue
        made.append(
            SetAgreement(distance=name, coefficient=krippendorff_alpha_tally(tally), interval=_interval(tally, options))
        )
    return tuple(made)


def _interval(tally: SetTally, options: AgreementOptions) -> Interval | None:
    if options.interval is IntervalMethod.NONE:
        return None
    if options.interval is IntervalMethod.JACKKNIFE:
        return jackknife(tally, krippendorff_alpha_tally)
    return bootstrap(tally, krippendorff_alpha_tally, draws=options.bootstraps, seed=options.seed)
