"""Options of plug-ins out of their range: refused the same from flags and from plans, before anything is run."""

from __future__ import annotations

import dataclasses
import typing
from pathlib import Path
from typing import Any

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display.settings import flag, from_values, value_kind
from qda.model.errors import InputError
from tests.cli.conftest import Qda

NUMBERS = [
    (group, plugin.name, field)
    for group in ("tactics", "displays")
    for plugin in registry.find(group)
    if plugin.options is not None
    for field in dataclasses.fields(plugin.options)
    if value_kind(typing.get_type_hints(plugin.options)[field.name])[0] in (int, float)
]


@pytest.mark.parametrize(("group", "name", "field"), NUMBERS, ids=[f"{n} {f.name}" for _g, n, f in NUMBERS])
def test_every_number_has_a_range_that_its_default_fits(group: str, name: str, field: dataclasses.Field[Any]) -> None:
    plugin = registry.get(group, name)
    fits = from_flags(plugin, [flag(field.name), str(field.default)])
    assert fits == plugin.options()
    for call in (
        lambda: from_flags(plugin, [flag(field.name), "-1"]),
        lambda: from_values(plugin, [(field.name, -1)], "plan.yaml"),
    ):
        with pytest.raises(InputError, match=flag(field.name)):
            call()


@pytest.mark.parametrize(
    ("tactic", "option", "value", "said"),
    [
        ("representativeness", "--max-share", "40", "Write a number from 0 to 1."),
        ("representativeness", "--max-share", "-1", "Write a number from 0 to 1."),
        ("weighting-evidence", "--min-stated", "7", "Write a number from 0 to 1."),
        ("contrasts", "--most", "0", "Write 1 or more."),
    ],
)
def test_a_number_out_of_range_names_the_flag_and_the_range(tactic: str, option: str, value: str, said: str) -> None:
    plugin = registry.get("tactics", tactic)
    with pytest.raises(InputError) as fault:
        from_flags(plugin, [option, value])
    assert f"“{option}” of {tactic}" in fault.value.what
    assert (fault.value.mend, fault.value.where) == (said, f"qda tactic {tactic}")


def test_the_bounds_themselves_are_allowed() -> None:
    plugin = registry.get("tactics", "representativeness")
    assert from_flags(plugin, ["--max-share", "1"]).max_share == 1
    assert from_values(plugin, [("max_share", 0)], "").max_share == 0


def test_from_the_shell_it_is_one_sentence(small: Path, qda: Qda) -> None:
    refused = qda("display", "case-by-code", "--quotes", "-2")
    assert refused.status == 2
    assert "--quotes" in refused.err
    assert "Write 0 or more." in refused.err
