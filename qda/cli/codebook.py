"""2 · Condense: the codebook's commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add, add_group
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.model.records import Code
from qda.model.wording import _


def register(app: typer.Typer, panel: str) -> None:
    """Add `qda codebook …`."""
    group = add_group(app, "codebook", _("Import, show, check and compare the codebook."), panel)
    add(group, "import", import_)
    add(group, "show", show)
    add(group, "export", export)
    add(group, "check", check)
    add(group, "diff", diff)
    add(group, "explain", explain)


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=_("A codebook, .yaml, .xlsx or .csv: codes with name, definition, match, …")
        ),
    ],
    why: Annotated[str, typer.Option("--why", help=_("Reason for the change, kept with every new version."))] = "",
    prune: Annotated[bool, typer.Option("--prune", help=_("Take codes that the file lacks out of use."))] = False,
    dry_run: DryRun = False,
) -> None:
    """Import a codebook; changed codes get a new version, unchanged ones stay."""
    from qda.condense.codebooks import load

    with session(context).open() as study:
        done = load(study, file, why=why, prune=prune, dry_run=dry_run)
    print_problems(done.problems)
    for paths, text in (
        (done.left_out, _("Not brought back, they were merged or retired here: {paths}")),
        (() if prune else done.not_in_file, _("In the study but not in the file: {paths}")),
    ):
        if paths:
            say(text.format(paths=", ".join(paths)))
    tell(f"{done}.", rehearsed=dry_run)


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="[CODE]", help=_("One code in full; else the tree."))] = "",
    as_json: Json = False,
) -> None:
    """Show the tree of codes with counts, or one code with its whole anatomy."""
    from qda.condense.codebooks import current
    from qda.store import codebook, codings

    with session(context).open() as study:
        if code:
            chosen = codebook.find(study, code)
            found = codings.listed(study, code=chosen.id)
            history = codebook.history(study, chosen.id)
        else:
            codes = current(study).codes
            counts = codings.count_by_code(study)
            language = study.language
    if not code:
        if as_json:
            print_json(
                [
                    {
                        "path": c.path,
                        "label": dict(c.label),
                        "codings": counts.get(c.id, 0),
                        "version": c.version,
                        "rules": len(c.rules),
                    }
                    for c in codes
                ]
            )
            return
        print_table(
            [_("code"), _("label"), _("codings"), _("rules"), _("version")],
            [
                ("  " * c.path.count("/") + c.name, c.label_in(language), counts.get(c.id, 0), len(c.rules), c.version)
                for c in codes
            ],
            empty=_("No codebook yet. Next: qda codebook import FILE"),
        )
        return
    facts = _facts(chosen)
    if as_json:
        print_json(
            {
                "path": chosen.path,
                **dict(facts),
                "codings": len(found),
                "versions": [{"version": v.version, "at": v.at, "who": v.who, "why": v.why} for v in history],
            }
        )
        return
    say(chosen.path)
    for key, value in facts:
        say(f"  {key}: {value}")
    say("  " + _("{n} codings, version {v}").format(n=len(found), v=chosen.version))


def export(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=_("A .yaml, .csv or .xlsx file."))],
) -> None:
    """Write the codebook to a file that can be edited and imported again."""
    from qda.condense.codebooks import export_bytes, export_sheet
    from qda.exchange.output import put, save_sheets

    with session(context).open() as study:
        if to.suffix.lower() in (".yaml", ".yml", ".csv"):
            put(export_bytes(study, to.suffix.lower()), to)
        else:
            save_sheets(study, (export_sheet(study),), to, f"qda codebook export --to {to.name}")
    say(_("{path} written.").format(path=to))


def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=_("A codebook file; else the study's."))] = None,
    as_json: Json = False,
) -> int:
    """Check a codebook: faults with line numbers, and what it still lacks."""
    from qda.condense.codebook_check import advice
    from qda.condense.codebooks import current, read_file

    if file is not None:
        book = read_file(file)
        broken = any(problem.fatal for problem in book.problems)
        problems = book.problems if broken else (*book.problems, *advice(book, file.name))
    else:
        with session(context).open() as study:
            problems = advice(current(study))
    fatal = sum(problem.fatal for problem in problems)
    if as_json:
        print_json(
            [{"file": p.file, "place": p.place, "what": p.what, "mend": p.mend, "fatal": p.fatal} for p in problems]
        )
        return 1 if fatal else 0
    print_problems(problems)
    say(_("{faults} faults, {notes} notes").format(faults=fatal, notes=len(problems) - fatal))
    return 1 if fatal else 0


def diff(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A codebook file."))],
    other: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=_("Another; else the study's codebook."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what differs between two codebooks: from the study's (or the first file) to the file."""
    from qda.condense.codebook_diff import diff as compare_books
    from qda.condense.codebooks import compare, read_file, usable

    if other is not None:
        changes = compare_books(usable(read_file(file), file.name), usable(read_file(other), other.name))
    else:
        with session(context).open() as study:
            changes = compare(study, file)
    if as_json:
        print_json(
            [{"kind": c.kind, "path": c.path, "key": c.key, "before": c.before, "after": c.after} for c in changes]
        )
        return
    for change in changes:
        say(str(change))
    if not changes:
        say(_("No difference."))


def explain(
    context: typer.Context,
    word: Annotated[str, typer.Argument(metavar="WORD", help=_("A word or phrase as a codebook would have it."))],
    as_json: Json = False,
) -> None:
    """List the words of this study that each level of matching would catch, with counts."""
    from qda.condense.explain import explain as look_up

    with session(context).open() as study:
        found = look_up(study, word)
    levels = (
        ("exact", _("exact, written ={word}"), found.exact),
        ("inflected", _("inflected, written {word}: also"), found.inflected),
        ("root", _("root, written +{word}: also"), found.root),
        ("misspelt", _("misspelt, written ~{word}: also"), found.misspelt),
    )
    if as_json:
        caught = {
            level: [{"word": w.word, "count": w.count, "sources": w.sources} for w in words]
            for level, _text, words in levels
        }
        print_json({"word": found.word, "known": found.known, **caught, "codes": dict(found.codes)})
        return
    for _level, text, words in levels:
        say(text.format(word=found.word) + f" ({sum(w.count for w in words)})")
        for w in words:
            say(_("    {word}  {n}×, sources: {sources}").format(word=w.word, n=w.count, sources=w.sources))
    for path, rule in found.codes:
        say(_("rule {rule} of the code {code} has this word").format(rule=rule, code=path))


def _facts(code: Code) -> list[tuple[str, object]]:
    import dataclasses

    from qda.condense.codebook_rules import rule_shown

    hidden = {"id", "path", "position", "version", "rules"}
    facts: list[tuple[str, object]] = []
    for field in dataclasses.fields(code):
        value = getattr(code, field.name)
        if field.name in hidden or value in ("", (), None):
            continue
        if isinstance(value, tuple):
            value = "; ".join(": ".join(part) if isinstance(part, tuple) else part for part in value)
        facts.append((field.name, value))
    return [*facts, *(("match", rule_shown(rule.pattern)) for rule in code.rules)]
