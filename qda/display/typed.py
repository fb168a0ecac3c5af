"""A display as it is typed: the words after `qda display`, from its options and back."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Sequence
from typing import Any

from qda.display.settings import flag, from_values, other_names, refuse, value_kind
from qda.model.errors import InputError
from qda.model.wording import _
from qda.registry import Plugin


def words_of(options: Any, without: Collection[str] = ()) -> tuple[str, ...]:
    """The flags that give these options, those that are as the display has them left out.

    A value that looks like a flag is joined to its own: `--where=-x`. `without` names fields to leave out.
    """
    words: list[str] = []
    if options is None:
        return ()
    for field in dataclasses.fields(options):
        value = getattr(options, field.name)
        if value == field.default or field.name in without:
            continue
        name = flag(field.name)
        if isinstance(value, bool):
            words.append(name if value else name.replace("--", "--no-", 1))
            continue
        values = [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
        if any(part.startswith("-") for part in values):
            words += [f"{name}={part}" for part in values]
        else:
            words += [name, *values]
    return tuple(words)


def values_of(options: Any) -> tuple[tuple[str, Any], ...]:
    """The options that are not as the display has them, as a plan names them."""
    fields = dataclasses.fields(options) if options is not None else ()
    values = ((field.name, getattr(options, field.name)) for field in fields)
    return tuple((name, value) for (name, value), field in zip(values, fields, strict=True) if value != field.default)


def options_in(plugin: Plugin, words: Sequence[str], where: str) -> Any:
    """The options in words that `words_of` gave, perhaps of another version of the program.

    Raises:
        InputError: the display has no such option, or a value does not fit; `where` says whose words they are.
    """
    kinds: dict[str, tuple[str, type, bool]] = {}
    hints = typing.get_type_hints(plugin.options) if plugin.options is not None else {}
    for field in dataclasses.fields(plugin.options) if plugin.options is not None else ():
        kind, several = value_kind(hints[field.name])
        for name in (field.name, *other_names(field)):
            kinds[flag(name)] = (field.name, kind, several)
    given: dict[str, list[Any]] = {}
    at = 0
    while at < len(words):
        name, equals, value = words[at].partition("=")
        at += 1
        on = not (name.startswith("--no-") and name not in kinds)
        found = kinds.get(name if on else name.replace("--no-", "--", 1))
        if found is None or not (on or found[1] is bool):
            refuse(plugin, words[at - 1], where)
        field_name, kind, _several = found
        if kind is bool:
            given[field_name] = [on]
            continue
        if equals:
            texts = [value]
        else:
            texts = []
            while at < len(words) and not words[at].startswith("--"):
                texts.append(words[at])
                at += 1
        if not texts:
            raise InputError(_("The option “{name}” lacks its value.").format(name=name), where=where)
        given.setdefault(field_name, []).extend(_cast(text, kind, name, where) for text in texts)
    several_of = {name: several for name, _kind, several in kinds.values()}
    return from_values(
        plugin,
        ((name, tuple(values) if several_of[name] else values[-1]) for name, values in given.items()),
        where,
    )


def _cast(text: str, kind: type, name: str, where: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise InputError(
            _("“{value}” does not fit the option “{name}”.").format(value=text, name=name), where=where
        ) from None
