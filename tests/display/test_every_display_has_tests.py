"""A display is registered with its tests: a snapshot whose reasons are given, and a count on a real study.

Tests say so themselves, with the markers `snapshot_of` and `counted_on_real`; nobody keeps a list of displays.
"""

from __future__ import annotations

import pytest

from qda import registry
from tests.marked import marked

NAMES = {plugin.name for plugin in registry.find("displays")}


@pytest.mark.parametrize("marker", ["snapshot_of", "counted_on_real"])
def test_every_display_has_one_and_nothing_else_has(marker: str) -> None:
    named = {name for test in marked(marker) for name in test.names}
    assert sorted(NAMES - named) == [], f"write a test with @pytest.mark.{marker}(…)"
    assert sorted(named - NAMES) == [], "no display is called so"


def test_a_snapshot_says_why_its_cells_are_what_they_are() -> None:
    assert [test.where for test in marked("snapshot_of") if len(test.docstring.split()) < 12] == []


@pytest.mark.parametrize("marker", ["snapshot_of", "counted_on_real"])
def test_those_tests_assert_something(marker: str) -> None:
    assert [test.where for test in marked(marker) if not test.asserts or not test.names] == []


def test_counts_are_made_on_real_studies_and_snapshots_on_made_up_ones() -> None:
    assert all("real/" in test.where or "seed" in test.where for test in marked("counted_on_real"))
    assert not any("real/" in test.where or "seed" in test.where for test in marked("snapshot_of"))
