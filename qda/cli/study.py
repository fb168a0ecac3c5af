"""The study itself: begin it, run its plan, look at its state, take commands back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.model.wording import _, plural


def register(app: typer.Typer) -> None:
    """Add this stage's commands."""
    panel = _("Study")
    add(app, "init", init, panel)
    add(app, "run", run, panel)
    add(app, "status", status, panel)
    add(app, "next", next_step, panel)
    add(app, "check", check, panel)
    add(app, "log", log, panel)
    add(app, "undo", undo, panel)
    add(app, "redo", redo, panel)
    add(app, "backup", backup, panel)
    add(app, "demo", demo, panel)
    add(app, "plugins", plugins, panel)


def init(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name of the study; its file is NAME.qda."))],
    title: Annotated[str, typer.Option("--title", help=_("Title in print; else the name."))] = "",
    language: Annotated[str, typer.Option("--language", help=_("Language of labels and reports: id or en."))] = "",
) -> None:
    """Begin a new study."""
    from qda.model.wording import language as current
    from qda.store.study import Study

    path = Path(name if name.endswith(".qda") else f"{name}.qda")
    path.parent.mkdir(parents=True, exist_ok=True)
    chosen = language or current()
    if chosen not in ("id", "en"):
        raise typer.BadParameter(_("Choose id or en."), param_hint="--language")
    Study.create(path, title=title or path.stem, language=chosen, who=session(context).coder).close()
    say(_("{path} begun. Next: qda import FOLDER").format(path=path))


def run(
    context: typer.Context,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help=_("The study's plan, study.yaml."))],
    dry_run: DryRun = False,
) -> int:
    """Carry out a study's plan: import, code, display, triangulate, verify."""
    from qda import pipeline

    carry_out = pipeline.rehearse if dry_run else pipeline.run
    report = carry_out(
        plan, study=session(context).study, who=session(context).coder, settle_language=session(context).settle_language
    )
    print_problems(report.problems)
    for line in (*report.lines, report.conclusion):
        if line:
            tell(line, rehearsed=dry_run)
    return report.exit_status


def status(context: typer.Context, as_json: Json = False) -> None:
    """Show what the study holds, and which saved views show something else by now."""
    from qda.store.summary import summary
    from qda.store.views import saved
    from qda.views import at_a_glance

    with session(context).open() as study:
        state = summary(study)
        n = len(saved(study))
        views = at_a_glance(study)
    stale = [one for one in views or () if one.stale]
    if as_json:
        names = None if views is None else [one.view.name for one in stale]
        print_json(state.as_json() | {"views": n, "stale": names})
        return
    say(_("{title} ({path})").format(title=state.study, path=state.path))
    print_table(
        [_("what"), _("number")],
        [
            (_("sources"), state.sources),
            (_("cases"), state.cases),
            (_("turns"), state.turns),
            (_("codes"), state.codes),
            (_("codings"), state.codings),
            (_("memos"), state.memos),
            (_("findings"), state.findings),
        ],
    )
    if state.synthetic:
        say(_("SYNTHETIC DATA: {n} of {all} sources were made up.").format(n=state.synthetic, all=state.sources))
    if state.unplaced:
        say(_("{n} codings have no place in a changed transcript; see: qda code review").format(n=state.unplaced))
    if views is None:
        say(_("The study has changed since its {n} views were looked at; see: qda view list").format(n=n))
    elif stale:
        say(_("Stale views: {stale} of {n}.").format(stale=len(stale), n=n))
    elif n:
        say(plural("{n} view, fresh.", "{n} views, all fresh.", n).format(n=n))
    for one in stale:
        say(f"    {one.view.name}: {one.why}")
    say(_("state {hash}, last change {date}").format(hash=state.hash, date=state.changed))


def next_step(context: typer.Context, as_json: Json = False) -> None:
    """Say what the method would do next."""
    from qda.next_steps import next_steps

    with session(context).open() as study:
        steps = next_steps(study)
    if as_json:
        print_json([{"stage": step.stage, "why": step.why, "command": step.command} for step in steps])
        return
    for step in steps:
        say(f"{step.stage}: {step.why}")
        say(f"    {step.command}")


def check(context: typer.Context, as_json: Json = False) -> int:
    """Prove that the study is whole: quotes, places, references, the file itself."""
    from qda.store.check import check as find_faults

    with session(context).open() as study:
        problems = find_faults(study)
    if as_json:
        print_json([{"place": problem.place, "what": problem.what} for problem in problems])
    elif problems:
        print_problems(problems)
    else:
        say(_("The study is whole."))
    return 1 if problems else 0


def log(
    context: typer.Context,
    number: Annotated[int | None, typer.Option("--last", "-n", min=1, help=_("Only the last so many."))] = None,
    as_json: Json = False,
) -> None:
    """Show the record of every change, newest first."""
    from qda.store.journal import entries

    with session(context).open() as study:
        found = entries(study, number)
    if as_json:
        print_json(
            [
                {
                    "seq": e.seq,
                    "at": e.at,
                    "who": e.who,
                    "command": e.command,
                    "what": e.what,
                    "kind": e.kind,
                    "target": e.target,
                    "undone": e.undone,
                    "changes": e.changes,
                    "sha256": e.hash or None,
                }
                for e in found
            ]
        )
        return
    print_table(
        ["#", _("when"), _("who"), _("command"), _("what")],
        [(e.seq, e.at, e.who, e.command, _taken(e.kind, e.target, e.what, e.undone)) for e in found],
    )


def _taken(kind: str, target: int | None, what: str, undone: bool) -> str:
    if kind == "undo":
        return _("took back {n}").format(n=target)
    if kind == "redo":
        return _("did {n} again").format(n=target)
    return _("{what} (taken back)").format(what=what) if undone else what


def undo(context: typer.Context) -> None:
    """Take back the last command that changed the study."""
    from qda.store import journal

    with session(context).open() as study:
        entry = journal.undo(study)
    say(
        _("Taken back: {command}, {what} ({at}, {who}). To do it again: qda redo").format(
            command=entry.command, what=entry.what, at=entry.at, who=entry.who
        )
    )


def redo(context: typer.Context) -> None:
    """Do again what was undone last."""
    from qda.store import journal

    with session(context).open() as study:
        entry = journal.redo(study)
    say(_("Done again: {command}, {what}.").format(command=entry.command, what=entry.what))


def backup(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("The copy; else NAME-DATE.qda.bak."))
    ] = None,
) -> None:
    """Write a whole copy of the study."""
    with session(context).open() as study:
        stamp = study.now().replace(":", "").replace("-", "")
        target = to or study.path.with_name(f"{study.path.stem}-{stamp}.qda.bak")
        study.backup(target)
    say(_("{path} written.").format(path=target))


def demo(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Which example study."))] = "batankrajan",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help=_("Where to; else a folder NAME here."))
    ] = None,
) -> int:
    """Copy an example study and run it."""
    from qda import pipeline

    report = pipeline.demo(
        name, to or Path(name), who=session(context).coder, settle_language=session(context).settle_language
    )
    print_problems(report.problems)
    for line in (*report.lines, report.conclusion):
        if line:
            say(line)
    return report.exit_status


def plugins(as_json: Json = False) -> int:
    """List all plug-ins, and what is wrong with those that do not work."""
    from qda import registry

    found, problems = [], []
    for group in registry.FOLDERS:
        working, broken = registry.survey(group)
        found += working
        problems += broken
    if as_json:
        print_json(
            {
                "plugins": [
                    {"group": p.group, "name": p.name, "summary": _(p.summary), "origin": p.origin} for p in found
                ],
                "problems": [str(problem) for problem in problems],
            }
        )
    else:
        print_table(
            [_("kind"), _("name"), _("what it does"), _("from")],
            [(_(p.group), p.name, _(p.summary), p.origin) for p in found],
        )
        print_problems(problems)
    return 1 if problems else 0
