"""Taguette databases made by the tests, with the tables of the real ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from qda.exchange.markup import plain_text

SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL);
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
    text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
    user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
    path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, tag_id));
"""
NOW = "2026-03-01 08:00:00.123456"


class TaguetteFile:
    """A database under construction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._db() as db:
            db.executescript(SCHEMA)

    def run(self, sql: str, *values: object) -> int:
        with self._db() as db:
            return db.execute(sql, values).lastrowid or 0

    def project(self, name: str = "Perajin perak") -> int:
        return self.run("INSERT INTO projects (name, description, created) VALUES (?,'',?)", name, NOW)

    def document(self, project: int, name: str, contents: str) -> int:
        return self.run(
            "INSERT INTO documents (name, description, filename, created, project_id, text_direction, contents) "
            "VALUES (?,'','',?,?,'LEFT_TO_RIGHT',?)",
            name, NOW, project, contents,
        )  # fmt: skip

    def tag(self, project: int, path: str, description: str = "") -> int:
        return self.run("INSERT INTO tags (project_id, path, description) VALUES (?,?,?)", project, path, description)

    def highlight(self, document: int, words: str, tags: Iterable[int], *, snippet: str | None = None) -> int:
        """A highlight on the first place of some words of the stripped text, its offsets in bytes."""
        with self._db() as db:
            ((contents,),) = db.execute("SELECT contents FROM documents WHERE id = ?", (document,)).fetchall()
        data = plain_text(contents).stripped.encode()
        start = data.index(words.encode())
        return self.place(document, start, start + len(words.encode()), tags, words if snippet is None else snippet)

    def place(self, document: int, start: int, end: int, tags: Iterable[int], snippet: str) -> int:
        made = self.run(
            "INSERT INTO highlights (document_id, start_offset, end_offset, snippet) VALUES (?,?,?,?)",
            document, start, end, snippet,
        )  # fmt: skip
        for tag in tags:
            self.run("INSERT INTO highlight_tags VALUES (?,?)", made, tag)
        return made

    def edit(self, project: int, who: str, date: str, highlight: int, tags: list[int]) -> None:
        payload = {"type": "highlight_add", "highlight_id": highlight, "tags": tags}
        self.command(project, who, date, json.dumps(payload))

    def command(self, project: int, who: str, date: str, payload: str) -> None:
        self.run(
            "INSERT INTO commands (date, user_login, project_id, payload) VALUES (?,?,?,?)", date, who, project, payload
        )

    def _db(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path)


@pytest.fixture
def taguette_file(tmp_path: Path) -> Callable[[str], TaguetteFile]:
    """Makes an empty Taguette database."""

    def make(name: str = "proyek.sqlite3") -> TaguetteFile:
        return TaguetteFile(tmp_path / name)

    return make


@pytest.fixture
def taguette(taguette_file: Callable[[str], TaguetteFile]) -> TaguetteFile:
    """An empty Taguette database."""
    return taguette_file("proyek.sqlite3")
