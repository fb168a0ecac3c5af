"""A study's plan as it was read: what `study.yaml` says is to be done, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.model.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSources:
    """One entry under `sources`: files by pattern, and what they are."""

    path: str
    kind: Kind
    date: str | None = None
    period: str | None = None
    place: str | None = None
    site: str | None = None
    copy_of: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCoding:
    """One entry under `coding`: `auto: codebook` (every rule) with the `unit` it codes, or `file: codings.csv`."""

    file: str | None = None
    unit: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedView:
    """One entry under `views`: a name, and what is typed to get what it shows: `display` or `find` and what follows.

    `where` is the file with the line.
    """

    name: str
    verb: str
    arguments: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDisplay:
    """One entry under `displays`. `options` are the display's own, as written; `to` may be shared by several.

    Where it is a view of the plan, `view` is its name, and there is no kind. `chapter` numbers its file's captions; ""
    where that is the plan's.
    """

    kind: str
    to: str
    options: tuple[tuple[str, Any], ...] = ()
    view: str = ""
    line: int = 0
    chapter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuarantine:
    """One entry under `quarantine`: a passage that may not be evidence."""

    source: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A study's plan. Paths are as written, relative to `folder`.

    `chapter` numbers tables and figures, `report_chapter` those of the report; "" where they carry no chapter.
    """

    file: Path
    study: str
    language: str
    synthetic: bool
    coder: str
    sources: tuple[PlannedSources, ...]
    cases: str | None
    guide: str | None
    codebook: str | None
    coding: tuple[PlannedCoding, ...]
    findings: str | None
    displays: tuple[PlannedDisplay, ...]
    triangulate_by: str
    triangulate_to: str | None
    verify: bool
    tactics: tuple[str, ...]
    answers: str | None
    quarantine: tuple[PlannedQuarantine, ...]
    method: str | None = None
    report: str | None = None
    links: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    views: tuple[PlannedView, ...] = ()
    chapter: str = ""
    report_chapter: str = ""

    @property
    def folder(self) -> Path:
        """What the plan's paths are relative to."""
        return self.file.parent

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the plan writes, each once, by name."""
        return tuple(sorted({*self.tables, *([self.report] if self.report else [])}))

    @property
    def tables(self) -> tuple[str, ...]:
        """Those of them that hold displays and triangulations."""
        return tuple(sorted({*(d.to for d in self.displays), *([self.triangulate_to] if self.triangulate_to else [])}))
