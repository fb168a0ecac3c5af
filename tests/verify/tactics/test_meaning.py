"""What holds for all thirteen ways of generating meaning."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qda import registry
from qda.model.records import Code
from qda.verify.tactic import About, Ground, Sort, TacticStatus, status_of
from tests.verify.grounds import answer, claim
from tests.verify.talks import groups, talks

ALL = {
    "G1": "patterns",
    "G2": "plausibility",
    "G3": "clustering",
    "G4": "metaphors",
    "G5": "counting",
    "G6": "contrasts",
    "G7": "partitioning",
    "G8": "subsuming",
    "G9": "factoring",
    "G10": "relations",
    "G11": "intervening-variables",
    "G12": "chain-of-evidence",
    "G13": "coherence",
}
NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hari", "Indah", "Joko")


@pytest.fixture
def study() -> Ground:
    """Ten people with something of everything, made by a rule instead of by chance."""
    letters = "abcdefghkmnprstu"
    said = {
        name: " ".join("".join(sorted({letters[(i * t + i + n) % 16] for n in range(2 + i % 3)})) for t in range(1, 9))
        for i, name in enumerate(NAMES)
    }
    full = {letter: f"{'xyz'[n % 3]}/{letter}" for n, letter in enumerate(letters)}
    stances = [
        {"source": name.lower(), "start": 5, "end": 6, "code": "x/a", "stance": "+-"[i % 2], "quote": "kata"}
        for i, name in enumerate(NAMES)
    ]
    first = claim("y/b", key="end", depends_on=("start",))
    stands = talks(
        said,
        cases=groups(dinas="Ani Budi Citra Dewi", perajin="Eko Fitri Gita Hari Indah Joko"),
        names=full,
        codings=stances,
        findings=(first, claim("x/a", key="start")),
        codes=(Code(id=b"", path="z/c", method="metaphor"),),
    )
    return replace(stands, finding=first)


@pytest.mark.parametrize(("number", "name"), ALL.items())
def test_it_says_the_same_twice_asks_little_and_shows_its_table(number: str, name: str, study: Ground) -> None:
    plugin = registry.get("tactics", name)
    details = plugin.details
    assert (details.number, details.sort) == (number, Sort.MEANING)
    assert details.about is (About.FINDING if number == "G12" else About.STUDY)
    assert details.question
    made = _run(plugin, study)
    assert made == _run(plugin, study)
    assert made.not_applicable == ""
    assert made.value.endswith(".")
    assert made.sheet is not None
    assert made.sheet.rows
    assert made.sheet.synthetic
    assert made.caveat
    keys = [item.key for item in made.items]
    assert len(keys) == len(set(keys)) <= 10


GOOD = {
    "patterns": "pattern",
    "clustering": "accept",
    "metaphors": "it shows what is owed and hides what is given",
    "partitioning": "keep",
    "relations": "common-cause",
}


@pytest.mark.parametrize(("name", "good"), GOOD.items())
def test_once_every_item_is_answered_the_answers_decide(name: str, good: str, study: Ground) -> None:
    plugin = registry.get("tactics", name)
    items = _run(plugin, study).items
    assert items
    some = tuple(answer(item.key, good) for item in items[1:])
    assert status_of(_run(plugin, replace(study, answers=some)), "?", some, "x") is TacticStatus.AWAITING_HUMAN
    every = tuple(answer(item.key, good) for item in items)
    assert status_of(_run(plugin, replace(study, answers=every)), "?", every, "x") is TacticStatus.SUPPORTS


def test_where_no_answer_is_a_good_one_it_weakens(study: Ground) -> None:
    plugin = registry.get("tactics", "patterns")
    refused = tuple(answer(item.key, "guide") for item in _run(plugin, study).items)
    assert status_of(_run(plugin, replace(study, answers=refused)), "?", refused, "x") is TacticStatus.WEAKENS


def test_every_option_has_a_help() -> None:
    from dataclasses import fields

    for name in ALL.values():
        options = registry.get("tactics", name).options
        assert options is not None
        assert all(each.metadata.get("help") for each in fields(options)), name


def _run(plugin: registry.Plugin, study: Ground) -> Any:
    assert plugin.options is not None
    return plugin.target(study, plugin.options())
