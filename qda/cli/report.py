"""Share: the methods chapter with its appendices, and the form that asks what only the researcher knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.numbers import Chapter, Number, number_flags, read_numbering
from qda.cli.session import print_problems, say, session
from qda.model.errors import InputError
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.model.numbering import Numbering
    from qda.report.gather import WantedDisplay


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(app, "report", report, _("Share"))


def report(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=_("The report, .docx, .html or .tex; left out with --form."))
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option(
            "--facts",
            metavar="FILE",
            help=_("First take in what only you know: method.yaml, or a filled form (.xlsx)."),
        ),
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option("--form", metavar="FILE", help=_("Write a form (.xlsx or .yaml) with what is not told yet.")),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help=_("Show the displays of this plan (study.yaml)."))
    ] = None,
    chapter: Chapter = None,
    number: Number = None,
) -> int:
    """Write the methods chapter: sample, codebook, findings, trustworthiness, COREQ and SRQR."""
    if file is None and facts is None and form is None:
        raise InputError(
            _("Nothing to do: name the report to write."),
            mend=_("For example: qda report {file}").format(file="laporan.docx"),
        )
    _foresee(file, facts, form)
    numbering = read_numbering(chapter, number)
    if numbering is not None and file is None:
        raise InputError(
            _("--chapter and --number are for the report, and none is named."),
            mend=_("For example: qda report {file}").format(file="laporan.docx"),
        )
    fatal = 0
    with session(context).open() as study:
        from qda.report.write import facts_line, take_facts, write_form, write_report

        if facts is not None:
            done = take_facts(study, facts)
            fatal = print_problems(done.problems)
            say(facts_line(done))
        if form is not None:
            n = write_form(study, form)
            say(
                _("{file} written: {n} questions. Take the answers in with: qda report --facts {file}").format(
                    file=form, n=n
                )
            )
        if file is not None:
            changed = write_report(
                study,
                file,
                displays=_displays(plan),
                command=_typed(file, plan, numbering),
                numbering=numbering or _planned_numbering(plan),
            )
            say(_("{file}: {what}").format(file=file, what=_("written") if changed else _("as it was")))
    return 2 if fatal else 0


def _foresee(file: Path | None, facts: Path | None, form: Path | None) -> None:
    """Refuse endings nobody can write or read before anything is done."""
    from qda.exchange.documents.document_writer import check_ending
    from qda.report.facts_file import check_ending as check_form_ending

    if file is not None:
        check_ending(file)
    for other in (facts, form):
        if other is not None:
            check_form_ending(other)


def _displays(plan: Path | None) -> tuple[WantedDisplay, ...]:
    if plan is None:
        return ()
    from qda.plan import read_plan
    from qda.report.write import planned_displays

    return planned_displays(read_plan(plan))


def _planned_numbering(plan: Path | None) -> Numbering | None:
    """The chapter that a plan gives the report; None where there is none."""
    if plan is None:
        return None
    from qda.model.numbering import Running
    from qda.plan import read_plan

    return Running().next(read_plan(plan).report_chapter, 0, 0)


def _typed(file: Path, plan: Path | None, numbering: Numbering | None) -> str:
    planned = ["--plan", plan.name] if plan is not None else []
    return " ".join(["qda report", file.name, *planned, *number_flags(numbering)])
