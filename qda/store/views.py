"""Displays and searches saved under a name."""

from __future__ import annotations

import json

from qda.model.desk_records import SavedView
from qda.store.study import Study


def saved(study: Study) -> list[SavedView]:
    """All of them, by name."""
    rows = study.rows("SELECT name, verb, arguments, seal, who, at FROM saved_view ORDER BY name")
    return [
        SavedView(name=r[0], verb=r[1], arguments=tuple(json.loads(r[2])), seal=r[3], by=r[4], at=r[5]) for r in rows
    ]


def save(study: Study, view: SavedView) -> None:
    """Keep a view, in place of the one of the same name."""
    study.write(
        "INSERT INTO saved_view VALUES (?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET verb = excluded.verb, "
        "arguments = excluded.arguments, seal = excluded.seal, who = excluded.who, at = excluded.at",
        view.name, view.verb, json.dumps(view.arguments, ensure_ascii=False), view.seal, view.by, view.at,
    )  # fmt: skip


def remove(study: Study, name: str) -> None:
    """Take a view out. Undo brings it back."""
    study.write("DELETE FROM saved_view WHERE name = ?", name)
