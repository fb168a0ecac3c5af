"""Flags of a plug-in, made from the fields of its options: `max_quotes: int = 3` is `--max-quotes 3`."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from qda.model.errors import InputError
from qda.model.wording import _
from qda.registry import Plugin


def from_flags(plugin: Plugin, arguments: Sequence[str]) -> Any:
    """The plug-in's options as typed; None where it has none.

    Raises:
        InputError: a flag is unknown or its value does not fit.
    """
    if plugin.options is None:
        return None if not arguments else _refuse(plugin, arguments[0])
    parser = _parser(plugin)
    if {"-h", "--help"} & set(arguments):
        typer.echo(parser.format_help())
        raise typer.Exit
    given, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        _refuse(plugin, unknown[0])
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(given).items()}
    return plugin.options(**values)


def from_values(plugin: Plugin, values: Iterable[tuple[str, Any]], where: str) -> Any:
    """The plug-in's options as a plan has them, names with "-" or "_".

    Raises:
        InputError: a name is unknown or a value does not fit.
    """
    fields = {} if plugin.options is None else {field.name: field for field in dataclasses.fields(plugin.options)}
    chosen = {}
    for name, value in values:
        if name not in fields:
            _refuse(plugin, name.replace("_", "-"), where)
        chosen[name] = _fitted(plugin, name, value, where)
    return None if plugin.options is None else plugin.options(**chosen)


def flag_names(plugin: Plugin) -> list[str]:
    """The flags a plug-in takes."""
    return [] if plugin.options is None else [_flag(field.name) for field in dataclasses.fields(plugin.options)]


def _parser(plugin: Plugin) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"qda display {plugin.name}", description=_(plugin.summary), add_help=False, allow_abbrev=False
    )
    hints = typing.get_type_hints(plugin.options)
    for field in dataclasses.fields(plugin.options):  # type: ignore[arg-type]
        parser.add_argument(_flag(field.name), dest=field.name, default=argparse.SUPPRESS, **_taking(field, hints))
    return parser


def _taking(field: dataclasses.Field[Any], hints: dict[str, Any]) -> dict[str, Any]:
    kind, several = _kind(hints[field.name])
    help_text = _(field.metadata["help"]).replace("%", "%%") if field.metadata.get("help") else ""
    if kind is bool:
        return {"action": argparse.BooleanOptionalAction, "help": help_text}
    taking: dict[str, Any] = {"type": kind, "help": help_text, "metavar": field.name.upper().replace("_", "-")}
    if field.metadata.get("choices"):
        taking |= {"choices": list(field.metadata["choices"]), "metavar": None}
    return taking | ({"nargs": "+", "action": "extend"} if several else {})


def _fitted(plugin: Plugin, name: str, value: Any, where: str) -> Any:
    field = next(f for f in dataclasses.fields(plugin.options) if f.name == name)  # type: ignore[arg-type]
    kind, several = _kind(typing.get_type_hints(plugin.options)[name])
    parts = value if isinstance(value, tuple) else (value,)
    allowed = field.metadata.get("choices")
    for part in parts:
        fits = isinstance(part, kind) or (kind is float and isinstance(part, int)) or kind is str
        if not fits or (allowed and part not in allowed) or (isinstance(value, tuple) and not several):
            raise InputError(
                _("“{value}” does not fit the option “{name}” of {display}.").format(
                    value=part, name=name, display=plugin.name
                ),
                where=where,
                mend=_("Choose one of: {names}.").format(names=", ".join(map(str, allowed))) if allowed else "",
            )
    cast = tuple(str(part) if kind is str else part for part in parts)
    return cast if several else cast[0]


def _kind(hint: Any) -> tuple[type, bool]:
    """The type of one value, and whether there may be several."""
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _kind(next(part for part in typing.get_args(hint) if part is not type(None)))
    return hint, False


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _refuse(plugin: Plugin, given: str, where: str = "") -> Any:
    known = flag_names(plugin)
    near = difflib.get_close_matches(f"--{given.lstrip('-')}", known, 1)
    hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ""
    raise InputError(
        _("{display} has no option “{option}”.").format(display=plugin.name, option=given),
        where=where,
        mend=hint or _("It takes: {names}.").format(names=", ".join(known) or "–"),
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> typing.NoReturn:
        """Say it as every other fault of the call.

        Raises:
            InputError: always.
        """
        raise InputError(message, where=self.prog)
