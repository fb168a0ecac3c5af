"""3 · Display: words and coded passages found by a query."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli.outputs import Save, save_view
from qda.cli.session import Json, print_json, print_problems, say, session
from qda.display.find_arguments import WIDTH
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.display.find import Finding, Found


def find(
    context: typer.Context,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help=_(
                'Words in any inflection, "a phrase", =exact, +root, ~misspelt; code:PATH, role=VALUE, @saved; '
                "AND OR NOT ( ), NEAR/5, THEN/2turns, WITHIN, CONTAINS, OVERLAPS, SAME."
            ),
        ),
    ],
    source: Annotated[str | None, typer.Option("--source", help=_("Only in this source."))] = None,
    width: Annotated[int, typer.Option("--width", min=0, help=_("Characters of context on each side."))] = WIDTH,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=_("Show so many places at most."))] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Write to a file; its ending picks the writer."))
    ] = None,
    save: Save = None,
    as_json: Json = False,
) -> None:
    """Find words, codes and what lies near them in the whole study, and show each place in its context."""
    from qda.display.find import find as search
    from qda.display.find_arguments import find_arguments
    from qda.display.hits import hits_sheet

    typed = find_arguments(query, source=source, width=None if width == WIDTH else width, limit=limit)
    with session(context).open() as study:
        found = search(study, query, source=source, limit=limit, width=width)
        print_problems(found.notes)
        if to is not None:
            from qda.exchange.output import save_sheets

            save_sheets(study, (hits_sheet(study, found, query),), to, shlex.join(("qda", "find", *typed)))
            say(_("{path} written: {n} places.").format(path=to, n=len(found.places)))
        else:
            print_found(found, width, as_json=as_json)
        if save is not None:
            save_view(study, save, "find", typed)


def print_found(found: Finding, width: int, *, as_json: bool) -> None:
    """The places, one a line, with how many there are; or as JSON."""
    from qda.display.hits import counted, line_of

    if as_json:
        print_json([_content(place, coded=found.coded) for place in found.places])
        return
    for place in found.places:
        say(line_of(place, width, coded=found.coded))
    say(counted(found))


def _content(place: Found, *, coded: bool) -> dict[str, Any]:
    from qda.model.ids import show_id

    words = {
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "left": place.left,
        "right": place.right,
        "speaker": place.speaker,
    }
    behind = {
        "line": place.line,
        "codes": list(place.codes),
        "codings": [show_id(coding) for coding in place.codings],
    }
    return words | behind if coded else words
