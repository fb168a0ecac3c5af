"""Options that displays share. The CLI makes a flag of each field; a tuple may be given several times.

`metadata["help"]` is the flag's help, `metadata["choices"]`, where present, the values it takes.
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
