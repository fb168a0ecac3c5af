"""4 · Verify: the Sourcebook's tactics, run, answered and listed."""

from __future__ import annotations

from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.session import Json, print_json, print_problems, print_table, say, session
from qda.model.errors import InputError
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from qda.registry import Plugin
    from qda.store.study import Study
    from qda.verify.tactic_run import TacticRun

FAILED, OPEN = 1, 3


def register(app: typer.Typer, panel: str) -> None:
    """Add the command."""
    free = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
    add(app, "tactic", tactic, panel, context_settings=free)


def tactic(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=_("Name of a tactic; or all, tests, meaning; or list."))
    ] = "",
    answer: Annotated[
        str, typer.Option("--answer", help=_("Your answer: supports, weakens, refutes, not-applicable; or an item's."))
    ] = "",
    because: Annotated[str, typer.Option("--because", help=_("The reason for your answer."))] = "",
    item: Annotated[str, typer.Option("--item", help=_("What of the tactic's items you answer."))] = "",
    ask: Annotated[
        Path | None, typer.Option("--ask", metavar="FILE", help=_("Write what you are asked to a sheet."))
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help=_("Take your answers in from that sheet."))
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write the tables behind it to a file."))
    ] = None,
    sheets: Annotated[
        Path | None,
        typer.Option(
            "--sheets", metavar="FOLDER", help=_("With member-checks: write a sheet for each informant to sign.")
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Run a tactic of the Sourcebook on findings and keep what came out; tactic list shows all 26."""
    from qda.cli.options import from_flags

    _refuse_idle(name, answer, because, item, ask, answers, to, sheets)
    if answers is not None:
        return _take(context, answers)
    if name in ("", "list", "-h", "--help") and ask is None:
        _list(as_json, asked_for_help=name in ("-h", "--help"))
        return 0
    keys, flags = _split(context.args)
    if sheets is not None:
        return _write_sheets(context, name, keys, sheets)
    with session(context).open() as study:
        from qda.verify import tactic_run
        from qda.verify.tactic_choice import named

        plugins = named(name) if name else []
        if flags and len(plugins) > 1:
            raise InputError(_("Options belong to one tactic; several were named."), mend=_("Run them one by one."))
        options = from_flags(plugins[0], flags) if flags else None
        if flags and not keys:
            _refuse_swallowed(study, flags)
        if not name:
            runs = tactic_run.applied(study)
        elif answer:
            runs = [_answered(study, plugins, keys, answer, because, item, options)]
        else:
            runs = tactic_run.run_tactics(study, plugins, keys or None, options)
        if ask is not None or to is not None:
            _write(study, runs, ask, to, [name, *context.args])
            return 0
    if as_json:
        from qda.cli.tactic_lines import run_json

        print_json([run_json(run) for run in runs])
        return _exit_status(runs)
    _print(runs)
    return _exit_status(runs)


def _refuse_idle(
    name: str,
    answer: str,
    because: str,
    item: str,
    ask: Path | None,
    answers: Path | None,
    to: Path | None,
    sheets: Path | None,
) -> None:
    """Refuse what would be taken and not be used.

    Raises:
        InputError: an option has nothing to act on.
    """
    if (because or item) and not answer:
        raise InputError(_("--because and --item go with --answer."), mend=_('Add: --answer supports --because "…"'))
    if answers is not None and (name or answer or ask or to or sheets):
        raise InputError(_("A sheet of answers says itself what it answers: give it alone."))
    if ask is not None and ask.suffix.lower() not in (".xlsx", ".csv"):
        raise InputError(
            _("Answers are taken in from .xlsx and .csv."), where=str(ask), mend=_("Give it one of these endings.")
        )
    if sum(map(bool, (answer, ask or to, sheets))) > 1:
        raise InputError(_("Answer, or write a file: one at a time."))


def _refuse_swallowed(study: Study, flags: list[str]) -> None:
    """Refuse a finding that stands behind an option which takes several values, and so would be one of them.

    Raises:
        InputError: there is one.
    """
    from qda.verify.conclude import list_findings

    known = {finding.key for finding in list_findings(study)}
    followers = (each for before, each in pairwise(flags) if not before.startswith("-"))
    swallowed = next((each for each in followers if each in known), None)
    if swallowed is not None:
        raise InputError(
            _("“{name}” is a finding, and stands behind an option.").format(name=swallowed),
            mend=_("Name findings before the options: qda tactic NAME {finding} --…").format(finding=swallowed),
        )


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Ids of findings, and the tactic's own flags that follow them."""
    keys = list(takewhile(lambda part: not part.startswith("-"), arguments))
    return keys, arguments[len(keys) :]


def _answered(
    study: Study, plugins: list[Plugin], keys: list[str], given: str, because: str, item: str, options: object
) -> TacticRun:
    from qda.verify.tactic import About
    from qda.verify.tactic_run import answer

    if len(plugins) != 1:
        raise InputError(_("An answer belongs to one tactic."), mend=_("Name the tactic."))
    if plugins[0].details.about is About.FINDING and len(keys) != 1:
        raise InputError(
            _("An answer belongs to one finding."), mend=f"qda tactic {plugins[0].name} FINDING --answer …"
        )
    return answer(study, plugins[0], keys[0] if keys else "", given, because, item, options)


def _write(study: Study, runs: list[TacticRun], ask: Path | None, to: Path | None, typed: list[str]) -> None:
    from dataclasses import replace
    from shlex import join, quote

    from qda.exchange.output import save_sheets
    from qda.store.sources import is_synthetic
    from qda.verify.tactic_sheet import question_sheet

    synthetic = is_synthetic(study)
    command = join(["qda", "tactic", *(part for part in typed if part)])
    if ask is not None:
        sheet = question_sheet(runs, synthetic=synthetic)
        save_sheets(study, (sheet,), ask, f"{command} --ask {quote(ask.name)}")
        say(_("{path} written: {n} questions.").format(path=ask, n=len(sheet.rows)))
    if to is not None:
        sheets = tuple(replace(run.machine.sheet, synthetic=synthetic) for run in runs if run.machine.sheet is not None)
        if not sheets:
            raise InputError(_("These tactics give no table."), mend=_("Leave --to out to read what they say."))
        save_sheets(study, sheets, to, command)
        say(_("{path} written: {n} tables.").format(path=to, n=len(sheets)))


def _write_sheets(context: typer.Context, name: str, keys: list[str], folder: Path) -> int:
    from qda.report.member_sheets import TACTIC, write_member_sheets
    from qda.verify.tactic_choice import named

    if not name or [plugin.name for plugin in named(name)] != [TACTIC]:
        raise InputError(_("Only member checks have sheets to sign."), mend=f"qda tactic {TACTIC} --sheets {folder}")
    with session(context).open() as study:
        made = write_member_sheets(study, folder, keys or None)
    say(
        plural("{n} sheet written to {folder}.", "{n} sheets written to {folder}.", len(made)).format(
            n=len(made), folder=folder
        )
    )
    say(
        _("When they are signed: qda tactic {name} --ask FILE.xlsx, fill in, qda tactic --answers FILE.xlsx").format(
            name=TACTIC
        )
    )
    return 0


def _take(context: typer.Context, file: Path) -> int:
    from qda.across import take_answers_file

    with session(context).open() as study:
        taken = take_answers_file(study, file)
    fatal = print_problems(taken.problems)
    say(plural("{n} answer taken in.", "{n} answers taken in.", taken.answers).format(n=taken.answers))
    return 2 if fatal else 0


def _print(runs: list[TacticRun]) -> None:
    from qda.cli.tactic_lines import run_lines

    for number, run in enumerate(runs):
        if number:
            say()
        for line in run_lines(run):
            say(line)


def _exit_status(runs: list[TacticRun]) -> int:
    from qda.verify.tactic import TacticStatus

    found = {run.status for run in runs}
    if found & {TacticStatus.WEAKENS, TacticStatus.REFUTES}:
        return FAILED
    return OPEN if TacticStatus.AWAITING_HUMAN in found else 0


def _list(as_json: bool, *, asked_for_help: bool) -> None:
    from qda.verify.tactic_choice import listed
    from qda.verify.tactic_words import sort_word

    if asked_for_help:
        say(_('Usage: qda tactic NAME [FINDING]… [--answer WORD --because "…"] [--ask FILE] [--to FILE] [--json]'))
        say()
    found = listed()
    if as_json:
        print_json(
            [
                {
                    "number": p.details.number,
                    "name": p.name,
                    "summary": _(p.summary),
                    "sort": p.details.sort.value,
                    "about": p.details.about.value,
                    "question": _(p.details.question),
                    "predicate": _(p.details.predicate),
                    "citation": _(p.details.citation),
                }
                for p in found
            ]
        )
        return
    print_table(
        ["", _("tactic"), _("for"), _("what it does"), _("what it asks you")],
        [(p.details.number, p.name, sort_word(p.details.sort), _(p.summary), _(p.details.question)) for p in found],
    )
