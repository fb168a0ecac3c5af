"""A display as a command gives it: written to a file, or printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli.session import say, warn
from qda.model.wording import _, plural

if TYPE_CHECKING:
    from qda.model.numbering import Numbering
    from qda.model.output import Provenance
    from qda.model.plot import Shown
    from qda.store.study import Study


Save = Annotated[
    str | None, typer.Option("--save", metavar="NAME", help=_("Keep it in the study as a view of this name."))
]


def save_view(study: Study, name: str, verb: str, arguments: Sequence[str]) -> None:
    """Keep a display or a search as a view; said on standard error, so that the output is what it is without --save."""
    from qda import views

    warn(str(views.save(study, name, verb, arguments)))


def give(
    study: Study,
    made: Shown,
    command: str,
    *,
    to: Path | None,
    as_json: bool,
    numbering: Numbering | None = None,
) -> None:
    """Write a display to a file and say so, or print it where there is no file.

    Args:
        study: The open study.
        made: What to give.
        command: What to type to get it again.
        to: The file; its ending picks the writer.
        as_json: Print JSON instead of Markdown.
        numbering: Numbers of tables and figures; None for none.

    Raises:
        InputError: no writer serves the ending, or the file cannot be written.
    """
    from qda.exchange.output import provenance, save_displays

    if to is not None:
        save_displays(study, (made,), to, command, numbering=numbering)
        say(_written(made, to))
        if to.suffix.lower() == ".tex":
            _say_pictures(to)
        return
    _print(made, provenance(study, command), as_json, numbering)


def _say_pictures(path: Path) -> None:
    """Name the pictures that a LaTeX document has beside it: it is nothing without them."""
    from qda.exchange.documents.tex_pictures import pictures_of

    names = pictures_of(path)
    if names:
        say(
            plural("Its picture lies beside it: {names}", "Its pictures lie beside it: {names}", len(names)).format(
                names=", ".join(names)
            )
        )


def _written(made: Shown, path: Path) -> str:
    from qda.model.plot import Plot
    from qda.model.sheet import Sheet

    if isinstance(made, Plot):
        return _("{path} written: {quotations} quotations.").format(path=path, quotations=len(made.quotations))
    if isinstance(made, Sheet):
        return _("{path} written: {rows} rows, {columns} columns, {quotations} quotations.").format(
            path=path, rows=len(made.rows), columns=len(made.columns), quotations=len(made.quotations)
        )
    return _("{path} written: {nodes} nodes, {edges} edges, {quotations} quotations.").format(
        path=path, nodes=len(made.nodes), edges=len(made.edges), quotations=len(made.quotations)
    )


def _print(made: Shown, origin: Provenance, as_json: bool, numbering: Numbering | None) -> None:
    from qda.exchange.output import fitting, held
    from qda.exchange.writer import writer_for

    path = Path("display.json" if as_json else "display.md")
    output = fitting((made,), path, origin, numbering=numbering)
    stream = io.BytesIO()
    writer_for(path, held(output))(output, stream)
    say(stream.getvalue().decode("utf-8").rstrip("\n"))
