"""Names that vary: one thing under two names, an organisation that stands in for another, two spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from qda.model.wording import N_, _
from qda.verify.lint_names import Name, is_listed, names
from qda.verify.lint_prose import BORROWED, Prose
from qda.verify.lint_rule import Defect, Desk, PlaceKind, Severity, Topic, lint

NAME = "names-vary"
_USUAL, _RARE = 5, 2  # how often the usual organisation stands, and at most the one in its place
_MOST = 0.8  # share of the names of that kind that are the usual one
_TWICE, _SIMILAR, _LONG = 3, 88, 6  # of spellings: how often the usual one stands, per cent alike, letters
_AGENT = ("oleh", "by")


@lint(NAME, N_("Names that vary"), topic=Topic.CONTRADICTION, of_texts=True)
def names_vary(desk: Desk) -> Iterable[Defect]:
    """Three rules, each over what a report says itself (chapters on other studies left out).

    - Two names that begin with the same proper name, end differently, and are introduced by the same two words
      (*koperasi tani “Suka Maju”*, *koperasi tani “Suka Makmur”*), the rarer at most half as often as the other; not
      where one sentence holds both.
    - An organisation that is named five times or more, and in four of five names of its kind; and another of that
      kind, which stands once or twice as the doer (*oleh*, *by*) of the same deed, and has no other place behind it.
    - Words with a capital that no list knows, of six letters or more, 88 % alike, one at least three times, the
      other at most twice: told together, once a report.
    """
    for prose in desk.reports:
        found = [name for name in names(prose) if name.part not in BORROWED]
        yield from _two_names(prose, found)
        yield from _stand_ins(prose, found)
        yield from _spellings(prose)


def _two_names(prose: Prose, found: list[Name]) -> Iterator[Defect]:
    heads: dict[str, list[Name]] = {}
    for name in found:
        if len(name.key) >= 2 and len(name.key[0]) > 3 and not is_listed(name.words[0]):
            heads.setdefault(name.key[0], []).append(name)
    for same in heads.values():
        often = Counter(name.key for name in same).most_common()
        if len(often) != 2:  # of three or more the first word is a title or a kind
            continue
        usual = often[0][0]
        for rare, count in sorted(often[1:]):
            if 2 * count > often[0][1] or _only_ending(" ".join(rare), " ".join(usual)):
                continue
            ones, others = _of(same, usual), _of(same, rare)
            topics = {name.topic for name in ones if len(name.topic) == 2}
            alike = [name for name in others if name.topic in topics]
            if alike and {name.sentence for name in ones}.isdisjoint(name.sentence for name in others):
                yield _defect(
                    prose,
                    Severity.WARNING,
                    next(name for name in ones if name.topic == alike[0].topic),
                    alike[0],
                    _("“{usual}” ({n} times) is called “{rare}” elsewhere.").format(
                        usual=ones[0].text, n=len(ones), rare=alike[0].text
                    ),
                    _("Both begin alike and are introduced by the same words; they may still be two things."),
                )


def _stand_ins(prose: Prose, found: list[Name]) -> Iterator[Defect]:
    kinds: dict[str, list[Name]] = {}
    for name in found:
        if len(name.key) >= 2 and is_listed(name.words[0]):
            kinds.setdefault(name.key[0], []).append(name)
    for same in kinds.values():
        often = Counter(name.key[:2] for name in same)
        usual, count = min(often.items(), key=lambda pair: (-pair[1], pair[0]))
        if count < _USUAL or count < _MOST * len(same):
            continue
        ones = [name for name in same if name.key[:2] == usual]
        deeds = {_deed(name) for name in ones} - {None}
        places = {name.place for name in ones}
        for key in sorted(other for other, n in often.items() if n <= _RARE):
            for name in (name for name in same if name.key[:2] == key):
                agent = any(word in _AGENT for word in name.before)
                if agent and _deed(name) in deeds and (not name.place or name.place in places):
                    one = next(n for n in ones if _deed(n) == _deed(name))
                    yield _defect(
                        prose,
                        Severity.WARNING,
                        one,
                        name,
                        _("“{rare}” stands where the report otherwise has “{usual}” ({n} times).").format(
                            usual=ones[0].text, n=len(ones), rare=name.text
                        ),
                        _("Both stand as the doer of the same deed; another office may really be meant here."),
                    )


def _deed(name: Name) -> str | None:
    """The word whose doer a name is: the one before it, “oleh” left out."""
    said = [word for word in name.before if word not in _AGENT]
    return said[-1] if said else None


def _spellings(prose: Prose) -> Iterator[Defect]:
    from rapidfuzz import fuzz

    count: Counter[str] = Counter()
    places: dict[str, tuple[int, int]] = {}
    small: set[str] = set()
    for sentence in prose.own():
        for at, word in enumerate(sentence.words):
            if len(word.text) < _LONG or not word.text.isalpha():
                continue
            if word.text.islower():
                small.add(word.text)
            elif at and word.text.istitle():
                count[word.text] += 1
                places.setdefault(word.text, (word.start, word.end))
    own = {word: n for word, n in count.items() if word.casefold() not in small and not is_listed(word)}
    usual = sorted(word for word, n in own.items() if n >= _TWICE)
    pairs = [
        (word, rare)
        for rare in sorted(word for word, n in own.items() if n <= _RARE)
        for word in usual
        if abs(len(word) - len(rare)) <= 2 and fuzz.ratio(word, rare) >= _SIMILAR and not _only_ending(word, rare)
    ]
    if pairs:
        yield Defect(
            lint=NAME,
            severity=Severity.HINT,
            kind=PlaceKind.SOURCE,
            name=prose.name,
            about="spelling",
            items=tuple(f"{word} / {rare}" for word, rare in pairs),
            what=_("Names are spelt in two ways: {pairs}.").format(pairs="; ".join(f"{w} / {r}" for w, r in pairs)),
            mend=_("Choose one spelling for each, unless they are different names."),
            confidence=_("Judged by likeness of letters; two names may really differ by one letter."),
            passages=tuple(prose.passage(*places[rare]) for _word, rare in pairs),
        )


def _only_ending(one: str, other: str) -> bool:
    """Whether one is the other with an ending, as *Commission* and *Commissioner* are."""
    return one.startswith(other) or other.startswith(one)


def _of(same: list[Name], key: tuple[str, ...]) -> list[Name]:
    return [name for name in same if name.key == key]


def _defect(prose: Prose, severity: Severity, one: Name, other: Name, what: str, confidence: str) -> Defect:
    return Defect(
        lint=NAME,
        severity=severity,
        kind=PlaceKind.SOURCE,
        name=prose.name,
        about=f"{' '.join(one.key)} / {' '.join(other.key)}",
        what=what,
        mend=_("If one thing is meant, use one name."),
        confidence=confidence,
        passages=(prose.passage(one.start, one.end), prose.passage(other.start, other.end)),
    )
