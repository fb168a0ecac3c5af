"""What researchers wrote into displays."""

from __future__ import annotations

from collections.abc import Iterable

from qda.model.desk_records import Written
from qda.store.study import Study


def texts(study: Study) -> list[Written]:
    """All texts, by view, row and column."""
    rows = study.rows("SELECT view, row, column, text, who, at FROM written_text ORDER BY view, row, column")
    return [Written(view=r[0], row=r[1], column=r[2], text=r[3], by=r[4], at=r[5]) for r in rows]


def save(study: Study, written: Iterable[Written]) -> None:
    """Keep texts in place of what stood in the same cells; an empty text takes that out. Undo brings it back."""
    given = list(written)
    study.write_many(
        "INSERT INTO written_text VALUES (?,?,?,?,?,?) ON CONFLICT (view, row, column) DO UPDATE SET text = "
        "excluded.text, who = excluded.who, at = excluded.at",
        [(w.view, w.row, w.column, w.text, w.by, w.at) for w in given if w.text],
    )
    study.write_many(
        "DELETE FROM written_text WHERE view = ? AND row = ? AND column = ?",
        [(w.view, w.row, w.column) for w in given if not w.text],
    )
