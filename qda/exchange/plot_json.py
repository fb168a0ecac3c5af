"""A plot as JSON has it; the keys are described in `qda.exchange.writers.json`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from qda.model.ids import Id, show_id
from qda.model.plot import Plot


def plot_content(plot: Plot) -> dict[str, Any]:
    """All of a plot but its quotations, which the writer of JSON adds."""
    return {
        "kind": plot.kind,
        "title": plot.title,
        "reading": plot.reading,
        "type": type(plot.marks).__name__.lower(),
        "marks": _plain(plot.marks),
        "decision_rules": list(plot.decision_rules),
        "filters": list(plot.filters),
        "counts": plot.counts,
        "citation": plot.citation,
        "notes": list(plot.notes),
        "synthetic": plot.synthetic,
    }


def _plain(value: object) -> Any:
    """Marks as objects and lists, field by field; ids of codings as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return show_id(Id(value))
    return value.value if isinstance(value, Enum) else value
