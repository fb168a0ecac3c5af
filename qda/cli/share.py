"""Share: the audit trail as a folder, and the study built from it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.command import add
from qda.cli.session import Json, print_json, print_table, say, session, warn
from qda.model.errors import InputError
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.report.audit import Examined, Exported

_AUDIT = "audit"
_INSTEAD = {
    ".qda": N_("A copy of the study: qda backup --to FILE"),
    ".docx": N_("The report: qda report FILE"),
    ".html": N_("The report: qda report FILE"),
    ".csv": N_("Codings: qda code export --to FILE; a display: qda display KIND --to FILE"),
    ".xlsx": N_("Codings: qda code export --to FILE; a display: qda display KIND --to FILE"),
    ".yaml": N_("The codebook: qda codebook export --to FILE"),
}


def register(app: typer.Typer) -> None:
    """Add this panel's commands."""
    panel = _("Share")
    add(app, "export", export, panel)
    add(app, "replay", replay, panel)


def export(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET", help=_("A folder for the audit trail, such as audit/"))],
    form: Annotated[
        str, typer.Option("--as", metavar="FORM", help=_("What to write, where the name does not tell: audit."))
    ] = "",
    without_sources: Annotated[
        bool,
        typer.Option("--without-sources", help=_("Leave out texts and quotations: what informants said stays here.")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the study's audit trail: a folder in Halpern's six categories with a manifest."""
    _settle_form(target, form)
    from qda.report.audit import export_audit

    folder = Path(target)
    with session(context).open() as study:
        done = export_audit(study, folder, with_sources=not without_sources)
    if as_json:
        print_json(_export_json(done, target))
        return
    _say_exported(done, folder)


def _settle_form(target: str, form: str) -> None:
    """Whether the audit trail is meant; nothing else is exported yet.

    Raises:
        InputError: something else is.
    """
    if form not in ("", _AUDIT):
        raise InputError(
            _("There is no export “{form}”.").format(form=form), where="--as", mend=_("There is: audit, a folder.")
        )
    path = Path(target)
    if form or target.endswith(("/", "\\")) or path.is_dir() or not path.suffix:
        return
    raise InputError(
        _("No export writes files with the ending “{ending}”.").format(ending=path.suffix),
        where=target,
        mend=_(_INSTEAD[path.suffix.lower()])
        if path.suffix.lower() in _INSTEAD
        else _("There is: a folder for the audit trail, qda export audit/"),
    )


def _say_exported(done: Exported, folder: Path) -> None:
    from qda.report.audit_folder import category_title, span

    print_table(
        [_("category"), _("files"), _("material from"), _("gaps")],
        [(category_title(c.name), c.count, span(c.first, c.last), len(c.gaps)) for c in done.categories],
    )
    told = _("{folder} written: {n} files.") if done.changed else _("{folder} is as it was: {n} files.")
    say(told.format(folder=folder, n=done.files))
    if not done.with_sources:
        say(_("Texts and quotations were left out; the study cannot be built from this folder again."))
    say(_("What is lacking, and what every file is: {file}").format(file=folder / "MANIFEST.md"))
    say(_("SHA-256 of MANIFEST.json, to keep elsewhere: {seal}").format(seal=done.seal))


def _export_json(done: Exported, target: str) -> dict[str, object]:
    return {
        "folder": target,
        "changed": done.changed,
        "with_sources": done.with_sources,
        "files": done.files,
        "bytes": done.bytes,
        "manifest_sha256": done.seal,
        "categories": [
            {
                "number": c.name.number,
                "folder": c.name.folder,
                "files": c.count,
                "first": c.first or None,
                "last": c.last or None,
                "gaps": list(c.gaps),
            }
            for c in done.categories
        ],
    }


def replay(
    context: typer.Context,
    trail: Annotated[
        Path | None,
        typer.Argument(metavar="[TRAIL]", help=_("A folder that qda export wrote, or a study; else this one.")),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help=_("Keep the study that comes out; else it is only tried.")),
    ] = None,
    as_json: Json = False,
) -> int:
    """Build a study from its journal alone and prove that it is the same: 0 it is, 1 something was changed."""
    done = _examined(context, trail, to)
    if as_json:
        print_json(
            {
                "identical": done.exit_status == 0,
                "entries": done.replayed.entries,
                "files": done.files,
                "hash": done.replayed.study_hash or None,
                "problems": [str(problem) for problem in (*done.faults, *done.replayed.problems)],
            }
        )
        return done.exit_status
    for problem in (*done.faults, *done.replayed.problems):
        warn(
            _("Differs: {problem}").format(problem=problem)
            if problem.fatal
            else _("Note: {problem}").format(problem=problem)
        )
    if done.files:
        say(_("{n} files were held against the manifest.").format(n=done.files))
    if not done.replayed.identical:
        say(_("{n} entries of the journal could be replayed; the study was not built.").format(n=done.replayed.entries))
        return done.exit_status
    say(
        _("{n} entries of the journal replayed: the study is the recorded one, row by row (state {hash}).").format(
            n=done.replayed.entries, hash=done.replayed.study_hash
        )
    )
    say(_("{path} written.").format(path=to) if to is not None else _("It was only tried; to keep it: --to FILE"))
    return done.exit_status


def _examined(context: typer.Context, trail: Path | None, to: Path | None) -> Examined:
    from qda.report.audit import replay_folder, replay_study
    from qda.store.study import Study

    if trail is not None and trail.is_dir():
        return replay_folder(trail, to)
    if trail is None:
        with session(context).open() as study:
            return replay_study(study, to)
    with Study.open(trail, who=session(context).coder) as study:
        session(context).settle_language(study.language)
        return replay_study(study, to)
