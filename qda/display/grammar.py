"""The grammar of every matrix: which options each takes, and why it lacks the others."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from qda.display.settings import flag, other_names
from qda.model.wording import _
from qda.registry import Plugin

GRAMMAR = ("rows", "cols", "cell", "order", "where", "code", "depth", "quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One option of the grammar as one matrix has it.

    Attributes:
        name: As in `GRAMMAR`.
        field: The field behind it; None where the matrix does not take it.
        default: The default as a user types it, "" for none.
        why: Why it is not taken; "" where it is.
    """

    name: str
    field: str | None
    default: str = ""
    why: str = ""


def grammar_of(plugin: Plugin) -> tuple[Part, ...]:
    """How a matrix has each option of the grammar, in the order of `GRAMMAR`.

    An option that is neither taken nor explained has no field and no reason.
    """
    known: dict[str, dataclasses.Field[object]] = {}
    for field in dataclasses.fields(plugin.options or ()):  # type: ignore[arg-type]
        known[field.name] = field
    for field in tuple(known.values()):
        for name in other_names(field):
            known.setdefault(name, field)
    made = []
    for name in GRAMMAR:
        field_ = known.get(name)
        why = getattr(plugin.details, "without", {}).get(name, "")
        if field_ is None:
            made.append(Part(name=name, field=None, why=_(why) if why else ""))
        else:
            made.append(Part(name=name, field=field_.name, default=_typed(field_.default)))
    return tuple(made)


def own_options(plugin: Plugin) -> tuple[str, ...]:
    """The flags of a matrix that are not of the grammar, its thresholds among them."""
    taken = {part.field for part in grammar_of(plugin)}
    fields = dataclasses.fields(plugin.options or ())  # type: ignore[arg-type]
    return tuple(flag(field.name) for field in fields if field.name not in taken)


def _typed(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
