"""What a word would catch in this study, level by level: the defence against wrong merges. Touches the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.language.terms import read_term
from qda.model.errors import InputError
from qda.model.records import Level
from qda.model.wording import _
from qda.store import codebook, index
from qda.store.study import Study

if TYPE_CHECKING:
    from qda.language.patterns import Caught


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtWord:
    """A word of the study.

    Attributes:
        count: How often it stands there.
        sources: In how many sources.
    """

    word: str
    count: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What each level catches; every level lists only what it adds to the ones before, most frequent first.

    Attributes:
        word: As it is looked up.
        known: Whether the word lists know it; an unknown one may be a name, or misspelt.
        exact: Caught by `=word`.
        inflected: Added by `word`, the default.
        root: Added by `+word`.
        misspelt: Added by `~word`.
        codes: Paths of codes that have a rule with this word, with the rule.
    """

    word: str
    known: bool
    exact: tuple[CaughtWord, ...]
    inflected: tuple[CaughtWord, ...]
    root: tuple[CaughtWord, ...]
    misspelt: tuple[CaughtWord, ...]
    codes: tuple[tuple[str, str], ...]

    def total(self, level: Level) -> int:
        """How many places a rule at that level has."""
        levels = {
            Level.EXACT: (self.exact,),
            Level.INFLECTED: (self.exact, self.inflected),
            Level.ROOT: (self.exact, self.inflected, self.root),
        }
        return sum(caught.count for words in levels[level] for caught in words)


def explain(study: Study, word: str) -> Explained:
    """What each level would catch for a word in this study, with counts.

    Counts are over all words of all sources, interviewers' included: a rule catches at most these.

    Raises:
        InputError: not exactly one word.
    """
    from qda.language import patterns

    text = read_term(word).text
    with index.opened(study) as opened:
        try:
            found = patterns.explain([each.segment for each in opened], text)
        except ValueError:
            raise InputError(
                _("“{text}” is not one word.").format(text=word), mend=_("Explain the words of a phrase one by one.")
            ) from None
    return Explained(
        word=found.word,
        known=found.keys.known,
        exact=_words(found.exact),
        inflected=_words(found.inflected),
        root=_words(found.root),
        misspelt=_words(found.misspelt),
        codes=_codes(study, found.word),
    )


def _words(caught: tuple[Caught, ...]) -> tuple[CaughtWord, ...]:
    return tuple(CaughtWord(word=one.word, count=one.count, sources=one.documents) for one in caught)


def _codes(study: Study, word: str) -> tuple[tuple[str, str], ...]:
    from qda.condense.codebook_rules import rule_shown
    from qda.language.fold import index_key
    from qda.language.tokens import words

    return tuple(
        (code.path, rule_shown(rule.pattern))
        for code in codebook.listed(study)
        for rule in code.rules
        if rule.kind != "regex" and word in {index_key(each) for each in words(rule_shown(rule.pattern))}
    )
