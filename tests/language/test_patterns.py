"""Patterns become words of the corpus; `explain` lists what each level adds."""

from __future__ import annotations

import pytest

from qda.language.index import build
from qda.language.patterns import Caught, explain, resolve, study_document_counts
from qda.language.query import phrase
from qda.language.segment import Segment
from qda.model.records import Level

TEXTS = [
    "Pelatihannya bagus, pelatihan-pelatihan itu melatih kami. Pelatih sabar, nggak galak.",
    "Kami dilatih. Ada pelathian dan pelatihan. Sumber daya\nmanusianya tidak dilatihkan.",
]


@pytest.fixture
def segment() -> Segment:
    return build([(b"1", TEXTS[0]), (b"2", TEXTS[1])])


def caught(segment: Segment, pattern: str, level: Level, fuzzy: bool = False) -> list[str]:
    words = segment.words.all()
    return [words[place] for place in resolve(segment, pattern, level, fuzzy)[0].tolist()]


@pytest.mark.parametrize(
    ("pattern", "level", "words"),
    [
        ("Pelatihan", Level.EXACT, "pelatihan"),
        ("pelatihan", Level.INFLECTED, "pelatihan pelatihan-pelatihan pelatihannya"),
        ("latih", Level.INFLECTED, "dilatih dilatihkan melatih"),
        ("latih", Level.ROOT, "dilatih dilatihkan melatih pelatih pelatihan pelatihan-pelatihan pelatihannya"),
        ("pelatihan", Level.ROOT, "dilatih dilatihkan melatih pelatih pelatihan pelatihan-pelatihan pelatihannya"),
        ("tidak", Level.EXACT, "nggak tidak"),
        ("tiada", Level.ROOT, ""),
    ],
)
def test_levels(segment: Segment, pattern: str, level: Level, words: str) -> None:
    assert caught(segment, pattern, level) == words.split()


def test_misspellings_are_added_only_when_asked_for(segment: Segment) -> None:
    assert caught(segment, "pelatihan", Level.EXACT) == ["pelatihan"]
    assert caught(segment, "pelatihan", Level.EXACT, fuzzy=True) == ["pelathian", "pelatihan"]


def test_a_spelling_seen_in_three_sources_of_the_study_is_a_word(segment: Segment) -> None:
    found = resolve(segment, "pelatihan", Level.EXACT, True, {"pelathian": 3})
    assert [segment.words.all()[place] for place in found[0].tolist()] == ["pelatihan"]


def test_phrases_follow_inflection_and_line_ends(segment: Segment) -> None:
    hits = phrase(segment, resolve(segment, "sumber daya manusia"))
    assert [TEXTS[1][start:end] for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)] == [
        "Sumber daya\nmanusianya"
    ]


def test_a_pattern_without_words_finds_nothing(segment: Segment) -> None:
    assert resolve(segment, "…") == []


def test_explain(segment: Segment) -> None:
    told = explain([segment, build([(b"3", "pelatihan")])], "pelatihan")
    assert told.keys[:3] == ("pelatihan", "pelatihan", "latih")
    assert told.exact == (Caught(word="pelatihan", count=2, documents=2),)
    assert [each.word for each in told.inflected] == ["pelatihan-pelatihan", "pelatihannya"]
    assert [each.word for each in told.root] == ["dilatih", "dilatihkan", "melatih", "pelatih"]
    assert told.misspelt == (Caught(word="pelathian", count=1, documents=1),)


@pytest.mark.parametrize("word", ["", "dua kata"])
def test_explain_takes_one_word(segment: Segment, word: str) -> None:
    with pytest.raises(ValueError, match="one word"):
        explain([segment], word)


def test_document_counts_add_up_over_segments(segment: Segment) -> None:
    counts = study_document_counts([segment, segment])
    assert counts["pelatihan"] == 2
    assert counts["kami"] == 4
