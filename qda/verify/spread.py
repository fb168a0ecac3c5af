"""Magnitudes and other numbers of cases, their middle and their spread. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from qda.model.magnitude import as_number
from qda.verify.asked import one_name
from qda.verify.facts import Coded
from qda.verify.tactic import Ground

_EXACT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and median absolute deviation (MAD, unscaled) of a number over cases.

    Attributes:
        median: In the number's own unit.
        mad: Median of the distances from the median, ≥ 0; 0 where more than half of the cases share one value.
    """

    median: float
    mad: float


def spread(values: Iterable[float]) -> Spread:
    """The middle and the spread of at least one value.

    Raises:
        statistics.StatisticsError: there is no value.
    """
    have = list(values)
    middle = median(have)
    return Spread(median=middle, mad=median(abs(value - middle) for value in have))


def outlying(values: Mapping[str, float], factor: float) -> tuple[str, ...]:
    """Cases farther from the median than `factor` times the MAD, by name; none where the MAD is 0.

    With a MAD of 0 any other value at all would lie outside, so that the criterion tells nothing (Leys, Ley, Klein,
    Bernard & Licata 2013 on the MAD and its factor 3, there scaled by 1.4826; page not checked).
    """
    found = spread(values.values())
    if not found.mad:
        return ()
    return tuple(sorted(n for n, v in values.items() if abs(v - found.median) > factor * found.mad + _EXACT))


def magnitudes(ground: Ground, codings: Iterable[Coded]) -> dict[str, dict[str, float]]:
    """By code and person, the median of that person's magnitudes; codes have scales of their own and are never mixed.

    What is not evidence (interviewers, quarantined passages, the researcher's own prose) and what is no number and
    stands on no scale is left out.
    """
    scales = {code.path: code.scale for code in ground.codes}
    found: dict[str, dict[str, list[float]]] = {}
    for coded in codings:
        value = as_number(coded.magnitude, scales.get(coded.code, ()))
        if value is None or coded.quarantined or coded.technique == "A" or coded.beside:
            continue
        found.setdefault(coded.code, {}).setdefault(one_name(ground.facts, coded.informant), []).append(value)
    return {code: {name: median(own) for name, own in sorted(found[code].items())} for code in sorted(found)}


def attribute_values(ground: Ground, attribute: str) -> dict[str, float]:
    """By person, an attribute that is a number; persons without one are left out, interviewers too."""
    found = {}
    for person in ground.facts.people.values():
        value = as_number(person.attributes.get(attribute))
        if value is not None and person.name not in ground.facts.interviewers:
            found[one_name(ground.facts, person.name)] = value
    return dict(sorted(found.items()))


def numeric_attributes(ground: Ground, least: int) -> tuple[str, ...]:
    """Attributes that are numbers for so many people at least and are not the same for all."""
    names = sorted({name for person in ground.facts.people.values() for name in person.attributes} - {"n"})
    have = {name: attribute_values(ground, name) for name in names}
    return tuple(name for name in names if len(have[name]) >= least and len(set(have[name].values())) > 1)
