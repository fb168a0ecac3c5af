"""2 · Condense: coding by rule, by hand and by table; changing the tree of codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from qda.cli.command import add, add_group
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.condense.units import Unit
from qda.model.errors import InputError
from qda.model.ids import Id, read_id, show_id
from qda.model.records import Level
from qda.model.wording import _

_REHEARSED = 30  # passages that --dry-run prints


def register(app: typer.Typer, panel: str) -> None:
    """Add `qda code …`."""
    group = add_group(app, "code", _("Code by rule, by hand or from a table; merge, split and move codes."), panel)
    add(group, "auto", auto)
    add(group, "add", add_one)
    add(group, "remove", remove)
    add(group, "import", import_)
    add(group, "export", export)
    add(group, "review", review)
    add(group, "recode", recode)
    add(group, "merge", merge)
    add(group, "split", split)
    add(group, "move", move)


def auto(
    context: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE]…", help=_("Only these, with all below."))] = None,
    speakers: Annotated[
        str, typer.Option("--speakers", help=_("informants, all, or one speaker's label or case."))
    ] = "informants",
    level: Annotated[
        str,
        typer.Option(
            "--level", help=_("How far forms are followed where a rule does not say: exact, inflected or root.")
        ),
    ] = "inflected",
    unit: Annotated[
        Unit, typer.Option("--unit", help=_("What is coded: the words found, their sentence, or their turn."))
    ] = Unit.WORDS,
    show: Annotated[int, typer.Option("--show", min=0, help=_("How many finds to print in context."))] = 0,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Code by the codebook's match rules; a second run with nothing changed changes nothing."""
    from qda.condense.code import auto as run_rules

    wanted = show or (30 if dry_run else 0)
    with session(context).open() as study:
        done = run_rules(
            study, codes or None, speakers=speakers, dry_run=dry_run, level=_level(level), unit=unit, show=wanted
        )
    if as_json:
        print_json(
            {
                "added": done.added,
                "removed": done.removed,
                "kept": done.kept,
                "refused": done.refused,
                "sources": dict(done.sources),
                "codes": dict(done.codes),
                "problems": [str(p) for p in done.problems],
                "silent": list(done.silent),
                "hits": [
                    {
                        "source": h.source,
                        "start": h.start,
                        "end": h.end,
                        "code": h.code,
                        "rule": h.rule,
                        "left": h.left,
                        "quote": h.quote,
                        "right": h.right,
                    }
                    for h in done.hits
                ],
            }
        )
        return 0
    fatal = print_problems(done.problems)
    for hit in done.hits:
        say(f"{hit.code}  {hit.source}  …{hit.left}[{hit.quote}]{hit.right}…")
    if dry_run or show:
        for rule in done.silent:
            say(_("catches nothing: {rule}").format(rule=rule))
        print_table([_("source"), _("finds")], done.sources)
        print_table([_("code"), _("finds")], done.codes)
    elif done.silent:
        say(
            _("rules that catch nothing here: {n}; they are listed by: qda code auto --dry-run").format(
                n=len(done.silent)
            )
        )
    tell(f"{done}.", rehearsed=dry_run)
    return 2 if fatal else 0


def add_one(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help=_("Name of the source, or - for what qda find --json pipes in."))
    ],
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Path of the code."))],
    quote: Annotated[str, typer.Option("--quote", help=_("The words, as they stand in the source."))] = "",
    start: Annotated[int | None, typer.Option("--start", min=0, help=_("First character, counted from 0."))] = None,
    end: Annotated[int | None, typer.Option("--end", min=0, help=_("Character after the last."))] = None,
    stance: Annotated[str, typer.Option("--stance", help=_("+ for, - against, 0 neutral, ± both."))] = "",
    basis: Annotated[str, typer.Option("--basis", help=_("direct, hearsay, document or inference."))] = "",
    informant: Annotated[str, typer.Option("--informant", help=_("Whose words, if not the speaker's."))] = "",
    magnitude: Annotated[str, typer.Option("--magnitude", help=_("As the code's scale has it."))] = "",
    slot: Annotated[str, typer.Option("--slot", help=_("actor, input, process, output, impact or time."))] = "",
    memo: Annotated[str, typer.Option("--memo", help=_("A note on this coding."))] = "",
    round_: Annotated[str, typer.Option("--round", help=_("Round of coding."))] = "1",
    dry_run: DryRun = False,
) -> int:
    """Give a code to a passage, or to all that a search found: qda find QUERY --json | qda code add - CODE."""
    from qda.condense.hand import add as add_coding

    said: dict[str, Any] = {
        "stance": stance or None,
        "basis": basis or None,
        "informant": informant or None,
        "magnitude": magnitude or None,
        "slot": slot or None,
        "memo": memo or None,
        "round_": round_,
    }
    if source == "-":
        if quote or start is not None or end is not None:
            raise InputError(_("The passages piped in already say where they stand."), mend=_("Leave out the place."))
        return _add_piped(context, code, dry_run=dry_run, **said)
    with session(context).open(rehearse=dry_run) as study:
        coding = add_coding(study, source, code, quote=quote, start=start, end=end, **said)
    line = _("Coded {start}–{end}: “{quote}” ({id})").format(
        start=coding.start, end=coding.end, quote=coding.quote, id=show_id(coding.id)
    )
    tell(line, rehearsed=dry_run)
    return 0


def _add_piped(context: typer.Context, code: str, *, dry_run: bool, **said: Any) -> int:
    from qda.condense.piped import add_piped
    from qda.condense.places import shorten

    with session(context).open() as study:
        done = add_piped(study, _piped_in(), code, dry_run=dry_run, **said)
    print_problems(done.problems)
    if dry_run:
        for name, coding in done.added[:_REHEARSED]:
            say(f"{name}  {coding.start}–{coding.end}  “{shorten(coding.quote)}”")
        if len(done.added) > _REHEARSED:
            say(_("… and {n} more").format(n=len(done.added) - _REHEARSED))
    tell(f"{done}.", rehearsed=dry_run)
    return 2 if done.problems else 0


def _piped_in() -> str:
    if sys.stdin.isatty():
        return ""
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def remove(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]…", help=_("Ids, as code export shows them."))] = None,
    rule: Annotated[str | None, typer.Option("--rule", help=_("All that this rule made."))] = None,
    code: Annotated[str | None, typer.Option("--code", help=_("All of this code."))] = None,
    coder: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=_("All by this coder; auto for rules."))
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help=_("All in this source."))] = None,
    origin: Annotated[str | None, typer.Option("--origin", help=_("hand, rule or model."))] = None,
    dry_run: DryRun = False,
) -> None:
    """Take codings out; undo brings them back."""
    from qda.condense.retract import retract

    with session(context).open() as study:
        n = retract(
            study, ids=ids or (), rule=rule, code=code, coder=coder, source=source, origin=origin, dry_run=dry_run
        )
    tell(_("{n} codings taken out.").format(n=n), rehearsed=dry_run)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A table of codings, .csv or .xlsx."))],
    dry_run: DryRun = False,
) -> int:
    """Import a table of codings, or take back an edited export: only edited rows change, conflicts are listed."""
    from qda.condense.hand import import_codings

    with session(context).open() as study:
        done = import_codings(study, file, dry_run=dry_run)
    print_problems((*done.problems, *done.conflicts))
    tell(f"{done}.", rehearsed=dry_run)
    return 2 if done.problems or done.conflicts else 0


def export(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=_("A .csv or .xlsx file."))],
    source: Annotated[str | None, typer.Option("--source", help=_("Only of this source."))] = None,
    code: Annotated[str | None, typer.Option("--code", help=_("Only of this code."))] = None,
    coder: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Only by this coder."))] = None,
) -> None:
    """Write the codings to a table that can be edited and imported again."""
    from qda.condense.hand import export_csv, export_rows, export_sheet
    from qda.exchange.output import put, save_sheets

    with session(context).open() as study:
        rows = export_rows(study, source=source, code=code, coder=coder)
        if to.suffix.lower() == ".csv":
            put(export_csv(rows), to)
        else:
            save_sheets(study, (export_sheet(study, rows),), to, f"qda code export --to {to.name}")
    say(_("{path} written: {n} codings.").format(path=to, n=len(rows)))


def review(
    context: typer.Context,
    refuse: Annotated[
        list[str] | None,
        typer.Option("--refuse", metavar="ID", help=_("Refuse what a rule made; it will not make it again.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """List codings that need a look: without a place in a changed transcript, or made under an older definition."""
    from qda.condense.retract import reject
    from qda.condense.review import waiting

    with session(context).open() as study:
        if refuse:
            say(_("{n} codings refused.").format(n=reject(study, refuse)))
            return
        found = waiting(study)
    if as_json:
        print_json(
            [{"id": show_id(w.id), "why": w.why, "source": w.source, "code": w.code, "quote": w.quote} for w in found]
        )
        return
    print_table(
        [_("why"), _("source"), _("code"), _("quote"), "id"],
        [(w.shown, w.source, w.code, w.quote, show_id(w.id)) for w in found],
        empty=_("No coding needs a look."),
    )


def recode(
    context: typer.Context,
    to: Annotated[str, typer.Argument(metavar="CODE", help=_("The code they get."))],
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help=_("Ids, as code export shows them."))],
    dry_run: DryRun = False,
) -> None:
    """Give codings another code."""
    from qda.condense.reshape import recode as give

    with session(context).open(rehearse=dry_run) as study:
        done = give(study, [_id(one) for one in ids], to)
    tell(_("{n} codings are now {codes}.").format(n=done.codings, codes=", ".join(done.codes)), rehearsed=dry_run)


def merge(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE…", help=_("The codes that are one."))],
    into: Annotated[str, typer.Option("--into", help=_("The code they become."))],
    why: Annotated[str, typer.Option("--why", help=_("The reason, kept with the history."))] = "",
    dry_run: DryRun = False,
) -> None:
    """Merge codes with all their codings; their history stays."""
    from qda.condense.reshape import merge as join

    with session(context).open(rehearse=dry_run) as study:
        done = join(study, codes, into, why=why)
    tell(
        _("{n} codings are now {codes}; {dropped} stood there already.").format(
            n=done.codings, codes=", ".join(done.codes), dropped=done.dropped
        ),
        rehearsed=dry_run,
    )
    for line in done.written.lines:
        tell(line, rehearsed=dry_run)


def split(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The code to split."))],
    part: Annotated[
        list[str],
        typer.Option(
            "--part", metavar="NAME=ID,ID…", help=_("A new code and the codings it gets. May be given several times.")
        ),
    ],
    why: Annotated[str, typer.Option("--why", help=_("The reason, kept with the history."))] = "",
    dry_run: DryRun = False,
) -> None:
    """Split a code into new ones beside it."""
    from qda.condense.reshape import Part
    from qda.condense.reshape import split as divide

    parts = []
    for given in part:
        name, equals, ids = given.partition("=")
        if not equals:
            raise typer.BadParameter(_("Write NAME=ID,ID…"), param_hint="--part")
        parts.append(Part(name=name.strip(), codings=tuple(_id(one.strip()) for one in ids.split(",") if one.strip())))
    with session(context).open(rehearse=dry_run) as study:
        done = divide(study, code, parts, why=why)
    tell(_("{n} codings are now {codes}.").format(n=done.codings, codes=", ".join(done.codes)), rehearsed=dry_run)


def move(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The code to move, with all below it."))],
    to: Annotated[str, typer.Argument(metavar="PATH", help=_("Its new path."))],
    why: Annotated[str, typer.Option("--why", help=_("The reason, kept with the history."))] = "",
    dry_run: DryRun = False,
) -> None:
    """Give a code another place or name in the tree."""
    from qda.condense.reshape import move as shift

    with session(context).open(rehearse=dry_run) as study:
        done = shift(study, code, to, why=why)
    tell(_("Moved: {codes}.").format(codes=", ".join(done.codes)), rehearsed=dry_run)
    for line in done.written.lines:
        tell(line, rehearsed=dry_run)


def _level(given: str) -> Level:
    try:
        return Level(given)
    except ValueError:
        raise typer.BadParameter(_("Choose exact, inflected or root."), param_hint="--level") from None


def _id(given: str) -> Id:
    try:
        return read_id(given)
    except ValueError:
        raise typer.BadParameter(_("“{id}” is no id of a coding.").format(id=given)) from None
