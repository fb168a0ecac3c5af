"""A display as it is typed: from its options to words and back."""

from __future__ import annotations

import dataclasses
import re
import typing
from typing import Any

import pytest

from qda import registry
from qda.cli.options import from_flags
from qda.display.settings import from_values, value_kind
from qda.display.typed import options_in, values_of, words_of
from qda.model.errors import InputError

DISPLAYS = registry.find("displays")
CROSSED = registry.get("displays", "case-by-code")


def other_than_default(plugin: registry.Plugin, field: dataclasses.Field[Any]) -> Any:
    kind, several = value_kind(typing.get_type_hints(plugin.options)[field.name])
    if kind is bool:
        return not field.default
    choices = [one for one in field.metadata.get("choices", ()) if one not in (field.default, *_of(field.default))]
    value = choices[0] if choices else "-x 'y"
    if kind in (int, float):
        least, most = field.metadata.get("least", 7), field.metadata.get("most", 9)
        value = kind(most if field.default == least else least)
    return (value, value) if several else value


def _of(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


@pytest.mark.parametrize("plugin", DISPLAYS, ids=lambda plugin: plugin.name)
def test_every_option_of_every_display_comes_back(plugin: registry.Plugin) -> None:
    assert plugin.options is not None
    assert words_of(plugin.options()) == ()
    for field in dataclasses.fields(plugin.options):
        chosen = plugin.options(**{field.name: other_than_default(plugin, field)})
        try:
            planned = from_values(plugin, values_of(chosen), "")
        except InputError as idle:  # an option that means nothing without another is refused either way
            with pytest.raises(InputError, match=re.escape(idle.what)):
                options_in(plugin, words_of(chosen), "")
        else:
            assert planned == chosen, field.name
            assert options_in(plugin, words_of(chosen), "") == chosen, field.name


def test_they_are_the_words_that_the_command_line_takes() -> None:
    chosen = options_in(CROSSED, ("--where", "stance != '-'", "--code", "a", "b", "--depth", "2"), "")
    assert from_flags(CROSSED, words_of(chosen)) == chosen
    dashed = options_in(CROSSED, ("--code=-a", "--code=b"), "")
    assert words_of(dashed) == ("--code=-a", "--code=b")
    assert from_flags(CROSSED, words_of(dashed)) == dashed


def test_other_names_of_an_option_are_understood() -> None:
    assert options_in(CROSSED, ("--columns", "role"), "") == options_in(CROSSED, ("--cols", "role"), "")


@pytest.mark.parametrize(
    "words",
    [
        ("--besok", "1"),
        ("satu",),
        ("--depth", "dua"),
        ("--cell", "tiada"),
        ("--no-depth",),
        ("--depth", "-1"),
        ("--depth",),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        options_in(CROSSED, words, "view “X”")
    assert refused.value.where == "view “X”"
