"""Finds plug-ins: ours by folder, other people's by entry point.

A plug-in is a function (or class) that its stage's decorator has marked. Nothing is registered at import:
`find` looks when it is asked, so there is no shared list that somebody could spoil.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from importlib import metadata
from typing import Any, TypeVar

from qda.model.errors import UnknownPluginError
from qda.model.problem import Problem
from qda.model.wording import N_, _

FOLDERS = {
    N_("importers"): "qda.collect.importers",
    N_("autocoders"): "qda.condense.autocoders",
    N_("displays"): "qda.display.displays",
    N_("tactics"): "qda.verify.tactics",
    N_("lints"): "qda.verify.lints",
    N_("formats"): "qda.exchange.formats",
    N_("writers"): "qda.exchange.writers",
}
_MARK = "__qda_plugin__"
Target = TypeVar("Target", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One plug-in.

    Attributes:
        name: What the user types, `role-ordered`.
        summary: One line, translated where it is shown.
        target: The function or class itself.
        options: Frozen dataclass of its options; None where it has none.
        details: What its stage's decorator noted (extensions, needs, citation …).
        origin: "qda", or the distribution that brings it.
    """

    group: str
    name: str
    summary: str
    target: Callable[..., Any]
    options: type[Any] | None = None
    details: Any = None
    origin: str = "qda"


def mark(
    group: str, name: str, summary: str, *, options: type[Any] | None = None, details: Any = None
) -> Callable[[Target], Target]:
    """Decorator behind every stage's own: notes on the function what it is.

    Raises:
        TypeError: `options` is no frozen dataclass whose fields all have defaults.
    """
    if options is not None and not _is_options(options):
        raise TypeError(f"{name}: options must be a frozen dataclass whose fields have defaults")

    def decorate(target: Target) -> Target:
        plugin = Plugin(group=group, name=name, summary=summary, target=target, options=options, details=details)
        setattr(target, _MARK, plugin)
        return target

    return decorate


def find(group: str) -> list[Plugin]:
    """All plug-ins of a group that work, ours first, each part by name. See `survey` for those that do not."""
    return survey(group)[0]


def get(group: str, name: str) -> Plugin:
    """The plug-in of that name; imports only its own file where it is ours.

    Raises:
        UnknownPluginError: there is none; the message lists those there are.
    """
    module = f"{FOLDERS[group]}.{name.replace('-', '_')}"
    if importlib.util.find_spec(module) is not None:
        for plugin in _marked(importlib.import_module(module), group):
            if plugin.name == name:
                return plugin
    for plugin in find(group):
        if plugin.name == name:
            return plugin
    names = ", ".join(plugin.name for plugin in find(group))
    raise UnknownPluginError(
        _("There is no “{name}” among the {group}.").format(name=name, group=_(group)),
        mend=_("Choose one of: {names}.").format(names=names),
    )


def survey(group: str) -> tuple[list[Plugin], list[Problem]]:
    """The plug-ins of a group, and what is wrong with strangers' that failed. A stranger's fault harms nothing.

    A stranger's plug-in may not take the name of one of ours.
    """
    found = sorted(_ours(group), key=lambda plugin: plugin.name)
    names = {plugin.name for plugin in found}
    strangers, problems = _strangers(group)
    for plugin in sorted(strangers, key=lambda plugin: plugin.name):
        if plugin.name in names:
            what = _("“{name}” is already taken; this plug-in is left out.").format(name=plugin.name)
            problems.append(Problem(file=plugin.origin, place=f"qda.{group}", what=what))
        else:
            names.add(plugin.name)
            found.append(plugin)
    return found, problems


def _ours(group: str) -> list[Plugin]:
    package = importlib.import_module(FOLDERS[group])
    modules = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [p for name in modules for p in _marked(importlib.import_module(f"{package.__name__}.{name}"), group)]


def _marked(module: object, group: str) -> list[Plugin]:
    home = getattr(module, "__name__", "")
    things = [thing for thing in vars(module).values() if getattr(thing, "__module__", None) == home]
    plugins = [getattr(thing, _MARK, None) for thing in things]
    return [plugin for plugin in plugins if isinstance(plugin, Plugin) and plugin.group == group]


def _strangers(group: str) -> tuple[list[Plugin], list[Problem]]:
    found: list[Plugin] = []
    problems: list[Problem] = []
    for entry in sorted(metadata.entry_points(group=f"qda.{group}"), key=lambda entry: entry.name):
        origin = entry.dist.name if entry.dist else entry.value
        try:
            plugin = getattr(entry.load(), _MARK, None)
        except Exception as fault:  # a stranger's code may raise anything, and must harm nothing
            problems.append(
                Problem(
                    file=origin,
                    place=f"qda.{group}",
                    what=_("“{name}” does not load: {fault}").format(
                        name=entry.name, fault=f"{type(fault).__name__}: {fault}"
                    ),
                )
            )
            continue
        if not isinstance(plugin, Plugin) or plugin.group != group:
            what = _("“{name}” was not marked as one of the {group}.").format(name=entry.name, group=_(group))
            problems.append(Problem(file=origin, place=f"qda.{group}", what=what))
            continue
        found.append(
            Plugin(
                group=group,
                name=plugin.name,
                summary=plugin.summary,
                target=plugin.target,
                options=plugin.options,
                details=plugin.details,
                origin=origin,
            )
        )
    return found, problems


def _is_options(options: type[Any]) -> bool:
    if not (is_dataclass(options) and options.__dataclass_params__.frozen):  # type: ignore[attr-defined]
        return False
    try:
        options(**{})
    except TypeError:
        return False
    return all(field.init for field in fields(options))
