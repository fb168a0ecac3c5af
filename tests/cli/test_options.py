"""Options of plug-ins out of their range: refused the same from flags and from plans, before anything is run."""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import re
import typing
from collections.abc import Iterator
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


PLUGINS = [(group, plugin) for group in ("displays", "tactics") for plugin in registry.find(group) if plugin.options]


def argparse_says() -> set[str]:
    """The sentences that argparse has in its code, whatever version of Python it is: all that it asks gettext for."""
    tree = ast.parse(inspect.getsource(argparse))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    said = {
        word.value
        for call in calls
        if call.func.id in ("_", "ngettext")  # type: ignore[attr-defined]
        for word in call.args
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
    pieces = {piece.strip(" :()'") for sentence in said for piece in re.split(r"%\(\w+\)[rsd]|%[rsd]", sentence)}
    return {piece for piece in pieces if len(piece) > 6} | {"usage:"}


def bad_calls(plugin: registry.Plugin) -> Iterator[list[str]]:
    """Each option without its value, with one that does not fit, one too many, cut short, and what is none."""
    yield from (["--tiada"], ["--tiada", "1"], ["kata"], ["-x"], ["--tiada=1"], ["-1"])
    hints = typing.get_type_hints(plugin.options)
    for field in dataclasses.fields(plugin.options):  # type: ignore[arg-type]
        name, (kind, several) = flag(field.name), value_kind(hints[field.name])
        if kind is bool:
            yield [f"{name}=1"]
            yield [f"--no-{name[2:]}=1"]
            continue
        yield [name]
        yield [name, "--tiada"]
        if len(name) > 5:
            yield [name[:-1], "1"]
        if kind is not str:
            yield from ([name, "banyak"], [name, ""], [f"{name}="], [name, "1,5x"], [name, "inf"], [name, "nan"])
        if not several:
            yield [name, "1", "1"]
        if field.metadata.get("choices"):
            yield [name, "tiada"]


@pytest.mark.parametrize(("group", "plugin"), PLUGINS, ids=[plugin.name for _group, plugin in PLUGINS])
def test_what_does_not_fit_is_told_in_our_words_with_what_to_type(group: str, plugin: registry.Plugin) -> None:
    theirs = argparse_says()
    assert {"expected one argument", "invalid choice", "unrecognized arguments"} <= theirs
    for words in bad_calls(plugin):
        with pytest.raises(InputError) as fault:
            from_flags(plugin, words)
        said = str(fault.value)
        assert not {piece for piece in theirs if piece in said}, said
        assert fault.value.mend, said


def test_a_value_may_begin_with_a_hyphen() -> None:
    plugin = registry.get("displays", "case-by-code")
    assert from_flags(plugin, ["--where", "-x"]) == from_flags(plugin, ["--where=-x"])
    assert from_flags(plugin, ["--code", "a", "--depth", "1", "--code", "b"]).code == ("a", "b")


def test_the_help_speaks_indonesian(qda: Qda) -> None:
    told = qda("--lang", "id", "display", "case-by-code", "--help").out
    assert "--depth" in told
    assert not [word for word in ("usage:", "options:", "default", "show this") if word in told]
