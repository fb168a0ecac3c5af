"""What attributes of cases are called in print, and how their values are written there."""

from __future__ import annotations

import re

from qda.model.wording import N_, _, number

ATTRIBUTE_WORDS = {
    "role": N_("Role"),
    "group": N_("Group"),
    "site": N_("Site"),
    "technique": N_("Technique"),
}
_DECIMALS = re.compile(r"-?\d{1,15}\.\d{1,3}")


def attribute_word(name: str) -> str:
    """The name of an attribute that the program reads, in the reader's language; any other is the study's own."""
    return _(ATTRIBUTE_WORDS[name]) if name in ATTRIBUTE_WORDS else name


def attribute_value(value: str) -> str:
    """A value as the table of cases has it; a number with decimals as the reader's language writes it."""
    return number(float(value), 3, short=True) if _DECIMALS.fullmatch(value) else value
