"""The options that number tables and figures as a thesis does: --chapter 4 --number 3 is "Table 4.3"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qda.model.wording import _

if TYPE_CHECKING:
    from qda.model.numbering import Numbering

Chapter = Annotated[
    str | None,
    typer.Option("--chapter", metavar="CHAPTER", help=_("Number tables and figures in this chapter: 4 for Table 4.1.")),
]
Number = Annotated[
    int | None, typer.Option("--number", metavar="N", help=_("Begin the numbers of tables and figures here: 3."))
]


def read_numbering(chapter: str | None, number: int | None) -> Numbering | None:
    """What the two options ask for; None where neither was typed.

    Raises:
        InputError: one of them is no number that a table could have.
    """
    if chapter is None and number is None:
        return None
    from qda.model.numbering import numbering

    return numbering(chapter, number)


def number_flags(numbering: Numbering | None) -> list[str]:
    """The options as typed, for the command that a file names."""
    if numbering is None:
        return []
    first = ["--number", str(numbering.first)] if numbering.first > 1 or not numbering.chapter else []
    return [*(["--chapter", numbering.chapter] if numbering.chapter else []), *first]
