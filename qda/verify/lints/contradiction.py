"""The same thing told differently in two places: between a report's chapters, and between codings of one code and slot.

A program sees only some contradictions: what is denied here and affirmed there, other pairs and numbers behind the
same word, one deed with two doers, and a coder's own signs for and against. Praise and blame it cannot weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from qda.language.content import content_keys, is_content
from qda.language.tokens import tokenise
from qda.model.records import Stance
from qda.model.text import Lines
from qda.model.wording import N_, _
from qda.verify.facts import AUTHOR, Coded
from qda.verify.lint_names import Name, is_listed, names
from qda.verify.lint_prose import Part, Passage, Prose, Sentence, Word
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint
from qda.verify.lint_statements import Clash, Sign, Statement, clash

NAME = "contradiction"
_SHARED = 4  # content words that two sentences of different chapters have in common to be about the same thing
_SHARE = 1 / 3  # and so many of the content words of the shorter one
_RARE = 0.06  # share of the sentences in which the rarest of them stands at most
_MOST_HOLDERS = 25  # sentences, so that the cost of a long report grows with its length and not with its square
_LEADS = 0.03  # the same of a word that leads to an enumeration
_RUN, _TELLING = 5, 3  # words in a row that two doers share, and how many of them are content words
_SAME_NAME = 80  # per cent of letters in common from which two names are one that was misread
_MOST_COMPARED = 60  # codings of one code, slot and informant
_NEAR = 12  # words behind a name in which its deed is told
_LONGEST = 80  # words; what is longer is no sentence


@lint(NAME, N_("The same thing told differently in two places"), topic=Topic.CONTRADICTION, of_texts=True)
def contradiction(desk: Desk) -> Iterable[Defect]:
    """Sentences of different chapters, deeds with two doers, codings of one code and slot that disagree."""
    for prose in desk.reports:
        yield from _sentences(prose)
        yield from _doers(prose)
    if not desk.manuscript:
        yield from _slots(desk)


def _sentences(prose: Prose) -> Iterator[Defect]:
    told = [s for s in prose.own() if s.part not in (Part.ADVICE, Part.FRONT) and 4 <= len(s.words) <= _LONGEST]
    found_in = Counter(key for sentence in told for key in set(sentence.keys))
    holders: dict[str, list[int]] = {}
    for at, sentence in enumerate(told):
        for key in dict.fromkeys(sentence.keys):
            if 1 < found_in[key] <= max(2.0, min(_RARE * len(told), _MOST_HOLDERS)):
                holders.setdefault(key, []).append(at)
    pairs = {(one, other) for same in holders.values() for n, one in enumerate(same) for other in same[n + 1 :]}
    ready = {at: _statement(prose, told[at]) for pair in pairs for at in pair}
    leads = frozenset(key for key, n in found_in.items() if n <= max(3.0, _LEADS * len(told)))
    seen: set[tuple[Sign, str]] = set()
    for one, other in sorted(pairs):
        if told[one].section == told[other].section:
            continue
        shared = len(ready[one].keys & ready[other].keys)
        if shared < max(_SHARED, _SHARE * min(len(ready[one].keys), len(ready[other].keys))):
            continue
        found = clash(ready[one], ready[other], leads)
        if found is not None and (found.sign, found.about) not in seen:
            seen.add((found.sign, found.about))
            yield _of_sentences(prose, found)


def _statement(prose: Prose, sentence: Sentence) -> Statement:
    return Statement(
        text=prose.flat[sentence.start : sentence.end],
        start=sentence.start,
        words=sentence.words,
        keys=frozenset(sentence.keys),
    )


def _of_sentences(prose: Prose, found: Clash) -> Defect:
    one, other = sorted((found.one, found.other))
    said = [" ".join(prose.text[start:end].split()) for start, end in (one, other)]
    grave = found.sign is not Sign.PAIRS
    return Defect(
        lint=NAME,
        severity=Severity.WARNING if grave else Severity.HINT,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{found.sign.value}:{found.about}",
        what=_(_WHAT[found.sign]).format(one=said[0], other=said[1], about=found.about),
        mend=_("Read both places and let one of them follow the data."),
        confidence=_(
            "Both sentences share at least {n} content words; they may still speak of different things."
        ).format(n=_SHARED),
        passages=(prose.passage(*one), prose.passage(*other)),
    )


_WHAT = {
    Sign.DENIED: N_("“{about}” is affirmed in one chapter and denied in another (“{one}”, “{other}”)."),
    Sign.PAIRS: N_("Of “{about}” one chapter says “{one}”, another “{other}”."),
    Sign.COUNT: N_("One chapter counts “{one}”, another “{other}”."),
}


def _doers(prose: Prose) -> Iterator[Defect]:
    """The same words in a row behind two organisations of one kind, in different chapters."""
    runs: dict[tuple[str, ...], tuple[Name, tuple[int, int]]] = {}
    told: set[frozenset[str]] = set()
    for name in names(prose):
        if name.part is Part.LITERATURE or not is_listed(name.words[0]) or len(name.key) < 2:
            continue
        behind = _behind(prose, name)
        for at in range(len(behind) - _RUN + 1):
            run = behind[at : at + _RUN]
            if sum(is_content(word.text) for word in run) < _TELLING:
                continue
            key = (name.key[0], *(word.text.casefold() for word in run))
            first, span = runs.setdefault(key, (name, (run[0].start, run[-1].end)))
            pair = frozenset((" ".join(first.key[:2]), " ".join(name.key[:2])))
            if pair in told or first.section == name.section or _one_name(first, name):
                continue
            told.add(pair)
            yield Defect(
                lint=NAME,
                severity=Severity.WARNING,
                kind=PlaceKind.SOURCE,
                name=prose.name,
                about=f"doer:{' / '.join(sorted(pair))}",
                what=_("One chapter says of “{one}” what another says of “{other}”: “{deed}”.").format(
                    one=first.text, other=name.text, deed=" ".join(prose.text[span[0] : span[1]].split())
                ),
                mend=_("Find out whose deed it is; if both did it, say so."),
                confidence=_("{n} words in a row are the same; two offices may really do the same.").format(n=_RUN),
                passages=(prose.passage(first.start, span[1]), prose.passage(name.start, run[-1].end)),
            )


def _one_name(one: Name, other: Name) -> bool:
    """Whether two names are one, whole, shortened or misread."""
    from rapidfuzz import fuzz

    first, second = one.key[1], other.key[1]
    return first.startswith(second) or second.startswith(first) or fuzz.ratio(first, second) >= _SAME_NAME


def _behind(prose: Prose, name: Name) -> Sequence[Word]:
    """The words behind a name up to the next name of that kind in its sentence."""
    sentence = prose.sentences[name.sentence]
    after = [word for word in sentence.words if word.start >= name.end][:_NEAR]
    head = name.words[0].casefold()
    stop = next((at for at, word in enumerate(after) if word.text.casefold() == head), len(after))
    return after[:stop]


def _slots(desk: Desk) -> Iterator[Defect]:
    """Codings of one code and slot, by one informant, that disagree; the first sixty of each are compared."""
    facts = desk.facts
    texts: dict[str, str] = {}
    same: dict[tuple[str, str, str], list[Coded]] = {}
    for coded in facts.codings:
        if coded.slot and not coded.quarantined:
            same.setdefault((coded.code, coded.slot, coded.informant), []).append(coded)
    for (code, slot, informant), codings in same.items():
        found = next(_disagreeing(codings), None)
        if found is None:
            continue
        one, other, sign = found
        texts = texts or {text.name: text.text for text in desk.spoken()}
        yield Defect(
            lint=NAME,
            severity=Severity.WARNING,
            kind=PlaceKind.CODE,
            name=code,
            about=f"{slot}:{informant}:{sign}",
            what=_("The part “{slot}” of {code} is told in two ways that do not agree.").format(slot=slot, code=code),
            mend=_("Read both passages; recode one, or say in a finding which of them holds."),
            confidence=_("Both are coded with the same code and part, and come from {informant}.").format(
                informant=informant if facts.places[one.source].kind != AUTHOR else _("one report")
            ),
            passages=tuple(_passage(coded, texts) for coded in (one, other)),
        )


def _disagreeing(codings: Sequence[Coded]) -> Iterator[tuple[Coded, Coded, str]]:
    said = [(coded, _of_coding(coded)) for coded in codings[:_MOST_COMPARED]]
    for (one, mine), (other, theirs) in combinations(said, 2):
        if (one.source, one.start) == (other.source, other.start):
            continue
        if {one.stance, other.stance} == {Stance.FOR.value, Stance.AGAINST.value}:
            yield one, other, "stance"
        found = clash(mine, theirs, mine.keys & theirs.keys)
        if found is not None:
            yield one, other, found.about


def _of_coding(coded: Coded) -> Statement:
    spans = tokenise(coded.quote)
    words = tuple(
        Word(text=coded.quote[s:e], start=coded.start + s, end=coded.start + e)
        for s, e in zip(spans.start.tolist(), spans.end.tolist(), strict=True)
    )
    keys = frozenset(content_keys(word.text for word in words))
    return Statement(text=coded.quote, start=coded.start, words=words, keys=keys)


def _passage(coded: Coded, texts: Mapping[str, str]) -> Passage:
    line = Lines(texts[coded.source]).line_at(coded.start)
    return Passage(source=coded.source, start=coded.start, end=coded.end, line=line, text=coded.quote)
