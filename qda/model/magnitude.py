"""Magnitudes of codings as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*")


def as_number(text: str | None, scale: Sequence[str] = ()) -> float | None:
    """A magnitude as a number: what is written as one (a decimal comma too), else its place on the code's scale from 1.

    None for a missing magnitude, and for a word that is not on the scale.

    Args:
        text: As the coder wrote it.
        scale: The code's scale, lowest first.
    """
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found:
        return float(found.group(1).replace(",", "."))
    steps = [step.strip().casefold() for step in scale]
    word = text.strip().casefold()
    return float(steps.index(word) + 1) if word in steps else None
