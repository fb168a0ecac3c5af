"""4 · Verify: findings, triangulation, assertions that re-run."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import saturation, tactic
from qda.cli.command import add, add_group
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.model.errors import InputError
from qda.model.evidence import DEFAULT_THRESHOLDS, Axis, TriangulationOptions
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.store.study import Study
    from qda.verify.check import Verification

Strict = Annotated[bool, typer.Option("--strict", help=_("Want two techniques among the supporting witnesses."))]
Groups = Annotated[int, typer.Option("--min-groups", min=1, help=_("Supporting groups wanted."))]
Tolerance = Annotated[
    float, typer.Option("--tolerance", min=0.0, max=0.5, help=_("Share of dissent that leaves a group on one side."))
]
Keys = Annotated[list[str] | None, typer.Argument(metavar="[FINDING]…", help=_("Ids of findings; else all."))]


def register(app: typer.Typer) -> None:
    """Add this stage's commands."""
    panel = _("4 Verify")
    group = add_group(app, "finding", _("Import, list and show the study's findings."), panel)
    add(group, "list", list_)
    add(group, "show", show)
    add(group, "import", import_)
    add(app, "triangulate", triangulate, panel)
    add(app, "verify", verify, panel)
    tactic.register(app, panel)
    saturation.register(app, panel)


def list_(context: typer.Context, as_json: Json = False) -> None:
    """List the findings with their last known verdict."""
    from qda.verify.conclude import list_findings

    with session(context).open() as study:
        found = list_findings(study)
    if as_json:
        print_json([{"id": f.key, "statement": f.statement, "codes": list(f.evidence.codes)} for f in found])
        return
    print_table(
        [_("finding"), _("statement"), _("codes")],
        [(f.key, f.statement, ", ".join(f.evidence.codes)) for f in found],
        empty=_("No findings yet. Next: qda finding import FILE"),
    )


def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="FINDING", help=_("Its id."))],
    as_json: Json = False,
) -> None:
    """Show one finding with its evidence: who says what, for and against."""
    from qda.across import triangulation_sheets
    from qda.cli.verdicts import finding_json, finding_lines
    from qda.model.evidence import DEFAULT_THRESHOLDS
    from qda.verify.conclude import show_finding

    with session(context).open() as study:
        finding = show_finding(study, key)
        found = triangulation_sheets(study, Axis.GROUP, DEFAULT_THRESHOLDS, [key])
    if as_json:
        print_json(finding_json(finding, found))
        return
    for line in finding_lines(finding, found):
        say(line)


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A file such as findings.yaml: id, statement, evidence, assert, …"))
    ],
    dry_run: DryRun = False,
) -> int:
    """Import findings with their assertions; a second time changes nothing."""
    from qda.verify.conclude import import_findings_file

    with session(context).open(rehearse=dry_run) as study:
        done = import_findings_file(study, file)
    fatal = print_problems(done.problems)
    tell(
        _("{n} findings: {added} new, {changed} changed, {removed} removed").format(
            n=done.findings, added=len(done.added), changed=len(done.changed), removed=len(done.removed)
        ),
        rehearsed=dry_run,
    )
    return 2 if fatal else 0


def triangulate(
    context: typer.Context,
    keys: Keys = None,
    by: Annotated[
        Axis, typer.Option("--by", help=_("What is compared: source groups, techniques, periods or coders."))
    ] = Axis.GROUP,
    strict: Strict = False,
    min_groups: Groups = 2,
    tolerance: Tolerance = 0.20,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare what independent witnesses say of each finding, and give the verdict."""
    from qda.across import triangulation_sheets
    from qda.cli.verdicts import guard_lines, triangulation_rows
    from qda.exchange.output import save_sheets
    from qda.verify.convergence import convergence_json
    from qda.verify.triangulation import foreign_text, triangulate_findings

    options = TriangulationOptions(min_groups=min_groups, min_techniques=2 if strict else 1, tolerance=tolerance)
    with session(context).open() as study:
        if to is not None:
            found = triangulation_sheets(study, by, options, keys)
            save_sheets(study, found.sheets, to, _typed(f"triangulate --by {by.value}", keys, options))
            say(_written(to, len(found.results)))
            return
        results = triangulate_findings(study, keys, by=by, options=options)
        foreign = [] if as_json else foreign_text(study)
    if as_json:
        print_json(convergence_json(results))
        return
    print_table(
        [_("finding"), _("verdict"), _("witnesses"), "k*", _("supported by"), _("warnings")],
        triangulation_rows(results),
    )
    for line in guard_lines(results):
        say(line)
    print_problems(foreign)


def verify(
    context: typer.Context,
    keys: Keys = None,
    strict: Strict = False,
    min_groups: Groups = 2,
    tolerance: Tolerance = 0.20,
    profile: Annotated[
        bool, typer.Option("--profile", help=_("Show what the thirteen testing tactics came to, applied or not."))
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option(
            "--junit", metavar="FILE", help=_("Write the outcome as JUnit XML too, for checks that run alone.")
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    as_json: Json = False,
) -> int:
    """Re-run the assertions of the findings: 0 all hold, 1 some fail, 3 a human's answer is missing."""
    from qda.verify.check import verify_findings
    from qda.verify.outcome import verification_json

    options = TriangulationOptions(min_groups=min_groups, min_techniques=2 if strict else 1, tolerance=tolerance)
    with session(context).open() as study:
        if profile:
            if junit is not None or options != TriangulationOptions():
                raise InputError(
                    _("--profile shows what tactics came to: --junit, --strict and thresholds do not apply to it."),
                    mend=_("Give them without --profile."),
                )
            return _profile(study, keys, to, as_json)
        done = verify_findings(study, keys, options)
        if junit is not None or to is not None:
            _write(study, done, junit, to, _typed("verify", keys, options))
    if as_json:
        print_json(verification_json(done.results))
        return done.exit_status
    print_problems(done.problems)
    from qda.cli.verdicts import verification_lines

    for line in verification_lines(done):
        say(line)
    for path in filter(None, (junit, to)):
        say(_written(path, len(done.results)))
    return done.exit_status


def _typed(command: str, keys: list[str] | None, options: TriangulationOptions = DEFAULT_THRESHOLDS) -> str:
    """What to type to get the same again; thresholds only where they are not the usual ones."""
    parts = ["--strict"] if options.min_techniques > DEFAULT_THRESHOLDS.min_techniques else []
    if options.min_groups != DEFAULT_THRESHOLDS.min_groups:
        parts += ["--min-groups", str(options.min_groups)]
    if options.tolerance != DEFAULT_THRESHOLDS.tolerance:
        parts += ["--tolerance", f"{options.tolerance:g}"]
    return shlex.join(["qda", *command.split(), *(keys or []), *parts])


def _profile(study: Study, keys: list[str] | None, to: Path | None, as_json: bool) -> int:
    from qda.cli.tactic_lines import profile_lines
    from qda.exchange.output import save_sheets
    from qda.store.sources import is_synthetic
    from qda.verify.profile import profile_json, profile_sheet, profiles

    found = profiles(study, keys)
    if to is not None:
        save_sheets(study, (profile_sheet(found, synthetic=is_synthetic(study)),), to, _typed("verify --profile", keys))
    if as_json:
        print_json(profile_json(found))
    elif to is not None:
        say(_written(to, len(found)))
    else:
        for line in profile_lines(found):
            say(line)
    return 0


def _written(path: Path, findings: int) -> str:
    return _("{path} written: {n} findings.").format(path=path, n=findings)


def _write(study: Study, done: Verification, junit: Path | None, to: Path | None, typed: str) -> None:
    from qda.exchange.output import put, save_sheets
    from qda.store.sources import is_synthetic
    from qda.verify.verification_output import junit_xml, verification_sheet

    if junit is not None:
        put(junit_xml(done.results, study.title), junit)
    if to is not None:
        save_sheets(study, (verification_sheet(done.results, synthetic=is_synthetic(study)),), to, typed)
