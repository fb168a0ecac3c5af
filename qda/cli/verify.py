"""4 · Verify: findings, triangulation, assertions that re-run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add, add_group
from qda.cli.session import Json, print_json, print_problems, print_table, say, session
from qda.model.evidence import Axis, TriangulationOptions
from qda.model.wording import _

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
    from qda.cli.verdicts import finding_json, finding_lines
    from qda.verify.conclude import show_finding
    from qda.verify.triangulation import convergence

    with session(context).open() as study:
        finding = show_finding(study, key)
        found = convergence(study, [key])
    if as_json:
        print_json(finding_json(finding, found))
        return
    for line in finding_lines(finding, found):
        say(line)


def import_(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help=_("findings.yaml"))]
) -> int:
    """Import findings with their assertions; a second time changes nothing."""
    from qda.verify.conclude import import_findings_file

    with session(context).open() as study:
        done = import_findings_file(study, file)
    fatal = print_problems(done.problems)
    say(
        _("{n} findings: {added} new, {changed} changed, {removed} removed").format(
            n=done.findings, added=len(done.added), changed=len(done.changed), removed=len(done.removed)
        )
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
    from qda.exchange.output import save_sheets
    from qda.verify.convergence import convergence_json, verdict_label
    from qda.verify.triangulation import convergence

    options = TriangulationOptions(min_groups=min_groups, min_techniques=2 if strict else 1, tolerance=tolerance)
    with session(context).open() as study:
        found = convergence(study, keys, by=by, options=options)
        if to is not None:
            save_sheets(study, found.sheets, to, f"qda triangulate --by {by.value}")
            say(_("{path} written: {n} findings.").format(path=to, n=len(found.results)))
            return
    if as_json:
        print_json(convergence_json(found.results))
        return
    print_table(
        [_("finding"), _("verdict"), _("witnesses"), "k*", _("supported by"), _("warnings")],
        [
            (
                r.finding,
                verdict_label(r.lower)
                if r.lower == r.upper
                else _("{lower} (at best {upper})").format(lower=verdict_label(r.lower), upper=verdict_label(r.upper)),
                len(r.witnesses),
                r.k_star,
                ", ".join(r.supporting_groups),
                len(r.guards) or None,
            )
            for r in found.results
        ],
    )
    for result in found.results:
        for guard in result.guards:
            say(f"{result.finding}: {guard.because}")


def verify(
    context: typer.Context,
    keys: Keys = None,
    strict: Strict = False,
    min_groups: Groups = 2,
    tolerance: Tolerance = 0.20,
    as_json: Json = False,
) -> int:
    """Re-run the assertions of the findings: 0 all hold, 1 some fail, 3 a human's answer is missing."""
    from qda.verify.check import verify_findings

    options = TriangulationOptions(min_groups=min_groups, min_techniques=2 if strict else 1, tolerance=tolerance)
    with session(context).open() as study:
        done = verify_findings(study, keys, options)
    if as_json:
        print_json(
            [
                {
                    "finding": r.finding.key,
                    "status": r.status.value,
                    "verdict": r.triangulation.verdict.value,
                    "changed": r.change is not None,
                    "assertions": [
                        {"assertion": a.assertion, "outcome": a.outcome.value, "because": a.because}
                        for a in r.assertions
                    ],
                }
                for r in done.results
            ]
        )
        return done.exit_status
    print_problems(done.problems)
    from qda.cli.verdicts import verification_lines

    for line in verification_lines(done):
        say(line)
    return done.exit_status
