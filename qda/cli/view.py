"""3 · Display: views, displays and searches that are saved under a name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli.command import add, add_group
from qda.cli.numbers import Chapter, Number, number_flags, read_numbering
from qda.cli.outputs import give
from qda.cli.session import Json, print_json, print_table, say, session, warn
from qda.model.wording import _, plural

Names = Annotated[list[str], typer.Argument(metavar="NAME…", help=_("Names of views."))]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = add_group(app, "view", _("Displays and searches saved under a name with --save."), _("3 Display"))
    add(group, "list", list_views)
    add(group, "show", show_view)
    add(group, "accept", accept_views)
    add(group, "remove", remove_views)
    add(group, "plan", plan_views)


def list_views(context: typer.Context, as_json: Json = False) -> None:
    """List the views, and what has changed in each since it was last accepted."""
    from qda import views

    with session(context).open() as study:
        found = views.judged(study) or ()
    if as_json:
        print_json(
            [
                {
                    "name": one.view.name,
                    "verb": one.view.verb,
                    "arguments": list(one.view.arguments),
                    "command": views.typed(one.view),
                    "stale": one.stale,
                    "change": one.change.numbers if one.change is not None else {},
                    "fault": one.fault or None,
                    "by": one.view.by,
                    "at": one.view.at,
                }
                for one in found
            ]
        )
        return
    print_table(
        [_("view"), _("state"), _("seen"), _("what it shows")],
        [(one.view.name, one.why or _("fresh"), one.view.at[:10], views.typed(one.view)) for one in found],
        empty=_("No view is saved. Save one with: qda display KIND … --save NAME"),
    )


def show_view(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name of a view."))],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    chapter: Chapter = None,
    number: Number = None,
    as_json: Json = False,
) -> None:
    """Make a view from the study as it is now; standard error says what has changed since it was accepted."""
    from qda import views
    from qda.cli.find import print_found
    from qda.display.find_arguments import read_arguments
    from qda.display.seal import Seal, difference
    from qda.viewed import FIND, Viewer

    numbering = read_numbering(chapter, number)
    with session(context).open() as study:
        view = views.named(study, name)
        viewer = Viewer(study)
        command = f"{views.typed(view)} {views.in_shell(number_flags(numbering))}".rstrip()
        made = viewer.make(view)
        if view.verb == FIND and to is None:
            asked = read_arguments(view.arguments, "")
            print_found(viewer.find(view.arguments, ""), asked.width, as_json=as_json)
        else:
            give(study, made, command, to=to, as_json=as_json, numbering=numbering)
        change = difference(Seal.read(view.seal), viewer.seal(view))
    if change is not None:
        warn(
            _("Since {date}: {change}. When you have seen it: {command}").format(
                date=view.at[:10], change=change, command=views.in_shell(["qda", "view", "accept", view.name])
            )
        )


def accept_views(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME…", help=_("Names of views."))] = None,
    everything: Annotated[bool, typer.Option("--all", help=_("Accept every view that can be made."))] = False,
) -> None:
    """Take what views show now as seen: they are fresh again until it changes. Undo takes that back."""
    from qda import views

    if bool(names) == everything:
        raise typer.BadParameter(_("Name views, or say --all."), param_hint="NAME…")
    with session(context).open() as study:
        wanted = names or [one.view.name for one in views.judged(study) or () if not one.fault]
        done = views.accept(study, wanted)
    for one in done:
        say(f"{one.view.name}: {one.why}")
    say(plural("{n} view accepted.", "{n} views accepted.", len(done)).format(n=len(done)))


def remove_views(context: typer.Context, names: Names) -> None:
    """Take views out of the study; what they showed is not touched. Undo brings them back."""
    from qda import views

    with session(context).open() as study:
        gone = views.remove(study, names)
    for view in gone:
        say(_("View “{name}” taken out: {command}").format(name=view.name, command=views.typed(view)))


def plan_views(context: typer.Context) -> None:
    """Print the views as `views:` of a plan, so that a study that is built again has them."""
    from qda import views

    with session(context).open() as study:
        lines = views.plan_lines(study)
    for line in lines:
        say(line)
