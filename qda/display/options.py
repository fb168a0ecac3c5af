"""Options that displays share. The CLI makes a flag of each field; a tuple may be given several times.

`metadata["help"]` is the flag's help, `metadata["choices"]`, where present, the values it takes, `metadata["also"]`
other names it answers to, `metadata["only"]` what must be chosen beside it for it to change anything: names of other
fields with the values that let it work, any value at all where none is listed; one of them is enough.
`metadata["picks"]` says that it only picks what is shown, so that what people wrote into the others stays theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qda.model.wording import N_

CELLS = ("informants", "passages", "presence", "share", "quotes", "codes", "stance", "magnitude")
QUOTED: Mapping[str, tuple[str, ...]] = {"cell": ("quotes",)}  # where quotations stand in the cells
_CELL = N_("What a cell shows.")
_QUOTES = N_("Quotations in a cell at most.")
_DEPTH = N_("How far codes are split up; 0 takes each with all under it.")
_COLUMNS = N_("Which of its columns to show, in that order; all if left out.")


def cell_option(default: str = "quotes", *own: str, help_: str = _CELL) -> Any:
    """`--cell`; `own` are cells that only this display has."""
    return field(default=default, metadata={"help": help_, "choices": (*own, *CELLS)})


def quotes_option(
    default: int = 2, *, only: Mapping[str, tuple[str, ...]] | None = QUOTED, help_: str = _QUOTES, least: int = 0
) -> Any:
    """`--quotes`; refused where cells show no quotations, None where they always do."""
    return field(default=default, metadata={"help": help_, "least": least, **({"only": only} if only else {})})


def depth_option(default: int, help_: str = _DEPTH, **only: tuple[str, ...]) -> Any:
    """`--depth`; `only` names the axes of which one has to be of codes."""
    return field(default=default, metadata={"help": help_, "least": 0, **({"only": only} if only else {})})


def columns_option(choices: tuple[str, ...], *also: str) -> Any:
    """`--cols` of a display that defines its columns itself: which of them, in which order."""
    return field(default=(), metadata={"help": _COLUMNS, "choices": choices, "also": ("columns", *also), "picks": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """Every display can leave codings out."""

    where: str = field(
        default="",
        metadata={"help": N_("Only codings for which this holds, for example \"technique == 'W' and stance == '+'\".")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded(Filtered):
    """A display with codes on one side."""

    code: tuple[str, ...] = field(
        default=(),
        metadata={"help": N_("Codes to show, each with all that lies under it; the top of the codebook if left out.")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered(Coded):
    """A display whose other side can be put in order."""

    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_("Order of the rows, first to last; those left out follow in the order of the cases table.")
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed(Ordered):
    """A matrix whose rows, columns and cells can be bent to the study; each display has its own defaults.

    The grammar of every matrix: rows × columns × cell, in an order, of what a filter lets through.
    """

    order: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": N_(
                "Order of the rows and of the columns, first to last, each place by its name; those left out follow in "
                "the order of the cases table."
            )
        },
    )
    rows: str = field(
        default="case",
        metadata={
            "help": N_(
                "What the rows are: case, role, group, site, technique, source, period, slot, stance, code or any "
                "attribute."
            )
        },
    )
    cols: str = field(
        default="code",
        metadata={
            "help": N_("What the columns are: code, or whatever the rows may be."),
            "also": ("columns",),
        },
    )
    cell: str = cell_option()
    depth: int = depth_option(0, rows=("code",), cols=("code",))
    quotes: int = quotes_option()
