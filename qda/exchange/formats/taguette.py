"""Taguette's `.sqlite3`: documents as HTML, highlights with offsets in UTF-8 bytes of the HTML without its tags.

Another program's file: it is only read, and never through the store (docs/decisions/0004-foreign-databases.md).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.exchange.format import ForeignCode, ForeignCoding, ForeignNote, ForeignProject, ForeignSource, format_reader
from qda.exchange.markup import PlainText, plain_text
from qda.exchange.naming import distinct, slug
from qda.model.errors import AmbiguousError, InputError, NotFoundError
from qda.model.problem import Problem
from qda.model.text import utf8_to_points
from qda.model.wording import N_, _

PROGRAM = "Taguette"
UNKNOWN_CODER = "taguette"
_TABLES = {"projects", "documents", "highlights", "highlight_tags", "tags"}
_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    id: int
    name: str
    description: str
    contents: str
    plain: PlainText


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    id: int
    parent: int | None
    path: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Highlight:
    id: int
    document: int
    start: int
    end: int
    snippet: str
    tags: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """One time somebody made or changed a highlight."""

    coder: str
    at: str
    tags: frozenset[int]


def is_taguette(path: Path) -> bool:
    """Whether the file is a SQLite database with Taguette's tables."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return False
        with closing(_connect(path)) as db:
            return _tables(db) >= _TABLES
    except (OSError, sqlite3.Error):
        return False


def project_names(path: Path) -> list[str]:
    """Names of the projects in a Taguette database, oldest first.

    Raises:
        InputError: the file is damaged or no Taguette database.
    """
    with _opened(path) as db:
        return [str(name) for _id, name in _projects(db)]


@format_reader(
    "taguette",
    N_("A project of Taguette, with its documents, tags and highlights."),
    extensions=(".sqlite3", ".db", ".sqlite"),
    recognises=is_taguette,
    several=True,
)
def read(path: Path, project: str = "") -> ForeignProject:
    """Read one project.

    A tag becomes a code whose path is made from its name; a highlight becomes one coding for each of its tags, by
    the user who gave it that tag ("taguette" where the history does not tell). A highlight without a tag becomes a
    note. One outside its document is a problem; so is one whose text is not what Taguette noted, but it is kept, its
    place being what Taguette itself goes by.

    Args:
        path: The database.
        project: Name of the project; "" is the only one there is.

    Raises:
        InputError: the file is damaged, open in Taguette, or no Taguette database.
        AmbiguousError: it holds several projects and none is named.
        NotFoundError: it holds none of that name.
    """
    with _opened(path) as db:
        key, title = _chosen(_projects(db), project, path)
        documents = _documents(db, key)
        tags = _tags(db, key)
        highlights = _highlights(db, key)
        history = _history(db, key)
    names = _source_names(documents)
    codes = _codes(tags)
    reading = _Reading(file=path.name, paths={t.id: c.path for t, c in zip(tags, codes, strict=True)}, history=history)
    for document in documents:
        reading.take(document, names[document.id], [h for h in highlights if h.document == document.id])
    return ForeignProject(
        title=title,
        program=PROGRAM,
        sources=tuple(_source(document, names[document.id]) for document in documents),
        codes=tuple(codes),
        codings=tuple(reading.codings),
        places=reading.places,
        notes=tuple(reading.notes),
        problems=tuple(reading.problems),
    )


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, and SQLite's complaints as sentences."""
    where = str(path)
    if not path.is_file():
        raise InputError(_("There is no such file."), where=where)
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise InputError(
                _("Another program is at work on this file, or left it in the middle ({name} lies beside it).").format(
                    name=beside.name
                ),
                where=where,
                mend=_("Open and close the project in Taguette, then try again."),
            )
    try:
        with closing(_connect(path)) as db:
            missing = sorted(_TABLES - _tables(db))
            if missing:
                raise InputError(
                    _("This database is not Taguette's: it has no table {names}.").format(names=", ".join(missing)),
                    where=where,
                )
            yield db
    except sqlite3.OperationalError as fault:
        raise InputError(
            _("This version of Taguette's database is not known: {fault}.").format(fault=fault),
            where=where,
            mend=_("Open the file in a current Taguette, which brings it up to date, and export the project again."),
        ) from None
    except (sqlite3.DatabaseError, OverflowError, UnicodeDecodeError) as fault:
        raise InputError(
            _("This file is damaged or no Taguette project: {fault}.").format(fault=fault),
            where=where,
            mend=_("Export the project from Taguette again (Project info, Export this project)."),
        ) from None


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _projects(db: sqlite3.Connection) -> list[tuple[int, str]]:
    return [(key, str(name)) for key, name in db.execute("SELECT id, name FROM projects ORDER BY id")]


def _chosen(projects: Sequence[tuple[int, str]], wanted: str, path: Path) -> tuple[int, str]:
    if not projects:
        raise InputError(_("This Taguette database holds no project."), where=str(path))
    names = ", ".join(f"“{name}”" for _key, name in projects)
    found = [one for one in projects if not wanted or one[1] == wanted]
    found = found or [one for one in projects if one[1].casefold() == wanted.casefold()]
    if not found:
        raise NotFoundError(
            _("There is no project “{name}” in this file.").format(name=wanted),
            where=str(path),
            mend=_("It holds: {names}.").format(names=names),
        )
    if len(found) > 1:
        raise AmbiguousError(
            _("This file holds more than one project that could be meant: {names}.").format(names=names),
            where=str(path),
            mend=_("Name one with --project; where two have one name, rename one in Taguette."),
        )
    return found[0]


def _documents(db: sqlite3.Connection, project: int) -> list[_Document]:
    rows = db.execute(
        "SELECT id, name, description, contents FROM documents WHERE project_id = ? ORDER BY id", (project,)
    )
    return [
        _Document(id=r[0], name=str(r[1]), description=r[2] or "", contents=str(r[3]), plain=plain_text(str(r[3])))
        for r in rows
    ]


def _tags(db: sqlite3.Connection, project: int) -> list[_Tag]:
    parent = "parent_id" if "parent_id" in _columns(db, "tags") else "NULL"
    rows = db.execute(f"SELECT id, {parent}, path, description FROM tags WHERE project_id = ? ORDER BY id", (project,))
    return [_Tag(id=r[0], parent=r[1], path=str(r[2]), description=r[3] or "") for r in rows]


def _highlights(db: sqlite3.Connection, project: int) -> list[_Highlight]:
    tags: dict[int, list[int]] = {}
    for highlight, tag in db.execute("SELECT highlight_id, tag_id FROM highlight_tags ORDER BY highlight_id, tag_id"):
        tags.setdefault(highlight, []).append(tag)
    rows = db.execute(
        "SELECT h.id, h.document_id, h.start_offset, h.end_offset, h.snippet FROM highlights h JOIN documents d "
        "ON d.id = h.document_id WHERE d.project_id = ? ORDER BY h.document_id, h.start_offset, h.end_offset, h.id",
        (project,),
    )
    return [
        _Highlight(id=r[0], document=r[1], start=r[2], end=r[3], snippet=str(r[4]), tags=tuple(tags.get(r[0], ())))
        for r in rows
    ]


def _history(db: sqlite3.Connection, project: int) -> dict[int, list[_Edit]]:
    """Every edit of each highlight, oldest first; empty where the file carries no history."""
    found: dict[int, list[_Edit]] = {}
    if "commands" not in _tables(db):
        return found
    for coder, date, payload in db.execute(
        "SELECT user_login, date, payload FROM commands WHERE project_id = ? ORDER BY id", (project,)
    ):
        said = _object(payload)
        if said.get("type") != "highlight_add" or not isinstance(said.get("highlight_id"), int):
            continue
        tags = said.get("tags")
        given = frozenset(tag for tag in tags if isinstance(tag, int)) if isinstance(tags, list) else frozenset()
        edit = _Edit(coder=str(coder), at=_utc(str(date)), tags=given)
        found.setdefault(said["highlight_id"], []).append(edit)
    return found


def _object(payload: Any) -> dict[str, Any]:
    try:
        said = json.loads(payload)
    except (TypeError, ValueError):  # a damaged entry of the history costs only the coder's name
        return {}
    return said if isinstance(said, dict) else {}


def _utc(date: str) -> str:
    """Taguette's dates are UTC, "2022-02-16 14:19:40.661560"."""
    return date[:19].replace(" ", "T") + "Z"


def _source_names(documents: Iterable[_Document]) -> dict[int, str]:
    """Names of documents as written; Taguette lets two have one name, we do not."""
    taken: set[str] = set()
    return {document.id: distinct(document.name.strip() or _("untitled"), taken, " ({n})") for document in documents}


def _codes(tags: Sequence[_Tag]) -> list[ForeignCode]:
    """Tags as codes, under their parents where this Taguette has any; two tags never share a path."""
    known = {tag.id: tag for tag in tags}
    paths: dict[int, str] = {}
    taken: set[str] = set()
    for tag in sorted(tags, key=lambda tag: len(_above(tag, known))):
        head = "".join(f"{paths[one]}/" for one in _above(tag, known)[-1:])
        paths[tag.id] = distinct(head + slug(tag.path), taken, "-{n}")
    return [ForeignCode(path=paths[tag.id], label=tag.path, definition=tag.description.strip()) for tag in tags]


def _above(tag: _Tag, known: dict[int, _Tag]) -> list[int]:
    """Ids of the tags above, topmost first; none where they run in a circle."""
    line: list[int] = []
    parent = tag.parent
    while parent is not None and parent in known:
        if parent in line or parent == tag.id:
            return []
        line.insert(0, parent)
        parent = known[parent].parent
    return line


def _source(document: _Document, name: str) -> ForeignSource:
    return ForeignSource(
        name=name,
        text=document.plain.text,
        original=document.contents.encode("utf-8", "surrogatepass"),
        description=document.description,
    )


class _Reading:
    """What the highlights of a project come to."""

    def __init__(self, *, file: str, paths: dict[int, str], history: dict[int, list[_Edit]]) -> None:
        self._file, self._paths, self._history = file, paths, history
        self.places = 0
        self.codings: list[ForeignCoding] = []
        self.notes: list[ForeignNote] = []
        self.problems: list[Problem] = []

    def take(self, document: _Document, name: str, highlights: Sequence[_Highlight]) -> None:
        """Read the highlights of one document."""
        points = _points(document.plain.stripped, highlights)
        for highlight in highlights:
            start, end = points.get(highlight.start), points.get(highlight.end)
            if start is None or end is None or start >= end:
                what = _("Its place ({start}–{end}) is not in the document.")
                self._fault(name, highlight, what.format(start=highlight.start, end=highlight.end), fatal=True)
                continue
            start, end = document.plain.start(start), document.plain.end(end)
            if _squeezed(document.plain.text[start:end]) != _squeezed(plain_text(highlight.snippet).text):
                self._fault(name, highlight, _("The text at its place is not what Taguette noted; the place is kept."))
            self._keep(name, start, end, highlight)

    def _keep(self, name: str, start: int, end: int, highlight: _Highlight) -> None:
        self.places += 1
        edits = self._history.get(highlight.id, ())
        tags = [tag for tag in highlight.tags if tag in self._paths]
        for tag in tags:
            coder, at = _author(_edit_that_gave(tag, edits))
            code = self._paths[tag]
            self.codings.append(ForeignCoding(source=name, start=start, end=end, code=code, coder=coder, at=at))
        if not tags:
            by, at = _author(edits[-1] if edits else None)
            self.notes.append(ForeignNote(source=name, start=start, end=end, by=by, at=at))
            self._fault(name, highlight, _("It has no tag, so there is nothing to code it with; it is kept as a memo."))

    def _fault(self, name: str, highlight: _Highlight, what: str, *, fatal: bool = False) -> None:
        place = _("document {name}, highlight {id}").format(name=name, id=highlight.id)
        self.problems.append(Problem(file=self._file, place=place, what=what, fatal=fatal))


def _points(stripped: str, highlights: Iterable[_Highlight]) -> dict[int, int]:
    """Code points of those byte offsets that lie at the edge of a character."""
    data = stripped.encode("utf-8", "surrogatepass")
    offsets = sorted({offset for h in highlights for offset in (h.start, h.end) if _is_edge(data, offset)})
    return dict(zip(offsets, utf8_to_points(stripped, offsets), strict=True))


def _is_edge(data: bytes, offset: object) -> bool:
    if not isinstance(offset, int) or not 0 <= offset <= len(data):
        return False
    return offset == len(data) or data[offset] & 0xC0 != 0x80


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _author(edit: _Edit | None) -> tuple[str, str | None]:
    return (edit.coder, edit.at) if edit else (UNKNOWN_CODER, None)


def _edit_that_gave(tag: int, edits: Sequence[_Edit]) -> _Edit | None:
    """The edit since which the highlight has had the tag without a break.

    The last edit of all where the history never names the tag: it got there by merging two tags.
    """
    found = None
    for edit in reversed(edits):
        if tag not in edit.tags:
            break
        found = edit
    return found or (edits[-1] if edits else None)
