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
    """A document of the other program; `text` is what its positions count in.

    Attributes:
        original: Its bytes as the other program keeps them; None where it keeps only the text.
    """

    name: str
    text: str
    kind: Kind = Kind.INTERVIEW
    original: bytes | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCode:
    """A code of the other program; `path` is fit for our codebook, parts joined by "/", `label` is as it writes it."""

    path: str
    label: str
    definition: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCoding:
    """A coding of the other program, its place already in code points of `ForeignSource.text`.

    Attributes:
        source: Name of the `ForeignSource`.
        code: Path of the `ForeignCode`.
        at: UTC, ISO-8601; None where the other program does not know.
    """

    source: str
    start: int
    end: int
    code: str
    coder: str
    at: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignNote:
    """A marked place without a code, in code points of `ForeignSource.text`; kept as a memo, so that it is not lost."""

    source: str
    start: int
    end: int
    by: str
    at: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignProject:
    """A whole project as read; what could not be read is in `problems`. Names of sources and paths of codes differ.

    Attributes:
        places: Number of marked places that were read; one may carry several codes, or none.
        notes: Those that carry none.
    """

    title: str
    program: str
    sources: tuple[ForeignSource, ...]
    codes: tuple[ForeignCode, ...]
    codings: tuple[ForeignCoding, ...]
    places: int
    notes: tuple[ForeignNote, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatDetails:
    """What a format declares: its endings, and how its files are told from others with the same ending.

    Attributes:
        recognises: Whether a file is one of this format; never raises for a file that is there.
        several: Whether one file can hold several projects.
    """

    extensions: tuple[str, ...]
    recognises: Callable[[Path], bool]
    several: bool = False


Format = Callable[[Path, str], ForeignProject]
"""Reads the project of that name; "" is the only one there is."""


def format_reader(
    name: str, summary: str, *, extensions: tuple[str, ...], recognises: Callable[[Path], bool], several: bool = False
) -> Callable[[Format], Format]:
    """Declare a format. The function never writes to the file it reads.

    Raises (the function): InputError where the file is damaged or not such a project; AmbiguousError where it holds
    several and none is named; NotFoundError where it holds none of that name.
    """
    details = FormatDetails(extensions=extensions, recognises=recognises, several=several)
    return registry.mark("formats", name, summary, details=details)
