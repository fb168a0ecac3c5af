"""How a function becomes a command: its help, its panel, and what happens to its errors."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from qda.cli.shell_words import WordedCommand, WordedGroup
from qda.model.errors import QdaError
from qda.model.wording import N_, _

PANELS = (N_("Study"), N_("1 Collect"), N_("2 Condense"), N_("3 Display"), N_("4 Verify"), N_("Share"))


class Panels(WordedGroup):
    """A group whose help lists its commands by panel, in plain text: a drawn one takes twice the time to start."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section a panel, in the method's order."""
        panels: dict[str, list[tuple[str, Any]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                panels.setdefault(getattr(command, "rich_help_panel", None) or _("Commands"), []).append(
                    (name, command)
                )
        width = max((len(name) for rows in panels.values() for name, _command in rows), default=0)
        order = [_(panel) for panel in PANELS]
        for panel, rows in sorted(panels.items(), key=lambda item: order.index(item[0]) if item[0] in order else -1):
            with formatter.section(panel):
                formatter.write_dl([(name.ljust(width), command.get_short_help_str(200)) for name, command in rows])


def add(app: typer.Typer, name: str, function: Callable[..., Any], panel: str = "", **settings: Any) -> None:
    """Make a function a command; what it returns is the exit status, None for 0. Its docstring is its help."""
    summary = function.__doc__
    app.command(
        name, cls=WordedCommand, help=_(summary) if summary else None, rich_help_panel=panel or None, **settings
    )(_guarded(function))


def add_group(app: typer.Typer, name: str, summary: str, panel: str) -> typer.Typer:
    """A command that has commands of its own, `code add`."""
    group = typer.Typer(name=name, help=summary, no_args_is_help=True, cls=Panels, rich_markup_mode=None)
    app.add_typer(group, rich_help_panel=panel)
    return group


def _guarded(function: Callable[..., Any]) -> Callable[..., None]:
    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> None:
        try:
            status = function(*args, **kwargs)
        except QdaError as error:
            if os.environ.get("QDA_DEBUG"):
                raise
            typer.echo(_("Error: {message}").format(message=error), err=True)
            raise typer.Exit(error.exit_status) from None
        except BrokenPipeError:  # the reader of our output went away, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            typer.echo(_("Stopped; the study is as it was before the command."), err=True)
            raise typer.Exit(130) from None
        if status:
            raise typer.Exit(status)

    return command
