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
        figures: The first number of a figure where that is another; 0 where it is not.
    """

    chapter: str = ""
    first: int = 1
    figures: int = 0

    def of(self, n: int) -> str:
        """The number of the table or figure at place `n`, counted from 0."""
        return self._named(self.first + n)

    def of_figure(self, n: int) -> str:
        """The number of the figure at place `n`, counted from 0."""
        return self._named((self.figures or self.first) + n)

    def _named(self, number: int) -> str:
        return f"{self.chapter}.{number}" if self.chapter else str(number)


class Running:
    """The numbers of several files that belong to one thesis: each goes on where the one before it ended."""

    def __init__(self) -> None:
        """Nothing has a number yet."""
        self._used: dict[str, tuple[int, int]] = {}

    def next(self, chapter: str, tables: int, figures: int) -> Numbering | None:
        """The numbering of a file with so many tables and figures; None where there is no chapter."""
        if not chapter:
            return None
        before = self._used.get(chapter, (0, 0))
        self._used[chapter] = (before[0] + tables, before[1] + figures)
        return Numbering(chapter=chapter, first=before[0] + 1, figures=before[1] + 1)


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
