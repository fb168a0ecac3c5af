"""A method under two terms that exclude each other: here *wawancara semi terstruktur*, there *terstruktur*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qda.language.content import is_content
from qda.model.wording import N_, _
from qda.verify.lint_prose import Prose, Sentence
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "method-terms"
_BEHIND = frozenset(["wawancara", "observasi", "pengamatan", "kuesioner", "angket", "pertanyaan", "sampling"])
_AHEAD = frozenset(
    ["interview", "interviews", "observation", "observations", "questionnaire", "questionnaires", "sampling"]
)
_PREFIXES = ("semi", "setengah", "tidak", "tak", "non", "bukan", "quasi", "un", "in")
_FILLERS = ("secara", "yang", "bersifat")
_SHORTEST = 5  # letters of a term: shorter ones begin with “un” or “in” by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    head: str
    quality: str
    prefix: str
    start: int
    end: int
    sentence: int


@lint(NAME, N_("A method under two terms that exclude each other"), topic=Topic.CONTRADICTION, of_texts=True)
def method_terms(desk: Desk) -> Iterable[Defect]:
    """The same way of collecting with and without a prefix that turns its quality round (semi, tidak, non, un …).

    Chapters on other studies are left out; and a sentence that names both says that both were used.
    """
    for prose in desk.reports:
        groups: dict[tuple[str, str], list[_Term]] = {}
        for term in _terms(prose):
            groups.setdefault((term.head, term.quality), []).append(term)
        for (head, quality), terms in sorted(groups.items()):
            forms = sorted({term.prefix for term in terms})
            if len(forms) > 1 and not _named_together(terms):
                yield _defect(prose, head, quality, terms)


def _defect(prose: Prose, head: str, quality: str, terms: list[_Term]) -> Defect:
    first = {term.prefix: term for term in reversed(terms)}
    shown = sorted(first.values(), key=lambda term: term.start)
    said = [" ".join(prose.flat[term.start : term.end].split()) for term in shown]
    return Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{head}:{quality}",
        what=_("One way of collecting has terms that exclude each other: {terms}.").format(
            terms=", ".join(f"“{one}”" for one in said)
        ),
        mend=_("Use the term for what was done; if both were done, say so in one sentence."),
        confidence=_("The terms exclude each other, but different informants may have been asked in different ways."),
        passages=tuple(prose.passage(term.start, term.end) for term in shown),
    )


def _named_together(terms: list[_Term]) -> bool:
    by_sentence: dict[int, set[str]] = {}
    for term in terms:
        by_sentence.setdefault(term.sentence, set()).add(term.prefix)
    return any(len(prefixes) > 1 for prefixes in by_sentence.values())


def _terms(prose: Prose) -> Iterator[_Term]:
    for number, sentence in enumerate(prose.own()):
        words = [word.text.casefold() for word in sentence.words]
        for at, word in enumerate(words):
            if word in _BEHIND:
                yield from _behind(prose, sentence, number, words, at)
            elif word in _AHEAD and at:
                yield from _one(prose, sentence, number, word.rstrip("s"), at - 1, at - 1)


def _behind(prose: Prose, sentence: Sentence, number: int, words: list[str], at: int) -> Iterator[_Term]:
    """Indonesian: the quality stands behind, perhaps after “secara”, and its prefix may be a word of its own."""
    first = at + 1
    while first < len(words) and words[first] in _FILLERS:
        first += 1
    if first < len(words) and words[first] in _PREFIXES and first + 1 < len(words):
        yield from _one(prose, sentence, number, words[at], first + 1, first)
    elif first < len(words):
        yield from _one(prose, sentence, number, words[at], first, first)


def _one(prose: Prose, sentence: Sentence, number: int, head: str, place: int, first: int) -> Iterator[_Term]:
    words = sentence.words
    low, high = min(first, place), max(first, place)
    edges = [*range(low, high + 1)]
    around = [at for at in (low - 1, high + 1) if 0 <= at < len(words) and words[at].text.casefold().startswith(head)]
    begin, end = min((*edges, *around)), max((*edges, *around))
    gap = prose.flat[words[begin].start : words[end].end]
    word = words[place].text.casefold()
    if any(mark in gap for mark in ",;:.()") or (not is_content(word) and not word.startswith(_PREFIXES)):
        return
    prefix = words[first].text.casefold() if first != place else ""
    quality = word
    if not prefix:
        prefix, quality = _parted(word)
    if len(quality) >= _SHORTEST:
        yield _Term(
            head=head, quality=quality, prefix=prefix, start=words[begin].start, end=words[end].end, sentence=number
        )


def _parted(word: str) -> tuple[str, str]:
    """*semi-structured* as its prefix and its quality; a word without a prefix as itself."""
    for prefix in _PREFIXES:
        rest = word[len(prefix) :].lstrip("-")
        if word.startswith(prefix) and len(rest) >= _SHORTEST:
            return prefix, rest
    return "", word
