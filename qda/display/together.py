"""Passages that belong together: they overlap, or one informant (or text) says both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from qda.display.entries import Entries
from qda.model.errors import InputError
from qda.model.wording import N_, _

LINKS = ("overlap", "informant", "source")
_LINK_WORDS = {
    "overlap": N_("Passages belong together where they share at least one character."),
    "informant": N_("Passages belong together where one informant says both; in the researcher’s prose, one text."),
    "source": N_("Passages belong together where they stand in one source."),
}


def link_rule(link: str) -> str:
    """The sentence on when passages belong together.

    Raises:
        InputError: there is no such way of belonging together.
    """
    if link not in LINKS:
        raise InputError(
            _("Passages cannot belong together by “{link}”.").format(link=link),
            mend=_("Choose one of: {names}.").format(names=", ".join(LINKS)),
        )
    return _(_LINK_WORDS[link])


class Beside:
    """Answers whether an entry belongs together with any of some others; made once, asked often."""

    __slots__ = ("_entries", "_keys", "_link", "_spans")

    def __init__(self, entries: Entries, others: Iterable[int], link: str) -> None:
        """Prepare the others.

        Raises:
            InputError: there is no such way of belonging together.
        """
        link_rule(link)
        self._entries, self._link = entries, link
        others = list(others)
        self._keys = frozenset(map(self._key, others))
        self._spans: dict[str, tuple[list[int], list[int]]] = {}
        found: dict[str, list[tuple[int, int]]] = {}
        for i in others if link == "overlap" else ():
            found.setdefault(entries.source[i], []).append((entries.start[i], entries.end[i]))
        for source, spans in found.items():
            spans.sort()
            self._spans[source] = ([s for s, _e in spans], list(accumulate((e for _s, e in spans), max)))

    def __contains__(self, i: int) -> bool:
        """Whether entry `i` belongs together with one of the others."""
        if self._link != "overlap":
            return self._key(i) in self._keys
        starts, ends = self._spans.get(self._entries.source[i], ([], []))
        before = bisect_left(starts, self._entries.end[i])
        return before > 0 and ends[before - 1] > self._entries.start[i]

    def _key(self, i: int) -> str:
        return self._entries.source[i] if self._link == "source" else self._entries.unit[i] or self._entries.source[i]
