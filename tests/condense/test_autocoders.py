"""Every rule kind finds exactly what reading the text word by word finds."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda import registry
from qda.condense.codebook_rules import kind_of
from qda.condense.searchable import Passages, Searchable
from qda.language import index
from qda.language.lexeme import keys
from qda.model.records import Level

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Corpus:
    """Texts; each paragraph is a passage, every second one out of scope."""

    texts: tuple[str, ...]

    def passages(self) -> list[Place]:
        found = []
        for document, text in enumerate(self.texts):
            spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
            found += [(document, start, end) for number, (start, end) in enumerate(spans) if number % 2 == 0]
        return found

    def searchable(self, level: Level = Level.INFLECTED) -> Searchable:
        segment = index.build((str(n).encode(), text) for n, text in enumerate(self.texts))
        return Searchable(
            segment,
            Passages.of(self.passages()),
            names={n: f"s{n}" for n in range(len(self.texts))},
            text=self.texts.__getitem__,
            level=level,
        )


def run(rule: Any, corpus: Corpus, level: Level = Level.INFLECTED) -> set[Place]:
    plugin = kind_of(rule)
    assert plugin is not None
    assert [fault for fault in plugin.details.check(rule) if fault.fatal] == []
    hits = plugin.target(plugin.details.parse(rule), corpus.searchable(level))
    assert hits.problems == ()
    found = list(zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))
    assert len(found) == len(set(found))
    return set(found)


def words_found(rule: Any, *texts: str, level: Level = Level.INFLECTED) -> list[str]:
    corpus = Corpus(texts)
    return [texts[d][a:b] for d, a, b in sorted(run(rule, corpus, level))]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (
            "pelatihan",
            "Pelatihannya ada, pelatihan-pelatihan lain juga; melatih tidak.",
            ["Pelatihannya", "pelatihan-pelatihan"],
        ),
        ("=kub", "KUB kami, kubnya, kub", ["KUB", "kub"]),
        ("+latih", "dilatih, melatih, pelatih, pelatihan, lari", ["dilatih", "melatih", "pelatih", "pelatihan"]),
        (
            "sumber daya manusia",
            "sumber daya manusia; sumber manusia; Sumber daya manusianya",
            ["sumber daya manusia", "Sumber daya manusianya"],
        ),
        ("~pengrajin", "pengrajin, pengrajiin, pengerajin, pangeran", ["pengrajin", "pengrajiin", "pengerajin"]),
        (r"/Rp\.? ?[\d.]+/", "rp 200.000 atau Rp50 dan RP", ["rp 200.000", "Rp50"]),
        (r"/\bm\w+kan\b/", "mendapatkan, makan, memberikan", ["mendapatkan", "makan", "memberikan"]),
        (r"/lat[ih]+/", "pelatihan dan latih", ["latih", "latih"]),
        (
            {"all": ["bantuan", "alat"], "within": 3},
            "bantuan berupa alat; bantuan yang datang lama sekali alat",
            ["bantuan berupa alat"],
        ),
        (
            {"all": ["alat", "bantuan"]},
            "bantuan yang datang lama sekali alat",
            ["bantuan yang datang lama sekali alat"],
        ),
        (
            {"any": ["+latih", "+bina"], "not": ["belum", "tidak"]},
            "Kami dilatih. Kami belum pernah dibina. Tidak ada. Kami dibina.",
            ["dilatih", "dibina"],
        ),
        ({"any": ["pelatihan"], "not": ["tidak"], "within": 1}, "pelatihan tidak; tidak ada pelatihan", ["pelatihan"]),
        ({"any": ["pelatihan"]}, "pelatihan", ["pelatihan"]),
        ({"tokens": [{"LOWER": "rp"}, {"LIKE_NUM": True}]}, "Rp 200 atau rp dua", ["Rp 200"]),
    ],
)
def test_each_kind_finds_what_the_design_says(rule: Any, text: str, expected: list[str]) -> None:
    assert words_found(rule, text) == expected


def test_the_level_of_a_run_rules_where_the_term_does_not() -> None:
    text = "latih, dilatih, pelatihan"
    assert words_found("latih", text, level=Level.EXACT) == ["latih"]
    assert words_found("latih", text) == ["latih", "dilatih"]
    assert words_found("latih", text, level=Level.ROOT) == ["latih", "dilatih", "pelatihan"]
    assert words_found("=latih", text, level=Level.ROOT) == ["latih"]


def test_nothing_is_found_outside_the_passages_or_across_two() -> None:
    assert words_found("perak", "perak\nperak\nperak") == ["perak", "perak"]
    assert words_found("sumber daya", "sumber\ndaya\nsumber daya") == ["sumber daya"]
    assert words_found({"all": ["a", "b"]}, "a\nx\nb") == []
    assert words_found("/perak/", "x\nperak\ny") == []


def test_spacy_is_imported_only_for_its_own_rules() -> None:
    code = (
        "import sys; from qda.condense.codebook_file import read_codebook; from qda.model.ids import new_ids; "
        "read_codebook('k.yaml', b'codes: [{name: a, match: [x, /y/]}]', new_ids()); "
        "print(sorted({'spacy', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_expression_that_takes_too_long_is_given_up_with_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    from qda.condense.autocoders import regex as kind

    monkeypatch.setattr(kind, "TURN_SECONDS", 0.05)
    plugin = registry.get("autocoders", "regex")
    hits = plugin.target(r"(a|aa)+$", Corpus(("a" * 60 + "!",)).searchable())
    assert len(hits) == 0
    assert hits.problems[0].file == "s0"
    assert "took too long" in hits.problems[0].what


# -- the naive reference ----------------------------------------------------------------------------------------------

VOCABULARY = ("latih", "melatih", "pelatihan", "pelatihannya", "modal", "tidak", "perak")
sentence = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
turn = st.lists(sentence, min_size=1, max_size=3).map(lambda parts: ". ".join(p.capitalize() for p in parts) + ".")
document = st.lists(turn, min_size=1, max_size=4).map("\n".join)
corpora = st.lists(document, min_size=1, max_size=3).map(tuple).map(Corpus)
term = st.builds("{}{}".format, st.sampled_from(["", "=", "+"]), st.sampled_from(VOCABULARY))
phrase = st.builds("{} {}".format, term, st.sampled_from(VOCABULARY))


@dataclass(frozen=True)
class Token:
    """A word of a passage, with its number in the document and its sentence."""

    word: str
    start: int
    end: int
    number: int
    sentence: int


def tokens(corpus: Corpus, place: Place) -> list[Token]:
    document, start, end = place
    text = corpus.texts[document]
    found = []
    for number, match in enumerate(re.finditer(r"\w+", text)):
        sentence = len(re.findall(r"[.\n]", text[: match.start()]))
        if start <= match.start() < end:
            found.append(Token(match.group(), match.start(), match.end(), number, sentence))
    return found


def matches(written: str, here: Sequence[Token], at: int) -> int | None:
    """The number of the last token of a term that begins at a token, None where it does not."""
    level = {"=": "exact", "+": "root"}.get(written[0], "inflected")
    words = written.lstrip("=+").split()
    if at + len(words) > len(here):
        return None
    same = all(getattr(keys(w), level) == getattr(keys(here[at + n].word), level) for n, w in enumerate(words))
    together = here[at].sentence == here[at + len(words) - 1].sentence
    return at + len(words) - 1 if same and together else None


def naive(corpus: Corpus, find: Callable[[list[Token]], list[tuple[int, int]]]) -> set[Place]:
    places = set()
    for passage in corpus.passages():
        here = tokens(corpus, passage)
        places |= {(passage[0], here[a].start, here[b].end) for a, b in find(here)}
    return places


def runs(written: str, here: list[Token]) -> list[tuple[int, int]]:
    return [(at, last) for at in range(len(here)) if (last := matches(written, here, at)) is not None]


@given(corpora, term | phrase)
@settings(max_examples=60, deadline=None)
def test_words_and_phrases_are_those_of_the_naive_search(corpus: Corpus, written: str) -> None:
    assert run(written, corpus) == naive(corpus, lambda here: runs(written, here))


@given(corpora, st.lists(term, min_size=2, max_size=3, unique=True), st.none() | st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_words_near_one_another_are_those_of_the_naive_search(
    corpus: Corpus, terms: list[str], within: int | None
) -> None:
    def smallest(here: list[Token]) -> list[tuple[int, int]]:
        sets = [{a for a, _b in runs(written, here)} for written in terms]
        windows = [
            (a, b)
            for a in range(len(here))
            for b in range(a, len(here))
            if all(any(a <= at <= b for at in found) for found in sets) and (within is None or b - a <= within)
        ]
        least = [w for w in windows if not any(o != w and w[0] <= o[0] and o[1] <= w[1] for o in windows)]
        kept: list[tuple[int, int]] = []
        for window in sorted(least):
            if not kept or window[0] > kept[-1][1]:
                kept.append(window)
        return kept

    rule: dict[str, Any] = {"all": terms} | ({"within": within} if within else {})
    assert run(rule, corpus) == naive(corpus, smallest)


@given(
    corpora,
    st.lists(term, min_size=1, max_size=2, unique=True),
    st.lists(term, min_size=1, max_size=2),
    st.integers(1, 4),
)
@settings(max_examples=60, deadline=None)
def test_excluded_words_bar_what_the_naive_search_bars(
    corpus: Corpus, terms: list[str], without: list[str], within: int
) -> None:
    def unbarred(here: list[Token]) -> list[tuple[int, int]]:
        barred = [here[a] for written in without for a, _b in runs(written, here)]
        hits = {run for written in terms for run in runs(written, here)}
        return [
            (a, b)
            for a, b in hits
            if not any(
                bar.sentence == here[a].sentence and abs(bar.number - here[a].number) <= within for bar in barred
            )
        ]

    assert run({"any": terms, "not": without, "within": within}, corpus) == naive(corpus, unbarred)


@given(corpora, st.sampled_from(["latih", r"\blatih\b", "[a-m]+", "pelatihan(?:nya)?", r"a{2}|da", r"\w+ \w+", "k p?"]))
@settings(max_examples=60, deadline=None)
def test_expressions_find_what_the_text_holds(corpus: Corpus, expression: str) -> None:
    expected = {
        (d, a + m.start(), a + m.end())
        for d, a, b in corpus.passages()
        for m in re.finditer(expression, corpus.texts[d][a:b], re.IGNORECASE)
    }
    assert run(f"/{expression}/", corpus) == expected


def test_at_most_one_kind_claims_a_rule() -> None:
    rules: list[Any] = [
        "x",
        "=x",
        "/x/",
        "/x",
        {"all": ["x"]},
        {"any": ["x"]},
        {"all": ["x"], "any": ["y"]},
        {"tokens": []},
        {"x": 1},
        3,
        None,
        "",
        [],
    ]
    for rule in rules:
        claiming = [plugin.name for plugin in registry.find("autocoders") if plugin.details.claims(rule)]
        assert len(claiming) <= 1, (rule, claiming)
