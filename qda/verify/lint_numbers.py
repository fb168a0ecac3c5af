"""Numbers in words and digits, Indonesian and English, and what a report states of its informants. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qda.language.content import function_words
from qda.verify.lint_prose import Part, Prose, Sentence, Word

_ONES = {
    name: value
    for value, names in enumerate(
        (
            *("", "satu one", "dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven"),
            *("delapan eight", "sembilan nine", "sepuluh ten", "sebelas eleven", "twelve", "thirteen", "fourteen"),
            *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
    for name in names.split()
}
_SINGLE = frozenset(["seorang", "sebuah", "seseorang", "suatu"])
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_INFORMANT = frozenset(
    (
        *("informan", "narasumber", "responden", "partisipan"),
        *("informant", "informants", "participant", "participants", "respondent", "respondents"),
        *("interviewee", "interviewees"),
    )
)
_BETWEEN = 3  # words between a number and what it counts
_CHOSEN = re.compile(
    r"\b(?:(?:me|di)?wawancara\w*|mewawancarai|terdiri|(?:ber)?jumlah\w*|sebanyak|sejumlah|melibatkan|total|sampel|"
    r"interview\w*|recruit\w*|sampled?|compris\w*|involv\w*|consist\w*|selected|dipilih|purposive|disebut)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^[^.;:]{0,40}?(?:\b(?:(?:yang\s+)?terdiri\s+(?:dari|atas)|yaitu|yakni|ialah|meliputi|mencakup|namely|"
    r"consisting\s+of|compris\w+|made\s+up\s+of)\b\s*:?|:)\s*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:antara lain|di ?antaranya|seperti|misalnya|including|such as|among them|e\.g\.)", re.IGNORECASE
)
_ENDS_LIST = re.compile(
    r"^\s*(?:yang|dengan|secara|untuk|agar|karena|sehingga|masing-masing|who|which|selected|each|all)\b", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"\b(?:para|beberapa|sejumlah|sebagian|semua|seluruh|several|some|many|various|dkk|dll|etc)\b", re.IGNORECASE
)
_BARE_PLURAL = re.compile(r"^\s*(?!(?:a|an|the|one|head|chief)\b)[a-z]+(?:\s[a-z]+)*s\s*$")
_IN_BRACKETS = re.compile(r"\(\s*(?:n\s*=\s*)?(\d{1,3})(?:\s+\w+)?\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A whole number as written, over some words of a sentence (half-open)."""

    value: int
    first: int
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRole:
    """One item of a list of informants; `number` is None where it does not say how many."""

    text: str
    start: int
    end: int
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number of informants that a report states of its own study.

    Attributes:
        roles: The list that follows; empty where none does, or where it is only a choice from the whole.
        most: How many more the list may hold because “dan” may join two items or stand within one.
    """

    value: int
    start: int
    end: int
    section: int
    roles: tuple[ListedRole, ...] = ()
    most: int = 0


def numbers(words: Sequence[Word]) -> Iterator[Number]:
    """The whole numbers below a thousand among words, each as long as it goes."""
    at = 0
    while at < len(words):
        found = _number_at([word.text.casefold() for word in words[at : at + 3]])
        if found is None:
            at += 1
            continue
        value, length = found
        yield Number(value=value, first=at, behind=at + length)
        at += length


def stated_informants(prose: Prose) -> list[Stated]:
    """The numbers of informants that a report states outside chapters on other studies, results and conclusions."""
    found = []
    for sentence in prose.own():
        if sentence.part in (Part.RESULTS, Part.CONCLUSION, Part.ADVICE):
            continue
        said = prose.flat[sentence.start : sentence.end]
        if not _CHOSEN.search(said) or _of_others(said):
            continue
        found += list(_stated(prose, sentence))
    return found


def _of_others(said: str) -> bool:
    """Whether a sentence cites somebody, and so may speak of another study."""
    return (
        re.search(r"\(\s*[A-Z][^()]*\b(?:19|20)\d\d[^()]*\)|\b[A-Z]\w+ (?:et al\.?|dkk\.?)?\s*\((?:19|20)\d\d", said)
        is not None
    )


def _stated(prose: Prose, sentence: Sentence) -> Iterator[Stated]:
    words = sentence.words
    for number in numbers(words):
        if number.value < 2:
            continue
        after = words[number.behind : number.behind + _BETWEEN + 1]
        noun = next((word for word in after if word.text.casefold() in _INFORMANT), None)
        before = words[max(0, number.first - 3) : number.first]
        end = noun.end if noun is not None else 0
        if noun is not None and any(
            mark in prose.flat[words[number.behind - 1].end : noun.start] for mark in ",;:.()|*`"
        ):
            continue
        if noun is None:
            if not any(word.text.casefold() in _INFORMANT for word in before):
                continue
            end = words[number.behind - 1].end
            if after and after[0].text.casefold() in ("orang", "people", "persons"):
                end = after[0].end
        start = words[number.first].start if noun is not None else before[0].start
        roles, most = _roles(prose.flat, end, sentence.end, english=_english(sentence))
        yield Stated(value=number.value, start=start, end=end, section=sentence.section, roles=roles, most=most)


def _roles(flat: str, start: int, end: int, *, english: bool) -> tuple[tuple[ListedRole, ...], int]:
    opened = _LIST.match(flat[start:end])
    if opened is None or _OPEN.search(flat[start : start + opened.end() + 20]):
        return (), 0
    begin, stop = start + opened.end(), end
    items: list[ListedRole] = []
    for piece in re.finditer(r"[^,;]+", re.sub(r"\([^)]*\)", _masked, flat[begin:stop])):
        text = flat[begin + piece.start() : begin + piece.end()]
        if _ENDS_LIST.match(text):
            break
        bare = re.sub(r"^\s*(?:dan|serta|and|&)\s+", "", text)
        at = begin + piece.end() - len(bare)
        kept = bare.strip(" .\n\r\t")
        if kept:
            at += len(bare) - len(bare.lstrip())
            items.append(
                ListedRole(
                    text=" ".join(kept.split()), start=at, end=at + len(kept), number=_how_many(kept, english=english)
                )
            )
    if len(items) < 2:
        return (), 0
    last = flat[begin:stop]
    joined = re.search(r"[,;]\s*(?:dan|serta|and|&)\s", last) is None and re.search(
        r"\b(?:dan|serta|and|&)\b", items[-1].text
    )
    return tuple(items), _joined_last(items, english=english) if joined else 0


def _english(sentence: Sentence) -> bool:
    binding = function_words(word.text for word in sentence.words)
    return binding["en"] > binding["id"]


def _masked(found: re.Match[str]) -> str:
    return found.group().replace(",", " ").replace(";", " ")


def _joined_last(items: list[ListedRole], *, english: bool) -> int:
    """What the last item holds beyond its own number, if “dan” in it joins two; its number is that of both."""
    parts = re.split(r"\b(?:dan|serta|and|&)\b", items[-1].text)
    counts = [_how_many(part, english=english) for part in parts]
    whole = items[-1].number
    if whole is None or any(count is None for count in counts):
        return 1000
    return sum(count or 0 for count in counts) - whole


def _how_many(item: str, *, english: bool) -> int | None:
    bracketed = _IN_BRACKETS.search(item)
    if bracketed:
        return int(bracketed[1])
    words = [Word(text=word, start=0, end=0) for word in re.findall(r"[\w-]+", item)]
    found = [number.value for number in numbers(words)]
    if found:
        return found[0]
    return None if _UNKNOWN.search(item) or (english and _BARE_PLURAL.match(item)) else 1


def _number_at(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that some words begin with, and how many of them it takes."""
    first = words[0]
    if first.isdecimal():
        return (int(first), 1) if len(first) <= 3 else None
    if first in _SINGLE:
        return 1, 1
    if "-" in first:
        tens, _dash, one = first.partition("-")
        return (_TENS[tens] + _ONES[one], 1) if tens in _TENS and one in _ONES else None
    if first in _TENS:
        small = _ONES.get(words[1], 0) if len(words) > 1 else 0
        return (_TENS[first] + small, 2) if 0 < small < 10 else (_TENS[first], 1)
    if first not in _ONES:
        return None
    second = words[1] if len(words) > 1 else ""
    if second == "belas":
        return 10 + _ONES[first], 2
    if second == "puluh":
        small = _ONES.get(words[2], 0) if len(words) > 2 else 0
        return (10 * _ONES[first] + small, 3) if 0 < small < 10 else (10 * _ONES[first], 2)
    return _ONES[first], 1
