"""Paragraphs that are perhaps of another study: what copying and pasting leaves in reports (method §4.5). Pure.

A paragraph is named where all of this holds:

- the study has at least 30 paragraphs of documents and author's prose in its main language, of 20 words or more, a
  tenth of them function words (shorter ones are headings, another language is an abstract, lists and references
  have no sentences);
- its cosine to their centroid (tf-idf over the inflected keys of content words, with 1 + log tf) lies in the lowest
  hundredth by nearest rank: of fewer than a hundred paragraphs that is the lowest alone;
- none of its words is a name of the study: a word that elsewhere stands with a capital within sentences and nowhere
  begins with a small letter;
- fewer than half of its rare words (in at most a twentieth of the paragraphs) occur anywhere else in the study. The
  method says none; but two paragraphs in one language always share some.

It is a hint: it has no effect until somebody quarantines the paragraph.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qda.language.content import content_keys, function_words
from qda.language.paragraphs import paragraphs
from qda.language.sentences import sentences
from qda.language.tokens import tokenise, words
from qda.model.text import Lines, Span

LEAST_PARAGRAPHS = 30
LEAST_WORDS = 20
LEAST_BINDING = 0.1
LOWEST = 0.01
RARE = 0.05
SHARED = 0.5
_OPENING = 10  # words by which a paragraph is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A document or the author's prose.

    Attributes:
        kept_out: Spans that are quarantined already.
    """

    source: str
    text: str
    kept_out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPassage:
    """A paragraph that is perhaps of another study.

    Attributes:
        line: 1-based, where it begins.
        opening: Its first words.
    """

    source: str
    line: int
    start: int
    end: int
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    prose: Prose
    span: Span
    words: tuple[str, ...]
    keys: tuple[str, ...]
    names: frozenset[str]


def foreign_passages(prose: Sequence[Prose], others: Callable[[], Iterable[str]] = tuple) -> tuple[ForeignPassage, ...]:
    """The paragraphs that are perhaps of another study, in the order given.

    Args:
        prose: All documents and author's prose of the study.
        others: Gives the texts of its other sources; asked only where a paragraph is suspected.
    """
    everything = [paragraph for each in prose for paragraph in _read(each)]
    judged = _judged(everything)
    if len(judged) < LEAST_PARAGRAPHS:
        return ()
    found_in = Counter(key for paragraph in everything for key in set(paragraph.keys))
    nearness = _cosines([everything[at] for at in judged], found_in, len(everything))
    lowest = sorted(zip(nearness, judged, strict=True))[: math.ceil(LOWEST * len(judged))]
    small = {word for paragraph in everything for word in paragraph.words if word[0].islower()}
    rare = {at: _rare(everything[at], found_in, len(everything)) for _cosine, at in lowest}
    suspected = [at for at in sorted(rare) if not _named(everything, at, small) and _apart(rare[at], found_in)]
    if suspected:
        for text in others():
            found_in.update(set(content_keys(set(words(text)))))
    return tuple(_shown(everything[at]) for at in suspected if _apart(rare[at], found_in))


def _read(prose: Prose) -> Iterator[_Paragraph]:
    """The paragraphs of a text, whose words are found all at once: paragraph by paragraph took five times as long."""
    found = tokenise(prose.text)
    starts, ends = found.start.tolist(), found.end.tolist()
    said = [prose.text[start:end] for start, end in zip(starts, ends, strict=True)]
    for span in paragraphs(prose.text):
        first, behind = bisect_left(starts, span.start), bisect_left(starts, span.end)
        names: set[str] = set()
        for sentence in sentences(prose.text[span.start : span.end]):
            begin = bisect_left(starts, span.start + sentence.start)
            end = bisect_left(starts, span.start + sentence.end)
            names.update(word.casefold() for word in said[begin + 1 : end] if word[0].isupper())
        own = tuple(said[first:behind])
        yield _Paragraph(prose=prose, span=span, words=own, keys=tuple(content_keys(own)), names=frozenset(names))


def _judged(everything: Sequence[_Paragraph]) -> list[int]:
    """Those that are prose in the main language, long enough and not kept out already."""
    binding = [function_words(paragraph.words) for paragraph in everything]
    spoken = Counter(language for found in binding if (language := _most(found)))
    main = _most(spoken)
    return [
        at
        for at, (paragraph, found) in enumerate(zip(everything, binding, strict=True))
        if len(paragraph.words) >= LEAST_WORDS
        and _most(found) == main
        and found[main or ""] >= LEAST_BINDING * len(paragraph.words)
        and not any(paragraph.span.overlaps(span) for span in paragraph.prose.kept_out)
    ]


def _most(found: Counter[str]) -> str | None:
    return min(found, key=lambda language: (-found[language], language), default=None)


def _cosines(chosen: Sequence[_Paragraph], found_in: Counter[str], n: int) -> list[float]:
    """Of each paragraph's tf-idf vector to the mean of all; 0 for a vector without length."""
    vectors = []
    for paragraph in chosen:
        raw = {key: (1 + math.log(tf)) * math.log(n / found_in[key]) for key, tf in Counter(paragraph.keys).items()}
        length = math.sqrt(math.fsum(weight * weight for weight in raw.values())) or 1.0
        vectors.append({key: weight / length for key, weight in raw.items()})
    centre: Counter[str] = Counter()
    for vector in vectors:
        centre.update(vector)
    length = math.sqrt(math.fsum(weight * weight for weight in centre.values())) or 1.0
    return [math.fsum(weight * centre[key] for key, weight in vector.items()) / length for vector in vectors]


def _named(everything: Sequence[_Paragraph], at: int, small: set[str]) -> bool:
    """Whether a paragraph holds a name that stands elsewhere in the study."""
    own = {word.casefold() for word in everything[at].words} - small
    return any(not own.isdisjoint(other.names) for place, other in enumerate(everything) if place != at)


def _rare(paragraph: _Paragraph, found_in: Counter[str], n: int) -> frozenset[str]:
    return frozenset(key for key in paragraph.keys if found_in[key] <= max(2.0, RARE * n))


def _apart(rare: frozenset[str], found_in: Counter[str]) -> bool:
    """Whether fewer than half of these words stand anywhere else."""
    return bool(rare) and sum(found_in[key] > 1 for key in rare) < SHARED * len(rare)


def _shown(paragraph: _Paragraph) -> ForeignPassage:
    text = paragraph.prose.text[paragraph.span.start : paragraph.span.end]
    begin = paragraph.span.start + len(text) - len(text.lstrip())
    return ForeignPassage(
        source=paragraph.prose.source,
        line=Lines(paragraph.prose.text).line_at(begin),
        start=paragraph.span.start,
        end=paragraph.span.end,
        opening=" ".join(text.split()[:_OPENING]),
    )
