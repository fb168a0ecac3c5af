"""V5: who differs from the majority."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qda.model.magnitude import as_number
from qda.model.records import Code
from qda.verify.finding import Resolution
from qda.verify.spread import outlying, spread
from qda.verify.tactics.outliers import OutliersOptions, outliers
from tests.verify.grounds import answer, claim
from tests.verify.sayings import say, study

NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eka", "Fajar")


def run(*sayings: dict[str, Any], finding: Any = None, answers: Any = (), codes: Any = (), **options: Any) -> Any:
    ground = study(finding or claim("a"), *sayings)
    return outliers(replace(ground, answers=answers, codes=codes), OutliersOptions(**options))


def test_the_one_against_five_is_an_outlier_until_explained() -> None:
    """Five for, Fajar against: 1 of 6 (17 %) is an exception."""
    sayings = [say(name) for name in NAMES[:5]] + [say("Fajar", "-", answer="tidak pernah")]
    told = run(*sayings)
    assert told.value == ("5 of 6 who take a side are for it, 1 against, 0 both. 1 outlier, 1 without an explanation.")
    (item,) = told.items
    assert item.key == "stance:Fajar"
    assert item.text == "Fajar is against it, where 5 of 6 are for it: “tidak pernah” Why?"
    assert (told.holds, told.asks) == (None, True)
    explained = run(*sayings, answers=(answer(item.key, "ia baru datang"),))
    assert explained.holds is True
    assert len(explained.items) == 1
    decided = Resolution(informant="Fajar", how="narrow", who="sari", when="2024-05-01", why="ia baru datang")
    resolved = run(*sayings, finding=claim("a", resolutions=(decided,)))
    assert (resolved.holds, resolved.items) == (True, ())
    assert "Explained already: Fajar (ia baru datang)" in resolved.advice


def test_who_says_both_differs_too() -> None:
    told = run(*(say(name) for name in NAMES[:3]), say("Dewi"), say("Dewi", "-", answer="kadang tidak"))
    assert told.value.startswith("3 of 4 who take a side are for it, 0 against, 1 both. 1 outlier")
    assert told.items[0].text.startswith("Dewi is both, where 3 of 4 are for it: “kadang tidak”")


@pytest.mark.parametrize(
    ("stances", "why"),
    [
        ("+-", "Too few to have a majority: 3 are needed."),
        ("++--", "As many on both sides: a split, and no outlier."),
    ],
)
def test_without_a_majority_nobody_is_an_outlier(stances: str, why: str) -> None:
    told = run(*(say(name, sign) for name, sign in zip(NAMES, stances, strict=False)))
    assert told.value.endswith(why)
    assert (told.holds, told.items, told.asks) == (None, (), False)


def test_where_most_are_against_the_finding_stands_alone() -> None:
    told = run(say("Ani"), *(say(name, "-") for name in NAMES[1:5]))
    assert told.holds is None
    assert told.advice[0].startswith("Most speak against the finding")
    assert [item.key for item in told.items] == ["stance:Ani"]


def test_without_any_stance_nobody_could_differ() -> None:
    told = run(*(say(name, None) for name in NAMES))
    assert told.holds is None
    assert told.advice[0].startswith("No coding states a stance")


def test_magnitudes_outside_three_mads() -> None:
    """2, 3, 3, 4, 4 and 20: median 3.5; distances 1.5, .5, .5, .5, .5, 16.5, MAD 0.5; bounds 2 and 5."""
    values = ("2", "3", "3", "4", "4", "20")
    told = run(*(say(name, magnitude=value) for name, value in zip(NAMES, values, strict=True)))
    (item,) = told.items
    assert item.key == "a:Fajar"
    assert item.text.startswith("Fajar is a: 20, where the median is 3.5:")
    narrow = run(*(say(name, magnitude=value) for name, value in zip(NAMES, values, strict=True)), factor=2.9)
    assert [each.key for each in narrow.items] == ["a:Ani", "a:Fajar"]


def test_a_mad_of_zero_tells_no_outlier() -> None:
    """Four of six share 3: the MAD is 0, and 20 cannot be called far."""
    values = ("3", "3", "3", "3", "4", "20")
    told = run(*(say(name, magnitude=value) for name, value in zip(NAMES, values, strict=True)))
    assert told.items == ()
    assert any("the MAD is 0 and tells no outlier" in s for s in told.advice)


def test_too_few_magnitudes_are_not_judged() -> None:
    told = run(*(say(name, magnitude=value) for name, value in zip(NAMES[:4], "1239", strict=True)))
    assert told.items == ()
    assert "a: a magnitude of 4 people; at least 5 are needed to call one an outlier." in told.advice


def test_words_count_by_their_place_on_the_scale() -> None:
    """tidak ada 1, kurang 2, baik 4: the last is on no scale here, so it is missing."""
    scale = ("tidak ada", "kurang", "cukup", "baik")
    assert [as_number(word, scale) for word in ("Kurang", "baik", "2,5", "luar biasa", None)] == [2, 4, 2.5, None, None]
    code = Code(id=b"", path="a", scale=scale)
    told = run(*(say(name, magnitude="baik") for name in NAMES), codes=(code,))
    assert any("more than half share one magnitude" in s for s in told.advice)


def test_the_median_and_its_deviation() -> None:
    """1, 2, 4: median 2, distances 1, 0, 2, MAD 1; of an even number the middle of both."""
    assert (spread([4, 1, 2]).median, spread([4, 1, 2]).mad) == (2, 1)
    assert spread([1, 3]).median == 2
    assert outlying({"x": 1.0, "y": 2.0, "z": 5.1}, 3.0) == ("z",)
    assert outlying({"x": 1.0, "y": 2.0, "z": 5.0}, 3.0) == ()


def test_without_a_side_it_does_not_apply() -> None:
    assert run(say("Ani", "0")).not_applicable
