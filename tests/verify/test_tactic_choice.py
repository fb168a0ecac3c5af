"""Tactics by name, by number and by set."""

from __future__ import annotations

import pytest

from qda.model.errors import UnknownPluginError
from qda.verify.tactic_choice import listed, named


@pytest.mark.parametrize(
    ("number", "name"), [("V1", "representativeness"), ("v10", "spurious-relations"), ("g6", "contrasts")]
)
def test_a_tactic_is_found_by_its_number(number: str, name: str) -> None:
    assert [plugin.name for plugin in named(number)] == [name]
    assert named(number) == named(name)


def test_a_number_that_no_tactic_has_is_refused_as_a_name_would_be() -> None:
    with pytest.raises(UnknownPluginError, match="V14"):
        named("V14")


def test_the_sets_stay_what_they_are() -> None:
    assert named("all") == listed()
    assert [plugin.details.number for plugin in named("tests")] == [f"V{n}" for n in range(1, 14)]
