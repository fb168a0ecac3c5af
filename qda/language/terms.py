"""The words and phrases that match rules and queries are made of: `pelatihan`, `=KUB`, `+latih`, `~pengrajin`.

Written by the author of `qda.condense`; here because rules and `qda find` read terms alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from qda.model.records import Level

PREFIXES = {"=": Level.EXACT, "+": Level.ROOT}
FUZZY = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a phrase to look for.

    Attributes:
        level: How far forms are followed; None leaves it to the run (inflected unless told otherwise).
        fuzzy: Whether misspellings count.
    """

    text: str
    level: Level | None = None
    fuzzy: bool = False


def read_term(written: str) -> Term:
    """The term as a codebook or a query writes it."""
    text = " ".join(written.split())
    if text[:1] == FUZZY:
        return Term(text=text[1:].strip(), fuzzy=True)
    if text and text[0] in PREFIXES:
        return Term(text=text[1:].strip(), level=PREFIXES[text[0]])
    return Term(text=text)
