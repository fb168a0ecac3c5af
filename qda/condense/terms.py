"""The words and phrases that match rules are made of: `pelatihan`, `=KUB`, `+latih`, `~pengrajin`. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from qda.condense.codebook import Plain
from qda.model.problem import Problem
from qda.model.records import Level
from qda.model.wording import _

PREFIXES = {"=": Level.EXACT, "+": Level.ROOT}
FUZZY = "~"
FUZZY_LETTERS = 5


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
    text = written.strip()
    if text[:1] == FUZZY:
        return Term(text=text[1:].strip(), fuzzy=True)
    if text[:1] in PREFIXES and text:
        return Term(text=text[1:].strip(), level=PREFIXES[text[0]])
    return Term(text=text)


def term_faults(written: Plain) -> list[Problem]:
    """What is wrong with one word or phrase of a rule; empty if nothing."""
    if not isinstance(written, str):
        return [Problem(what=_("“{value}” is no word or phrase.").format(value=written), fatal=True,
                        mend=_("Put it in double quotes."))]
    term = read_term(written)
    if not any(character.isalnum() for character in term.text):
        return [Problem(what=_("“{value}” holds no word.").format(value=written), fatal=True,
                        mend=_("Write a word or a phrase, or a regular expression between slashes."))]
    if term.fuzzy and max(len(word) for word in term.text.split()) < FUZZY_LETTERS:
        return [Problem(what=_("“{value}”: misspellings are looked for in words of {n} letters or more.").format(
            value=written, n=FUZZY_LETTERS), mend=_("List the spellings you expect one by one."))]
    return []
