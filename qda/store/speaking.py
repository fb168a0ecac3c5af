"""Whose words a passage is evidence of: which of the turns that it runs over.

A passage that begins with a question and goes on into the answer is what the informant says to that question.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.model.records import SpeakerRole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

PLACE_BITS = 32  # no text has four thousand million characters
_POSITION = (1 << PLACE_BITS) - 1
_INFORMANT, _UNKNOWN, _NO_WITNESS = range(3)


def rank_of(role: str | None) -> int:
    """How a turn stands where a passage holds words of several: an informant's first, an interviewer's last."""
    if role is None:
        return _UNKNOWN
    return _INFORMANT if role == SpeakerRole.INFORMANT.value else _NO_WITNESS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpokenPlaces:
    """The turns of all sources, in the order of the texts; a place is number of the source << 32 | code point.

    Attributes:
        start: First place of each turn, without its label.
        end: The place after its last.
        rank: As `rank_of` has it.
        who: What two turns of one person have in common.
        text: Gives the text of a source by its number.
    """

    start: Numbers
    end: Numbers
    rank: Sequence[int]
    who: Sequence[Hashable]
    text: Callable[[int], str]

    def of(self, start: Numbers, end: Numbers) -> Numbers:
        """Number of the turn whose words each passage is, by first and last place; one more than there are for none.

        Of several turns it is the first of the informant with most letters and digits within the passage, the
        earlier of two with as many; where no informant has any, of a turn whose speaker is not known; then the first
        turn with any, the interviewer's most of all.
        """
        import numpy as np

        none = len(self.start)
        first = np.searchsorted(self.end, start, "right")  # turns do not overlap: their ends are in order, too
        after = np.searchsorted(self.start, end, "left")
        found = np.where(first < after, first, none)
        for i in np.flatnonzero(after - first > 1).tolist():
            found[i] = self._most(int(start[i]), int(end[i]), int(first[i]), int(after[i]))
        return found

    def _most(self, start: int, end: int, first: int, after: int) -> int:
        """The turn of a passage that runs over several."""
        text = self.text(start >> PLACE_BITS)
        spoken: dict[tuple[int, Hashable], int] = {}
        turns: dict[tuple[int, Hashable], int] = {}
        for turn in range(first, after):
            begin, stop = max(start, int(self.start[turn])), min(end, int(self.end[turn]))
            said = sum(map(str.isalnum, text[begin & _POSITION : stop & _POSITION]))
            if said:
                rank = self.rank[turn]
                key = (rank, "" if rank == _NO_WITNESS else self.who[turn])
                turns.setdefault(key, turn)
                spoken[key] = spoken.get(key, 0) + said
        if not spoken:
            return first
        return turns[min(spoken, key=lambda key: (key[0], -spoken[key], turns[key]))]
