"""Since when the texts stand that people wrote into displays, out of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from qda.model.papers import FirstWritten
from qda.store.changes import RowChange, row_changes
from qda.store.study import Study

_Place = tuple[str, str, str]
_SAME = ("text", "who", "at")


def first_written(study: Study) -> tuple[FirstWritten, ...]:
    """Since when each text of the displays stands, by view, row and column; commands taken back are left out.

    A text that follows a renamed code or case leaves one place and comes into another within one command; it goes on
    there from when it began.
    """
    so_far = _SoFar()
    done = (change for change in row_changes(study, "written_text") if not change.undone)
    for _seq, changes in groupby(done, key=lambda change: change.seq):
        so_far.take(list(changes))
    return tuple(so_far.began[place] for place in sorted(so_far.began))


def taken_out(study: Study, view: str, row: str, column: str) -> FirstWritten | None:
    """Who took a text out last, and when, as the journal has it; None where nobody has."""
    place = view, row, column
    found = [
        change
        for change in row_changes(study, "written_text")
        if change.kind == "removed" and not change.undone and _place(change.before) == place
    ]
    if not found:
        return None
    return FirstWritten(view=view, row=row, column=column, at=found[-1].at, by=found[-1].who)


@dataclass(slots=True, kw_only=True)
class _SoFar:
    """What stands after the commands so far: since when, and what it says."""

    began: dict[_Place, FirstWritten] = field(default_factory=dict)
    says: dict[_Place, str] = field(default_factory=dict)

    def take(self, changes: list[RowChange]) -> None:
        """Carry out one command."""
        left = [change for change in changes if change.kind == "removed"]
        gone = [(self.began.pop(_place(c.before)), self.says.pop(_place(c.before))) for c in left]
        for change in changes:
            if change.kind != "removed":
                place = _place({**change.before, **change.after})
                text = str(change.after.get("text", self.says.get(place, "")))
                moved = [one for one, said in gone if _holds(text, said)] if self._follows(change, text, left) else []
                own = self.began.get(place) or _here(place, change)
                first = min((own, *moved), key=lambda one: one.at)
                self.began[place] = replace(first, view=place[0], row=place[1], column=place[2])
                self.says[place] = text

    def _follows(self, change: RowChange, text: str, left: Iterable[RowChange]) -> bool:
        """Whether a text came from another place: as it was there, or put behind what stood here."""
        if change.kind == "changed":
            return text.startswith(self.says[_place(change.before)] + "\n\n")
        told = [change.after.get(name) for name in _SAME]
        there = list(left)
        joined = sum(_holds(text, str(one.before["text"])) for one in there) > 1
        return joined or any(told == [one.before.get(name) for name in _SAME] for one in there)


def _here(place: _Place, change: RowChange) -> FirstWritten:
    return FirstWritten(
        view=place[0],
        row=place[1],
        column=place[2],
        at=change.after.get("at", change.at),
        by=change.after.get("who", change.who),
    )


def _place(row: Mapping[str, Any]) -> _Place:
    return str(row["view"]), str(row["row"]), str(row["column"])


def _holds(text: str, part: str) -> bool:
    """Whether a text is another one, or holds it as a paragraph of its own, as texts are put together."""
    return f"\n\n{part}\n\n" in f"\n\n{text}\n\n"
