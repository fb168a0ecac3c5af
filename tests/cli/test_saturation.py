"""`qda saturation` on the complete example."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qda


def test_the_example_by_date_with_groups_and_what_it_does_not_say(batankrajan: Path, qda: Qda) -> None:
    done = qda("saturation")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].split()[:2] == ["interview", "date"]
    dates = [line.split("2024-")[1][:5] for line in lines if "2024-" in line]
    assert dates == sorted(dates)
    assert len(dates) == 11
    assert "4⁺²" in done.out
    assert "A later run lies above the threshold again" in done.out
    assert "random orders (seed 1)" in done.out
    assert "undefined: 1 of 6 interviews" in done.out
    assert lines[-1].startswith("What this does not say")


def test_json_has_every_interview_and_the_same_seed_gives_the_same(batankrajan: Path, qda: Qda) -> None:
    one = qda("saturation", "--json", "--orders", 40, "--seed", 5, "--base", 3).json
    assert one == qda("saturation", "--json", "--orders", 40, "--seed", 5, "--base", 3).json
    assert (one["base"], one["base_codes"], one["orders"]["orders"]) == (
        3,
        sum(i["new"] for i in one["interviews"][:3]),
        40,
    )
    assert one["richness"]["observed"] == one["interviews"][-1]["cumulative"]
    assert one["richness"]["estimate"] >= one["richness"]["observed"]
    assert one["runs"][0]["first"] == 4
    assert {line["group"] for line in one["groups"]} == {"desa", "dinas", "pemilik", "pengrajin"}


@pytest.mark.parametrize("name", ["jenuh.xlsx", "jenuh.md", "jenuh.json", "jenuh.html"])
def test_it_is_written_as_sheets_and_a_second_time_the_same(batankrajan: Path, qda: Qda, name: str) -> None:
    assert "11 interviews" in qda("saturation", "--orders", 20, "--to", name).out
    before = (batankrajan / name).read_bytes()
    qda("saturation", "--orders", 20, "--to", name)
    assert (batankrajan / name).read_bytes() == before


def test_other_kinds_and_wrong_calls(batankrajan: Path, qda: Qda) -> None:
    observed = qda("saturation", "--kind", "observation", "--orders", 5, "--json").json
    assert [line["interview"] for line in observed["interviews"]] == ["observasi-1", "observasi-2"]
    assert observed["why"].startswith("Undefined")
    for wrong in (
        ("--kind", "author"),
        ("--kind", "survey"),
        ("--by", "sepatu"),
        ("--base", "0"),
        ("--threshold", "2"),
    ):
        refused = qda("saturation", *wrong)
        assert (refused.status, refused.out) == (2, "")
