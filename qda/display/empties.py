"""Why a cell is empty: filtered out, silent, not asked, nothing coded; never a zero."""

from __future__ import annotations

from collections.abc import Iterable

from qda.display.asked import Hearings
from qda.model.sheet import Empty


def why_empty(
    hearings: Hearings,
    here: Iterable[int],
    targeted: frozenset[str] | None,
    *,
    spoken: bool = False,
    aside: bool = False,
) -> Empty:
    """Why nothing stands in a cell.

    `here` are the positions of the hearings that concern the cell; `targeted` the codes whose questions ask for
    what it would hold, None where it is not of codes; `spoken` says whether the row has passages at all, `aside`
    whether something is said there that the filter leaves out since of how it is coded.

    Returns:
        FILTERED where something is said that the filter leaves out; NOT_APPLICABLE where only the researcher speaks,
        who is asked nothing; MISSING where nobody was heard there or nothing heard is coded; NOT_ASKED where no
        question that targets the code was put to anyone; SILENT where it was.
    """
    if aside:
        return Empty.FILTERED
    here = list(here)
    if not here and spoken:
        return Empty.NOT_APPLICABLE
    if not any(hearings.coded[h] for h in here):
        return Empty.MISSING
    if not any(hearings.coded[h] and was_asked(hearings, h, targeted) for h in here):
        return Empty.NOT_ASKED
    return Empty.SILENT


def was_asked(hearings: Hearings, h: int, targeted: frozenset[str] | None) -> bool:
    """Whether a hearing put a question that targets one of the codes."""
    asked = hearings.asked[h]
    return asked is None or targeted is None or not asked.isdisjoint(targeted)
