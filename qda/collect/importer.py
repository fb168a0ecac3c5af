"""What an importer is: a pure function from one file's bytes to the sources in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qda import registry
from qda.model.problem import Problem
from qda.model.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as found. `name` is its name with ending; `data` all its bytes."""

    name: str
    data: bytes = field(repr=False)

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rsplit(".", 1)[0] if "." in self.name[1:] else self.name

    @property
    def extension(self) -> str:
        """The ending with its dot, in small letters; "" where there is none."""
        return "." + self.name.rsplit(".", 1)[1].lower() if "." in self.name[1:] else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTurn:
    """A turn as found; the span leaves the label out. `label` is None where nobody is named."""

    start: int
    end: int
    label: str | None = None
    question: str | None = None
    start_time: float | None = None
    end_time: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One source as an importer hands it over.

    Attributes:
        text: Decoded, not normalised.
        turns: Found by the importer itself; None: let `qda.collect.turns` find them in the text.
        kind: Where the file says what it is; None leaves it to the caller.
        metadata: Header rows, in order, labels as written.
        question_texts: Wordings of questions met in the file, by the key their turns use.
    """

    name: str
    text: str
    turns: tuple[DraftTurn, ...] | None = None
    kind: Kind | None = None
    date: str | None = None
    language: str = ""
    synthetic: bool = False
    metadata: tuple[tuple[str, str], ...] = ()
    question_texts: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImporterDetails:
    """What an importer declares.

    Attributes:
        extensions: Endings with their dot, in small letters.
        recognises: Whether the content is this format; asked of files with such an ending, and, where no
            importer knows the ending, of all. None: the ending decides.
    """

    extensions: tuple[str, ...]
    recognises: Callable[[File], bool] | None = None


Importer = Callable[[File], list[Draft]]


def importer(
    name: str, summary: str, *, extensions: tuple[str, ...], recognises: Callable[[File], bool] | None = None
) -> Callable[[Importer], Importer]:
    """Declare an importer.

    The function returns at least one draft, or raises `InputError` where the file is not what it says
    (empty, truncated, protected, another format under this ending).
    """
    details = ImporterDetails(extensions=extensions, recognises=recognises)
    return registry.mark("importers", name, summary, details=details)
