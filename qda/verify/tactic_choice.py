"""Which tactics there are, what they are called by, and their options as they are kept."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

from qda import registry
from qda.registry import Plugin
from qda.verify.tactic import Sort, TacticDetails


def listed(sort: Sort | None = None) -> list[Plugin]:
    """All tactics in the order of the chapter: G1–G13, V1–V13, then strangers'."""
    found = [plugin for plugin in registry.find("tactics") if sort is None or plugin.details.sort is sort]
    return sorted(found, key=lambda plugin: _order(plugin.details))


SETS = {"all": None, "tests": Sort.TEST, "meaning": Sort.MEANING}
_NUMBER = re.compile(r"[A-Za-z]\d+")


def named(name: str) -> list[Plugin]:
    """The tactic of that name or number (`V8`, `g5`), or those of a set: `all`, `tests`, `meaning`.

    Raises:
        UnknownPluginError: there is none; the message lists those there are.
    """
    if name in SETS:
        return listed(SETS[name])
    by_number = (
        [plugin for plugin in listed() if plugin.details.number.casefold() == name.casefold()]
        if _NUMBER.fullmatch(name)
        else []
    )
    return by_number[:1] or [registry.get("tactics", name)]


def options_of(plugin: Plugin, parameters: str) -> Any:
    """The options as they were kept; a name the tactic no longer has is left out."""
    if plugin.options is None:
        return None
    names = {field.name for field in dataclasses.fields(plugin.options)}
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(parameters).items()}
    return plugin.options(**{name: value for name, value in values.items() if name in names})


def parameters_text(options: Any) -> str:
    """The options that differ from the defaults, as canonical JSON."""
    if options is None:
        return "{}"
    values = {
        field.name: getattr(options, field.name)
        for field in dataclasses.fields(options)
        if getattr(options, field.name) != getattr(type(options)(), field.name)
    }
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def _order(details: TacticDetails) -> tuple[str, int, str]:
    number = details.number[1:]
    return details.number[:1], int(number) if number.isdecimal() else 99, details.number
