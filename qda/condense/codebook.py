"""What a codebook is, and the entries it is read from. Pure; files are read by `qda.condense.codebook_file`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from qda.model.problem import Problem
from qda.model.records import Code

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

TOP_KEYS = ("codebook", "title", "source", "language", "version", "codes")
TEXT_KEYS = (
    "brief",
    "definition",
    "typical",
    "atypical",
    "close_but_no",
    "method",
    "origin",
    "ref",
    "color",
)
LIST_KEYS = ("include", "exclude", "slots", "scale")
CODE_KEYS = (
    "name",
    "label",
    "brief",
    "definition",
    "include",
    "exclude",
    "typical",
    "atypical",
    "close_but_no",
    "method",
    "cycle",
    "origin",
    "stance",
    "slots",
    "scale",
    "match",
    "codes",
    "ref",
    "color",
)
STANCES = ("+", "-", "0", "±")
BRIEF_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A codebook as read from a file or from the study.

    Attributes:
        title: Text by language, in the order written.
        codes: Parents before their children, in the order written.
        problems: What is wrong with the file; where any is fatal the codes are not to be used.
    """

    name: str = ""
    title: tuple[tuple[str, str], ...] = ()
    source: str = ""
    language: str = ""
    version: str = ""
    codes: tuple[Code, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fatal(self) -> tuple[Problem, ...]:
        """The problems that keep it from being used."""
        return tuple(problem for problem in self.problems if problem.fatal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property of a code as written, with the place it stands at ("line 12", "row 3")."""

    key: str
    value: Plain
    place: str
    places: tuple[str, ...] = ()

    def place_of(self, item: int) -> str:
        """The place of one item of a list."""
        return self.places[item] if item < len(self.places) else self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code as written, before it is checked.

    Attributes:
        parent: Path above; "" at the top.
    """

    name: str
    parent: str
    place: str
    fields: tuple[Field, ...]

    @property
    def path(self) -> str:
        """The address this entry would have."""
        return f"{self.parent}/{self.name}" if self.parent else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A codebook file as written: its head, its entries, and what could not be read at all."""

    head: tuple[Field, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
