"""The numbers of tables and figures in a thesis: those of a chapter ("4.1"), from a first one on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qda.model.errors import InputError
from qda.model.wording import _

_CHAPTER = re.compile(r"[1-9][0-9]{0,2}|[IVXLC]{1,8}|[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How tables and figures are numbered; each kind has a row of its own.

    Attributes:
        chapter: What stands before the point: "4", "IV", or "A" for an appendix; "" for numbers without a chapter.
        first: The first number, from 1.
    """

    chapter: str = ""
    first: int = 1

    def of(self, n: int) -> str:
        """The number of the table or figure at place `n`, counted from 0."""
        return f"{self.chapter}.{self.first + n}" if self.chapter else str(self.first + n)


def numbering(chapter: str | None, first: int | None) -> Numbering | None:
    """The numbering that was asked for; None where none was.

    Args:
        chapter: As typed: "4", "IV", "A"; None for no chapter.
        first: The first number; None for 1.

    Raises:
        InputError: the chapter is neither a number nor a letter, or the first number is below 1.
    """
    if chapter is None and first is None:
        return None
    if chapter is not None and not _CHAPTER.fullmatch(chapter):
        raise InputError(
            _("“{chapter}” is no number of a chapter.").format(chapter=chapter),
            mend=_("Write it as the numbers of your tables begin: --chapter 4, --chapter IV, or --chapter A."),
        )
    if first is not None and first < 1:
        raise InputError(_("Tables are counted from 1, not from {n}.").format(n=first), mend=_("Give --number 1."))
    return Numbering(chapter=chapter or "", first=1 if first is None else first)
