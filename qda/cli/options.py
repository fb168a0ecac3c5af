"""Flags of a plug-in, made from the fields of its options: `max_quotes: int = 3` is `--max-quotes 3`.

The standard library's reader lays out the help and reads nothing: what does not fit is told in this program's words.
"""

from __future__ import annotations

import argparse
import dataclasses
import typing
from collections.abc import Sequence
from typing import Any

import typer

from qda.display.settings import flag, other_names, refuse, value_kind
from qda.display.typed import options_in
from qda.model.wording import _
from qda.registry import Plugin


def from_flags(plugin: Plugin, arguments: Sequence[str]) -> Any:
    """The plug-in's options as typed; None where it has none.

    Raises:
        InputError: a flag is unknown or its value does not fit or is out of range.
    """
    if plugin.options is None:
        if arguments:
            refuse(plugin, arguments[0])
        return None
    parser = _parser(plugin)
    if {"-h", "--help"} & set(arguments):
        typer.echo(parser.format_help())
        raise typer.Exit
    return options_in(plugin, arguments, parser.prog, unknown="")


def _parser(plugin: Plugin) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"qda {plugin.group.rstrip('s')} {plugin.name}",
        description=_(plugin.summary),
        epilog=_("Besides: --to FILE writes to a file, whose ending picks the writer; --json prints JSON."),
        add_help=False,
        allow_abbrev=False,
    )
    hints = typing.get_type_hints(plugin.options)
    for field in dataclasses.fields(plugin.options):  # type: ignore[arg-type]
        flags = [flag(name) for name in (field.name, *other_names(field))]
        parser.add_argument(*flags, dest=field.name, default=argparse.SUPPRESS, **_taking(field, hints))
    return parser


def _taking(field: dataclasses.Field[Any], hints: dict[str, Any]) -> dict[str, Any]:
    kind, several = value_kind(hints[field.name])
    help_text = _(field.metadata["help"]).replace("%", "%%") if field.metadata.get("help") else ""
    if kind is bool:
        return {"action": argparse.BooleanOptionalAction, "help": help_text}
    taking: dict[str, Any] = {
        "type": kind,
        "help": help_text,
        "metavar": field.name.upper().replace("_", "-"),
    }
    if field.metadata.get("choices"):
        taking |= {"choices": list(field.metadata["choices"]), "metavar": None}
    return taking | ({"nargs": "+", "action": "extend"} if several else {})
