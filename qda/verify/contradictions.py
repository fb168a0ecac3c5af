"""The search for passages that may contradict a finding and that nobody coded (tactic V8). Pure.

Three things are looked for in the words of informants, in observations and documents: a word of the finding's codes
that is denied (*belum ada pelatihan*), one that stands beside the opposite of a word of the finding (*harga … turun*),
and a denied word out of the neighbourhood of the evidence. Candidates for a human eye, not findings.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from qda.model.wording import N_
from qda.verify.evidence import covers, scope_of
from qda.verify.facts import AUTHOR, BY_THEMSELVES, Coded, frame_rows, speaker_name
from qda.verify.finding import FindingSpec
from qda.verify.prompting import written_rules
from qda.verify.tactic import Ground, Mention

_LEAST = 2  # a neighbour stands in so many quotations at least
_SHORTEST = 3


class Sign(IntEnum):
    """Why a passage is a candidate, the most telling first."""

    DENIED = 0
    OPPOSITE = 1
    NEIGHBOUR = 2


SIGN_WORDS = {
    Sign.DENIED: N_("denies a word of the code"),
    Sign.OPPOSITE: N_("says the opposite beside a word of the code"),
    Sign.NEIGHBOUR: N_("denies a word that stands in the evidence"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may contradict the finding.

    Attributes:
        key: Of source and words: the same after the text moved.
        who: The informant, or the source where nobody speaks.
        words: What was found in it.
    """

    key: str
    source: str
    start: int
    end: int
    line: int
    sentence: str
    who: str
    sign: Sign
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What was looked for.

    Attributes:
        terms: Of the codes; the parts of one must all stand in a sentence.
        opposites: Of words of the statement, the labels and the neighbourhood.
        neighbours: Words that set the evidence apart from the other codings.
    """

    terms: tuple[tuple[str, ...], ...]
    opposites: tuple[str, ...]
    neighbours: tuple[str, ...]


def sought(ground: Ground, neighbours: int, more: Sequence[str] = ()) -> Sought:
    """What to look for to contradict the finding.

    Args:
        ground: With a finding.
        neighbours: How many words out of the evidence to look for besides.
        more: Terms the human adds.
    """
    from qda.language.content import is_content
    from qda.language.opposites import opposites
    from qda.language.tokens import words

    finding = _finding(ground)
    codes = [code for code in ground.codes if any(covers(path, code.path) for path in finding.evidence.codes)]
    labels = [text for code in codes for _language, text in code.label]  # whatever language is being spoken
    rules = [tuple(name.split("\n")) for code in codes for name in written_rules(code)]
    named = [tuple(word for word in words(label) if is_content(word)) for label in labels]
    terms = tuple(dict.fromkeys(term for term in (*rules, *named, *((each,) for each in more)) if term))
    known = {key for term in terms for part in term for key in _keys(part)}
    near = [word for word in _neighbours(ground) if word not in known][:neighbours]
    told = words(" ".join([finding.statement, *labels, *near]))
    return Sought(terms=terms, opposites=opposites(told), neighbours=tuple(near))


def candidates(ground: Ground, wanted: Sought) -> list[Candidate]:
    """The sentences that may contradict the finding and that none of its codings touches, most telling first.

    Left out are the interviewer's words, the researcher's own prose, quarantined passages, and what lies outside the
    finding's scope. Where the finding rests on codings against its code, what speaks for the code is looked for.
    """
    finding = _finding(ground)
    if ground.lookup is None:
        return []
    coded = _coded_places(ground, finding)
    speech = _Speech(ground, finding)
    judge = _Judge(wanted, denying=finding.evidence.stance == "+")
    parts = dict.fromkeys(part for term in wanted.terms for part in term)
    found = []
    for mentions in _by_sentence(ground.lookup((*parts, *wanted.neighbours))):
        who = speech.who(mentions[0])
        if who is None or _touched(coded.get(mentions[0].source, ()), mentions[0]):
            continue
        sign = judge.sign(mentions)
        if sign is not None:
            found.append(_candidate(mentions, who, sign))
    return sorted(found, key=lambda c: (c.sign, c.source, c.start))


def _by_sentence(mentions: Iterable[Mention]) -> Iterable[tuple[Mention, ...]]:
    for _place, each in groupby(mentions, key=lambda m: (m.source, m.sentence_start)):
        yield tuple(each)


class _Judge:
    """Says of a sentence why it may contradict the finding."""

    def __init__(self, wanted: Sought, *, denying: bool) -> None:
        """Bring the words together by their keys; `denying` where the finding's evidence speaks for its code."""
        self.terms = [[_keys(part) for part in term] for term in wanted.terms]
        self.near = set(wanted.neighbours)
        self.opposite = {key for word in wanted.opposites for key in _keys(word)}
        self.denying = denying

    def sign(self, mentions: Sequence[Mention]) -> Sign | None:
        """The most telling sign of a sentence in which some of the words stand; None where it tells nothing."""
        words = [_keys(_word(mention)) for mention in mentions]
        keys = _keys(mentions[0].sentence)
        whole = [term for term in self.terms if all(part <= keys for part in term)]
        of_code = [mention for mention, own in zip(mentions, words, strict=True) if _any_part(own, whole)]
        if any(mention.negated is self.denying for mention in of_code):
            return Sign.DENIED
        if self.denying and (of_code or any(own & self.near for own in words)) and keys & self.opposite:
            return Sign.OPPOSITE
        nearby = (m for m, own in zip(mentions, words, strict=True) if own & self.near)
        return Sign.NEIGHBOUR if self.denying and any(mention.negated for mention in nearby) else None


def _any_part(word: set[str], terms: Iterable[Sequence[set[str]]]) -> bool:
    return any(word & part for term in terms for part in term)


def _word(mention: Mention) -> str:
    return mention.sentence[mention.start - mention.sentence_start : mention.end - mention.sentence_start]


def _neighbours(ground: Ground) -> list[str]:
    """Words that are likelier in the evidence than in the study's other codings, by log-likelihood."""
    from qda.stats.association import keyness

    inside = {unit.coding for unit in (ground.evidence.units if ground.evidence else ()) if unit.stance > 0}
    within = _documents(coded for coded in ground.facts.codings if coded.id in inside)
    without = _documents(coded for coded in ground.facts.codings if coded.id not in inside)
    c, d = sum(within.values()), sum(without.values())
    if not c or not d:
        return []
    scored = []
    for word, a in within.items():
        if a >= _LEAST and len(word) >= _SHORTEST and a / c > without[word] / d:
            scored.append((-(keyness(a, without[word], c, d).two_cell or 0.0), word))
    return [word for _score, word in sorted(scored)]


def _documents(codings: Iterable[Coded]) -> Counter[str]:
    """In how many quotations each content word stands; one passage counts once."""
    quotes = {(coded.source, coded.start, coded.end): coded.quote for coded in codings}
    return Counter(key for quote in quotes.values() for key in _keys(quote))


def _coded_places(ground: Ground, finding: FindingSpec) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for coded in ground.facts.coded_below(finding.evidence.codes):
        places.setdefault(coded.source, []).append((coded.start, coded.end))
    return places


def _touched(places: Sequence[tuple[int, int]], mention: Mention) -> bool:
    return any(start < mention.sentence_end and mention.sentence_start < end for start, end in places)


class _Speech:
    """Whose words a place is; None for the interviewer's, the author's, and what lies outside the scope."""

    def __init__(self, ground: Ground, finding: FindingSpec) -> None:
        self.places = ground.facts.places
        self.in_scope: Callable[[str, str], bool] = scope_of(ground.facts, finding)[0]
        self.turns: dict[str, list[tuple[int, int, str | None, str]]] = {}
        for row in frame_rows(ground.material.turns, ("source", "start", "end", "role", "case", "speaker")):
            name = speaker_name(row["case"], row["speaker"], row["source"])
            self.turns.setdefault(row["source"], []).append((row["start"], row["end"], row["role"], name))

    def who(self, mention: Mention) -> str | None:
        place = self.places[mention.source]
        if place.kind == AUTHOR:
            return None
        who = self._speaker(mention) if place.speaks else mention.source if place.kind in BY_THEMSELVES else None
        return who if who is not None and self.in_scope(who, mention.source) else None

    def _speaker(self, mention: Mention) -> str | None:
        turns = self.turns.get(mention.source, [])
        at = bisect_right(turns, mention.start, key=lambda turn: turn[0]) - 1
        if at < 0 or mention.start >= turns[at][1] or turns[at][2] != "informant":
            return None
        return turns[at][3]


def _candidate(mentions: Sequence[Mention], who: str, sign: Sign) -> Candidate:
    mention = mentions[0]
    spoken = " ".join(mention.sentence.split())
    return Candidate(
        key=hashlib.sha256(f"{mention.source}\n{spoken}".encode()).hexdigest()[:8],
        source=mention.source,
        start=mention.sentence_start,
        end=mention.sentence_end,
        line=mention.line,
        sentence=spoken,
        who=who,
        sign=sign,
        words=tuple(dict.fromkeys(map(_word, mentions))),
    )


def _keys(text: str) -> set[str]:
    from qda.language.content import content_keys
    from qda.language.tokens import words

    return set(content_keys(words(text.lstrip("=+~"))))


def _finding(ground: Ground) -> FindingSpec:
    assert ground.finding is not None  # the contract: a tactic about findings is given one
    return ground.finding
