"""Words that deny what follows them, and how far their reach goes.

Indonesian *tidak, bukan, belum, kurang, tanpa, jangan, tiada* with their spoken forms, Javanese *ora, dudu, durung,
ojo, mboten*, English *not, never, no, without* and the verbs in *-n't*. The reach is a plain window: a word is negated
if a negator stands among the `REACH` words before it in the same sentence (the idea of NegEx: Chapman et al., 2001,
*J. Biomed. Inform.* 34, 301–310; page not checked). It finds candidates for a human eye; irony and double negation
(*bukan tidak pernah*) are beyond it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qda.language.fold import index_key
from qda.language.lexeme import keys_of_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.language.query import Hits
    from qda.language.segment import Segment

REACH = 4

NEGATORS = frozenset(
    (
        *(
            "tidak",
            "bukan",
            "belum",
            "kurang",
            "tanpa",
            "jangan",
            "tiada",
            "bukannya",
            "tidaklah",
            "bukanlah",
            "belumlah",
        ),
        *("ora", "dudu", "durung", "dereng", "ojo", "mboten", "boten", "sanes"),
        *("not", "never", "no", "without", "cannot", "nor", "neither", "none", "nobody", "nothing"),
        *(
            "don't",
            "doesn't",
            "didn't",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "won't",
            "wouldn't",
            "can't",
            "couldn't",
        ),
        *("shouldn't", "mustn't", "hasn't", "haven't", "hadn't", "needn't", "ain't"),
        *("dont", "doesnt", "didnt", "isnt", "wasnt", "cant", "wont"),
    )
)
"""Negators as exact keys; spoken forms reach them through the table of variants (*nggak, gak, ndak* are *tidak*).

Javanese *aja* is left out: it is Indonesian *saja* far more often."""


def is_negator(word: str) -> bool:
    """Tell whether a word as it stands in a text is a negator."""
    return keys_of_key(index_key(word)).exact in NEGATORS


def is_negated(words: Sequence[str], place: int, *, reach: int = REACH, breaks: Collection[int] = ()) -> bool:
    """Tell whether the word at `place` of one text is negated.

    Args:
        words: The words of the text in order.
        place: The number of the word asked about.
        reach: How many words back a negator may stand.
        breaks: The numbers of the words that begin a sentence; no negator reaches over them.
    """
    for before in range(place - 1, max(place - reach, 0) - 1, -1):
        if before + 1 in breaks:
            return False
        if is_negator(words[before]):
            return True
    return False


def negated(segment: Segment, hits: Hits, *, reach: int = REACH) -> NDArray[np.bool_]:
    """Tell for each hit whether its first word is negated, by the same rule as `is_negated`, for all hits at once."""
    import numpy as np

    from qda.language.query import occurrences

    ids = [segment.words_with_key("exact", key) for key in sorted(NEGATORS)]
    words = np.concatenate([found for found in ids if len(found)] or [np.empty(0, np.int64)])
    negators = occurrences(segment, words).first
    if not len(negators) or not len(hits):
        return np.zeros(len(hits), dtype=np.bool_)
    breaks = segment.breaks().astype(np.int64)
    sentence = breaks[np.searchsorted(breaks, hits.first, "right") - 1]
    place = np.searchsorted(negators, hits.first, "left") - 1
    last = np.where(place >= 0, negators[np.maximum(place, 0)], -1)
    found: NDArray[np.bool_] = (last >= sentence) & (last >= hits.first - reach) & (last >= 0)
    return found
