"""1 · Collect: sources, speakers, cases, the interview guide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add, add_group
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.model.wording import N_, _

KINDS = ", ".join((N_("interview"), N_("observation"), N_("document"), N_("focus-group"), N_("survey"), N_("author")))
_ROLES = {"informant": N_("informant"), "interviewer": N_("interviewer"), "other": N_("other")}


def register(app: typer.Typer) -> None:
    """Add this stage's commands."""
    panel = _("1 Collect")
    add(app, "import", import_, panel)
    add(app, "sources", sources_, panel)
    one = add_group(app, "source", _("Show, change or remove one source."), panel)
    add(one, "show", show)
    add(one, "update", update)
    add(one, "remove", remove)
    add(one, "quarantine", quarantine)
    cases = add_group(app, "cases", _("List cases, or import a table of them."), panel)
    add(cases, "list", list_cases)
    add(cases, "import", import_cases)
    guide = add_group(app, "guide", _("The interview guide: which question was put to whom."), panel)
    add(guide, "show", show_guide)
    add(guide, "import", import_guide)


def import_(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help=_("Files, folders or patterns; also another program's project.")),
    ],
    kind: Annotated[str, typer.Option("--kind", help=_("What they are: {kinds}.").format(kinds=KINDS))] = "",
    project: Annotated[str, typer.Option("--project", help=_("Which project, where a file holds several."))] = "",
    date: Annotated[str, typer.Option("--date", help=_("Date of collection, YYYY-MM-DD."))] = "",
    period: Annotated[str, typer.Option("--period", help=_("Fieldwork period, for triangulation by time."))] = "",
    place: Annotated[str, typer.Option("--place", help=_("Where it was collected."))] = "",
    site: Annotated[str, typer.Option("--site", help=_("The site it belongs to."))] = "",
    format_: Annotated[
        str, typer.Option("--format", help=_("The importer to use, whatever the file looks like."))
    ] = "",
    synthetic: Annotated[bool, typer.Option("--synthetic", help=_("Made up; every output will say so."))] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help=_("Take a workbook’s text even where the study’s has changed since.")),
    ] = False,
    other_study: Annotated[
        bool, typer.Option("--other-study", help=_("Take texts of a workbook that was made from another study."))
    ] = False,
    dry_run: DryRun = False,
) -> int:
    """Bring material in: transcripts, notes, documents, tables, another program's project, or a workbook of displays.

    Of a workbook that `qda display` wrote, what people wrote into its yellow cells comes back, and nothing else.
    """
    from qda.cli.material import bring_in

    with session(context).open(rehearse=dry_run) as study:
        done = bring_in(
            study,
            paths,
            project=project,
            kind=kind,
            date=date,
            period=period,
            place=place,
            site=site,
            format_=format_,
            synthetic=synthetic,
            overwrite=overwrite,
            other_study=other_study,
        )
    fatal = print_problems(done.problems)
    for line in done.lines:
        tell(line, rehearsed=dry_run)
    return 2 if fatal else 0


def sources_(context: typer.Context, as_json: Json = False) -> None:
    """List all sources with their speakers."""
    from qda.store import sources

    with session(context).open() as study:
        found = sources.listed(study)
        speaking = sources.turns_by_speaker(study)
        turns = sources.turn_counts(study)
    if as_json:
        print_json(
            [
                {
                    "name": s.name,
                    "kind": s.kind.value,
                    "technique": s.technique.value,
                    "characters": s.characters,
                    "words": s.words,
                    "turns": turns.get(s.name, 0),
                    "speakers": speaking.get(s.name, {}),
                    "sha256": s.file_sha.hex() if s.file_sha else None,
                    "problems": [str(p) for p in s.problems],
                    "date": s.date,
                    "period": s.period,
                    "site": s.site,
                    "synthetic": s.synthetic,
                }
                for s in found
            ]
        )
        return
    print_table(
        [_("source"), _("kind"), _("words"), _("turns"), _("speakers"), _("notes")],
        [
            (
                s.name,
                _(s.kind.value),
                s.words,
                turns.get(s.name, 0),
                ", ".join(f"{label} ({n})" for label, n in speaking.get(s.name, {}).items()),
                len(s.problems) or None,
            )
            for s in found
        ],
        empty=_("No sources yet. Next: qda import FOLDER"),
    )


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The source."))],
    text: Annotated[bool, typer.Option("--text", help=_("Print the text alone."))] = False,
    as_json: Json = False,
) -> None:
    """Show one source: what is known of it, who speaks, its turns."""
    from qda.store import cases, sources

    with session(context).open() as study:
        source = sources.find(study, name)
        words = sources.text(study, source)
        speakers = {speaker.id: speaker for speaker in sources.speakers(study, source.id)}
        people = {case.id: case.name for case in cases.listed(study)}
        turns = sources.turns(study, source.id)
    if text:
        typer.echo(words, nl=False)
        return
    if as_json:
        print_json(
            {
                "name": source.name,
                "kind": source.kind.value,
                "technique": source.technique.value,
                "file": source.file,
                "format": source.format,
                "date": source.date,
                "period": source.period,
                "place": source.place,
                "site": source.site,
                "copy_of": source.copy_of,
                "synthetic": source.synthetic,
                "metadata": dict(source.metadata),
                "speakers": [
                    {"label": s.label, "role": s.role.value, "case": people.get(s.case) if s.case else None}
                    for s in speakers.values()
                ],
                "turns": [
                    {
                        "start": t.start,
                        "end": t.end,
                        "speaker": speakers[t.speaker].label if t.speaker else None,
                        "question": t.question,
                        "start_time": t.start_time,
                        "end_time": t.end_time,
                    }
                    for t in turns
                ],
                "problems": [str(problem) for problem in source.problems],
            }
        )
        return
    for label, value in (
        (_("source"), source.name),
        (_("kind"), _(source.kind.value)),
        (_("file"), source.file),
        (_("date"), source.date),
        (_("period"), source.period),
        (_("place"), source.place),
        (_("site"), source.site),
        *source.metadata,
    ):
        if value:
            say(f"{label}: {value}")
    for speaker in speakers.values():
        case = people.get(speaker.case, "") if speaker.case else ""
        say(
            "  "
            + _("speaker {label}: {role} {case}")
            .format(label=speaker.label, role=_(_ROLES[speaker.role.value]), case=case)
            .rstrip()
        )
    for turn in turns:
        label = speakers[turn.speaker].label if turn.speaker else "–"
        said = " ".join(words[turn.start : turn.end].split())
        say(f"[{turn.start}] {label}: {said if len(said) <= 100 else said[:99] + '…'}")
    print_problems(source.problems)


def update(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The source."))],
    rename: Annotated[str, typer.Option("--name", help=_("Another name."))] = "",
    kind: Annotated[str, typer.Option("--kind", help=_("What it is: {kinds}.").format(kinds=KINDS))] = "",
    date: Annotated[str, typer.Option("--date", help=_("Date of collection, YYYY-MM-DD."))] = "",
    period: Annotated[str, typer.Option("--period", help=_("Fieldwork period, for triangulation by time."))] = "",
    place: Annotated[str, typer.Option("--place", help=_("Where it was collected."))] = "",
    site: Annotated[str, typer.Option("--site", help=_("The site it belongs to."))] = "",
    copy_of: Annotated[str, typer.Option("--copy-of", help=_("The source that this one copies."))] = "",
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            "--speaker",
            metavar="LABEL=CASE",
            help=_("Who a label is: a case's name, or “interviewer”, or “other”. May be given several times."),
        ),
    ] = None,
) -> None:
    """Change what is known of a source, or say who its speakers are."""
    from qda.collect.describe import describe

    with session(context).open() as study:
        done = describe(
            study,
            name,
            rename=rename,
            kind=kind,
            date=date,
            period=period,
            place=place,
            site=site,
            copy_of=copy_of,
            speakers=tuple(speaker or ()),
        )
    say(done)


def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The source."))],
    dry_run: DryRun = False,
) -> None:
    """Take a source out with its codings; undo brings both back."""
    from qda.store import sources

    with session(context).open(rehearse=dry_run) as study:
        source = sources.find(study, name)
        with study.command("source remove") as command:
            codings = sources.remove(study, source.id)
            command.what = _("{source} with {n} codings").format(source=source.name, n=codings)
    tell(
        _("{source} taken out with {n} codings. To have it back: qda undo").format(source=source.name, n=codings),
        rehearsed=dry_run,
    )


def quarantine(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The source."))],
    quote: Annotated[str, typer.Option("--quote", help=_("The passage's words, which occur once in the source."))],
    why: Annotated[str, typer.Option("--why", help=_("The reason, kept with it."))],
    paragraph: Annotated[
        bool, typer.Option("--paragraph", help=_("The whole paragraph around these words is meant."))
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Keep a passage out of all evidence, with the reason; undo takes it back."""
    from qda.collect.quarantine import keep_out

    with session(context).open(rehearse=dry_run) as study:
        done = keep_out(study, name, quote, why, paragraph=paragraph)
    tell(str(done), rehearsed=dry_run)


def list_cases(context: typer.Context, as_json: Json = False) -> None:
    """List the cases with their attributes."""
    from qda.store import cases

    with session(context).open() as study:
        found = cases.listed(study)
    if as_json:
        print_json(
            [
                {
                    "name": c.name,
                    "aliases": list(c.aliases),
                    "same_as": c.same_as,
                    "depends_on": list(c.depends_on),
                    "unspecified": c.unspecified,
                    "attributes": dict(c.attributes),
                }
                for c in found
            ]
        )
        return
    names = list(dict.fromkeys(name for case in found for name, _value in case.attributes))
    print_table(
        [_("case"), *names],
        [(c.name, *(c.attribute(name) for name in names)) for c in found],
        empty=_("No cases yet. Next: qda cases import FILE"),
    )


def import_cases(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A table, .csv or .xlsx: name, aliases, role, group, …"))
    ],
    dry_run: DryRun = False,
) -> int:
    """Import a table of cases with their attributes; speakers join them by name or alias."""
    from qda.collect.people import load_cases

    with session(context).open() as study:
        done = load_cases(study, file, dry_run=dry_run)
    fatal = print_problems(done.problems)
    for line in done.lines:
        tell(line, rehearsed=dry_run)
    return 2 if fatal else 0


def show_guide(context: typer.Context, as_json: Json = False) -> None:
    """Show the interview guide."""
    from qda.store import cases

    with session(context).open() as study:
        questions = cases.guide(study)
    if as_json:
        print_json([{"id": q.key, "text": q.text, "codes": list(q.codes)} for q in questions])
        return
    print_table(
        [_("question"), _("wording"), _("codes")],
        [(q.key, q.text, ", ".join(q.codes)) for q in questions],
        empty=_("No interview guide yet. Next: qda guide import FILE"),
    )


def import_guide(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("guide.yaml, or a table: id, text, codes."))],
    dry_run: DryRun = False,
) -> int:
    """Import the interview guide; it tells silence from never having been asked."""
    from qda.collect.people import load_guide

    with session(context).open() as study:
        done = load_guide(study, file, dry_run=dry_run)
    fatal = print_problems(done.problems)
    tell(str(done), rehearsed=dry_run)
    return 2 if fatal else 0
