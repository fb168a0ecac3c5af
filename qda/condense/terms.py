"""What can be wrong with a word or phrase of a match rule. Pure."""

from __future__ import annotations

from qda.condense.codebook import Plain
from qda.language.terms import Term, read_term
from qda.model.problem import Problem
from qda.model.wording import _

FUZZY_LETTERS = 5  # qda.language.fuzzy.SHORTEST, which would bring numpy in

__all__ = ["FUZZY_LETTERS", "Term", "read_term", "term_faults"]


def term_faults(written: Plain) -> list[Problem]:
    """What is wrong with one word or phrase of a rule; empty if nothing."""
    if not isinstance(written, str):
        return [
            Problem(
                what=_("“{value}” is no word or phrase.").format(value=written),
                fatal=True,
                mend=_("Put it in double quotes."),
            )
        ]
    term = read_term(written)
    if not any(character.isalnum() for character in term.text):
        return [
            Problem(
                what=_("“{value}” holds no word.").format(value=written),
                fatal=True,
                mend=_("Write a word or a phrase, or a regular expression between slashes."),
            )
        ]
    if term.fuzzy and max(len(word) for word in term.text.split()) < FUZZY_LETTERS:
        return [
            Problem(
                what=_("“{value}”: misspellings are looked for in words of {n} letters or more.").format(
                    value=written, n=FUZZY_LETTERS
                ),
                mend=_("List the spellings you expect one by one."),
            )
        ]
    return []
