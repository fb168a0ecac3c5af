"""All that a study can be built from again, and what building it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qda.model.problem import Problem
from qda.model.records import JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A step that the tables went through, and when."""

    name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A text or an original that the study keeps under its hash.

    Attributes:
        sha: As the study knows it (`qda.store.contents`).
        data: The text in UTF-8, or the bytes; None where they are not to be had.
        place: Where they were looked for, in words.
    """

    sha: bytes
    is_text: bool
    data: bytes | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """A journalled table: its rows, and the SHA-256 of all of them by primary key, ids and times included."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyState:
    """What a study is, exactly: its hash, and each table row by row."""

    study_hash: str
    tables: tuple[TableState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All that a study can be built from again.

    Attributes:
        entries: The journal, oldest first, each with its changeset's hash; `undone` is not looked at.
        seals: One an entry.
        changeset: The packed changeset of the entry of that number; None where it is not to be had.
        contents: All texts and originals, by hash.
        version: Of the program that recorded the state.
    """

    migrations: tuple[Migrated, ...]
    entries: tuple[JournalEntry, ...]
    seals: tuple[str, ...]
    changeset: Callable[[int], bytes | None]
    contents: Callable[[], Iterator[Content]]
    state: StudyState
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay came to.

    Attributes:
        entries: Entries that were replayed and are as recorded.
        study_hash: Of the study that came out; "" where it could not be built.
        problems: What differs from what was recorded; the study is the recorded one where none is fatal.
    """

    entries: int
    study_hash: str
    problems: tuple[Problem, ...]

    @property
    def identical(self) -> bool:
        """Whether the study that came out is the recorded one, row by row."""
        return not any(problem.fatal for problem in self.problems)
