"""What a format is: another program's project, read as plain records that the verb then stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qda import registry
from qda.model.problem import Problem
from qda.model.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSource:
    """A document of the other program; `text` is what its positions count in."""

    name: str
    text: str
    kind: Kind = Kind.INTERVIEW
    original: bytes | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCode:
    """A code of the other program; `path` as it writes it, parts joined by "/"."""

    path: str
    label: str
    definition: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCoding:
    """A coding of the other program, its place already in code points of `ForeignSource.text`."""

    source: str
    start: int
    end: int
    code: str
    coder: str
    at: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignProject:
    """A whole project as read; what could not be read is in `problems`."""

    title: str
    program: str
    sources: tuple[ForeignSource, ...]
    codes: tuple[ForeignCode, ...]
    codings: tuple[ForeignCoding, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatDetails:
    """What a format declares: its endings, and how its files are told from others with the same ending."""

    extensions: tuple[str, ...]
    recognises: Callable[[Path], bool]


Format = Callable[[Path], ForeignProject]


def format_reader(
    name: str, summary: str, *, extensions: tuple[str, ...], recognises: Callable[[Path], bool]
) -> Callable[[Format], Format]:
    """Declare a format. The function never writes to the file it reads.

    Raises (the function): InputError where the file is damaged or not such a project.
    """
    details = FormatDetails(extensions=extensions, recognises=recognises)
    return registry.mark("formats", name, summary, details=details)
