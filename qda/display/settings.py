"""The options of a plug-in as plans and flags have them: names, kinds of values, and what does not fit."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from qda.model.errors import InputError
from qda.model.wording import _
from qda.registry import Plugin


def from_values(plugin: Plugin, values: Iterable[tuple[str, Any]], where: str) -> Any:
    """The plug-in's options as a plan has them, names with "-" or "_".

    Raises:
        InputError: a name is unknown or a value does not fit.
    """
    names = {} if plugin.options is None else dict(_names(plugin.options))
    chosen = {}
    for name, value in values:
        if name not in names:
            refuse(plugin, name.replace("_", "-"), where)
        chosen[names[name]] = _fit(plugin, names[name], value, where)
    return made(plugin, chosen, where)


def made(plugin: Plugin, chosen: Mapping[str, Any], where: str) -> Any:
    """The plug-in's options with the values chosen; None where it has none.

    Raises:
        InputError: a number is out of the range that its field declares (`least`, `most`, both allowed themselves),
            or an option that was given needs another beside it (`only`).
    """
    if plugin.options is None:
        return None
    for field in dataclasses.fields(plugin.options):
        if field.name in chosen and "least" in field.metadata:
            _within(plugin, field, chosen[field.name], where)
    made_ = plugin.options(**chosen)
    for field in dataclasses.fields(plugin.options):
        if field.name in chosen and "only" in field.metadata:
            _at_work(field, made_, where)
    return made_


def _at_work(field: dataclasses.Field[Any], options: Any, where: str) -> None:
    """Refuse an option that changes nothing beside the others: `only` names those one of which it needs."""
    conditions: Mapping[str, tuple[str, ...]] = field.metadata["only"]
    if getattr(options, field.name) == field.default:
        return
    for name, values in conditions.items():
        given = getattr(options, name)
        if given in values if values else bool(given):
            return
    wanted = [f"{flag(name)} {'/'.join(values)}" if values else flag(name) for name, values in conditions.items()]
    raise InputError(
        _("“{option}” changes nothing here: it belongs to {wanted}.").format(
            option=flag(field.name), wanted=_(" or ").join(wanted)
        ),
        where=where,
        mend=_("Leave {option} out, or give the other one too.").format(option=flag(field.name)),
    )


def _within(plugin: Plugin, field: dataclasses.Field[Any], value: Any, where: str) -> None:
    least, most = field.metadata["least"], field.metadata.get("most")
    for part in value if isinstance(value, tuple) else (value,):
        if part >= least and (most is None or part <= most):  # what is no number at all fits neither
            continue
        mend = _("Write a number from {least} to {most}.") if most is not None else _("Write {least} or more.")
        raise InputError(_unfit(plugin, flag(field.name), part), where=where, mend=mend.format(least=least, most=most))


def _unfit(plugin: Plugin, name: str, value: Any) -> str:
    return _("“{value}” does not fit the option “{name}” of {display}.").format(
        value=value, name=name, display=plugin.name
    )


def flag_names(plugin: Plugin) -> list[str]:
    """The flags a plug-in takes."""
    return [] if plugin.options is None else [flag(field.name) for field in dataclasses.fields(plugin.options)]


def flag(name: str) -> str:
    """The flag of a field."""
    return "--" + name.replace("_", "-")


def other_names(field: dataclasses.Field[Any]) -> tuple[str, ...]:
    """The names that a field answers to besides its own."""
    return tuple(field.metadata.get("also", ()))


def value_kind(hint: Any) -> tuple[type, bool]:
    """The type of one value, and whether there may be several."""
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return value_kind(next(part for part in typing.get_args(hint) if part is not type(None)))
    return hint, False


def _names(options: type[Any]) -> Iterator[tuple[str, str]]:
    """Every name that is understood, with the field it means."""
    for field in dataclasses.fields(options):
        for name in (field.name, *other_names(field)):
            yield name, field.name


def _fit(plugin: Plugin, name: str, value: Any, where: str) -> Any:
    field = next(f for f in dataclasses.fields(plugin.options) if f.name == name)  # type: ignore[arg-type]
    kind, several = value_kind(typing.get_type_hints(plugin.options)[name])
    parts = value if isinstance(value, tuple) else (value,)
    allowed = field.metadata.get("choices")
    for part in parts:
        fits = isinstance(part, kind) or (kind is float and isinstance(part, int)) or kind is str
        if not fits or (allowed and part not in allowed) or (isinstance(value, tuple) and not several):
            raise InputError(
                _unfit(plugin, name, part),
                where=where,
                mend=_("Choose one of: {names}.").format(names=", ".join(map(str, allowed))) if allowed else "",
            )
    cast = tuple(str(part) if kind is str else part for part in parts)
    return cast if several else cast[0]


def refuse(plugin: Plugin, given: str, where: str = "") -> NoReturn:
    """Say that a plug-in has no such option.

    Raises:
        InputError: always.
    """
    known = flag_names(plugin)
    why = getattr(plugin.details, "without", {}).get(given.lstrip("-").replace("-", "_"))
    if why:
        raise InputError(
            _("{display} has no option “{option}”: {why}.").format(
                display=plugin.name, option=given, why=_(why).rstrip(".")
            ),
            where=where,
            mend=_("It takes: {names}.").format(names=", ".join(known) or "–"),
        )
    if not given.startswith("-") and not where:
        raise InputError(
            _("“{word}” belongs to no option of {display}.").format(word=given, display=plugin.name),
            mend=_("It takes: {names}.").format(names=", ".join(known) or "–"),
        )
    near = difflib.get_close_matches(f"--{given.lstrip('-')}", known, 1)
    hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ""
    raise InputError(
        _("{display} has no option “{option}”.").format(display=plugin.name, option=given),
        where=where,
        mend=hint or _("It takes: {names}.").format(names=", ".join(known) or "–"),
    )
