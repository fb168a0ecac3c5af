"""1 · Collect: `qda import` takes documents and other programs' projects alike."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.collect.ingest import ImportedSource
    from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What was brought in, as lines for people."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def bring_in(
    study: Study,
    paths: Sequence[str],
    *,
    project: str = "",
    kind: str = "",
    date: str = "",
    period: str = "",
    place: str = "",
    site: str = "",
    format_: str = "",
    synthetic: bool = False,
    overwrite: bool = False,
    other_study: bool = False,
) -> BroughtIn:
    """Import documents, projects, and workbooks of displays that come back, in one command.

    Raises:
        InputError: an option does not fit, or a project cannot be read.
    """
    from qda.collect.describe import read_date, read_kind
    from qda.collect.ingest import ImportOptions, import_files
    from qda.collect.project_speech import find_speech
    from qda.desk import take_workbook
    from qda.exchange.projects import import_project, is_project
    from qda.exchange.returned.cells import is_ours
    from qda.store import sources

    options = ImportOptions(
        kind=read_kind(kind) if kind else None,
        date=read_date(date) if date else None,
        period=period or None,
        place=place or None,
        site=site or None,
        format=format_ or None,
        synthetic=synthetic,
    )
    projects = [path for path in paths if project or is_project(Path(path))]
    workbooks = [path for path in paths if path not in projects and not format_ and is_ours(Path(path))]
    documents = [path for path in paths if path not in projects and path not in workbooks]
    if (overwrite or other_study) and not workbooks:
        raise InputError(
            _("None of these is a workbook of displays, for which --overwrite and --other-study are."),
            mend=_("Leave them out."),
        )
    lines: list[str] = []
    problems: list[Problem] = []
    with study.command("import") as command:
        before = {source.id for source in sources.listed(study)}
        for path in projects:
            done = import_project(study, Path(path), project=project, kind=options.kind)
            lines.append(done.line())
            problems += done.problems
        if projects:
            speech = find_speech(study, {source.id for source in sources.listed(study)} - before)
            lines += speech.lines
            problems += speech.problems
        for path in workbooks:
            taken = take_workbook(study, Path(path), overwrite=overwrite, other_study=other_study)
            lines += [*map(str, taken.texts), taken.line]
            problems += taken.problems
        if documents:
            report = import_files(
                study, documents, options, progress=progress(), no_source=None if format_ else _workbook_of_displays
            )
            lines += [_line(source) for source in report.sources]
            lines.append(report.summary)
            problems += report.problems
        command.what = lines[-1] if lines else ""
    return BroughtIn(lines=tuple(lines), problems=tuple(problems))


def _workbook_of_displays(path: Path) -> Problem | None:
    """Of a workbook that this program wrote, found in a folder: what it is, and how it is taken back."""
    from qda.exchange.returned.cells import is_ours

    if not is_ours(path):
        return None
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return Problem(
        file=path.name,
        what=_("This is a workbook of displays and no source."),
        mend=_("To take back what was written into it: qda import {file}").format(file=near),
    )


def progress() -> Callable[[int, int], None] | None:
    """A line that counts files on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(number: int, total: int) -> None:
        end = "\r" if number + 1 < total else "\r\033[K"
        sys.stderr.write(f"\r{number + 1}/{total}{end}")
        sys.stderr.flush()

    return show


def _line(source: ImportedSource) -> str:
    who = ", ".join(f"{label} ({n})" for label, n in source.speakers)
    line = _("{name}: {status}, {turns} turns, {words} words").format(
        name=source.name, status=_STATUS[source.status.value](), turns=source.turns, words=source.words
    )
    if who:
        line += f"; {who}"
    if source.moved or source.unplaced:
        line += "; " + _("{moved} codings moved with the text, {lost} without a place").format(
            moved=source.moved, lost=len(source.unplaced)
        )
    return line


_STATUS: dict[str, Callable[[], str]] = {
    "new": lambda: _("new"),
    "updated": lambda: _("updated"),
    "unchanged": lambda: _("unchanged"),
}
