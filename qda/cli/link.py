"""2 · Condense: links between codes or cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add, add_group
from qda.cli.session import DryRun, Json, print_json, print_problems, print_table, say, session, tell
from qda.model.ids import show_id
from qda.model.wording import _, plural


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = add_group(app, "link", _("Join codes or cases by what causes, precedes, explains … what."), _("2 Condense"))
    add(group, "add", add_link)
    add(group, "list", list_links)
    add(group, "remove", remove_links)
    add(group, "import", import_table)
    add(group, "export", export_table)


def add_link(
    context: typer.Context,
    start: Annotated[
        str, typer.Argument(metavar="FROM", help=_("Path of a code or name of a case; code:… or case:… if it is both."))
    ],
    kind: Annotated[
        str,
        typer.Argument(metavar="TYPE", help=_("causes, precedes, part_of, kind_of, versus, contradicts or explains.")),
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help=_("What it leads to."))],
    sign: Annotated[str, typer.Option("--sign", help=_("+ strengthens, - weakens, ± both."))] = "",
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", metavar="CODING", help=_("Id of a coding whose words say so."))
    ] = None,
    source: Annotated[str, typer.Option("--source", help=_("Source of the quote."))] = "",
    quote: Annotated[
        str, typer.Option("--quote", help=_("Words that say so; the codings there become the evidence."))
    ] = "",
    why: Annotated[str, typer.Option("--why", help=_("A reason, or what flows from one to the other."))] = "",
) -> None:
    """Draw a link; without evidence it counts as inferred."""
    from qda.condense.links import add as draw

    with session(context).open() as study:
        done = draw(study, start, kind, end, sign=sign, evidence=evidence or (), source=source, quote=quote, why=why)
    say(f"{done}.")


def list_links(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", help=_("Only links with this code or case."))] = "",
    kind: Annotated[str, typer.Option("--type", help=_("Only of this type."))] = "",
    as_json: Json = False,
) -> None:
    """List links in the order in which they were drawn."""
    from qda.condense.links import listed

    with session(context).open() as study:
        found = listed(study, name=name, kind=kind)
    if as_json:
        print_json(
            [
                {
                    "id": show_id(view.link.id),
                    "from_kind": view.link.from_kind,
                    "from": view.start,
                    "type": view.link.type.value,
                    "to_kind": view.link.to_kind,
                    "to": view.end,
                    "sign": view.link.sign.value if view.link.sign else None,
                    "evidence": [show_id(one) for one in view.link.evidence],
                    "memo": view.link.memo,
                    "by": view.link.by,
                    "at": view.link.at,
                }
                for view in found
            ]
        )
        return
    print_table(
        [_("from"), _("link"), _("to"), _("sign"), _("evidence"), _("memo"), _("id")],
        [
            (
                view.start,
                view.link.type.value,
                view.end,
                view.link.sign.value if view.link.sign else None,
                len(view.link.evidence) or _("inferred"),
                view.link.memo,
                show_id(view.link.id),
            )
            for view in found
        ],
        empty=_("No links yet. Next: qda link add FROM TYPE TO"),
    )


def remove_links(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help=_("Ids of links, or the last letters of one."))],
    dry_run: DryRun = False,
) -> None:
    """Take links out; undo brings them back."""
    from qda.condense.links import remove

    with session(context).open() as study:
        n = remove(study, ids, dry_run=dry_run)
    tell(plural("{n} link taken out.", "{n} links taken out.", n).format(n=n), rehearsed=dry_run)


def import_table(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A table of links, .csv or .xlsx."))],
    dry_run: DryRun = False,
) -> int:
    """Import a table of links with the columns from, type, to, sign, quote, source, coding, memo."""
    from qda.condense.links import import_links

    with session(context).open() as study:
        done = import_links(study, file, dry_run=dry_run)
    print_problems(done.problems)
    tell(f"{done}.", rehearsed=dry_run)
    return 2 if done.problems else 0


def export_table(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=_("A .csv or .xlsx file."))],
) -> None:
    """Write the links to a table that can be edited and imported again."""
    from qda.condense.links import export_csv, export_sheet, lines
    from qda.exchange.output import put, save_sheets

    with session(context).open() as study:
        found = lines(study)
        if to.suffix.lower() == ".csv":
            put(export_csv(found), to)
        else:
            save_sheets(study, (export_sheet(study, found),), to, f"qda link export --to {to.name}")
    say(_("{path} written: {n} rows.").format(path=to, n=len(found)))
