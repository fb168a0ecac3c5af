"""2 · Condense: memos."""

from __future__ import annotations

from typing import Annotated

import typer

from qda.cli.session import Json, print_json, print_table, say, session
from qda.model.ids import show_id
from qda.model.wording import _


def add_memo(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What is thought."))],
    about: Annotated[
        str,
        typer.Option(
            "--about", metavar="KIND", help=_("What it is about: study, source, case, code, coding or finding.")
        ),
    ] = "study",
    name: Annotated[str, typer.Option("--name", help=_("Name, path, key or id of that thing."))] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--type", help=_("analytic, method, theory, reflexive, surprise, decision, or a word of your own.")
        ),
    ] = "analytic",
) -> None:
    """Write a memo."""
    from qda.condense.memos import add

    with session(context).open() as study:
        memo = add(study, text, about=about, name=name, kind=kind)
    say(_("Memo {id} written.").format(id=show_id(memo.id)))


def list_memos(
    context: typer.Context,
    about: Annotated[str, typer.Option("--about", metavar="KIND", help=_("Only about this kind of thing."))] = "",
    name: Annotated[str, typer.Option("--name", help=_("Only about the thing of this name."))] = "",
    kind: Annotated[str, typer.Option("--type", help=_("Only of this type."))] = "",
    as_json: Json = False,
) -> None:
    """List memos, oldest first."""
    from qda.condense.memos import listed

    with session(context).open() as study:
        found = listed(study, about=about, name=name, kind=kind)
    if as_json:
        print_json(
            [
                {
                    "id": show_id(line.memo.id),
                    "about_kind": line.memo.about_kind,
                    "about": line.about,
                    "type": line.memo.type,
                    "text": line.memo.text,
                    "status": line.memo.status,
                    "by": line.memo.by,
                    "at": line.memo.at,
                }
                for line in found
            ]
        )
        return
    print_table(
        [_("when"), _("who"), _("type"), _("about"), _("memo")],
        [(m.memo.at[:10], m.memo.by, _(m.memo.type), m.about or _(m.memo.about_kind), m.memo.text) for m in found],
        empty=_("No memos yet. Next: qda memo add TEXT"),
    )
