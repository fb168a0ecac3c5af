"""The eighteen flags of method §7.6 that need no reading, on the five real reports, by general rules alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qda.verify.lint import Linted, lint_study
from qda.verify.lint_rule import Defect, Severity
from tests.studies import seed_study
from tests.verify.test_seeds import cases_of

# flag → the lint that has to raise it, and what tells the defect from others of that lint
RAISED_BY = {
    "MJK.F1": ("foreign-text", ""),
    "MJK.F2": ("stated-number", "11:9"),
    "MJK.F3": ("method-terms", "wawancara:terstruktur"),
    "MJK.F4": ("names-vary", ""),
    "MJK.F5": ("names-vary", ""),
    "MJK.F8": ("years", "early:2016, 2017"),
    "MJK.F12": ("never-cited", "desa"),
    "KDR.F1": ("contradiction", ""),
    "KDR.F2": ("contradiction", "denied:"),
    "KDR.F3": ("contradiction", "pairs:"),
    "KDR.F4": ("scan-noise", "number"),
    "KDR.F5": ("missing-slot", ""),
    "KDR.F6": ("single-group", "pengrajin"),
    "KDR.F7": ("scan-noise", "passages"),
    "PKL.F3": ("boilerplate", "lines"),
    "SKA.F3": ("boilerplate", "signs"),
    "LMG.F3": ("cases-not-separated", ""),
    "LMG.F1": ("sample-unreported", "number"),
}
BY_THE_CASES = ("MJK.F12", "KDR.F6", "LMG.F1")  # what shows them is the register or an absence, not the flag's words
MOST_ALARMS = {"LMG": 4, "PKL": 3, "SKA": 4, "MJK": 15, "KDR": 13}


@pytest.fixture(scope="module")
def linted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Linted]:
    """Lint of each seed study, coded as the method reconstructs it."""
    found = {}
    for seed in seeds(shared):
        with seed_study(shared, seed, cases_of(seed), tmp_path_factory.mktemp(seed["id"])) as study:
            found[seed["id"]] = lint_study(study)
    return found


def seeds(shared: Path) -> list[dict[str, Any]]:
    """The reconstruction of the five studies."""
    return list(json.loads((shared / "method" / "seeds.json").read_text(encoding="utf-8"))["studies"])


def shows(defect: Defect, flag: dict[str, Any]) -> bool:
    """Whether a passage of the defect overlaps a quotation of the flag."""
    return any(
        passage.start < quote["end"] and quote["start"] < passage.end
        for passage in defect.passages
        for quote in flag["quotes"]
    )


def test_there_are_eighteen(shared: Path) -> None:
    known = {flag["id"] for seed in seeds(shared) for flag in seed["flags"]}
    assert len(RAISED_BY) == 18
    assert known >= set(RAISED_BY)


@pytest.mark.parametrize("key", sorted(RAISED_BY))
def test_the_flag_is_raised(linted: dict[str, Linted], shared: Path, key: str) -> None:
    flag = next(flag for seed in seeds(shared) for flag in seed["flags"] if flag["id"] == key)
    lint, about = RAISED_BY[key]
    found = [one.defect for one in linted[key[:3]].found if one.defect.lint == lint]
    found = [defect for defect in found if defect.about.startswith(about)]
    assert found, key
    if key not in BY_THE_CASES:
        assert any(shows(defect, flag) for defect in found), key


def test_names_are_told_for_the_two_flags_and_for_nothing_else(linted: dict[str, Linted]) -> None:
    names = {key: [one for one in done.found if one.defect.lint == "names-vary"] for key, done in linted.items()}
    assert {key: len(found) for key, found in names.items()} == {"LMG": 0, "PKL": 0, "SKA": 0, "MJK": 2, "KDR": 0}


def test_nothing_more_is_told_than_was_counted(linted: dict[str, Linted]) -> None:
    assert {key: len(done.found) for key, done in linted.items()} == MOST_ALARMS


def test_passages_are_the_words_of_their_places(linted: dict[str, Linted], shared: Path) -> None:
    for seed in seeds(shared):
        [file] = (shared / "seeds").glob(f"{seed['seed']}_*.txt")
        text = file.read_bytes().decode("utf-8")
        for one in linted[seed["id"]].found:
            for passage in one.defect.passages:
                assert text[passage.start : passage.end] == passage.text


def test_every_seed_has_something_for_a_human(linted: dict[str, Linted]) -> None:
    assert all(done.exit_status == 1 for done in linted.values())
    assert all(done.counted(Severity.ERROR) == 0 for done in linted.values())
