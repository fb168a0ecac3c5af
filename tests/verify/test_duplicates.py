from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qda.verify.duplicates import Passage, clusters, clusters_among, longest_shared_run, shingled, words_of

WORDS = [f"kata{n}" for n in range(400)]


def passage(key: str, words: list[str], date: str | None = None, apart: str | None = None) -> Passage:
    return Passage(key=key, text=" ".join(words), date=date, apart=apart)


def test_words_are_folded_and_numbers_of_lists_left_out() -> None:
    text = "1) Limbah, DIBUANG\n  2. ke\u00a0ſungai — (lama)!"
    assert words_of(text) == ["limbah", "dibuang", "ke", "sungai", "lama"]


def test_a_run_of_25_words_inside_different_texts_is_a_copy_and_24_is_none() -> None:
    for run, expected in ((25, 1), (24, 0)):
        one = passage("a", WORDS[:run] + WORDS[100:160])
        other = passage("b", WORDS[200:260] + WORDS[:run])
        assert len(clusters([one, other])) == expected


def test_a_run_of_one_word_said_over_and_over_is_found_though_its_shingles_are_few() -> None:
    again = ["ya"] * 30
    found = clusters([passage("a", again + WORDS[:80]), passage("b", WORDS[100:180] + again)])
    assert [cluster.members for cluster in found] == [("a", "b")]


def test_containment_needs_eight_shingles() -> None:
    long = WORDS[:24]
    assert clusters([passage("a", long[:12]), passage("b", long)])[0].sure
    assert clusters([passage("a", long[:11]), passage("b", long)]) == []


def test_the_same_short_answer_is_alike_but_not_surely_copied() -> None:
    [found] = clusters([passage("a", WORDS[:6]), passage("b", WORDS[:6])])
    assert not found.sure
    assert clusters([passage("a", WORDS[:4]), passage("b", WORDS[:4])]) == []


def test_the_earliest_dated_is_the_origin_and_copies_of_copies_belong_together() -> None:
    text = WORDS[:40]
    found = clusters(
        [passage("news", text, "2021-03-02"), passage("thesis", text[:38]), passage("release", text, "2021-03-01")]
    )
    assert [(cluster.origin, cluster.members) for cluster in found] == [("release", ("news", "release", "thesis"))]


def test_passages_of_one_turn_are_not_compared() -> None:
    text = WORDS[:40]
    assert clusters([passage("a", text, apart="t1"), passage("b", text, apart="t1")]) == []


def test_a_formula_in_very_many_texts_costs_no_square_of_them() -> None:
    chance = random.Random(1)
    formula = WORDS[:30]
    texts = [passage(f"{n:04}", formula + chance.sample(WORDS, 60)) for n in range(600)]
    [found] = clusters(texts)
    assert len(found.members) == 600


def test_longest_shared_run() -> None:
    assert longest_shared_run(["a", "b", "c", "d"], ["x", "b", "c", "d", "a", "b"]) == 3
    assert longest_shared_run([], ["a"]) == 0


texts = st.lists(st.lists(st.sampled_from("abcdef"), max_size=40), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_what_some_texts_share_does_not_depend_on_which_others_were_compared(
    found: list[list[str]], data: st.DataObject
) -> None:
    everything = [passage(f"{n:02}", words) for n, words in enumerate(found)]
    some = data.draw(st.lists(st.sampled_from(everything), unique_by=lambda one: one.key))
    assert clusters_among(shingled(everything), [one.key for one in some]) == clusters(some)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_shingles_are_counted_exactly(found: list[list[str]]) -> None:
    ready = shingled([passage(f"{n:02}", words) for n, words in enumerate(found)])
    plain = [{tuple(words[at : at + 5]) for at in range(len(words) - 4)} for words in found]
    assert list(ready.distinct) == [len(own) for own in plain]
    assert list(ready.words) == [len(words) for words in found]
    for n, own in enumerate(plain):
        others = set[tuple[str, ...]]().union(*plain[:n], *plain[n + 1 :])
        assert len(ready.repeated[n]) == len(own & others)
        for m, other in enumerate(plain):
            assert n == m or len(ready.repeated[n] & ready.repeated[m]) == len(own & other)
