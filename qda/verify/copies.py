"""Whose words a passage of evidence is made of: copies of one another, and the researcher's own prose (method §4.5).

The researcher's summary pasted into field notes is the researcher speaking, and no witness. But a report quotes its
sources in turn, so who copied from whom is decided by date:

- the passage's source is dated before the author's text: the author quotes it, and it stays a witness;
- it is dated after: it is the researcher's assertion;
- the dates do not tell (one is missing, both are the same): an interview, focus group or survey is taken as earlier,
  since transcripts are what authors quote; of notes, observations and documents nobody knows, so that the cautious
  reading drops them and the generous one keeps them. A date on both sources settles it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from qda.verify.duplicates import Passage, clusters_among, copied, shingled
from qda.verify.facts import AUTHOR, Coded, Copies, Place, StudyFacts

if TYPE_CHECKING:
    from qda.verify.finding import FindingSpec

_ASKED = ("interview", "focus-group", "survey")


class Authorship(IntEnum):
    """How sure it is that a passage is the researcher's own writing."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is known of the words of one coding.

    Attributes:
        cluster: Key shared by passages surely copied from one another; None if unique.
        similar: Key shared by short passages in the same words; None if unique.
        authorship: Whether the words are the researcher's own.
        author_text: The researcher's text that holds them too; None if none does.
    """

    cluster: str | None = None
    similar: str | None = None
    authorship: Authorship = Authorship.NO
    author_text: str | None = None


def with_copies(facts: StudyFacts, findings: Iterable[FindingSpec]) -> StudyFacts:
    """The facts with the passages of all these findings compared, so that each need not do it anew."""
    rivals = (rival.evidence for finding in findings for rival in finding.rivals if rival.evidence is not None)
    codes = {path for query in (*(f.evidence for f in findings), *rivals) for path in query.codes}
    return replace(facts, copies=_compared(facts, facts.coded_below(sorted(codes))))


def written(facts: StudyFacts, kept: Iterable[Coded]) -> list[Written]:
    """What is known of the words of each coding, in their order."""
    kept = list(kept)
    keys = [passage_key(facts, coded) for coded in kept]
    telling = {key for key, coded in zip(keys, kept, strict=True) if coded.technique != "A"}
    copies = facts.copies
    if copies is None or not telling <= copies.ready.place.keys():
        copies = _compared(facts, kept)
    found = clusters_among(copies.ready, telling)
    sure = {member: cluster.origin for cluster in found if cluster.sure for member in cluster.members}
    unsure = {member: cluster.origin for cluster in found if not cluster.sure for member in cluster.members}
    plain = Written()
    said = []
    for key, coded in zip(keys, kept, strict=True):
        texts = copies.from_author.get(key, ())
        if key not in sure and key not in unsure and not texts:
            said.append(plain)
            continue
        authorship, text = max(
            ((_authorship(facts.places[coded.source], facts.places[name]), name) for name in texts),
            key=lambda judged: judged[0],
            default=(Authorship.NO, None),
        )
        said.append(
            Written(
                cluster=sure.get(key),
                similar=unsure.get(key),
                authorship=authorship,
                author_text=text if authorship else None,
            )
        )
    return said


def span_of(facts: StudyFacts, coded: Coded) -> tuple[int, int]:
    """The turn around a coding, or the paragraph where nobody is known to speak; of author's prose the quote alone.

    An author's prose tells of several people. A transcript without labels is one turn, and the questions in it are
    the same in every talk: as a whole each would be a copy of the others.
    """
    if facts.places[coded.source].kind == AUTHOR or coded.source not in facts.texts:
        return coded.start, coded.end
    spans = facts.spans.get(coded.source, ())
    if coded.role is not None and coded.turn is not None and coded.turn < len(spans):
        start, end = spans[coded.turn]
        return min(start, coded.start), max(end, coded.end)
    text = facts.texts[coded.source]
    start = text.rfind("\n", 0, coded.start) + 1
    end = text.find("\n", coded.end)
    return start, len(text) if end < 0 else end


def passage_key(facts: StudyFacts, coded: Coded) -> str:
    """Names the passage around a coding in the mouth of its informant; the same for all codings there."""
    start, end = span_of(facts, coded)
    return f"{coded.source}\0{start:012}\0{end:012}\0{coded.informant}"


def _compared(facts: StudyFacts, codings: Iterable[Coded]) -> Copies:
    passages = {passage_key(facts, coded): coded for coded in codings if coded.technique != "A"}
    drafts = {
        f"\0{name}": name for name in sorted(facts.texts) if name in facts.places and facts.places[name].kind == AUTHOR
    }
    ready = shingled(
        [_passage(facts, key, coded) for key, coded in passages.items()]
        + [Passage(key=key, text=facts.texts[name]) for key, name in drafts.items()]
    )
    from_author = {
        key: found
        for key, coded in passages.items()
        if facts.places[coded.source].kind != AUTHOR
        and (found := tuple(name for draft, name in drafts.items() if copied(ready, key, draft)))
    }
    return Copies(ready=ready, from_author=from_author)


def _passage(facts: StudyFacts, key: str, coded: Coded) -> Passage:
    start, end = span_of(facts, coded)
    text = facts.texts.get(coded.source)
    # One sentence of a report may rightly be given to two informants; it is no copy of itself.
    apart = coded.source if facts.places[coded.source].kind == AUTHOR else f"{coded.source}\0{start}"
    return Passage(
        key=key,
        text=coded.quote if text is None else text[start:end],
        date=facts.places[coded.source].date,
        apart=apart,
    )


def _authorship(place: Place, author: Place) -> Authorship:
    order = _before(place.date, author.date)
    if order is None:
        return Authorship.NO if place.kind in _ASKED else Authorship.PERHAPS
    return Authorship.NO if order else Authorship.YES


def _before(one: str | None, other: str | None) -> bool | None:
    """Whether a date lies before another; None where that cannot be told, as of 2023 and May 2023."""
    if not one or not other:
        return None
    length = min(len(one), len(other))
    return None if one[:length] == other[:length] else one < other
