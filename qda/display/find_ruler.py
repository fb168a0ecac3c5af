"""Counting turns and words between the places of a study. Pure; texts are asked for when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qda.display.passages import SOURCE_BITS, place
from qda.language.tokens import tokenise

if TYPE_CHECKING:
    from qda.display.passages import Numbers


class TurnRuler:
    """A `passages.Ruler` on sources that are numbered from 0.

    What stands before the first turn of a source, a heading, is counted as a turn of its own.
    """

    def __init__(self, starts: Sequence[Sequence[int]], text: Callable[[int], str]) -> None:
        """Make one.

        Args:
            starts: For each source where its turns begin, or its paragraphs where nobody speaks; ascending.
            text: Gives the text of a source.
        """
        self._text = text
        self._words: dict[int, Numbers] = {}
        each = [np.union1d([0], np.asarray(mine, dtype=np.int64)) for mine in starts]
        self._starts = np.concatenate([[0], *(place(n, mine) for n, mine in enumerate(each))])[1:]

    def turn(self, at: Numbers) -> Numbers:
        """Number of the turn that each place is in."""
        return np.searchsorted(self._starts, at, "right") - 1

    def reach(self, end: Numbers, within: int, *, turns: bool) -> Numbers:
        """The place before which something must begin to be at most so far behind a passage that ends there.

        Turns are counted from that in which the passage ends; words are those that begin behind it, in the same turn.
        """
        turn = self.turn(end - 1)
        if turns:
            return np.minimum(self._begin(turn + within + 1), self._beyond(end))
        return np.minimum(self._begin(turn + 1), self._after_words(end, within))

    def _begin(self, turn: Numbers) -> Numbers:
        """Where turns begin; beyond everything for one that is not there."""
        begins: Numbers = np.append(self._starts, np.iinfo(np.int64).max)
        return begins[np.minimum(turn, len(self._starts))]

    @staticmethod
    def _beyond(end: Numbers) -> Numbers:
        """The first place of the source after that in which a passage ends."""
        return ((end - 1 >> SOURCE_BITS) + 1) << SOURCE_BITS

    def _after_words(self, end: Numbers, within: int) -> Numbers:
        found = np.empty(len(end), dtype=np.int64)
        source = end - 1 >> SOURCE_BITS
        for number in np.unique(source).tolist():
            mine = source == number
            words = self._words_of(number)
            following = np.searchsorted(words, end[mine], "left") + within
            found[mine] = np.append(words, (number + 1) << SOURCE_BITS)[np.minimum(following, len(words))]
        return found

    def _words_of(self, number: int) -> Numbers:
        """Where the words of a source begin."""
        if number not in self._words:
            starts = tokenise(self._text(number)).start.astype(np.int64)
            self._words[number] = place(number, starts)
        return self._words[number]
