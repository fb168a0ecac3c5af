"""The sentences that a display's quotations were coded in, so that a reader sees the words where they were said."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.model.errors import InputError
from qda.model.quotation import Quotation
from qda.model.sheet import Sheet
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.store.study import Study

REACH = 240  # characters on each side at most
_END = re.compile(r"[.?!…][”’\"')\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands before and behind a passage; "" where its sentence begins or ends with it."""

    before: str
    after: str


def in_context(study: Study, sheet: Sheet) -> Sheet:
    """The sheet, its quotations with the rest of their sentences; never beyond the turn or line they stand in.

    Raises:
        InputError: its rows are the quotations themselves, printed as they were coded.
    """
    if sheet.kind == "quotations":
        raise InputError(
            _("The list of quotations prints the coded words alone; it takes no context."),
            mend=_("Leave --context out, or take a matrix, such as case-by-code."),
        )
    by_source: dict[str, list[int]] = {}
    for n, quotation in enumerate(sheet.quotations):
        by_source.setdefault(quotation.source, []).append(n)
    found = list(sheet.quotations)
    for name, numbers in by_source.items():
        reader = _reader(study, name)
        if reader is not None:
            for n in numbers:
                found[n] = reader.widened(found[n])
    return replace(sheet, quotations=tuple(found))


def surroundings(text: str, start: int, end: int, first: int, last: int) -> Surroundings:
    """The rest of the sentence around `text[start:end]` within `text[first:last]`.

    Where it is longer than `REACH` on a side, it is cut between words and an ellipsis stands in its place.
    """
    before = text[first:start]
    ends = [found.end() for found in _END.finditer(before)]
    before = before[ends[-1] :].lstrip() if ends else before.lstrip()
    closed = _END.search(text, end, last)
    after = "" if _closes(text[start:end]) else text[end : closed.end() if closed else last].rstrip()
    if len(before) > REACH:
        before = "… " + before[-REACH:].partition(" ")[2]
    if len(after) > REACH:
        after = after[:REACH].rpartition(" ")[0] + " …"
    return Surroundings(before=before, after=after)


def _closes(words: str) -> bool:
    found = list(_END.finditer(words))
    return bool(found) and found[-1].end() == len(words.rstrip())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A source's text with where its turns begin and end, in order."""

    text: str
    starts: list[int]
    ends: list[int]

    def widened(self, quotation: Quotation) -> Quotation:
        q = quotation
        if self.text[q.start : q.end] != q.text:
            return quotation
        first = self.text.rfind("\n", 0, q.start) + 1
        line = self.text.find("\n", q.end)
        last = line if line >= 0 else len(self.text)
        turn = bisect_right(self.starts, q.start) - 1
        if turn >= 0 and self.ends[turn] >= q.end:
            first, last = max(first, self.starts[turn]), min(last, self.ends[turn])
        around = surroundings(self.text, q.start, q.end, first, last)
        return replace(quotation, before=around.before, after=around.after)


def _reader(study: Study, name: str) -> _Reader | None:
    """None where the source is not the study's own: quotations of studies that were taken in."""
    from qda.store import sources

    source = sources.by_name(study).get(name)
    if source is None:
        return None
    turns = sources.turns(study, source.id)
    return _Reader(
        text=sources.text(study, source), starts=[turn.start for turn in turns], ends=[turn.end for turn in turns]
    )
