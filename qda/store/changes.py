"""What commands did to the rows of the tables, out of the journal."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import apsw

from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that one command added, changed or removed.

    Attributes:
        kind: added, changed or removed.
        before: The columns it had, by name; of a changed row its key and what was changed.
        after: The columns it got; of a changed row what was changed.
        undone: Whether that command is at present taken back.
    """

    seq: int
    at: str
    who: str
    command: str
    undone: bool
    kind: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How many rows of a table one command added, changed and removed."""

    table: str
    added: int
    changed: int
    removed: int

    def __str__(self) -> str:
        """`coding +284 ~3 −1`; what is 0 is left out."""
        parts = (("+", self.added), ("~", self.changed), ("−", self.removed))
        return " ".join([self.table, *(f"{sign}{n}" for sign, n in parts if n)])


_KINDS = {"INSERT": "added", "UPDATE": "changed", "DELETE": "removed"}


def table_changes(study: Study) -> Iterator[tuple[int, tuple[TableChange, ...]]]:
    """For each command its entry's number and what it did to each table, oldest first, tables by name."""
    for seq, packed in study.stream("SELECT seq, changeset FROM journal WHERE kind = 'do' ORDER BY seq"):
        counts = Counter((change.name, change.op) for change in apsw.Changeset.iter(zlib.decompress(packed)))
        yield (
            seq,
            tuple(
                TableChange(
                    table=table,
                    added=counts[table, "INSERT"],
                    changed=counts[table, "UPDATE"],
                    removed=counts[table, "DELETE"],
                )
                for table in sorted({table for table, _op in counts})
            ),
        )


def row_changes(study: Study, table: str) -> Iterator[RowChange]:
    """The changes to a journalled table, oldest first, in the order in which each command's changeset has them.

    Commands that do not touch the table are passed over without going through their rows.
    """
    columns = [str(row[1]) for row in study.rows(f"PRAGMA table_info({table})")]
    heading = table.encode("ascii") + b"\0"
    for seq, at, who, command, undone, packed in study.stream(
        "SELECT seq, at, who, command, undone, changeset FROM journal WHERE kind = 'do' ORDER BY seq"
    ):
        changeset = zlib.decompress(packed)
        if heading not in changeset:
            continue
        for change in apsw.Changeset.iter(changeset):
            if change.name == table:
                yield RowChange(
                    seq=seq,
                    at=at,
                    who=who,
                    command=command,
                    undone=bool(undone),
                    kind=_KINDS[change.op],
                    before=_named(columns, change.old),
                    after=_named(columns, change.new),
                )


def _named(columns: list[str], values: tuple[Any, ...] | None) -> dict[str, Any]:
    pairs = zip(columns, values or (), strict=False)  # a changeset from before a column was added is shorter
    return {name: value for name, value in pairs if value is not apsw.no_change}
