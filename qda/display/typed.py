"""A display as it is typed: the words after `qda display`, from its options and back."""

from __future__ import annotations

import dataclasses
import math
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Flag:
    """An option as it may be typed: the field it fills, the type of one value, whether there may be several."""

    field: dataclasses.Field[Any]
    kind: type
    several: bool


def options_in(plugin: Plugin, words: Sequence[str], where: str, *, unknown: str | None = None) -> Any:
    """The options in words: those that `words_of` gave, perhaps of another version of the program, or typed by hand.

    Args:
        plugin: Whose options they are.
        words: `--depth 2 --code a b --where=-x`; an option that takes several may come again and adds to them.
        where: Whose words they are, for faults.
        unknown: The same for options that there are none of, where that is another.

    Raises:
        InputError: there is no such option, or a value lacks, is one too many or does not fit.
    """
    kinds = _flags(plugin)
    given: dict[str, list[Any]] = {}
    at = 0
    while at < len(words):
        name, equals, value = words[at].partition("=")
        at += 1
        on = not (name.startswith("--no-") and name not in kinds)
        found = kinds.get(name if on else name.replace("--no-", "--", 1))
        if found is None or not (on or found.kind is bool):
            refuse(plugin, name, where if unknown is None else unknown)
        if found.kind is bool:
            if equals:
                raise InputError(
                    _("The option “{name}” takes no value.").format(name=name),
                    where=where,
                    mend=_("Write {name} or {other}.").format(name=name, other=_turned(name)),
                )
            given[found.field.name] = [on]
            continue
        texts = [value] if equals else []
        while not equals and at < len(words) and not words[at].startswith("--"):
            texts.append(words[at])
            at += 1
        _check_number(found, name, texts, where)
        values = given.setdefault(found.field.name, [])
        values.extend(_cast(text, found.kind, name, where) for text in texts)
    several_of = {found.field.name: found.several for found in kinds.values()}
    return from_values(
        plugin,
        ((name, tuple(values) if several_of[name] else values[-1]) for name, values in given.items()),
        where,
    )


def _flags(plugin: Plugin) -> dict[str, _Flag]:
    if plugin.options is None:
        return {}
    hints = typing.get_type_hints(plugin.options)
    found = {}
    for field in dataclasses.fields(plugin.options):
        kind, several = value_kind(hints[field.name])
        for name in (field.name, *other_names(field)):
            found[flag(name)] = _Flag(field=field, kind=kind, several=several)
    return found


def _turned(name: str) -> str:
    return name.replace("--no-", "--", 1) if name.startswith("--no-") else name.replace("--", "--no-", 1)


def _check_number(found: _Flag, name: str, texts: Sequence[str], where: str) -> None:
    """Refuse an option without a value, and one with several that takes one.

    Raises:
        InputError: it is so.
    """
    allowed = found.field.metadata.get("choices")
    if not texts or (found.kind is not str and "" in texts):
        raise InputError(
            _("The option “{name}” lacks its value.").format(name=name),
            where=where,
            mend=_("Choose one of: {names}.").format(names=", ".join(map(str, allowed)))
            if allowed
            else _("Write it behind the option: {name} {value}").format(name=name, value=_EXAMPLES[found.kind]),
        )
    if len(texts) > 1 and not found.several:
        whole = " ".join(texts)
        raise InputError(
            _("The option “{name}” takes one value, and here are {n}.").format(name=name, n=len(texts)),
            where=where,
            mend=_('If they are one, put it in quotation marks: {name} "{value}"').format(name=name, value=whole)
            if found.kind is str
            else _("Leave all but one out."),
        )


_EXAMPLES = {str: "…", int: "2", float: "0.5"}


def _cast(text: str, kind: type, name: str, where: str) -> Any:
    try:
        found = kind(text)
    except ValueError:
        found = None
    if found is not None and (kind is not float or math.isfinite(found)):
        return found
    mend = _("Write a whole number.")
    if kind is float:
        with_point = text.replace(",", ".", 1)
        fits = with_point.replace(".", "", 1).isdecimal()
        mend = _("Write {mended}").format(mended=with_point) if fits else _("Write a number, such as 0.5.")
    raise InputError(
        _("“{value}” does not fit the option “{name}”.").format(value=text, name=name), where=where, mend=mend
    )
