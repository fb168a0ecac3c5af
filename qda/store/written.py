"""What researchers wrote into displays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qda.model.desk_records import Written
from qda.model.text_places import Followed, Thing, followed
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


def follow(study: Study, thing: Thing, names: Mapping[str, str]) -> Followed:
    """Bring texts to the places that their own have become, within a command, so that undo takes both back.

    Where a text stands there already, both stand there then, the one that came below; nothing is lost.

    Args:
        study: Open, a command under way.
        thing: What is called otherwise now.
        names: The new name of each old one.
    """
    renamed = {old: new for old, new in names.items() if old != new}
    every = texts(study) if renamed else []
    going = [(text, new) for text in every if _place(new := followed(text, thing, renamed)) != _place(text)]
    left = {_place(text) for text, _new in going}
    stood = {_place(text): text for text in every if _place(text) not in left}
    came: dict[tuple[str, str, str], Written] = {}
    joined: dict[tuple[str, str, str], None] = {}
    for _text, new in going:
        place, there = _place(new), stood.get(_place(new))
        if there is not None and there.text != new.text:
            joined[place] = None
            new = _together(there, new, study.now())
        stood[place] = came[place] = there if there is not None and there.text == new.text else new
    save(study, [*(replace(text, text="") for text, _new in going if _place(text) not in came), *came.values()])
    return Followed(moved=tuple(came.values()), joined=tuple(came[place] for place in joined))


def _place(text: Written) -> tuple[str, str, str]:
    return text.view, text.row, text.column


def _together(there: Written, new: Written, now: str) -> Written:
    """Two texts as one, with the names of all who wrote them."""
    by = dict.fromkeys(name for names in (there.by, new.by) for name in names.split(", "))
    return replace(there, text=f"{there.text}\n\n{new.text}", by=", ".join(by), at=now)
