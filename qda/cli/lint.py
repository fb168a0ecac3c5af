"""4 · Verify: the defects a program can find in a study, or in a report about it."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.session import Json, print_json, print_problems, say, session
from qda.model.errors import InputError
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.verify.lint import Manuscript


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(app, "lint", lint, _("4 Verify"))


def lint(
    context: typer.Context,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help=_("Only this lint; may be given again."))
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="NAME", help=_("Not this lint; may be given again."))
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help=_("Judge this report (docx, odt, txt, md) against the study.")),
    ] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="ID", help=_("Answer for a defect; needs --because."))
    ] = None,
    because: Annotated[str, typer.Option("--because", metavar="WHY", help=_("Why it is accepted."))] = "",
    reopen: Annotated[
        str | None, typer.Option("--reopen", metavar="ID", help=_("Answer no longer for a defect."))
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    as_json: Json = False,
) -> int:
    """Look for defects: numbers, names, contradictions, foreign text, gaps. 0 none, 1 some (hints do not count)."""
    from qda.verify.lint import LintOptions, lint_study
    from qda.verify.lint_output import counts_line, lint_json, lint_lines, lint_sheets

    manuscript = _manuscript(report)
    if accept is not None or reopen is not None:
        return _settle(context, accept, because, reopen, manuscript)
    if because:
        raise InputError(_("--because goes with --accept."))
    options = LintOptions(only=tuple(only or ()), skip=tuple(skip or ()))
    with session(context).open() as study:
        done = lint_study(study, options, manuscript)
        if to is not None:
            from qda.exchange.output import save_sheets

            save_sheets(study, lint_sheets(done), to, _typed(options.only, options.skip, report))
    if as_json:
        print_json(lint_json(done))
        return done.exit_status
    if to is not None:
        say(_("{path} written. {counts}").format(path=to, counts=counts_line(done)))
        return done.exit_status
    for line in lint_lines(done):
        say(line)
    print_problems(done.problems)
    return done.exit_status


def _settle(
    context: typer.Context, accept: str | None, because: str, reopen: str | None, manuscript: Manuscript | None
) -> int:
    from qda.verify import lint as verb

    if accept is not None and reopen is not None:
        raise InputError(_("Accept or reopen, not both at once."))
    with session(context).open() as study:
        if accept is not None:
            found = verb.accept(study, accept, because, manuscript)
            say(_("Accepted: {what}").format(what=found.defect.what))
        else:
            found = verb.reopen(study, str(reopen), manuscript)
            say(_("Open again: {what}").format(what=found.defect.what))
    return 0


def _manuscript(report: Path | None) -> Manuscript | None:
    if report is None:
        return None
    from qda.collect.manuscript import manuscript_text
    from qda.verify.lint import Manuscript

    return Manuscript(name=report.name, text=manuscript_text(report))


def _typed(only: tuple[str, ...], skip: tuple[str, ...], report: Path | None) -> str:
    parts = [*(f"--only {quote(name)}" for name in only), *(f"--skip {quote(name)}" for name in skip)]
    if report is not None:
        parts.append(f"--report {quote(report.name)}")
    return " ".join(("qda lint", *parts))
