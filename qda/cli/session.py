"""What every command needs: the open study, and how to print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import category, east_asian_width

import typer

from qda.model.problem import Problem
from qda.model.wording import _, use_language

if TYPE_CHECKING:
    from qda.store.study import Study

Json = Annotated[bool, typer.Option("--json", help=_("Print JSON instead of a table."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Show what would be done, and do nothing."))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The global options of one call."""

    study: str | None
    coder: str
    language: str

    @property
    def chosen(self) -> bool:
        """Whether a study was named, by --study or $QDA_STUDY."""
        return bool(self.study or os.environ.get("QDA_STUDY"))

    @contextmanager
    def open(self, *, rehearse: bool = False) -> Iterator[Study]:
        """The study that is meant, open; from here on output is in its language unless another was asked for.

        With `rehearse` all that is done is taken back at the end: what `--dry-run` does.
        """
        from qda.store.place import locate
        from qda.store.study import Study

        with Study.open(locate(self.study, Path.cwd()), who=self.coder) as study:
            self.settle_language(study.language)
            with study.rehearsal() if rehearse else nullcontext():
                yield study

    def settle_language(self, of_study: str) -> None:
        """--lang, else $QDA_LANG, else the study's language."""
        if not self.language and os.environ.get("QDA_LANG") not in ("id", "en"):
            use_language(of_study)


def session(context: typer.Context) -> Session:
    """The session of a call."""
    found = context.find_root().obj
    assert isinstance(found, Session)
    return found


def say(line: str = "") -> None:
    """One line to standard output."""
    typer.echo(line)


def tell(line: str, *, rehearsed: bool) -> None:
    """One line to standard output: what was done, or what `--dry-run` would do."""
    say(_("It would be: {what}").format(what=line) if rehearsed else line)


def warn(line: str) -> None:
    """One line to standard error, where it does not disturb a pipe."""
    typer.echo(line, err=True)


def print_json(value: Any) -> None:
    """JSON as scripts read it: UTF-8, two spaces."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_rows(rows: Iterable[Any]) -> None:
    """A JSON list with one row a line: as good for scripts, and lean where there are hundreds of thousands."""
    write, between = sys.stdout.write, "[\n"
    for row in rows:
        write(between + json.dumps(row, ensure_ascii=False))
        between = ",\n"
    write("[]\n" if between == "[\n" else "\n]\n")


def print_problems(problems: Iterable[Problem]) -> int:
    """Every problem on a line of standard error; how many were fatal."""
    fatal = 0
    for problem in problems:
        fatal += problem.fatal
        sign = _("Not taken in") if problem.fatal else _("Note")
        warn(f"{sign}: {problem}")
    return fatal


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> None:
    """A table that fits the terminal, or plain aligned columns in a pipe.

    Args:
        heads: Column heads.
        rows: Cells; None prints as nothing, numbers are set to the right.
        empty: Line printed where there is no row.
    """
    body = [list(row) for row in rows]
    if not body:
        say(empty or _("Nothing to show."))
        return
    cells = [["" if cell is None else str(cell) for cell in row] for row in body]
    right = [all(isinstance(row[i], int | float) or row[i] is None for row in body) for i in range(len(heads))]
    widths = [max(_room(head), *(_room(row[i]) for row in cells)) for i, head in enumerate(heads)]
    widths = _fitted(widths)
    for line in [list(heads), ["─" * w for w in widths], *cells]:
        parts = [_set(_cut(text, w), w, right=r) for text, w, r in zip(line, widths, right, strict=True)]
        say("  ".join(parts).rstrip())


def _fitted(widths: list[int]) -> list[int]:
    """On a terminal the widest columns give way; in a pipe nothing is cut."""
    if not sys.stdout.isatty():
        return widths
    room = max(60, os.get_terminal_size().columns) - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(text: str, width: int) -> str:
    flat = " ".join(text.split()) if "\n" in text else text
    if _room(flat) <= width:
        return flat
    flat = flat[: 2 * width]  # more would be cut anyhow; counting all of a long text again and again takes time
    while _room(flat) > width - 1:
        flat = flat[:-1]
    return flat + "…"


def _set(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _room(text))
    return blank + text if right else text + blank


def _room(text: str) -> int:
    """Columns that a terminal gives a text: two for a wide sign, none for one that joins the sign before it."""
    if text.isascii():
        return len(text)
    return sum(0 if _joins(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _joins(sign: str) -> bool:
    return category(sign) in ("Mn", "Me", "Cf")
