"""What techniques are called in print."""

from __future__ import annotations

from qda.model.records import Technique
from qda.model.wording import N_, _

TECHNIQUE_WORDS = {
    Technique.INTERVIEW: N_("Interview"),
    Technique.OBSERVATION: N_("Observation"),
    Technique.DOCUMENT: N_("Document"),
    Technique.FOCUS_GROUP: N_("Focus group"),
    Technique.SURVEY: N_("Survey"),
    Technique.AUTHOR: N_("Researcher’s own text"),
}


def technique_word(letter: str) -> str:
    """The name of a technique for readers; an unknown letter stays as it is."""
    return _(TECHNIQUE_WORDS[Technique(letter)]) if letter in set(Technique) else letter
