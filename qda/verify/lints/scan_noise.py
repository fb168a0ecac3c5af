"""What a scanner misread: signs where a number is wanted, signs within words, years that cannot be, broken passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qda.language.content import function_words
from qda.language.fold import LIGATURES, index_key
from qda.language.lexeme import keys_of_key
from qda.language.paragraphs import paragraphs
from qda.language.tokens import tokenise, words
from qda.model.text import Lines
from qda.model.wording import N_, _, plural
from qda.verify.lint_prose import Passage
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Text, Topic, lint

NAME = "scan-noise"
_NO_NUMBER = re.compile(
    r"\b(?:berjumlah|sebanyak|sejumlah|jumlahnya|totalling|a total of|numbering)\s+"
    r"([^\w\s\"'“”‘’(\[,.;:–—-]{1,3})\s+\w+",
    re.IGNORECASE,
)
_MIXED = re.compile(r"(?<![\w.,/@#-])(?:\d+[lIOo]\d*|l\d+)(?![\w/@-])\s+\w+")
_NO_YEAR = re.compile(r"\b(?:tahun|year)\s+((?!1[5-9]\d\d|20\d\d|21\d\d)[3-9]\d{3})\b", re.IGNORECASE)
_IN_WORD = re.compile(r"[^\W\d_]{2,}[%&#$^~][|(]?[^\W\d_]{2,}|[^\W\d_]*[" + "".join(LIGATURES) + r"][^\W_]*")
_WORK = re.compile(r"\((?:19|20)\d\d[a-z]?\b")  # a work cited: names are unknown words without being broken
_COLUMNS = re.compile(r"\s\|\s")
_LEAST_WORDS, _BROKEN, _NEAR, _LIKE = 12, 0.3, 0.4, 74
_SHORTEST = 4
_SAMPLE = 20_000  # characters that tell the language of a text
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    """The words of all texts that are judged.

    Attributes:
        trusted: Words that the lists know and the study uses, and unknown ones that it uses three times or more.
    """

    count: Counter[str]
    trusted: tuple[str, ...]


@lint(NAME, N_("What a scanner misread"), topic=Topic.MATERIAL, of_texts=True)
def scan_noise(desk: Desk) -> Iterable[Defect]:
    """Four rules.

    - A sign stands where a word like *berjumlah* wants a number, or a number mixes digits with l, I or O.
    - A year after *tahun* or *year* is 3000 or later.
    - Signs or joined letters within words, three or more a text: told once with the words.
    - A paragraph of twelve words of four letters or more of which three in ten no list knows, nobody uses elsewhere,
      and most of these are spelt nearly like a word that the study does use. A foreign language, names and
      references have unknown words, too, but not such as look like the study's own. Of texts that are mainly in
      English this is not judged: the list of English words is too short for it.
    """
    judged = [text for text in desk.texts if _indonesian(words(text.text[:_SAMPLE]))]
    names = {text.name for text in judged}
    vocabulary = _vocabulary(judged)
    for text in desk.texts:
        yield from _numbers(text)
        yield from _within_words(text)
        broken = [p for p in _broken(text, vocabulary) if not _kept_out(text, p)] if text.name in names else []
        if broken:
            yield _of_passages(text, broken)


def _numbers(text: Text) -> Iterator[Defect]:
    for pattern in (_NO_NUMBER, _MIXED, _NO_YEAR):
        for match in pattern.finditer(text.text):
            found = _passage(text, match.start(), match.end())
            if _kept_out(text, found):
                continue
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING,
                kind=PlaceKind.SOURCE,
                name=text.name,
                about="number",
                what=_("A number cannot be read: “{words}”.").format(words=" ".join(found.text.split())),
                mend=_("Look it up in the original and correct the text."),
                confidence=_("A number is wanted here, and what stands here is none."),
                passages=(found,),
            )


def _within_words(text: Text) -> Iterator[Defect]:
    found = [
        _passage(text, match.start(), match.end())
        for match in _IN_WORD.finditer(text.text)
        if not _as_pdf_joins(match.group())
    ]
    found = [passage for passage in found if not _kept_out(text, passage)]
    if len(found) >= 3:
        shown = ", ".join(dict.fromkeys(passage.text for passage in found[:_SHOWN]))
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            kind=PlaceKind.SOURCE,
            name=text.name,
            about="words",
            what=_("{n} words hold signs that a scanner put there: {words}{more}.").format(
                n=len(found), words=shown, more=" …" if len(found) > _SHOWN else ""
            ),
            mend=_("Correct them before coding: searches and rules do not find broken words."),
            confidence=_("No word of either language is written so; an address or a formula may be."),
            passages=tuple(found),
        )


def _as_pdf_joins(word: str) -> bool:
    """Whether a word with joined letters is a known one: then nothing was misread."""
    return any(join in word for join in LIGATURES) and keys_of_key(index_key(word)).known


def _vocabulary(texts: Sequence[Text]) -> _Vocabulary:
    count: Counter[str] = Counter()
    for text in texts:
        count.update(index_key(word) for word in words(text.text) if len(word) >= _SHORTEST and word.isalpha())
    trusted = sorted(word for word, n in count.items() if n > 2 or (n > 1 and keys_of_key(word).known))
    return _Vocabulary(count=count, trusted=tuple(trusted))


def _broken(text: Text, vocabulary: _Vocabulary) -> Iterator[Passage]:
    found = tokenise(text.text)
    starts = found.start.tolist()
    everything = [text.text[start:end] for start, end in zip(starts, found.end.tolist(), strict=True)]
    for span in paragraphs(text.text):
        own = everything[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        said = [word for word in own if len(word) >= _SHORTEST and word.isalpha()]
        if len(said) < _LEAST_WORDS or _WORK.search(text.text, span.start, span.end):
            continue
        odd = [key for key in map(index_key, said) if vocabulary.count[key] <= 2 and not keys_of_key(key).known]
        if len(odd) < _BROKEN * len(said):
            continue
        binding = function_words(own)
        if binding["en"] > binding["id"]:
            continue
        if sum(_like_one(key, vocabulary.trusted) for key in odd) >= _NEAR * len(odd):
            begin = span.start + len(text.text[span.start : span.end]) - len(text.text[span.start : span.end].lstrip())
            yield _passage(text, begin, span.end)


def _indonesian(said: Sequence[str]) -> bool:
    binding = function_words(said)
    return binding["id"] >= binding["en"]


def _like_one(key: str, trusted: Sequence[str]) -> bool:
    from rapidfuzz import fuzz, process

    return process.extractOne(key, trusted, scorer=fuzz.ratio, score_cutoff=_LIKE) is not None


def _of_passages(text: Text, broken: Sequence[Passage]) -> Defect:
    openings = "; ".join(
        _("line {line}: “{opening} …”").format(line=passage.line, opening=" ".join(passage.text.split()[:6]))
        for passage in broken[:_SHOWN]
    )
    tables = any(_COLUMNS.search(passage.text) for passage in broken)
    return Defect(
        lint=NAME,
        severity=Severity.WARNING,
        kind=PlaceKind.SOURCE,
        name=text.name,
        about="passages",
        what=plural(
            "{n} passage is broken by a scanner ({openings}).",
            "{n} passages are broken by a scanner ({openings}).",
            len(broken),
        ).format(n=len(broken), openings=openings),
        mend=_("Type the table anew from the original, or build it from the codes: qda display forms-table.")
        if tables
        else _("Type them anew from the original, or keep them out of evidence: qda source quarantine"),
        confidence=_("Many words are unknown and nearly like words of the study; dialect may look like this, too."),
        passages=tuple(broken),
    )


def _passage(text: Text, start: int, end: int) -> Passage:
    line = _lines(text.text).line_at(start)
    return Passage(source=text.name, start=start, end=end, line=line, text=text.text[start:end])


@lru_cache(maxsize=2)
def _lines(text: str) -> Lines:
    return Lines(text)


def _kept_out(text: Text, passage: Passage) -> bool:
    return any(span.start < passage.end and passage.start < span.end for span in text.kept_out)
