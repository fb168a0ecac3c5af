"""The whole command line: global options, and the commands of each stage in numbered panels."""

from __future__ import annotations

from typing import Annotated

import typer

from qda import __version__
from qda.cli import collect, condense, display, link, lint, report, share, study, verify, view, write
from qda.cli.command import Panels
from qda.cli.session import Session
from qda.model.wording import _

app = typer.Typer(
    name="qda",
    help=_("Qualitative data analysis from the shell: collect, condense, display, verify."),
    cls=Panels,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for stage in (study, collect, condense, link, display, view, verify, lint, report, share, write):
    stage.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qda {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    study: Annotated[
        str | None,
        typer.Option(
            "--study", metavar="FILE", help=_("The study; else $QDA_STUDY, else the only *.qda here or above.")
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="id|en", help=_("Language of all output."))] = None,
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help=_("Who is coding; else $QDA_CODER."))] = "",
    _debug: Annotated[bool, typer.Option("--debug", help=_("Show where in the program an error arose."))] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_("Show the version and exit."))
    ] = False,
) -> None:
    if lang is not None and lang not in ("id", "en"):
        raise typer.BadParameter(_("Choose id or en."), param_hint="--lang")
    context.obj = Session(study=study, coder=coder, language=lang or "")
