"""How much the evidence of each witness weighs: how they know it, when, and before whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from qda.model.evidence import EvidenceUnit
from qda.verify.facts import StudyFacts
from qda.verify.tactic import Ground
from qda.verify.voices import Voice

DIRECT, DOCUMENT, HEARSAY, INFERENCE = "direct", "document", "hearsay", "inference"
_WEAK = (HEARSAY, INFERENCE)
_BY_TECHNIQUE = {"O": DIRECT, "D": DOCUMENT}


def basis_of(unit: EvidenceUnit) -> str | None:
    """How it is known: as the coder states, else direct for what was observed and document for what was read.

    None for what is said without a stated basis: an informant may have seen it, heard it or only think so.
    """
    if unit.basis:
        return unit.basis
    return HEARSAY if unit.hearsay_from else _BY_TECHNIQUE.get(unit.technique)


def weak(unit: EvidenceUnit) -> bool:
    """Whether it is known to be hearsay or inference."""
    return basis_of(unit) in _WEAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One person's evidence, weighed.

    Attributes:
        basis: The strongest basis stated; None where none is.
        weight: Of that basis, 0–1; None where none is stated.
        late: Whether it came in the later half of the dated evidence; None where the date is not known.
        company: Whether others were interviewed in the same source.
    """

    voice: Voice
    basis: str | None
    weight: float | None
    late: bool | None
    company: bool


def weigh(ground: Ground, heard: Sequence[Voice], weights: Mapping[str, float]) -> tuple[Weighed, ...]:
    """The people in the evidence, each by the strongest thing they have.

    Args:
        ground: The study.
        heard: Who is in the evidence.
        weights: Weight by basis, 0–1.
    """
    dates = sorted(coded for voice in heard for coded in _dates(ground.facts, voice))
    middle = median_low(dates) if dates else ""
    together = _together(ground)
    return tuple(_weighed(ground, voice, weights, middle, together) for voice in heard)


def _weighed(
    ground: Ground, voice: Voice, weights: Mapping[str, float], middle: str, together: frozenset[str]
) -> Weighed:
    known = [basis for unit in voice.units if (basis := basis_of(unit)) is not None]
    best = max(known, key=lambda basis: (weights.get(basis, 0.0), basis), default=None)
    dates = _dates(ground.facts, voice)
    return Weighed(
        voice=voice,
        basis=best,
        weight=None if best is None else weights.get(best),
        late=max(dates) > middle if dates else None,
        company=bool({coded.source for coded in voice.codings} & together),
    )


def _dates(facts: StudyFacts, voice: Voice) -> list[str]:
    found = {facts.places[coded.source].date for coded in voice.codings}
    return sorted(date for date in found if date)


def _together(ground: Ground) -> frozenset[str]:
    """Sources in which several informants speak, and group interviews."""
    speaking: dict[str, set[str]] = {}
    for heard in ground.facts.heard:
        speaking.setdefault(heard.source, set()).add(heard.informant)
    grouped = {place.name for place in ground.facts.places.values() if place.technique == "F"}
    return frozenset(grouped | {source for source, people in speaking.items() if len(people) > 1})
