"""Options that displays share. The CLI makes a flag of each field; a tuple may be given several times.

`metadata["help"]` is the flag's help, `metadata["choices"]`, where present, the values it takes, `metadata["also"]`
other names it answers to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.model.wording import N_

CELLS = ("informants", "passages", "presence", "share", "quotes", "codes", "stance", "magnitude")


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
                "Order of the rows (of the columns where the rows are codes), first to last; those left out follow in "
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
    cell: str = field(default="quotes", metadata={"help": N_("What a cell shows."), "choices": CELLS})
    depth: int = field(
        default=0, metadata={"help": N_("How far codes are split up; 0 takes each with all under it."), "least": 0}
    )
    quotes: int = field(default=2, metadata={"help": N_("Quotations in a cell at most."), "least": 0})
